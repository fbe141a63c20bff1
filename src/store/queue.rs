//! The queue's keys: written when a lead changes, read by ranges of an index with `now` as a parameter.

use crate::{
    domain::{
        ids::LeadId,
        stage::{Stage, Status},
        time::Timestamp,
    },
    policy::lanes::{Block, Key, Rule, Seat},
    store::{
        engine::{Db, Param},
        fault::StoreFault,
        leads,
    },
};
use chrono_tz::Tz;

/// The keys of one lead in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which lead.
    pub lead: LeadId,
    /// Whose queue.
    pub seat: Seat,
    /// Its gate.
    pub gate: i64,
    /// By which rule.
    pub rule: Rule,
    /// The time that the rule looks at.
    pub at: Timestamp,
    /// 100 minus the score as stored.
    pub rank: i64,
}

/// A gate: the zones that its leads may be in, which open and close together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Row number.
    pub id: i64,
    /// Every zone that it could be; none is unknown.
    pub zones: Vec<Tz>,
}

/// Writes the keys of a lead.
///
/// # Errors
/// When the engine refuses.
pub fn put(
    db: &Db,
    lead: LeadId,
    key: &Key,
    gate: i64,
    rank: i64,
    changes_at: Option<Timestamp>,
) -> Result<(), StoreFault> {
    db.run(
        "INSERT INTO queue_key (lead_id, seat, gate_id, kind, at, rank, block, changes_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (lead_id) DO UPDATE SET seat = excluded.seat, gate_id = excluded.gate_id, \
         kind = excluded.kind, at = excluded.at, rank = excluded.rank, block = excluded.block, \
         changes_at = excluded.changes_at",
        &[
            &lead.0,
            &key.seat.0,
            &gate,
            &(key.rule as i64),
            &key.at.0,
            &rank,
            &(key.block as i64),
            &changes_at.map(|at| at.0),
        ],
    )?;
    Ok(())
}

/// Every lead that has a place, in order, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn placed(db: &Db, after: LeadId, limit: i64) -> Result<Vec<LeadId>, StoreFault> {
    db.all("SELECT lead_id FROM queue_key WHERE lead_id > $1 ORDER BY lead_id LIMIT $2", &[&after.0, &limit], |row| {
        Ok(LeadId(row.get(0)?))
    })
}

/// When the score of a lead in the queue changes by itself next.
///
/// # Errors
/// When the engine refuses.
pub fn changes_at(db: &Db, lead: LeadId) -> Result<Option<Timestamp>, StoreFault> {
    let found =
        db.first("SELECT changes_at FROM queue_key WHERE lead_id = $1", &[&lead.0], |row| row.get::<Option<i64>>(0))?;
    Ok(found.flatten().map(Timestamp))
}

/// Takes a lead out of the queue.
///
/// # Errors
/// When the engine refuses.
pub fn remove(db: &Db, lead: LeadId) -> Result<(), StoreFault> {
    db.run("DELETE FROM queue_key WHERE lead_id = $1", &[&lead.0])?;
    Ok(())
}

/// Changes nothing but the score of a lead in the queue.
///
/// # Errors
/// When the engine refuses.
pub fn rescore(db: &Db, lead: LeadId, rank: i64, changes_at: Option<Timestamp>) -> Result<(), StoreFault> {
    db.run(
        "UPDATE queue_key SET rank = $2, changes_at = $3 WHERE lead_id = $1",
        &[&lead.0, &rank, &changes_at.map(|at| at.0)],
    )?;
    Ok(())
}

/// Leads whose score has changed by itself and is not yet folded in.
///
/// # Errors
/// When the engine refuses.
pub fn stale(db: &Db, now: Timestamp, limit: i64) -> Result<Vec<LeadId>, StoreFault> {
    db.all(
        "SELECT lead_id FROM queue_key WHERE changes_at <= $1 ORDER BY changes_at LIMIT $2",
        &[&now.0, &limit],
        |row| Ok(LeadId(row.get(0)?)),
    )
}

