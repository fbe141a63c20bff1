//! Leads as rows of a list: one query for all that a row shows.

use crate::{
    domain::{
        contact::NO_NAME,
        ids::{ContactId, LeadId, RepId},
        nurture::Lane,
        stage::{Stage, Status},
        time::Timestamp,
    },
    policy::score::{self, Completeness},
    settings::ScoreRules,
    store::{
        contacts::CHANNEL_ORDER,
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
        leads,
    },
};
use serde::Serialize;

/// A lead as one row of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeadRow {
    /// Which lead.
    pub id: LeadId,
    /// Its version, for acting on it.
    #[serde(skip)]
    pub version: i64,
    /// Whose enquiry.
    #[serde(skip)]
    pub contact: ContactId,
    /// The person, or what there is in place of a name.
    pub name: String,
    /// Where they work.
    pub company: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// How it came.
    pub source: String,
    /// The rep responsible, by name; empty is nobody.
    pub owner: String,
    /// The rep responsible.
    #[serde(skip)]
    pub owner_id: Option<RepId>,
    /// How far it has got.
    pub stage: Stage,
    /// What is being done with it.
    pub status: Status,
    /// Its nurture lane.
    pub lane: Option<Lane>,
    /// 0 to 100, at the time of asking.
    pub score: i64,
    /// When it was captured.
    pub captured_at: Timestamp,
    /// Attempts in this round.
    pub tries: i64,
    /// When it is next due.
    pub next_at: Option<Timestamp>,
    /// Why it was rejected, by slug.
    pub reject_reason: Option<String>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// What tells whether a filter fits a lead, and what marks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its version.
    pub version: i64,
    /// The person, or what there is in place of a name.
    pub name: String,
    /// How it came.
    pub source: String,
    /// How far it has got.
    pub stage: Stage,
    /// What is being done with it.
    pub status: Status,
}

/// A lead in brief; none when there is no such lead.
///
/// # Errors
/// When the engine refuses.
pub fn brief(db: &Db, lead: LeadId) -> Result<Option<Brief>, StoreFault> {
    db.first(
        &format!(
            "SELECT lead.version, coalesce(nullif(contact.name, ''), (SELECT given FROM channel \
             WHERE contact_id = contact.id AND taken_back_at IS NULL ORDER BY {CHANNEL_ORDER} LIMIT 1), $2), \
             lead.source, lead.stage, lead.status FROM lead JOIN contact ON contact.id = lead.contact_id \
             WHERE lead.id = $1 AND lead.taken_back_at IS NULL"
        ),
        &[&lead.0, &NO_NAME],
        |row| {
            Ok(Brief {
                version: row.get(0)?,
                name: row.get(1)?,
                source: row.get(2)?,
                stage: leads::stage(row.get(3)?)?,
                status: word(row.get(4)?)?,
            })
        },
    )
}

/// The row of one lead, its score as it is at `now`; none when there is no such lead.
///
/// # Errors
/// When the engine refuses.
pub fn row(db: &Db, lead: LeadId, now: Timestamp, rules: &ScoreRules) -> Result<Option<LeadRow>, StoreFault> {
    let Some((mut row, mut has)) = db.first(
        "SELECT lead.id, lead.version, lead.contact_id, contact.name, contact.company, contact.job_title, \
         lead.source, coalesce(rep.name, ''), lead.owner_id, lead.stage, lead.status, lead.lane, lead.captured_at, \
         lead.tries, lead.next_at, lead.reject_reason, lead.ended_at, contact.city, contact.country, lead.problem \
         FROM lead JOIN contact ON contact.id = lead.contact_id LEFT JOIN rep ON rep.id = lead.owner_id \
         WHERE lead.id = $1 AND lead.taken_back_at IS NULL",
        &[&lead.0],
        read,
    )?
    else {
        return Ok(None);
    };
    db.each(
        &format!(
            "SELECT kind, given, normal IS NOT NULL FROM channel WHERE contact_id = $1 AND taken_back_at IS NULL \
             ORDER BY {CHANNEL_ORDER}"
        ),
        &[&row.contact.0],
        |channel| {
            if row.name.is_empty() {
                row.name = channel.get(1)?;
            }
            if channel.get::<i64>(2)? != 0 {
                match channel.get::<String>(0)?.as_str() {
                    "phone" => has.phone = true,
                    _ => has.email = true,
                }
            }
            Ok(true)
        },
    )?;
    if row.name.is_empty() {
        row.name = NO_NAME.to_owned();
    }
    row.score = score::points(has, row.captured_at, now, rules).0;
    Ok(Some(row))
}

fn read(row: &Row<'_>) -> Result<(LeadRow, Completeness), StoreFault> {
    let name: String = row.get(3)?;
    let company: Option<String> = row.get(4)?;
    let job_title: Option<String> = row.get(5)?;
    let has = Completeness {
        name: !name.is_empty(),
        company: company.is_some(),
        job_title: job_title.is_some(),
        place: row.get::<Option<String>>(17)?.is_some() || row.get::<Option<String>>(18)?.is_some(),
        problem: row.get::<Option<String>>(19)?.is_some(),
        ..Completeness::default()
    };
    let row = LeadRow {
        id: LeadId(row.get(0)?),
        version: row.get(1)?,
        contact: ContactId(row.get(2)?),
        name,
        company,
        job_title,
        source: row.get(6)?,
        owner: row.get(7)?,
        owner_id: row.get::<Option<i64>>(8)?.map(RepId),
        stage: leads::stage(row.get(9)?)?,
        status: word(row.get(10)?)?,
        lane: row.get::<Option<String>>(11)?.map(word).transpose()?,
        score: 0,
        captured_at: Timestamp(row.get(12)?),
        tries: row.get(13)?,
        next_at: row.get::<Option<i64>>(14)?.map(Timestamp),
        reject_reason: row.get(15)?,
        ended_at: row.get::<Option<i64>>(16)?.map(Timestamp),
    };
    Ok((row, has))
}
