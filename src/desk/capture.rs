//! Capture: match, owner, marketing qualified, assignment, all in one transaction. Nothing is silently dropped:
//! a capture makes a lead, or says exactly what it was joined to.

use crate::{
    desk::{
        Refusal, derive,
        reading::{Coming, More, Reading},
        work::{Done, Work},
    },
    domain::{
        contact::{Channel, Contact},
        ids::{ContactId, LeadId, Seq},
        lead::{Lead, NewLead, UNKNOWN_SOURCE},
        rep::Assignee,
        stage::{Stage, Status},
        text,
        touch::TouchKind,
    },
    store::{contacts, entity::Entity, history, keys::Kind, leads},
};
use std::collections::BTreeMap;

/// Whenever it was made, this entry included.
pub(in crate::desk) const EVER: Seq = Seq(i64::MAX);

/// What became of one capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::desk) enum Captured {
    /// It made a lead.
    Added(LeadId),
    /// It joined a lead that is open or in nurture, and lifted it.
    Attached(LeadId),
    /// It was there already; nothing was added.
    Duplicate(LeadId),
}

impl Captured {
    /// The lead that it made, joined or was.
    pub const fn lead(&self) -> LeadId {
        let (Self::Added(id) | Self::Attached(id) | Self::Duplicate(id)) = self;
        *id
    }
}

/// Why a capture went where it went, for whoever typed it; nobody reads that of the rows of a file.
type Told<'a> = Option<&'a mut Vec<String>>;

