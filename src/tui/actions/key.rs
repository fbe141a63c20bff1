//! Keys by name, as the table of actions has them and as people read them: `n`, `ctrl-r`, `tab`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The name of a key; empty for keys that nothing can be bound to.
#[must_use]
pub fn name(key: KeyEvent) -> String {
    let base = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(n) => format!("f{n}"),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Esc => "esc".to_owned(),
        KeyCode::Tab => "tab".to_owned(),
        KeyCode::BackTab => "shift-tab".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pgup".to_owned(),
        KeyCode::PageDown => "pgdn".to_owned(),
        _ => String::new(),
    };
    if base.is_empty() {
        base
    } else if key.modifiers.contains(KeyModifiers::CONTROL) {
        format!("ctrl-{}", base.to_lowercase())
    } else if key.modifiers.contains(KeyModifiers::ALT) {
        format!("alt-{base}")
    } else {
        base
    }
}

/// The names of keys that are no letters, as [`name`] gives them.
const NAMED: [&str; 15] = [
    "space",
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
];

/// What terminals send in place of these.
const SENT: [(&str, &str); 3] = [("ctrl-i", "tab"), ("ctrl-m", "enter"), ("ctrl-[", "esc")];

/// The key that somebody names, as [`name`] would give it: `N`, `ctrl-n`, `F2`.
///
/// # Errors
/// When there is no such key, or a terminal sends another one for it.
pub fn read(given: &str) -> Result<String, String> {
    let given = given.trim();
    let lower = given.to_lowercase().replace('+', "-");
    let (modifier, base) = match lower.split_once('-') {
        Some(("ctrl", base)) if !base.is_empty() => ("ctrl-", base.to_owned()),
        // A letter with alt is another one with shift.
        Some(("alt", base)) if !base.is_empty() => ("alt-", given[given.len() - base.len()..].to_owned()),
        _ if given.chars().count() == 1 => ("", given.to_owned()),
        _ => ("", lower.clone()),
    };
    let mut letters = base.chars();
    let letter = matches!((letters.next(), letters.next()), (Some(c), None) if !c.is_whitespace() && !c.is_control());
    let function = base.strip_prefix('f').and_then(|n| n.parse::<u8>().ok()).is_some_and(|n| (1..=12).contains(&n));
    let name = format!("{modifier}{base}");
    if let Some((_, sent)) = SENT.iter().find(|(other, _)| *other == name) {
        return Err(format!("“{name}” cannot be told apart: a terminal sends “{sent}” for it; take another key"));
    }
    if letter || function || NAMED.contains(&base.as_str()) {
        return Ok(name);
    }
    let near = crate::domain::words::nearest(&lower, NAMED).map(|near| format!("; did you mean “{near}”?"));
    Err(format!(
        "no key is called “{given}”{} A key is one letter or sign, space, enter, esc, tab, up, down, left, right, home, \
         end, pgup, pgdn, backspace, delete, f1 to f12, or one of these after ctrl- or alt-",
        near.unwrap_or_else(|| ".".to_owned())
    ))
}

/// The printable character that a key types, if it types one.
#[must_use]
pub fn typed(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}

/// As it is printed in hints and help: arrows for arrows.
#[must_use]
pub fn shown(name: &str) -> String {
    match name {
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "enter" => "Enter".to_owned(),
        "esc" => "Esc".to_owned(),
        "tab" => "Tab".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "pgup" => "PgUp".to_owned(),
        "pgdn" => "PgDn".to_owned(),
        function if function.len() > 1 && function.strip_prefix('f').is_some_and(|n| n.parse::<u8>().is_ok()) => {
            function.to_uppercase()
        }
        other => other.to_owned(),
    }
}
