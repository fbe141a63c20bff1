//! Texts in a CSV file that a spreadsheet opens. It reads every cell anew: what begins like a formula is one, and
//! what looks like a number loses its zeros. An apostrophe before them keeps them texts.

use crate::domain::text;

/// What formulas begin with, in the wide and small forms too, which some spreadsheets read alike.
const FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−'];
/// More digits than this a spreadsheet rounds.
const DIGITS: usize = 15;

/// `text` safe as a cell: whatever separates cells where it is opened, none of them begins like a formula.
pub(super) fn guarded(cell: &str) -> String {
    let cell = text::clean_lines(cell);
    let mut safe = String::with_capacity(cell.len() + 1);
    if loses(&cell) {
        safe.push('\'');
    }
    let mut at_start = safe.is_empty();
    for c in cell.chars() {
        if at_start && FORMULA.contains(&c) {
            safe.push('\'');
        }
        safe.push(c);
        // Where lists are separated by semicolons, a comma file is cut there, and at line ends, quoted or not.
        at_start = matches!(c, ';' | '|' | '\t' | '\n') || at_start && (c.is_whitespace() || c == '"');
    }
    safe
}

/// Whether a spreadsheet takes it for a number or a date and then shows something else: `007`, `10-50`, `1E5`.
fn loses(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let like_one = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '-' | '/' | ':' | 'e' | 'E');
    if digits == 0 || !cell.starts_with(|c: char| c.is_ascii_digit()) || !cell.chars().all(like_one) {
        return false;
    }
    let plain = cell.chars().all(|c| c.is_ascii_digit()) && digits <= DIGITS && (digits == 1 || !cell.starts_with('0'));
    !(plain || is_iso_day(cell))
}

/// Days in this form are read as the days that they are.
fn is_iso_day(cell: &str) -> bool {
    cell.get(..10).is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" \t\r\n =1", "'=1"),
            ("＝1+1", "'＝1+1"),
            ("-2+3", "'-2+3"),
            ("+44 20", "'+44 20"),
            ("a;=1;b", "a;'=1;b"),
            ("a; \"=1\"", "a; \"'=1\""),
            ("one\n- two", "one\n'- two"),
            ("\"=1\"", "\"'=1\""),
            ("a=b, c-d", "a=b, c-d"),
            ("Ada Lovelace", "Ada Lovelace"),
            ("", ""),
        ];
        for (given, safe) in cases {
            assert_eq!(guarded(given), safe, "{given:?}");
        }
    }

    #[test]
    fn what_looks_like_a_number_stays_as_it_is_written() {
        for given in ["007", "01067", "1E5", "10-50", "1/2", "12.50", "1234567890123456", "0301 2345", "3:30"] {
            assert_eq!(guarded(given), format!("'{given}"));
        }
        for given in ["7", "50", "123456789012345", "0", "2026-11-22", "2026-11-22 09:20", "A1", "5 people", "e"] {
            assert_eq!(guarded(given), given);
        }
    }

    proptest! {
        #[test]
        fn no_piece_of_a_cell_begins_like_a_formula(text in "[=+@\\-＝;|\t\r\n \"'a1\u{200B}\u{FEFF}]{0,12}") {
            for piece in guarded(&text).split([',', ';', '|', '\t', '\r', '\n']).skip(usize::from(text.contains(','))) {
                let start = piece.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                prop_assert!(!start.starts_with(FORMULA), "{text:?}: {start:?}");
            }
        }
    }
}
