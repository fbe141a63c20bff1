//! What happened to a lead: touches, attempts, promises, spans.

use crate::{
    domain::{
        end::Ending,
        ids::{ContactId, LeadId, PromiseId, RepId},
        stage::Stage,
        time::Timestamp,
        touch::{LineResult, TouchKind},
        words::words,
    },
    store::{
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
        leads,
    },
};
use serde::Serialize;

/// A touch, with the attempt where it was one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Touch {
    /// Row number.
    pub id: i64,
    /// The lead it belongs to.
    pub lead: LeadId,
    /// When.
    pub at: Timestamp,
    /// Which way.
    pub kind: TouchKind,
    /// By whom, by name; empty when nobody of ours.
    pub who: String,
    /// What was said.
    pub note: Option<String>,
    /// What was offered.
    pub offer: Option<String>,
    /// A two-way exchange, or something of value sent.
    pub meaningful: bool,
    /// The attempt.
    pub attempt: Option<Attempt>,
    /// Taken back by an undo; the evidence stays.
    pub taken_back: bool,
}

/// What is kept of a call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attempt {
    /// The number dialled.
    pub number: Option<String>,
    /// What the line did.
    pub line_result: LineResult,
    /// What it meant, by the outcome's slug.
    pub outcome: String,
    /// How long it took.
    pub seconds: Option<i64>,
}

const TOUCH: &str = "SELECT touch.id, touch.lead_id, touch.at, touch.kind, coalesce(rep.name, ''), touch.note, \
     touch.offer, touch.meaningful, touch.taken_back_at, attempt.number, attempt.line_result, attempt.outcome, \
     attempt.seconds FROM touch LEFT JOIN rep ON rep.id = touch.rep_id LEFT JOIN attempt ON attempt.touch_id = touch.id";

fn touch(row: &Row<'_>) -> Result<Touch, StoreFault> {
    let line: Option<String> = row.get(10)?;
    Ok(Touch {
        id: row.get(0)?,
        lead: LeadId(row.get(1)?),
        at: Timestamp(row.get(2)?),
        kind: word(row.get(3)?)?,
        who: row.get(4)?,
        note: row.get(5)?,
        offer: row.get(6)?,
        meaningful: row.get::<i64>(7)? != 0,
        taken_back: row.get::<Option<i64>>(8)?.is_some(),
        attempt: match line {
            None => None,
            Some(line) => Some(Attempt {
                number: row.get(9)?,
                line_result: word(line)?,
                outcome: row.get(11)?,
                seconds: row.get(12)?,
            }),
        },
    })
}

/// The touches of a lead, newest first, those taken back too.
///
/// # Errors
/// When the engine refuses.
pub fn touches(db: &Db, lead: LeadId, limit: i64) -> Result<Vec<Touch>, StoreFault> {
    let order = "ORDER BY touch.at DESC, touch.id DESC LIMIT $2";
    db.all(&format!("{TOUCH} WHERE touch.lead_id = $1 {order}"), &[&lead.0, &limit], touch)
}

/// The touches of every lead of a contact, newest first, those taken back too.
///
/// # Errors
/// When the engine refuses.
pub fn touches_of_contact(db: &Db, contact: ContactId, limit: i64) -> Result<Vec<Touch>, StoreFault> {
    let leads = "SELECT id FROM lead WHERE contact_id = $1 AND taken_back_at IS NULL";
    let order = "ORDER BY touch.at DESC, touch.id DESC LIMIT $2";
    db.all(&format!("{TOUCH} WHERE touch.lead_id IN ({leads}) {order}"), &[&contact.0, &limit], touch)
}

/// What the contact plan needs to know of a lead's attempts that stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// How many, ever.
    pub ever: i64,
    /// The first since `from`.
    pub first: Option<Timestamp>,
    /// Voicemails left.
    pub voicemails: i64,
}

/// A lead's attempts that stand; the last `round` of them are the present round of the plan.
///
/// # Errors
/// When the engine refuses.
pub fn tries(db: &Db, lead: LeadId, round: i64) -> Result<Tries, StoreFault> {
    let mut tries = Tries::default();
    db.each(
        "SELECT at, line_result FROM attempt WHERE lead_id = $1 AND taken_back_at IS NULL ORDER BY at DESC, id DESC",
        &[&lead.0],
        |row| {
            let at = Timestamp(row.get(0)?);
            if tries.ever < round {
                tries.first = Some(at);
                if row.get::<String>(1)? == LineResult::VoicemailLeft.slug() {
                    tries.voicemails += 1;
                }
            }
            tries.ever += 1;
            Ok(true)
        },
    )?;
    Ok(tries)
}

/// Whether anybody has ever tried, or reached, this lead.
///
/// # Errors
/// When the engine refuses.
pub fn is_tried(db: &Db, lead: LeadId) -> Result<bool, StoreFault> {
    Ok(db.number("SELECT count(*) FROM attempt WHERE lead_id = $1 AND taken_back_at IS NULL", &[&lead.0])? > 0)
}

/// Meaningful touches of a lead.
///
/// # Errors
/// When the engine refuses.
pub fn meaningful(db: &Db, lead: LeadId) -> Result<i64, StoreFault> {
    db.number("SELECT count(*) FROM touch WHERE lead_id = $1 AND taken_back_at IS NULL AND meaningful = 1", &[&lead.0])
}

