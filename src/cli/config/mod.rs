//! `config`: what is set, where that is from, and what it is for.

mod edit;
mod shown;

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        ground::{self, Global, Ground},
        out::Out,
        table::{Table, words},
    },
    domain::words::nearest,
    settings::{self, Own},
    tui,
};
use clap::{Args, Subcommand};
use serde_json::json;
use shown::Shown;
use std::path::{Path, PathBuf};

/// Show what is set, where that is from, and what it is for; or change it
#[derive(Debug, Args)]
pub struct Config {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show one setting, or all of a part
    Get {
        /// Its name, as `plan.attempts`, or that of a part, as `plan`
        #[arg(value_name = "SETTING")]
        name: String,
    },
    /// Say where the settings are, or would be
    Path,
    /// Open the settings in $VISUAL or $EDITOR, and check them before they count
    ///
    /// A copy is edited. Where something in it cannot be used, you are told the line and may edit it again; the
    /// settings themselves stay as they were until all of it is sound.
    Edit,
    /// Say whether settings can be used
    Check {
        /// Other ones than those that count
        file: Option<PathBuf>,
    },
}

impl Config {
    /// Shows or changes them. What is wrong with the settings must not be in the way of mending them.
    pub fn run(self, global: Global, out: &mut Out) -> Result<Exit, Failure> {
        let path = || {
            let none = "this user has no home folder; name a file with --settings";
            ground::settings_file(&global).ok_or_else(|| Failure::Usage(none.to_owned()))
        };
        match self.verb {
            None => list(&Shown::all(&Ground::of(global.clone())?, &global)?, out),
            Some(Verb::Get { name }) => get(&name, &Shown::all(&Ground::of(global.clone())?, &global)?, out),
            Some(Verb::Path) => say_path(&path()?, out),
            Some(Verb::Edit) => edit::edit(&path()?, out),
            Some(Verb::Check { file: Some(file) }) if !file.exists() => {
                Err(Failure::Usage(format!("there are no settings at {}", file.display())))
            }
            Some(Verb::Check { file }) => check(&file.map_or_else(path, Ok)?, out),
        }
    }
}

fn list(settings: &[Shown], out: &mut Out) -> Result<Exit, Failure> {
    if out.json {
        out.value(&settings)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&[words("Setting", 28), words("Is", 32), words("From", 60), words("For", 160)]);
    for shown in settings {
        table.row([shown.setting.clone(), shown.short(), shown.from.to_string(), shown.doc.clone()]);
    }
    table.print(out)?;
    Ok(Exit::Done)
}

fn get(name: &str, settings: &[Shown], out: &mut Out) -> Result<Exit, Failure> {
    if let Some(shown) = settings.iter().find(|shown| shown.setting == name) {
        if out.json {
            out.value(shown)?;
        } else {
            out.text(&shown.whole())?;
        }
        return Ok(Exit::Done);
    }
    let part = format!("{name}.");
    let inside: Vec<Shown> = settings.iter().filter(|shown| shown.setting.starts_with(&part)).cloned().collect();
    if inside.is_empty() {
        let near = nearest(name, settings.iter().map(|shown| shown.setting.as_str()));
        let meant = near.map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
        return Err(Failure::Missing(format!(
            "no setting is called “{name}”{meant} `callsheet config` lists them all"
        )));
    }
    list(&inside, out)
}

fn say_path(path: &Path, out: &mut Out) -> Result<Exit, Failure> {
    if out.json {
        out.value(&json!({ "file": path, "exists": path.exists() }))?;
        return Ok(Exit::Done);
    }
    out.line(&path.display().to_string())?;
    if !path.exists() {
        out.aside("there is no such file yet, so all is as shipped; `callsheet config edit` makes it");
    }
    Ok(Exit::Done)
}

fn check(path: &Path, out: &mut Out) -> Result<Exit, Failure> {
    let own = Own::read(path)?;
    ground::of_business(own.as_ref())?;
    if out.json {
        out.value(&json!({ "file": path, "exists": own.is_some(), "sound": true }))?;
        return Ok(Exit::Done);
    }
    match own {
        Some(_) => out.line(&format!("{} is sound", path.display()))?,
        None => out.line(&format!("{} is not there, so all is as shipped", path.display()))?,
    }
    Ok(Exit::Done)
}

/// What a file of one's own begins with.
fn template() -> String {
    let keys: String = tui::keys(&tui::actions::Keymap::default())
        .iter()
        .map(|row| format!("#{} = {}   # {}\n", row.action, shown::keys(&row.keys), row.help))
        .collect();
    settings::template(&keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_sound_as_it_is_and_with_all_its_keys_taken_up() {
        let text = template();
        let taken: Vec<&str> = text
            .lines()
            .map(|line| if line.starts_with("# ") { "" } else { line.strip_prefix('#').unwrap_or(line) })
            .collect();
        for text in [text.clone(), taken.join("\n")] {
            ground::of_business(Some(&Own::of(Path::new("x.toml"), text))).unwrap();
        }
        assert!(text.contains("#next = [\"n\"]   # Claims"), "{text}");
    }
}
