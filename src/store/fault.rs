//! What can go wrong with the file, in words that name it and say what to do.

use crate::store::rights;
use rusqlite::{ErrorCode, ffi};
use rustix::io::Errno;
use std::{
    io,
    path::{Path, PathBuf},
};

/// What went wrong with the file of leads. Whatever it was, nothing was half written.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// Somebody else has been writing for longer than we wait.
    #[error("{} is busy: another program has been writing to it for 10 seconds. Nothing was saved; try again", .0.display())]
    Busy(PathBuf),
    /// No room.
    #[error("the disk that holds {} is full. Nothing was saved; make room and try again", .0.display())]
    Full(PathBuf),
    /// May not write.
    #[error("{} cannot be written by this user. Nothing was saved; check the rights of the file and of its folder", .0.display())]
    ReadOnly(PathBuf),
    /// The device failed.
    #[error("reading or writing {} failed on the device ({cause}). Nothing was saved; check the disk and how much of it this user may use (quota, `ulimit -f`), then run `callsheet doctor`", .path.display())]
    Device {
        /// Which file.
        path: PathBuf,
        /// What the engine said.
        cause: String,
    },
    /// It cannot be opened.
    #[error("{} cannot be opened ({cause}); check that its folder exists and that this user may read and write there", .path.display())]
    Unopenable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// No descriptor is free.
    #[error("{} cannot be opened: too many files are open. Nothing was saved; close other programs, or allow more (`ulimit -n`), and try again", .0.display())]
    NoDescriptors(PathBuf),
    /// A new file should have had its name.
    #[error("{} is there already and was not touched; name a new file", .0.display())]
    There(PathBuf),
    /// So should a copy, until it is whole.
    #[error("{} is there: another copy is being made, or one was stopped. When none is being made, delete it and try again", .0.display())]
    Unfinished(PathBuf),
    /// Some other program's file.
    #[error("{} is not a Callsheet file; it was not touched. Name another with --db", .0.display())]
    NotOurs(PathBuf),
    /// Made by a newer program.
    #[error("{} was written by Callsheet {theirs} (schema {their_step}); this is Callsheet {ours} (schema {our_step}) and does not know it. It was not touched; install Callsheet {theirs} or later", .path.display())]
    Newer {
        /// Which file.
        path: PathBuf,
        /// The program that wrote it.
        theirs: String,
        /// Its schema step.
        their_step: i64,
        /// This program.
        ours: &'static str,
        /// Its schema step.
        our_step: i64,
    },
    /// The file is broken.
    #[error("{} is damaged ({cause}). Keep a copy of it, then restore the newest backup beside it", .path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What the engine said.
        cause: String,
    },
    /// It lies on a network share.
    #[error("{} lies on a network share ({kind}), where SQLite files get corrupted. Put it on a local disk; teams on several machines use PostgreSQL", .path.display())]
    NetworkShare {
        /// Which file.
        path: PathBuf,
        /// Which kind of share.
        kind: &'static str,
    },
    /// Something else has what must be its own, like the name of a rep: made since, or at the same moment.
    #[error("another row has the same {0} by now. Nothing was changed; rename or take back that one first")]
    Taken(String),
    /// Another thread interrupted the question, or whoever watched a long change stopped it.
    #[error("stopped; nothing was changed")]
    Interrupted,
    /// Anything else the engine said; a fault of ours.
    #[error("the database refused a statement: {0}. This is a fault of Callsheet; nothing was saved")]
    Engine(String),
    /// A value in the file that this program cannot have written.
    #[error("the file holds {0}; run `callsheet doctor`")]
    Strange(String),
}

/// A fault that may be over soon: another program is at the file.
pub trait MayBeBusy {
    /// Whether that is what it is.
    fn is_busy(&self) -> bool;
}

impl MayBeBusy for StoreFault {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Busy(_))
    }
}

impl StoreFault {
    pub(in crate::store) fn reading(cause: rusqlite::Error) -> Self {
        Self::Strange(format!("a value of the wrong type ({cause})"))
    }

    /// What the system says of a file that it does not open.
    pub(in crate::store) fn unopenable(path: &Path, cause: &io::Error) -> Self {
        match Errno::from_io_error(cause) {
            Some(Errno::MFILE | Errno::NFILE) => Self::NoDescriptors(path.to_owned()),
            Some(Errno::NOSPC | Errno::DQUOT) => Self::Full(path.to_owned()),
            _ => Self::Unopenable { path: path.to_owned(), cause: cause.to_string() },
        }
    }

    pub(in crate::store) fn of(cause: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        if let Some(what) = taken(&cause) {
            return Self::Taken(what);
        }
        if let Some(missing) = missing(&cause) {
            return Self::Damaged { path, cause: missing };
        }
        let Some(code) = cause.sqlite_error_code() else {
            return Self::Engine(cause.to_string());
        };
        match code {
            // Anything that two people can both take was told above; the rest contradicts itself.
            ErrorCode::ConstraintViolation => Self::Strange(format!("rows that contradict each other ({cause})")),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
            ErrorCode::DiskFull => Self::Full(path),
            // Room for the memory that connections share is asked for at once, however little is written.
            ErrorCode::SystemIoFailure if extended(&cause) == Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::Full(path),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly(path),
            ErrorCode::SystemIoFailure => Self::Device { path, cause: cause.to_string() },
            ErrorCode::CannotOpen => match rights::why_not(&path) {
                Some(why) => Self::unopenable(&path, &why),
                None => Self::Unopenable { path, cause: cause.to_string() },
            },
            ErrorCode::NotADatabase => Self::NotOurs(path),
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, cause: cause.to_string() },
            ErrorCode::OperationInterrupted => Self::Interrupted,
            _ => Self::Engine(cause.to_string()),
        }
    }
}

/// What a statement of ours did not find: the tables were made by us, so somebody or something changed them since.
fn missing(cause: &rusqlite::Error) -> Option<String> {
    match cause {
        rusqlite::Error::SqlInputError { msg, .. } if msg.starts_with("no such ") => Some(msg.clone()),
        _ => None,
    }
}

fn extended(cause: &rusqlite::Error) -> Option<i32> {
    cause.sqlite_error().map(|fault| fault.extended_code)
}

/// The column that must be unique and is not; none where the fault is another.
fn taken(cause: &rusqlite::Error) -> Option<String> {
    match cause {
        rusqlite::Error::SqliteFailure(code, Some(said)) if code.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE => {
            Some(said.rsplit(": ").next().unwrap_or(said).replace('.', "'s "))
        }
        _ => None,
    }
}
