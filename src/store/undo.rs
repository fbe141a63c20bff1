//! Taking an entry back: its rows, last to first, each put back as it was before, if nobody touched it since.

use crate::{
    domain::{ids::Seq, time::Timestamp},
    store::{
        engine::Db,
        entity::Entity,
        fault::StoreFault,
        journal,
        record::{self, Changed, Record},
    },
};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;

/// A row that somebody changed after the entry that is to be taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InTheWay {
    /// Which table.
    pub entity: &'static str,
    /// Which row.
    pub id: i64,
    /// The lead it belongs to, where it belongs to one.
    pub lead: Option<i64>,
    /// The entry that changed it since.
    pub seq: Option<Seq>,
    /// Who did.
    pub who: String,
    /// When.
    pub at: Option<Timestamp>,
    /// What they did.
    pub sentence: String,
}

/// Takes back what `entry` and its parts changed. Rows in the way are listed and left alone; the caller
/// decides whether the rest may stand.
///
/// # Errors
/// When the engine refuses.
pub fn take_back(record: &mut Record<'_>, entry: Seq) -> Result<Vec<InTheWay>, StoreFault> {
    let db = record.db();
    let parts = journal::parts(db, entry)?;
    let mut own: HashSet<i64> = parts.iter().map(|seq| seq.0).collect();
    own.insert(record.seq().0);
    let mut in_the_way = Vec::new();
    let mut blocked_leads = HashSet::new();
    let mut work = Vec::new();
    for part in parts {
        for changed in journal::changed(db, part)?.into_iter().rev() {
            for id in (changed.id..=changed.last).rev() {
                work.push((changed.entity, id, changed.clone()));
            }
        }
    }
    // All or nothing per lead: first find every row in the way, then leave all that hangs on its lead.
    for (entity, id, changed) in &work {
        if let Some(found) = obstacle(db, &own, *entity, *id, changed)? {
            if let Some(lead) = found.lead {
                blocked_leads.insert(lead);
            }
            in_the_way.push(found);
        }
    }
    let blocked: HashSet<(&str, i64)> = in_the_way.iter().map(|row| (row.entity, row.id)).collect();
    for (entity, id, changed) in work {
        let lead = lead_of(db, entity, id)?;
        if blocked.contains(&(entity.table(), id))
            || lead.is_some_and(|lead| blocked_leads.contains(&lead))
        {
            continue;
        }
        put_back(record, entity, id, &changed)?;
    }
    Ok(in_the_way)
}

/// What stands in the way of taking back this change: a later change of the row, or a row that was put upon
/// it since.
fn obstacle(
    db: &Db,
    own: &HashSet<i64>,
    entity: Entity,
    id: i64,
    changed: &Changed,
) -> Result<Option<InTheWay>, StoreFault> {
    let Some(image) = record::image(db, entity, id)? else {
        return Ok(None);
    };
    let version = image.get("version").and_then(Value::as_i64).unwrap_or(0);
    let lead = lead_of(db, entity, id)?;
    if version != changed.after && !own.contains(&version) {
        return Ok(Some(tell(db, entity, id, lead, Some(Seq(version)))?));
    }
    if changed.before.is_some() {
        return Ok(None);
    }
    for (child, column) in entity.children() {
        let mut later = None;
        db.each(
            &format!(
                "SELECT version FROM {} WHERE {column} = $1 AND taken_back_at IS NULL",
                child.table()
            ),
            &[&id],
            |row| {
                let version: i64 = row.get(0)?;
                if version != changed.after && !own.contains(&version) {
                    later = Some(version);
                }
                Ok(later.is_none())
            },
        )?;
        if let Some(version) = later {
            return Ok(Some(tell(db, entity, id, lead, Some(Seq(version)))?));
        }
    }
    Ok(None)
}

fn tell(
    db: &Db,
    entity: Entity,
    id: i64,
    lead: Option<i64>,
    seq: Option<Seq>,
) -> Result<InTheWay, StoreFault> {
    let entry = seq.map(|seq| journal::get(db, seq)).transpose()?.flatten();
    Ok(InTheWay {
        entity: entity.table(),
        id,
        lead,
        seq,
        who: entry
            .as_ref()
            .map(|entry| entry.who.clone())
            .unwrap_or_default(),
        at: entry.as_ref().map(|entry| entry.at),
        sentence: entry.map(|entry| entry.sentence).unwrap_or_default(),
    })
}

fn lead_of(db: &Db, entity: Entity, id: i64) -> Result<Option<i64>, StoreFault> {
    if entity == Entity::Lead {
        return Ok(Some(id));
    }
    if !entity.columns().contains(&"lead_id") {
        return Ok(None);
    }
    db.first(
        &format!("SELECT lead_id FROM {} WHERE id = $1", entity.table()),
        &[&id],
        |row| row.get(0),
    )
}

fn put_back(
    record: &mut Record<'_>,
    entity: Entity,
    id: i64,
    changed: &Changed,
) -> Result<(), StoreFault> {
    match &changed.before {
        // A span is history: what it said stays true of the time until now.
        before if entity.is_span() => {
            let stands = record::image(record.db(), entity, id)?
                .is_some_and(|image| image.get("taken_back_at").is_none_or(Value::is_null));
            if stands {
                record.take_back(entity, id)?;
            }
            match before {
                Some(image) if image.get("taken_back_at").is_none_or(Value::is_null) => {
                    record.copy_span(entity, image)
                }
                _ => Ok(()),
            }
        }
        Some(image) => record.restore(entity, id, image),
        None => record.take_back(entity, id),
    }
}
