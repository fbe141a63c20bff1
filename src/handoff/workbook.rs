//! A spreadsheet file with real types. Row by row through a temporary file: memory does not grow with the leads.

use crate::{
    domain::{text, time::Timestamp},
    handoff::{
        leaving::Leaving,
        sheet::{Cell, Sheet},
    },
};
use chrono_tz::Tz;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::{
    fs::File,
    io::{self, BufWriter},
};

/// The most leads that a sheet holds beside its headings.
const ROWS_MAX: u64 = 1_048_575;
/// The most columns of a sheet.
const COLUMNS_MAX: usize = 16_384;
/// The longest text of a cell, in UTF-16 units, as spreadsheets count.
const TEXT_MAX: usize = 32_767;
const CUT: &str = " … (cut here: a spreadsheet cell holds no more)";

pub(super) struct Book {
    book: Workbook,
    zone: Tz,
    row: u32,
    time: Format,
    text: Format,
}

impl Book {
    /// A sheet with its headings, for `leads` leads, times on the clocks of `zone`. Its temporary file lies in
    /// `folder`.
    pub fn new(sheet: &Sheet, leads: u64, zone: Tz, now: Timestamp, folder: &std::path::Path) -> io::Result<Self> {
        if leads > ROWS_MAX || sheet.headings().len() > COLUMNS_MAX {
            let most = "a spreadsheet holds 1048575 leads and 16384 columns; choose fewer leads, or another format";
            return Err(io::Error::other(most));
        }
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(fault)?;
        let made = ExcelDateTime::from_timestamp(now.0 / 1_000).map_err(fault)?;
        book.set_properties(&DocProperties::new().set_title("Leads").set_creation_datetime(&made));
        let page = book.add_worksheet_with_constant_memory().map_err(fault)?;
        page.set_name("Leads").map_err(fault)?;
        let bold = Format::new().set_bold();
        for (column, (heading, width)) in (0_u16..).zip(sheet.headings().iter().zip(sheet.widths())) {
            page.set_column_width(column, width).map_err(fault)?;
            page.write_string_with_format(0, column, fitting(heading), &bold).map_err(fault)?;
        }
        page.set_freeze_panes(1, 0).map_err(fault)?;
        let last = (u32::try_from(leads).unwrap_or(0), u16::try_from(sheet.headings().len() - 1).unwrap_or(0));
        page.autofilter(0, 0, last.0, last.1).map_err(fault)?;
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        Ok(Self { book, zone, row: 0, time, text: Format::new().set_num_format("@") })
    }

    /// Writes a lead as the next row.
    pub fn put(&mut self, sheet: &Sheet, out: &Leaving) -> io::Result<()> {
        self.row += 1;
        let page = self.book.worksheet_from_index(0).map_err(fault)?;
        for (column, cell) in (0_u16..).zip(sheet.cells(out)) {
            let row = self.row;
            match cell {
                Cell::Nothing => continue,
                // Always a text: never a formula, a link or a number.
                Cell::Text(text) | Cell::Phone(text) => {
                    page.write_string_with_format(row, column, fitting(&text), &self.text)
                }
                Cell::Number(number) => page.write_number(row, column, number as f64),
                Cell::Time(at) => {
                    let clock = at.on(self.zone).naive_local();
                    page.write_datetime_with_format(row, column, clock, &self.time)
                }
            }
            .map_err(fault)?;
        }
        Ok(())
    }

    /// Writes the file.
    pub fn close(mut self, to: &mut File) -> io::Result<()> {
        self.book.save_to_writer(BufWriter::new(to)).map_err(fault)
    }
}

/// A text that a cell holds; what is cut off is said.
fn fitting(given: &str) -> String {
    let safe = text::clean_lines(given);
    let units = |text: &str| text.encode_utf16().count();
    if units(&safe) <= TEXT_MAX {
        return safe;
    }
    let mut room = TEXT_MAX - units(CUT);
    let kept = safe.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(CUT.chars()).collect()
}

fn fault(cause: XlsxError) -> io::Error {
    match cause {
        XlsxError::IoError(cause) => cause,
        cause => io::Error::other(cause.to_string()),
    }
}
