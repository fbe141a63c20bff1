//! Rows of an exact file: what we exported comes back as it was. The file itself says which leads are one person's,
//! so its rows are matched with who was there before them, never with one another; and every row is its own lead.

use crate::{
    desk::{Refusal, capture::Captured, derive, reading::Reading, work::Work},
    domain::{
        contact::{ChannelKind, Contact, Standing},
        exact::ExactRow,
        ids::{LeadId, Seq},
    },
    store::{contacts, entity::Entity, leads},
};

impl Work<'_> {
    /// Takes in one row. Who was there before the entry `before`, the first of the file, may be matched; `row_before`
    /// is the lead of the row before.
    pub fn take_in_exact(
        &mut self,
        row: &ExactRow,
        reading: Reading,
        before: Seq,
        row_before: Option<LeadId>,
    ) -> Result<Captured, Refusal> {
        reading.must_be_known_by_something()?;
        let same_person = match row_before.filter(|_| row.same_person) {
            Some(lead) => leads::get(self.db, lead)?,
            None => None,
        };
        let known = match same_person {
            Some(lead) => contacts::get(self.db, lead.contact)?,
            None => self.find_contact(&reading, before)?.map(|(contact, _)| contact),
        };
        if let Some(lead) = self.came_before(&reading, known.as_ref(), before)? {
            return Ok(Captured::Duplicate(lead));
        }
        let known = match known {
            Some(contact) => {
                self.add_to(&contact, &reading)?;
                // With what this row added to it.
                Some(contacts::get(self.db, contact.id)?.unwrap_or(contact))
            }
            None => None,
        };
        let id = self.make_lead(known, reading, None)?;
        self.keep_bans(row, id)?;
        Ok(Captured::Added(id))
    }

    fn came_before(&self, reading: &Reading, known: Option<&Contact>, before: Seq) -> Result<Option<LeadId>, Refusal> {
        // Back in the file that it was exported from: the same person, captured at the same instant.
        if let Some(contact) = known
            && let Some(lead) = leads::captured_then(self.db, contact.id, reading.lead.captured_at, before)?
        {
            return Ok(Some(lead));
        }
        self.seen_before(reading, before)
    }

    /// Who asked not to be called, or not on this number, is not called here either.
    fn keep_bans(&mut self, row: &ExactRow, lead: LeadId) -> Result<(), Refusal> {
        let bans = [&row.phones_not_to_be_used, &row.emails_not_to_be_used, &row.do_not_call];
        if bans.iter().all(|bans| bans.is_empty()) {
            return Ok(());
        }
        let contact = self.contact_of(&self.lead(lead)?)?;
        let not_to_be_used = Standing::NotToBeUsed;
        for channel in &contact.channels {
            let banned = match channel.kind {
                ChannelKind::Phone => &row.phones_not_to_be_used,
                ChannelKind::Email => &row.emails_not_to_be_used,
            };
            if channel.standing != not_to_be_used && banned.iter().any(|key| key == channel.key()) {
                self.record.update(Entity::Channel, channel.id, &[("standing", &not_to_be_used.slug())])?;
                self.record.concerns_contact(contact.id.0);
            }
        }
        for number in derive::numbers(&contact).iter().filter(|number| row.do_not_call.contains(number)) {
            self.forbid_number(number, &contact, Some("so it was where the lead was exported"))?;
        }
        Ok(())
    }
}
