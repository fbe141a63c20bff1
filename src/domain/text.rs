//! Text at the door. Nothing a stranger typed may move a cursor, hide a letter or break a row.
//!
//! [`clean`] and [`clean_lines`] are for what comes in, [`show`] for what goes to a terminal
//! (a database may have been written by another program), [`fold`] for comparing, and the rest
//! for fitting text into columns.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Longest field that [`clean`] keeps, in characters.
pub const FIELD_MAX: usize = 500;
/// Longest note that [`clean_lines`] keeps, in characters.
pub const NOTE_MAX: usize = 20_000;

/// More marks than this on one letter only ever come from text made to spill over its row.
const MARKS_PER_BASE: u8 = 4;
const ZWJ: char = '\u{200D}';

/// One line of safe text: no control characters, no invisible or direction-changing ones, runs of
/// blanks joined into one space, trimmed, at most [`FIELD_MAX`] characters.
#[must_use]
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { cleaned(text) }
}

/// What somebody typed where they need not, as [`clean`] leaves it; blanks are nothing.
#[must_use]
pub fn typed(text: Option<&str>) -> Option<String> {
    text.map(clean).filter(|text| !text.is_empty())
}

fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(FIELD_MAX * 4));
    for (count, c) in Safe::new(text, false).filter(joined()).enumerate() {
        if count == FIELD_MAX {
            break;
        }
        out.push(c);
    }
    trim_end(&mut out);
    out
}

/// Whether a text is plainly as [`clean`] leaves it, as most are.
fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= FIELD_MAX
        && bytes.iter().all(|byte| (0x20..0x7F).contains(byte))
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// Safe text that may have several lines, for notes: like [`clean`], but line ends stay (as `\n`),
/// blanks inside a line stay as they are, and at most [`NOTE_MAX`] characters.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n");
    let mut out: String = Safe::new(&unified, true)
        // A mark behind a dropped blank would otherwise become the first character.
        .skip_while(|c| c.is_whitespace() || is_mark(*c))
        .take(NOTE_MAX)
        .collect();
    trim_end(&mut out);
    out
}

/// Text from anywhere, safe to print on one line of a terminal. Shortens nothing; borrows when
/// there is nothing to change.
#[must_use]
pub fn show(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let safe: String = Safe::new(text, false).collect();
    if safe == text { Cow::Borrowed(text) } else { Cow::Owned(safe) }
}

/// The key under which two spellings compare equal: Latin letters without accents, lower case,
/// digits, words separated by single spaces. Apostrophes join (`O'Brien` is `obrien`).
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let plain = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode::deunicode(text)) };
    let mut gap = false;
    for c in plain.chars() {
        if c.is_ascii_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '`') {
            gap = true;
        }
    }
    out
}

/// The digits in `text`, in any script, as ASCII digits.
#[must_use]
pub fn digits(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            out.push(c);
        } else if !c.is_ascii() && c.is_numeric() {
            let ascii = deunicode::deunicode_char(c).unwrap_or_default();
            out.extend(ascii.chars().filter(char::is_ascii_digit));
        }
    }
    out
}

/// Columns that `text` takes on a terminal, counted by grapheme as the screen does.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(UnicodeWidthStr::width).sum() }
}

/// `text` in at most `columns` columns, ending in `…` when something was cut off.
#[must_use]
pub fn clip(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let mut out = String::with_capacity(columns + 3);
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        out.push_str(grapheme);
    }
    out.push('…');
    out
}

/// `text` clipped, then filled with spaces on the right, to exactly `columns` columns.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = clip(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Lets no blank through at the start nor after another blank.
fn joined() -> impl FnMut(&char) -> bool {
    let mut blank = true;
    move |&c| {
        let again = blank && c == ' ';
        // A mark right after a dropped blank would change its letter: it is dropped with it.
        let stray = blank && is_mark(c);
        if !stray {
            blank = c == ' ';
        }
        !again && !stray
    }
}

/// A cap may leave half of a joined emoji behind: its joiner goes with the blanks.
fn trim_end(text: &mut String) {
    let kept = text.trim_end_matches(|c: char| c.is_whitespace() || c == ZWJ).len();
    text.truncate(kept);
}

/// The characters of a text that are safe to keep.
struct Safe<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    lines: bool,
    previous: Option<char>,
    marks: u8,
}

impl<'a> Safe<'a> {
    fn new(text: &'a str, lines: bool) -> Self {
        Self { rest: text.chars().peekable(), lines, previous: None, marks: 0 }
    }
}

