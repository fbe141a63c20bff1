//! The formats that leads leave in.

use crate::{
    domain::{exact, ids::ContactId, time::Timestamp, words::words},
    handoff::{
        guard, json,
        leaving::Leaving,
        sheet::{Cell, Sheet},
        workbook::Book,
    },
};
use chrono_tz::Tz;
use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

words! {
    /// The formats.
    Format {
        /// A CSV file that a spreadsheet opens.
        Csv = "csv" / "CSV for spreadsheets",
        /// A CSV file that comes back identical.
        Exact = "exact" / "exact CSV",
        /// A spreadsheet.
        Xlsx = "xlsx" / "XLSX",
        /// A lead a line, for programs.
        JsonLines = "jsonl" / "JSON lines",
    }
}

/// Without this some spreadsheets read UTF-8 as the letters of their own country.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Where the bytes go.
pub enum To<'a> {
    /// One after the other.
    Stream(&'a mut dyn Write),
    /// Into a file in that folder.
    File(&'a mut File, &'a Path),
}

impl Write for To<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(to) => to.write(bytes),
            Self::File(to, _) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(to) => to.flush(),
            Self::File(to, _) => to.flush(),
        }
    }
}

/// A file in the making.
pub struct Outlet<'a> {
    sheet: Sheet,
    zone: Tz,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Csv(csv::Writer<To<'a>>),
    Exact(csv::Writer<To<'a>>, Option<ContactId>),
    JsonLines(io::BufWriter<To<'a>>),
    Xlsx(Box<Book>, &'a mut File),
}

impl<'a> Outlet<'a> {
    /// Begins a file for `leads` leads; times that people read are on the clocks of `zone`.
    ///
    /// # Errors
    /// When it cannot be written, or the format cannot hold so many, or only in a file.
    pub fn open(format: Format, to: To<'a>, sheet: Sheet, leads: u64, zone: Tz, now: Timestamp) -> io::Result<Self> {
        let kind = match (format, to) {
            (Format::Csv, mut stream) => {
                stream.write_all(BOM)?;
                let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(stream);
                let headings = sheet.headings().iter().map(|heading| guard::guarded(heading));
                csv.write_record(headings).map_err(of_csv)?;
                Kind::Csv(csv)
            }
            (Format::Exact, stream) => {
                let mut csv = csv::Writer::from_writer(stream);
                csv.write_record(exact::HEADINGS).map_err(of_csv)?;
                Kind::Exact(csv, None)
            }
            (Format::JsonLines, stream) => Kind::JsonLines(io::BufWriter::new(stream)),
            (Format::Xlsx, To::File(file, folder)) => {
                Kind::Xlsx(Box::new(Book::new(&sheet, leads, zone, now, folder)?), file)
            }
            (Format::Xlsx, To::Stream(_)) => return Err(io::Error::other("a spreadsheet is written to a file only")),
        };
        Ok(Self { sheet, zone, kind })
    }

    /// Writes the next lead.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, out: &Leaving) -> io::Result<()> {
        match &mut self.kind {
            Kind::Csv(csv) => {
                for cell in self.sheet.cells(out) {
                    csv.write_field(plain(cell, self.zone)).map_err(of_csv)?;
                }
                csv.write_record(None::<&[u8]>).map_err(of_csv)
            }
            Kind::Exact(csv, before) => {
                let same = before.replace(out.contact.id) == Some(out.contact.id);
                csv.write_record(out.exact(same).cells()).map_err(of_csv)
            }
            Kind::JsonLines(to) => writeln!(to, "{}", json::line(&out.json()?)?),
            Kind::Xlsx(book, _) => book.put(&self.sheet, out),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn close(self) -> io::Result<()> {
        match self.kind {
            Kind::Csv(mut csv) | Kind::Exact(mut csv, _) => csv.flush(),
            Kind::JsonLines(mut to) => to.flush(),
            Kind::Xlsx(book, file) => book.close(file),
        }
    }
}

/// What the system said, where it did: a pipe that nobody reads is told apart.
fn of_csv(fault: csv::Error) -> io::Error {
    match fault.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as text that a spreadsheet reads as what it is.
fn plain(cell: Cell, zone: Tz) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => guard::guarded(&text),
        // In brackets, as people write it: a plus sign would begin a formula, and digits alone a number.
        Cell::Phone(number) => match number.strip_prefix('+').and_then(|number| number.split_once(' ')) {
            Some((country, rest)) => guard::guarded(&format!("(+{country}) {rest}")),
            None => guard::guarded(&number),
        },
        Cell::Number(number) => number.to_string(),
        Cell::Time(at) => at.on(zone).format("%Y-%m-%d %H:%M:%S").to_string(),
    }
}
