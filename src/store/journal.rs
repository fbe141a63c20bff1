//! The journal: the append-only record of every change, and how to take it back.

use crate::{
    domain::{
        ids::{LeadId, RepId, Seq},
        time::Timestamp,
        words::words,
    },
    store::{
        engine::{Db, Row},
        entity::Entity,
        fault::StoreFault,
        migrate,
        record::{Changed, Record},
    },
};
use serde::Serialize;

words! {
    /// What an entry did.
    EntryKind {
        /// Changed something.
        Do = "do" / "Done",
        /// Took an entry back.
        Undo = "undo" / "Undone",
        /// Did again what an undo took back.
        Redo = "redo" / "Redone",
    }
}

/// What is written about an entry beside the rows that it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who.
    pub actor: Option<RepId>,
    /// The command's word.
    pub command: &'static str,
    /// What it did.
    pub kind: EntryKind,
    /// The entry that an undo or a redo is about.
    pub target: Option<Seq>,
    /// The first entry of a long piece of work.
    pub part_of: Option<Seq>,
    /// For people.
    pub sentence: String,
    /// The lead it is about, when it is about one.
    pub lead: Option<LeadId>,
    /// Why, when somebody said so.
    pub reason: Option<String>,
}

/// A journal entry as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Written {
    /// Its sequence number.
    pub seq: Seq,
    /// When.
    pub at: Timestamp,
    /// Who, by row number.
    pub actor: Option<RepId>,
    /// Who, by name.
    pub who: String,
    /// The command's word.
    pub command: String,
    /// What it did.
    pub kind: EntryKind,
    /// The entry that an undo or a redo is about.
    pub target: Option<Seq>,
    /// The first entry of a long piece of work.
    pub part_of: Option<Seq>,
    /// For people.
    pub sentence: String,
    /// The lead it is about.
    pub lead: Option<LeadId>,
    /// Why.
    pub reason: Option<String>,
}

const ENTRY: &str = "SELECT journal.seq, journal.at, journal.actor_id, coalesce(rep.name, ''), journal.command, \
     journal.kind, journal.target, journal.part_of, coalesce((SELECT part.sentence FROM journal AS part \
     WHERE part.part_of = journal.seq ORDER BY part.seq DESC LIMIT 1), journal.sentence), journal.lead_id, journal.reason \
     FROM journal LEFT JOIN rep ON rep.id = journal.actor_id";

fn entry(row: &Row<'_>) -> Result<Written, StoreFault> {
    Ok(Written {
        seq: Seq(row.get(0)?),
        at: Timestamp(row.get(1)?),
        actor: row.get::<Option<i64>>(2)?.map(RepId),
        who: row.get(3)?,
        command: row.get(4)?,
        kind: word(row.get::<String>(5)?)?,
        target: row.get::<Option<i64>>(6)?.map(Seq),
        part_of: row.get::<Option<i64>>(7)?.map(Seq),
        sentence: row.get(8)?,
        lead: row.get::<Option<i64>>(9)?.map(LeadId),
        reason: row.get(10)?,
    })
}

/// Reads a word of a closed set from the file.
///
/// # Errors
/// When the set does not have it.
pub fn word<T: std::str::FromStr>(text: String) -> Result<T, StoreFault>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|fault: T::Err| StoreFault::Strange(fault.to_string()))
}

/// Writes the entry of `record`, with every row that it changed.
///
/// # Errors
/// When the engine refuses.
pub fn write(record: &Record<'_>, entry: &Entry) -> Result<(), StoreFault> {
    let db = record.db();
    db.run(
        "INSERT INTO journal (seq, at, actor_id, command, kind, target, part_of, sentence, lead_id, reason, schema_step) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            &record.seq().0,
            &record.at().0,
            &entry.actor.map(|rep| rep.0),
            &entry.command,
            &entry.kind.slug(),
            &entry.target.map(|seq| seq.0),
            &entry.part_of.map(|seq| seq.0),
            &entry.sentence,
            &entry.lead.map(|lead| lead.0),
            &entry.reason,
            &migrate::newest(),
        ],
    )?;
    for (n, changed) in (0_i64..).zip(record.changed()) {
        let before = changed.before.as_ref().map(|image| serde_json::Value::Object(image.clone()).to_string());
        db.run(
            "INSERT INTO journal_row (seq, n, entity, row_id, last_id, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &[&record.seq().0, &n, &changed.entity.table(), &changed.id, &changed.last, &before, &changed.after],
        )?;
    }
    Ok(())
}

/// The entry of that sequence.
///
/// # Errors
/// When the engine refuses.
pub fn get(db: &Db, seq: Seq) -> Result<Option<Written>, StoreFault> {
    db.first(&format!("{ENTRY} WHERE journal.seq = $1"), &[&seq.0], entry)
}

/// What to look for in the journal; every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Entries before this one, for the next page.
    pub before: Option<Seq>,
    /// By this rep.
    pub actor: Option<RepId>,
    /// Of this lead: about it, or about many and it was among them.
    pub lead: Option<LeadId>,
    /// With this command's word.
    pub command: Option<String>,
    /// Not earlier than this.
    pub from: Option<Timestamp>,
    /// Earlier than this.
    pub to: Option<Timestamp>,
}

