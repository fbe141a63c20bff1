//! Whole copies of a file, made by the engine itself while others write.

use crate::store::{engine::Db, fault::StoreFault, place};
use rusqlite::{Connection, backup::Backup};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Pages copied before other programs may write again.
const PAGES: i32 = 1_000;

/// Copies `db` to the new file `to`, and checks the copy. It has that name only once it is whole: what a copy that
/// was stopped leaves is called `….part`.
///
/// # Errors
/// When `to` exists, cannot be written, or the copy is not whole; then no copy is left.
pub fn to(db: &Db, to: &Path) -> Result<(), StoreFault> {
    let part = with(to, ".part");
    if to.symlink_metadata().is_ok() {
        return Err(StoreFault::There(to.to_owned()));
    }
    if part.exists() {
        return Err(StoreFault::Unfinished(part));
    }
    place::create_private(&part, to)?;
    let made = copy(db, to, &part).and_then(|()| place::rename_new(&part, to));
    if made.is_err() {
        forget(&part);
    }
    made
}

fn copy(db: &Db, to: &Path, part: &Path) -> Result<(), StoreFault> {
    let fault = |cause| StoreFault::of(cause, to);
    let mut target = Connection::open(part).map_err(fault)?;
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

/// Copies the file of `db` beside itself before it is migrated from `step`, under the first name that is free. The
/// connection holds the write lock: nobody else makes such a copy now.
///
/// # Errors
/// As [`to`].
pub fn beside(db: &Db, step: i64) -> Result<PathBuf, StoreFault> {
    let base = with(db.path(), &format!(".before-step-{}", step + 1));
    let free = std::iter::once(base.clone())
        .chain((2..1_000).map(|n| with(&base, &format!(".{n}"))))
        .find(|path| !path.exists())
        .unwrap_or(base);
    // Of a migration that was stopped.
    forget(&with(&free, ".part"));
    // The engine copies nothing through a connection that is writing.
    let reading = Db::connect(db.path())?;
    to(&reading, &free)?;
    Ok(free)
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes what is left of a copy, with what the engine has put beside it.
fn forget(part: &Path) {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(with(part, ending));
    }
}
