//! Countries by any of the names people give them.

use std::{collections::HashMap, sync::LazyLock};

use crate::domain::text;

/// The ISO 3166-1 alpha-2 code of a country named by code or by name, in any case and with or
/// without accents: `DE`, `deu`, `Germany`, `Deutschland`, `UK`.
#[must_use]
pub fn country_code(name_or_code: &str) -> Option<&'static str> {
    static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        let mut names = HashMap::new();
        for line in include_str!("../../../assets/countries.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let mut words = line.split('|');
            let Some(code) = words.next() else { continue };
            names.insert(text::fold(code), code);
            for word in words {
                names.insert(key(word), code);
            }
        }
        names
    });
    NAMES.get(&key(name_or_code)).copied()
}

/// `The Netherlands` and `U.S.A.` are looked up without the article and the dots.
fn key(name: &str) -> String {
    let folded = text::fold(&name.replace('.', ""));
    folded
        .strip_prefix("the ")
        .map(str::to_owned)
        .unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_go_by_many_names() {
        let cases = [
            ("Germany", "DE"),
            ("DE", "DE"),
            ("deu", "DE"),
            ("Deutschland", "DE"),
            ("United States", "US"),
            ("usa", "US"),
            ("U.S.A.", "US"),
            ("UK", "GB"),
            ("Österreich", "AT"),
            ("osterreich", "AT"),
            ("the Netherlands", "NL"),
            ("Bosnia & Herzegovina", "BA"),
            ("Cote d'Ivoire", "CI"),
            ("St. Lucia", "LC"),
            ("South Korea", "KR"),
            ("Kosovo", "XK"),
        ];
        for (name, code) in cases {
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        assert_eq!(country_code("Atlantis"), None);
        assert_eq!(country_code(""), None);
    }

    #[test]
    fn no_name_means_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for line in include_str!("../../../assets/countries.txt")
            .lines()
            .skip(1)
        {
            let (code, _) = line.split_once('|').expect("a code and names");
            for name in line.split('|') {
                let before = seen.insert(key(name), code);
                assert!(
                    before.is_none_or(|before| before == code),
                    "{name}: {before:?} and {code}"
                );
            }
        }
        assert!(seen.len() > 800);
    }
}
