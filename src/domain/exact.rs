//! A lead as one row of an exact file: written and read by the same list of columns, so that what goes out comes
//! back the same. Nothing in such a row is guessed at; texts are taken as they stand.

use crate::domain::{lead::NewLead, text, time::Timestamp};
use std::collections::BTreeMap;

/// The headings of an exact file, first to last. The first one is its mark, and names the version of the format.
pub const HEADINGS: [&str; 27] = [
    "callsheet_exact_1",
    "external_id",
    "captured_at",
    "name",
    "job_title",
    "company",
    "industry",
    "size",
    "phones",
    "no_numbers",
    "emails",
    "phones_not_to_be_used",
    "emails_not_to_be_used",
    "do_not_call",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "zone",
    "source",
    "campaign",
    "problem",
    "note",
    "owner_hint",
    "tokens",
    "extra",
];

/// In the first cell of a row: somebody new, or one more lead of the person in the row before.
const OTHER: &str = "person";
const SAME: &str = "same person";

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExactRow {
    /// Another lead of the person in the row before.
    pub same_person: bool,
    /// The lead as it was captured, with what is known of the person by now.
    pub new: NewLead,
    /// Phones, as given, that are kept as text: also where a country would make a number of them.
    pub no_numbers: Vec<String>,
    /// Phones that are not to be used, by what they are known by ([`crate::domain::contact::Channel::key`]).
    pub phones_not_to_be_used: Vec<String>,
    /// Emails that are not to be used, likewise.
    pub emails_not_to_be_used: Vec<String>,
    /// Numbers, in E.164, on the do-not-call list.
    pub do_not_call: Vec<String>,
}

/// Why a row of an exact file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the column {column} {fault}; the row is not as it was exported")]
pub struct ExactFault {
    /// Which column.
    pub column: &'static str,
    /// What is wrong there.
    pub fault: String,
}

impl ExactRow {
    /// Its cells, in the order of [`HEADINGS`].
    #[must_use]
    pub fn cells(&self) -> [String; HEADINGS.len()] {
        // Taken apart by name, so that a new field cannot be forgotten here.
        let NewLead {
            name,
            job_title,
            company,
            industry,
            size,
            phones,
            emails,
            street,
            city,
            region,
            postal_code,
            country,
            zone,
            source,
            campaign,
            tokens,
            problem,
            owner_hint,
            external_id,
            note,
            captured_at,
            extra,
        } = &self.new;
        let line = |text: &Option<String>| text.as_deref().map(text::clean).unwrap_or_default();
        let lines = |text: &Option<String>| text.as_deref().map(text::clean_lines).unwrap_or_default();
        [
            if self.same_person { SAME } else { OTHER }.to_owned(),
            line(external_id),
            captured_at.map(Timestamp::iso).unwrap_or_default(),
            line(name),
            line(job_title),
            line(company),
            line(industry),
            line(size),
            list(phones),
            list(&self.no_numbers),
            list(emails),
            list(&self.phones_not_to_be_used),
            list(&self.emails_not_to_be_used),
            list(&self.do_not_call),
            line(street),
            line(city),
            line(region),
            line(postal_code),
            line(country),
            line(zone),
            line(source),
            line(campaign),
            lines(problem),
            lines(note),
            line(owner_hint),
            cell_of(tokens),
            cell_of(extra),
        ]
    }

    /// Reads a row of cells in the order of [`HEADINGS`].
    ///
    /// # Errors
    /// When a cell is not as [`ExactRow::cells`] writes it.
    pub fn read(cells: &[String]) -> Result<Self, ExactFault> {
        let mut cells = Cells { cells, at: 0 };
        let same_person = match cells.next()? {
            (_, OTHER) => false,
            (_, SAME) => true,
            (column, _) => {
                return Err(ExactFault { column, fault: format!("says neither “{OTHER}” nor “{SAME}”") });
            }
        };
        // In the order of the file: each takes the next cell.
        let external_id = cells.line()?;
        let captured_at = cells.time()?;
        let (name, job_title, company) = (cells.line()?, cells.line()?, cells.line()?);
        let (industry, size) = (cells.line()?, cells.line()?);
        let (phones, no_numbers, emails) = (cells.list()?, cells.list()?, cells.list()?);
        let (phones_not_to_be_used, emails_not_to_be_used) = (cells.list()?, cells.list()?);
        let do_not_call = cells.list()?;
        let (street, city, region) = (cells.line()?, cells.line()?, cells.line()?);
        let (postal_code, country, zone) = (cells.line()?, cells.line()?, cells.line()?);
        let (source, campaign) = (cells.line()?, cells.line()?);
        let (problem, note) = (cells.lines()?, cells.lines()?);
        let owner_hint = cells.line()?;
        let (tokens, extra) = (cells.pairs()?, cells.pairs()?);
        cells.end()?;
        Ok(Self {
            same_person,
            new: NewLead {
                name,
                job_title,
                company,
                industry,
                size,
                phones,
                emails,
                street,
                city,
                region,
                postal_code,
                country,
                zone,
                source,
                campaign,
                tokens,
                problem,
                owner_hint,
                external_id,
                note,
                captured_at,
                extra,
            },
            no_numbers,
            phones_not_to_be_used,
            emails_not_to_be_used,
            do_not_call,
        })
    }
}

/// Texts as one cell, a line each.
fn list(texts: &[String]) -> String {
    texts.iter().map(|text| text::clean(text)).collect::<Vec<_>>().join("\n")
}

/// Texts under names as one cell; an empty one where there are none.
fn cell_of(pairs: &BTreeMap<String, String>) -> String {
    let pairs = cleaned(pairs);
    // A map of texts always has a JSON form.
    if pairs.is_empty() { String::new() } else { serde_json::to_string(&pairs).unwrap_or_default() }
}

