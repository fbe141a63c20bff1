//! A file of settings as it was read: what it says, and on which line each setting stands.

use super::{DEFAULTS, Settings, SettingsFault};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A setting that cannot be used, in words that say what would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which setting, as `plan.attempts`; empty where that is not known.
    pub setting: String,
    /// The line that it stands on, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub says: String,
}

impl Fault {
    /// What is wrong with a setting; its line is found by [`Own`].
    #[must_use]
    pub fn of(setting: impl Into<String>, says: impl Into<String>) -> Self {
        Self { setting: setting.into(), line: None, says: says.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.says),
            None => f.write_str(&self.says),
        }
    }
}

/// A file of settings that somebody wrote.
#[derive(Debug, Clone)]
pub struct Own {
    /// Where it is.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
    lines: BTreeMap<String, usize>,
}

impl Own {
    /// Reads the file; none where there is no such file.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read(path: &Path) -> Result<Option<Self>, SettingsFault> {
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Some(Self::of(path, text))),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(SettingsFault::Unreadable { path: path.to_owned(), cause }),
        }
    }

    /// A text as if it had been read from there.
    #[must_use]
    pub fn of(path: &Path, text: String) -> Self {
        let mut lines = BTreeMap::new();
        if let Ok(table) = DeTable::parse(&text) {
            note(table.get_ref(), "", &text, &mut lines);
        }
        Self { path: path.to_owned(), text, lines }
    }

    /// Whether nothing is set in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line on which a setting stands, when it is set here.
    #[must_use]
    pub fn line(&self, setting: &str) -> Option<usize> {
        self.lines.get(setting).copied()
    }

    /// The defaults with this file laid over them.
    ///
    /// # Errors
    /// Says what cannot be used, in which file, on which line.
    pub fn settings(&self) -> Result<Settings, SettingsFault> {
        over_defaults(&self.text).map_err(|fault| self.unfit(fault))
    }

    /// A fault of one of these settings, with its file and line.
    #[must_use]
    pub fn unfit(&self, mut fault: Fault) -> SettingsFault {
        let mut setting = fault.setting.as_str();
        // What a part cannot be found for is wrong with the whole.
        while fault.line.is_none() && !setting.is_empty() {
            fault.line = self.line(setting);
            setting = setting.rsplit_once('.').map_or("", |(whole, _)| whole);
        }
        SettingsFault::Unfit { path: self.path.clone(), fault }
    }
}

/// The defaults with `text` laid over them: tables are merged, lists and values replaced.
pub(super) fn over_defaults(text: &str) -> Result<Settings, Fault> {
    let fault = |fault: toml::de::Error| Fault {
        setting: String::new(),
        line: fault.span().map(|span| line_of(text, span.start)),
        says: fault.message().trim().replace('\n', ", "),
    };
    let own = DeTable::parse(text).map_err(fault)?;
    let mut all = DeTable::parse(DEFAULTS).map_err(fault)?;
    lay_over(all.get_mut(), own.into_inner());
    // Only what is our own can be wrong, so a place in the text is a place in that one.
    let settings = Settings::deserialize(toml::de::Deserializer::from(all)).map_err(fault)?;
    settings.check()?;
    Ok(settings)
}

/// What is laid over keeps its place, also where a table is merged: a fault is in this text, not in the defaults.
fn lay_over<'a>(base: &mut DeTable<'a>, own: DeTable<'a>) {
    for (key, value) in own {
        let span = value.span();
        let laid = match (base.remove(&key).map(Spanned::into_inner), value.into_inner()) {
            (Some(DeValue::Table(mut under)), DeValue::Table(over)) => {
                lay_over(&mut under, over);
                DeValue::Table(under)
            }
            (_, value) => value,
        };
        base.insert(key, Spanned::new(span, laid));
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

/// Notes the line of each setting, of each table, and of each entry of a list of tables (`outcomes.0`).
fn note(table: &DeTable<'_>, before: &str, text: &str, lines: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        let name = if before.is_empty() { key.get_ref().to_string() } else { format!("{before}.{}", key.get_ref()) };
        lines.insert(name.clone(), line_of(text, key.span().start));
        match value.get_ref() {
            DeValue::Table(inner) => note(inner, &name, text, lines),
            DeValue::Array(entries) => {
                for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.get_ref().is_table()) {
                    lines.insert(format!("{name}.{at}"), line_of(text, entry.span().start));
                }
            }
            _ => {}
        }
    }
}
