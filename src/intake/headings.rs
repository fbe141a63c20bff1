//! Which column means what.

use crate::{
    domain::text,
    intake::{
        field::Field,
        vocabulary::{self, Sense, Vocabulary},
    },
};
use std::collections::BTreeSet;

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Fills this field.
    Field(Field),
    /// Is a tracking token, kept under this name.
    Token(String),
    /// Nothing we have a field for: kept with the lead under its own heading.
    Extra,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading, cleaned. Different for every column of a file: a second “Name” is “Name (2)”, one
    /// without a heading is “column 5”.
    pub heading: String,
    /// What the column is for.
    pub meaning: Meaning,
    /// The heading was not spelt as known, and is taken for a misspelling.
    pub misspelt: bool,
    /// Cells may say what they are in front of the value: `p:+49…`, `l:123`.
    pub(super) prefixed: bool,
}

/// The headings of a file, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headings {
    /// The kind of export it is, when its headings give it away: “Salesforce”, “HubSpot”.
    pub kind: Option<String>,
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
}

impl Headings {
    /// Understands a row of headings: by the known set they belong to, then by what everybody calls
    /// things, and last by a cautious look at misspellings. Where two columns fill the same field the
    /// first has it and the second is kept as it is, unless a lead can have several.
    pub fn read<S: AsRef<str>>(headings: &[S]) -> Self {
        let words = Vocabulary::shipped();
        let keys: Vec<String> = headings
            .iter()
            .map(|heading| vocabulary::key(heading.as_ref()))
            .collect();
        let set = words.set_of(&keys);
        let mut meanings: Vec<(Meaning, bool)> = Vec::with_capacity(keys.len());
        let mut taken = BTreeSet::new();
        for (heading, key) in headings.iter().zip(&keys) {
            let field = match set.and_then(|set| set.sense(key)) {
                Some(Sense::Field(field)) => Some(field),
                Some(Sense::Extra) => None,
                None => words.field(key),
            };
            let meaning = match field {
                Some(field) if taken.insert(field) || field.repeats() => Meaning::Field(field),
                Some(_) => Meaning::Extra,
                None => words
                    .token(heading.as_ref())
                    .map_or(Meaning::Extra, Meaning::Token),
            };
            meanings.push((meaning, false));
        }
        // Only once the well spelt ones have theirs: with a “Contact” there, “Contcat” is something else.
        for (index, key) in keys.iter().enumerate() {
            let known =
                words.field(key).is_some() || set.is_some_and(|set| set.sense(key).is_some());
            if known || meanings[index].0 != Meaning::Extra {
                continue;
            }
            if let Some(field) = words.misspelt(headings[index].as_ref())
                && taken.insert(field)
            {
                meanings[index] = (Meaning::Field(field), true);
            }
        }
        let columns = unique(headings)
            .into_iter()
            .zip(meanings)
            .map(|(heading, (meaning, misspelt))| Column {
                prefixed: set.is_some_and(|set| set.prefixed)
                    || matches!(
                        meaning,
                        Meaning::Field(Field::Phone | Field::OtherPhone | Field::ExternalId)
                    ),
                heading,
                meaning,
                misspelt,
            })
            .collect();
        Self {
            kind: set.map(|set| set.name.clone()),
            columns,
        }
    }

    /// How many columns are understood, kept or not.
    #[must_use]
    pub fn understood(&self) -> usize {
        self.columns
            .iter()
            .filter(|column| column.meaning != Meaning::Extra)
            .count()
    }

    /// Whether any column says who a lead is or how to reach them.
    #[must_use]
    pub fn identify(&self) -> bool {
        self.columns
            .iter()
            .any(|column| matches!(column.meaning, Meaning::Field(field) if field.identifies()))
    }
}

/// Headings made different from one another, so that no column is kept over another.
fn unique<S: AsRef<str>>(headings: &[S]) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::with_capacity(headings.len());
    for (index, heading) in headings.iter().enumerate() {
        let given = text::clean(heading.as_ref());
        let given = if given.is_empty() {
            unnamed(index)
        } else {
            given
        };
        let name = free(&given, |name| seen.contains(name));
        seen.insert(name.clone());
        names.push(name);
    }
    names
}

/// The heading of a column that has none; `index` counts from 0, people from 1.
pub(super) fn unnamed(index: usize) -> String {
    format!("column {}", index + 1)
}

/// `name`, or with the first number behind it that is not taken: “Name (2)”.
pub(super) fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (2_u32..)
        .map(|n| format!("{name} ({n})"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
#[path = "headings_tests.rs"]
mod tests;
