//! A strict reader of what reaches the terminal: letters, and the few sequences that the screen is drawn with.

/// Whether `part` is somewhere in `whole`.
pub fn holds(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

/// The first thing that a screen is never drawn with.
pub fn stranger(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) if fault.error_len().is_none() => std::str::from_utf8(&bytes[..fault.valid_up_to()]).ok()?,
        Err(fault) => return Some(format!("bytes that are no text at {}", fault.valid_up_to())),
    };
    let mut rest = text;
    let mut marks = 0;
    while let Some(c) = rest.chars().next() {
        let here = &rest[..rest.len().min(rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at))];
        if c == '\x1b' {
            let Some(length) = sequence(rest) else { return Some(format!("{here:?}")) };
            rest = &rest[length..];
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if c.is_control() || is_hidden(c) || marks > 4 {
            return Some(format!("U+{:04X} in {here:?}", u32::from(c)));
        }
        rest = &rest[c.len_utf8()..];
    }
    None
}

/// The length of a control sequence of the kinds that we use: CSI with numbers.
fn sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| !matches!(c, '0'..='9' | ';' | ':' | '?'))?;
    matches!(body.as_bytes()[end], b'A'..=b'D' | b'G' | b'H' | b'J' | b'K' | b'd' | b'h' | b'l' | b'm')
        .then_some(2 + end + 1)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

/// Without the joiner, which families and flags are made of.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[test]
fn the_reader_is_strict() {
    assert_eq!(stranger("\x1b[1;1H\x1b[38;5;7mZoë 日本 👩\u{200D}💻\x1b[?25h".as_bytes()), None);
    for bad in [
        "a\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1bc",
        "\x1b[6n",
        "a\u{202E}b",
        "a\u{200B}",
        "\u{9b}2J",
        "a\u{301}\u{301}\u{301}\u{301}\u{301}",
    ] {
        assert!(stranger(bad.as_bytes()).is_some(), "{bad:?}");
    }
}
