//! What can be wrong with a file and with a row, in words that name the remedy.

use crate::domain::exact::ExactFault;
use rustix::io::Errno;
use std::{io, path::PathBuf};

/// A file that cannot be taken in at all. Nothing of it has become a lead when it is found on opening.
#[derive(Debug, thiserror::Error)]
pub enum IntakeFault {
    /// The system would not open or read it.
    #[error("cannot read {path}: {cause}{}", remedy(cause))]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// It is a spreadsheet or another kind of file, going by its first bytes.
    #[error("{path} is {what}, not a CSV file; open it and save it as “CSV UTF-8”")]
    NotCsv {
        /// Which file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// It has bytes that are no UTF-8.
    #[error("{path} is not UTF-8: line {line}, byte {byte} of the file, is not a letter in it; save it as UTF-8 CSV")]
    NotUtf8 {
        /// Which file.
        path: PathBuf,
        /// Line of the first such byte, counted from 1.
        line: u64,
        /// How many bytes stand before it in the file.
        byte: u64,
    },
    /// It has no byte, or none but blanks.
    #[error("{path} is empty; it needs a line of headings and a row for each lead")]
    Empty {
        /// Which file.
        path: PathBuf,
    },
    /// Its first row is too large to be headings.
    #[error("the headings of {path} (line {line}) cannot be read: {cause}")]
    Headings {
        /// Which file.
        path: PathBuf,
        /// Line of the headings, counted from 1.
        line: u64,
        /// What is wrong with them.
        cause: RowFault,
    },
    /// It begins as an exact file of ours, but its columns are others.
    #[error("{path} was an exact export, but its columns were changed; export it again, or rename its first column")]
    NotExact {
        /// Which file.
        path: PathBuf,
    },
    /// No heading says who a lead is or how to reach them.
    #[error(
        "no column of {path} holds a name, phone, email or id: its headings are {found}; \
         write such headings into its first line, like “Name”, “Phone” and “Email”"
    )]
    NoContactColumn {
        /// Which file.
        path: PathBuf,
        /// The headings found, in quotes, the first few of them.
        found: String,
    },
    /// There are headings and nothing below them.
    #[error("{path} has headings and no row below them; there is nothing to take in")]
    NoRows {
        /// Which file.
        path: PathBuf,
    },
}

fn remedy(cause: &io::Error) -> &'static str {
    match Errno::from_io_error(cause) {
        Some(Errno::ACCESS) => "; give this user the right to read it",
        Some(Errno::NOENT) => "; check its name",
        Some(Errno::MFILE | Errno::NFILE) => "; close other programs, or allow more open files (`ulimit -n`)",
        _ => "",
    }
}

/// Why one row of a file makes no lead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// Nothing to reach or to know the lead by.
    #[error("no phone, email or id")]
    Unreachable,
    /// A row of an exact file that is not as it was written.
    #[error(transparent)]
    Exact(#[from] ExactFault),
    /// A cell above the limit.
    #[error("column {column} has more than {limit} bytes")]
    CellTooLong {
        /// Which column, counted from 1.
        column: usize,
        /// The most bytes that are read of one cell.
        limit: usize,
    },
    /// A row above the limit.
    #[error("the row has more than {limit} bytes")]
    RowTooLong {
        /// The most bytes that are read of one row.
        limit: usize,
    },
    /// More cells than any list of leads has.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// The most columns that are read.
        limit: usize,
    },
    /// A quotation mark opened a cell that goes on to the end of the file, so the lines below it are not rows.
    #[error(
        "a quotation mark opened on line {opened} is never closed: everything down to line {last} is inside it; \
         close it, or take it out, and import the file again"
    )]
    QuoteNeverClosed {
        /// Line of the mark, counted from 1.
        opened: u64,
        /// Last line of the file.
        last: u64,
    },
    /// A quotation mark opened a cell that only a later one closed, far below: the lines between are not rows.
    #[error(
        "a quotation mark opened on line {opened} is not closed before line {closed}, and more than {limit} bytes are \
         inside it; close it, or take it out, and import the file again"
    )]
    QuoteRunsOn {
        /// Line of the mark, counted from 1.
        opened: u64,
        /// Line of the next one.
        closed: u64,
        /// The most bytes that are read of one cell or row.
        limit: usize,
    },
}
