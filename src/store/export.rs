//! What leaves the file.

use crate::{
    domain::{
        ids::LeadId,
        stage::{Stage, Status},
        touch::TouchKind,
    },
    store::{
        engine::{Bound, Db, Row},
        fault::StoreFault,
        funnel::{Cohort, as_params},
        leads,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Which leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Captured when, how, and whose.
    pub cohort: Cohort,
    /// With this status.
    pub status: Option<Status>,
    /// Whose furthest stage is this one.
    pub stage: Option<Stage>,
}

impl Chosen {
    fn condition(&self) -> (String, Vec<Bound>) {
        let (mut text, mut params) = self.cohort.condition();
        if let Some(status) = self.status {
            params.push(Bound::Text(status.slug().to_owned()));
            text.push_str(&format!(" AND lead.status = ${}", params.len()));
        }
        if let Some(stage) = self.stage {
            params.push(Bound::Int(leads::rank(stage)));
            text.push_str(&format!(" AND lead.stage = ${}", params.len()));
        }
        (text, params)
    }
}

/// The numbers of the leads, those of one person together. Only the numbers: eight megabytes for a million.
///
/// # Errors
/// When the engine refuses.
pub fn chosen(db: &Db, which: &Chosen) -> Result<Vec<LeadId>, StoreFault> {
    let (condition, params) = which.condition();
    db.all(
        &format!("SELECT lead.id FROM lead WHERE {condition} ORDER BY lead.contact_id, lead.id"),
        &as_params(&params),
        |row| Ok(LeadId(row.get(0)?)),
    )
}

/// The names of the tracking tokens and of the extra columns that those leads have.
///
/// # Errors
/// When the engine refuses.
pub fn names(db: &Db, which: &Chosen) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreFault> {
    let (condition, params) = which.condition();
    let (mut tokens, mut extra) = (BTreeSet::new(), BTreeSet::new());
    db.each(
        &format!(
            "SELECT lead.tokens, lead.extra FROM lead \
             WHERE {condition} AND (lead.tokens IS NOT NULL OR lead.extra IS NOT NULL)"
        ),
        &as_params(&params),
        |row| {
            add_names(row, 0, &mut tokens)?;
            add_names(row, 1, &mut extra)?;
            Ok(true)
        },
    )?;
    Ok((tokens, extra))
}

fn add_names(row: &Row<'_>, column: usize, known: &mut BTreeSet<String>) -> Result<(), StoreFault> {
    let pairs = row.text(column)?.and_then(|text| serde_json::from_str::<BTreeMap<String, String>>(text).ok());
    for name in pairs.into_iter().flat_map(BTreeMap::into_keys) {
        if !known.contains(&name) {
            known.insert(name);
        }
    }
    Ok(())
}

/// The notes on a lead that stand, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn notes(db: &Db, lead: LeadId) -> Result<Vec<String>, StoreFault> {
    db.all(
        "SELECT note FROM touch WHERE lead_id = $1 AND kind = $2 AND note IS NOT NULL AND taken_back_at IS NULL \
         ORDER BY at, id",
        &[&lead.0, &TouchKind::Note.slug()],
        |row| row.get(0),
    )
}
