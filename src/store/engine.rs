//! The seam to the database engine: the only place that knows which one it is.
//!
//! SQL above this line is written once, in the subset that SQLite and PostgreSQL share, with `$1`
//! parameters. Only 64-bit integers and text cross the seam.

use crate::store::fault::StoreFault;
use rusqlite::{CachedStatement, Connection, OpenFlags, OptionalExtension, types::FromSql};
use std::{
    cell::Cell,
    path::{Path, PathBuf},
    time::Duration,
};

/// A value that can be bound to a statement.
pub trait Param: rusqlite::ToSql {}
impl<T: rusqlite::ToSql> Param for T {}

/// A value whose type is known only at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// A number, or a time.
    Int(i64),
    /// A text.
    Text(String),
}

impl rusqlite::ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        match self {
            Self::Int(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

/// A value that can be read from a row.
pub trait Field: FromSql {}
impl<T: FromSql> Field for T {}

/// One row of an answer.
pub struct Row<'a>(&'a rusqlite::Row<'a>);

impl Row<'_> {
    /// The column at `index`, counted from 0.
    ///
    /// # Errors
    /// When the column does not exist or holds another type.
    pub fn get<T: Field>(&self, index: usize) -> Result<T, StoreFault> {
        self.0.get(index).map_err(StoreFault::reading)
    }

    /// The text at `index`, without copying it; none where it is null.
    ///
    /// # Errors
    /// When the column does not exist or is no text.
    pub fn text(&self, index: usize) -> Result<Option<&str>, StoreFault> {
        let value = self.0.get_ref(index).map_err(StoreFault::reading)?;
        value.as_str_or_null().map_err(|fault| StoreFault::Strange(fault.to_string()))
    }

    /// The column at `index` as a value of the image format of the journal.
    ///
    /// # Errors
    /// When the column does not exist.
    pub fn json(&self, index: usize) -> Result<serde_json::Value, StoreFault> {
        use rusqlite::types::ValueRef;
        Ok(match self.0.get_ref(index).map_err(StoreFault::reading)? {
            ValueRef::Null => serde_json::Value::Null,
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned().into(),
        })
    }
}

/// A statement that is run many times over.
pub struct Prepared<'a> {
    db: &'a Db,
    lite: CachedStatement<'a>,
}

impl Prepared<'_> {
    /// Inserts one row; gives its number.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn insert(&mut self, params: &[&dyn Param]) -> Result<i64, StoreFault> {
        self.lite.execute(bound(params).as_slice()).map_err(|cause| self.db.fault(cause))?;
        // Asked for here: SQLite builds a table for the answer of every `RETURNING`.
        Ok(self.db.lite.last_insert_rowid())
    }
}

/// How long to wait for another writer before saying so. Longer than any transaction of ours.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How long an opening waits by itself: whoever opens tells people that it waits, and tries again.
const MOMENT: Duration = Duration::from_millis(100);

/// One connection to the file of leads.
pub struct Db {
    lite: Connection,
    path: PathBuf,
    writing: Cell<bool>,
}