/// The gate of a set of zones, made where it is missing. Must run inside a writing transaction.
///
/// # Errors
/// When the engine refuses.
pub fn gate(db: &Db, zones: &[Tz]) -> Result<i64, StoreFault> {
    let mut names: Vec<&str> = zones.iter().map(|zone| zone.name()).collect();
    names.sort_unstable();
    names.dedup();
    let names = names.join(" ");
    let known = db.first("SELECT id FROM gate WHERE zones = $1", &[&names], |row| row.get(0))?;
    match known {
        Some(id) => Ok(id),
        None => db.number("INSERT INTO gate (zones) VALUES ($1) RETURNING id", &[&names]),
    }
}

/// Every gate.
///
/// # Errors
/// When the engine refuses.
pub fn gates(db: &Db) -> Result<Vec<Gate>, StoreFault> {
    db.all("SELECT id, zones FROM gate ORDER BY id", &[], |row| {
        let names: String = row.get(1)?;
        Ok(Gate { id: row.get(0)?, zones: names.split_whitespace().filter_map(|name| name.parse().ok()).collect() })
    })
}

/// In which order a range is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By the rule's time, earliest first.
    Earliest,
    /// By the rule's time, latest first.
    Latest,
    /// By score, best first.
    Best,
}

/// One index range: one rule, one seat, times above `from` up to and with `to`, in one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// By which rule.
    pub rule: Rule,
    /// Whose queue.
    pub seat: Seat,
    /// Times after this one.
    pub from: Timestamp,
    /// Times up to and with this one.
    pub to: Timestamp,
    /// In which order.
    pub order: Order,
}

impl Range {
    /// The condition behind the gate, `$3` to `$6` its parameters, and the order.
    const fn rest(&self) -> &'static str {
        match self.order {
            Order::Earliest => "at > $3 AND at <= $4 AND (at, lead_id) > ($5, $6) ORDER BY at, lead_id",
            Order::Latest => "at > $3 AND at <= $4 AND (at, lead_id) < ($5, $6) ORDER BY at DESC, lead_id DESC",
            Order::Best => "at > $3 AND at <= $4 AND (rank, lead_id) > ($5, $6) ORDER BY rank, lead_id",
        }
    }

    const fn start(&self, after: Option<(i64, LeadId)>) -> (i64, LeadId) {
        match (after, self.order) {
            (Some(after), _) => after,
            (None, Order::Latest) => (i64::MAX, LeadId(i64::MAX)),
            (None, _) => (i64::MIN, LeadId(i64::MIN)),
        }
    }
}

/// Of the leads under a key only these, by what the key does not know; everything missing is all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Only<'a> {
    /// Of this source.
    pub source: Option<&'a str>,
    /// With this status.
    pub status: Option<Status>,
    /// Whose furthest stage is this one.
    pub stage: Option<Stage>,
}

impl Only<'_> {
    /// The condition on a row of `queue_key`, its parameters added. Without one the leads are not looked at: a
    /// count of all of them stays one of the index.
    fn condition<'p>(&'p self, params: &mut Vec<&'p dyn Param>) -> String {
        let mut all = String::new();
        if let Some(source) = &self.source {
            params.push(source);
            all.push_str(&format!(" AND lead.source = ${}", params.len()));
        }
        if let Some(status) = self.status {
            all.push_str(&format!(" AND lead.status = '{}'", status.slug()));
        }
        if let Some(stage) = self.stage {
            all.push_str(&format!(" AND lead.stage = {}", leads::rank(stage)));
        }
        if all.is_empty() {
            return all;
        }
        format!(" AND EXISTS (SELECT 1 FROM lead WHERE lead.id = queue_key.lead_id{all})")
    }
}