impl Iterator for Safe<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let c = match self.rest.next()? {
                '\n' | '\u{2028}' | '\u{2029}' if self.lines => '\n',
                c if c.is_whitespace() => ' ',
                c => c,
            };
            if c == ZWJ {
                let between = self.previous.is_some_and(|p| is_pictorial(p) || p == '\u{FE0F}')
                    && self.rest.peek().copied().is_some_and(is_pictorial);
                if !between {
                    continue;
                }
            } else if c != '\n' && (c.is_control() || is_hidden(c)) {
                continue;
            } else if is_mark(c) {
                if self.previous.is_none() || self.marks == MARKS_PER_BASE {
                    continue;
                }
                self.marks += 1;
            } else {
                self.marks = 0;
            }
            self.previous = Some(c);
            return Some(c);
        }
    }
}

/// Characters nobody sees and which change what is seen: direction overrides and isolates, zero
/// width blanks, soft hyphens, fillers, tags, interlinear marks, noncharacters.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}'
    )
}

/// Combining marks are, once hidden characters are gone, just those that take no column.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && c != ZWJ && c.width() == Some(0)
}

const fn is_pictorial(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_cleaned() {
        let cases = [
            ("  Ada\r\n\tLovelace ", "Ada Lovelace"),
            ("\u{1b}[31mred\u{1b}[0m\u{7}", "[31mred[0m"),
            ("nul\0l\u{9b}1m", "null1m"),
            ("gnp.\u{202E}exe\u{2066}x\u{2069}", "gnp.exex"),
            ("a\u{200B}b\u{FEFF}c\u{AD}d", "abcd"),
            ("\u{00A0}\u{3000}Anna\u{2003}Bo", "Anna Bo"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "e\u{301}\u{302}\u{303}\u{304}x"),
            ("\u{301}x", "x"),
            ("👩\u{200D}💻 a\u{200D}b", "👩\u{200D}💻 ab"),
            ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
            ("Žofie Nováková", "Žofie Nováková"),
            ("", ""),
        ];
        for (given, kept) in cases {
            assert_eq!(clean(given), kept, "{given:?}");
        }
        assert_eq!(clean(&"é".repeat(900)).chars().count(), FIELD_MAX);
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(clean_lines("\n a\r\nb\u{1b}c\n\n d\t \n"), "a\nbc\n\n d");
        assert_eq!(clean_lines(&"x\n".repeat(30_000)).chars().count(), NOTE_MAX - 1);
    }

    #[test]
    fn showing_borrows_what_is_safe() {
        assert!(matches!(show("Zoë Müller"), Cow::Borrowed(_)));
        assert!(matches!(show("  plain  "), Cow::Borrowed("  plain  ")));
        assert_eq!(show("a\nb\u{1b}c"), "a bc");
    }

    #[test]
    fn spellings_compare_equal() {
        let cases = [
            ("  MÜLLER & Söhne, GmbH ", "muller sohne gmbh"),
            ("Łukasz", "lukasz"),
            ("Straße", "strasse"),
            ("O'Brien", "obrien"),
            ("O\u{2019}Brien", "obrien"),
            ("北京", "bei jing"),
            ("Ольга", "olga"),
            ("--", ""),
        ];
        for (given, key) in cases {
            assert_eq!(fold(given), key, "{given:?}");
        }
    }

    #[test]
    fn digits_of_every_script() {
        assert_eq!(digits("+49 (30) 12-x4"), "4930124");
        assert_eq!(digits("٠١٢ ３４"), "01234");
    }

    #[test]
    fn columns_are_counted_by_grapheme() {
        let cases = [
            ("abc", 5, "abc  "),
            ("abcdef", 4, "abc…"),
            ("日本語", 4, "日… "),
            ("日本語", 6, "日本語"),
            ("x", 0, ""),
            ("é́", 1, "é́"),
        ];
        for (given, columns, padded) in cases {
            assert_eq!(pad(given, columns), padded, "{given:?} in {columns}");
        }
    }

    proptest! {
        #[test]
        fn what_is_plainly_clean_stays_as_it_is(text in "[ -~\t]{0,8}( [ -~]{0,300}){0,2}") {
            prop_assert_eq!(clean(&text), cleaned(&text));
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(matches!(show(&once), Cow::Borrowed(_)), "{:?}", once);
            let lines = clean_lines(&text);
            prop_assert_eq!(clean_lines(&lines), lines);
        }

        #[test]
        fn nothing_shown_moves_the_cursor(text in any::<String>()) {
            prop_assert!(!show(&text).chars().any(|c| c.is_control() || is_hidden(c) && c != ZWJ));
        }

        #[test]
        fn padding_is_exact(text in "\\PC*", columns in 0_usize..40) {
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }

        #[test]
        fn keys_are_stable(text in any::<String>()) {
            let key = fold(&text);
            prop_assert_eq!(fold(&key), key);
        }
    }
}
