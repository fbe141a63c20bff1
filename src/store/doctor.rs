//! Is the file whole, and does it obey the rules of the trade? Reads only.

use crate::{
    domain::ids::{ContactId, LeadId},
    store::{
        engine::{Db, Param},
        fault::StoreFault,
        migrate, rights, search,
    },
};
use serde::Serialize;
use std::{collections::HashSet, os::unix::fs::MetadataExt};

/// How many row numbers a finding names.
pub const FIRST: usize = 5;

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What must hold.
    pub check: &'static str,
    /// What is wrong where it does not, behind “found N:”.
    pub wrong: &'static str,
    /// How many rows break it.
    pub count: usize,
    /// The numbers of the first few.
    pub first: Vec<i64>,
    /// Whether making the derived keys again mends it.
    pub repairable: bool,
    /// What the engine said.
    pub detail: Option<String>,
}

impl Finding {
    /// Whether it holds.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.count == 0
    }
}

/// What a file is, before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The version of the engine.
    pub sqlite: String,
    /// The step of its schema.
    pub schema: i64,
    /// The program that wrote that step.
    pub written_by: String,
    /// How changes are written: must be `wal`.
    pub journal_mode: String,
    /// 2 is FULL.
    pub synchronous: i64,
    /// The rights on the file, as `600`.
    pub mode: String,
    /// Leads that stand.
    pub leads: i64,
    /// Journal entries.
    pub entries: i64,
}

/// What the file is.
///
/// # Errors
/// When it cannot be read.
pub fn facts(db: &Db) -> Result<Facts, StoreFault> {
    let text = |sql| Ok::<String, StoreFault>(db.first(sql, &[], |row| row.get(0))?.unwrap_or_default());
    let (schema, written_by) = migrate::step(db)?;
    Ok(Facts {
        sqlite: text("SELECT sqlite_version()")?,
        schema,
        written_by,
        journal_mode: text("PRAGMA journal_mode")?,
        synchronous: db.number("PRAGMA synchronous", &[])?,
        mode: mode(db).map_or_else(|| "unknown".to_owned(), |mode| format!("{mode:o}")),
        leads: db.number("SELECT count(*) FROM lead WHERE taken_back_at IS NULL", &[])?,
        entries: db.number("SELECT count(*) FROM journal", &[])?,
    })
}

fn mode(db: &Db) -> Option<u32> {
    std::fs::metadata(db.path()).ok().map(|meta| meta.mode() & 0o777)
}

/// The checks of the file as a file.
///
/// # Errors
/// When it cannot be read at all.
pub fn engine(db: &Db) -> Result<Vec<Finding>, StoreFault> {
    let mut pages = db.all("PRAGMA integrity_check(100)", &[], |row| row.get::<String>(0))?;
    pages.retain(|said| said != "ok");
    let loose = db.all("PRAGMA foreign_key_check", &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<Option<i64>>(1)?.unwrap_or(0)))
    })?;
    let facts = facts(db)?;
    let expected = rights::mode_in(db.path());
    let too_open = mode(db).is_some_and(|mode| mode & !expected != 0);
    let unsafe_writing = facts.journal_mode != "wal" || facts.synchronous != 2;
    let plain = |check, wrong, is_wrong: bool, detail| Finding {
        check,
        wrong,
        count: usize::from(is_wrong),
        first: Vec::new(),
        repairable: false,
        detail,
    };
    Ok(vec![
        Finding {
            check: "every page is whole",
            wrong: "faults in the file itself: keep a copy of it, then restore the newest backup",
            count: pages.len(),
            first: Vec::new(),
            repairable: false,
            detail: pages.first().cloned(),
        },
        Finding {
            check: "every row stands on a row that is there",
            wrong: "rows that stand on rows which are missing: restore the newest backup",
            count: loose.len(),
            first: loose.iter().take(FIRST).map(|(_, id)| *id).collect(),
            repairable: false,
            detail: loose.first().map(|(table, _)| format!("first in {table}")),
        },
        plain(
            "what is said to be saved is saved",
            "a way of writing that a power cut can undo",
            unsafe_writing,
            Some(format!("journal {}, synchronous {}", facts.journal_mode, facts.synchronous)),
        ),
        plain(
            "only those meant to can read the file",
            "rights on the file that are too wide: take them away with chmod",
            too_open,
            Some(format!("mode {}, meant is {expected:o}", facts.mode)),
        ),
    ])
}

