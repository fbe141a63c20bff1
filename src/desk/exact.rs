//! Rows of an exact file: what we exported comes back as it was. The file itself says which leads are one person's,
//! so its rows are matched with who was there before them, never with one another; and every row is its own lead.

use crate::{
    desk::{
        Refusal,
        capture::{Captured, Coming},
        derive,
        matching::{Channels, Match},
        work::Work,
    },
    domain::{
        contact::{ChannelKind, Contact, Standing},
        exact::ExactRow,
        ids::{ContactId, LeadId, Seq},
    },
    store::{contacts, entity::Entity, leads},
};

/// What the rows of a file need to know of those before them.
#[derive(Debug, Default)]
pub(in crate::desk) struct BeforeThem {
    /// The first entry of this import: who was there before it may be matched.
    pub seq: Option<Seq>,
    /// The person of the row before.
    person: Option<ContactId>,
}

impl Work<'_> {
    /// Takes in one row.
    pub fn take_in_exact(&mut self, row: &ExactRow, before_them: &mut BeforeThem) -> Result<Captured, Refusal> {
        let person = before_them.person.take().filter(|_| row.same_person);
        let mut channels = self.channels_of(&row.new)?;
        for phone in channels.phones.iter_mut().filter(|phone| row.no_numbers.contains(&phone.given)) {
            phone.keep_as_text();
        }
        let before = before_them.seq.unwrap_or(self.record.seq());
        let known = match person {
            Some(person) => contacts::get(self.db, person)?,
            None => match self.find_contact(&row.new, &channels, before)? {
                Match::Contact(contact, _) => Some(*contact),
                Match::New(_) => None,
            },
        };
        if let Some(lead) = self.came_before(row, &channels, known.as_ref(), before)? {
            before_them.person = leads::get(self.db, lead)?.map(|lead| lead.contact);
            return Ok(Captured::Duplicate(lead));
        }
        let contact = match known {
            Some(contact) => {
                self.add_channels(&contact, &channels)?;
                self.fill_gaps(&contact, &row.new)?;
                contact
            }
            None => self.make_contact(&row.new, &channels)?,
        };
        let contact = contacts::get(self.db, contact.id)?.unwrap_or(contact);
        let id = self.make_lead(&row.new, &contact, &channels, Coming::from_file(&row.new), &mut Vec::new())?;
        self.keep_bans(row, &contact)?;
        before_them.person = Some(contact.id);
        Ok(Captured::Added(id))
    }

    fn came_before(
        &self,
        row: &ExactRow,
        channels: &Channels,
        known: Option<&Contact>,
        before: Seq,
    ) -> Result<Option<LeadId>, Refusal> {
        // Back in the file that it was exported from: the same person, captured at the same instant.
        if let (Some(contact), Some(at)) = (known, row.new.captured_at)
            && let Some(lead) = leads::captured_then(self.db, contact.id, at, before)?
        {
            return Ok(Some(lead));
        }
        self.seen_before(&row.new, channels, Coming::from_file(&row.new), before)
    }

    /// Who asked not to be called, or not on this number, is not called here either.
    fn keep_bans(&mut self, row: &ExactRow, contact: &Contact) -> Result<(), Refusal> {
        let not_to_be_used = Standing::NotToBeUsed;
        for channel in &contact.channels {
            let banned = match channel.kind {
                ChannelKind::Phone => &row.phones_not_to_be_used,
                ChannelKind::Email => &row.emails_not_to_be_used,
            };
            if channel.standing != not_to_be_used && banned.iter().any(|key| key == channel.key()) {
                self.record.update(Entity::Channel, channel.id, &[("standing", &not_to_be_used.slug())])?;
            }
        }
        let (seq, me, why) = (self.record.seq(), self.me.id, "so it was where the lead was exported");
        for number in derive::numbers(contact).iter().filter(|number| row.do_not_call.contains(number)) {
            contacts::forbid(self.db, number, contact, seq, me, self.now, Some(why))?;
            for other in contacts::with_channel(self.db, number)? {
                self.record.concerns_contact(other.0);
            }
        }
        self.record.concerns_contact(contact.id.0);
        Ok(())
    }
}
