//! `config edit`: a copy is edited, checked, and only then put in place of the settings.

use super::template;
use crate::{
    cli::{exit::Exit, failure::Failure, ground, out::Out},
    settings::{Own, SettingsFault},
    tui::editor,
};
use serde_json::json;
use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, BufRead, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// What somebody says to a fault.
enum Answer {
    Again,
    Drop,
    Keep,
}

/// Has the settings edited.
pub fn edit(path: &Path, out: &mut Out) -> Result<Exit, Failure> {
    // A link stays a link: it is the file behind it that is changed.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = Own::read(path)?.map(|own| own.text);
    let copy = Copy::of(path, before.as_deref())?;
    if copy.is_older {
        out.aside(&format!("{} is what you typed before and has not counted yet", copy.path.display()));
    }
    loop {
        let opened = editor::open(&copy.path);
        let text = copy.read()?;
        if let Err(words) = opened {
            let typed = format!("; what you typed is in {}", copy.path.display());
            let kept =
                if text == copy.began && !copy.is_older { copy.remove().map(|()| String::new())? } else { typed };
            return Err(Failure::Fault(format!("{words}; the settings are as they were{kept}")));
        }
        if text == copy.began && !copy.is_older {
            copy.remove()?;
            return told(path, false, "nothing was changed", out);
        }
        let Err(fault) = ground::of_business(Some(&Own::of(&copy.path, text))) else { break };
        match ask(&fault, out)? {
            Answer::Again => {}
            Answer::Drop => {
                copy.remove()?;
                return told(path, false, "dropped; the settings are as they were", out);
            }
            Answer::Keep => return Err(fault.into()),
        }
    }
    if Own::read(path)?.map(|own| own.text) != before {
        return Err(Failure::Fault(format!(
            "{} was changed by somebody else meanwhile and was not touched; what you typed is in {}",
            path.display(),
            copy.path.display()
        )));
    }
    copy.put(path)?;
    told(path, true, "saved; a desk that is open takes it up when it is opened again", out)
}

fn told(path: &Path, changed: bool, said: &str, out: &mut Out) -> Result<Exit, Failure> {
    if out.json {
        out.value(&json!({ "file": path, "changed": changed }))?;
    } else {
        out.line(&format!("{}: {said}", path.display()))?;
    }
    Ok(Exit::Done)
}

/// Says what is wrong, and asks what to do. Where nobody answers, what was typed is kept.
fn ask(fault: &SettingsFault, out: &mut Out) -> Result<Answer, Failure> {
    out.flush()?;
    let SettingsFault::Unfit { path, fault: words } = fault else { return Ok(Answer::Keep) };
    let said = format!("{words}\n[e]dit again, [d]rop what you typed, or keep it in {} for later? ", path.display());
    let mut to = io::stderr().lock();
    for line in said.lines() {
        writeln!(to, "{}", crate::domain::text::show(line))?;
    }
    to.flush()?;
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer)?;
    Ok(match answer.trim().chars().next() {
        Some('e' | 'E') => Answer::Again,
        Some('d' | 'D') => Answer::Drop,
        None if read > 0 => Answer::Again,
        _ => Answer::Keep,
    })
}

/// What is edited in place of the settings.
struct Copy {
    path: PathBuf,
    began: String,
    /// It was there already: what somebody typed before is not lost.
    is_older: bool,
}

impl Copy {
    fn of(path: &Path, before: Option<&str>) -> Result<Self, Failure> {
        let copy = path.with_extension("edit.toml");
        let fault = |cause: io::Error| unwritable(&copy, &cause);
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(fault)?;
        }
        let began = before.map_or_else(template, str::to_owned);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&copy) {
            Ok(mut file) => {
                file.write_all(began.as_bytes()).map_err(fault)?;
                if let Ok(known) = fs::metadata(path) {
                    file.set_permissions(known.permissions()).map_err(fault)?;
                }
                Ok(Self { path: copy, began, is_older: false })
            }
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                Ok(Self { path: copy, began, is_older: true })
            }
            Err(cause) => Err(fault(cause)),
        }
    }

    fn read(&self) -> Result<String, Failure> {
        fs::read_to_string(&self.path)
            .map_err(|cause| SettingsFault::Unreadable { path: self.path.clone(), cause }.into())
    }

    fn remove(&self) -> Result<(), Failure> {
        fs::remove_file(&self.path).map_err(|cause| unwritable(&self.path, &cause))
    }

    /// In place of the settings, whole or not at all.
    fn put(&self, path: &Path) -> Result<(), Failure> {
        let synced = OpenOptions::new().write(true).open(&self.path).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(&self.path, path)).map_err(|cause| unwritable(path, &cause))
    }
}

fn unwritable(path: &Path, cause: &io::Error) -> Failure {
    Failure::Fault(format!(
        "{} cannot be written ({cause}); give this user the right to, or name other settings with --settings",
        path.display()
    ))
}
