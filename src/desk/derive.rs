//! Keys that follow from the rows of record: queue, score, search. Made again after every change, by whatever
//! command, undo included; nobody else writes them.

use crate::{
    desk::{Desk, Refusal},
    domain::{
        contact::{ChannelKind, Contact},
        ids::{ContactId, LeadId, RepId},
        lead::Lead,
        text,
        time::Timestamp,
        zones,
    },
    policy::{
        lanes::{self, Block, Facts, Key},
        score::{self, Completeness, Score},
    },
    settings::Settings,
    store::{
        claims, contacts,
        engine::Db,
        history, leads,
        queue::{self, Place},
        record::Record,
        search,
    },
};
use chrono_tz::Tz;
use std::collections::{BTreeSet, HashMap};

/// A contact and lead just written, and what else their keys follow from: nothing of it need be read again.
pub(in crate::desk) struct Fresh {
    pub lead: Lead,
    pub contact: Contact,
    /// What the contact is found by.
    pub words: String,
    pub zones: Vec<Tz>,
    pub facts: Facts,
}

/// Makes the keys again of every lead and contact that the change concerns.
pub(in crate::desk) fn refresh(
    record: &mut Record<'_>,
    fresh: Vec<Fresh>,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), Refusal> {
    let db = record.db();
    let mut gates = Gates::new();
    for Fresh { lead, contact, words, zones, facts } in fresh {
        // What was changed again after it was written is read again below.
        if record.contacts().contains(&contact.id.0) {
            continue;
        }
        search::add(db, contact.id, &words)?;
        if record.leads().contains(&lead.id.0) {
            continue;
        }
        put(db, &mut gates, lead.id, derived(settings, &lead, &contact, zones, &facts, now))?;
    }
    let mut placed: BTreeSet<LeadId> = BTreeSet::new();
    let contacts: Vec<ContactId> = record.contacts().iter().copied().map(ContactId).collect();
    for id in contacts {
        let contact = contacts::get(db, id)?;
        search::put(db, id, contact.as_ref().map(words).as_deref())?;
        let Some(contact) = contact else { continue };
        for lead in leads::of_contact(db, id)? {
            put(db, &mut gates, lead.id, read(db, settings, &lead, &contact, now)?)?;
            placed.insert(lead.id);
            record.steps.step()?;
        }
    }
    let leads: Vec<LeadId> = record.leads().iter().copied().map(LeadId).filter(|id| !placed.contains(id)).collect();
    for id in leads {
        record.steps.step()?;
        let found = find(db, settings, id, now)?;
        put(db, &mut gates, id, found)?;
    }
    Ok(())
}

pub(in crate::desk) fn index(db: &Db, id: ContactId) -> Result<(), Refusal> {
    let words = contacts::get(db, id)?.map(|contact| words(&contact));
    Ok(search::put(db, id, words.as_deref())?)
}

/// What a contact is found by: name, company, and channels both as given and in their normal form. A space before
/// every word, the first too: the index finds a word's first two letters with it.
pub(in crate::desk) fn words(contact: &Contact) -> String {
    let mut words = format!(" {}", text::fold(&contact.name));
    let mut add = |more: String| {
        if !more.is_empty() {
            words.push_str("\n ");
            words.push_str(&more);
        }
    };
    add(contact.company.as_deref().map(text::fold).unwrap_or_default());
    for channel in &contact.channels {
        match channel.kind {
            ChannelKind::Phone => add(text::digits(channel.normal.as_deref().unwrap_or(&channel.given))),
            ChannelKind::Email => add(text::fold(channel.normal.as_deref().unwrap_or(&channel.given))),
        }
    }
    words
}

/// What a lead's place in the queue follows to.
pub(in crate::desk) struct Derived {
    pub key: Key,
    pub zones: Vec<Tz>,
    pub rank: i64,
    pub changes_at: Option<Timestamp>,
}

/// Where the lead of that number belongs in the queue; none where it belongs in none, or is none.
pub(in crate::desk) fn find(
    db: &Db,
    settings: &Settings,
    id: LeadId,
    now: Timestamp,
) -> Result<Option<Derived>, Refusal> {
    let Some(lead) = leads::get(db, id)? else { return Ok(None) };
    let Some(contact) = contacts::get(db, lead.contact)? else { return Ok(None) };
    read(db, settings, &lead, &contact, now)
}

fn read(
    db: &Db,
    settings: &Settings,
    lead: &Lead,
    contact: &Contact,
    now: Timestamp,
) -> Result<Option<Derived>, Refusal> {
    let promise = history::open_promise(db, lead.id)?.map(|promise| (promise.due_at, promise.rep));
    let do_not_call = contacts::is_do_not_call(db, &numbers(contact))?;
    let facts = facts(contact, promise, do_not_call, history::is_tried(db, lead.id)?);
    Ok(derived(settings, lead, contact, zones(contact), &facts, now))
}

/// What the rule of a lead depends on, beside the lead itself.
pub(in crate::desk) fn facts(
    contact: &Contact,
    promise: Option<(Timestamp, Option<RepId>)>,
    do_not_call: bool,
    tried: bool,
) -> Facts {
    let callable = contact.channels.iter().any(|channel| channel.kind == ChannelKind::Phone && channel.is_usable());
    Facts { promise, callable, do_not_call, tried }
}