impl Db {
    /// Opens a connection to a file that is there; [`crate::store::file`] sets it up.
    pub(in crate::store) fn connect(path: &Path) -> Result<Self, StoreFault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let lite = Connection::open_with_flags(path, flags).map_err(|cause| StoreFault::of(cause, path))?;
        Self::over(lite, path)
    }

    /// Wraps a connection that [`crate::store::file`] opens and sets up; it waits a moment for other writers.
    pub(in crate::store) fn over(mut lite: Connection, path: &Path) -> Result<Self, StoreFault> {
        lite.set_prepared_statement_cache_capacity(256);
        lite.busy_handler(Some(|times| wait_a_little(times, MOMENT))).map_err(|cause| StoreFault::of(cause, path))?;
        Ok(Self { lite, path: path.to_owned(), writing: Cell::new(false) })
    }

    /// From now on it waits for other writers for as long as [`PATIENCE`].
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn be_patient(&mut self) -> Result<(), StoreFault> {
        let set = self.lite.busy_handler(Some(|times| wait_a_little(times, PATIENCE)));
        set.map_err(|cause| self.fault(cause))
    }

    /// The file, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs one statement; gives the number of rows it changed.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn run(&self, sql: &str, params: &[&dyn Param]) -> Result<usize, StoreFault> {
        let mut statement = self.lite.prepare_cached(&respelt(sql)).map_err(|cause| self.fault(cause))?;
        statement.execute(bound(params).as_slice()).map_err(|cause| self.fault(cause))
    }

    /// A statement to be run many times.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn prepare(&self, sql: &str) -> Result<Prepared<'_>, StoreFault> {
        let lite = self.lite.prepare_cached(&respelt(sql)).map_err(|cause| self.fault(cause))?;
        Ok(Prepared { db: self, lite })
    }

    /// Every row of an answer, read by `read`.
    ///
    /// # Errors
    /// When the engine refuses the statement or a row cannot be read.
    pub fn all<T>(
        &self,
        sql: &str,
        params: &[&dyn Param],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreFault>,
    ) -> Result<Vec<T>, StoreFault> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(read(row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// Shows `see` one row after the other until it answers `false`.
    ///
    /// # Errors
    /// When the engine refuses the statement, or `see` fails.
    pub fn each(
        &self,
        sql: &str,
        params: &[&dyn Param],
        mut see: impl FnMut(&Row<'_>) -> Result<bool, StoreFault>,
    ) -> Result<(), StoreFault> {
        let mut statement = self.lite.prepare_cached(&respelt(sql)).map_err(|cause| self.fault(cause))?;
        let mut rows = statement.query(bound(params).as_slice()).map_err(|cause| self.fault(cause))?;
        while let Some(row) = rows.next().map_err(|cause| self.fault(cause))? {
            if !see(&Row(row))? {
                break;
            }
        }
        Ok(())
    }

    /// The first row of an answer, if there is one.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub fn first<T>(
        &self,
        sql: &str,
        params: &[&dyn Param],
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreFault>,
    ) -> Result<Option<T>, StoreFault> {
        let mut statement = self.lite.prepare_cached(&respelt(sql)).map_err(|cause| self.fault(cause))?;
        statement
            .query_row(bound(params).as_slice(), |row| Ok(read(&Row(row))))
            .optional()
            .map_err(|cause| self.fault(cause))?
            .transpose()
    }

    /// The single number that a statement answers.
    ///
    /// # Errors
    /// As [`Db::all`]; no row at all is 0.
    pub fn number(&self, sql: &str, params: &[&dyn Param]) -> Result<i64, StoreFault> {
        Ok(self.first(sql, params, |row| row.get::<Option<i64>>(0))?.flatten().unwrap_or(0))
    }

    /// Runs `work` as one writing transaction: all of it is on the disk when this returns `Ok`, none of it
    /// otherwise. Taken at once, never upgraded from a read: an upgrade fails under contention.
    ///
    /// # Errors
    /// What `work` answers, or the engine when it cannot begin or commit.
    pub fn write<T, E: From<StoreFault>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.batch("BEGIN IMMEDIATE")?;
        self.writing.set(true);
        let done = work();
        self.writing.set(false);
        self.finish(done)
    }

    /// Runs `work` as one reading transaction: all its questions see the same state of the file.
    ///
    /// # Errors
    /// What `work` answers, or the engine.
    pub fn read<T, E: From<StoreFault>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if !self.lite.is_autocommit() {
            return work();
        }
        self.batch("BEGIN")?;
        let done = work();
        self.finish(done)
    }

    fn finish<T, E: From<StoreFault>>(&self, done: Result<T, E>) -> Result<T, E> {
        match done {
            Ok(value) => match self.batch("COMMIT") {
                Ok(()) => Ok(value),
                Err(fault) => {
                    self.roll_back();
                    Err(fault.into())
                }
            },
            Err(fault) => {
                self.roll_back();
                Err(fault)
            }
        }
    }

    fn roll_back(&self) {
        // A full disk or an IO error rolls back by itself; then there is nothing left to do.
        if !self.lite.is_autocommit() {
            let _ = self.lite.execute_batch("ROLLBACK");
        }
    }

    /// Whether a writing transaction is under way on this connection.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        self.writing.get()
    }

    /// Runs several statements without parameters.
    ///
    /// # Errors
    /// When the engine refuses one.
    pub fn batch(&self, sql: &str) -> Result<(), StoreFault> {
        self.lite.execute_batch(sql).map_err(|cause| self.fault(cause))
    }

    /// Gives much work more memory and fewer checkpoints, until it is called with `false`. What is committed is
    /// as safe as ever.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn work_in_bulk(&self, bulk: bool) -> Result<(), StoreFault> {
        let (cache, checkpoint) = if bulk { (-256_000, 16_000) } else { (-16_000, 1_000) };
        self.batch(&format!("PRAGMA cache_size = {cache}; PRAGMA wal_autocheckpoint = {checkpoint};"))?;
        if !bulk {
            // The long log is folded in now, not by whoever saves something next. Where the disk has no room for that
            // it stays a log: what is in it is saved, and must not be called lost.
            let _ = self.batch("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        Ok(())
    }

    /// A number that changes when another connection has changed the file; never by our own commits.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outside_changes(&self) -> Result<i64, StoreFault> {
        self.number("PRAGMA data_version", &[])
    }

    /// A handle with which another thread can interrupt the statement that runs here.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.lite.get_interrupt_handle())
    }

    /// The connection itself, for backups, which are the engine's own business.
    pub(in crate::store) const fn lite(&self) -> &Connection {
        &self.lite
    }

    pub(in crate::store) fn fault(&self, cause: rusqlite::Error) -> StoreFault {
        StoreFault::of(cause, &self.path)
    }
}

/// Interrupts the statement that runs on a connection.
pub struct Interrupter(rusqlite::InterruptHandle);

impl Interrupter {
    /// The running statement, if any, ends with [`StoreFault::Interrupted`].
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// `$1` is a *name* in SQLite, numbered by first appearance; `?1` is the number.
fn respelt(sql: &str) -> String {
    // Byte by byte, for speed: both are one byte long, and a byte of a longer letter is never either.
    let bytes = sql.bytes().map(|byte| if byte == b'$' { b'?' } else { byte }).collect();
    String::from_utf8(bytes).unwrap_or_default()
}

fn bound<'a>(params: &'a [&'a dyn Param]) -> Vec<&'a dyn rusqlite::ToSql> {
    params.iter().map(|param| *param as &dyn rusqlite::ToSql).collect()
}

/// SQLite's own busy wait backs off so far that some processes starve for seconds; short waits with jitter
/// are fair (measured: 16 processes, none waits longer than a few turns).
fn wait_a_little(times: i32, patience: Duration) -> bool {
    let jitter = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| u64::from(since.subsec_nanos()));
    let wait = Duration::from_micros(1_000 + (jitter / 7) % 4_000);
    std::thread::sleep(wait);
    // The mean wait is 3 ms.
    u64::try_from(times).unwrap_or(0) * 3 < u64::try_from(patience.as_millis()).unwrap_or(u64::MAX)
}
