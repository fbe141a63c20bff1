//! Logging a call: line result and outcome, note, next state and next date in one transaction.

use crate::{
    desk::{
        Refusal,
        command::{Because, Call, Fate, On, Rest},
        derive,
        touch::note_fits,
        work::{Done, Work},
    },
    domain::{
        lead::Lead,
        nurture::{Cause, Lane},
        phone::Phone,
        stage::Status,
        text,
        time::Timestamp,
        touch::{LineResult, TouchKind},
        when,
    },
    policy::follow::{self, After, Round},
    settings::{Flag, FollowUp, Outcome},
    store::{claims, entity::Entity, history},
};

impl Work<'_> {
    pub fn log(&mut self, on: On, call: &Call) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "called")?;
        call.note.as_deref().map_or(Ok(()), note_fits)?;
        let settings = self.settings;
        let Some(outcome) = settings.outcome(&call.outcome) else {
            let known: Vec<&str> = settings.outcomes.iter().map(|outcome| outcome.slug.as_str()).collect();
            return Err(Refusal::Unfit {
                field: "outcome",
                fault: format!("“{}” is none of: {}", call.outcome, known.join(", ")),
            });
        };
        self.write_attempt(&lead, outcome, call)?;
        self.accept(&mut lead)?;
        let reached = outcome.has(Flag::CustomerContact);
        self.keep_promise(&lead, reached)?;
        lead.tries += 1;
        if lead.status != Status::Contacted {
            lead.status = if reached { Status::Contacted } else { Status::Attempting };
        }
        // A call ends the rest of a nurtured lead, and answers what lifted it.
        let (status, tries) = (lead.status.slug(), lead.tries);
        self.set(
            &lead,
            &[
                ("status", &status),
                ("tries", &tries),
                ("lane", &None::<String>),
                ("cause", &None::<String>),
                ("next_at", &None::<i64>),
                ("next_kind", &None::<String>),
            ],
        )?;
        let mut done = self.follow_up(&mut lead, outcome, call)?;
        if outcome.has(Flag::DoNotCall) {
            self.forbid(&lead, self.dialled(&lead, call)?, call.note.as_deref())?;
            done.notes.push("on our do-not-call list from now on; no undo lifts this".to_owned());
        }
        claims::release(self.db, lead.id, self.me.id)?;
        let called = self.called(&lead)?;
        done.sentence = if done.sentence.is_empty() {
            format!("{}: {called}", outcome.label)
        } else {
            format!("{}: {called} · {}", outcome.label, done.sentence)
        };
        done.lead = Some(lead.id);
        Ok(done)
    }

    fn write_attempt(&mut self, lead: &Lead, outcome: &Outcome, call: &Call) -> Result<(), Refusal> {
        let number = self.dialled(lead, call)?;
        let reached = outcome.has(Flag::CustomerContact);
        let touch = self.write_touch(lead, self.now, TouchKind::Call, call.note.as_deref(), None, reached)?;
        self.record.insert(
            Entity::Attempt,
            &[
                ("lead_id", &lead.id.0),
                ("touch_id", &touch),
                ("rep_id", &self.me.id.0),
                ("at", &self.now.0),
                ("number", &number),
                ("line_result", &outcome.line.slug()),
                ("outcome", &outcome.slug),
                ("seconds", &call.seconds),
            ],
        )?;
        Ok(())
    }

    /// The number that was called, as far as it is known.
    fn dialled(&self, lead: &Lead, call: &Call) -> Result<Option<String>, Refusal> {
        let contact = self.contact_of(lead)?;
        Ok(match &call.number {
            Some(given) => {
                let country = contact.country_or(&self.settings.country);
                Phone::read(given, Some(country)).e164.or_else(|| Some(text::clean(given)))
            }
            None => contact.first_phone().and_then(|channel| channel.normal.clone()),
        })
    }

    fn follow_up(&mut self, lead: &mut Lead, outcome: &Outcome, call: &Call) -> Result<Done, Refusal> {
        let settings = self.settings;
        let zones = derive::zones(&self.contact_of(lead)?);
        let tries = history::tries(self.db, lead.id, lead.tries)?;
        let round = Round {
            tries: lead.tries,
            first: tries.first.unwrap_or(self.now),
            promise: history::open_promise(self.db, lead.id)?.map(|open| open.due_at),
            zones: &zones,
        };
        let after = follow::after(outcome, &round, self.now, settings);
        let says = |work: &Self, after: After<'_>| {
            after.says(&round, settings, |at, zone| match zone {
                Some(zone) => when::date(at, zone, work.now),
                None => work.date(at),
            })
        };
        let mut done = match after {
            After::PromiseStands => Done::saying(says(self, after)),
            After::Again(at) => {
                self.set(lead, &[("next_at", &at.0), ("next_kind", &"plan")])?;
                Done::saying(says(self, after))
            }
            After::UsedUp(lane, wake) | After::TooLate(lane, wake) => {
                self.rest(lead, &rest_in(lane, wake))?;
                Done::saying(says(self, after))
            }
            After::Nurture(lane, wake) => {
                let rest = call.rest.clone().unwrap_or_else(|| rest_in(lane, wake));
                let wake = self.rest(lead, &rest)?;
                Done::saying(says(self, After::Nurture(rest.lane, wake)))
            }
            After::Promise => {
                let promise = call.promise.as_ref().ok_or_else(|| Refusal::Unfit {
                    field: "when",
                    fault: format!("“{}” needs a time to call back", outcome.label),
                })?;
                self.book(lead, promise)?
            }
            After::Reject(reason) => {
                let reason = reason.map(|reason| reason.slug.clone()).unwrap_or_default();
                let because = Because { reason, note: call.note.clone() };
                let fate = call.rest.clone().map_or(Fate::Dead, Fate::Nurture);
                let done = self.turn_down(lead, &because, &fate)?;
                Done { sentence: format!("rejected, {}", done.reason.clone().unwrap_or_default()), ..done }
            }
            After::Convert => {
                let convert = call.convert.as_ref().ok_or_else(|| Refusal::Unfit {
                    field: "deal",
                    fault: format!("“{}” needs the deal that it starts", outcome.label),
                })?;
                self.carry_over(lead, convert)?
            }
        };
        let most = settings.plan.voicemails;
        if outcome.then == FollowUp::Plan
            && after != After::PromiseStands
            && outcome.line == LineResult::VoicemailLeft
            && tries.voicemails > most
        {
            done.notes.push(format!("that was voicemail {}; the plan wants {most} at most", tries.voicemails));
        }
        Ok(done)
    }
}

/// The rest that nobody said more about.
fn rest_in(lane: Lane, wake: Timestamp) -> Rest {
    Rest { lane, cause: (lane == Lane::NotNow).then_some(Cause::Other), wake_at: Some(wake) }
}
