//! A CSV file of leads, read row by row.

use crate::{
    domain::{
        exact::{self, ExactRow},
        lead::NewLead,
    },
    intake::{
        candidate::candidate,
        fault::{IntakeFault, RowFault},
        headings::{Column, Headings},
        mend,
        records::{Record, Records},
        sample::{self, BOM, Delimiter},
        utf8,
    },
};
use chrono_tz::Tz;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// How many headings a fault quotes.
const QUOTED: usize = 8;
/// The kind of a file that we exported to come back identical.
const EXACT: &str = "Callsheet, exact";

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins on, counted from 1.
    pub line: u64,
    /// What it is.
    pub found: Found,
}

/// What a row turned out to be: always one of these, so that the sums of an import come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A candidate. It is not live, whatever its `captured_at`: it comes from a file.
    Lead(Box<NewLead>),
    /// A row of an exact file of ours, as it was exported.
    Exact(Box<ExactRow>),
    /// No lead, and why.
    Refused(RowFault),
    /// An empty line, or separators and blanks only.
    Blank,
}

/// A CSV file with headings, open for reading. Iterating gives its rows in their order; memory does not
/// grow with the file.
#[derive(Debug)]
pub struct CsvFile {
    path: PathBuf,
    headings: Headings,
    delimiter: u8,
    size: u64,
    zone: Tz,
    /// An exact file of ours: its cells are taken as they stand.
    exact: bool,
    records: Records<File>,
    ended: bool,
}

impl CsvFile {
    /// Opens a file and looks it through once: that it is UTF-8 to its end, what separates its cells, what
    /// its headings mean, and that there is a row. It must be a file that can be read from its start
    /// again, not a pipe.
    ///
    /// # Errors
    /// Each [`IntakeFault`] says what is wrong with the file and what to do about it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, IntakeFault> {
        let path = path.as_ref();
        let unreadable = |cause: io::Error| IntakeFault::Unreadable { path: path.to_owned(), cause };
        // Before it is opened: opening a pipe waits for somebody who writes into it.
        let meta = path.metadata().map_err(unreadable)?;
        if meta.is_dir() {
            return Err(unreadable(io::ErrorKind::IsADirectory.into()));
        }
        if !meta.is_file() {
            return Err(unreadable(io::Error::other("it is a device or a pipe; save it to a file first")));
        }
        let mut file = File::open(path).map_err(unreadable)?;
        let mut start = Vec::new();
        (&mut file).take(sample::SAMPLE_BYTES as u64).read_to_end(&mut start).map_err(unreadable)?;
        if let Some(what) = sample::other_kind(&start) {
            return Err(IntakeFault::NotCsv { path: path.to_owned(), what });
        }
        file.rewind().map_err(unreadable)?;
        let size = match utf8::check(&file).map_err(unreadable)? {
            utf8::Checked::Good { size } => size,
            utf8::Checked::Bad { line, byte } => {
                return Err(IntakeFault::NotUtf8 { path: path.to_owned(), line, byte });
            }
        };
        let bom = if start.starts_with(BOM) { BOM.len() } else { 0 };
        let delimiter = sample::delimiter(&start[bom..], start.len() as u64 == size);
        let begin = |mut file: File| -> Result<Records<File>, IntakeFault> {
            file.seek(SeekFrom::Start(bom as u64)).map_err(unreadable)?;
            Ok(Records::new(file, delimiter.byte, bom as u64))
        };
        let mut records = begin(file.try_clone().map_err(unreadable)?)?;
        // Both handles share one place in the file, so the look ahead must be over before reading starts.
        let headings = Self::headings(path, &mut records, delimiter)?;
        if next_filled(&mut records).map_err(unreadable)?.is_none() {
            return Err(IntakeFault::NoRows { path: path.to_owned() });
        }
        let mut records = begin(file)?;
        Self::headings(path, &mut records, delimiter)?;
        Ok(Self {
            path: path.to_owned(),
            exact: headings.kind.as_deref() == Some(EXACT),
            headings,
            delimiter: delimiter.byte,
            size,
            zone: Tz::UTC,
            records,
            ended: false,
        })
    }

    fn headings(path: &Path, records: &mut Records<File>, delimiter: Delimiter) -> Result<Headings, IntakeFault> {
        let path = || path.to_owned();
        let unreadable = |cause: io::Error| IntakeFault::Unreadable { path: path(), cause };
        if delimiter.stated {
            records.next().map_err(unreadable)?;
        }
        let Some(record) = next_filled(records).map_err(unreadable)? else {
            return Err(IntakeFault::Empty { path: path() });
        };
        let cells = record.cells.map_err(|cause| IntakeFault::Headings { path: path(), line: record.line, cause })?;
        if cells.first().is_some_and(|cell| cell.text == exact::HEADINGS[0]) {
            let kept = cells.iter().map(|cell| cell.text.as_str()).eq(exact::HEADINGS);
            let kind = Some(EXACT.to_owned());
            return kept.then(|| Headings { kind, columns: Vec::new() }).ok_or(IntakeFault::NotExact { path: path() });
        }
        let width = cells.len();
        let headings = Headings::read(&mend::row(cells, width, delimiter.byte));
        if !headings.identify() {
            return Err(IntakeFault::NoContactColumn { path: path(), found: quoted(&headings.columns) });
        }
        Ok(headings)
    }

    /// The same file with its dates read on the clocks of `zone`, where they name no offset. Without this
    /// they are read as UTC.
    #[must_use]
    pub fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    /// Which file it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The kind of export, when the headings give it away: “Salesforce”, “HubSpot”.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.headings.kind.as_deref()
    }

    /// What each column is taken for, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.headings.columns
    }

    /// What separates the cells.
    #[must_use]
    pub const fn delimiter(&self) -> char {
        self.delimiter as char
    }

    /// The size of the file in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes of it have been read; [`CsvFile::size`] at the end.
    #[must_use]
    pub const fn bytes_read(&self) -> u64 {
        self.records.offset()
    }

    fn found(&self, record: Record) -> Found {
        if record.is_blank() {
            return Found::Blank;
        }
        if self.exact {
            let row = record.cells.and_then(|cells| {
                let cells: Vec<String> = cells.into_iter().map(|cell| cell.text).collect();
                Ok(ExactRow::read(&cells)?)
            });
            return row.map_or_else(Found::Refused, |row| Found::Exact(Box::new(row)));
        }
        let made = record.cells.and_then(|cells| {
            let cells = mend::row(cells, self.headings.columns.len(), self.delimiter);
            candidate(&self.headings, &cells, self.zone)
        });
        match made {
            Ok(lead) => Found::Lead(Box::new(lead)),
            Err(fault) => Found::Refused(fault),
        }
    }
}

impl Iterator for CsvFile {
    type Item = Result<Row, IntakeFault>;

    /// The next row. A fault is the last item: the file cannot be read any further.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.records.next() {
            Ok(Some(record)) => Some(Ok(Row { line: record.line, found: self.found(record) })),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(cause) => {
                self.ended = true;
                Some(Err(IntakeFault::Unreadable { path: self.path.clone(), cause }))
            }
        }
    }
}

fn next_filled(records: &mut Records<File>) -> io::Result<Option<Record>> {
    loop {
        match records.next()? {
            Some(record) if record.is_blank() => {}
            record => return Ok(record),
        }
    }
}

fn quoted(columns: &[Column]) -> String {
    let mut names: Vec<String> = columns.iter().take(QUOTED).map(|column| format!("“{}”", column.heading)).collect();
    if columns.len() > QUOTED {
        names.push(format!("and {} more", columns.len() - QUOTED));
    }
    names.join(", ")
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