fn derived(
    settings: &Settings,
    lead: &Lead,
    contact: &Contact,
    zones: Vec<Tz>,
    facts: &Facts,
    now: Timestamp,
) -> Option<Derived> {
    let key = lanes::key(lead, facts)?;
    let (points, changes_at) = points(lead, contact, now, settings);
    Some(Derived { key, zones, rank: 100 - points, changes_at })
}

/// Gates that were looked up before, in the same transaction.
type Gates = HashMap<Vec<Tz>, i64>;

fn put(db: &Db, gates: &mut Gates, id: LeadId, to: Option<Derived>) -> Result<(), Refusal> {
    let Some(to) = to else {
        // Nobody holds what is not there: an undo may have taken the lead itself back.
        if leads::get(db, id)?.is_none() {
            claims::clear(db, id)?;
        }
        return Ok(queue::remove(db, id)?);
    };
    let gate = match gates.get(&to.zones) {
        Some(gate) => *gate,
        None => {
            let gate = queue::gate(db, &to.zones)?;
            gates.insert(to.zones, gate);
            gate
        }
    };
    Ok(queue::put(db, id, &to.key, gate, to.rank, to.changes_at)?)
}

/// Puts a lead where it belongs in the queue, or out of it.
pub(in crate::desk) fn place(db: &Db, settings: &Settings, id: LeadId, now: Timestamp) -> Result<(), Refusal> {
    put(db, &mut Gates::new(), id, find(db, settings, id, now)?)
}

/// The score of a lead at `now`, line by line.
pub(in crate::desk) fn score(lead: &Lead, contact: &Contact, now: Timestamp, settings: &Settings) -> Score {
    score::score(completeness(lead, contact), lead.captured_at, now, &settings.score)
}

/// The points of a lead at `now`, and when they change by themselves.
pub(in crate::desk) fn points(
    lead: &Lead,
    contact: &Contact,
    now: Timestamp,
    settings: &Settings,
) -> (i64, Option<Timestamp>) {
    score::points(completeness(lead, contact), lead.captured_at, now, &settings.score)
}

fn completeness(lead: &Lead, contact: &Contact) -> Completeness {
    let has_channel = |kind| contact.channels.iter().any(|channel| channel.kind == kind && channel.normal.is_some());
    Completeness {
        phone: has_channel(ChannelKind::Phone),
        email: has_channel(ChannelKind::Email),
        name: !contact.name.is_empty(),
        company: contact.company.is_some(),
        job_title: contact.job_title.is_some(),
        place: contact.city.is_some() || contact.country.is_some(),
        problem: lead.problem.is_some(),
    }
}

/// Every number of a contact in its normal form.
pub(in crate::desk) fn numbers(contact: &Contact) -> Vec<String> {
    let phones = contact.channels.iter().filter(|channel| channel.kind == ChannelKind::Phone);
    phones.filter_map(|channel| channel.normal.clone()).collect()
}

/// Zones that a person may be in: what somebody said, else what the address says and what the number says, and
/// both where they disagree. None is unknown.
pub(in crate::desk) fn zones(contact: &Contact) -> Vec<Tz> {
    if let Some(zone) = contact.zone {
        return vec![zone];
    }
    let mut found = match &contact.country {
        Some(country) => zones::of_place(country, contact.region.as_deref()),
        None => Vec::new(),
    };
    let number = contact.first_phone().and_then(|channel| channel.normal.as_deref());
    let of_number = number.map(zones::of_phone).unwrap_or_default();
    if found.is_empty() {
        found = of_number;
    } else if !of_number.is_empty() && of_number.iter().all(|zone| !found.contains(zone)) {
        found.extend(of_number);
    }
    found
}

/// So many scores that are not folded in yet are placed in memory by whoever reads; beyond that the order waits
/// for the writer.
const UNFOLDED: i64 = 200;

impl Desk {
    /// Where the leads stand whose score has changed by itself and is not folded in yet, by the score of the
    /// moment: the order must be right when it is read, and a reader writes nothing.
    pub(in crate::desk) fn unfolded(&self, now: Timestamp) -> Result<Vec<Place>, Refusal> {
        let stale = queue::stale(&self.db, now, UNFOLDED + 1)?;
        if i64::try_from(stale.len()).unwrap_or(i64::MAX) > UNFOLDED {
            return Ok(Vec::new());
        }
        let mut places = Vec::new();
        for id in stale {
            let Some((place, Block::None)) = queue::place(&self.db, id)? else { continue };
            let Some(lead) = leads::get(&self.db, id)? else { continue };
            let Some(contact) = contacts::get(&self.db, lead.contact)? else { continue };
            places.push(Place { rank: 100 - points(&lead, &contact, now, &self.settings).0, ..place });
        }
        Ok(places)
    }

    /// Folds in scores that have changed by themselves since they were stored, at most `limit`; gives how many.
    /// The writer calls it in the background, a little at a time.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn fold_scores(&mut self, now: Timestamp, limit: i64) -> Result<usize, Refusal> {
        // Asked outside the transaction first: mostly there is nothing, and then no lock is taken.
        if queue::stale(&self.db, now, 1)?.is_empty() {
            return Ok(0);
        }
        self.db.write(|| {
            let stale = queue::stale(&self.db, now, limit)?;
            for id in &stale {
                let Some(lead) = leads::get(&self.db, *id)? else { continue };
                let Some(contact) = contacts::get(&self.db, lead.contact)? else { continue };
                let (points, changes_at) = points(&lead, &contact, now, &self.settings);
                queue::rescore(&self.db, *id, 100 - points, changes_at)?;
            }
            Ok(stale.len())
        })
    }
}
