//! Leads that come with a history: the facts are written as told, with their own times.

use crate::{
    desk::{Refusal, capture::EVER, derive, reading::Reading, work::Work},
    domain::{
        contact::Contact,
        deal::DealState,
        ids::{LeadId, RepId},
        lead::Lead,
        past::{Past, PastDeal, PastTouch},
        stage::{Stage, Status},
    },
    settings::Flag,
    store::{contacts, entity::Entity, history::PromiseState},
};

impl Work<'_> {
    /// Takes in one record; one without a past goes the way of every capture.
    pub fn take_in_record(&mut self, reading: Reading, past: Option<&Past>) -> Result<(), Refusal> {
        let Some(past) = past else {
            return self.take_in(reading, None).map(|_| ());
        };
        let owner = past.owners.last().map(|(rep, _)| *rep);
        let known = self.find_contact(&reading, EVER)?.map(|(contact, _)| contact);
        let is_new = known.is_none();
        let contact = match known {
            Some(mut contact) => {
                if contact.owner.is_none() && owner.is_some() {
                    self.record.update(Entity::Contact, contact.id.0, &[("owner_id", &owner.map(|rep| rep.0))])?;
                    contact.owner = owner;
                }
                contact
            }
            None => {
                let mut contact = Contact { owner, ..self.new_contact(reading.contact, &reading.more)? };
                self.write_contact(&mut contact, &reading.more)?;
                contact
            }
        };
        let mut lead = worked(Lead { contact: contact.id, ..reading.lead }, past);
        self.write_lead(&mut lead, None)?;
        self.write_past(&lead, past)?;
        let id = lead.id;
        if is_new {
            let promise = past.promise.as_ref().map(|promise| (promise.due_at, promise.rep));
            let contact = contact.clone();
            self.settle(lead, contact, reading.words, reading.zones, promise)?;
        }
        // What follows changes the contact, or others, so that they are read again.
        self.obey(id, &contact, past)?;
        if past.deals.is_empty() {
            return Ok(());
        }
        if let Some(company) = contact.company.as_deref()
            && contact.account.is_none()
        {
            let lead = self.lead(id)?;
            let account = self.account_for(&lead, &contact, company)?;
            self.record.update(Entity::Contact, contact.id.0, &[("account_id", &account.id.0)])?;
        }
        let contact = contacts::get(self.db, contact.id)?.unwrap_or(contact);
        for deal in &past.deals {
            self.write_deal(id, &contact, owner, deal)?;
        }
        Ok(())
    }

    /// Who asked not to be called stays so, also when they did before they came to us.
    fn obey(&mut self, id: LeadId, contact: &Contact, past: &Past) -> Result<(), Refusal> {
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

    fn write_past(&mut self, lead: &Lead, past: &Past) -> Result<(), Refusal> {
        self.write_entry(lead.id, Stage::Captured, lead.captured_at)?;
        for (stage, at) in &past.entries {
            self.write_entry(lead.id, *stage, *at)?;
        }
        for (n, (rep, from)) in past.owners.iter().enumerate() {
            let span = self.write_owner(lead.id, *rep, *from, None)?;
            if let Some((_, to)) = past.owners.get(n + 1) {
                self.record.update(Entity::OwnerSpan, span, &[("to_at", &to.0)])?;
            }
        }
        for touch in &past.touches {
            self.write_past_touch(lead.id, touch)?;
        }
        if let Some(promise) = &past.promise {
            self.record.insert(
                Entity::Promise,
                &[
                    ("lead_id", &lead.id.0),
                    ("rep_id", &promise.rep.map(|rep| rep.0)),
                    ("made_at", &promise.made_at.0),
                    ("due_at", &promise.due_at.0),
                    ("note", &promise.note),
                    ("state", &PromiseState::Open.slug()),
                ],
            )?;
        }
        if let Some(end) = &past.end {
            self.write_end(lead.id, end.how, &end.reason, end.note.as_deref(), end.at)?;
        }
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
        contact: &Contact,
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

/// A lead with what has become of it.
fn worked(lead: Lead, past: &Past) -> Lead {
    let (next_at, next_kind) = match (&past.nurture, past.next_try_at) {
        (Some((_, _, wake)), _) => (Some(*wake), Some("wake")),
        (None, Some(at)) => (Some(at), Some("plan")),
        (None, None) => (None, None),
    };
    let tries = past.touches.iter().filter(|touch| touch.attempt.is_some()).count();
    Lead {
        stage: past.entries.iter().map(|(stage, _)| *stage).max().unwrap_or(Stage::Captured),
        status: past.status.unwrap_or(Status::Open),
        owner: past.owners.last().map(|(rep, _)| *rep),
        tries: i64::try_from(tries).unwrap_or(i64::MAX),
        next_at,
        next_kind: next_kind.map(str::to_owned),
        lane: past.nurture.as_ref().map(|(lane, _, _)| *lane),
        cause: past.nurture.as_ref().and_then(|(_, cause, _)| *cause),
        reject_reason: past.end.as_ref().filter(|_| past.deals.is_empty()).map(|end| end.reason.clone()),
        ended_at: past.end.as_ref().map(|end| end.at),
        qualification: past.qualification.clone(),
        ..lead
    }
}
