//! Deals that a convert can join.

use crate::{
    desk::{Desk, Refusal},
    domain::{
        deal::Deal,
        ids::{AccountId, ContactId, DealId},
    },
    store::deals,
};

impl Desk {
    /// A deal; none when there is no such deal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deal(&self, deal: DealId) -> Result<Option<Deal>, Refusal> {
        Ok(deals::get(&self.db, deal)?)
    }

    /// Open deals with this contact, or with its account, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_deals(&self, contact: ContactId, account: Option<AccountId>) -> Result<Vec<Deal>, Refusal> {
        Ok(deals::open_around(&self.db, contact, account)?)
    }
}
