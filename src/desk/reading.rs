//! A capture as it was read: all that can be known of it without asking the file of leads. No transaction waits
//! for this, and an import does it on a thread of its own.

use crate::{
    desk::{Refusal, derive},
    domain::{
        contact::{Channel, ChannelKind, Contact, Standing},
        email::Email,
        exact::ExactRow,
        ids::{ContactId, LeadId},
        lead::{Lead, NewLead, UNKNOWN_SOURCE},
        phone::{self, Phone},
        qualification::Qualification,
        stage::{Stage, Status},
        text,
        time::Timestamp,
    },
    intake,
};
use chrono_tz::Tz;

/// How a capture came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) struct Coming {
    /// As it happens, not from a file.
    pub live: bool,
    /// What an identical row is known by; only rows of files have one.
    pub fingerprint: Option<i64>,
}

impl Coming {
    /// As a row of a file.
    pub fn from_file(new: &NewLead) -> Self {
        let print = intake::fingerprint(new);
        let fingerprint = print.get(..16).and_then(|hex| u64::from_str_radix(hex, 16).ok()).map(u64::cast_signed);
        Self { live: false, fingerprint }
    }
}

/// A person and their enquiry, in the form in which they would be written; they have no numbers yet.
#[derive(Debug, Clone)]
pub(in crate::desk) struct Reading {
    /// What was said, as given.
    pub said: Said,
    /// Who it is.
    pub contact: Contact,
    /// And what is written with it.
    pub more: More,
    /// Every channel that was given, those twice too.
    pub channels: Channels,
    /// The enquiry.
    pub lead: Lead,
    /// What an identical row is known by.
    pub fingerprint: Option<i64>,
    /// What the contact is found by.
    pub words: String,
    /// Where they may be.
    pub zones: Vec<Tz>,
}

/// What somebody said of an enquiry, for whoever reads of it again.
#[derive(Debug, Clone)]
pub(in crate::desk) struct Said {
    pub source: Option<String>,
    pub problem: Option<String>,
    pub note: Option<String>,
}

/// What is known of a contact beside what a card shows.
#[derive(Debug, Clone)]
pub(in crate::desk) struct More {
    /// The name as it is compared.
    pub name_key: String,
    /// The company as it is compared.
    pub company_key: Option<String>,
    /// Their trade, which goes to the account that is made from the contact.
    pub industry: Option<String>,
    /// The size of their company.
    pub size: Option<String>,
}

impl Reading {
    /// Reads a capture; `home` is the business's own country.
    pub fn of(new: NewLead, coming: Coming, home: &str, now: Timestamp) -> Self {
        let contact = contact(&new);
        let channels = Channels::read(&new, contact.country_or(home));
        Self::with(contact, channels, new, coming, now)
    }

    /// Takes the lead out of a row of an exact file, and reads it.
    pub fn exact(row: &mut ExactRow, home: &str, now: Timestamp) -> Self {
        let new = std::mem::take(&mut row.new);
        let contact = contact(&new);
        let mut channels = Channels::read(&new, contact.country_or(home));
        for phone in channels.phones.iter_mut().filter(|phone| row.no_numbers.contains(&phone.given)) {
            phone.keep_as_text();
        }
        let coming = Coming::from_file(&new);
        Self::with(contact, channels, new, coming, now)
    }

    fn with(contact: Contact, channels: Channels, mut new: NewLead, coming: Coming, now: Timestamp) -> Self {
        let contact = Contact { channels: channels.beyond(&[]), ..contact };
        Self {
            more: More {
                name_key: text::fold(&contact.name),
                company_key: contact.company.as_deref().map(text::fold),
                industry: clean(&new.industry),
                size: clean(&new.size),
            },
            words: derive::words(&contact),
            zones: derive::zones(&contact),
            fingerprint: coming.fingerprint,
            lead: lead(&mut new, coming.live, now),
            said: Said { source: new.source, problem: new.problem, note: new.note },
            contact,
            channels,
        }
    }

    pub fn must_be_known_by_something(&self) -> Result<(), Refusal> {
        if self.channels.is_empty() && self.lead.external_id.is_none() {
            return Err(Refusal::Unfit {
                field: "lead",
                fault: "a phone, an email or an external id is needed to know somebody by".to_owned(),
            });
        }
        Ok(())
    }
}

fn clean(field: &Option<String>) -> Option<String> {
    text::typed(field.as_deref())
}