/// Reads the range of one gate, from behind the place `after`.
///
/// # Errors
/// When the engine refuses.
pub fn range(
    db: &Db,
    range: &Range,
    gate: i64,
    after: Option<(i64, LeadId)>,
    only: &Only<'_>,
    limit: usize,
) -> Result<Vec<Place>, StoreFault> {
    let (key, lead) = range.start(after);
    let (rule, limit) = (range.rule as i64, i64::try_from(limit).unwrap_or(i64::MAX));
    let mut params: Vec<&dyn Param> =
        vec![&rule, &range.seat.0, &range.from.0, &range.to.0, &key, &lead.0, &limit, &gate];
    let condition = only.condition(&mut params);
    db.all(
        &format!(
            "SELECT lead_id, at, rank FROM queue_key WHERE block = 0 AND kind = $1 AND seat = $2 AND gate_id = $8\
             {condition} AND {} LIMIT $7",
            range.rest()
        ),
        &params,
        |row| {
            Ok(Place {
                lead: LeadId(row.get(0)?),
                seat: range.seat,
                gate,
                rule: range.rule,
                at: Timestamp(row.get(1)?),
                rank: row.get(2)?,
            })
        },
    )
}

/// Reads the first `limit` of the range of every one of these gates, in one statement: most gates have few,
/// and asking each by itself would cost more than what they answer.
///
/// # Errors
/// When the engine refuses.
pub fn heads(
    db: &Db,
    range: &Range,
    gates: &[i64],
    after: Option<(i64, LeadId)>,
    limit: usize,
) -> Result<Vec<Place>, StoreFault> {
    if gates.is_empty() {
        return Ok(Vec::new());
    }
    let (key, lead) = range.start(after);
    let gates: Vec<String> = gates.iter().map(i64::to_string).collect();
    db.all(
        &format!(
            "SELECT found.lead_id, found.at, found.rank, found.gate_id FROM gate JOIN queue_key AS found \
             ON found.lead_id IN (SELECT lead_id FROM queue_key WHERE block = 0 AND kind = $1 AND seat = $2 \
             AND gate_id = gate.id AND {} LIMIT $7) WHERE gate.id IN ({})",
            range.rest(),
            gates.join(", ")
        ),
        &[
            &(range.rule as i64),
            &range.seat.0,
            &range.from.0,
            &range.to.0,
            &key,
            &lead.0,
            &i64::try_from(limit).unwrap_or(i64::MAX),
        ],
        |row| {
            Ok(Place {
                lead: LeadId(row.get(0)?),
                seat: range.seat,
                gate: row.get(3)?,
                rule: range.rule,
                at: Timestamp(row.get(1)?),
                rank: row.get(2)?,
            })
        },
    )
}

/// Leads of these seats, newest capture first, each with when it was captured, from behind the place `after`.
/// Read from the leads, not from the keys: those know only when a rule comes due.
///
/// # Errors
/// When the engine refuses.
pub fn newest(
    db: &Db,
    seats: &[Seat],
    after: Option<(Timestamp, LeadId)>,
    limit: usize,
) -> Result<Vec<(Place, Timestamp)>, StoreFault> {
    let (at, id) = after.unwrap_or((Timestamp(i64::MAX), LeadId(i64::MAX)));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut params: Vec<&dyn Param> = vec![&at.0, &id.0, &limit];
    params.extend(seats.iter().map(|seat| &seat.0 as &dyn Param));
    // A cross join keeps SQLite to this order: read from the keys, everybody's page sorted every lead.
    let slots: Vec<String> = (4..params.len() + 1).map(|n| format!("${n}")).collect();
    db.all(
        &format!(
            "SELECT lead.id, queue_key.seat, queue_key.gate_id, queue_key.kind, queue_key.at, queue_key.rank, \
             lead.captured_at FROM lead CROSS JOIN queue_key \
             WHERE queue_key.lead_id = lead.id AND lead.taken_back_at IS NULL AND (lead.captured_at, lead.id) < ($1, $2) \
             AND queue_key.block = 0 AND queue_key.seat IN ({}) \
             ORDER BY lead.captured_at DESC, lead.id DESC LIMIT $3",
            slots.join(", ")
        ),
        &params,
        |row| {
            let place = Place {
                lead: LeadId(row.get(0)?),
                seat: Seat(row.get(1)?),
                gate: row.get(2)?,
                rule: rule(row.get(3)?)?,
                at: Timestamp(row.get(4)?),
                rank: row.get(5)?,
            };
            Ok((place, Timestamp(row.get(6)?)))
        },
    )
}

