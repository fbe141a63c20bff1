//! One row of cells into a candidate lead, wherever the cells came from.

use crate::{
    domain::{lead::NewLead, text},
    intake::{
        date,
        fault::RowFault,
        field::Field,
        headings::{Column, Headings, Meaning, free, unnamed},
        value,
    },
};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Makes a candidate of a row of cells, in the order of `headings`. Cells may be missing at the end, and
/// more than there are headings are kept as “column N”. Dates without an offset are on the clocks of
/// `zone`.
///
/// Nothing a cell says is lost: what no field takes is in [`NewLead::extra`] under its heading, and so is
/// a value that its field cannot take (a date that could be two days, a dialling code for a country). A
/// row whose date could not be read has no `captured_at`: the caller must not take it for a lead that is
/// live, as it would one that was typed in.
///
/// # Errors
/// [`RowFault::Unreachable`] when there is no phone, no email and no external id, not even as text.
pub fn candidate<S: AsRef<str>>(
    headings: &Headings,
    cells: &[S],
    zone: Tz,
) -> Result<NewLead, RowFault> {
    let mut draft = Draft {
        zone,
        ..Draft::default()
    };
    for (index, cell) in cells.iter().enumerate() {
        let Some(cell) = value::present(cell.as_ref()) else {
            continue;
        };
        match headings.columns.get(index) {
            Some(column) => draft.take(
                column,
                if column.prefixed {
                    value::unprefixed(cell)
                } else {
                    cell
                },
            ),
            None => keep(&mut draft.lead.extra, &unnamed(index), cell),
        }
    }
    draft.finish()
}

/// A candidate in the making: what is joined from several columns stands beside it.
#[derive(Default)]
struct Draft {
    lead: NewLead,
    zone: Tz,
    first: Option<Part>,
    middle: Option<Part>,
    last: Option<Part>,
    street_more: Option<String>,
    other_phones: Vec<String>,
    other_emails: Vec<String>,
}

/// A part of a name, with the heading to keep it under when the whole name is there too.
struct Part {
    heading: String,
    text: String,
}

impl Draft {
    fn take(&mut self, column: &Column, cell: &str) {
        let extra = &mut self.lead.extra;
        let field = match &column.meaning {
            Meaning::Field(field) => *field,
            Meaning::Token(token) if !self.lead.tokens.contains_key(token) => {
                self.lead.tokens.insert(token.clone(), text::clean(cell));
                return;
            }
            Meaning::Token(_) | Meaning::Extra => return keep(extra, &column.heading, cell),
        };
        let long = cell.chars().count();
        let fits = match field {
            Field::Status | Field::Consent => false,
            Field::Country => !cell.starts_with(|c: char| c == '+' || c.is_ascii_digit()),
            Field::Zone => cell.parse::<Tz>().is_ok(),
            Field::CapturedAt => {
                self.lead.captured_at = date::read(cell, self.zone);
                self.lead.captured_at.is_some()
            }
            Field::Note | Field::Problem => long <= text::NOTE_MAX,
            _ => long <= text::FIELD_MAX,
        };
        if !fits {
            keep(extra, &column.heading, cell);
        }
        let lead = &mut self.lead;
        let slot = match field {
            Field::Phone => return lead.phones.extend(value::phones(cell)),
            Field::OtherPhone => return self.other_phones.extend(value::phones(cell)),
            Field::Email => return lead.emails.extend(value::emails(cell)),
            Field::OtherEmail => return self.other_emails.extend(value::emails(cell)),
            Field::FirstName => return self.first = Part::new(column, cell),
            Field::MiddleName => return self.middle = Part::new(column, cell),
            Field::LastName => return self.last = Part::new(column, cell),
            Field::CapturedAt | Field::Status | Field::Consent => return,
            Field::Country | Field::Zone if !fits => return,
            Field::Note => return lead.note = lines(cell),
            Field::Problem => return lead.problem = lines(cell),
            Field::Name => &mut lead.name,
            Field::JobTitle => &mut lead.job_title,
            Field::Company => &mut lead.company,
            Field::Industry => &mut lead.industry,
            Field::Size => &mut lead.size,
            Field::Street => &mut lead.street,
            Field::StreetMore => &mut self.street_more,
            Field::City => &mut lead.city,
            Field::Region => &mut lead.region,
            Field::PostalCode => &mut lead.postal_code,
            Field::Country => &mut lead.country,
            Field::Zone => &mut lead.zone,
            Field::Source => &mut lead.source,
            Field::Campaign => &mut lead.campaign,
            Field::OwnerHint => &mut lead.owner_hint,
            Field::ExternalId => &mut lead.external_id,
        };
        *slot = line(cell);
    }

