//! How far one word is from another, for a hand that slipped.

/// Slips of the hand between two words, if few enough to be one word. Hands rarely slip on the first
/// letter, a wrong letter makes another word (“Form Name” is no forename), and a word longer by two has
/// a second one in it: “Customer ID”.
pub(super) fn slips(given: &str, word: &str) -> Option<usize> {
    let limit = match given.len().min(word.len()) {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    let (start, other) = (&given.as_bytes()[..2], &word.as_bytes()[..2]);
    let same_start = start[0] == other[0] || (start[0] == other[1] && start[1] == other[0]);
    if !same_start || strange_letters(given, word) > 1 {
        return None;
    }
    let distance = strsim::osa_distance(given, word);
    (distance <= limit).then_some(distance)
}

/// Letters that one of the two has and the other has not, each as often as it is missing.
fn strange_letters(one: &str, other: &str) -> usize {
    let mut balance = [0_i32; 256];
    one.bytes()
        .for_each(|letter| balance[usize::from(letter)] += 1);
    other
        .bytes()
        .for_each(|letter| balance[usize::from(letter)] -= 1);
    balance
        .iter()
        .map(|count| count.unsigned_abs() as usize)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let cases = [
            ("name", "name", Some(0)),
            ("nmae", "name", Some(1)),
            ("phne", "phone", Some(1)),
            ("emialadress", "emailaddress", Some(2)),
            ("formname", "forename", None),
            ("hone", "phone", None),
            ("tel", "tele", None),
            ("statu", "state", None),
            ("", "name", None),
        ];
        for (given, word, count) in cases {
            assert_eq!(slips(given, word), count, "{given} {word}");
        }
    }
}
