//! A file of leads in a folder of its own, and the program run on it as somebody.
use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Monday, 23 November 2026, 15:00 UTC: people in New York are at their desks.
pub const NOW: &str = "2026-11-23T15:00:00Z";

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {:?} {:?}", self.out, self.err))
    }

    pub fn error(&self) -> Value {
        serde_json::from_str::<Value>(&self.err).unwrap_or_else(|fault| panic!("{fault}: {:?}", self.err))["error"]
            .clone()
    }
}

pub struct World {
    folder: TempDir,
    pub db: PathBuf,
    pub now: String,
}

impl World {
    /// A file with ana the manager, and ben and carla in team North.
    pub fn new() -> Self {
        let world = Self::empty();
        for name in ["ben", "carla"] {
            world.done("ana", &["rep", "add", name, "--team", "North", "--zone", "America/New_York"]);
        }
        world.done("ana", &["rep", "edit", "ana", "--zone", "America/New_York"]);
        world
    }

    /// A folder without a file.
    pub fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let db = folder.path().join("leads.db");
        Self { folder, db, now: NOW.to_owned() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The program, in an environment without anything of this machine's user.
    pub fn bare(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("callsheet").unwrap();
        command.env_clear().env("HOME", self.folder.path()).env("TZ", "UTC").args(args);
        command
    }

    pub fn at(&self, db: &Path, who: &str, args: &[&str]) -> Said {
        let mut command = self.bare(&["--db", db.to_str().unwrap(), "--as", who, "--now", &self.now]);
        let output = command.args(args).output().unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn run(&self, who: &str, args: &[&str]) -> Said {
        self.at(&self.db, who, args)
    }

    /// Runs what must succeed; gives its JSON.
    pub fn done(&self, who: &str, args: &[&str]) -> Value {
        let said = self.run(who, &[args, &["--json"]].concat());
        assert_eq!(said.code, 0, "{args:?}: {}{}", said.out, said.err);
        assert_eq!(said.err, "", "{args:?}");
        said.json()
    }

    /// Runs what must be refused with that code; gives the error, and holds that people are told the same.
    pub fn refused(&self, who: &str, args: &[&str], code: i32) -> Value {
        let said = self.run(who, &[args, &["--json"]].concat());
        assert_eq!(said.code, code, "{args:?}: {}{}", said.out, said.err);
        assert_eq!(said.out, "", "{args:?}: nothing but the error");
        let error = said.error();
        let plain = self.run(who, args);
        assert_eq!(plain.code, code, "{args:?}");
        assert!(plain.err.contains(error["message"].as_str().unwrap().lines().next().unwrap()), "{}", plain.err);
        error
    }

    /// Adds a lead in New York; gives its number as a text.
    pub fn lead(&self, who: &str, name: &str, phone: &str) -> String {
        let args = ["add", "--name", name, "--phone", phone, "--zone", "America/New_York", "--source", "web"];
        self.done(who, &args)["lead"].to_string()
    }

    pub fn show(&self, lead: &str) -> Value {
        self.done("ana", &["show", lead])
    }

    /// The file itself, for breaking it.
    pub fn sql(&self, sql: &str) {
        rusqlite::Connection::open(&self.db).unwrap().execute_batch(sql).unwrap();
    }
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}
