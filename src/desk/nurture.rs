//! Into nurture, with a lane, a cause where it is *not now*, and always a next touch.

use crate::{
    desk::{
        Refusal,
        command::{On, Rest},
        work::{Done, Work},
    },
    domain::{
        lead::Lead,
        nurture::Lane,
        stage::Status,
        time::{DAY, Timestamp},
    },
    store::{claims, history::PromiseState},
};

impl Work<'_> {
    pub fn nurture(&mut self, on: On, rest: &Rest) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "nurtured")?;
        let wake = self.rest(&mut lead, rest)?;
        claims::release(self.db, lead.id, self.me.id)?;
        let sentence = format!("{} to nurture “{}”, wakes {}", self.called(&lead)?, rest.lane.label(), self.date(wake));
        Ok(Done::on(lead.id, sentence).because(rest.cause.map(|cause| cause.label())))
    }

    /// Puts a lead to rest; gives when it wakes.
    pub fn rest(&mut self, lead: &mut Lead, rest: &Rest) -> Result<Timestamp, Refusal> {
        if rest.lane == Lane::NotNow && rest.cause.is_none() {
            return Err(Refusal::Unfit {
                field: "cause",
                fault: "say why not now: budget, timing, internal, authority or other".to_owned(),
            });
        }
        let wake = rest.wake_at.unwrap_or_else(|| self.now.plus(self.settings.nurture.days(rest.lane) * DAY));
        if wake <= self.now {
            return Err(Refusal::Unfit {
                field: "wake date",
                fault: format!("{} is over; name a date to come", self.clock(wake)),
            });
        }
        self.close_promise(lead, PromiseState::Cancelled)?;
        lead.status = Status::Nurturing;
        self.set(
            lead,
            &[
                ("status", &Status::Nurturing.slug()),
                ("lane", &rest.lane.slug()),
                ("cause", &rest.cause.map(|cause| cause.slug())),
                ("next_at", &wake.0),
                ("next_kind", &"wake"),
                ("tries", &0_i64),
            ],
        )?;
        Ok(wake)
    }
}
