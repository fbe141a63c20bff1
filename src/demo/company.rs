//! Made-up companies, a different one for every number.

use super::{places::ATLAS, rng::Rng, words::WORDS};

/// Where somebody works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Company {
    pub(super) name: String,
    /// At a reserved top-level domain.
    pub(super) domain: String,
    pub(super) industry: &'static str,
    pub(super) size: &'static str,
}

impl Company {
    /// The company of whoever came to place `home` as number `before`.
    pub(super) fn of(seed: u64, home: usize, before: usize, country: &str) -> Self {
        let number = before * ATLAS.places.len() + home;
        let mut rng = Rng::of(seed, number, 2);
        let (firsts, seconds, trades) = (&WORDS.company_first, &WORDS.company_second, &WORDS.trades);
        let names = firsts.len() * seconds.len() * trades.len();
        // A prime larger than any list: a step by it visits every name before it repeats one.
        let mixed = (number as u64).wrapping_mul(7_368_787).wrapping_add(seed % 1_000_003) as usize % names;
        let first = &firsts[mixed % firsts.len()];
        let second = &seconds[mixed / firsts.len() % seconds.len()];
        let (trade, industry) = &trades[mixed / firsts.len() / seconds.len()];
        let round = if number >= names { (number / names + 1).to_string() } else { String::new() };
        let mut forms = WORDS.legal.iter().filter(|(land, _)| *land == country);
        let legal = forms.clone().count().checked_sub(1).and_then(|last| forms.nth(rng.below(last + 1)));
        let gap = |text: &str| if text.is_empty() { "" } else { " " };
        let legal = legal.map_or("", |(_, form)| form);
        Self {
            name: format!(
                "{} {} {}{}{round}{}{legal}",
                first.shown,
                second.shown,
                trade.shown,
                gap(&round),
                gap(legal)
            ),
            domain: format!("{}{}-{}{round}.example", first.mail, second.mail, trade.mail),
            industry,
            size: rng.word(&WORDS.sizes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_company_has_a_domain_of_its_own() {
        let mut seen = HashSet::new();
        for before in 0..1_000 {
            for home in 0..ATLAS.places.len() {
                let company = Company::of(5, home, before, "DE");
                assert!(seen.insert(company.domain.clone()), "{company:?}");
            }
        }
    }
}
