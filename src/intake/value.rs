//! What a cell says, apart from what its column means.

use crate::domain::text;

/// What people and programs write into a cell to say that there is nothing.
const NOTHING: &[&str] = &[
    "-",
    "--",
    "—",
    "–",
    "n/a",
    "#n/a",
    "n.a.",
    "null",
    "(null)",
    "none",
    "(none)",
    "nil",
    "undefined",
    "(blank)",
    "(not set)",
];

/// The prefixes that Meta puts before values: lead, ad, ad set, campaign, form, phone.
const PREFIXES: &[&str] = &["l:", "ag:", "as:", "c:", "f:", "p:"];

/// Fewer digits than this are no number of their own, so “555-0100, 22” is one cell and not two numbers.
const LEAST_DIGITS: usize = 6;

/// The cell without the blanks around it, if it says anything.
pub(super) fn present(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let says = !cell.is_empty()
        && !NOTHING
            .iter()
            .any(|nothing| cell.eq_ignore_ascii_case(nothing));
    says.then_some(cell)
}

/// The cell without a type prefix. Only before a number: in `c:main` the letter means something else.
pub(super) fn unprefixed(cell: &str) -> &str {
    PREFIXES
        .iter()
        .find_map(|prefix| cell.strip_prefix(prefix))
        .filter(|rest| rest.starts_with(|c: char| c == '+' || c.is_ascii_digit()))
        .unwrap_or(cell)
}

/// The phone numbers in a cell: several only where every part could be one.
pub(super) fn phones(cell: &str) -> Vec<String> {
    let separated = cell.replace(" / ", ";");
    several(&separated, cell, &[';', '|', '\n', ','], |part| {
        text::digits(part).len() >= LEAST_DIGITS
    })
}

/// The mail addresses in a cell: several only where every part could be one.
pub(super) fn emails(cell: &str) -> Vec<String> {
    several(cell, cell, &[';', '|', '\n', ',', ' '], |part| {
        part.contains('@') && !part.contains('<')
    })
}

fn several(
    separated: &str,
    whole: &str,
    separators: &[char],
    is_one: impl Fn(&str) -> bool,
) -> Vec<String> {
    let parts: Vec<&str> = separated
        .split(separators)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let parts = if parts.len() > 1 && parts.iter().all(|part| is_one(part)) {
        parts
    } else {
        vec![whole]
    };
    parts
        .into_iter()
        .map(text::clean)
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_many_spellings() {
        for cell in ["", "  ", "N/A", " n/a ", "-", "NULL", "None", "#N/A", "\t"] {
            assert_eq!(present(cell), None, "{cell:?}");
        }
        // Namibia, a name, a number: all something.
        for cell in ["NA", "Nonex", "0", "-1", "Nullmeyer"] {
            assert_eq!(present(cell), Some(cell));
        }
    }

    #[test]
    fn type_prefixes_go() {
        let cases = [
            ("p:+4930123", "+4930123"),
            ("l:123", "123"),
            ("ag:9", "9"),
            ("as:9", "9"),
            ("p:home", "p:home"),
            ("c:main", "c:main"),
            ("call:5", "call:5"),
            ("p:", "p:"),
        ];
        for (cell, value) in cases {
            assert_eq!(unprefixed(cell), value);
        }
    }

    #[test]
    fn several_in_one_cell() {
        let cases: [(&str, &[&str]); 6] = [
            (
                "555-010-0100; 555-010-0101",
                &["555-010-0100", "555-010-0101"],
            ),
            (
                "030 1234567 / 0170 1234567",
                &["030 1234567", "0170 1234567"],
            ),
            ("030/1234567", &["030/1234567"]),
            ("030 1234567, 22", &["030 1234567, 22"]),
            ("not-a-phone", &["not-a-phone"]),
            ("\u{200b}", &[]),
        ];
        for (cell, numbers) in cases {
            assert_eq!(phones(cell), numbers, "{cell}");
        }
        let cases: [(&str, &[&str]); 4] = [
            ("a@b.co;c@d.co", &["a@b.co", "c@d.co"]),
            ("a@b.co, c@d.co", &["a@b.co", "c@d.co"]),
            ("Ada <a@b.co>", &["Ada <a@b.co>"]),
            ("invalid-email", &["invalid-email"]),
        ];
        for (cell, addresses) in cases {
            assert_eq!(emails(cell), addresses, "{cell}");
        }
    }
}
