//! Leads that come with a history: the facts are written as told, with their own times.

use crate::{
    desk::{
        Refusal,
        capture::{Coming, EVER},
        derive,
        matching::{Channels, Match},
        work::Work,
    },
    domain::{
        deal::DealState,
        ids::{LeadId, RepId},
        lead::NewLead,
        past::{LeadRecord, Past, PastDeal, PastTouch},
        stage::{Stage, Status},
    },
    settings::Flag,
    store::{contacts, entity::Entity, history::PromiseState, leads},
};

impl Work<'_> {
    /// Takes in one record; one without a past goes the way of every capture.
    pub fn take_in_record(&mut self, record: &LeadRecord) -> Result<LeadId, Refusal> {
        let Some(past) = &record.past else {
            use crate::desk::capture::Captured::{Added, Attached, Duplicate};
            let live = record.lead.captured_at.is_none();
            let (Added(id) | Attached(id) | Duplicate(id)) =
                self.take_in(&record.lead, Coming { live, fingerprint: None })?.0;
            return Ok(id);
        };
        let new = &record.lead;
        let channels = Channels::read(new, &self.settings.country);
        let contact = match self.find_contact(new, &channels, EVER)? {
            Match::Contact(contact, _) => *contact,
            Match::New(_) => self.make_contact(new, &channels)?,
        };
        let id = self.write_lead(new, &contact, Coming { live: true, fingerprint: None })?;
        self.write_past(id, new, past)?;
        self.obey(id, &contact, past)?;
        let owner = past.owners.last().map(|(rep, _)| *rep);
        if contact.owner.is_none() && owner.is_some() {
            self.record.update(Entity::Contact, contact.id.0, &[("owner_id", &owner.map(|rep| rep.0))])?;
        }
        if !past.deals.is_empty()
            && let Some(company) = contact.company.as_deref()
            && contact.account.is_none()
        {
            let lead = self.lead(id)?;
            let account = match contacts::accounts_named(self.db, &crate::domain::text::fold(company))?.pop() {
                Some(account) => account,
                None => self.make_account(&lead, &contact, company)?,
            };
            self.record.update(Entity::Contact, contact.id.0, &[("account_id", &account.id.0)])?;
        }
        let contact = contacts::get(self.db, contact.id)?.unwrap_or(contact);
        for deal in &past.deals {
            self.write_deal(id, &contact, owner, deal)?;
        }
        Ok(id)
    }

    /// Who asked not to be called stays so, also when they did before they came to us.
    fn obey(&mut self, id: LeadId, contact: &crate::domain::contact::Contact, past: &Past) -> Result<(), Refusal> {
        let asked = past.touches.iter().find(|touch| {
            let outcome = touch.attempt.as_ref().and_then(|(_, slug, _)| self.settings.outcome(slug));
            outcome.is_some_and(|outcome| outcome.has(Flag::DoNotCall))
        });
        if let Some(touch) = asked
            && !derive::numbers(contact).is_empty()
        {
            let lead = self.lead(id)?;
            self.forbid(&lead, None, touch.note.as_deref())?;
        }
        Ok(())
    }

    fn write_past(&mut self, id: LeadId, new: &NewLead, past: &Past) -> Result<(), Refusal> {
        let captured_at = new.captured_at.unwrap_or(self.now);
        self.write_entry(id, Stage::Captured, captured_at)?;
        let mut furthest = Stage::Captured;
        for (stage, at) in &past.entries {
            self.write_entry(id, *stage, *at)?;
            furthest = furthest.max(*stage);
        }
        for (n, (rep, from)) in past.owners.iter().enumerate() {
            let span = self.write_owner(id, *rep, *from, None)?;
            if let Some((_, to)) = past.owners.get(n + 1) {
                self.record.update(Entity::OwnerSpan, span, &[("to_at", &to.0)])?;
            }
        }
        let mut tries = 0_i64;
        for touch in &past.touches {
            self.write_past_touch(id, touch)?;
            tries += i64::from(touch.attempt.is_some());
        }
        if let Some(promise) = &past.promise {
            self.record.insert(
                Entity::Promise,
                &[
                    ("lead_id", &id.0),
                    ("rep_id", &promise.rep.map(|rep| rep.0)),
                    ("made_at", &promise.made_at.0),
                    ("due_at", &promise.due_at.0),
                    ("note", &promise.note),
                    ("state", &PromiseState::Open.slug()),
                ],
            )?;
        }
        if let Some(end) = &past.end {
            self.write_end(id, end.how, &end.reason, end.note.as_deref(), end.at)?;
        }
        let (next_at, next_kind) = match (&past.nurture, past.next_try_at) {
            (Some((_, _, wake)), _) => (Some(wake.0), Some("wake")),
            (None, Some(at)) => (Some(at.0), Some("plan")),
            (None, None) => (None, None),
        };
        let known = &past.qualification;
        self.record.update(
            Entity::Lead,
            id.0,
            &[
                ("stage", &leads::rank(furthest)),
                ("status", &past.status.unwrap_or(Status::Open).slug()),
                ("owner_id", &past.owners.last().map(|(rep, _)| rep.0)),
                ("tries", &tries),
                ("next_at", &next_at),
                ("next_kind", &next_kind),
                ("lane", &past.nurture.as_ref().map(|(lane, _, _)| lane.slug())),
                ("cause", &past.nurture.as_ref().and_then(|(_, cause, _)| cause.map(|cause| cause.slug()))),
                ("reject_reason", &past.end.as_ref().filter(|_| past.deals.is_empty()).map(|end| end.reason.as_str())),
                ("ended_at", &past.end.as_ref().map(|end| end.at.0)),
                ("budget", &known.budget),
                ("authority", &known.authority.map(i64::from)),
                ("need", &known.need.map(i64::from)),
                ("timeframe", &known.timeframe.map(|timeframe| timeframe.slug())),
                ("purchase_process", &known.purchase_process),
                ("decision_makers", &known.decision_makers),
            ],
        )?;
        Ok(())
    }

    fn write_past_touch(&mut self, lead: LeadId, touch: &PastTouch) -> Result<(), Refusal> {
        let rep = touch.rep.map(|rep| rep.0);
        let id = self.record.insert(
            Entity::Touch,
            &[
                ("lead_id", &lead.0),
                ("at", &touch.at.0),
                ("kind", &touch.kind.slug()),
                ("rep_id", &rep),
                ("note", &touch.note),
                ("meaningful", &i64::from(touch.meaningful)),
            ],
        )?;
        if let Some((line, outcome, seconds)) = &touch.attempt {
            self.record.insert(
                Entity::Attempt,
                &[
                    ("lead_id", &lead.0),
                    ("touch_id", &id),
                    ("rep_id", &rep),
                    ("at", &touch.at.0),
                    ("line_result", &line.slug()),
                    ("outcome", outcome),
                    ("seconds", seconds),
                ],
            )?;
        }
        Ok(())
    }

    fn write_deal(
        &mut self,
        lead: LeadId,
        contact: &crate::domain::contact::Contact,
        owner: Option<RepId>,
        deal: &PastDeal,
    ) -> Result<(), Refusal> {
        let (state, probability) = match deal.stage.as_str() {
            "Won" => (DealState::Won, 100),
            "Lost" => (DealState::Lost, 0),
            name => (DealState::Open, self.settings.deal_stage(name).map_or(0, |stage| stage.probability)),
        };
        let id = self.record.insert(
            Entity::Deal,
            &[
                ("lead_id", &lead.0),
                ("contact_id", &contact.id.0),
                ("account_id", &contact.account.map(|account| account.0)),
                ("name", &deal.name),
                ("amount", &deal.amount.as_ref().map(|money| money.minor)),
                ("currency", &deal.amount.as_ref().map(|money| money.currency.code())),
                ("stage", &deal.stage),
                ("probability", &probability),
                ("next_step", &deal.next_step.as_ref().map(|(step, _)| step.as_str())),
                ("next_step_at", &deal.next_step.as_ref().map(|(_, at)| at.0)),
                ("close_on", &deal.close_on.map(|date| date.to_string())),
                ("state", &state.slug()),
                ("lost_reason", &deal.lost_reason),
                ("last_stage", &deal.last_stage),
                ("made_at", &deal.made_at.0),
                ("closed_at", &deal.closed_at.map(|at| at.0)),
                ("owner_id", &owner.map(|rep| rep.0)),
            ],
        )?;
        self.record.insert(Entity::LeadDeal, &[("lead_id", &lead.0), ("deal_id", &id)])?;
        Ok(())
    }
}
