//! Bytes into records, whatever they are.
//!
//! Reads what the `csv` crate reads, and three things that it does not tell: blank lines (they count in
//! the sums of an import), a quotation mark that is never closed, and where a record begins when blank
//! lines are before it. And no record, however broken, takes more memory than [`ROW_LIMIT`].

use crate::intake::fault::RowFault;
use std::io::{self, BufRead, BufReader, Read};

/// The most bytes of one cell.
pub(super) const CELL_LIMIT: usize = 1 << 20;
/// The most bytes of one row.
pub(super) const ROW_LIMIT: usize = 4 << 20;
/// The most columns of one row.
pub(super) const COLUMN_LIMIT: usize = 1_000;

/// One cell of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    /// It stood in quotation marks, so those inside it are its own.
    pub quoted: bool,
}

/// What stands between two line ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line it begins on, counted from 1.
    pub line: u64,
    /// Its cells, or why they could not be kept.
    pub cells: Result<Vec<Cell>, RowFault>,
}

impl Record {
    /// Whether there is nothing in it: an empty line, or separators and blanks only.
    pub fn is_blank(&self) -> bool {
        self.cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.text.trim().is_empty()))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the first byte of a cell.
    Start,
    /// In a cell without quotation marks.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Behind a mark that closes the cell, unless another follows.
    MarkSeen,
}

/// The records of a stream of bytes.
#[derive(Debug)]
pub(super) struct Records<R> {
    input: BufReader<R>,
    delimiter: u8,
    /// Bytes read.
    offset: u64,
    /// The line the next byte is on.
    line: u64,
    /// The last byte was a carriage return: a line feed now belongs to the same line end.
    after_return: bool,
    row: Row,
}

/// The record being read. Kept between records for its memory.
#[derive(Debug, Default)]
struct Row {
    bytes: Vec<u8>,
    /// Where each cell ends in `bytes`, and whether it was quoted.
    ends: Vec<(usize, bool)>,
    start: usize,
    quoted: bool,
    fault: Option<RowFault>,
    /// Line of the quotation mark behind which the row grew too long, some lines further on.
    runs_on: Option<u64>,
}

impl Row {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.start = 0;
        self.quoted = false;
        self.fault = None;
        self.runs_on = None;
    }

    fn push(&mut self, byte: u8) {
        if self.fault.is_some() {
            return;
        }
        if self.bytes.len() - self.start == CELL_LIMIT {
            self.fault = Some(RowFault::CellTooLong { column: self.ends.len() + 1, limit: CELL_LIMIT });
        } else if self.bytes.len() == ROW_LIMIT {
            self.fault = Some(RowFault::RowTooLong { limit: ROW_LIMIT });
        } else {
            self.bytes.push(byte);
        }
    }

    fn end_cell(&mut self, line: u64) {
        if let Some(opened) = self.runs_on.take()
            && let Some(RowFault::CellTooLong { limit, .. } | RowFault::RowTooLong { limit }) = self.fault
        {
            // The lines it swallowed help more than its size.
            self.fault = Some(RowFault::QuoteRunsOn { opened, closed: line, limit });
        }
        if self.fault.is_some() {
            return;
        }
        if self.ends.len() == COLUMN_LIMIT {
            self.fault = Some(RowFault::TooManyColumns { limit: COLUMN_LIMIT });
            return;
        }
        self.ends.push((self.bytes.len(), self.quoted));
        self.start = self.bytes.len();
        self.quoted = false;
    }

    fn cells(&mut self) -> Result<Vec<Cell>, RowFault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut start = 0;
        Ok(self
            .ends
            .iter()
            .map(|&(end, quoted)| {
                let bytes = &self.bytes[start..end];
                start = end;
                // The whole file was checked on opening; a byte that changed since shows as a mark.
                Cell { text: String::from_utf8_lossy(bytes).into_owned(), quoted }
            })
            .collect())
    }
}

impl<R: Read> Records<R> {
    /// Reads from where `input` stands, `offset` bytes from the start of its file.
    pub fn new(input: R, delimiter: u8, offset: u64) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, input),
            delimiter,
            offset,
            line: 1,
            after_return: false,
            row: Row::default(),
        }
    }

    /// How far into the file it has read, in bytes.
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// The next record, blank ones too; nothing at the end.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        self.row.clear();
        let mut state = State::Start;
        let (mut begun, mut line, mut opened) = (false, self.line, self.line);
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                Err(cause) => return Err(cause),
            };
            if chunk.is_empty() {
                return Ok(begun.then(|| self.last(state, line, opened)));
            }
            let mut used = 0;
            let mut ended = false;
            for &byte in chunk {
                used += 1;
                let rest_of_line_end = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if rest_of_line_end && state != State::Quoted {
                    line = self.line;
                    continue;
                }
                begun = true;
                let is_line_end = matches!(byte, b'\n' | b'\r');
                if is_line_end && !rest_of_line_end {
                    self.line += 1;
                }
                let is_end_of_cell = byte == self.delimiter || is_line_end;
                state = match state {
                    State::Start if byte == b'"' => {
                        self.row.quoted = true;
                        opened = self.line;
                        State::Quoted
                    }
                    State::Quoted if byte == b'"' => State::MarkSeen,
                    State::Quoted => {
                        let fits = self.row.fault.is_none();
                        self.row.push(byte);
                        if fits && self.row.fault.is_some() && self.line > opened {
                            self.row.runs_on = Some(opened);
                        }
                        State::Quoted
                    }
                    State::MarkSeen if byte == b'"' => {
                        self.row.push(byte);
                        State::Quoted
                    }
                    State::Start | State::Bare | State::MarkSeen if is_end_of_cell => {
                        self.row.end_cell(self.line - u64::from(is_line_end));
                        State::Start
                    }
                    State::Start | State::Bare | State::MarkSeen => {
                        self.row.push(byte);
                        State::Bare
                    }
                };
                if is_line_end && state == State::Start {
                    ended = true;
                    break;
                }
            }
            self.input.consume(used);
            self.offset += used as u64;
            if ended {
                return Ok(Some(Record { line, cells: self.row.cells() }));
            }
        }
    }

    /// The record that the end of the file ends.
    fn last(&mut self, state: State, line: u64, opened: u64) -> Record {
        let inside = &self.row.bytes[self.row.start..];
        let swallowed = inside.trim_ascii_end().iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        if state == State::Quoted && (swallowed || self.row.fault.is_some()) {
            self.row.fault = Some(RowFault::QuoteNeverClosed { opened, last: self.line });
        }
        self.row.end_cell(self.line);
        Record { line, cells: self.row.cells() }
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
