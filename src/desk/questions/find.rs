//! Finding anybody by any letters or digits.

use crate::{
    desk::{Desk, LeadRow, Refusal},
    domain::{ids::ContactId, time::Timestamp},
    store::{contacts, leads, search},
};
use serde::Serialize;

/// A person who was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Who.
    pub contact: ContactId,
    /// Their name, or what there is in its place.
    pub name: String,
    /// Where they work.
    pub company: Option<String>,
    /// Their first phone, as people read it.
    pub phone: Option<String>,
    /// Their first email.
    pub email: Option<String>,
    /// Their newest lead.
    pub lead: Option<LeadRow>,
    /// How many leads they have.
    pub leads: usize,
}

impl Desk {
    /// People whose name, company, email or number has all the parts of `query`, newest first.
    ///
    /// # Errors
    /// When the file cannot be read, or another thread interrupts.
    pub fn find(&self, query: &str, limit: i64, now: Timestamp) -> Result<Vec<Found>, Refusal> {
        self.db.read(|| {
            let mut found = Vec::new();
            for id in search::find(&self.db, query, limit)? {
                let Some(contact) = contacts::get(&self.db, id)? else { continue };
                let of_contact = leads::of_contact(&self.db, id)?;
                let newest = of_contact.first().map(|lead| lead.id);
                let lead = match newest {
                    Some(lead) => self.rows(&[lead], now)?.pop(),
                    None => None,
                };
                found.push(Found {
                    contact: id,
                    name: contact.called().to_owned(),
                    company: contact.company.clone(),
                    phone: contact.first_phone().map(crate::domain::contact::Channel::shown),
                    email: contact.first_email().map(crate::domain::contact::Channel::shown),
                    lead,
                    leads: of_contact.len(),
                });
            }
            Ok(found)
        })
    }
}
