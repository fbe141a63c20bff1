//! Columns of text, aligned.

use crate::{
    cli::{failure::Failure, out::Out},
    domain::text,
};

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    head: &'static str,
    most: usize,
    right: bool,
}

/// A column of words, at most so many wide.
pub const fn words(head: &'static str, most: usize) -> Column {
    Column { head, most, right: false }
}

/// A column of figures.
pub const fn figures(head: &'static str) -> Column {
    Column { head, most: 16, right: true }
}

/// Rows under headings.
#[derive(Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: a cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| text::show(&cell).into_owned()).collect());
    }

    /// Whether it has no row.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints it, each column as wide as its widest cell, and no wider than it may be.
    pub fn print(&self, out: &mut Out) -> Result<(), Failure> {
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.to_owned()).collect();
        let all = || std::iter::once(&heads).chain(&self.rows);
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(n, column)| {
                let widest = all().filter_map(|row| row.get(n)).map(|cell| text::width(cell)).max().unwrap_or(0);
                widest.min(column.most.max(text::width(column.head)))
            })
            .collect();
        for row in all() {
            let cells = row.iter().zip(&self.columns).zip(&widths).map(|((cell, column), width)| {
                if column.right {
                    let cell = text::clip(cell, *width);
                    format!("{}{cell}", " ".repeat(width.saturating_sub(text::width(&cell))))
                } else {
                    text::pad(cell, *width)
                }
            });
            out.line(&cells.collect::<Vec<_>>().join("  "))?;
        }
        Ok(())
    }
}

/// What stands where there is nothing.
pub fn or_dash(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or("–").to_owned()
}