/// The entries that changed a lead or what stands on it: an entry about many names no lead, but its rows do.
const OF_LEAD: &str = "SELECT seq FROM journal WHERE lead_id = $2 \
     UNION SELECT seq FROM journal_row WHERE entity = 'lead' AND row_id = $2 \
     UNION SELECT made_by FROM lead WHERE id = $2 \
     UNION SELECT made_by FROM touch WHERE lead_id = $2 \
     UNION SELECT made_by FROM promise WHERE lead_id = $2 \
     UNION SELECT seq FROM journal_row WHERE entity = 'touch' AND row_id IN (SELECT id FROM touch WHERE lead_id = $2) \
     UNION SELECT do_not_call.made_by FROM lead JOIN channel ON channel.contact_id = lead.contact_id \
     JOIN do_not_call ON do_not_call.normal = channel.normal AND do_not_call.lifted_at IS NULL WHERE lead.id = $2";

/// A page of the journal, newest first; the parts of a long piece of work stand as their first entry.
///
/// # Errors
/// When the engine refuses.
pub fn page(db: &Db, wanted: &Wanted, limit: i64) -> Result<Vec<Written>, StoreFault> {
    // The first entry of a long piece of work stands for its parts.
    let about = if wanted.lead.is_some() {
        format!("journal.seq IN (SELECT coalesce(part_of, seq) FROM journal WHERE seq IN ({OF_LEAD}))")
    } else {
        "CAST($2 AS BIGINT) IS NULL".to_owned()
    };
    db.all(
        &format!(
            "{ENTRY} WHERE {about} AND (CAST($1 AS BIGINT) IS NULL OR journal.actor_id = $1) AND journal.seq < $3 AND journal.at >= $4 AND journal.part_of IS NULL \
             AND (CAST($5 AS TEXT) IS NULL OR journal.command = $5) AND journal.at < $6 ORDER BY journal.seq DESC LIMIT $7"
        ),
        &[
            &wanted.actor.map(|rep| rep.0),
            &wanted.lead.map(|lead| lead.0),
            &wanted.before.map_or(i64::MAX, |seq| seq.0),
            &wanted.from.map_or(i64::MIN, |at| at.0),
            &wanted.command,
            &wanted.to.map_or(i64::MAX, |at| at.0),
            &limit,
        ],
        entry,
    )
}

/// The entry whose rows show what `target` did last: itself, or the redo that did it again; and whether it
/// stands now or is taken back.
///
/// # Errors
/// When the engine refuses.
pub fn standing(db: &Db, target: Seq) -> Result<(Seq, bool), StoreFault> {
    let last = db.first(
        "SELECT seq, kind FROM journal WHERE target = $1 AND part_of IS NULL ORDER BY seq DESC LIMIT 1",
        &[&target.0],
        |row| Ok((Seq(row.get(0)?), row.get::<String>(1)?)),
    )?;
    Ok(match last {
        None => (target, true),
        Some((seq, kind)) => (seq, kind != EntryKind::Undo.slug()),
    })
}

/// The entries of one piece of work: the entry and its parts, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn parts(db: &Db, seq: Seq) -> Result<Vec<Seq>, StoreFault> {
    db.all("SELECT seq FROM journal WHERE seq = $1 OR part_of = $1 ORDER BY seq DESC", &[&seq.0], |row| {
        Ok(Seq(row.get(0)?))
    })
}

/// What an entry changed, in the order in which it did.
///
/// # Errors
/// When the engine refuses, or an image cannot be read.
pub fn changed(db: &Db, seq: Seq) -> Result<Vec<Changed>, StoreFault> {
    db.all(
        "SELECT entity, row_id, last_id, before, after FROM journal_row WHERE seq = $1 ORDER BY n",
        &[&seq.0],
        |row| {
            let before: Option<String> = row.get(3)?;
            Ok(Changed {
                entity: Entity::named(&row.get::<String>(0)?)?,
                id: row.get(1)?,
                last: row.get(2)?,
                after: row.get(4)?,
                before: before.map(|text| serde_json::from_str(&text)).transpose().map_err(|fault| {
                    StoreFault::Strange(format!("an unreadable image in journal entry {seq}: {fault}"))
                })?,
            })
        },
    )
}

/// The newest entry by `actor` that stands and is not itself an undo or redo: what `u` takes back. Entries that
/// changed no row of record count only `with_bare`, and a lead let go never does.
///
/// # Errors
/// When the engine refuses.
pub fn last_standing(db: &Db, actor: RepId, with_bare: bool) -> Result<Option<Seq>, StoreFault> {
    let bare = if with_bare {
        "command <> 'release'"
    } else {
        "EXISTS (SELECT 1 FROM journal_row WHERE journal_row.seq = journal.seq)"
    };
    let candidates = db.all(
        &format!(
            "SELECT seq FROM journal WHERE actor_id = $1 AND kind = 'do' AND part_of IS NULL AND {bare} \
             ORDER BY seq DESC LIMIT 500"
        ),
        &[&actor.0],
        |row| Ok(Seq(row.get(0)?)),
    )?;
    for seq in candidates {
        if standing(db, seq)?.1 {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

/// The entry that `actor` took back last and that is still taken back, unless they have done something new
/// since: what `ctrl-r` does again.
///
/// # Errors
/// When the engine refuses.
pub fn last_undone(db: &Db, actor: RepId) -> Result<Option<Seq>, StoreFault> {
    let newest_do = db.number(
        "SELECT max(seq) FROM journal WHERE actor_id = $1 AND kind = 'do' AND part_of IS NULL AND command <> 'release'",
        &[&actor.0],
    )?;
    let targets = db.all(
        "SELECT target FROM journal WHERE actor_id = $1 AND kind = 'undo' AND part_of IS NULL AND seq > $2 \
         ORDER BY seq DESC LIMIT 500",
        &[&actor.0, &newest_do],
        |row| Ok(Seq(row.get(0)?)),
    )?;
    for target in targets {
        if !standing(db, target)?.1 {
            return Ok(Some(target));
        }
    }
    Ok(None)
}
