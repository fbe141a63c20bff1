//! Whether the derived keys of a file are what they must follow to, and making them again. For that nobody needs
//! to sit at the desk, and no journal entry is written: keys are not facts.

use crate::{
    desk::{Refusal, derive},
    domain::{ids::LeadId, time::Timestamp},
    settings::Settings,
    store::{
        doctor::{self, Finding},
        engine::Db,
        queue,
    },
};
use chrono_tz::Tz;
use std::collections::HashMap;

/// Leads looked at, or made again, in one transaction.
const BATCH: i64 = 500;

/// Everything the doctor can say about a file, check by check.
///
/// # Errors
/// When the file cannot be read at all.
pub fn examine(db: &Db, settings: &Settings, now: Timestamp) -> Result<Vec<Finding>, Refusal> {
    let mut findings = doctor::engine(db)?;
    // On a file whose pages or references are broken the checks of the trade would only repeat it.
    if findings.iter().all(Finding::is_sound) {
        findings.extend(db.read(|| doctor::trade(db))?);
        findings.push(keys(db, settings, now)?);
    }
    Ok(findings)
}

/// Leads whose keys in the queue are not what policy derives from the rows of record.
fn keys(db: &Db, settings: &Settings, now: Timestamp) -> Result<Finding, Refusal> {
    let mut wrong = Vec::new();
    each_batch(db, |batch| {
        db.read(|| {
            // As they are now: others go on working, and make new ones.
            let gates: HashMap<i64, Vec<&'static str>> =
                queue::gates(db)?.into_iter().map(|gate| (gate.id, names(&gate.zones))).collect();
            for lead in batch {
                if !agrees(db, settings, &gates, *lead, now)? {
                    wrong.push(lead.0);
                }
            }
            Ok(())
        })
    })?;
    Ok(Finding {
        check: "queue keys follow from the leads",
        wrong: "leads that do not stand where their facts and the settings put them; --repair makes their keys again",
        count: wrong.len(),
        first: wrong.into_iter().take(doctor::FIRST).collect(),
        repairable: true,
        detail: None,
    })
}

fn agrees(
    db: &Db,
    settings: &Settings,
    gates: &HashMap<i64, Vec<&'static str>>,
    lead: LeadId,
    now: Timestamp,
) -> Result<bool, Refusal> {
    // A lead without a place, or with one it should not have, is told by a check of its own.
    let Some((place, block)) = queue::place(db, lead)? else { return Ok(true) };
    let Some(to) = derive::find(db, settings, lead, now)? else { return Ok(true) };
    // A score of another time, before or behind, is folded in by the desk in its own time.
    let is_of_now = queue::changes_at(db, lead)? == to.changes_at;
    Ok((place.seat, place.rule, place.at, block) == (to.key.seat, to.key.rule, to.key.at, to.key.block)
        && gates.get(&place.gate).is_some_and(|gate| *gate == names(&to.zones))
        && (!is_of_now || place.rank == to.rank))
}

fn names(zones: &[Tz]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = zones.iter().map(|zone| zone.name()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Makes every derived key again: the places in the queue and the index of the search. Gives how many leads and
/// contacts were gone through.
///
/// # Errors
/// When the file cannot be written; batches made before stand, and running it again goes on.
pub fn repair(db: &Db, settings: &Settings, now: Timestamp) -> Result<(usize, usize), Refusal> {
    let (mut leads, mut contacts) = (0, 0);
    each_batch(db, |batch| {
        leads += batch.len();
        db.write(|| batch.iter().try_for_each(|lead| derive::place(db, settings, *lead, now)))
    })?;
    for batch in doctor::contacts(db)?.chunks(BATCH.unsigned_abs() as usize) {
        contacts += batch.len();
        db.write(|| batch.iter().try_for_each(|contact| derive::index(db, *contact)))?;
    }
    Ok((leads, contacts))
}

/// Every lead that stands or has a place in the queue, a batch at a time.
fn each_batch(db: &Db, mut see: impl FnMut(&[LeadId]) -> Result<(), Refusal>) -> Result<(), Refusal> {
    let mut after = LeadId(i64::MIN);
    loop {
        let mut batch = doctor::leads(db, after, BATCH)?;
        batch.extend(queue::placed(db, after, BATCH)?);
        batch.sort_unstable();
        batch.dedup();
        batch.truncate(BATCH.unsigned_abs() as usize);
        let Some(last) = batch.last() else { return Ok(()) };
        after = *last;
        see(&batch)?;
    }
}
