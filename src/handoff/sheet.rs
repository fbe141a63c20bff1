//! The columns of a spreadsheet, by headings that our own import knows, too.

use crate::{
    domain::{contact::ChannelKind, text, time::Timestamp},
    handoff::leaving::Leaving,
};
use chrono::Datelike;
use std::collections::BTreeSet;

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// A phone number, as people read it.
    Phone(String),
    /// A number to count with.
    Number(i64),
    /// An instant, in years that spreadsheets have.
    Time(Timestamp),
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Nothing, |text| Self::Text(text.to_owned()))
    }
}

impl From<Timestamp> for Cell {
    fn from(at: Timestamp) -> Self {
        // Before 1900 spreadsheets have no days.
        if at.utc().year() > 1900 { Self::Time(at) } else { Self::Text(at.iso()) }
    }
}

type Read = fn(&Leaving) -> Cell;

/// Heading, width in letters, and what stands there.
const COLUMNS: &[(&str, u16, Read)] = &[
    ("Lead", 8, |out| Cell::Number(out.lead.id.0)),
    ("Name", 24, |out| Some(out.contact.name.as_str()).into()),
    ("Job title", 20, |out| out.contact.job_title.as_deref().into()),
    ("Persona", 14, |out| out.contact.persona.as_deref().into()),
    ("Company", 24, |out| out.contact.company.as_deref().into()),
    ("Industry", 16, |out| out.industry.as_deref().into()),
    ("Company size", 12, |out| out.size.as_deref().into()),
    ("Phone", 20, |out| {
        let first = out.usable(ChannelKind::Phone).next();
        first.map_or(Cell::Nothing, |phone| match phone.normal {
            Some(_) => Cell::Phone(phone.shown()),
            None => Cell::Text(phone.given.clone()),
        })
    }),
    ("Other phone", 20, |out| others(out, ChannelKind::Phone)),
    ("Do not call", 11, |out| Some(if out.do_not_call.is_empty() { "" } else { "yes" }).into()),
    ("Email", 28, |out| {
        Some(out.usable(ChannelKind::Email).next().map(|email| email.shown()).as_deref().unwrap_or_default()).into()
    }),
    ("Other email", 28, |out| others(out, ChannelKind::Email)),
    ("Street", 24, |out| out.contact.street.as_deref().into()),
    ("City", 16, |out| out.contact.city.as_deref().into()),
    ("Region", 14, |out| out.contact.region.as_deref().into()),
    ("Postal code", 11, |out| out.contact.postal_code.as_deref().into()),
    ("Country", 10, |out| out.contact.country.as_deref().into()),
    ("Time zone", 18, |out| out.contact.zone.map(|zone| zone.name()).into()),
    ("Source", 14, |out| Some(out.lead.source.as_str()).into()),
    ("Campaign", 16, |out| out.lead.campaign.as_deref().into()),
    ("Problem", 30, |out| out.lead.problem.as_deref().into()),
    ("Buyer phase", 12, |out| out.lead.buyer_phase.map(|phase| phase.label()).into()),
    ("Captured at", 18, |out| out.lead.captured_at.into()),
    ("Owner", 12, |out| Some(out.owner.as_str()).into()),
    ("Team", 12, |out| out.team.as_deref().into()),
    ("Stage", 20, |out| Some(out.lead.stage.label()).into()),
    ("Status", 12, |out| Some(out.lead.status.label()).into()),
    ("Nurture lane", 14, |out| out.lead.lane.map(|lane| lane.label()).into()),
    ("Score", 7, |out| Cell::Number(out.score)),
    ("Attempts", 9, |out| Cell::Number(out.lead.tries)),
    ("Next at", 18, |out| out.lead.next_at.map_or(Cell::Nothing, Cell::from)),
    ("Budget", 7, |out| out.lead.qualification.budget.map_or(Cell::Nothing, Cell::Number)),
    ("Authority", 9, |out| yes_no(out.lead.qualification.authority)),
    ("Need there", 10, |out| yes_no(out.lead.qualification.need)),
    ("Timeframe", 16, |out| out.lead.qualification.timeframe.map(|frame| frame.label()).into()),
    ("Reject reason", 16, |out| out.lead.reject_reason.as_deref().into()),
    ("Ended at", 18, |out| out.lead.ended_at.map_or(Cell::Nothing, Cell::from)),
    ("External id", 16, |out| out.lead.external_id.as_deref().into()),
    ("Note", 40, |out| out.note().as_deref().into()),
];

/// Letters that a column of the file's own is wide.
const OWN_WIDTH: u16 = 18;

fn others(out: &Leaving, kind: ChannelKind) -> Cell {
    let rest: Vec<String> = out.usable(kind).skip(1).map(|channel| channel.shown()).collect();
    match (rest.as_slice(), kind) {
        ([one], ChannelKind::Phone) if one.starts_with('+') => Cell::Phone(one.clone()),
        _ => Some(rest.join(" / ").as_str()).into(),
    }
}

fn yes_no(known: Option<bool>) -> Cell {
    known.map(|yes| if yes { "yes" } else { "no" }).into()
}

/// A column that came with the leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Own {
    Token(String),
    Extra(String),
}

/// The columns of one spreadsheet: ours, then those that came with the leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    headings: Vec<String>,
    own: Vec<Own>,
}

impl Sheet {
    /// With the tracking tokens and extra columns of these names.
    #[must_use]
    pub fn with(tokens: BTreeSet<String>, extra: BTreeSet<String>) -> Self {
        let mut sheet =
            Self { headings: COLUMNS.iter().map(|(heading, ..)| (*heading).to_owned()).collect(), own: Vec::new() };
        let own = tokens.into_iter().map(Own::Token).chain(extra.into_iter().map(Own::Extra));
        for column in own {
            let (Own::Token(name) | Own::Extra(name)) = &column;
            let name = text::clean(name);
            // A “Name” of the file's own beside ours is “Name (2)”.
            let free = (1_u32..)
                .map(|n| if n == 1 { name.clone() } else { format!("{name} ({n})") })
                .find(|free| !sheet.headings.iter().any(|taken| taken.eq_ignore_ascii_case(free)));
            sheet.headings.push(free.unwrap_or_default());
            sheet.own.push(column);
        }
        sheet
    }

    /// The headings, first to last.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The width of each column, in letters.
    pub(super) fn widths(&self) -> impl Iterator<Item = u16> {
        COLUMNS.iter().map(|(_, width, _)| *width).chain(self.own.iter().map(|_| OWN_WIDTH))
    }

    /// The cells of a lead, under the headings.
    pub fn cells(&self, out: &Leaving) -> impl Iterator<Item = Cell> {
        let own = self.own.iter().map(|column| match column {
            Own::Token(name) => out.lead.tokens.get(name),
            Own::Extra(name) => out.lead.extra.get(name),
        });
        COLUMNS.iter().map(|(_, _, read)| read(out)).chain(own.map(|value| value.map(String::as_str).into()))
    }
}
