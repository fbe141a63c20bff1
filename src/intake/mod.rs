//! Files into candidate leads. Knows neither SQL nor the desk: what becomes of a candidate is decided
//! there.
//!
//! The way of a row: bytes → records → cells → headings say what they mean → [`candidate()`].
//! Everything from the cells on is the same for whatever file they came from.

mod candidate;
mod csv;
mod date;
mod fault;
mod field;
mod fingerprint;
mod headings;
mod mend;
mod records;
mod sample;
mod spelling;
mod utf8;
mod value;
mod vocabulary;

pub use candidate::candidate;
pub use csv::{CsvFile, Found, Row};
pub use fault::{IntakeFault, RowFault};
pub use field::Field;
pub use fingerprint::fingerprint;
pub use headings::{Column, Headings, Meaning};