    fn finish(mut self) -> Result<NewLead, RowFault> {
        self.join_name();
        let mut lead = self.lead;
        lead.phones.append(&mut self.other_phones);
        lead.emails.append(&mut self.other_emails);
        for channels in [&mut lead.phones, &mut lead.emails] {
            let mut seen = std::collections::BTreeSet::new();
            channels.retain(|channel| seen.insert(channel.clone()));
        }
        if let Some(more) = self.street_more {
            lead.street = Some(
                lead.street
                    .map_or(more.clone(), |street| format!("{street}, {more}")),
            );
        }
        for (field, token) in [
            (&mut lead.source, "utm_source"),
            (&mut lead.campaign, "utm_campaign"),
        ] {
            if field.is_none() {
                *field = lead.tokens.get(token).cloned();
            }
        }
        if lead.phones.is_empty() && lead.emails.is_empty() && lead.external_id.is_none() {
            return Err(RowFault::Unreachable);
        }
        Ok(lead)
    }

    /// A “Name” beside a first or last name may be the whole or only the other half, as in “Vorname, Name”
    /// and “Nombre, Apellidos”: it is the whole when the half stands in it.
    fn join_name(&mut self) {
        let halves = [
            self.first.as_ref(),
            self.middle.as_ref(),
            self.last.as_ref(),
        ];
        let joined =
            |parts: [Option<&str>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let [first, middle, last] = halves.map(|part| part.map(|part| part.text.as_str()));
        let Some(name) = self.lead.name.as_deref() else {
            let name = joined([first, middle, last]);
            self.lead.name = (!name.is_empty()).then_some(name);
            return;
        };
        let within = |part: &str| {
            let (name, part) = (
                format!(" {} ", text::fold(name)),
                format!(" {} ", text::fold(part)),
            );
            name.contains(&part)
        };
        let whole = match (first, last) {
            (Some(first), None) if !within(first) => joined([Some(first), middle, Some(name)]),
            (None, Some(last)) if !within(last) => joined([Some(name), middle, Some(last)]),
            _ => {
                for part in halves
                    .into_iter()
                    .flatten()
                    .filter(|part| !within(&part.text))
                {
                    keep(&mut self.lead.extra, &part.heading, &part.text);
                }
                return;
            }
        };
        self.lead.name = Some(whole);
    }
}

impl Part {
    fn new(column: &Column, cell: &str) -> Option<Self> {
        line(cell).map(|text| Self {
            heading: column.heading.clone(),
            text,
        })
    }
}

fn line(cell: &str) -> Option<String> {
    Some(text::clean(cell)).filter(|text| !text.is_empty())
}

fn lines(cell: &str) -> Option<String> {
    Some(text::clean_lines(cell)).filter(|text| !text.is_empty())
}

/// Keeps a value under a heading, beside what is there already. What is longer than a note may be is
/// kept in pieces.
fn keep(extra: &mut BTreeMap<String, String>, heading: &str, cell: &str) {
    let mut rest = cell;
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(text::NOTE_MAX)
            .map_or(rest.len(), |(end, _)| end);
        let (piece, after) = rest.split_at(end);
        if let Some(piece) = lines(piece) {
            let heading = free(heading, |name| extra.contains_key(name));
            extra.insert(heading, piece);
        }
        rest = after;
    }
}

#[cfg(test)]
#[path = "candidate_tests.rs"]
mod tests;