/// Who it is, still without channels.
fn contact(new: &NewLead) -> Contact {
    let country = clean(&new.country).map(|given| phone::country_code(&given).map_or(given, str::to_owned));
    Contact {
        id: ContactId(0),
        version: 0,
        name: clean(&new.name).unwrap_or_default(),
        job_title: clean(&new.job_title),
        persona: None,
        company: clean(&new.company),
        account: None,
        street: clean(&new.street),
        city: clean(&new.city),
        region: clean(&new.region),
        postal_code: clean(&new.postal_code),
        country,
        zone: clean(&new.zone).and_then(|zone| zone.parse().ok()),
        owner: None,
        channels: Vec::new(),
    }
}

fn lead(new: &mut NewLead, live: bool, now: Timestamp) -> Lead {
    let (tokens, mut extra) = (std::mem::take(&mut new.tokens), std::mem::take(&mut new.extra));
    if let Some(owner) = clean(&new.owner_hint) {
        extra.insert("owner elsewhere".to_owned(), owner);
    }
    Lead {
        id: LeadId(0),
        version: 0,
        contact: ContactId(0),
        // The lead's number where it came from; blanks are none.
        external_id: clean(&new.external_id),
        source: clean(&new.source).unwrap_or_else(|| UNKNOWN_SOURCE.to_owned()).to_lowercase(),
        campaign: clean(&new.campaign),
        tokens,
        extra,
        problem: clean(&new.problem),
        buyer_phase: None,
        captured_at: new.captured_at.unwrap_or(now).min(now),
        recorded_at: now,
        live,
        stage: Stage::Captured,
        status: Status::Open,
        owner: None,
        team: None,
        qualification: Qualification::default(),
        lane: None,
        cause: None,
        next_at: None,
        next_kind: None,
        tries: 0,
        reject_reason: None,
        ended_at: None,
    }
}

/// The channels that a new lead came with, read once.
#[derive(Debug, Clone, Default)]
pub(in crate::desk) struct Channels {
    pub phones: Vec<Phone>,
    pub emails: Vec<Email>,
}

impl Channels {
    /// Reads them as people of that country write them.
    fn read(new: &NewLead, country: &str) -> Self {
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
        self.numbers().next().is_some() || self.addresses().next().is_some()
    }

    /// The numbers that can be dialled.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.phones.iter().filter_map(|phone| phone.e164.as_deref())
    }

    /// The addresses that can be mailed.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.emails.iter().filter_map(|email| email.normal.as_deref())
    }

    /// What cannot be used, and why.
    pub fn faults(&self) -> Vec<String> {
        let phones = self.phones.iter().filter_map(|phone| {
            phone.fault.as_ref().map(|fault| format!("the phone “{}” is kept as text: {fault}", phone.given))
        });
        let emails = self.emails.iter().filter_map(|email| {
            email.fault.as_ref().map(|fault| format!("the email “{}” is kept as text: {fault}", email.given))
        });
        phones.chain(emails).collect()
    }

    /// Those that are not among the `known` ones, as channels to be written; the first of a kind is preferred.
    pub fn beyond(&self, known: &[Channel]) -> Vec<Channel> {
        let key = |normal: &Option<String>, given: &str| normal.clone().unwrap_or_else(|| text::fold(given));
        let mut seen: Vec<(ChannelKind, String)> =
            known.iter().map(|channel| (channel.kind, key(&channel.normal, &channel.given))).collect();
        let phones = self.phones.iter().map(|phone| {
            let fault = phone.fault.as_ref().map(ToString::to_string);
            (ChannelKind::Phone, &phone.given, &phone.e164, phone.extension.clone(), fault)
        });
        let emails = self.emails.iter().map(|email| {
            let fault = email.fault.as_ref().map(ToString::to_string);
            (ChannelKind::Email, &email.given, &email.normal, None, fault)
        });
        let mut beyond = Vec::new();
        for (kind, given, normal, extension, fault) in phones.chain(emails) {
            let key = (kind, key(normal, given));
            if seen.contains(&key) {
                continue;
            }
            let first = !seen.iter().any(|(other, _)| *other == kind);
            seen.push(key);
            beyond.push(Channel {
                id: 0,
                kind,
                given: given.clone(),
                normal: normal.clone(),
                extension,
                fault,
                standing: if first { Standing::Preferred } else { Standing::Allowed },
            });
        }
        beyond
    }
}
