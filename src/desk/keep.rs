//! Opening the file of leads, and who sits at it.

use crate::{
    desk::{
        Desk, Refusal,
        work::{Done, Work},
    },
    domain::{
        rep::{Rep, Role},
        text,
        time::Timestamp,
    },
    settings::Settings,
    store::{
        engine::{Db, PATIENCE},
        entity::Entity,
        file, meta,
        migrate::STEPS,
        people,
    },
};
use std::{path::Path, sync::Arc};

/// Who is at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The user of the operating system: becomes the manager of a new file, and a rep of one that has no such
    /// name yet.
    SystemUser(String),
    /// A name that somebody typed, or set: it must exist, but in a new file.
    Named(String),
}

impl Who {
    fn name(&self) -> String {
        match self {
            Self::SystemUser(name) | Self::Named(name) => text::clean(name),
        }
    }
}

impl Desk {
    /// Sits down at the file at `path`, which is created or migrated where needed. Whoever opens a new file is
    /// its manager and is asked nothing.
    ///
    /// # Errors
    /// When the file cannot be used, or there is no rep of that name.
    pub fn open(path: &Path, who: &Who, settings: Arc<Settings>, now: Timestamp) -> Result<Self, Refusal> {
        file::while_busy(|waited| waited < PATIENCE, || Self::try_open(path, who, Arc::clone(&settings), now))
    }

    /// As [`Desk::open`], but gives up at once where another program is at the file: whoever sits down is told that
    /// they wait, and may leave.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn try_open(path: &Path, who: &Who, mut settings: Arc<Settings>, now: Timestamp) -> Result<Self, Refusal> {
        let mut db = file::try_open(path, STEPS, now)?;
        if meta::get(&db, DEMO)?.is_some() {
            // Nobody made up minds a Sunday, and a desk to try should have something to do on one.
            Arc::make_mut(&mut settings).calling_hours.0.days = [true; 7];
        }
        let me = sit_down(&db, who, &settings, now)?;
        db.be_patient()?;
        Ok(Self { db, me, settings })
    }

    /// Marks the file as one of made-up people, so that screens can say so.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mark_demo(&mut self) -> Result<(), Refusal> {
        self.db.write(|| Ok(meta::put(&self.db, DEMO, "yes")?))
    }

    /// Whether the file is one of made-up people.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_demo(&self) -> Result<bool, Refusal> {
        Ok(meta::get(&self.db, DEMO)?.is_some())
    }
}

/// The key under which a file of made-up people is marked.
const DEMO: &str = "demo";

fn sit_down(db: &Db, who: &Who, settings: &Settings, now: Timestamp) -> Result<Rep, Refusal> {
    let name = who.name();
    if name.is_empty() {
        return Err(Refusal::Unfit { field: "--as", fault: "a name is needed".to_owned() });
    }
    if let Some(rep) = people::rep_by_name(db, &name)? {
        if rep.retired_at.is_some() {
            return Err(Refusal::Impossible(format!(
                "{name} is retired in {}; start with --as and the name of a working rep",
                db.path().display()
            )));
        }
        return Ok(rep);
    }
    let may_come = |first: bool| match who {
        Who::Named(_) if !first => Err(Refusal::Unknown {
            what: "rep yet called",
            which: format!("{name}; a manager adds one with `callsheet rep add {name}`"),
        }),
        _ => Ok(()),
    };
    may_come(people::reps(db)?.is_empty())?;
    db.write(|| {
        // Somebody else may have been faster, also in opening the new file.
        if let Some(rep) = people::rep_by_name(db, &name)? {
            return Ok(rep);
        }
        let first = people::reps(db)?.is_empty();
        may_come(first)?;
        let role = if first { Role::Manager } else { Role::Rep };
        let nobody = Rep {
            id: crate::domain::ids::RepId(0),
            name: String::new(),
            full_name: String::new(),
            role,
            team: None,
            zone: None,
            retired_at: None,
        };
        let mut work = Work::open(db, settings, &nobody, now)?;
        work.record.insert(Entity::Rep, &[("name", &name), ("full_name", &name), ("role", &role.slug())])?;
        let sentence = match role {
            Role::Manager => format!("{name} opened a new file and manages it"),
            Role::Rep => format!("{name} sat down for the first time"),
        };
        work.finish("rep", Done::saying(sentence))?;
        people::rep_by_name(db, &name)?.ok_or_else(|| Refusal::Unknown { what: "rep called", which: name.clone() })
    })
}
