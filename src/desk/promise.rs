//! Callbacks: booked, kept, moved.

use crate::{
    desk::{
        Refusal,
        command::{NewPromise, On},
        work::{Done, Work},
    },
    domain::{lead::Lead, stage::Status, text, time::MINUTE, when},
    policy::{
        follow,
        hours::{self, Opening},
    },
    store::{
        claims,
        entity::Entity,
        history::{self, PromiseState},
    },
};

impl Work<'_> {
    pub fn callback(&mut self, on: On, promise: &NewPromise) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "promised a callback")?;
        let mut done = self.book(&mut lead, promise)?;
        if lead.status == Status::Nurturing {
            self.set(
                &lead,
                &[("status", &Status::Contacted.slug()), ("lane", &None::<String>), ("cause", &None::<String>)],
            )?;
        }
        claims::release(self.db, lead.id, self.me.id)?;
        done.lead = Some(lead.id);
        Ok(done)
    }

    /// Writes the promise in place of the open one, and says it on both clocks.
    pub fn book(&mut self, lead: &mut Lead, promise: &NewPromise) -> Result<Done, Refusal> {
        if promise.due_at <= self.now {
            return Err(Refusal::Unfit {
                field: "when",
                fault: format!("{} is over; name a time to come", self.clock(promise.due_at)),
            });
        }
        self.close_promise(lead, PromiseState::Moved)?;
        let rep = (!promise.anyone).then_some(self.me.id.0);
        let note = promise.note.as_deref().map(text::clean_lines).filter(|note| !note.is_empty());
        self.record.insert(
            Entity::Promise,
            &[
                ("lead_id", &lead.id.0),
                ("rep_id", &rep),
                ("made_at", &self.now.0),
                ("due_at", &promise.due_at.0),
                ("note", &note),
                ("state", &PromiseState::Open.slug()),
            ],
        )?;
        self.record.concerns_lead(lead.id.0);
        // The promise is the next step now.
        lead.next_at = None;
        self.set(lead, &[("next_at", &None::<i64>), ("next_kind", &None::<String>)])?;
        let contact = self.contact_of(lead)?;
        let zones = crate::desk::derive::zones(&contact);
        let mine = self.date(promise.due_at);
        let theirs =
            zones.first().map(|zone| when::date(promise.due_at, *zone, self.now)).filter(|theirs| *theirs != mine);
        let called = self.called(lead)?;
        let by = if promise.anyone { " (anyone)" } else { "" };
        let mut done = Done::on(lead.id, format!("Promised {called} a callback on {mine}{by}"));
        if let Some(theirs) = theirs {
            done.notes.push(format!("{theirs} on their clock"));
        }
        if let Opening::Closed { opens_at } = hours::opening(&zones, promise.due_at, &self.settings.calling_hours.0) {
            done.notes.push(match opens_at {
                Some(at) => format!("that is outside calling hours there: it will be offered from {}", self.clock(at)),
                None => "it is not known where they are: it will be offered once a zone is set".to_owned(),
            });
        }
        Ok(done)
    }

    /// Closes the open promise, if there is one.
    pub fn close_promise(&mut self, lead: &Lead, state: PromiseState) -> Result<(), Refusal> {
        if let Some(open) = history::open_promise(self.db, lead.id)? {
            self.record.update(Entity::Promise, open.id.0, &[("state", &state.slug()), ("closed_at", &self.now.0)])?;
            self.record.concerns_lead(lead.id.0);
        }
        Ok(())
    }

    /// Closes the open promise, in time or late, if this attempt keeps it.
    pub fn keep_promise(&mut self, lead: &Lead, reached: bool) -> Result<(), Refusal> {
        let Some(open) = history::open_promise(self.db, lead.id)? else { return Ok(()) };
        if !follow::keeps_promise(open.due_at, reached, self.now) {
            return Ok(());
        }
        let limit = self.settings.desk.overdue_minutes * MINUTE;
        let state = if self.now.since(open.due_at) > limit { PromiseState::Late } else { PromiseState::Kept };
        self.close_promise(lead, state)
    }
}
