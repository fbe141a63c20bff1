//! Contacts, their channels, and accounts.

use crate::{
    domain::{
        contact::{Account, Channel, Contact},
        ids::{AccountId, ContactId, RepId, Seq},
        time::Timestamp,
    },
    store::{
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
    },
};

/// The contact of that number with its channels, preferred first, unless it was taken back.
///
/// # Errors
/// When the engine refuses.
pub fn get(db: &Db, id: ContactId) -> Result<Option<Contact>, StoreFault> {
    let found = db.first(
        "SELECT id, version, name, job_title, persona, company, account_id, street, city, region, postal_code, \
         country, zone, owner_id FROM contact WHERE id = $1 AND taken_back_at IS NULL",
        &[&id.0],
        |row| {
            Ok(Contact {
                id: ContactId(row.get(0)?),
                version: row.get(1)?,
                name: row.get(2)?,
                job_title: row.get(3)?,
                persona: row.get(4)?,
                company: row.get(5)?,
                account: row.get::<Option<i64>>(6)?.map(AccountId),
                street: row.get(7)?,
                city: row.get(8)?,
                region: row.get(9)?,
                postal_code: row.get(10)?,
                country: row.get(11)?,
                zone: row.get::<Option<String>>(12)?.and_then(|zone| zone.parse().ok()),
                owner: row.get::<Option<i64>>(13)?.map(RepId),
                channels: Vec::new(),
            })
        },
    )?;
    let Some(mut contact) = found else {
        return Ok(None);
    };
    contact.channels = channels(db, id)?;
    Ok(Some(contact))
}

/// Phones before emails, preferred first, those not to be used last: a person without a name is called by the
/// first, wherever they are listed.
pub(in crate::store) const CHANNEL_ORDER: &str =
    "kind DESC, CASE standing WHEN 'preferred' THEN 0 WHEN 'allowed' THEN 1 ELSE 2 END, id";

/// The channels of a contact: phones before emails, preferred first, those not to be used last.
///
/// # Errors
/// When the engine refuses.
pub fn channels(db: &Db, contact: ContactId) -> Result<Vec<Channel>, StoreFault> {
    db.all(
        &format!(
            "SELECT id, kind, given, normal, extension, fault, standing FROM channel \
             WHERE contact_id = $1 AND taken_back_at IS NULL ORDER BY {CHANNEL_ORDER}"
        ),
        &[&contact.0],
        |row| {
            Ok(Channel {
                id: row.get(0)?,
                kind: word(row.get(1)?)?,
                given: row.get(2)?,
                normal: row.get(3)?,
                extension: row.get(4)?,
                fault: row.get(5)?,
                standing: word(row.get(6)?)?,
            })
        },
    )
}

/// Contacts that have this normalised email or number, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn with_channel(db: &Db, normal: &str) -> Result<Vec<ContactId>, StoreFault> {
    with_channel_before(db, normal, Seq(i64::MAX))
}

/// As [`with_channel`], of those who had it before the entry `before`.
///
/// # Errors
/// When the engine refuses.
pub fn with_channel_before(db: &Db, normal: &str, before: Seq) -> Result<Vec<ContactId>, StoreFault> {
    db.all(
        "SELECT DISTINCT contact_id FROM channel WHERE normal = $1 AND made_by < $2 AND taken_back_at IS NULL \
         ORDER BY contact_id LIMIT 20",
        &[&normal, &before.0],
        |row| Ok(ContactId(row.get(0)?)),
    )
}

/// Contacts of that folded name, oldest first: for possible duplicates, never for joining.
///
/// # Errors
/// When the engine refuses.
pub fn with_name(db: &Db, name_key: &str) -> Result<Vec<ContactId>, StoreFault> {
    db.all(
        "SELECT id FROM contact WHERE name_key = $1 AND name_key <> '' AND taken_back_at IS NULL ORDER BY id LIMIT 20",
        &[&name_key],
        |row| Ok(ContactId(row.get(0)?)),
    )
}

/// Everybody at an account, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn of_account(db: &Db, account: AccountId, limit: i64) -> Result<Vec<ContactId>, StoreFault> {
    db.all(
        "SELECT id FROM contact WHERE account_id = $1 AND taken_back_at IS NULL ORDER BY id LIMIT $2",
        &[&account.0, &limit],
        |row| Ok(ContactId(row.get(0)?)),
    )
}

/// Industry and size that came with a contact, for the account made from it.
///
/// # Errors
/// When the engine refuses.
pub fn trade(db: &Db, contact: ContactId) -> Result<(Option<String>, Option<String>), StoreFault> {
    let found = db.first("SELECT industry, size FROM contact WHERE id = $1", &[&contact.0], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(found.unwrap_or_default())
}

const ACCOUNT: &str = "SELECT id, version, name, domain, industry, size, place, owner_id, primary_contact_id \
     FROM account WHERE taken_back_at IS NULL";

fn account_row(row: &Row<'_>) -> Result<Account, StoreFault> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        version: row.get(1)?,
        name: row.get(2)?,
        domain: row.get(3)?,
        industry: row.get(4)?,
        size: row.get(5)?,
        place: row.get(6)?,
        owner: row.get::<Option<i64>>(7)?.map(RepId),
        primary_contact: row.get::<Option<i64>>(8)?.map(ContactId),
    })
}

/// The account of that number.
///
/// # Errors
/// When the engine refuses.
pub fn account(db: &Db, id: AccountId) -> Result<Option<Account>, StoreFault> {
    db.first(&format!("{ACCOUNT} AND id = $1"), &[&id.0], account_row)
}

/// The account of that folded name; of several the oldest.
///
/// # Errors
/// When the engine refuses.
pub fn account_named(db: &Db, name_key: &str) -> Result<Option<Account>, StoreFault> {
    db.first(&format!("{ACCOUNT} AND name_key = $1 ORDER BY id LIMIT 1"), &[&name_key], account_row)
}

/// Whether somebody asked that none of these numbers and addresses be called.
///
/// # Errors
/// When the engine refuses.
pub fn is_do_not_call(db: &Db, normals: &[String]) -> Result<bool, StoreFault> {
    for normal in normals {
        if db.number("SELECT count(*) FROM do_not_call WHERE normal = $1 AND lifted_at IS NULL", &[normal])? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts a number on our own do-not-call list, once; no undo touches it.
///
/// # Errors
/// When the engine refuses.
pub fn forbid(
    db: &Db,
    normal: &str,
    contact: &Contact,
    by: Seq,
    rep: RepId,
    at: Timestamp,
    reason: Option<&str>,
) -> Result<(), StoreFault> {
    db.run(
        "INSERT INTO do_not_call (made_by, normal, contact_id, at, rep_id, reason) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &[&by.0, &normal, &contact.id.0, &at.0, &rep.0, &reason],
    )?;
    Ok(())
}
