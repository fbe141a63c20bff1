//! JSON on one line, in which every character that could move a cursor or hide text is escaped.

use crate::domain::text;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

struct Guarded;

impl Formatter for Guarded {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut clean = 0;
        for (at, c) in fragment.char_indices() {
            if is_plain(c) {
                continue;
            }
            to.write_all(&fragment.as_bytes()[clean..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(to, "\\u{unit:04x}")?;
            }
            clean = at + c.len_utf8();
        }
        to.write_all(&fragment.as_bytes()[clean..])
    }
}

/// Whether a terminal shows this character as itself, alone.
fn is_plain(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_control();
    }
    let mut buffer = [0; 4];
    let alone: &str = c.encode_utf8(&mut buffer);
    text::show(alone) == alone
}

/// A value as one line of JSON.
pub fn line(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Guarded))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_characters_are_escaped_and_nothing_is_lost() {
        for text in
            ["plain", "Ünïcode 漢字", "a\u{1b}[31mb", "gnp.\u{202E}exe", "\u{9b}1m\u{7f}\u{200b}", "\u{E0041}\u{1F600}"]
        {
            let line = line(&text).unwrap();
            assert!(line.chars().all(is_plain), "{line}");
            assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        }
        assert_eq!(line(&"漢字").unwrap(), "\"漢字\"", "what can be read stays readable");
    }
}
