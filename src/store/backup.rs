//! Whole copies of a file, made by the engine itself while others write.

use crate::store::{engine::Db, fault::StoreFault, place};
use rusqlite::{Connection, backup::Backup};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Pages copied before other programs may write again.
const PAGES: i32 = 1_000;

/// Copies `db` to the new file `to`, and checks the copy.
///
/// # Errors
/// When `to` exists, cannot be written, or the copy is not whole; then no copy is left.
pub fn to(db: &Db, to: &Path) -> Result<(), StoreFault> {
    place::create_private(to, db.path())?;
    let made = copy(db, to);
    if made.is_err() {
        let _ = std::fs::remove_file(to);
    }
    made
}

fn copy(db: &Db, to: &Path) -> Result<(), StoreFault> {
    let fault = |cause| StoreFault::of(cause, to);
    let mut target = Connection::open(to).map_err(fault)?;
    let from = db.lite();
    // One read transaction over the source: the copy is the state of one moment, and writers need not wait.
    db.read(|| {
        db.number("SELECT count(*) FROM sqlite_master", &[])?;
        let backup = Backup::new(from, &mut target).map_err(fault)?;
        backup.run_to_completion(PAGES, Duration::ZERO, None).map_err(fault)
    })?;
    target.pragma_update(None, "journal_mode", "DELETE").map_err(fault)?;
    let verdict: String = target.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(fault)?;
    if verdict != "ok" {
        return Err(StoreFault::Damaged { path: to.to_owned(), cause: verdict });
    }
    target.close().map_err(|(_, cause)| fault(cause))
}

/// Copies `db` beside itself before it is migrated from `step`, under the first name that is free.
///
/// # Errors
/// As [`to`].
pub fn beside(db: &Db, step: i64) -> Result<PathBuf, StoreFault> {
    let mut name = db.path().as_os_str().to_owned();
    name.push(format!(".before-step-{}", step + 1));
    let base = PathBuf::from(name);
    let free = std::iter::once(base.clone())
        .chain((2..1_000).map(|n| {
            let mut name = base.as_os_str().to_owned();
            name.push(format!(".{n}"));
            PathBuf::from(name)
        }))
        .find(|path| !path.exists())
        .unwrap_or(base);
    to(db, &free)?;
    Ok(free)
}