/// Safe names and texts; names that are the same once they are safe stay apart.
fn cleaned(pairs: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut safe = BTreeMap::new();
    for (name, value) in pairs {
        let base = text::clean(name);
        let short: String = base.chars().take(text::FIELD_MAX - 20).collect();
        // Cleaned once more, so that the same comes of it the next time.
        let others = (2_u32..).map(|n| text::clean(&format!("{short} ({n})")));
        let free = std::iter::once(base.clone()).chain(others).find(|name| !safe.contains_key(name));
        safe.insert(free.unwrap_or_default(), text::clean_lines(value));
    }
    safe
}

struct Cells<'a> {
    cells: &'a [String],
    at: usize,
}

impl<'a> Cells<'a> {
    fn next(&mut self) -> Result<(&'static str, &'a str), ExactFault> {
        let column = HEADINGS.get(self.at).copied().unwrap_or("behind the last");
        let cell = self.cells.get(self.at);
        self.at += 1;
        let cell = cell.ok_or_else(|| ExactFault { column, fault: "is missing".to_owned() })?;
        Ok((column, cell))
    }

    fn end(&self) -> Result<(), ExactFault> {
        if self.cells.len() <= self.at {
            return Ok(());
        }
        Err(ExactFault { column: "behind the last", fault: "is none of ours".to_owned() })
    }

    fn line(&mut self) -> Result<Option<String>, ExactFault> {
        let (column, cell) = self.next()?;
        fitting(column, cell, text::FIELD_MAX)?;
        Ok(Some(text::clean(cell)).filter(|text| !text.is_empty()))
    }

    fn lines(&mut self) -> Result<Option<String>, ExactFault> {
        let (column, cell) = self.next()?;
        fitting(column, cell, text::NOTE_MAX)?;
        Ok(Some(text::clean_lines(cell)).filter(|text| !text.is_empty()))
    }

    fn list(&mut self) -> Result<Vec<String>, ExactFault> {
        let (column, cell) = self.next()?;
        let parts = cell.lines().filter(|part| !part.is_empty());
        parts.map(|part| fitting(column, part, text::FIELD_MAX).map(|()| text::clean(part))).collect()
    }

    fn time(&mut self) -> Result<Option<Timestamp>, ExactFault> {
        let (column, cell) = self.next()?;
        if cell.is_empty() {
            return Ok(None);
        }
        let at = Timestamp::from_iso(cell);
        at.map(Some).ok_or_else(|| ExactFault { column, fault: "is no time like 2026-11-22T08:20:00Z".to_owned() })
    }

    fn pairs(&mut self) -> Result<BTreeMap<String, String>, ExactFault> {
        let (column, cell) = self.next()?;
        if cell.is_empty() {
            return Ok(BTreeMap::new());
        }
        let pairs = serde_json::from_str(cell);
        let pairs = pairs.map_err(|_| ExactFault { column, fault: "is no JSON object of texts".to_owned() })?;
        Ok(cleaned(&pairs))
    }
}

/// What is longer than we keep would come back shorter: that is said, not done.
fn fitting(column: &'static str, text: &str, limit: usize) -> Result<(), ExactFault> {
    let long = text.chars().count();
    if long <= limit {
        return Ok(());
    }
    Err(ExactFault { column, fault: format!("has {long} characters; {limit} are kept") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ada() -> ExactRow {
        let text = |text: &str| Some(text.to_owned());
        ExactRow {
            same_person: true,
            new: NewLead {
                name: text("N/A"),
                job_title: text("=cmd|' /C calc'!A0"),
                company: text("O\"Neil; Sons, \"Ltd\""),
                industry: text("-"),
                size: text("007"),
                phones: vec!["+44 20 7946 0018".into(), "020 7946 0019, 020 7946 0020".into()],
                emails: vec!["a@b.example".into(), "ada <c@d.example>".into()],
                street: text("1 Main St"),
                city: text("東京"),
                region: text("none"),
                postal_code: text("01067"),
                country: text("DE"),
                zone: text("Europe/Berlin"),
                source: text("web"),
                campaign: text("p:12"),
                tokens: BTreeMap::from([("utm_source".into(), "x".into())]),
                problem: text("p"),
                owner_hint: text("bo"),
                external_id: text("l:12"),
                note: text("one\n\ntwo"),
                captured_at: Some(Timestamp(1_795_335_600_120)),
                extra: BTreeMap::from([("Name".into(), "a\nb".into()), ("=A1".into(), "x".into())]),
            },
            no_numbers: vec!["020 7946 0019, 020 7946 0020".into()],
            phones_not_to_be_used: vec!["+442079460018".into()],
            emails_not_to_be_used: vec!["a@b.example".into()],
            do_not_call: vec!["+442079460018".into()],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for row in [ada(), ExactRow::default()] {
            assert_eq!(ExactRow::read(&row.cells()), Ok(row));
        }
    }

    #[test]
    fn what_was_changed_is_told() {
        let long = "x".repeat(501);
        for (column, cell) in [(0, "ada"), (2, "yesterday"), (3, long.as_str()), (26, "{"), (25, "[1]")] {
            let mut cells = ada().cells();
            cell.clone_into(&mut cells[column]);
            assert_eq!(ExactRow::read(&cells).map_err(|fault| fault.column), Err(HEADINGS[column]));
        }
        assert!(ExactRow::read(&ada().cells()[..26]).is_err());
        assert!(ExactRow::read(&[ada().cells().to_vec(), vec![String::new()]].concat()).is_err());
    }
}
