//! Where people live, and the numbers there that were set aside for fiction.

use super::words::lines;
use chrono_tz::Tz;
use std::sync::LazyLock;

/// A place with its own part of a range of fictional numbers. Lead `i` lives at place `i mod places`, in an
/// order that mixes them, and takes the next number there: so no two leads share one, without a memory.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) city: &'static str,
    pub(super) region: &'static str,
    /// ISO 3166 alpha-2.
    pub(super) country: &'static str,
    pub(super) zone: Tz,
    /// Postal code; `#` is a digit and `@` a letter to fill in.
    pub(super) postal: &'static str,
    /// The number; each `#` is a digit to fill in.
    pub(super) number: &'static str,
    /// How many places share the range of `number`.
    pub(super) shares: usize,
    /// Which of them this is.
    pub(super) share: usize,
    /// Minutes of the local day in which a call makes sense at all, when narrower than the calling hours.
    pub(super) open: Option<(u16, u16)>,
}

impl Place {
    /// How many people can live here with a fictional number of the place.
    pub(super) fn room(&self) -> usize {
        let digits = self.number.bytes().filter(|byte| *byte == b'#').count();
        10_usize.pow(digits as u32) / self.shares
    }

    /// The number is from elsewhere, because the country has none for fiction.
    pub(super) fn has_foreign_number(&self) -> bool {
        self.is_nanp() && !matches!(self.country, "US" | "CA")
    }

    /// In the North American Numbering Plan.
    pub(super) fn is_nanp(&self) -> bool {
        self.number.starts_with("+1 ")
    }
}

/// All places, and an order that mixes them.
#[derive(Debug)]
pub(super) struct Atlas {
    pub(super) places: Vec<Place>,
    /// Positions of places in the United States.
    pub(super) american: Vec<usize>,
    /// Coprime to the number of places, and far from their order in the file.
    stride: usize,
}

/// The places that come with the program.
pub(super) static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::read);

impl Atlas {
    fn read() -> Self {
        let places: Vec<Place> = lines(include_str!("../../assets/demo/places.txt")).flat_map(of_line).collect();
        let american = (0..places.len()).filter(|at| places[*at].country == "US").collect();
        let near = places.len() * 618 / 1_000;
        let stride = (near..).find(|stride| gcd(*stride, places.len()) == 1).unwrap_or(1);
        Self { places, american, stride }
    }

    /// Where lead `index` lives, and how many leads live there before it.
    pub(super) fn home(&self, seed: u64, index: usize) -> (usize, usize) {
        let count = self.places.len();
        let (round, turn) = (index / count, index % count);
        let shift = (seed % count as u64) as usize;
        ((turn * self.stride + shift + round * 7) % count, round)
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn of_line(line: &'static str) -> impl Iterator<Item = Place> {
    let mut fields = line.split('|').map(str::trim);
    let mut next = move || fields.next().unwrap_or_default();
    let (city, region, country, zone) = (next(), next(), next(), next());
    let (postal, number, shares, open) = (next(), next(), next(), next());
    let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
    let shares = shares.parse().unwrap_or(1);
    let open = open.split_once('-').and_then(|(from, to)| Some((minutes(from)?, minutes(to)?)));
    (0..shares).map(move |share| Place { city, region, country, zone, postal, number, shares, share, open })
}

fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_a_whole_place() {
        for place in &ATLAS.places {
            assert!(place.zone != Tz::UTC && place.country.len() == 2 && place.number.starts_with('+'), "{place:?}");
            assert!(place.room() >= 100, "{place:?}");
        }
        for country in ["US", "CA", "GB", "DE", "FR", "ES", "IN", "AU"] {
            assert!(ATLAS.places.iter().any(|place| place.country == country), "{country}");
        }
    }

    #[test]
    fn no_two_lines_have_the_same_range() {
        let mut seen = HashSet::new();
        for place in &ATLAS.places {
            assert!(seen.insert((place.number, place.share)), "{place:?}");
        }
    }

    #[test]
    fn each_round_of_leads_visits_each_place_once() {
        let count = ATLAS.places.len();
        for round in 0..3 {
            let homes: HashSet<_> = (0..count).map(|turn| ATLAS.home(99, round * count + turn)).collect();
            assert_eq!(homes.len(), count);
            assert!(homes.iter().all(|(_, before)| *before == round));
        }
    }
}