impl Work<'_> {
    pub fn capture(&mut self, new: &NewLead) -> Result<Done, Refusal> {
        let live = new.captured_at.is_none_or(|at| at >= self.now);
        // Fields are cleaned as they are read, and these pairs where files are; here they are as they were typed.
        let pairs = |pairs: &BTreeMap<String, String>| {
            pairs.iter().map(|(name, value)| (text::clean(name), text::clean_lines(value))).collect()
        };
        let new = NewLead { tokens: pairs(&new.tokens), extra: pairs(&new.extra), ..new.clone() };
        let reading = Reading::of(new, Coming { live, fingerprint: None }, &self.settings.country, self.now);
        let mut notes = Vec::new();
        let captured = self.take_in(reading, Some(&mut notes))?;
        let called = |work: &Self, id| work.lead(id).and_then(|lead| work.called(&lead));
        let (id, sentence) = match captured {
            Captured::Added(id) => (id, format!("Added {}", called(self, id)?)),
            Captured::Attached(id) => (id, format!("{} enquired again: joined to lead {id}", called(self, id)?)),
            Captured::Duplicate(id) => (id, format!("Nothing added: lead {id} came from there already")),
        };
        Ok(Done { notes, ..Done::on(id, sentence) })
    }

    /// Takes one capture in.
    pub fn take_in(&mut self, reading: Reading, mut told: Told<'_>) -> Result<Captured, Refusal> {
        reading.must_be_known_by_something()?;
        if let Some(known) = self.seen_before(&reading, EVER)? {
            return Ok(Captured::Duplicate(known));
        }
        let contact = match self.find_contact(&reading, EVER)? {
            Some((contact, by)) => {
                self.add_to(&contact, &reading)?;
                // A row with a number of its own is its own lead.
                let open = if reading.lead.external_id.is_none() { self.newest_open(contact.id)? } else { None };
                if let Some(notes) = &mut told {
                    let known = if open.is_some() { "known" } else { "a known contact," };
                    notes.push(format!("{} is {known} by {by}", contact.called()));
                    if let Some(owner) = open.as_ref().and_then(|lead| lead.owner) {
                        notes.push(format!("it stays with {}, who owns the lead", self.people.name(owner)));
                    }
                    notes.extend(reading.channels.faults());
                }
                if let Some(lead) = open {
                    let id = lead.id;
                    self.attach(lead, &reading)?;
                    return Ok(Captured::Attached(id));
                }
                // With what this capture added to it.
                Some(contacts::get(self.db, contact.id)?.unwrap_or(contact))
            }
            None => {
                if let Some(notes) = &mut told {
                    notes.extend(reading.channels.faults());
                    notes.extend(self.possible_duplicates(&reading)?);
                }
                None
            }
        };
        Ok(Captured::Added(self.make_lead(contact, reading, told)?))
    }

    /// The lead that this very row made before the entry `before`: the same external id, of a person it can be; or
    /// an identical row.
    pub fn seen_before(&self, reading: &Reading, before: Seq) -> Result<Option<LeadId>, Refusal> {
        if let Some(external) = reading.lead.external_id.as_deref() {
            if !self.may_have(Kind::External, external) {
                return Ok(None);
            }
            let ours: Vec<&str> = reading.channels.numbers().chain(reading.channels.addresses()).collect();
            for (lead, contact) in leads::by_external_id(self.db, external, before)? {
                let theirs = contacts::channels(self.db, contact)?;
                let theirs: Vec<&str> = theirs.iter().filter_map(|channel| channel.normal.as_deref()).collect();
                // Two people with one id were seen in the wild: then something must speak for it.
                if ours.is_empty() || theirs.is_empty() || ours.iter().any(|normal| theirs.contains(normal)) {
                    return Ok(Some(lead));
                }
            }
            return Ok(None);
        }
        match reading.fingerprint.filter(|fingerprint| self.may_have(Kind::Row, fingerprint)) {
            Some(fingerprint) => Ok(leads::by_fingerprint(self.db, fingerprint, before)?),
            None => Ok(None),
        }
    }

    fn newest_open(&self, contact: ContactId) -> Result<Option<Lead>, Refusal> {
        Ok(leads::of_contact(self.db, contact)?.into_iter().find(|lead| lead.status.is_working()))
    }

    /// A re-enquiry: a touch on the newest open lead, which it lifts in the queue with its history.
    fn attach(&mut self, mut lead: Lead, reading: &Reading) -> Result<(), Refusal> {
        let said = &reading.said;
        let source = said.source.as_deref().unwrap_or(UNKNOWN_SOURCE);
        let said = [Some(format!("Enquired again ({source})")), said.problem.clone(), said.note.clone()];
        let note = said.into_iter().flatten().collect::<Vec<_>>().join(": ");
        let touch = self.write_touch(&lead, reading.lead.captured_at, TouchKind::Enquiry, Some(&note), None, true)?;
        if reading.fingerprint.is_some() {
            self.record.update(Entity::Touch, touch, &[("fingerprint", &reading.fingerprint)])?;
            self.now_has(Kind::Row, reading.fingerprint.as_ref());
        }
        // A promise stands whatever happens; otherwise the lead is lifted to now.
        if history::open_promise(self.db, lead.id)?.is_none() {
            let tried = history::is_tried(self.db, lead.id)?;
            lead.status = match lead.status {
                Status::Nurturing if tried => Status::Attempting,
                Status::Nurturing => Status::Open,
                status => status,
            };
            let now = self.now.0;
            self.set(
                &lead,
                &[
                    ("status", &lead.status.slug()),
                    ("lane", &None::<String>),
                    ("cause", &None::<String>),
                    ("next_at", &now),
                    ("next_kind", &"enquiry"),
                    ("tries", &0_i64),
                ],
            )?;
        }
        Ok(())
    }

    /// What a known contact did not have yet; what it has is never overwritten.
    pub fn add_to(&mut self, contact: &Contact, reading: &Reading) -> Result<(), Refusal> {
        self.add_channels(contact.id, &reading.channels.beyond(&contact.channels))?;
        let new = &reading.contact;
        if contact.name.is_empty() && !new.name.is_empty() {
            let key = text::fold(&new.name);
            self.record.update(Entity::Contact, contact.id.0, &[("name", &new.name), ("name_key", &key)])?;
        }
        if contact.job_title.is_none() && new.job_title.is_some() {
            self.record.update(Entity::Contact, contact.id.0, &[("job_title", &new.job_title)])?;
        }
        if contact.company.is_none() && new.company.is_some() {
            self.record.update(Entity::Contact, contact.id.0, &[("company", &new.company)])?;
        }
        Ok(())
    }

    /// A new lead, of a contact that is known or of a new one. All is decided first, then written once.
    pub fn make_lead(&mut self, known: Option<Contact>, reading: Reading, told: Told<'_>) -> Result<LeadId, Refusal> {
        let Reading { said, contact, more, channels, mut lead, fingerprint, words, zones } = reading;
        let is_new = known.is_none();
        let mut contact = match known {
            Some(known) => known,
            None => self.new_contact(contact, &more)?,
        };
        let owner = contact.owner;
        let industry = if is_new { more.industry.clone() } else { contacts::trade(self.db, contact.id)?.0 };
        let mut entries = vec![(Stage::Captured, lead.captured_at)];
        let (score, _) = derive::points(&lead, &contact, self.now, self.settings);
        if channels.has_usable() && score >= self.settings.score.marketing_qualified {
            entries.push((Stage::MarketingQualified, lead.captured_at));
        }
        let (to, why) = self.owner_for(&lead, &contact, industry.as_deref(), score)?;
        match to {
            Assignee::Rep(rep) => {
                lead.owner = Some(rep);
                entries.push((Stage::Assigned, self.now));
                // The contact's next enquiry goes where this one went, unless the contact was somebody else's.
                contact.owner.get_or_insert(rep);
            }
            Assignee::Team(team) => lead.team = Some(team),
            Assignee::Pool => {}
        }
        lead.stage = entries.last().map_or(Stage::Captured, |(stage, _)| *stage);

        if is_new {
            self.write_contact(&mut contact, &more)?;
        } else if contact.owner != owner {
            let owner = contact.owner.map(|rep| rep.0);
            self.record.update(Entity::Contact, contact.id.0, &[("owner_id", &owner)])?;
        }
        lead.contact = contact.id;
        self.write_lead(&mut lead, fingerprint)?;
        for (stage, at) in entries {
            self.write_entry(lead.id, stage, at)?;
        }
        if let Some(note) = said.note.as_deref().map(text::clean_lines).filter(|note| !note.is_empty()) {
            self.write_touch(&lead, lead.captured_at, TouchKind::Note, Some(&note), None, false)?;
        }
        if let Some(owner) = lead.owner {
            self.write_owner(lead.id, owner, self.now, Some(&why))?;
        }
        if let Some(notes) = told {
            notes.push(format!("goes to {}: {why}", self.people.say(to)));
        }
        let id = lead.id;
        if is_new {
            self.settle(lead, contact, words, zones, None)?;
        }
        Ok(id)
    }

    /// A contact in the making: a company that is an account already is that account; others become one when they
    /// convert.
    pub fn new_contact(&self, contact: Contact, more: &More) -> Result<Contact, Refusal> {
        let account = match &more.company_key {
            Some(company) if self.may_have(Kind::Account, company.as_str()) => {
                contacts::account_named(self.db, company)?.map(|account| account.id)
            }
            _ => None,
        };
        Ok(Contact { account, version: self.record.seq().0, ..contact })
    }

    /// Writes a new contact, which so gets its number, and its channels.
    pub fn write_contact(&mut self, contact: &mut Contact, more: &More) -> Result<(), Refusal> {
        contact.id = ContactId(self.record.insert(
            Entity::Contact,
            &[
                ("name", &contact.name),
                ("name_key", &more.name_key),
                ("job_title", &contact.job_title),
                ("company", &contact.company),
                ("industry", &more.industry),
                ("size", &more.size),
                ("account_id", &contact.account.map(|account| account.0)),
                ("street", &contact.street),
                ("city", &contact.city),
                ("region", &contact.region),
                ("postal_code", &contact.postal_code),
                ("country", &contact.country),
                ("zone", &contact.zone.map(|zone| zone.name())),
                ("owner_id", &contact.owner.map(|rep| rep.0)),
            ],
        )?);
        self.add_channels(contact.id, &contact.channels)
    }

    fn add_channels(&mut self, contact: ContactId, channels: &[Channel]) -> Result<(), Refusal> {
        for channel in channels {
            self.record.insert(
                Entity::Channel,
                &[
                    ("contact_id", &contact.0),
                    ("kind", &channel.kind.slug()),
                    ("given", &channel.given),
                    ("normal", &channel.normal),
                    ("extension", &channel.extension),
                    ("fault", &channel.fault),
                    ("standing", &channel.standing.slug()),
                ],
            )?;
            self.record.concerns_contact(contact.0);
            self.now_has(Kind::Channel, channel.normal.as_deref());
        }
        Ok(())
    }

    /// Writes the row of a new lead, which so gets its number; its entries, and what else is known, are the
    /// caller's.
    pub fn write_lead(&mut self, lead: &mut Lead, fingerprint: Option<i64>) -> Result<(), Refusal> {
        let pairs = |pairs: &BTreeMap<String, String>| {
            (!pairs.is_empty()).then(|| serde_json::to_string(pairs).unwrap_or_default())
        };
        let known = &lead.qualification;
        lead.version = self.record.seq().0;
        lead.id = LeadId(self.record.insert(
            Entity::Lead,
            &[
                ("contact_id", &lead.contact.0),
                ("external_id", &lead.external_id),
                ("fingerprint", &fingerprint),
                ("source", &lead.source),
                ("campaign", &lead.campaign),
                ("tokens", &pairs(&lead.tokens)),
                ("extra", &pairs(&lead.extra)),
                ("problem", &lead.problem),
                ("captured_at", &lead.captured_at.0),
                ("recorded_at", &lead.recorded_at.0),
                ("live", &i64::from(lead.live)),
                ("stage", &leads::rank(lead.stage)),
                ("status", &lead.status.slug()),
                ("owner_id", &lead.owner.map(|rep| rep.0)),
                ("team_id", &lead.team.map(|team| team.0)),
                ("budget", &known.budget),
                ("authority", &known.authority.map(i64::from)),
                ("need", &known.need.map(i64::from)),
                ("timeframe", &known.timeframe.map(|timeframe| timeframe.slug())),
                ("purchase_process", &known.purchase_process),
                ("decision_makers", &known.decision_makers),
                ("lane", &lead.lane.map(|lane| lane.slug())),
                ("cause", &lead.cause.map(|cause| cause.slug())),
                ("next_at", &lead.next_at.map(|at| at.0)),
                ("next_kind", &lead.next_kind),
                ("tries", &lead.tries),
                ("reject_reason", &lead.reject_reason),
                ("ended_at", &lead.ended_at.map(|at| at.0)),
            ],
        )?);
        self.now_has(Kind::Row, fingerprint.as_ref());
        self.now_has(Kind::External, lead.external_id.as_deref());
        if lead.status.is_working()
            && let Some(load) = lead.owner.and_then(|owner| self.loads.get_mut(&owner))
        {
            *load += 1;
        }
        Ok(())
    }
}
