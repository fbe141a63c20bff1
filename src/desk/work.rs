//! One change in the making: what every action needs, and the moves of a lead that several of them make.

use crate::{
    desk::{
        People, Receipt, Refusal, Tally,
        command::{Command, On},
        derive::{self, Fresh},
    },
    domain::{
        contact::Contact,
        end::Ending,
        ids::{DealId, LeadId, RepId, Seq, TeamId},
        lead::Lead,
        rep::{Rep, Role},
        stage::{Stage, Status},
        text,
        time::Timestamp,
        when,
    },
    settings::Settings,
    store::{
        claims, contacts,
        engine::{Db, Param},
        entity::Entity,
        fault::StoreFault,
        history::{self, Promise},
        journal,
        journal::EntryKind,
        keys::{Keys, Kind},
        leads,
        record::Record,
    },
};
use chrono_tz::Tz;
use std::{collections::HashMap, hash::Hash};

/// A change in the making, inside its transaction.
pub(in crate::desk) struct Work<'a> {
    pub db: &'a Db,
    pub settings: &'a Settings,
    pub me: Rep,
    pub now: Timestamp,
    pub people: People,
    pub record: Record<'a>,
    /// What was written whole, so that its keys need no reading.
    fresh: Vec<Fresh>,
    /// How many open leads reps have, of those that were asked about.
    pub loads: HashMap<RepId, i64>,
    /// What matches could be made by, where somebody keeps account of it.
    keys: Option<&'a mut Keys>,
}

/// What an action did, for journal and receipt.
#[derive(Debug, Default)]
pub(in crate::desk) struct Done {
    pub sentence: String,
    pub notes: Vec<String>,
    pub lead: Option<LeadId>,
    pub deal: Option<DealId>,
    pub reason: Option<String>,
    pub kind: Option<EntryKind>,
    pub target: Option<Seq>,
    pub part_of: Option<Seq>,
    /// Something outside the rows of record was written, which deserves an entry all the same.
    pub beside: bool,
    /// Of an action on many leads: how many, and which were left out.
    pub many: Option<Tally>,
}

