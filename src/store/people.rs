//! Reps and teams.

use crate::{
    domain::{
        ids::{RepId, TeamId},
        rep::{Rep, Team},
        time::Timestamp,
    },
    store::{
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
    },
};

const REP: &str = "SELECT id, name, full_name, role, team_id, zone, retired_at FROM rep WHERE taken_back_at IS NULL";

fn rep(row: &Row<'_>) -> Result<Rep, StoreFault> {
    Ok(Rep {
        id: RepId(row.get(0)?),
        name: row.get(1)?,
        full_name: row.get(2)?,
        role: word(row.get(3)?)?,
        team: row.get::<Option<i64>>(4)?.map(TeamId),
        zone: row.get::<Option<String>>(5)?.and_then(|zone| zone.parse().ok()),
        retired_at: row.get::<Option<i64>>(6)?.map(Timestamp),
    })
}

/// Every rep, retired ones too, by name.
///
/// # Errors
/// When the engine refuses.
pub fn reps(db: &Db) -> Result<Vec<Rep>, StoreFault> {
    db.all(&format!("{REP} ORDER BY name"), &[], rep)
}

/// The rep of that name, however it is capitalised.
///
/// # Errors
/// When the engine refuses.
pub fn rep_by_name(db: &Db, name: &str) -> Result<Option<Rep>, StoreFault> {
    db.first(&format!("{REP} AND lower(name) = lower($1)"), &[&name], rep)
}

/// Every team, by name.
///
/// # Errors
/// When the engine refuses.
pub fn teams(db: &Db) -> Result<Vec<Team>, StoreFault> {
    db.all("SELECT id, name FROM team WHERE taken_back_at IS NULL ORDER BY name", &[], |row| {
        Ok(Team { id: TeamId(row.get(0)?), name: row.get(1)? })
    })
}

/// The number of open leads that a rep owns.
///
/// # Errors
/// When the engine refuses.
pub fn load(db: &Db, rep: RepId) -> Result<i64, StoreFault> {
    db.number(
        "SELECT count(*) FROM lead WHERE owner_id = $1 AND taken_back_at IS NULL \
         AND status IN ('open', 'attempting', 'contacted', 'nurturing')",
        &[&rep.0],
    )
}

/// The position of a turn: a counter that is not journalled.
///
/// # Errors
/// When the engine refuses.
pub fn turn(db: &Db, name: &str) -> Result<i64, StoreFault> {
    db.number("SELECT position FROM turn WHERE name = $1", &[&name])
}

/// Moves a turn on, in the transaction under way; gives the position that it had.
///
/// # Errors
/// When the engine refuses.
pub fn move_turn(db: &Db, name: &str) -> Result<i64, StoreFault> {
    let after = db.number(
        "INSERT INTO turn (name, position) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET position = turn.position + 1 RETURNING position",
        &[&name],
    )?;
    Ok(after - 1)
}
