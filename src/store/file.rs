//! Opening and creating the file of leads.
//!
//! Nobody but SQLite opens an existing file: any other handle that this process closed would drop SQLite's
//! locks on it.

use crate::{
    domain::time::Timestamp,
    store::{
        engine::{Db, PATIENCE},
        fault::{MayBeBusy, StoreFault},
        migrate::{self, STEPS, Step},
        place, rights,
    },
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{
    os::unix::ffi::OsStrExt,
    path::Path,
    time::{Duration, Instant},
};

/// Marks a file as ours: "CSHT", in the header's field for it.
const APPLICATION_ID: i64 = 0x4353_4854;

/// The oldest SQLite that does not corrupt a WAL file when two connections checkpoint at once (3.51.3).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Opens the file of leads at `path`, creating or migrating it where needed.
///
/// # Errors
/// When the file is not ours, newer than we are, damaged, on a network share, or cannot be opened; such a
/// file is not touched. When another program keeps it busy for longer than [`PATIENCE`].
pub fn open(path: &Path, now: Timestamp) -> Result<Db, StoreFault> {
    let mut db = while_busy(|waited| waited < PATIENCE, || try_open(path, STEPS, now))?;
    db.be_patient()?;
    Ok(db)
}

/// Tries until it is done, fails for another reason than that another program is at the file, or `goes_on`, which
/// is told for how long it has been tried, ends it.
///
/// # Errors
/// The last fault.
pub fn while_busy<T, E: MayBeBusy>(
    mut goes_on: impl FnMut(Duration) -> bool,
    mut attempt: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let since = Instant::now();
    let mut tries = 0;
    loop {
        match attempt() {
            Err(fault) if fault.is_busy() && goes_on(since.elapsed()) => tries += 1,
            done => return done,
        }
        // Two that set up a new file at once are told at once that it is busy, not made to wait: each steps back.
        std::thread::sleep(Duration::from_millis(tries.min(50) + tries % 7));
    }
}

/// Opens the file of leads as [`open`] does, for a program that knows `steps`, but waits no longer than a moment for
/// other programs, then and later.
///
/// # Errors
/// As [`open`].
pub fn try_open(path: &Path, steps: &[Step], now: Timestamp) -> Result<Db, StoreFault> {
    assert!(rusqlite::version_number() >= OLDEST_SQLITE, "this build has a SQLite that can corrupt files");
    place::refuse_network_share(path)?;
    if is_there(path) {
        place::refuse_other_than_file(path)?;
        refuse_foreign(path, steps)?;
    } else {
        match place::create_private(path, path) {
            Ok(()) => {}
            // Another desk was faster: then it is there, which is all we wanted.
            Err(_) if path.exists() => {}
            Err(fault) => return Err(fault),
        }
    }
    rights::mend_rights_beside(path);
    let db = Db::connect(path)?;
    set_up(&db)?;
    migrate::migrate(&db, steps, now)?;
    Ok(db)
}

/// Whether there is a file with something in it: an empty one is what is left where a new file found no room.
#[must_use]
pub fn is_begun(path: &Path) -> bool {
    path.metadata().map_or_else(|_| is_there(path), |meta| !meta.is_file() || meta.len() > 0)
}

/// Whether there is anything of that name, if only a link that leads nowhere or a place that may not be looked at.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    !matches!(path.symlink_metadata(), Err(fault) if fault.kind() == std::io::ErrorKind::NotFound)
}

/// Looks at the file through a connection that can change nothing: it must be empty, or ours. Not even the files
/// beside it that a plain reader makes and leaves are made. It does not see what is only in the log beside the
/// file, so all of this is checked again once the file is open.
fn refuse_foreign(path: &Path, steps: &[Step]) -> Result<(), StoreFault> {
    let fault = |cause| StoreFault::of(cause, path);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let lite = Connection::open_with_flags(immutable(path), flags).map_err(fault)?;
    // A file whose log is only half folded in says in its first page that it is larger than it is; so it can be
    // told whose it is all the same.
    lite.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true).map_err(fault)?;
    let pages: i64 = lite.pragma_query_value(None, "page_count", |row| row.get(0)).map_err(fault)?;
    if pages == 0 {
        return Ok(());
    }
    let id: i64 = lite.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(fault)?;
    if id != APPLICATION_ID {
        return Err(StoreFault::NotOurs(path.to_owned()));
    }
    let db = Db::over(lite, path)?;
    match migrate::step(&db) {
        Ok((theirs, program)) => migrate::refuse_newer(&db, theirs, &program, migrate::last(steps)),
        // What is missing here is in the log: a disk that was full, a kill, or another desk that folds it in now.
        Err(_) if has_log(path) => Ok(()),
        Err(fault) => Err(fault),
    }
}

fn has_log(path: &Path) -> bool {
    rights::beside(path, "-wal").metadata().is_ok_and(|meta| meta.len() > 0)
}

/// The file as a URI that says that nobody changes it.
fn immutable(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    // Two slashes at the beginning would name a host.
    if path.is_absolute() {
        uri.push_str("//");
    }
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn set_up(db: &Db) -> Result<(), StoreFault> {
    let lite = db.lite();
    let set = |config, on| lite.set_db_config(config, on).map(|_| ()).map_err(|cause| db.fault(cause));
    // Otherwise a misspelt column in quotes is silently a string.
    set(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    set(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    set(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Plans do not depend on values bound: otherwise many a statement is compiled anew at every use.
    set(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Written before WAL is turned on, so that it stands in the file itself and marks it for everybody.
    if db.number("PRAGMA application_id", &[])? != APPLICATION_ID {
        db.batch(&format!("PRAGMA application_id = {APPLICATION_ID}"))?;
    }
    // FULL: in WAL, NORMAL loses acknowledged commits in a power cut.
    db.batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;")
}