/// The place of one lead, with its block.
///
/// # Errors
/// When the engine refuses.
pub fn place(db: &Db, lead: LeadId) -> Result<Option<(Place, Block)>, StoreFault> {
    db.first("SELECT seat, gate_id, kind, at, rank, block FROM queue_key WHERE lead_id = $1", &[&lead.0], |row| {
        let place = Place {
            lead,
            seat: Seat(row.get(0)?),
            gate: row.get(1)?,
            rule: rule(row.get(2)?)?,
            at: Timestamp(row.get(3)?),
            rank: row.get(4)?,
        };
        Ok((place, block(row.get(5)?)?))
    })
}

/// How many leads of a seat stand under each rule, gate and block, and how many of those have their time behind
/// `now`.
///
/// # Errors
/// When the engine refuses.
pub fn census(db: &Db, seat: Seat, now: Timestamp, only: &Only<'_>) -> Result<Vec<Count>, StoreFault> {
    let mut counts = Vec::new();
    for kind in [Rule::Promise, Rule::New, Rule::Lifted, Rule::FollowUp, Rule::Rest] {
        let rule = kind as i64;
        let mut params: Vec<&dyn Param> = vec![&rule, &seat.0, &now.0];
        let condition = only.condition(&mut params);
        counts.extend(db.all(
            &format!(
                "SELECT gate_id, count(*), CAST(sum(CASE WHEN at <= $3 THEN 1 ELSE 0 END) AS BIGINT) FROM queue_key \
                 WHERE block = 0 AND kind = $1 AND seat = $2{condition} GROUP BY gate_id"
            ),
            &params,
            |row| Ok(Count { rule: kind, gate: row.get(0)?, block: Block::None, leads: row.get(1)?, due: row.get(2)? }),
        )?);
    }
    let mut params: Vec<&dyn Param> = vec![&seat.0];
    let condition = only.condition(&mut params);
    counts.extend(db.all(
        &format!("SELECT block, count(*) FROM queue_key WHERE block <> 0 AND seat = $1{condition} GROUP BY block"),
        &params,
        |row| Ok(Count { rule: Rule::Rest, gate: 0, block: block(row.get(0)?)?, leads: row.get(1)?, due: 0 }),
    )?);
    Ok(counts)
}

/// Leads of a seat that share rule, gate and block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// By which rule.
    pub rule: Rule,
    /// Their gate.
    pub gate: i64,
    /// Why they are never offered.
    pub block: Block,
    /// How many.
    pub leads: i64,
    /// Of those, the ones whose time has come.
    pub due: i64,
}

/// Leads of a seat that are never offered for this block, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn blocked(db: &Db, seat: Seat, by: Block, only: &Only<'_>, limit: i64) -> Result<Vec<LeadId>, StoreFault> {
    let by = by as i64;
    let mut params: Vec<&dyn Param> = vec![&by, &seat.0, &limit];
    let condition = only.condition(&mut params);
    db.all(
        &format!(
            "SELECT lead_id FROM queue_key WHERE block = $1 AND block <> 0 AND seat = $2{condition} \
             ORDER BY lead_id DESC LIMIT $3"
        ),
        &params,
        |row| Ok(LeadId(row.get(0)?)),
    )
}

fn rule(kind: i64) -> Result<Rule, StoreFault> {
    [Rule::Promise, Rule::New, Rule::Lifted, Rule::FollowUp, Rule::Rest]
        .into_iter()
        .find(|rule| *rule as i64 == kind)
        .ok_or_else(|| StoreFault::Strange(format!("a queue key of kind {kind}")))
}

fn block(number: i64) -> Result<Block, StoreFault> {
    [Block::None, Block::DoNotCall, Block::NoNumber]
        .into_iter()
        .find(|block| *block as i64 == number)
        .ok_or_else(|| StoreFault::Strange(format!("a queue block {number}")))
}
