//! Reject, with a reason; and reopen.

use crate::{
    desk::{
        Refusal,
        command::{Because, Fate, On},
        work::{Done, Work},
    },
    domain::{end::Ending, lead::Lead, stage::Status, text},
    settings::Reason,
    store::{
        claims,
        history::{self, PromiseState},
    },
};

impl Work<'_> {
    pub fn reject(&mut self, on: On, because: &Because, fate: &Fate) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "rejected")?;
        let done = self.turn_down(&mut lead, because, fate)?;
        claims::release(self.db, lead.id, self.me.id)?;
        Ok(done)
    }

    /// Rejects the lead: dead, or to nurture.
    pub fn turn_down(&mut self, lead: &mut Lead, because: &Because, fate: &Fate) -> Result<Done, Refusal> {
        let (reason, note) = check(&self.settings.reject_reasons, because, "reason")?;
        let (slug, label) = (reason.slug.clone(), reason.label.clone());
        let called = self.called(lead)?;
        let said = note.clone().map_or(label.clone(), |note| format!("{label}: {note}"));
        let sentence = match fate {
            Fate::Dead => {
                let how = Ending::of_reject(lead.stage);
                self.close_promise(lead, PromiseState::Cancelled)?;
                self.end(lead, how, &slug, note.as_deref())?;
                lead.status = Status::Rejected;
                self.set(
                    lead,
                    &[
                        ("status", &Status::Rejected.slug()),
                        ("reject_reason", &slug),
                        ("lane", &None::<String>),
                        ("cause", &None::<String>),
                        ("next_at", &None::<i64>),
                        ("next_kind", &None::<String>),
                    ],
                )?;
                format!("Rejected {called}: {said} ({})", how.label().to_lowercase())
            }
            Fate::Nurture(rest) => {
                let wake = self.rest(lead, rest)?;
                self.set(lead, &[("reject_reason", &slug)])?;
                format!("Rejected {called} to nurture “{}”: {said}; wakes {}", rest.lane.label(), self.date(wake))
            }
        };
        Ok(Done::on(lead.id, sentence).because(Some(&said)))
    }

    pub fn reopen(&mut self, on: On, reason: Option<&str>) -> Result<Done, Refusal> {
        let mut lead = self.lead_on(on)?;
        match lead.status {
            Status::Rejected => {}
            Status::Converted => {
                return Err(Refusal::Impossible(format!(
                    "lead {} is converted; reopen its deal, or undo the convert",
                    lead.id
                )));
            }
            Status::Nurturing => return self.wake(&lead, reason),
            _ => return Err(Refusal::Impossible(format!("lead {} is open already", lead.id))),
        }
        self.unend(&mut lead)?;
        // A lead that was worked goes on from there, at once; one that never was is new again.
        let tried = history::is_tried(self.db, lead.id)?;
        let status = if tried { Status::Attempting } else { Status::Open };
        let (next_at, next_kind) = if tried { (Some(self.now.0), Some("enquiry")) } else { (None, None) };
        self.set(
            &lead,
            &[
                ("status", &status.slug()),
                ("reject_reason", &None::<String>),
                ("tries", &0_i64),
                ("next_at", &next_at),
                ("next_kind", &next_kind),
            ],
        )?;
        let sentence = format!("Reopened {}", self.called(&lead)?);
        let mut done = Done::on(lead.id, sentence).because(reason);
        if let Some(left) = lead.owner.and_then(|rep| self.people.rep(rep)).filter(|rep| rep.retired_at.is_some()) {
            let why = format!("{} is retired", left.name);
            self.give(&mut lead, None, None, Some(&why))?;
            done.notes.push(format!("{why}: it goes to the pool"));
        }
        Ok(done)
    }

    /// A lead in nurture is offered at once, as if its wake date had come; it stays in its lane until it is worked.
    fn wake(&mut self, lead: &Lead, reason: Option<&str>) -> Result<Done, Refusal> {
        if lead.next_at.is_some_and(|at| at <= self.now) {
            return Err(Refusal::Impossible(format!("lead {} is awake already; it stands in the queue", lead.id)));
        }
        let now = self.now.0;
        self.set(lead, &[("next_at", &now), ("next_kind", &"wake")])?;
        let sentence = format!("Woke {} from nurture", self.called(lead)?);
        Ok(Done::on(lead.id, sentence).because(reason))
    }
}

/// The reason that somebody named, with its note where it needs one.
pub(in crate::desk) fn check<'a>(
    reasons: &'a [Reason],
    because: &Because,
    field: &'static str,
) -> Result<(&'a Reason, Option<String>), Refusal> {
    let wanted = because.reason.trim();
    let found = reasons
        .iter()
        .find(|reason| reason.slug.eq_ignore_ascii_case(wanted) || reason.label.eq_ignore_ascii_case(wanted));
    let Some(reason) = found else {
        let known: Vec<&str> = reasons.iter().map(|reason| reason.slug.as_str()).collect();
        return Err(Refusal::Unfit { field, fault: format!("“{wanted}” is none of: {}", known.join(", ")) });
    };
    let note = text::typed(because.note.as_deref());
    if reason.needs_note && note.is_none() {
        return Err(Refusal::Unfit {
            field: "note",
            fault: format!("“{}” needs a note that says which", reason.label),
        });
    }
    Ok((reason, note))
}
