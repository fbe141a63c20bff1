//! Match: whose enquiry is this? By normalised email, then by number, in the transaction that writes it.

use crate::{
    desk::{
        Refusal,
        reading::{Channels, Reading},
        work::Work,
    },
    domain::{
        contact::{ChannelKind, Contact},
        ids::{ContactId, Seq},
        phone, text,
    },
    store::{contacts, keys::Kind},
};

impl Work<'_> {
    /// Somebody whom we knew before the entry `before`, and by what.
    pub fn find_contact(&self, reading: &Reading, before: Seq) -> Result<Option<(Contact, String)>, Refusal> {
        for address in reading.channels.addresses().filter(|address| self.may_have(Kind::Channel, *address)) {
            if let Some(id) = contacts::with_channel_before(self.db, address, before)?.first()
                && let Some(contact) = contacts::get(self.db, *id)?
            {
                return Ok(Some((contact, format!("the email {address}"))));
            }
        }
        for number in reading.channels.numbers().filter(|number| self.may_have(Kind::Channel, *number)) {
            let sharing = contacts::with_channel_before(self.db, number, before)?;
            // One that several people share joins nobody by itself, but somebody of the same name.
            let alone = sharing.len() == 1;
            for id in sharing {
                let Some(contact) = contacts::get(self.db, id)? else { continue };
                if same_person(&contact, &reading.more.name_key, &reading.channels, alone) {
                    return Ok(Some((contact, format!("the number {}", phone::shown(number, None)))));
                }
            }
        }
        Ok(None)
    }

    /// People who share a number, or a name and a company, with somebody new: told, never joined.
    pub fn possible_duplicates(&self, reading: &Reading) -> Result<Vec<String>, Refusal> {
        let mut found = Vec::new();
        for number in reading.channels.numbers() {
            if let Some(id) = contacts::with_channel(self.db, number)?.first() {
                let shown = phone::shown(number, None);
                found.push(format!("possible duplicate: {} has the number {shown} too", self.contact_name(*id)?));
            }
        }
        if found.is_empty() && !reading.more.name_key.is_empty() {
            found.extend(self.same_name_and_company(reading)?);
        }
        Ok(found)
    }

    fn same_name_and_company(&self, reading: &Reading) -> Result<Option<String>, Refusal> {
        let Some(company) = reading.more.company_key.as_deref().filter(|company| !company.is_empty()) else {
            return Ok(None);
        };
        for id in contacts::with_name(self.db, &reading.more.name_key)? {
            let Some(contact) = contacts::get(self.db, id)? else { continue };
            if contact.company.as_deref().map(text::fold).as_deref() == Some(company) {
                return Ok(Some(format!("possible duplicate: contact {id} has the same name and company")));
            }
        }
        Ok(None)
    }

    fn contact_name(&self, id: ContactId) -> Result<String, Refusal> {
        Ok(contacts::get(self.db, id)?.map_or_else(String::new, |contact| contact.called().to_owned()))
    }
}

/// Whether somebody who came with the same number is the same person: not when name and email both speak
/// against it (a switchboard), and on a number that several share only when the name speaks for it.
fn same_person(contact: &Contact, name: &str, channels: &Channels, alone: bool) -> bool {
    let known = text::fold(&contact.name);
    if !known.is_empty() && !name.is_empty() && known == name {
        return true;
    }
    if !alone {
        return false;
    }
    let names_differ = !known.is_empty() && !name.is_empty();
    let theirs: Vec<&str> = contact
        .channels
        .iter()
        .filter(|channel| channel.kind == ChannelKind::Email)
        .filter_map(|channel| channel.normal.as_deref())
        .collect();
    let ours: Vec<&str> = channels.addresses().collect();
    let emails_differ = !theirs.is_empty() && !ours.is_empty() && !ours.iter().any(|address| theirs.contains(address));
    !(names_differ && emails_differ)
}
