//! Every page that is made from the program itself, so that none of them can say something else.

use super::page;
use crate::{
    cli::failure::Failure,
    settings,
    tui::{self, actions::Keymap},
};
use clap::Command;
use clap_mangen::Man;
use std::{fs, path::Path};

/// Where the manual stands.
const MANUAL: &str = "docs/man";

/// Said at the head of each page.
const MADE: &str = "Made by `cargo run -- docs .` from the program itself; a test holds that it is fresh.";

/// Every page: where it stands, and what is on it.
pub fn pages(command: &Command) -> Vec<(String, String)> {
    let mut pages = vec![
        ("docs/commands.md".to_owned(), page(&mut command.clone(), MADE)),
        ("docs/keys.md".to_owned(), keys()),
        ("docs/settings.md".to_owned(), of_settings()),
    ];
    let mut all = command.clone().disable_help_subcommand(true);
    all.build();
    manual(all, &mut pages);
    pages
}

/// Writes every page into the folder of the sources, and takes away those of commands that are no more.
pub fn write(command: &Command, folder: &Path) -> Result<usize, Failure> {
    let unwritable = |path: &Path, cause: std::io::Error| {
        Failure::Fault(format!("{} cannot be written ({cause}); name the folder of the sources", path.display()))
    };
    let manual = folder.join(MANUAL);
    match fs::remove_dir_all(&manual) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(unwritable(&manual, cause)),
        _ => fs::create_dir_all(&manual).map_err(|cause| unwritable(&manual, cause))?,
    }
    let pages = pages(command);
    for (path, text) in &pages {
        let path = folder.join(path);
        fs::write(&path, text).map_err(|cause| unwritable(&path, cause))?;
    }
    Ok(pages.len())
}

/// A page of the manual for a command, and one for each command in it.
fn manual(command: Command, pages: &mut Vec<(String, String)>) {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()).cloned() {
        manual(inner, pages);
    }
    let man = Man::new(command).manual("Callsheet");
    let mut text = Vec::new();
    // What is written to memory is written.
    if man.render(&mut text).is_ok() {
        pages.push((format!("{MANUAL}/{}", man.get_filename()), String::from_utf8_lossy(&text).into_owned()));
    }
}

/// What stands in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn keys() -> String {
    let mut page = format!(
        "# Keys\n\n{MADE}\n\nThese are the shipped ones; `callsheet keys` lists them as they are bound. `[keys]` in the \
         [settings](settings.md) gives an action other keys, by its name, and takes the shipped ones away:\n\n\
         ```toml\n[keys]\nnext = [\"n\", \"f2\"]\nreopen = []          # by the palette only\n```\n\n\
         A key is one letter or sign, `space`, `enter`, `esc`, `tab`, `up`, `down`, `left`, `right`, `home`, `end`, \
         `pgup`, `pgdn`, `backspace`, `delete`, `f1` to `f12`, or one of these after `ctrl-` or `alt-`. Forms keep \
         `esc`, `enter`, `tab` and `ctrl-c`. Two actions that are at home on one screen cannot share a key, and help \
         and quit must have one.\n"
    );
    let mut scope = "";
    for row in tui::keys(&Keymap::default()) {
        if scope != row.scope {
            scope = row.scope;
            page.push_str(&format!("\n## {scope}\n\n| key | does | name | |\n|---|---|---|---|\n"));
        }
        let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
        let mark = if row.danger { "⚠ " } else { "" };
        page.push_str(&format!(
            "| {} | {} | `{}` | {mark}{} |\n",
            cell(&keys.join(" ")),
            cell(row.title),
            row.action,
            cell(row.help)
        ));
    }
    page
}

fn of_settings() -> String {
    let mut page = format!(
        "# Settings\n\n{MADE}\n\nThey are read from `callsheet.toml` in your configuration folder (`callsheet config \
         path` says where), or from the file that `--settings` names. What it does not set is as shipped. `callsheet \
         config` shows what holds and where that is from; `callsheet config edit` opens the file and checks it before \
         it counts. `NO_COLOR` and `CALLSHEET_DB` in the environment, and `--db` and `--as`, go before the file.\n"
    );
    for part in settings::page().into_iter().filter(|part| part.name != "keys") {
        let title = if part.name.is_empty() { "At the top".to_owned() } else { format!("`[{}]`", part.name) };
        let title = title.replace("[[[…]]]", "[[…]]");
        page.push_str(&format!("\n## {title}\n\n"));
        if !part.doc.is_empty() {
            page.push_str(&format!("{}\n\n", part.doc));
        }
        page.push_str("| setting | shipped | for |\n|---|---|---|\n");
        for entry in part.entries {
            let key = entry.name.rsplit('.').next().unwrap_or_default();
            let shipped = match &entry.shipped {
                Some(toml::Value::Array(list)) if list.iter().any(toml::Value::is_table) => {
                    format!("{} entries", list.len())
                }
                Some(value) => format!("`{value}`"),
                None => String::new(),
            };
            page.push_str(&format!("| `{key}` | {} | {} |\n", cell(&shipped), cell(&entry.doc)));
        }
    }
    let keys = settings::page().into_iter().find(|part| part.name == "keys").map(|part| part.doc).unwrap_or_default();
    page.push_str(&format!("\n## `[keys]`\n\n{keys} [Every action with its name](keys.md).\n"));
    page.push_str(
        "\nAll of it as it is shipped, with the entries of the lists: [settings.toml](../assets/settings.toml).\n",
    );
    page
}
