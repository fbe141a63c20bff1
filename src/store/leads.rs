//! Leads.

use crate::{
    domain::{
        ids::{ContactId, LeadId, RepId, Seq, TeamId},
        lead::Lead,
        qualification::Qualification,
        stage::Stage,
        time::Timestamp,
    },
    store::{
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
    },
};

/// The columns of a lead, in the order in which [`lead`] reads them.
const LEAD: &str = "lead.id, lead.version, lead.contact_id, lead.external_id, lead.source, lead.campaign, \
     lead.tokens, lead.extra, lead.problem, lead.buyer_phase, lead.captured_at, lead.recorded_at, lead.live, \
     lead.stage, lead.status, lead.owner_id, lead.team_id, lead.budget, lead.authority, lead.need, \
     lead.timeframe, lead.purchase_process, lead.decision_makers, lead.lane, lead.cause, lead.next_at, \
     lead.next_kind, lead.tries, lead.reject_reason, lead.ended_at";

fn lead(row: &Row<'_>) -> Result<Lead, StoreFault> {
    let pairs = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    Ok(Lead {
        id: LeadId(row.get(0)?),
        version: row.get(1)?,
        contact: ContactId(row.get(2)?),
        external_id: row.get(3)?,
        source: row.get(4)?,
        campaign: row.get(5)?,
        tokens: pairs(row.get(6)?),
        extra: pairs(row.get(7)?),
        problem: row.get(8)?,
        buyer_phase: row.get::<Option<String>>(9)?.map(word).transpose()?,
        captured_at: Timestamp(row.get(10)?),
        recorded_at: Timestamp(row.get(11)?),
        live: row.get::<i64>(12)? != 0,
        stage: stage(row.get(13)?)?,
        status: word(row.get(14)?)?,
        owner: row.get::<Option<i64>>(15)?.map(RepId),
        team: row.get::<Option<i64>>(16)?.map(TeamId),
        qualification: Qualification {
            budget: row.get(17)?,
            authority: row.get::<Option<i64>>(18)?.map(|yes| yes != 0),
            need: row.get::<Option<i64>>(19)?.map(|yes| yes != 0),
            timeframe: row.get::<Option<String>>(20)?.map(word).transpose()?,
            purchase_process: row.get(21)?,
            decision_makers: row.get(22)?,
        },
        lane: row.get::<Option<String>>(23)?.map(word).transpose()?,
        cause: row.get::<Option<String>>(24)?.map(word).transpose()?,
        next_at: row.get::<Option<i64>>(25)?.map(Timestamp),
        next_kind: row.get(26)?,
        tries: row.get(27)?,
        reject_reason: row.get(28)?,
        ended_at: row.get::<Option<i64>>(29)?.map(Timestamp),
    })
}

/// The stage of that rank, as the file keeps it.
///
/// # Errors
/// When there is no such stage.
pub fn stage(rank: i64) -> Result<Stage, StoreFault> {
    usize::try_from(rank)
        .ok()
        .and_then(|rank| Stage::ALL.get(rank).copied())
        .ok_or_else(|| StoreFault::Strange(format!("a lead at stage {rank}")))
}

/// The highest number that a lead has, those taken back too; 0 without leads. Quicker than counting them.
///
/// # Errors
/// When the engine refuses.
pub fn highest_id(db: &Db) -> Result<i64, StoreFault> {
    db.number("SELECT max(id) FROM lead", &[])
}

/// The rank of a stage, as the file keeps it.
#[must_use]
pub const fn rank(stage: Stage) -> i64 {
    stage as i64
}

/// The lead of that number, unless it was taken back.
///
/// # Errors
/// When the engine refuses.
pub fn get(db: &Db, id: LeadId) -> Result<Option<Lead>, StoreFault> {
    db.first(&format!("SELECT {LEAD} FROM lead WHERE id = $1 AND taken_back_at IS NULL"), &[&id.0], lead)
}

/// Every lead of a contact, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn of_contact(db: &Db, contact: ContactId) -> Result<Vec<Lead>, StoreFault> {
    db.all(
        &format!(
            "SELECT {LEAD} FROM lead WHERE contact_id = $1 AND taken_back_at IS NULL ORDER BY captured_at DESC, id DESC"
        ),
        &[&contact.0],
        lead,
    )
}

/// The leads that stand on a deal.
///
/// # Errors
/// When the engine refuses.
pub fn on_deal(db: &Db, deal: i64) -> Result<Vec<Lead>, StoreFault> {
    db.all(
        &format!(
            "SELECT {LEAD} FROM lead JOIN lead_deal ON lead_deal.lead_id = lead.id \
             WHERE lead_deal.deal_id = $1 AND lead_deal.taken_back_at IS NULL AND lead.taken_back_at IS NULL \
             ORDER BY lead.id"
        ),
        &[&deal],
        lead,
    )
}

/// Leads with that number from where they came, with the contact of each, made before the entry `before`.
///
/// # Errors
/// When the engine refuses.
pub fn by_external_id(db: &Db, external_id: &str, before: Seq) -> Result<Vec<(LeadId, ContactId)>, StoreFault> {
    db.all(
        "SELECT id, contact_id FROM lead \
         WHERE external_id = $1 AND made_by < $2 AND taken_back_at IS NULL ORDER BY id",
        &[&external_id, &before.0],
        |row| Ok((LeadId(row.get(0)?), ContactId(row.get(1)?))),
    )
}

/// The lead of a contact that was captured at that very instant, made before the entry `before`.
///
/// # Errors
/// When the engine refuses.
pub fn captured_then(
    db: &Db,
    contact: ContactId,
    captured_at: Timestamp,
    before: Seq,
) -> Result<Option<LeadId>, StoreFault> {
    db.first(
        "SELECT id FROM lead WHERE contact_id = $1 AND captured_at = $2 AND made_by < $3 \
         AND taken_back_at IS NULL ORDER BY id LIMIT 1",
        &[&contact.0, &captured_at.0, &before.0],
        |row| Ok(LeadId(row.get(0)?)),
    )
}

/// The lead that an identical row made, or joined, before the entry `before`.
///
/// # Errors
/// When the engine refuses.
pub fn by_fingerprint(db: &Db, fingerprint: i64, before: Seq) -> Result<Option<LeadId>, StoreFault> {
    let made = db.first(
        "SELECT id FROM lead WHERE fingerprint = $1 AND made_by < $2 AND taken_back_at IS NULL ORDER BY id LIMIT 1",
        &[&fingerprint, &before.0],
        |row| Ok(LeadId(row.get(0)?)),
    )?;
    if made.is_some() {
        return Ok(made);
    }
    db.first(
        "SELECT lead_id FROM touch \
         WHERE fingerprint = $1 AND made_by < $2 AND taken_back_at IS NULL ORDER BY id LIMIT 1",
        &[&fingerprint, &before.0],
        |row| Ok(LeadId(row.get(0)?)),
    )
}

/// The open leads of a rep: what a retiring rep leaves behind.
///
/// # Errors
/// When the engine refuses.
pub fn open_of_owner(db: &Db, owner: RepId) -> Result<Vec<Lead>, StoreFault> {
    db.all(
        &format!(
            "SELECT {LEAD} FROM lead WHERE owner_id = $1 AND taken_back_at IS NULL \
             AND status IN ('open', 'attempting', 'contacted', 'nurturing') ORDER BY id"
        ),
        &[&owner.0],
        lead,
    )
}
