//! What stands in the file, read without the desk.

use callsheet::store::{engine::Db, entity::Entity};
use std::collections::BTreeSet;

/// Every fact that anybody can see: the rows of record that stand, without the marks that an undo leaves (versions,
/// copies of spans), and where each lead stands in the queue.
pub fn visible(db: &Db) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for entity in Entity::ALL {
        let marks: &[&str] = if entity.is_span() { &["id", "counts_from", "recorded_at", "origin"] } else { &[] };
        let columns: Vec<&str> = std::iter::once("id")
            .chain(entity.columns().iter().copied())
            .filter(|column| !marks.contains(column))
            .collect();
        let sql = format!("SELECT {} FROM {} WHERE taken_back_at IS NULL", columns.join(", "), entity.table());
        let rows = db
            .all(&sql, &[], |row| {
                let values = columns.iter().enumerate().map(|(n, column)| Ok(format!("{column}={}", row.json(n)?)));
                values.collect::<Result<Vec<_>, _>>()
            })
            .unwrap();
        for row in rows {
            assert!(
                facts.insert(format!("{}: {}", entity.table(), row.join(" "))),
                "twice: {}: {row:?}",
                entity.table()
            );
        }
    }
    facts.extend(keys(db));
    facts
}

/// Where each lead stands in the queue.
pub fn keys(db: &Db) -> Vec<String> {
    db.all("SELECT lead_id, seat, gate_id, kind, at, block FROM queue_key", &[], |row| {
        let values = (0..6).map(|n| row.get::<i64>(n)).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("queue: {values:?}"))
    })
    .unwrap()
}

/// Says what differs.
#[track_caller]
pub fn assert_same(before: &BTreeSet<String>, after: &BTreeSet<String>, what: &str) {
    let gone: Vec<&String> = before.difference(after).collect();
    let new: Vec<&String> = after.difference(before).collect();
    assert!(gone.is_empty() && new.is_empty(), "{what}\n  gone: {gone:#?}\n  new: {new:#?}");
}

/// Every row of the journal as text, in order.
pub fn journal(db: &Db) -> Vec<String> {
    let mut rows = db
        .all(
            "SELECT seq, at, actor_id, command, kind, target, part_of, sentence, lead_id, reason FROM journal ORDER BY seq",
            &[],
            |row| (0..10).map(|n| Ok(row.json(n)?.to_string())).collect::<Result<Vec<_>, _>>(),
        )
        .unwrap();
    rows.extend(
        db.all("SELECT seq, n, entity, row_id, last_id, before, after FROM journal_row ORDER BY seq, n", &[], |row| {
            (0..7).map(|n| Ok(row.json(n)?.to_string())).collect::<Result<Vec<_>, _>>()
        })
        .unwrap(),
    );
    rows.into_iter().map(|row| row.join("|")).collect()
}

/// The number of rows of a table for which a condition holds.
pub fn count(db: &Db, table: &str, condition: &str) -> i64 {
    db.number(&format!("SELECT count(*) FROM {table} WHERE {condition}"), &[]).unwrap()
}
