//! The journal in sentences.

use crate::{
    desk::{Desk, Refusal},
    store::journal::{self, Wanted, Written},
};
use serde::Serialize;

/// An entry, and whether it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryRow {
    /// The entry.
    #[serde(flatten)]
    pub entry: Written,
    /// Taken back by an undo that stands.
    pub undone: bool,
}

impl Desk {
    /// A page of the journal, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self, wanted: &Wanted, limit: i64) -> Result<Vec<HistoryRow>, Refusal> {
        self.db.read(|| {
            let mut rows = Vec::new();
            for entry in journal::page(&self.db, wanted, limit)? {
                let undone = !journal::standing(&self.db, entry.seq)?.1;
                rows.push(HistoryRow { entry, undone });
            }
            Ok(rows)
        })
    }
}
