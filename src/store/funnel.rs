//! What the funnel counts.

use crate::{
    domain::{
        ids::{LeadId, RepId},
        stage::Stage,
        time::Timestamp,
    },
    policy::funnel::Tally,
    store::{
        engine::{Bound, Db, Param},
        fault::StoreFault,
        journal::word,
        leads,
    },
};

/// Which leads a cohort is of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Cohort {
    /// Captured at or after.
    pub from: Option<Timestamp>,
    /// Captured before.
    pub to: Option<Timestamp>,
    /// Of this source.
    pub source: Option<String>,
    /// Of this campaign.
    pub campaign: Option<String>,
    /// Now owned by this rep; `Some(None)` is nobody.
    pub owner: Option<Option<RepId>>,
}

impl Cohort {
    /// The condition on `lead`, with its parameters, numbered from 1.
    pub(in crate::store) fn condition(&self) -> (String, Vec<Bound>) {
        let mut params =
            vec![Bound::Int(self.from.map_or(i64::MIN, |at| at.0)), Bound::Int(self.to.map_or(i64::MAX, |at| at.0))];
        let mut text = "lead.taken_back_at IS NULL AND lead.captured_at >= $1 AND lead.captured_at < $2".to_owned();
        if let Some(source) = &self.source {
            params.push(Bound::Text(source.clone()));
            text.push_str(&format!(" AND lead.source = ${}", params.len()));
        }
        if let Some(campaign) = &self.campaign {
            params.push(Bound::Text(campaign.clone()));
            text.push_str(&format!(" AND lead.campaign = ${}", params.len()));
        }
        match self.owner {
            Some(Some(rep)) => {
                params.push(Bound::Int(rep.0));
                text.push_str(&format!(" AND lead.owner_id = ${}", params.len()));
            }
            Some(None) => text.push_str(" AND lead.owner_id IS NULL"),
            None => {}
        }
        (text, params)
    }
}

pub(in crate::store) fn as_params(bound: &[Bound]) -> Vec<&dyn Param> {
    bound.iter().map(|value| value as &dyn Param).collect()
}

/// The cohort's leads by furthest stage, status, end and reason: one scan of one index.
///
/// # Errors
/// When the engine refuses.
pub fn tallies(db: &Db, cohort: &Cohort) -> Result<Vec<Tally>, StoreFault> {
    let (condition, params) = cohort.condition();
    // Counted here, not by GROUP BY: a handful of groups, and the engine would sort every lead to find them.
    let mut tallies: Vec<Tally> = Vec::new();
    db.each(
        &format!(
            "SELECT lead.stage, lead.status, lead.ended_at IS NOT NULL, lead.reject_reason FROM lead WHERE {condition}"
        ),
        &as_params(&params),
        |row| {
            let (rank, ended): (i64, i64) = (row.get(0)?, row.get(2)?);
            let (status, reason) = (row.text(1)?.unwrap_or_default(), row.text(3)?);
            let same = tallies.iter_mut().find(|tally| {
                leads::rank(tally.stage) == rank
                    && tally.ended == (ended != 0)
                    && tally.status.slug() == status
                    && tally.reason.as_deref() == reason
            });
            match same {
                Some(tally) => tally.leads += 1,
                None => tallies.push(Tally {
                    stage: leads::stage(rank)?,
                    status: word(status.to_owned())?,
                    ended: ended != 0,
                    reason: reason.map(str::to_owned),
                    leads: 1,
                }),
            }
            Ok(true)
        },
    )?;
    Ok(tallies)
}

/// Shows every finished stay of the cohort, and every entry: stage, and milliseconds until the next stage
/// entered, or none where there was none.
///
/// # Errors
/// When the engine refuses.
pub fn stays(db: &Db, cohort: &Cohort, mut see: impl FnMut(Stage, Option<i64>)) -> Result<(), StoreFault> {
    let (condition, params) = cohort.condition();
    let mut last: Option<(i64, Stage, i64)> = None;
    db.each(
        &format!(
            "SELECT stage_entry.lead_id, stage_entry.stage, stage_entry.entered_at FROM lead \
             JOIN stage_entry ON stage_entry.lead_id = lead.id AND stage_entry.taken_back_at IS NULL \
             WHERE {condition} ORDER BY lead.captured_at, stage_entry.lead_id, stage_entry.stage"
        ),
        &as_params(&params),
        |row| {
            let (lead, stage, at): (i64, Stage, i64) = (row.get(0)?, leads::stage(row.get(1)?)?, row.get(2)?);
            if let Some((before, from, entered)) = last {
                see(from, (before == lead).then_some(at - entered));
            }
            last = Some((lead, stage, at));
            Ok(true)
        },
    )?;
    if let Some((_, from, _)) = last {
        see(from, None);
    }
    Ok(())
}

/// Which part of a step a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Furthest stage here or beyond.
    Reach,
    /// Ended here.
    Leaked,
    /// Here, and not ended.
    Waiting,
}

/// The leads behind one number of the funnel, newest first, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn behind(
    db: &Db,
    cohort: &Cohort,
    stage: Stage,
    part: Part,
    after: Option<(Timestamp, LeadId)>,
    limit: i64,
) -> Result<Vec<LeadId>, StoreFault> {
    let (condition, mut params) = cohort.condition();
    let rank = leads::rank(stage);
    let standing = match part {
        Part::Reach => format!("lead.stage >= {rank}"),
        Part::Leaked => {
            format!("lead.stage = {rank} AND lead.ended_at IS NOT NULL AND lead.stage < {}", leads::rank(Stage::Won))
        }
        Part::Waiting => {
            format!("lead.stage = {rank} AND lead.ended_at IS NULL AND lead.stage < {}", leads::rank(Stage::Won))
        }
    };
    let (at, id) = after.unwrap_or((Timestamp(i64::MAX), LeadId(i64::MAX)));
    params.extend([Bound::Int(at.0), Bound::Int(id.0), Bound::Int(limit)]);
    let n = params.len();
    db.all(
        &format!(
            "SELECT lead.id FROM lead WHERE {condition} AND {standing} AND (lead.captured_at, lead.id) < (${}, ${}) \
             ORDER BY lead.captured_at DESC, lead.id DESC LIMIT ${n}",
            n - 2,
            n - 1
        ),
        &as_params(&params),
        |row| Ok(LeadId(row.get(0)?)),
    )
}

/// The sources that leads came from, for choosing a slice.
///
/// # Errors
/// When the engine refuses.
pub fn sources(db: &Db) -> Result<Vec<String>, StoreFault> {
    // From one source to the next along the index: DISTINCT would read every lead.
    db.all(
        "WITH RECURSIVE known (source) AS ( \
         SELECT min(source) FROM lead WHERE taken_back_at IS NULL UNION ALL \
         SELECT (SELECT min(lead.source) FROM lead WHERE lead.taken_back_at IS NULL AND lead.source > known.source) \
         FROM known WHERE known.source IS NOT NULL) SELECT source FROM known WHERE source IS NOT NULL",
        &[],
        |row| row.get(0),
    )
}
