//! Capture: match, owner, marketing qualified, assignment, all in one transaction. Nothing is silently dropped:
//! a capture makes a lead, or says exactly what it was joined to.

use crate::{
    desk::{
        Refusal, derive,
        matching::{Channels, Match},
        work::{Done, Work},
    },
    domain::{
        contact::{Channel, ChannelKind, Contact, Standing},
        ids::{ContactId, LeadId, RepId, Seq, TeamId},
        lead::{Lead, NewLead, UNKNOWN_SOURCE},
        phone,
        rep::Assignee,
        stage::{Stage, Status},
        text,
        touch::TouchKind,
    },
    intake,
    settings::{AssignmentRule, Method},
    store::{contacts, entity::Entity, history, leads, people},
};

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

/// How a capture came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) struct Coming {
    /// As it happens, not from a file.
    pub live: bool,
    /// What an identical row is known by; only rows of files have one.
    pub fingerprint: Option<i64>,
}

impl Coming {
    /// As a row of a file.
    pub fn from_file(new: &NewLead) -> Self {
        let print = intake::fingerprint(new);
        let fingerprint = print.get(..16).and_then(|hex| u64::from_str_radix(hex, 16).ok()).map(u64::cast_signed);
        Self { live: false, fingerprint }
    }
}

impl Work<'_> {
    pub fn capture(&mut self, new: &NewLead) -> Result<Done, Refusal> {
        let live = new.captured_at.is_none_or(|at| at >= self.now);
        let (captured, notes) = self.take_in(new, Coming { live, fingerprint: None })?;
        let called = |work: &Self, id| work.lead(id).and_then(|lead| work.called(&lead));
        let (id, sentence) = match captured {
            Captured::Added(id) => (id, format!("Added {}", called(self, id)?)),
            Captured::Attached(id) => (id, format!("{} enquired again: joined to lead {id}", called(self, id)?)),
            Captured::Duplicate(id) => (id, format!("Nothing added: lead {id} came from there already")),
        };
        Ok(Done { notes, ..Done::on(id, sentence) })
    }

    /// Takes one capture in; the notes say why it went where it went.
    pub fn take_in(&mut self, new: &NewLead, coming: Coming) -> Result<(Captured, Vec<String>), Refusal> {
        let channels = self.channels_of(new)?;
        if let Some(known) = self.seen_before(new, &channels, coming, EVER)? {
            return Ok((Captured::Duplicate(known), Vec::new()));
        }
        let mut notes: Vec<String> = Vec::new();
        notes.extend(channels.phones.iter().filter_map(|phone| {
            phone.fault.as_ref().map(|fault| format!("the phone “{}” is kept as text: {fault}", phone.given))
        }));
        notes.extend(channels.emails.iter().filter_map(|email| {
            email.fault.as_ref().map(|fault| format!("the email “{}” is kept as text: {fault}", email.given))
        }));
        let contact = match self.find_contact(new, &channels, EVER)? {
            Match::Contact(contact, by) => {
                self.add_channels(&contact, &channels)?;
                self.fill_gaps(&contact, new)?;
                // A row with a number of its own is its own lead.
                if external_id(new).is_none()
                    && let Some(lead) = self.newest_open(contact.id)?
                {
                    notes.insert(0, format!("{} is known by {by}", contact.called()));
                    self.attach(lead.clone(), new, coming)?;
                    if let Some(owner) = lead.owner {
                        notes.insert(1, format!("it stays with {}, who owns the lead", self.people.name(owner)));
                    }
                    return Ok((Captured::Attached(lead.id), notes));
                }
                notes.insert(0, format!("{} is a known contact, by {by}", contact.called()));
                // With what this capture added to it.
                contacts::get(self.db, contact.id)?.unwrap_or(*contact)
            }
            Match::New(hints) => {
                notes.extend(hints);
                self.make_contact(new, &channels)?
            }
        };
        let id = self.make_lead(new, &contact, &channels, coming, &mut notes)?;
        Ok((Captured::Added(id), notes))
    }

    /// The channels of a new lead, which must be known by something.
    pub fn channels_of(&self, new: &NewLead) -> Result<Channels, Refusal> {
        let channels = Channels::read(new, &self.settings.country);
        if channels.is_empty() && external_id(new).is_none() {
            return Err(Refusal::Unfit {
                field: "lead",
                fault: "a phone, an email or an external id is needed to know somebody by".to_owned(),
            });
        }
        Ok(channels)
    }

    /// The lead that this very row made before the entry `before`: the same external id, of a person it can be; or
    /// an identical row.
    pub fn seen_before(
        &self,
        new: &NewLead,
        channels: &Channels,
        coming: Coming,
        before: Seq,
    ) -> Result<Option<LeadId>, Refusal> {
        if let Some(external) = external_id(new).as_deref() {
            let ours: Vec<&str> = channels
                .phones
                .iter()
                .filter_map(|phone| phone.e164.as_deref())
                .chain(channels.emails.iter().filter_map(|email| email.normal.as_deref()))
                .collect();
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
        match coming.fingerprint {
            Some(fingerprint) => Ok(leads::by_fingerprint(self.db, fingerprint, before)?),
            None => Ok(None),
        }
    }

    fn newest_open(&self, contact: ContactId) -> Result<Option<Lead>, Refusal> {
        Ok(leads::of_contact(self.db, contact)?.into_iter().find(|lead| lead.status.is_working()))
    }

    /// A re-enquiry: a touch on the newest open lead, which it lifts in the queue with its history.
    fn attach(&mut self, mut lead: Lead, new: &NewLead, coming: Coming) -> Result<(), Refusal> {
        let at = new.captured_at.unwrap_or(self.now).min(self.now);
        let source = new.source.as_deref().unwrap_or(UNKNOWN_SOURCE);
        let said = [Some(format!("Enquired again ({source})")), new.problem.clone(), new.note.clone()];
        let note = said.into_iter().flatten().collect::<Vec<_>>().join(": ");
        let touch = self.write_touch(&lead, at, TouchKind::Enquiry, Some(&text::clean_lines(&note)), None, true)?;
        if coming.fingerprint.is_some() {
            self.record.update(Entity::Touch, touch, &[("fingerprint", &coming.fingerprint)])?;
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

    pub fn make_contact(&mut self, new: &NewLead, channels: &Channels) -> Result<Contact, Refusal> {
        let clean = |field: &Option<String>| field.as_deref().map(text::clean).filter(|text| !text.is_empty());
        let name = clean(&new.name).unwrap_or_default();
        let country = clean(&new.country).map(|given| phone::country_code(&given).map_or(given, str::to_owned));
        let zone = clean(&new.zone).and_then(|zone| zone.parse::<chrono_tz::Tz>().ok());
        let company = clean(&new.company);
        // A company that is an account already is that account; others become one when they convert.
        let account = match &company {
            Some(company) => contacts::accounts_named(self.db, &text::fold(company))?.first().map(|account| account.id),
            None => None,
        };
        let id = ContactId(self.record.insert(
            Entity::Contact,
            &[
                ("name", &name),
                ("name_key", &text::fold(&name)),
                ("job_title", &clean(&new.job_title)),
                ("company", &company),
                ("industry", &clean(&new.industry)),
                ("size", &clean(&new.size)),
                ("account_id", &account.map(|account| account.0)),
                ("street", &clean(&new.street)),
                ("city", &clean(&new.city)),
                ("region", &clean(&new.region)),
                ("postal_code", &clean(&new.postal_code)),
                ("country", &country),
                ("zone", &zone.map(|zone| zone.name())),
            ],
        )?);
        let mut contact =
            contacts::get(self.db, id)?.ok_or_else(|| Refusal::Unknown { what: "contact", which: id.to_string() })?;
        contact.channels = self.add_channels(&contact, channels)?;
        Ok(contact)
    }

    /// Adds the channels that the contact does not have yet; gives those.
    pub fn add_channels(&mut self, contact: &Contact, channels: &Channels) -> Result<Vec<Channel>, Refusal> {
        let mut added = Vec::new();
        let mut known: Vec<(ChannelKind, String)> = contact
            .channels
            .iter()
            .map(|channel| (channel.kind, channel.normal.clone().unwrap_or_else(|| text::fold(&channel.given))))
            .collect();
        let phones = channels.phones.iter().map(|phone| {
            (
                ChannelKind::Phone,
                &phone.given,
                &phone.e164,
                &phone.extension,
                phone.fault.as_ref().map(ToString::to_string),
            )
        });
        let none = None;
        let emails = channels.emails.iter().map(|email| {
            (ChannelKind::Email, &email.given, &email.normal, &none, email.fault.as_ref().map(ToString::to_string))
        });
        for (kind, given, normal, extension, fault) in phones.chain(emails) {
            let key = (kind, normal.clone().unwrap_or_else(|| text::fold(given)));
            if known.contains(&key) {
                continue;
            }
            let first = !known.iter().any(|(other, _)| *other == kind);
            let standing = if first { Standing::Preferred } else { Standing::Allowed };
            let id = self.record.insert(
                Entity::Channel,
                &[
                    ("contact_id", &contact.id.0),
                    ("kind", &kind.slug()),
                    ("given", given),
                    ("normal", normal),
                    ("extension", extension),
                    ("fault", &fault),
                    ("standing", &standing.slug()),
                ],
            )?;
            self.record.concerns_contact(contact.id.0);
            known.push(key);
            added.push(Channel {
                id,
                kind,
                given: given.clone(),
                normal: normal.clone(),
                extension: extension.clone(),
                fault,
                standing,
            });
        }
        Ok(added)
    }

    /// What a known contact did not have yet; what it has is never overwritten.
    pub fn fill_gaps(&mut self, contact: &Contact, new: &NewLead) -> Result<(), Refusal> {
        let clean = |field: &Option<String>| field.as_deref().map(text::clean).filter(|text| !text.is_empty());
        let gap = |has: &Option<String>, new: &Option<String>| if has.is_none() { clean(new) } else { None };
        let (name, title, company) =
            (clean(&new.name), gap(&contact.job_title, &new.job_title), gap(&contact.company, &new.company));
        if contact.name.is_empty()
            && let Some(name) = &name
        {
            self.record.update(Entity::Contact, contact.id.0, &[("name", name), ("name_key", &text::fold(name))])?;
        }
        if title.is_some() {
            self.record.update(Entity::Contact, contact.id.0, &[("job_title", &title)])?;
        }
        if company.is_some() {
            self.record.update(Entity::Contact, contact.id.0, &[("company", &company)])?;
        }
        Ok(())
    }

    pub fn make_lead(
        &mut self,
        new: &NewLead,
        contact: &Contact,
        channels: &Channels,
        coming: Coming,
        notes: &mut Vec<String>,
    ) -> Result<LeadId, Refusal> {
        let captured_at = new.captured_at.unwrap_or(self.now).min(self.now);
        let id = self.write_lead(new, contact, coming)?;
        self.write_entry(id, Stage::Captured, captured_at)?;
        let mut lead = self.lead(id)?;
        if let Some(note) = new.note.as_deref().map(text::clean_lines).filter(|note| !note.is_empty()) {
            self.write_touch(&lead, captured_at, TouchKind::Note, Some(&note), None, false)?;
        }
        let score = derive::score(&lead, contact, self.now, self.settings).points;
        if channels.has_usable() && score >= self.settings.score.marketing_qualified {
            self.enter(&mut lead, Stage::MarketingQualified, captured_at)?;
        }
        let (to, why) = self.owner_for(&lead, contact, score)?;
        match to {
            Assignee::Rep(rep) => self.give(&mut lead, Some(rep), None, Some(&why))?,
            Assignee::Team(team) => self.give(&mut lead, None, Some(team), Some(&why))?,
            Assignee::Pool => {}
        }
        notes.push(format!("goes to {}: {why}", self.people.say(to)));
        Ok(id)
    }

    /// Writes the row of a new lead; its entries, and what else is known, are the caller's.
    pub fn write_lead(&mut self, new: &NewLead, contact: &Contact, coming: Coming) -> Result<LeadId, Refusal> {
        let clean = |field: &Option<String>| field.as_deref().map(text::clean).filter(|text| !text.is_empty());
        let captured_at = new.captured_at.unwrap_or(self.now).min(self.now);
        let source = clean(&new.source).unwrap_or_else(|| UNKNOWN_SOURCE.to_owned()).to_lowercase();
        let mut extra = new.extra.clone();
        if let Some(owner) = clean(&new.owner_hint) {
            extra.insert("owner elsewhere".to_owned(), owner);
        }
        let pairs = |pairs: &std::collections::BTreeMap<String, String>| {
            (!pairs.is_empty()).then(|| serde_json::to_string(pairs).unwrap_or_default())
        };
        Ok(LeadId(self.record.insert(
            Entity::Lead,
            &[
                ("contact_id", &contact.id.0),
                ("external_id", &external_id(new)),
                ("fingerprint", &coming.fingerprint),
                ("source", &source),
                ("campaign", &clean(&new.campaign)),
                ("tokens", &pairs(&new.tokens)),
                ("extra", &pairs(&extra)),
                ("problem", &clean(&new.problem)),
                ("captured_at", &captured_at.0),
                ("recorded_at", &self.now.0),
                ("live", &i64::from(coming.live)),
                ("stage", &leads::rank(Stage::Captured)),
                ("status", &Status::Open.slug()),
                ("tries", &0_i64),
            ],
        )?))
    }

    /// Who gets a new lead: the contact's owner, else the account's, else the first rule that fits, else the pool.
    fn owner_for(&mut self, lead: &Lead, contact: &Contact, score: i64) -> Result<(Assignee, String), Refusal> {
        if let Some(rep) = self.still_here(contact.owner) {
            return Ok((
                Assignee::Rep(rep),
                format!("{} owns the contact {}", self.people.name(rep), contact.called()),
            ));
        }
        if let Some(account) = contact.account.map(|id| contacts::account(self.db, id)).transpose()?.flatten()
            && let Some(rep) = self.still_here(account.owner)
        {
            return Ok((Assignee::Rep(rep), format!("{} owns the account {}", self.people.name(rep), account.name)));
        }
        let (industry, _) = contacts::trade(self.db, contact.id)?;
        for (n, rule) in (1..).zip(&self.settings.assignment) {
            if fits(rule, lead, contact, industry.as_deref(), score)
                && let Some(to) = self.by_rule(n, rule)?
            {
                return Ok((to, format!("assignment rule {n}")));
            }
        }
        Ok((Assignee::Pool, "no rule of assignment fits".to_owned()))
    }

    fn still_here(&self, rep: Option<RepId>) -> Option<RepId> {
        rep.filter(|rep| self.people.rep(*rep).is_some_and(|rep| rep.retired_at.is_none()))
    }

    fn by_rule(&mut self, n: i64, rule: &AssignmentRule) -> Result<Option<Assignee>, Refusal> {
        if let Some(name) = &rule.rep {
            return Ok(match self.people.find(name) {
                Ok(to @ Assignee::Rep(_)) => Some(to),
                _ => None,
            });
        }
        let Some(team) = rule
            .team
            .as_ref()
            .and_then(|name| self.people.teams.iter().find(|team| team.name.eq_ignore_ascii_case(name)))
        else {
            return Ok(None);
        };
        let team: TeamId = team.id;
        let loads = people::loads(self.db, team)?;
        if rule.method == Method::TeamPool || loads.is_empty() {
            return Ok(Some(Assignee::Team(team)));
        }
        if rule.method == Method::LeastLoaded {
            return Ok(loads.iter().min_by_key(|(rep, open)| (*open, rep.0)).map(|(rep, _)| Assignee::Rep(*rep)));
        }
        // The position moves in this very transaction: two captures never get the same turn.
        let turn = people::move_turn(self.db, &format!("rule {n} team {team}"))?;
        let pick = usize::try_from(turn).unwrap_or(0) % loads.len();
        Ok(Some(Assignee::Rep(loads[pick].0)))
    }
}

/// The lead's number where it came from; blanks are none.
fn external_id(new: &NewLead) -> Option<String> {
    new.external_id.as_deref().map(text::clean).filter(|id| !id.is_empty())
}

fn fits(rule: &AssignmentRule, lead: &Lead, contact: &Contact, industry: Option<&str>, score: i64) -> bool {
    let any = |wanted: &[String], has: Option<&str>| {
        wanted.is_empty() || has.is_some_and(|has| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(has)))
    };
    any(&rule.sources, Some(&lead.source))
        && any(&rule.countries, contact.country.as_deref())
        && any(&rule.regions, contact.region.as_deref())
        && any(&rule.industries, industry)
        && rule.score_from.is_none_or(|from| score >= from)
}
