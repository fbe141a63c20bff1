//! `edit`: any field of a lead, its contact and its channels.

use crate::{
    cli::{exit::Exit, failure::Failure, read, session::Session},
    desk::{
        Refusal,
        command::{Command, Edit as Change, On},
    },
    domain::{
        contact::{Channel, ChannelKind, Contact, Standing},
        ids::LeadId,
        phone::Phone,
        qualification::BuyerPhase,
        text,
    },
};
use clap::Args;

/// Change fields of a lead and its contact
///
/// Fields: name, job_title, persona, company, street, city, region, postal_code, country, zone, problem, phase
/// (awareness, research, decision). An empty value clears a field. Phones and emails: `phone=NUMBER` in place of
/// the only one, `phone+=NUMBER` one more, `phone-=NUMBER` takes one away; the same with `email`. Among several:
/// `channel.ID=TEXT`, and `use.ID=preferred`, `allowed` or `not_to_be_used`; `callsheet show` has the IDs.
#[derive(Debug, Args)]
pub struct Edit {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// What becomes of which field
    #[arg(required = true, value_name = "FIELD=VALUE")]
    changes: Vec<String>,
}

impl Edit {
    /// Changes them.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let card = session.desk.card(self.lead, session.now)?;
        let country = card.contact.country_or(&session.desk.settings().country);
        let edits =
            self.changes.iter().map(|change| one(change, &card.contact, country)).collect::<Result<Vec<_>, _>>()?;
        session.change(&Command::Edit { on: On::from(self.lead), edits })
    }
}

fn one(change: &str, contact: &Contact, country: &str) -> Result<Change, Failure> {
    let Some((field, value)) = change.split_once('=') else {
        return Err(Failure::Usage(format!("“{change}” is not a change; write it as field=value")));
    };
    let value = value.trim().to_owned();
    let field = field.trim().to_lowercase().replace('-', "_");
    if let Some(id) = field.strip_prefix("channel.") {
        return Ok(Change::Channel(number(id)?, value));
    }
    if let Some(id) = field.strip_prefix("use.") {
        let standing: Standing = value.parse().map_err(|fault| Failure::Usage(format!("{field}: {fault}")))?;
        return Ok(Change::Standing(number(id)?, standing));
    }
    Ok(match field.as_str() {
        "name" => Change::Name(value),
        "job_title" => Change::JobTitle(value),
        "persona" => Change::Persona(value),
        "company" => Change::Company(value),
        "street" => Change::Street(value),
        "city" => Change::City(value),
        "region" => Change::Region(value),
        "postal_code" => Change::PostalCode(value),
        "country" => Change::Country(value),
        "zone" => Change::Zone(value),
        "problem" => Change::Problem(value),
        "phase" if value.is_empty() => Change::Phase(None),
        "phase" => {
            let phase: BuyerPhase = value.parse().map_err(|fault| Failure::Usage(format!("phase: {fault}")))?;
            Change::Phase(Some(phase))
        }
        "phone+" => Change::AddPhone(value),
        "email+" => Change::AddEmail(value),
        "phone_" => Change::RemoveChannel(which(contact, ChannelKind::Phone, &value, country)?.id),
        "email_" => Change::RemoveChannel(which(contact, ChannelKind::Email, &value, country)?.id),
        "phone" => instead(contact, ChannelKind::Phone, value)?,
        "email" => instead(contact, ChannelKind::Email, value)?,
        _ => {
            return Err(Failure::Usage(format!("there is no field “{field}”; `callsheet help edit` lists them")));
        }
    })
}

fn number(text: &str) -> Result<i64, Failure> {
    text.parse().map_err(|_| Failure::Usage(format!("“{text}” is not the number of a phone or email")))
}

fn of_kind(contact: &Contact, kind: ChannelKind) -> Vec<&Channel> {
    contact.channels.iter().filter(|channel| channel.kind == kind).collect()
}

/// The channel that a value means: as it was given, as it is shown, or the same number written otherwise.
fn which<'a>(contact: &'a Contact, kind: ChannelKind, value: &str, country: &str) -> Result<&'a Channel, Failure> {
    let wanted = text::clean(value);
    let normal = match kind {
        ChannelKind::Phone => Phone::read(&wanted, Some(country)).e164,
        ChannelKind::Email => Some(wanted.to_lowercase()),
    };
    let found = of_kind(contact, kind).into_iter().find(|channel| {
        channel.given == wanted || channel.shown() == wanted || (normal.is_some() && channel.normal == normal)
    });
    found.ok_or_else(|| Refusal::Unknown { what: kind.slug(), which: format!("{wanted} of this contact") }.into())
}

/// Another text in place of the only one; the first one where there is none yet.
fn instead(contact: &Contact, kind: ChannelKind, value: String) -> Result<Change, Failure> {
    match (of_kind(contact, kind).as_slice(), kind, value.is_empty()) {
        ([only], _, true) => Ok(Change::RemoveChannel(only.id)),
        ([only], _, false) => Ok(Change::Channel(only.id, value)),
        ([], ChannelKind::Phone, false) => Ok(Change::AddPhone(value)),
        ([], ChannelKind::Email, false) => Ok(Change::AddEmail(value)),
        ([], _, true) => Err(Failure::Usage(format!("there is no {} to clear", kind.slug()))),
        (several, ..) => {
            let list: Vec<String> =
                several.iter().map(|channel| format!("channel.{}={}", channel.id, channel.shown())).collect();
            Err(Failure::Usage(format!("there are several; say which: {}", list.join(", "))))
        }
    }
}