impl Done {
    pub fn saying(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), ..Self::default() }
    }

    pub fn on(lead: LeadId, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), lead: Some(lead), ..Self::default() }
    }

    /// With the reason that somebody typed, or that is known.
    pub fn because(mut self, reason: Option<&str>) -> Self {
        self.reason = text::typed(reason);
        self
    }

    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl<'a> Work<'a> {
    /// Opens a change. Whoever left while their desk was open, retired or taken back, changes nothing any more.
    pub fn open(db: &'a Db, settings: &'a Settings, me: &Rep, now: Timestamp) -> Result<Self, Refusal> {
        let people = People::read(db)?;
        // As the file has it now: team and role may have changed since this desk was opened.
        let known = people.rep(me.id);
        if me.id.0 > 0 && known.is_none_or(|me| me.retired_at.is_some()) {
            let how = if known.is_some() { "is retired and" } else { "is no rep any more and" };
            return Err(Refusal::Impossible(format!("{} {how} changes nothing here", me.name)));
        }
        let me = known.unwrap_or(me).clone();
        let record = Record::open(db, now)?;
        Ok(Self { db, settings, me, now, people, record, fresh: Vec::new(), loads: HashMap::new(), keys: None })
    }

    /// With an account of all keys that are in the file.
    pub fn knowing(mut self, keys: Option<&'a mut Keys>) -> Self {
        self.keys = keys;
        self
    }

    /// Whether the file may have a key; asking it is needless where not.
    pub fn may_have(&self, kind: Kind, key: &(impl Hash + ?Sized)) -> bool {
        self.keys.as_ref().is_none_or(|keys| keys.may_have(kind, key))
    }

    /// Keeps account of a key that was just written.
    pub fn now_has(&mut self, kind: Kind, key: Option<&(impl Hash + ?Sized)>) {
        if let (Some(keys), Some(key)) = (&mut self.keys, key) {
            keys.add(kind, key);
        }
    }

    pub fn carry_out(&mut self, command: &Command) -> Result<Done, Refusal> {
        match command {
            Command::Capture(lead) => self.capture(lead),
            Command::Assign { leads, to, reason } => self.assign(leads, *to, reason.as_deref()),
            Command::Return { on, reason } => self.give_back(*on, reason),
            Command::Touch { on, kind, note, offer, meaningful } => {
                self.touch(*on, *kind, note.as_deref(), offer.as_deref(), *meaningful)
            }
            Command::Log { on, call } => self.log(*on, call),
            Command::Callback { on, promise } => self.callback(*on, promise),
            Command::Reject { on, because, fate } => self.reject(*on, because, fate),
            Command::Reopen { on, reason } => self.reopen(*on, reason.as_deref()),
            Command::Nurture { on, rest } => self.nurture(*on, rest),
            Command::Qualify { on, answers, ready } => self.qualify(*on, answers, ready),
            Command::Convert { on, convert } => self.convert(*on, convert),
            Command::Deal { on, to } => self.move_deal(*on, to),
            Command::Edit { on, edits } => self.edit(*on, edits),
            Command::DoNotCall { on, reason } => self.do_not_call(*on, reason.as_deref()),
            Command::Many { on, what, whole } => self.many(on, what, *whole),
            Command::Undo { seq, rest } => self.undo(*seq, *rest),
            Command::Redo { seq } => self.redo(*seq),
            Command::RepAdd { name, full_name, role, team, zone } => {
                self.rep_add(name, full_name.as_deref(), *role, team.as_deref(), *zone)
            }
            Command::RepEdit { rep, full_name, role, team, zone } => {
                self.rep_edit(*rep, full_name.as_deref(), *role, team.as_deref(), *zone)
            }
            Command::RepRetire { rep, leads_to } => self.rep_retire(*rep, *leads_to),
            Command::TeamAdd { name } => self.team_add(name),
            Command::TeamRename { team, name } => self.team_rename(*team, name),
        }
    }

    /// Keeps what was written whole for its keys; from here on only what changes it further has it read again.
    pub fn settle(
        &mut self,
        lead: Lead,
        contact: Contact,
        words: String,
        zones: Vec<Tz>,
        promise: Option<(Timestamp, Option<RepId>)>,
    ) -> Result<(), Refusal> {
        let mut numbers = derive::numbers(&contact);
        numbers.retain(|number| self.may_have(Kind::Forbidden, number.as_str()));
        let do_not_call = contacts::is_do_not_call(self.db, &numbers)?;
        let facts = derive::facts(&contact, promise, do_not_call, lead.tries > 0);
        self.record.settle(contact.id.0, lead.id.0);
        self.fresh.push(Fresh { lead, contact, words, zones, facts });
        Ok(())
    }

    /// Writes the journal entry and the derived keys, and makes the receipt.
    pub fn finish(mut self, word: &'static str, done: Done) -> Result<Receipt, Refusal> {
        let changed = !self.record.changed().is_empty() || done.beside;
        let kind = done.kind.unwrap_or(EntryKind::Do);
        if changed {
            journal::write(
                &self.record,
                &journal::Entry {
                    actor: (self.me.id.0 > 0).then_some(self.me.id),
                    command: word,
                    kind,
                    target: done.target,
                    part_of: done.part_of,
                    sentence: done.sentence.clone(),
                    lead: done.lead,
                    reason: done.reason,
                },
            )?;
            derive::refresh(&mut self.record, self.fresh, self.settings, self.now)?;
        }
        let undo = (changed && !self.record.changed().is_empty()).then(|| match kind {
            EntryKind::Do => format!("takes back: {}", done.sentence),
            EntryKind::Undo => "redo does it again".to_owned(),
            EntryKind::Redo => "takes it back again".to_owned(),
        });
        Ok(Receipt {
            seq: changed.then(|| self.record.seq()),
            at: self.now,
            sentence: done.sentence,
            notes: done.notes,
            lead: done.lead,
            deal: done.deal,
            undo,
            undid: kind == EntryKind::Undo,
            many: done.many,
        })
    }

    pub fn managers_only(&self, what: &'static str) -> Result<(), Refusal> {
        if self.me.role == Role::Manager { Ok(()) } else { Err(Refusal::ManagersOnly(what)) }
    }

    /// The lead as it stands.
    pub fn lead(&self, id: LeadId) -> Result<Lead, Refusal> {
        leads::get(self.db, id)?.ok_or_else(|| Refusal::Unknown { what: "lead", which: id.to_string() })
    }

    /// The lead, if nobody changed it after it was looked at and nobody else holds it.
    pub fn lead_on(&self, on: On) -> Result<Lead, Refusal> {
        let lead = self.lead(on.lead)?;
        if let Some(seen) = on.seen
            && seen != lead.version
        {
            let (who, what, at) = self.changed_by(lead.version)?;
            return Err(Refusal::Changed { lead: lead.id, who, what, at });
        }
        if self.me.role != Role::Manager
            && let Some(claim) = claims::holder(self.db, lead.id, self.now)?
            && claim.rep != self.me.id
        {
            return Err(Refusal::Held { lead: lead.id, who: claim.who, until: self.clock(claim.until) });
        }
        Ok(lead)
    }

    /// Who made that version of a row, with what, and when.
    pub fn changed_by(&self, version: i64) -> Result<(String, String, Timestamp), Refusal> {
        let entry = journal::get(self.db, Seq(version))?;
        Ok(entry.map_or_else(
            || ("somebody".to_owned(), "undone".to_owned(), self.now),
            |entry| (entry.who, entry.sentence, entry.at),
        ))
    }

    /// As [`Work::lead_on`], for an action that only a lead which has not ended can take.
    pub fn working_lead(&self, on: On, what: &str) -> Result<Lead, Refusal> {
        let lead = self.lead_on(on)?;
        match lead.status {
            Status::Rejected => {
                Err(Refusal::Impossible(format!("lead {} is rejected and cannot be {what}; reopen it first", lead.id)))
            }
            Status::Converted => Err(Refusal::Impossible(format!(
                "lead {} is converted and cannot be {what}; work its deal, or undo the convert",
                lead.id
            ))),
            _ => Ok(lead),
        }
    }

    pub fn contact_of(&self, lead: &Lead) -> Result<Contact, Refusal> {
        contacts::get(self.db, lead.contact)?
            .ok_or_else(|| Refusal::Unknown { what: "contact", which: lead.contact.to_string() })
    }

    /// The person's name for sentences, or the number of the lead.
    pub fn called(&self, lead: &Lead) -> Result<String, Refusal> {
        let contact = self.contact_of(lead)?;
        Ok(if contact.name.is_empty() { format!("lead {}", lead.id) } else { contact.name })
    }

    /// An instant on the clock of whoever sits here, for words that are read at once.
    pub fn clock(&self, at: Timestamp) -> String {
        when::say(at, self.zone(), self.now)
    }

    /// The same for the journal's sentences, which are read on other days too.
    pub fn date(&self, at: Timestamp) -> String {
        when::date(at, self.zone(), self.now)
    }

    fn zone(&self) -> Tz {
        self.me.zone.unwrap_or_else(crate::desk::machine_zone)
    }

    pub fn set(&mut self, lead: &Lead, values: &[(&str, &dyn Param)]) -> Result<(), Refusal> {
        Ok(self.record.update(Entity::Lead, lead.id.0, values)?)
    }

    /// Enters a stage, if it lies beyond the furthest; a stage below is never entered later.
    pub fn enter(&mut self, lead: &mut Lead, stage: Stage, at: Timestamp) -> Result<(), Refusal> {
        if stage <= lead.stage {
            return Ok(());
        }
        self.write_entry(lead.id, stage, at)?;
        lead.stage = stage;
        self.set(lead, &[("stage", &leads::rank(stage))])
    }

    /// Writes a stage entry; the caller sees to it that the lead's own stage agrees.
    pub fn write_entry(&mut self, lead: LeadId, stage: Stage, at: Timestamp) -> Result<(), StoreFault> {
        let (now, rank) = (self.now.0, leads::rank(stage));
        self.record.insert(
            Entity::StageEntry,
            &[
                ("lead_id", &lead.0),
                ("stage", &rank),
                ("entered_at", &at.0),
                ("recorded_at", &now),
                ("counts_from", &at.0),
            ],
        )?;
        Ok(())
    }

    /// Gives the lead to a rep, a team's pool, or the pool; owner spans and the contact's owner go along.
    pub fn give(
        &mut self,
        lead: &mut Lead,
        owner: Option<RepId>,
        team: Option<TeamId>,
        reason: Option<&str>,
    ) -> Result<(), Refusal> {
        let before = lead.owner;
        if before != owner {
            let now = self.now.0;
            let open = history::owners(self.db, lead.id)?.into_iter().find(|span| span.to_at.is_none());
            if let Some(span) = open {
                self.record.update(Entity::OwnerSpan, span.id, &[("to_at", &now)])?;
            }
            if let Some(owner) = owner {
                self.write_owner(lead.id, owner, self.now, reason)?;
            }
            if before.is_some()
                && let Some(promise) = history::open_promise(self.db, lead.id)?.filter(|promise| promise.rep == before)
            {
                self.hand_promise(&promise, owner)?;
            }
        }
        lead.owner = owner;
        lead.team = if owner.is_some() { None } else { team };
        let (owner_id, team_id) = (owner.map(|rep| rep.0), lead.team.map(|team| team.0));
        self.set(lead, &[("owner_id", &owner_id), ("team_id", &team_id)])?;
        // The contact's next enquiry goes where this one went, unless the contact was somebody else's.
        let contact = self.contact_of(lead)?;
        if contact.owner.is_none() || contact.owner == before {
            self.record.update(Entity::Contact, contact.id.0, &[("owner_id", &owner_id)])?;
        }
        if owner.is_some() {
            self.enter(lead, Stage::Assigned, self.now)?;
        }
        Ok(())
    }

    /// A promise is kept by whoever has the lead now, or by anyone: who made it may never see it again.
    pub fn hand_promise(&mut self, promise: &Promise, to: Option<RepId>) -> Result<(), Refusal> {
        Ok(self.record.update(Entity::Promise, promise.id.0, &[("rep_id", &to.map(|rep| rep.0))])?)
    }

    /// Writes an owner span; the caller sees to it that the lead's own owner agrees.
    pub fn write_owner(
        &mut self,
        lead: LeadId,
        owner: RepId,
        from: Timestamp,
        reason: Option<&str>,
    ) -> Result<i64, StoreFault> {
        let (now, reason) = (self.now.0, text::typed(reason));
        self.record.insert(
            Entity::OwnerSpan,
            &[
                ("lead_id", &lead.0),
                ("owner_id", &owner.0),
                ("from_at", &from.0),
                ("recorded_at", &now),
                ("counts_from", &from.0),
                ("reason", &reason),
            ],
        )
    }

    /// The first attempt or outbound touch accepts the lead; one that nobody owned becomes mine.
    pub fn accept(&mut self, lead: &mut Lead) -> Result<(), Refusal> {
        if lead.owner.is_none() {
            self.give(lead, Some(self.me.id), None, Some("first to try"))?;
        }
        self.enter(lead, Stage::Accepted, self.now)
    }

    /// Ends the lead.
    pub fn end(&mut self, lead: &mut Lead, how: Ending, reason: &str, note: Option<&str>) -> Result<(), Refusal> {
        let now = self.now;
        self.write_end(lead.id, how, reason, note, now)?;
        lead.ended_at = Some(now);
        self.set(lead, &[("ended_at", &now.0)])
    }

    /// Writes an end span; the caller sees to it that the lead's own fields agree.
    pub fn write_end(
        &mut self,
        lead: LeadId,
        how: Ending,
        reason: &str,
        note: Option<&str>,
        at: Timestamp,
    ) -> Result<(), StoreFault> {
        let now = self.now.0;
        self.record.insert(
            Entity::EndSpan,
            &[
                ("lead_id", &lead.0),
                ("ended_at", &at.0),
                ("recorded_at", &now),
                ("counts_from", &at.0),
                ("how", &how.slug()),
                ("reason", &reason),
                ("note", &note),
            ],
        )?;
        Ok(())
    }

    /// Closes the open end of a lead.
    pub fn unend(&mut self, lead: &mut Lead) -> Result<(), Refusal> {
        let now = self.now.0;
        for span in history::ends(self.db, lead.id)?.into_iter().filter(|span| span.reopened_at.is_none()) {
            self.record.update(Entity::EndSpan, span.id, &[("reopened_at", &now)])?;
        }
        lead.ended_at = None;
        self.set(lead, &[("ended_at", &None::<i64>)])
    }
}
