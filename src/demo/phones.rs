//! Numbers that ring nowhere.

use super::{
    places::{ATLAS, Place},
    rng::Rng,
};

/// Where the numbers of [`crate::demo`]'s first 40,000 or so leads end and the whole exchange 555 begins.
const FICTION: usize = 100;
/// Lines of the exchange from here on are for people whose own place has run out of numbers.
const OVERFLOW: usize = 5_000;

/// The place (its position in the atlas) and the number of the person who came to place `home` as number `before` (from 0): a number of
/// its own for each. When the fictional numbers of a place abroad run out, people come from America instead.
pub(super) fn number_at(home: usize, before: usize) -> (usize, String) {
    let place = &ATLAS.places[home];
    let room = place.room();
    if before < room {
        return (home, fill(place.number, before * place.shares + place.share));
    }
    if place.is_nanp() {
        return (home, exchange_555(place, before));
    }
    let american = &ATLAS.american;
    let lane = home / american.len();
    let stand_in = american[home % american.len()];
    let line = OVERFLOW + (before - room) * 2 + lane;
    (stand_in, exchange_555(&ATLAS.places[stand_in], line - FICTION))
}

/// The area code of the place, exchange 555, and the line `before` + 100: the lines 0100 to 0199 are those for
/// fiction, the rest of 555 is hardly in use.
fn exchange_555(place: &Place, before: usize) -> String {
    let line = match (before + FICTION) % 10_000 {
        // Directory assistance, the one number in 555 that does answer.
        1_212 => 4_999,
        line => line,
    };
    format!("{}{line:04}", &place.number[..place.number.len() - 4])
}

/// The pattern with the digits of `value` in it.
pub(super) fn fill(pattern: &str, value: usize) -> String {
    let mut out = pattern.as_bytes().to_vec();
    let mut left = value;
    for byte in out.iter_mut().rev().filter(|byte| **byte == b'#') {
        *byte = b'0' + (left % 10) as u8;
        left /= 10;
    }
    // Only ASCII was put in the place of ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// The number as this person would write it. `home` is the country of bare numbers in the settings.
pub(super) fn written(rng: &mut Rng, number: &str, home: &str) -> String {
    let digits = || number.bytes().filter(u8::is_ascii_digit).map(char::from);
    match (number.strip_prefix("+1 "), rng.below(10)) {
        (Some(rest), 0..=3) if matches!(home, "US" | "CA") => {
            let (area, line) = rest.split_once(' ').unwrap_or((rest, ""));
            format!("({area}) {}", line.replace(' ', "-"))
        }
        (Some(rest), 4..=6) if matches!(home, "US" | "CA") => rest.replace(' ', "-"),
        (_, 7 | 8) => std::iter::once('+').chain(digits()).collect(),
        _ => number.to_owned(),
    }
}

/// Something that was typed into the phone field and is no number.
pub(super) fn faulty(rng: &mut Rng) -> String {
    rng.word(&["n/a", "555-01", "call reception", "+1 212 555", "0", "4.90E+11", "ext. 12", "-"]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn digits_fill_from_the_right() {
        assert_eq!(fill("+33 1 99 00 ## ##", 1_207), "+33 1 99 00 12 07");
        assert_eq!(fill("+1 212 555 01##", 5), "+1 212 555 0105");
    }

    #[test]
    fn a_million_people_have_a_million_numbers() {
        let mut seen = HashSet::new();
        for index in 0..1_000_000 {
            let (home, before) = ATLAS.home(1, index);
            let (_, number) = number_at(home, before);
            let digits: u64 =
                number.bytes().filter(u8::is_ascii_digit).fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
            assert!(seen.insert(digits), "{index}: {number}");
        }
    }

    #[test]
    fn the_first_forty_thousand_are_fictional() {
        for index in 0..40_000 {
            let (home, before) = ATLAS.home(3, index);
            let (at, number) = number_at(home, before);
            if ATLAS.places[home].is_nanp() {
                assert!(number[7..].starts_with("555 01"), "{number}");
            }
            assert_eq!(at, home, "{index}");
        }
    }

    #[test]
    fn every_number_can_be_one() {
        for home in 0..ATLAS.places.len() {
            let (_, number) = number_at(home, 42);
            let read = crate::domain::phone::Phone::read(&number, None);
            assert!(read.e164.is_some(), "{number}: {:?}", read.fault);
        }
    }
}
