//! The card: everything about one lead, and what a key would do to it.

use crate::{
    desk::{Desk, People, Refusal, derive},
    domain::{
        contact::{Account, Contact},
        deal::Deal,
        ids::LeadId,
        lead::Lead,
        time::Timestamp,
        when,
    },
    policy::{
        follow::{self, Round},
        hours::{self, Opening},
        score::Score,
    },
    store::{
        claims::{self, Claim},
        contacts, deals,
        history::{self, EndSpan, OwnerSpan, Promise, PromiseState, StageEntry, Touch},
        leads,
    },
};
use chrono_tz::Tz;
use serde::Serialize;

/// Everything about one lead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// The lead.
    pub lead: Lead,
    /// The person.
    pub contact: Contact,
    /// Their company, once it is an account.
    pub account: Option<Account>,
    /// The rep responsible, by name; empty is nobody.
    pub owner: String,
    /// The team in whose pool it stands.
    pub team: Option<String>,
    /// Who holds it.
    pub held: Option<Claim>,
    /// Its score, line by line.
    pub score: Score,
    /// Zones that the person may be in, the likeliest first; none is unknown.
    pub zones: Vec<Tz>,
    /// Inside calling hours in every one of them.
    pub may_call: bool,
    /// When they open, where they are closed and that is known.
    pub opens_at: Option<Timestamp>,
    /// Asked not to be called.
    pub do_not_call: bool,
    /// Touches and attempts, newest first.
    pub touches: Vec<Touch>,
    /// Promises, newest first.
    pub promises: Vec<Promise>,
    /// Stages entered, in the order of the funnel.
    pub stages: Vec<StageEntry>,
    /// Ends, oldest first.
    pub ends: Vec<EndSpan>,
    /// Owners, oldest first.
    pub owners: Vec<OwnerSpan>,
    /// Deals it stands on.
    pub deals: Vec<Deal>,
    /// The person's other leads, newest first.
    pub others: Vec<LeadId>,
    /// Milliseconds in the present stage.
    pub in_stage: i64,
    /// Meaningful touches so far.
    pub meaningful: i64,
    /// What the readiness gate still misses.
    pub missing: Vec<&'static str>,
}

/// What a key would do, before it is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The outcome's slug.
    pub outcome: String,
    /// In words: “No answer, 3 of 6 · again tomorrow 16:00 their time”.
    pub says: String,
}

impl Desk {
    /// The card of a lead.
    ///
    /// # Errors
    /// When there is no such lead, or the file cannot be read.
    pub fn card(&self, id: LeadId, now: Timestamp) -> Result<Card, Refusal> {
        self.db.read(|| {
            let db = &self.db;
            let unknown = || Refusal::Unknown { what: "lead", which: id.to_string() };
            let lead = leads::get(db, id)?.ok_or_else(unknown)?;
            let contact = contacts::get(db, lead.contact)?.ok_or_else(unknown)?;
            let people = People::read(db)?;
            let zones = derive::zones(&contact);
            let opening = hours::opening(&zones, now, &self.settings.calling_hours.0);
            let stages = history::stage_entries(db, id)?;
            Ok(Card {
                account: contact.account.map(|account| contacts::account(db, account)).transpose()?.flatten(),
                owner: lead.owner.map(|rep| people.name(rep).to_owned()).unwrap_or_default(),
                team: lead.team.map(|team| people.team_name(team).to_owned()),
                held: claims::holder(db, id, now)?,
                score: derive::score(&lead, &contact, now, &self.settings),
                may_call: opening == Opening::Open,
                opens_at: match opening {
                    Opening::Open => None,
                    Opening::Closed { opens_at } => opens_at,
                },
                do_not_call: contacts::is_do_not_call(db, &derive::numbers(&contact))?,
                touches: history::touches(db, id, 200)?,
                promises: history::promises(db, id)?,
                ends: history::ends(db, id)?,
                owners: history::owners(db, id)?,
                deals: deals::of_lead(db, id)?,
                others: leads::of_contact(db, contact.id)?
                    .iter()
                    .map(|other| other.id)
                    .filter(|other| *other != id)
                    .collect(),
                in_stage: stages.last().map_or(0, |entry| now.since(entry.entered_at)),
                meaningful: history::meaningful(db, id)?,
                missing: lead.qualification.missing(),
                stages,
                zones,
                lead,
                contact,
            })
        })
    }

    /// What each outcome would do to this lead now.
    ///
    /// # Errors
    /// As [`Desk::card`].
    pub fn previews(&self, id: LeadId, now: Timestamp) -> Result<Vec<Preview>, Refusal> {
        let card = self.card(id, now)?;
        let tries = history::tries(&self.db, id, card.lead.tries)?;
        let round = Round {
            tries: card.lead.tries + 1,
            first: tries.first.unwrap_or(now),
            promise: card.promises.iter().find(|promise| promise.state == PromiseState::Open).map(|open| open.due_at),
            zones: &card.zones,
        };
        let date = |at, zone: Option<Tz>| when::say(at, zone.unwrap_or_else(|| self.zone()), now);
        let says = |outcome| follow::after(outcome, &round, now, &self.settings).says(&round, &self.settings, date);
        let outcomes = self.settings.outcomes.iter();
        Ok(outcomes.map(|outcome| Preview { outcome: outcome.slug.clone(), says: says(outcome) }).collect())
    }
}
