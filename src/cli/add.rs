//! `add`: one lead, typed.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::{Session, typed},
    },
    desk::command::Command,
    domain::{
        lead::{NewLead, UNKNOWN_SOURCE},
        text,
    },
};
use clap::Args;

/// Add a lead
///
/// A phone, an email or an external id is enough. Somebody who is known already is joined, and the answer says to
/// what: an open lead of theirs is lifted in the queue.
#[derive(Debug, Args)]
pub struct Add {
    /// The person's name
    #[arg(long)]
    name: Option<String>,
    /// A phone number, the preferred first
    #[arg(long = "phone", value_name = "NUMBER")]
    phones: Vec<String>,
    /// A mail address, the preferred first
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// Where they work
    #[arg(long)]
    company: Option<String>,
    /// What they do there
    #[arg(long)]
    job_title: Option<String>,
    /// How they came to us; unknown when nobody says
    #[arg(long)]
    source: Option<String>,
    /// Which campaign brought them
    #[arg(long)]
    campaign: Option<String>,
    /// The problem they want solved
    #[arg(long)]
    problem: Option<String>,
    /// A remark to keep with the lead
    #[arg(long)]
    note: Option<String>,
    /// The lead's number where it comes from; a second one with it is a duplicate
    #[arg(long, value_name = "ID")]
    external_id: Option<String>,
    /// Country, by name or code
    #[arg(long)]
    country: Option<String>,
    /// Town
    #[arg(long)]
    city: Option<String>,
    /// State or province
    #[arg(long)]
    region: Option<String>,
    /// Their time zone, like America/Chicago
    #[arg(long)]
    zone: Option<String>,
    /// A tracking token, like utm_source=news
    #[arg(long = "token", value_name = "NAME=VALUE", value_parser = read::pair)]
    tokens: Vec<(String, String)>,
}

impl Add {
    /// Adds it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let clean = |all: Vec<String>| all.iter().map(|one| text::clean(one)).filter(|one| !one.is_empty()).collect();
        let zone = typed(self.zone);
        if let Some(zone) = &zone
            && zone.parse::<chrono_tz::Tz>().is_err()
        {
            return Err(Failure::Usage(format!("“{zone}” is not a time zone; write it as America/Chicago")));
        }
        let source = typed(self.source);
        let notes = source.iter().filter_map(|source| unlisted(source, session)).collect();
        let lead = NewLead {
            name: typed(self.name),
            job_title: typed(self.job_title),
            company: typed(self.company),
            phones: clean(self.phones),
            emails: clean(self.emails),
            city: typed(self.city),
            region: typed(self.region),
            country: typed(self.country),
            zone,
            source,
            campaign: typed(self.campaign),
            tokens: self.tokens.iter().map(|(name, value)| (text::clean(name), text::clean(value))).collect(),
            problem: typed(self.problem),
            external_id: typed(self.external_id),
            note: self.note,
            ..NewLead::default()
        };
        session.change_noting(&Command::Capture(Box::new(lead)), notes)
    }
}

/// A source is never refused; but a slip of the fingers makes a new slice in every report.
fn unlisted(source: &str, session: &Session<'_>) -> Option<String> {
    let known = &session.desk.settings().sources;
    let listed =
        source.eq_ignore_ascii_case(UNKNOWN_SOURCE) || known.iter().any(|one| one.eq_ignore_ascii_case(source));
    (!listed).then(|| format!("“{source}” is not in the list of sources ({}); kept as given", known.join(", ")))
}
