//! A lead with all that leaves with it.

use crate::domain::{
    contact::{Channel, ChannelKind, Contact, Standing},
    exact::ExactRow,
    lead::{Lead, NewLead},
    phone::{self, Phone},
};
use serde_json::{Value, json};

/// A lead with all that leaves with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaving {
    /// The lead.
    pub lead: Lead,
    /// The person.
    pub contact: Contact,
    /// Their company's trade.
    pub industry: Option<String>,
    /// Their company's size, in people, as given.
    pub size: Option<String>,
    /// The rep responsible, by name; empty is nobody.
    pub owner: String,
    /// The team in whose pool it stands.
    pub team: Option<String>,
    /// 0 to 100, at the time of asking.
    pub score: i64,
    /// Those of their numbers that are on the do-not-call list.
    pub do_not_call: Vec<String>,
    /// Notes, oldest first.
    pub notes: Vec<String>,
}

impl Leaving {
    /// The channels of a kind that may be used, preferred first.
    pub(super) fn usable(&self, kind: ChannelKind) -> impl Iterator<Item = &Channel> {
        let channels = self.contact.channels.iter();
        channels.filter(move |channel| channel.kind == kind && channel.standing != Standing::NotToBeUsed)
    }

    /// All notes as one, as import takes them.
    pub(super) fn note(&self) -> Option<String> {
        Some(self.notes.join("\n\n")).filter(|note| !note.is_empty())
    }

    /// As a row of an exact file; `same_person` as in the row before.
    #[must_use]
    pub fn exact(&self, same_person: bool) -> ExactRow {
        let (lead, contact) = (&self.lead, &self.contact);
        let given = |kind| {
            let of_kind = contact.channels.iter().filter(|channel| channel.kind == kind);
            of_kind.map(|channel| self.given(channel)).collect()
        };
        let phones = contact.channels.iter().filter(|channel| channel.kind == ChannelKind::Phone);
        let no_numbers = phones.filter(|channel| channel.normal.is_none());
        let banned = |kind| {
            let banned = contact.channels.iter().filter(|channel| channel.standing == Standing::NotToBeUsed);
            banned.filter(|channel| channel.kind == kind).map(|channel| channel.key().to_owned()).collect()
        };
        ExactRow {
            same_person,
            new: NewLead {
                name: Some(contact.name.clone()).filter(|name| !name.is_empty()),
                job_title: contact.job_title.clone(),
                company: contact.company.clone(),
                industry: self.industry.clone(),
                size: self.size.clone(),
                phones: given(ChannelKind::Phone),
                emails: given(ChannelKind::Email),
                street: contact.street.clone(),
                city: contact.city.clone(),
                region: contact.region.clone(),
                postal_code: contact.postal_code.clone(),
                country: contact.country.clone(),
                zone: contact.zone.map(|zone| zone.name().to_owned()),
                source: Some(lead.source.clone()),
                campaign: lead.campaign.clone(),
                tokens: lead.tokens.clone(),
                problem: lead.problem.clone(),
                // Kept among the extra columns since it was captured.
                owner_hint: None,
                external_id: lead.external_id.clone(),
                note: self.note(),
                captured_at: Some(lead.captured_at),
                extra: lead.extra.clone(),
            },
            no_numbers: no_numbers.map(|channel| channel.given.clone()).collect(),
            phones_not_to_be_used: banned(ChannelKind::Phone),
            emails_not_to_be_used: banned(ChannelKind::Email),
            do_not_call: self.do_not_call.clone(),
        }
    }

    /// A channel as somebody wrote it; but a number that was written for use inside a country in full, where the
    /// person's own country does not say which.
    fn given(&self, channel: &Channel) -> String {
        let (ChannelKind::Phone, Some(number)) = (channel.kind, &channel.normal) else {
            return channel.given.clone();
        };
        let country = self.contact.country.as_deref().and_then(phone::country_code);
        let same = |country| {
            let read = Phone::read(&channel.given, country);
            read.e164.as_ref() == Some(number) && read.extension == channel.extension
        };
        // Two countries, one text: a number in the one, kept as text for the other.
        let twice = self.contact.channels.iter().any(|other| other.normal.is_none() && other.given == channel.given);
        if !twice && (same(None) || country.is_some() && same(country)) {
            return channel.given.clone();
        }
        let extension = channel.extension.as_ref().map(|digits| format!(" ext. {digits}"));
        format!("{number}{}", extension.unwrap_or_default())
    }

    /// As `show --json` has it, as far as it leaves.
    ///
    /// # Errors
    /// When a value has no JSON form.
    pub fn json(&self) -> serde_json::Result<Value> {
        let mut contact = self.contact.clone();
        contact.channels.retain(|channel| channel.standing != Standing::NotToBeUsed);
        let mut lead = serde_json::to_value(&self.lead)?;
        let more = json!({
            "contact": contact,
            "industry": self.industry,
            "size": self.size,
            "owner": if self.owner.is_empty() { None } else { Some(&self.owner) },
            "owner_id": self.lead.owner,
            "team": self.team,
            "team_id": self.lead.team,
            "score": self.score,
            "do_not_call": !self.do_not_call.is_empty(),
            "notes": self.notes,
        });
        if let (Value::Object(lead), Value::Object(more)) = (&mut lead, more) {
            lead.extend(more);
        }
        Ok(lead)
    }
}
