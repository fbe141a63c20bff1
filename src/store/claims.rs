//! Claims: leases on leads. At most one a rep; an expired one needs no write to be over.

use crate::{
    domain::{
        ids::{LeadId, RepId},
        time::{HOUR, Timestamp},
    },
    store::{engine::Db, fault::StoreFault},
};
use serde::Serialize;

/// A lease on a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Which lead.
    pub lead: LeadId,
    /// Who holds it.
    pub rep: RepId,
    /// Their name.
    pub who: String,
    /// Until when, unless it is renewed.
    pub until: Timestamp,
}

/// A lease that begins later than this was taken while the clock was wrong, and holds nobody up.
const fn believable(now: Timestamp) -> i64 {
    now.0.saturating_add(HOUR)
}

/// Takes a lead for a rep, unless somebody else holds it; when it is taken, a claim of theirs on another lead is
/// given up. Answers whether it was taken.
///
/// # Errors
/// When the engine refuses.
pub fn take(db: &Db, lead: LeadId, rep: RepId, now: Timestamp, until: Timestamp) -> Result<bool, StoreFault> {
    db.run(
        "DELETE FROM claim WHERE rep_id = $1 AND lead_id <> $2 AND NOT EXISTS \
         (SELECT 1 FROM claim AS held WHERE held.lead_id = $2 AND held.rep_id <> $1 AND held.until_at > $3 AND held.taken_at <= $4)",
        &[&rep.0, &lead.0, &now.0, &believable(now)],
    )?;
    let taken = db.run(
        "INSERT INTO claim (lead_id, rep_id, taken_at, until_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (lead_id) DO UPDATE SET rep_id = excluded.rep_id, taken_at = excluded.taken_at, \
         until_at = excluded.until_at WHERE claim.until_at <= $3 OR claim.taken_at > $5 \
         OR claim.rep_id = excluded.rep_id",
        &[&lead.0, &rep.0, &now.0, &until.0, &believable(now)],
    )?;
    Ok(taken == 1)
}

/// Prolongs a rep's claim on a lead that they still hold; answers whether they do.
///
/// # Errors
/// When the engine refuses.
pub fn renew(db: &Db, lead: LeadId, rep: RepId, now: Timestamp, until: Timestamp) -> Result<bool, StoreFault> {
    let renewed = db.run(
        "UPDATE claim SET taken_at = $3, until_at = $4 WHERE lead_id = $1 AND rep_id = $2 AND until_at > $3",
        &[&lead.0, &rep.0, &now.0, &until.0],
    )?;
    Ok(renewed == 1)
}

/// Gives up a rep's claim on a lead; answers whether there was one.
///
/// # Errors
/// When the engine refuses.
pub fn release(db: &Db, lead: LeadId, rep: RepId) -> Result<bool, StoreFault> {
    Ok(db.run("DELETE FROM claim WHERE lead_id = $1 AND rep_id = $2", &[&lead.0, &rep.0])? == 1)
}

/// Gives up whatever a rep holds.
///
/// # Errors
/// When the engine refuses.
pub fn release_all(db: &Db, rep: RepId) -> Result<(), StoreFault> {
    db.run("DELETE FROM claim WHERE rep_id = $1", &[&rep.0])?;
    Ok(())
}

/// Gives up whoever's claim on a lead that is gone.
///
/// # Errors
/// When the engine refuses.
pub fn clear(db: &Db, lead: LeadId) -> Result<(), StoreFault> {
    db.run("DELETE FROM claim WHERE lead_id = $1", &[&lead.0])?;
    Ok(())
}

/// The claims in force at `now`.
///
/// # Errors
/// When the engine refuses.
pub fn in_force(db: &Db, now: Timestamp) -> Result<Vec<Claim>, StoreFault> {
    db.all(
        "SELECT claim.lead_id, claim.rep_id, rep.name, claim.until_at FROM claim \
         JOIN rep ON rep.id = claim.rep_id WHERE claim.until_at > $1 AND claim.taken_at <= $2 ORDER BY claim.lead_id",
        &[&now.0, &believable(now)],
        |row| {
            Ok(Claim {
                lead: LeadId(row.get(0)?),
                rep: RepId(row.get(1)?),
                who: row.get(2)?,
                until: Timestamp(row.get(3)?),
            })
        },
    )
}

/// Who holds this lead at `now`.
///
/// # Errors
/// When the engine refuses.
pub fn holder(db: &Db, lead: LeadId, now: Timestamp) -> Result<Option<Claim>, StoreFault> {
    db.first(
        "SELECT claim.rep_id, rep.name, claim.until_at FROM claim JOIN rep ON rep.id = claim.rep_id \
         WHERE claim.lead_id = $1 AND claim.until_at > $2 AND claim.taken_at <= $3",
        &[&lead.0, &now.0, &believable(now)],
        |row| Ok(Claim { lead, rep: RepId(row.get(0)?), who: row.get(1)?, until: Timestamp(row.get(2)?) }),
    )
}
