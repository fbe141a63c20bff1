//! Leads as rows of lists.

use crate::{
    desk::{Desk, Refusal},
    domain::{ids::LeadId, time::Timestamp},
    store::list,
};

pub use crate::store::list::LeadRow;

impl Desk {
    /// These leads as rows, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows(&self, leads: &[LeadId], now: Timestamp) -> Result<Vec<LeadRow>, Refusal> {
        let mut found = Vec::with_capacity(leads.len());
        for lead in leads {
            if let Some(row) = list::row(&self.db, *lead, now, &self.settings.score)? {
                found.push(row);
            }
        }
        Ok(found)
    }
}
