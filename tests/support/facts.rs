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

/// The entries of the journal as text, in order.
pub fn journal_entries(db: &Db) -> Vec<String> {
    texts(db, "journal", "seq")
}

/// The rows of the journal as text, in order.
pub fn journal_rows(db: &Db) -> Vec<String> {
    texts(db, "journal_row", "seq, n")
}

fn texts(db: &Db, table: &str, order: &str) -> Vec<String> {
    let columns: Vec<String> = db.all("SELECT name FROM pragma_table_info($1)", &[&table], |row| row.get(0)).unwrap();
    let sql = format!("SELECT {} FROM {table} ORDER BY {order}", columns.join(", "));
    db.all(&sql, &[], |row| {
        let values = (0..columns.len()).map(|n| Ok(row.json(n)?.to_string()));
        Ok(values.collect::<Result<Vec<_>, _>>()?.join("|"))
    })
    .unwrap()
}

/// The number of rows of a table for which a condition holds.
pub fn count(db: &Db, table: &str, condition: &str) -> i64 {
    db.number(&format!("SELECT count(*) FROM {table} WHERE {condition}"), &[]).unwrap()
}
