//! The pages of a person and of a company: all that hangs on them.

use crate::{
    desk::{DealRow, Desk, LeadRow, People, Refusal, derive},
    domain::{
        contact::{Account, Contact},
        deal::Deal,
        ids::{AccountId, ContactId},
        time::Timestamp,
    },
    store::{
        contacts, deals,
        history::{self, Touch},
        leads, list,
    },
};
use serde::Serialize;

/// At most so many people, leads and touches of a page.
const MOST: i64 = 500;

/// A person: every lead, deal and touch of theirs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactPage {
    /// The person, with their channels.
    pub contact: Contact,
    /// Their company, once it is an account.
    pub account: Option<Account>,
    /// The rep responsible, by name; empty is nobody.
    pub owner_name: String,
    /// Asked not to be called.
    pub do_not_call: bool,
    /// Their leads, newest first.
    pub leads: Vec<LeadRow>,
    /// Their deals, newest first.
    pub deals: Vec<DealRow>,
    /// What happened to any of their leads, newest first.
    pub touches: Vec<Touch>,
}

/// Somebody at a company.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// Who.
    pub contact: Contact,
    /// Shown first.
    pub is_primary: bool,
    /// How many leads they have.
    pub leads: usize,
    /// Their newest lead.
    pub lead: Option<LeadRow>,
}

/// A company: everybody there, their leads and deals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountPage {
    /// The company.
    pub account: Account,
    /// The rep responsible, by name; empty is nobody.
    pub owner_name: String,
    /// Everybody there, the primary contact first.
    pub people: Vec<Person>,
    /// All their leads, newest first.
    pub leads: Vec<LeadRow>,
    /// All deals with it, newest first.
    pub deals: Vec<DealRow>,
}

impl Desk {
    /// The page of a person.
    ///
    /// # Errors
    /// When there is no such contact, or the file cannot be read.
    pub fn contact_page(&self, id: ContactId, now: Timestamp) -> Result<ContactPage, Refusal> {
        self.db.read(|| {
            let db = &self.db;
            let unknown = || Refusal::Unknown { what: "contact", which: id.to_string() };
            let contact = contacts::get(db, id)?.ok_or_else(unknown)?;
            let people = People::read(db)?;
            Ok(ContactPage {
                account: contact.account.map(|account| contacts::account(db, account)).transpose()?.flatten(),
                owner_name: contact.owner.map(|rep| people.name(rep).to_owned()).unwrap_or_default(),
                do_not_call: contacts::is_do_not_call(db, &derive::numbers(&contact))?,
                leads: self.leads_of(id, now)?,
                deals: self.deal_rows(deals::of_contact(db, id)?, &people, now)?,
                touches: history::touches_of_contact(db, id, MOST)?,
                contact,
            })
        })
    }

    /// The page of a company.
    ///
    /// # Errors
    /// When there is no such account, or the file cannot be read.
    pub fn account_page(&self, id: AccountId, now: Timestamp) -> Result<AccountPage, Refusal> {
        self.db.read(|| {
            let db = &self.db;
            let unknown = || Refusal::Unknown { what: "account", which: id.to_string() };
            let account = contacts::account(db, id)?.ok_or_else(unknown)?;
            let everybody = People::read(db)?;
            let mut people = Vec::new();
            let mut leads: Vec<LeadRow> = Vec::new();
            for contact in contacts::of_account(db, id, MOST)? {
                let Some(contact) = contacts::get(db, contact)? else { continue };
                let theirs = self.leads_of(contact.id, now)?;
                people.push(Person {
                    is_primary: account.primary_contact == Some(contact.id),
                    leads: theirs.len(),
                    lead: theirs.first().cloned(),
                    contact,
                });
                leads.extend(theirs);
            }
            people.sort_by_key(|person| !person.is_primary);
            leads.sort_by_key(|lead| std::cmp::Reverse((lead.captured_at, lead.id)));
            Ok(AccountPage {
                owner_name: account.owner.map(|rep| everybody.name(rep).to_owned()).unwrap_or_default(),
                people,
                leads,
                deals: self.deal_rows(deals::of_account(db, id)?, &everybody, now)?,
                account,
            })
        })
    }

    fn leads_of(&self, contact: ContactId, now: Timestamp) -> Result<Vec<LeadRow>, Refusal> {
        let leads: Vec<_> = leads::of_contact(&self.db, contact)?.iter().map(|lead| lead.id).collect();
        self.rows(&leads, now)
    }

    fn deal_rows(&self, deals: Vec<Deal>, people: &People, now: Timestamp) -> Result<Vec<DealRow>, Refusal> {
        let mut rows = Vec::with_capacity(deals.len());
        for deal in deals {
            let Some(lead) = list::row(&self.db, deal.lead, now, &self.settings.score)? else { continue };
            rows.push(self.deal_row(deal, lead, people, now)?);
        }
        Ok(rows)
    }
}
