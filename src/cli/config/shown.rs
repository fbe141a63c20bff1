//! A setting as it is shown: its value, where that is from, and what it is for.

use crate::{
    cli::{
        failure::Failure,
        ground::{self, Global, Ground},
    },
    desk::Who,
    settings::{Entry, Own, page},
    tui::{self, theme},
};
use serde::Serialize;
use std::{fmt, path::PathBuf};
use toml::Value;

/// A setting as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Its name: `plan.attempts`.
    pub setting: String,
    /// What it is; none where it is not set.
    pub value: Option<Value>,
    /// Where that is from.
    #[serde(flatten)]
    pub from: Origin,
    /// What it is for.
    pub doc: String,
}

/// Where a value is from.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// The program.
    Shipped,
    /// The settings.
    File {
        /// Which file.
        file: PathBuf,
        /// On which line.
        line: usize,
    },
    /// The environment.
    Environment {
        /// Which variable.
        name: &'static str,
    },
    /// The command line.
    Flag {
        /// Which option.
        name: &'static str,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shipped => f.write_str("shipped"),
            Self::File { file, line } => write!(f, "{}:{line}", file.display()),
            Self::Environment { name } => write!(f, "{name} (environment)"),
            Self::Flag { name } => write!(f, "{name} (command line)"),
        }
    }
}

impl Shown {
    /// Every setting as it holds here and now, in the order of the shipped file; the keys last.
    pub fn all(ground: &Ground, global: &Global) -> Result<Vec<Self>, Failure> {
        let own = ground::settings_file(global).map(|path| Own::read(&path)).transpose()?.flatten();
        let set: toml::Table = own.as_ref().and_then(|own| own.text.parse().ok()).unwrap_or_default();
        let origin = |name: &str| match own.as_ref().and_then(|own| Some((own, own.line(name)?))) {
            Some((own, line)) => Origin::File { file: own.path.clone(), line },
            None => Origin::Shipped,
        };
        let entries = page().into_iter().flat_map(|part| part.entries);
        let mut all: Vec<Self> = entries
            .map(|Entry { name, doc, shipped }| {
                let (value, from) = match beside(&name, ground, global) {
                    Some((value, Some(from))) => (Some(value), from),
                    Some((value, None)) => (Some(value), origin(&name)),
                    None => (find(&set, &name).or(shipped), origin(&name)),
                };
                Self { setting: name, value, from, doc }
            })
            .collect();
        all.extend(tui::keys(&ground.keys).into_iter().map(|row| {
            let setting = format!("keys.{}", row.action);
            let from = origin(&setting);
            let keys = row.keys.into_iter().map(Value::String).collect();
            Self { setting, value: Some(Value::Array(keys)), from, doc: row.help.to_owned() }
        }));
        Ok(all)
    }

    /// The value on one line, however much it is.
    pub fn short(&self) -> String {
        match &self.value {
            None => "–".to_owned(),
            Some(Value::Array(entries)) if entries.iter().any(Value::is_table) => {
                let name = |entry: &Value| {
                    ["slug", "name", "team", "rep"].iter().find_map(|key| Some(entry.get(key)?.as_str()?.to_owned()))
                };
                let names: Vec<String> = entries.iter().filter_map(name).collect();
                format!("{}: {}", entries.len(), names.join(", "))
            }
            Some(value) => value.to_string(),
        }
    }

    /// All of the value: a text as it is, for scripts; a list of tables as it would stand in the settings.
    pub fn whole(&self) -> String {
        match &self.value {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(entries)) if entries.iter().any(Value::is_table) => {
                let table: toml::Table = [(self.setting.clone(), Value::Array(entries.clone()))].into_iter().collect();
                toml::to_string(&table).unwrap_or_else(|_| self.short())
            }
            Some(value) => value.to_string(),
        }
    }
}

/// What something stronger than the settings says, or what holds where they say nothing.
fn beside(name: &str, ground: &Ground, global: &Global) -> Option<(Value, Option<Origin>)> {
    match name {
        "db" => {
            let from = match (&global.db, std::env::var_os("CALLSHEET_DB").filter(|path| !path.is_empty())) {
                (Some(_), _) => Some(Origin::Flag { name: "--db" }),
                (None, Some(_)) => Some(Origin::Environment { name: "CALLSHEET_DB" }),
                (None, None) => None,
            };
            Some((Value::String(ground.file.display().to_string()), from))
        }
        "rep" => {
            let (Who::Named(who) | Who::SystemUser(who)) = &ground.who;
            Some((Value::String(who.clone()), global.rep.as_ref().map(|_| Origin::Flag { name: "--as" })))
        }
        "theme.name" if theme::is_plain_wanted() => {
            Some((Value::String("mono".to_owned()), Some(Origin::Environment { name: "NO_COLOR" })))
        }
        _ => None,
    }
}

fn find(set: &toml::Table, name: &str) -> Option<Value> {
    match name.split_once('.') {
        Some((part, key)) => set.get(part)?.get(key).cloned(),
        None => set.get(name).cloned(),
    }
}

/// Keys as they stand in the settings.
pub fn keys(keys: &[String]) -> String {
    Value::Array(keys.iter().cloned().map(Value::String).collect()).to_string()
}
