//! Leads in nurture, in the order in which they wake.

use crate::{
    domain::{
        ids::{LeadId, RepId},
        nurture::{Cause, Lane},
        time::Timestamp,
    },
    store::{
        engine::{Bound, Db, Param, Row},
        fault::StoreFault,
        journal::word,
    },
};

/// Which of the leads in nurture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resting {
    /// Only those of this rep.
    pub owner: Option<RepId>,
    /// Only those in this lane.
    pub lane: Option<Lane>,
}

impl Resting {
    fn condition(&self) -> (String, Vec<Bound>) {
        let mut text = "status = 'nurturing' AND taken_back_at IS NULL".to_owned();
        let mut params = Vec::new();
        if let Some(owner) = self.owner {
            params.push(Bound::Int(owner.0));
            text.push_str(" AND owner_id = $1");
        }
        if let Some(lane) = self.lane {
            params.push(Bound::Text(lane.slug().to_owned()));
            text.push_str(&format!(" AND lane = ${}", params.len()));
        }
        (text, params)
    }
}

fn as_params(bound: &[Bound]) -> Vec<&dyn Param> {
    bound.iter().map(|value| value as &dyn Param).collect()
}

/// A lead that rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rested {
    /// Which.
    pub lead: LeadId,
    /// When it wakes; there is always a time, unless the file was written by something else.
    pub wakes: Option<Timestamp>,
    /// Why not now.
    pub cause: Option<Cause>,
}

fn rested(row: &Row<'_>) -> Result<Rested, StoreFault> {
    Ok(Rested {
        lead: LeadId(row.get(0)?),
        wakes: row.get::<Option<i64>>(1)?.map(Timestamp),
        cause: row.get::<Option<String>>(2)?.map(word).transpose()?,
    })
}

/// Leads in nurture, the longest awake or the soonest to wake first, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn by_wake(
    db: &Db,
    which: &Resting,
    after: Option<(Timestamp, LeadId)>,
    limit: usize,
) -> Result<Vec<Rested>, StoreFault> {
    let (text, mut params) = which.condition();
    let (at, id) = after.unwrap_or((Timestamp(i64::MIN), LeadId(i64::MIN)));
    params.extend([Bound::Int(at.0), Bound::Int(id.0), Bound::Int(i64::try_from(limit).unwrap_or(i64::MAX))]);
    let n = params.len();
    db.all(
        &format!(
            "SELECT id, next_at, cause FROM lead WHERE {text} AND (next_at, id) > (${}, ${}) \
             ORDER BY next_at, id LIMIT ${n}",
            n - 2,
            n - 1
        ),
        &as_params(&params),
        rested,
    )
}

/// Leads in nurture without a next touch. No command leaves one; a list that hid them would never show the fault.
///
/// # Errors
/// When the engine refuses.
pub fn without_touch(db: &Db, which: &Resting) -> Result<Vec<Rested>, StoreFault> {
    let (text, params) = which.condition();
    db.all(
        &format!("SELECT id, next_at, cause FROM lead WHERE {text} AND next_at IS NULL ORDER BY id LIMIT 100"),
        &as_params(&params),
        rested,
    )
}

/// How many leads of a lane rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneCount {
    /// Which lane.
    pub lane: Lane,
    /// How many.
    pub leads: i64,
    /// Of those, the ones whose wake date has come.
    pub awake: i64,
    /// Of those, the ones that wake before `soon`.
    pub soon: i64,
    /// Of those, the ones without a next touch.
    pub untouched: i64,
}

/// The lanes that have anybody in them, with their counts.
///
/// # Errors
/// When the engine refuses.
pub fn lanes(db: &Db, which: &Resting, now: Timestamp, soon: Timestamp) -> Result<Vec<LaneCount>, StoreFault> {
    let (text, mut params) = which.condition();
    params.extend([Bound::Int(now.0), Bound::Int(soon.0)]);
    let (soon, now) = (params.len(), params.len() - 1);
    db.all(
        &format!(
            "SELECT lane, count(*), CAST(sum(CASE WHEN next_at <= ${now} THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(sum(CASE WHEN next_at > ${now} AND next_at <= ${soon} THEN 1 ELSE 0 END) AS BIGINT), \
             CAST(sum(CASE WHEN next_at IS NULL THEN 1 ELSE 0 END) AS BIGINT) \
             FROM lead WHERE {text} AND lane IS NOT NULL GROUP BY lane"
        ),
        &as_params(&params),
        |row| {
            Ok(LaneCount {
                lane: word(row.get(0)?)?,
                leads: row.get(1)?,
                awake: row.get(2)?,
                soon: row.get(3)?,
                untouched: row.get(4)?,
            })
        },
    )
}