/// A check of the trade: what must hold, what is wrong where it does not, whether a repair mends it, and the
/// query for the rows that break it.
type Check = (&'static str, &'static str, bool, &'static str);

const WORKING: &str =
    "lead.taken_back_at IS NULL AND lead.ended_at IS NULL AND lead.status NOT IN ('rejected', 'converted')";

const CHECKS: &[Check] = &[
    (
        "a lead's stage is the furthest it entered",
        "leads whose stage is not their furthest stage entry",
        false,
        "SELECT lead.id FROM lead WHERE lead.taken_back_at IS NULL AND lead.stage <> coalesce((SELECT max(stage) \
         FROM stage_entry WHERE stage_entry.lead_id = lead.id AND stage_entry.taken_back_at IS NULL), -1) ORDER BY 1",
    ),
    (
        "a lead's end is its open end span",
        "leads whose end is not the one of their open end span",
        false,
        "SELECT lead.id FROM lead LEFT JOIN end_span ON end_span.lead_id = lead.id AND end_span.taken_back_at IS NULL \
         AND end_span.reopened_at IS NULL WHERE lead.taken_back_at IS NULL \
         AND lead.ended_at IS DISTINCT FROM end_span.ended_at ORDER BY 1",
    ),
    (
        "a lead's owner is its open owner span",
        "leads whose owner is not the one of their open owner span",
        false,
        "SELECT lead.id FROM lead LEFT JOIN owner_span ON owner_span.lead_id = lead.id \
         AND owner_span.taken_back_at IS NULL AND owner_span.to_at IS NULL WHERE lead.taken_back_at IS NULL \
         AND lead.owner_id IS DISTINCT FROM owner_span.owner_id ORDER BY 1",
    ),
    (
        "a rejected lead has ended, a working one has not",
        "leads whose status and end disagree",
        false,
        "SELECT id FROM lead WHERE taken_back_at IS NULL AND ((status = 'rejected' AND ended_at IS NULL) \
         OR (status IN ('open', 'attempting', 'contacted', 'nurturing') AND ended_at IS NOT NULL)) ORDER BY 1",
    ),
    (
        "a nurturing lead has a next touch",
        "leads in nurture without a next touch: book a callback, or nurture them again",
        false,
        "SELECT id FROM lead WHERE taken_back_at IS NULL AND status = 'nurturing' AND next_at IS NULL ORDER BY 1",
    ),
    (
        "a converted lead stands on a deal",
        "converted leads without a deal",
        false,
        "SELECT lead.id FROM lead WHERE lead.taken_back_at IS NULL AND lead.status = 'converted' AND NOT EXISTS \
         (SELECT 1 FROM lead_deal WHERE lead_deal.lead_id = lead.id AND lead_deal.taken_back_at IS NULL) ORDER BY 1",
    ),
    (
        "every journal row has its entry",
        "journal rows without an entry",
        false,
        "SELECT DISTINCT journal_row.seq FROM journal_row LEFT JOIN journal ON journal.seq = journal_row.seq \
         WHERE journal.seq IS NULL ORDER BY 1",
    ),
];

/// The checks of the trade; reads every lead.
///
/// # Errors
/// When the file cannot be read.
pub fn trade(db: &Db) -> Result<Vec<Finding>, StoreFault> {
    let mut findings = Vec::new();
    for (check, wrong, repairable, sql) in CHECKS {
        findings.push(finding(check, wrong, *repairable, ids(db, sql, &[])?));
    }
    let unplaced = format!(
        "SELECT lead.id FROM lead LEFT JOIN queue_key ON queue_key.lead_id = lead.id \
         WHERE {WORKING} AND queue_key.lead_id IS NULL ORDER BY 1"
    );
    findings.push(finding(
        "every working lead is in the queue",
        "working leads without a place in the queue; --repair gives them one",
        true,
        ids(db, &unplaced, &[])?,
    ));
    let misplaced = format!(
        "SELECT lead_id FROM queue_key WHERE lead_id NOT IN (SELECT lead.id FROM lead WHERE {WORKING}) ORDER BY 1"
    );
    findings.push(finding(
        "no ended lead is in the queue",
        "leads in the queue that have ended or are gone; --repair takes them out",
        true,
        ids(db, &misplaced, &[])?,
    ));
    let people: HashSet<i64> =
        ids(db, "SELECT id FROM contact WHERE taken_back_at IS NULL", &[])?.into_iter().collect();
    let indexed: HashSet<i64> = search::indexed(db)?.into_iter().collect();
    let mut differ: Vec<i64> = people.symmetric_difference(&indexed).copied().collect();
    differ.sort_unstable();
    findings.push(finding(
        "everybody can be found",
        "contacts missing from the search, or in it and gone; --repair makes it again",
        true,
        differ,
    ));
    Ok(findings)
}

fn finding(check: &'static str, wrong: &'static str, repairable: bool, ids: Vec<i64>) -> Finding {
    let count = ids.len();
    Finding { check, wrong, count, first: ids.into_iter().take(FIRST).collect(), repairable, detail: None }
}

fn ids(db: &Db, sql: &str, params: &[&dyn Param]) -> Result<Vec<i64>, StoreFault> {
    db.all(sql, params, |row| row.get(0))
}

/// Leads that stand, in order, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn leads(db: &Db, after: LeadId, limit: i64) -> Result<Vec<LeadId>, StoreFault> {
    let found = ids(
        db,
        "SELECT id FROM lead WHERE taken_back_at IS NULL AND id > $1 ORDER BY id LIMIT $2",
        &[&after.0, &limit],
    )?;
    Ok(found.into_iter().map(LeadId).collect())
}

/// Every contact that there ever was, and whatever the search knows beside them.
///
/// # Errors
/// When the engine refuses.
pub fn contacts(db: &Db) -> Result<Vec<ContactId>, StoreFault> {
    let mut found = ids(db, "SELECT id FROM contact ORDER BY id", &[])?;
    found.extend(search::indexed(db)?);
    found.sort_unstable();
    found.dedup();
    Ok(found.into_iter().map(ContactId).collect())
}
