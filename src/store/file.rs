//! Opening and creating the file of leads.
//!
//! Nobody but SQLite opens an existing file: any other handle that this process closed would drop SQLite's
//! locks on it.

use crate::{
    domain::time::Timestamp,
    store::{
        engine::Db,
        fault::StoreFault,
        migrate::{self, STEPS},
        place,
    },
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::{os::unix::ffi::OsStrExt, path::Path, time::Duration};

/// Marks a file as ours: "CSHT", in the header's field for it.
const APPLICATION_ID: i64 = 0x4353_4854;

/// The oldest SQLite that does not corrupt a WAL file when two connections checkpoint at once (3.51.3).
const OLDEST_SQLITE: i32 = 3_051_003;

/// How often a file is set up again that somebody else sets up at the same time.
const SET_UP_TRIES: u64 = 500;

/// Opens the file of leads at `path`, creating or migrating it where needed.
///
/// # Errors
/// When the file is not ours, newer than we are, damaged, on a network share, or cannot be opened; such a
/// file is not touched.
pub fn open(path: &Path, now: Timestamp) -> Result<Db, StoreFault> {
    assert!(rusqlite::version_number() >= OLDEST_SQLITE, "this build has a SQLite that can corrupt files");
    place::refuse_network_share(path)?;
    if is_there(path) {
        place::refuse_other_than_file(path)?;
        refuse_foreign(path)?;
    } else {
        match place::create_private(path, path) {
            Ok(()) => {}
            // Another desk was faster: then it is there, which is all we wanted.
            Err(_) if path.exists() => {}
            Err(fault) => return Err(fault),
        }
    }
    let db = connect(path)?;
    // Two that set up a new file at once are told at once that it is busy, not made to wait: each steps back and
    // tries again.
    let mut tries = 0;
    loop {
        match set_up(&db) {
            Err(StoreFault::Busy(_)) if tries < SET_UP_TRIES => tries += 1,
            done => break done?,
        }
        std::thread::sleep(Duration::from_millis(1 + tries % 7));
    }
    migrate::migrate(&db, STEPS, now)?;
    Ok(db)
}

/// Opens an existing file of ours for questions only, and neither creates nor migrates anything.
///
/// # Errors
/// As [`open`], and when there is no such file.
pub fn open_existing(path: &Path, now: Timestamp) -> Result<Db, StoreFault> {
    if !is_there(path) {
        return Err(StoreFault::Unopenable { path: path.to_owned(), cause: "there is no such file".to_owned() });
    }
    open(path, now)
}

/// Whether there is anything of that name, if only a link that leads nowhere or a place that may not be looked at.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    !matches!(path.symlink_metadata(), Err(fault) if fault.kind() == std::io::ErrorKind::NotFound)
}

/// Looks at the file through a connection that can change nothing: it must be empty, or ours. Not even the files
/// beside it that a plain reader makes and leaves are made. It does not see what is only in the log beside the
/// file, so all of this is checked again once the file is open.
fn refuse_foreign(path: &Path) -> Result<(), StoreFault> {
    let fault = |cause| StoreFault::of(cause, path);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let lite = Connection::open_with_flags(immutable(path), flags).map_err(fault)?;
    lite.busy_timeout(std::time::Duration::from_secs(10)).map_err(fault)?;
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
        Ok((theirs, program)) => migrate::refuse_newer(&db, theirs, &program, migrate::newest()),
        // What is missing here is in the log: a disk that was full, a kill, or another desk that folds it in now.
        Err(_) if has_log(path) => Ok(()),
        Err(fault) => Err(fault),
    }
}

fn has_log(path: &Path) -> bool {
    // Behind a link, it lies beside the file and not beside the link.
    let mut log = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
    log.push("-wal");
    Path::new(&log).metadata().is_ok_and(|meta| meta.len() > 0)
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

fn connect(path: &Path) -> Result<Db, StoreFault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let lite = Connection::open_with_flags(path, flags).map_err(|cause| StoreFault::of(cause, path))?;
    Db::over(lite, path)
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
