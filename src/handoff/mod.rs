//! Leads into files that others open: a spreadsheet, a program, another file of leads. Knows neither SQL nor the
//! desk, which says what leaves.
//!
//! The way of a lead: [`Leaving`] → cells under headings (or an exact row, or JSON) → the file, which is whole or
//! not there.

mod guard;
pub mod json;
mod leaving;
mod outlet;
mod sheet;
mod target;
mod workbook;

pub use leaving::Leaving;
pub use outlet::{Format, Outlet, To};
pub use sheet::{Cell, Sheet};
pub use target::{Target, TargetFault};