words! {
    /// What became of a promise.
    PromiseState {
        /// To be kept.
        Open = "open" / "open",
        /// Kept in time.
        Kept = "kept" / "kept",
        /// Kept, later than a promise may be by the settings (`overdue_minutes`).
        Late = "late" / "late",
        /// Replaced by another time.
        Moved = "moved" / "moved",
        /// No longer needed: the lead ended, or went another way.
        Cancelled = "cancelled" / "cancelled",
    }
}

/// A callback agreed with the customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promise {
    /// Row number.
    pub id: PromiseId,
    /// The rep who keeps it; none is anyone.
    pub rep: Option<RepId>,
    /// When it was agreed.
    pub made_at: Timestamp,
    /// For when.
    pub due_at: Timestamp,
    /// What about.
    pub note: Option<String>,
    /// What became of it.
    pub state: PromiseState,
}

/// The promises of a lead, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn promises(db: &Db, lead: LeadId) -> Result<Vec<Promise>, StoreFault> {
    db.all(
        "SELECT id, rep_id, made_at, due_at, note, state FROM promise \
         WHERE lead_id = $1 AND taken_back_at IS NULL ORDER BY id DESC",
        &[&lead.0],
        |row| {
            Ok(Promise {
                id: PromiseId(row.get(0)?),
                rep: row.get::<Option<i64>>(1)?.map(RepId),
                made_at: Timestamp(row.get(2)?),
                due_at: Timestamp(row.get(3)?),
                note: row.get(4)?,
                state: word(row.get(5)?)?,
            })
        },
    )
}

/// The open promise of a lead.
///
/// # Errors
/// When the engine refuses.
pub fn open_promise(db: &Db, lead: LeadId) -> Result<Option<Promise>, StoreFault> {
    Ok(promises(db, lead)?.into_iter().find(|promise| promise.state == PromiseState::Open))
}

/// The promises that a rep has still to keep, with the lead of each.
///
/// # Errors
/// When the engine refuses.
pub fn promised_by(db: &Db, rep: RepId) -> Result<Vec<(Promise, LeadId)>, StoreFault> {
    let leads = db.all(
        "SELECT DISTINCT lead_id FROM promise WHERE rep_id = $1 AND state = 'open' AND taken_back_at IS NULL",
        &[&rep.0],
        |row| Ok(LeadId(row.get(0)?)),
    )?;
    let mut found = Vec::new();
    for lead in leads {
        found.extend(open_promise(db, lead)?.filter(|promise| promise.rep == Some(rep)).map(|promise| (promise, lead)));
    }
    Ok(found)
}

/// One stage that a lead entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageEntry {
    /// Which.
    pub stage: Stage,
    /// When.
    pub entered_at: Timestamp,
}

/// The stages that a lead entered and that stand, in the order of the funnel.
///
/// # Errors
/// When the engine refuses.
pub fn stage_entries(db: &Db, lead: LeadId) -> Result<Vec<StageEntry>, StoreFault> {
    db.all(
        "SELECT stage, entered_at FROM stage_entry WHERE lead_id = $1 AND taken_back_at IS NULL ORDER BY stage",
        &[&lead.0],
        |row| Ok(StageEntry { stage: leads::stage(row.get(0)?)?, entered_at: Timestamp(row.get(1)?) }),
    )
}

/// One end of a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndSpan {
    /// Row number.
    #[serde(skip)]
    pub id: i64,
    /// When.
    pub ended_at: Timestamp,
    /// Which kind.
    pub how: Ending,
    /// Why, by the reason's slug.
    pub reason: String,
    /// More about it.
    pub note: Option<String>,
    /// When it was reopened.
    pub reopened_at: Option<Timestamp>,
}

/// The ends of a lead that stand, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn ends(db: &Db, lead: LeadId) -> Result<Vec<EndSpan>, StoreFault> {
    db.all(
        "SELECT id, ended_at, how, reason, note, reopened_at FROM end_span \
         WHERE lead_id = $1 AND taken_back_at IS NULL ORDER BY ended_at, id",
        &[&lead.0],
        |row| {
            Ok(EndSpan {
                id: row.get(0)?,
                ended_at: Timestamp(row.get(1)?),
                how: word(row.get(2)?)?,
                reason: row.get(3)?,
                note: row.get(4)?,
                reopened_at: row.get::<Option<i64>>(5)?.map(Timestamp),
            })
        },
    )
}

/// Who owned a lead from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerSpan {
    /// Row number.
    #[serde(skip)]
    pub id: i64,
    /// Who.
    pub owner: RepId,
    /// From when.
    pub from_at: Timestamp,
    /// To when; none while they own it.
    pub to_at: Option<Timestamp>,
    /// Why it came to them.
    pub reason: Option<String>,
}

/// The owners of a lead that stand, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn owners(db: &Db, lead: LeadId) -> Result<Vec<OwnerSpan>, StoreFault> {
    db.all(
        "SELECT id, owner_id, from_at, to_at, reason FROM owner_span \
         WHERE lead_id = $1 AND taken_back_at IS NULL ORDER BY from_at, id",
        &[&lead.0],
        |row| {
            Ok(OwnerSpan {
                id: row.get(0)?,
                owner: RepId(row.get(1)?),
                from_at: Timestamp(row.get(2)?),
                to_at: row.get::<Option<i64>>(3)?.map(Timestamp),
                reason: row.get(4)?,
            })
        },
    )
}
