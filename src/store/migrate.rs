//! The schema's steps: append-only, each with its reason, taken under the write lock.

use crate::{
    domain::time::Timestamp,
    store::{backup, engine::Db, fault::StoreFault},
};
use std::path::PathBuf;

/// One step of the schema.
pub struct Step {
    /// Why it was needed.
    pub why: &'static str,
    /// What it does, in SQLite's words.
    pub sql: &'static str,
}

/// Every step; the number of a step is its place here, counted from 1. Released steps never change.
pub const STEPS: &[Step] = &[
    Step {
        why: "the spine: people, leads, touches, deals, spans, journal, queue",
        sql: concat!(include_str!("schema.sql"), include_str!("search.sql")),
    },
    Step { why: "pipeline and nurture are read in their order, a page at a time", sql: include_str!("pages.sql") },
];

/// The version of this program, for files.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The schema step that this program writes.
#[must_use]
pub fn newest() -> i64 {
    last(STEPS)
}

pub(in crate::store) fn last(steps: &[Step]) -> i64 {
    i64::try_from(steps.len()).unwrap_or(i64::MAX)
}

/// Brings a file of ours to the newest of `steps`. An existing file is backed up beside itself, and the
/// backup verified, before anything is changed. Nobody else writes meanwhile: the backup is the file as it was, and
/// of many programs that find an old file one makes it.
///
/// # Errors
/// When the file is newer than `steps`, or backup or step fails; then the file is as it was.
pub fn migrate(db: &Db, steps: &[Step], now: Timestamp) -> Result<Option<PathBuf>, StoreFault> {
    let (theirs, program) = step(db)?;
    refuse_newer(db, theirs, &program, last(steps))?;
    if theirs == last(steps) {
        return Ok(None);
    }
    let mut kept = None;
    let done = db.write(|| {
        // Another process may have migrated while this one waited for the lock.
        let (theirs, program) = step(db)?;
        refuse_newer(db, theirs, &program, last(steps))?;
        if theirs == 0 {
            db.batch("CREATE TABLE schema_step (step INTEGER PRIMARY KEY, at INTEGER NOT NULL, program TEXT NOT NULL) STRICT")?;
        } else if theirs < last(steps) {
            kept = Some(backup::beside(db, theirs)?);
        }
        for (n, step) in (1..).zip(steps).filter(|(n, _)| *n > theirs) {
            db.batch(step.sql)?;
            db.run("INSERT INTO schema_step (step, at, program) VALUES ($1, $2, $3)", &[&n, &now.0, &PROGRAM])?;
        }
        Ok(())
    });
    match done {
        Ok(()) => Ok(kept),
        Err(fault) => {
            // The file is as it was: a copy of it for every try would fill the disk.
            if let Some(kept) = kept.filter(|_| step(db).is_ok_and(|found| found.0 == theirs)) {
                let _ = std::fs::remove_file(kept);
            }
            Err(fault)
        }
    }
}

/// The step a file is at, and the program that wrote that step; 0 for a file without tables.
///
/// # Errors
/// When the file cannot be read.
pub fn step(db: &Db) -> Result<(i64, String), StoreFault> {
    let exists = db.number("SELECT count(*) FROM sqlite_master WHERE name = 'schema_step'", &[])?;
    if exists == 0 {
        return Ok((0, String::new()));
    }
    let found = db.first("SELECT step, program FROM schema_step ORDER BY step DESC LIMIT 1", &[], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(found.unwrap_or_default())
}

pub(in crate::store) fn refuse_newer(db: &Db, theirs: i64, program: &str, ours: i64) -> Result<(), StoreFault> {
    if theirs > ours {
        return Err(StoreFault::Newer {
            path: db.path().to_owned(),
            theirs: program.to_owned(),
            their_step: theirs,
            ours: PROGRAM,
            our_step: ours,
        });
    }
    Ok(())
}
