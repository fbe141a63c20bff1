//! Deals.

use crate::{
    domain::{
        deal::Deal,
        ids::{AccountId, ContactId, DealId, LeadId, RepId},
        money::Money,
        time::Timestamp,
    },
    store::{
        engine::{Db, Row},
        fault::StoreFault,
        journal::word,
    },
};

/// The columns of a deal, in the order in which [`deal`] reads them.
pub(in crate::store) const DEAL: &str = "SELECT deal.id, deal.version, deal.lead_id, deal.contact_id, deal.account_id, deal.name, \
     deal.amount, deal.currency, deal.stage, deal.probability, deal.next_step, deal.next_step_at, deal.close_on, \
     deal.state, deal.lost_reason, deal.last_stage, deal.closed_at, deal.owner_id FROM deal";

pub(in crate::store) fn deal(row: &Row<'_>) -> Result<Deal, StoreFault> {
    let currency: Option<String> = row.get(7)?;
    let amount = match (row.get::<Option<i64>>(6)?, currency) {
        (Some(minor), Some(currency)) => Some(Money { minor, currency: word(currency)? }),
        _ => None,
    };
    Ok(Deal {
        id: DealId(row.get(0)?),
        version: row.get(1)?,
        lead: LeadId(row.get(2)?),
        contact: ContactId(row.get(3)?),
        account: row.get::<Option<i64>>(4)?.map(AccountId),
        name: row.get(5)?,
        amount,
        stage: row.get(8)?,
        probability: row.get(9)?,
        next_step: row.get(10)?,
        next_step_at: row.get::<Option<i64>>(11)?.map(Timestamp),
        close_on: row.get::<Option<String>>(12)?.and_then(|date| date.parse().ok()),
        state: word(row.get(13)?)?,
        lost_reason: row.get(14)?,
        last_stage: row.get(15)?,
        closed_at: row.get::<Option<i64>>(16)?.map(Timestamp),
        owner: row.get::<Option<i64>>(17)?.map(RepId),
    })
}

/// The deal of that number.
///
/// # Errors
/// When the engine refuses.
pub fn get(db: &Db, id: DealId) -> Result<Option<Deal>, StoreFault> {
    db.first(&format!("{DEAL} WHERE deal.id = $1 AND deal.taken_back_at IS NULL"), &[&id.0], deal)
}

/// The deals a lead stands on, oldest first.
///
/// # Errors
/// When the engine refuses.
pub fn of_lead(db: &Db, lead: LeadId) -> Result<Vec<Deal>, StoreFault> {
    db.all(
        &format!(
            "{DEAL} JOIN lead_deal ON lead_deal.deal_id = deal.id WHERE lead_deal.lead_id = $1 \
             AND lead_deal.taken_back_at IS NULL AND deal.taken_back_at IS NULL ORDER BY deal.id"
        ),
        &[&lead.0],
        deal,
    )
}

/// Open deals with this contact, or with its account, newest first: what a convert can pick.
///
/// # Errors
/// When the engine refuses.
pub fn open_around(db: &Db, contact: ContactId, account: Option<AccountId>) -> Result<Vec<Deal>, StoreFault> {
    db.all(
        &format!(
            "{DEAL} WHERE (deal.contact_id = $1 OR deal.account_id = CAST($2 AS BIGINT)) AND deal.state = 'open' \
             AND deal.taken_back_at IS NULL ORDER BY deal.id DESC LIMIT 50"
        ),
        &[&contact.0, &account.map(|account| account.0)],
        deal,
    )
}

/// Every deal with this contact, and those that their leads joined, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn of_contact(db: &Db, contact: ContactId) -> Result<Vec<Deal>, StoreFault> {
    db.all(
        &format!(
            "{DEAL} WHERE deal.taken_back_at IS NULL AND deal.id IN ( \
             SELECT id FROM deal WHERE contact_id = $1 UNION SELECT lead_deal.deal_id FROM lead \
             JOIN lead_deal ON lead_deal.lead_id = lead.id AND lead_deal.taken_back_at IS NULL \
             WHERE lead.contact_id = $1 AND lead.taken_back_at IS NULL) ORDER BY deal.id DESC"
        ),
        &[&contact.0],
        deal,
    )
}

/// Every deal with this account, newest first.
///
/// # Errors
/// When the engine refuses.
pub fn of_account(db: &Db, account: AccountId) -> Result<Vec<Deal>, StoreFault> {
    db.all(
        &format!("{DEAL} WHERE deal.account_id = $1 AND deal.taken_back_at IS NULL ORDER BY deal.id DESC"),
        &[&account.0],
        deal,
    )
}
