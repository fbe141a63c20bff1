//! Taking an entry back: each row that it changed is put as it was before, if nobody touched it since.

use crate::{
    domain::{ids::Seq, time::Timestamp},
    store::{
        back::{Back, stands},
        engine::Db,
        entity::Entity,
        fault::StoreFault,
        journal,
        record::{self, Changed, Image, Record},
        together,
    },
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

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

/// Takes back what `entry` and its parts changed. Rows in the way are listed, and they and all that hangs
/// together with them are left alone; the caller decides whether the rest may stand.
///
/// # Errors
/// When the engine refuses.
pub fn take_back(record: &mut Record<'_>, entry: Seq) -> Result<Vec<InTheWay>, StoreFault> {
    let db = record.db();
    let work = collect(db, entry)?;
    let among: HashSet<(Entity, i64)> = work.iter().map(|back| (back.entity, back.id)).collect();
    let mut in_the_way = Vec::new();
    let mut blocked = Vec::new();
    // Looked at, put back, and then its lead's keys.
    let leads = work.iter().filter(|back| back.entity == Entity::Lead).count();
    record.steps.expect(work.len() * 2 + leads);
    for (n, back) in work.iter().enumerate() {
        record.steps.step()?;
        if let Some(found) = obstacle(db, &among, back)? {
            in_the_way.push(found);
            blocked.push(n);
        }
    }
    let left = if blocked.is_empty() { HashSet::new() } else { together::with(db, &work, &blocked)? };
    let free = || work.iter().enumerate().filter(|(n, _)| !left.contains(n)).map(|(_, back)| back);
    // A lead has one open end, one open owner, one entry a stage: what goes makes room for what comes.
    for back in free().filter(|back| back.entity.is_span()) {
        if let Some((id, _)) = standing_span(db, back.entity, back.id)? {
            record.take_span_back(back.entity, id)?;
        }
    }
    for back in free() {
        record.steps.step()?;
        match (&back.before, back.entity.is_span()) {
            // A span is history: what it said stays true of the time until now.
            (Some(image), true) => record.copy_span(back.entity, back.id, image)?,
            (Some(image), false) => record.restore(back.entity, back.id, image)?,
            (None, true) => {}
            (None, false) => record.take_back(back.entity, back.id)?,
        }
    }
    Ok(in_the_way)
}

/// What the entry and its parts changed, each row once, last to first: as it was before the first of them, and
/// the version that the last of them left.
fn collect(db: &Db, entry: Seq) -> Result<Vec<Back>, StoreFault> {
    let mut work: Vec<Back> = Vec::new();
    let mut places: HashMap<(Entity, i64), usize> = HashMap::new();
    for part in journal::parts(db, entry)? {
        for Changed { entity, id, last, before, after } in journal::changed(db, part)?.into_iter().rev() {
            for id in (id..=last).rev() {
                let id = if entity.is_span() { origin(db, entity, id)? } else { id };
                match places.get(&(entity, id)) {
                    Some(place) => work[*place].before.clone_from(&before),
                    None => {
                        places.insert((entity, id), work.len());
                        work.push(Back { entity, id, before: before.clone(), after });
                    }
                }
            }
        }
    }
    Ok(work)
}

/// What stands in the way of putting this row back: a later change of it, a row that was put upon it since, or a
/// row on which it would stand and which is gone.
fn obstacle(db: &Db, among: &HashSet<(Entity, i64)>, back: &Back) -> Result<Option<InTheWay>, StoreFault> {
    let version = version(db, back.entity, back.id)?;
    if version != back.after {
        let since = if version == 0 { newest_mark(db, back.entity, back.id)? } else { version };
        return Ok(Some(tell(db, back.entity, back.id, since)?));
    }
    if let Some(image) = back.standing() {
        return missing(db, among, back, image);
    }
    for (child, column) in back.entity.children() {
        let key = if child.is_span() { "coalesce(origin, id)" } else { "id" };
        let mut later = None;
        db.each(
            &format!("SELECT {key}, version FROM {} WHERE {column} = $1 AND taken_back_at IS NULL", child.table()),
            &[&back.id],
            |row| {
                if !among.contains(&(*child, row.get(0)?)) {
                    later = Some(row.get(1)?);
                }
                Ok(later.is_none())
            },
        )?;
        if let Some(version) = later {
            return Ok(Some(tell(db, back.entity, back.id, version)?));
        }
    }
    Ok(None)
}

/// A row on which `image` stands, and that was itself taken back.
fn missing(
    db: &Db,
    among: &HashSet<(Entity, i64)>,
    back: &Back,
    image: &Image,
) -> Result<Option<InTheWay>, StoreFault> {
    for (parent, column) in back.entity.parents() {
        let Some(id) = image.get(column).and_then(Value::as_i64) else { continue };
        if among.contains(&(parent, id)) {
            continue;
        }
        if let Some(gone) = record::image(db, parent, id)?.filter(|image| !stands(image)) {
            let version = gone.get("version").and_then(Value::as_i64).unwrap_or(0);
            return Ok(Some(tell(db, back.entity, back.id, version)?));
        }
    }
    Ok(None)
}

/// The version under which a row is now; of a span the copy that stands, and 0 where none does.
fn version(db: &Db, entity: Entity, id: i64) -> Result<i64, StoreFault> {
    if entity.is_span() {
        return Ok(standing_span(db, entity, id)?.map_or(0, |(_, version)| version));
    }
    db.number(&format!("SELECT version FROM {} WHERE id = $1", entity.table()), &[&id])
}

/// The copy of a span that stands, with its version.
fn standing_span(db: &Db, entity: Entity, origin: i64) -> Result<Option<(i64, i64)>, StoreFault> {
    let table = entity.table();
    db.first(
        &format!("SELECT id, version FROM {table} WHERE (id = $1 OR origin = $1) AND taken_back_at IS NULL"),
        &[&origin],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

fn newest_mark(db: &Db, entity: Entity, origin: i64) -> Result<i64, StoreFault> {
    let table = entity.table();
    db.number(&format!("SELECT max(version) FROM {table} WHERE id = $1 OR origin = $1"), &[&origin])
}

fn origin(db: &Db, entity: Entity, id: i64) -> Result<i64, StoreFault> {
    db.number(&format!("SELECT coalesce(origin, id) FROM {} WHERE id = $1", entity.table()), &[&id])
}

fn tell(db: &Db, entity: Entity, id: i64, version: i64) -> Result<InTheWay, StoreFault> {
    let seq = Seq(version);
    let entry = journal::get(db, seq)?;
    Ok(InTheWay {
        entity: entity.table(),
        id,
        lead: lead_of(db, entity, id)?,
        seq: Some(seq),
        who: entry.as_ref().map(|entry| entry.who.clone()).unwrap_or_default(),
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
    db.first(&format!("SELECT lead_id FROM {} WHERE id = $1", entity.table()), &[&id], |row| row.get(0))
}
