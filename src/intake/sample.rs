//! What the first part of a file gives away: its encoding by its mark, and what separates its cells.

use crate::{
    domain::exact,
    intake::{
        headings::Headings,
        records::{Cell, Records},
    },
};

/// How much of a file is looked at to guess.
pub(super) const SAMPLE_BYTES: usize = 256 << 10;
const SAMPLE_RECORDS: usize = 50;
const DELIMITERS: &[u8] = b",;\t|";

/// The mark that some programs put before UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What a file is, when its first bytes say that it is no CSV.
pub(super) fn other_kind(start: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a spreadsheet or archive"),
        (b"\xD0\xCF\x11\xE0", "an old Excel spreadsheet"),
        (b"%PDF", "a PDF"),
        (b"\x1F\x8B", "a compressed file"),
        (b"SQLite format 3\0", "a database"),
        (b"\xFF\xFE", "UTF-16 text"),
        (b"\xFE\xFF", "UTF-16 text"),
    ];
    let known = KINDS.iter().find(|(magic, _)| start.starts_with(magic)).map(|&(_, kind)| kind);
    // No text has a NUL, and UTF-16 without its mark has one beside every Latin letter.
    known.or_else(|| start.iter().take(256).any(|&byte| byte == 0).then_some("UTF-16 text or no text"))
}

/// How the cells of a file are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiter {
    pub byte: u8,
    /// The first line says so (`sep=;`, from Excel) and is no row.
    pub stated: bool,
}

/// Finds the delimiter: stated, or the one under which most headings are understood, and among equals
/// the one that cuts most columns in most rows. `sample` starts behind the BOM; `whole` says that nothing
/// is cut off its end.
pub(super) fn delimiter(sample: &[u8], whole: bool) -> Delimiter {
    if let Some(byte) = stated(sample) {
        return Delimiter { byte, stated: true };
    }
    // A file of our own: its headings are its mark, not everybody's words.
    if sample.strip_prefix(exact::HEADINGS[0].as_bytes()).is_some_and(|rest| rest.starts_with(b",")) {
        return Delimiter { byte: b',', stated: false };
    }
    let mut best = (b',', (0, 0));
    for &byte in DELIMITERS {
        let score = score(sample, whole, byte);
        if score > best.1 {
            best = (byte, score);
        }
    }
    Delimiter { byte: best.0, stated: false }
}

fn stated(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let (name, byte) = line.split_at_checked(4)?;
    match byte {
        [byte] if name.eq_ignore_ascii_case(b"sep=") && byte.is_ascii() && *byte != b'"' => Some(*byte),
        _ => None,
    }
}

/// Headings understood, then columns beyond the first weighed by the share of rows that have just as many.
fn score(sample: &[u8], whole: bool, delimiter: u8) -> (usize, usize) {
    let mut records = Records::new(sample, delimiter, 0);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    while let Ok(Some(record)) = records.next() {
        if record.is_blank() {
            continue;
        }
        let cut_off = !whole && records.offset() == sample.len() as u64;
        if rows.len() == SAMPLE_RECORDS || cut_off && !rows.is_empty() {
            break;
        }
        if let Ok(cells) = record.cells {
            rows.push(cells);
        }
    }
    let Some(first) = rows.first() else {
        return (0, 0);
    };
    let headings: Vec<&str> = first.iter().map(|cell| cell.text.as_str()).collect();
    let alike = rows.iter().filter(|row| row.len() == first.len()).count();
    (Headings::read(&headings).understood(), (first.len() - 1) * alike * 1_000 / rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_guessed() {
        let cases = [
            ("Name,Email\nAda,a@b.co\n", b','),
            ("Name;Email;Price\nAda;a@b.co;1,5\nBo;b@b.co;2,5\n", b';'),
            ("Name\tEmail\tNote\nAda\ta@b.co\ta, b; c\n", b'\t'),
            ("vendor_lead_code|phone_number\n1|555\n", b'|'),
            ("Email\na@b.co\n", b','),
            // Nothing is understood: the most even cut.
            ("foo;bar;baz\n1,0;2;3\n1,0;2;3\n", b';'),
            ("foo,bar\n\"a;b;c\",2\n\n\"a;b\",2\n", b','),
            ("\"Name;x\";\"Email\"\n1;2\n", b';'),
            ("", b','),
        ];
        for (text, byte) in cases {
            assert_eq!(delimiter(text.as_bytes(), true), Delimiter { byte, stated: false }, "{text:?}");
        }
        assert_eq!(delimiter(b"sep=;\r\nName;Email\r\n", true), Delimiter { byte: b';', stated: true });
        assert_eq!(delimiter(b"SEP=\t\nName\tEmail\n", true), Delimiter { byte: b'\t', stated: true });
    }

    #[test]
    fn other_files_are_told_by_their_first_bytes() {
        let cases: [(&[u8], bool); 6] = [
            (b"PK\x03\x04rest", true),
            (b"\xFF\xFEN\0a\0", true),
            (b"N\0a\0m\0e\0", true),
            (b"Name,Email\n", false),
            (b"\xEF\xBB\xBFName", false),
            (b"", false),
        ];
        for (start, other) in cases {
            assert_eq!(other_kind(start).is_some(), other, "{start:?}");
        }
    }
}
