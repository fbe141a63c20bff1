//! Match: whose enquiry is this? By normalised email, then by number, in the transaction that writes it.

use crate::{
    desk::{Refusal, work::Work},
    domain::{
        contact::{ChannelKind, Contact},
        email::Email,
        ids::{ContactId, Seq},
        lead::NewLead,
        phone::{self, Phone},
        text,
    },
    store::contacts,
};

/// The channels that a new lead came with, read once.
#[derive(Debug, Clone, Default)]
pub(in crate::desk) struct Channels {
    pub phones: Vec<Phone>,
    pub emails: Vec<Email>,
}

impl Channels {
    /// Reads them with the lead's own country, else the business's.
    pub fn read(new: &NewLead, home: &str) -> Self {
        let country = new.country.as_deref().and_then(phone::country_code).unwrap_or(home);
        let given = |texts: &[String]| -> Vec<String> {
            texts.iter().map(|given| text::clean(given)).filter(|given| !given.is_empty()).collect()
        };
        Self {
            phones: given(&new.phones).iter().map(|given| Phone::read(given, Some(country))).collect(),
            emails: given(&new.emails).iter().map(|given| Email::read(given)).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.phones.is_empty() && self.emails.is_empty()
    }

    pub fn has_usable(&self) -> bool {
        self.phones.iter().any(|phone| phone.e164.is_some()) || self.emails.iter().any(|email| email.normal.is_some())
    }
}

/// Whose enquiry it is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::desk) enum Match {
    /// Somebody we know, and by what.
    Contact(Box<Contact>, String),
    /// Nobody we know; perhaps with people who share a number, or a name and a company: told, never joined.
    New(Vec<String>),
}

impl Work<'_> {
    /// Whose it is, among those who were known before the entry `before`.
    pub fn find_contact(&self, new: &NewLead, channels: &Channels, before: Seq) -> Result<Match, Refusal> {
        for address in channels.emails.iter().filter_map(|email| email.normal.as_deref()) {
            if let Some(id) = contacts::with_channel_before(self.db, address, before)?.first()
                && let Some(contact) = contacts::get(self.db, *id)?
            {
                return Ok(Match::Contact(Box::new(contact), format!("the email {address}")));
            }
        }
        let mut hints = Vec::new();
        let name = new.name.as_deref().map(text::fold).unwrap_or_default();
        for number in channels.phones.iter().filter_map(|phone| phone.e164.as_deref()) {
            let sharing = contacts::with_channel_before(self.db, number, before)?;
            let shown = phone::shown(number, None);
            // One that several people share joins nobody by itself, but somebody of the same name.
            let alone = sharing.len() == 1;
            for id in &sharing {
                let Some(contact) = contacts::get(self.db, *id)? else { continue };
                if same_person(&contact, &name, channels, alone) {
                    return Ok(Match::Contact(Box::new(contact), format!("the number {shown}")));
                }
            }
            if let Some(id) = sharing.first() {
                hints.push(format!("possible duplicate: {} has the number {shown} too", self.contact_name(*id)?));
            }
        }
        if hints.is_empty() && !name.is_empty() {
            hints.extend(self.same_name_and_company(new, &name)?);
        }
        Ok(Match::New(hints))
    }

    fn same_name_and_company(&self, new: &NewLead, name: &str) -> Result<Option<String>, Refusal> {
        let Some(company) = new.company.as_deref().map(text::fold).filter(|company| !company.is_empty()) else {
            return Ok(None);
        };
        for id in contacts::with_name(self.db, name)? {
            let Some(contact) = contacts::get(self.db, id)? else { continue };
            if contact.company.as_deref().map(text::fold).as_deref() == Some(company.as_str()) {
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
    let ours: Vec<&str> = channels.emails.iter().filter_map(|email| email.normal.as_deref()).collect();
    let emails_differ = !theirs.is_empty() && !ours.is_empty() && !ours.iter().any(|address| theirs.contains(address));
    !(names_differ && emails_differ)
}
