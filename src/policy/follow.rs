//! What follows a call, decided once: what the wrap-up announces is what the log does.

use crate::{
    domain::{
        nurture::Lane,
        time::{DAY, MINUTE, Timestamp},
    },
    policy::plan::{self, Next},
    settings::{Flag, FollowUp, Outcome, Reason, Settings},
};
use chrono_tz::Tz;

/// An attempt this long before the time agreed keeps a promise already.
const EARLY: i64 = 15 * MINUTE;

/// Where a lead stands once the call is counted.
#[derive(Debug, Clone, Copy)]
pub struct Round<'a> {
    /// Tries of this round, this one included.
    pub tries: i64,
    /// When the first of them was.
    pub first: Timestamp,
    /// When the open promise is due.
    pub promise: Option<Timestamp>,
    /// Where the person may be, the likeliest first.
    pub zones: &'a [Tz],
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum After<'a> {
    /// A promise was made, and is the next step whatever the plan says.
    PromiseStands,
    /// The next try of the plan.
    Again(Timestamp),
    /// All tries of the plan are made: it rests.
    UsedUp(Lane, Timestamp),
    /// The days of the plan are over: it rests.
    TooLate(Lane, Timestamp),
    /// It rests in this lane until then.
    Nurture(Lane, Timestamp),
    /// A callback is agreed.
    Promise,
    /// It ends for this reason.
    Reject(Option<&'a Reason>),
    /// It becomes a deal.
    Convert,
}

/// What follows a call made `now` that came to `outcome`.
#[must_use]
pub fn after<'a>(outcome: &Outcome, round: &Round<'_>, now: Timestamp, settings: &'a Settings) -> After<'a> {
    match outcome.then {
        FollowUp::Plan => {
            let reached = outcome.has(Flag::CustomerContact);
            if round.promise.is_some_and(|due| !keeps_promise(due, reached, now)) {
                return After::PromiseStands;
            }
            let plan = &settings.plan;
            let wake = now.plus(plan.then_days * DAY);
            match plan::next(round.tries, round.first, now, round.zones, plan, &settings.calling_hours.0) {
                Next::Again(at) => After::Again(at),
                Next::UsedUp => After::UsedUp(plan.then, wake),
                Next::TooLate => After::TooLate(plan.then, wake),
            }
        }
        FollowUp::Nurture => {
            let lane = outcome.lane.unwrap_or(Lane::NotNow);
            After::Nurture(lane, now.plus(settings.nurture.days(lane) * DAY))
        }
        FollowUp::Promise => After::Promise,
        FollowUp::Reject => After::Reject(outcome.reason.as_deref().and_then(|slug| settings.reject_reason(slug))),
        FollowUp::Convert => After::Convert,
    }
}

/// Whether an attempt keeps the promise that is due then, in time or late; one made long before the time, and that
/// reached nobody, leaves it open.
#[must_use]
pub fn keeps_promise(due: Timestamp, reached: bool, now: Timestamp) -> bool {
    reached || now >= due.plus(-EARLY)
}

impl After<'_> {
    /// In words. `date` says an instant in a zone; in the reader's own where none is given.
    #[must_use]
    pub fn says(
        &self,
        round: &Round<'_>,
        settings: &Settings,
        date: impl Fn(Timestamp, Option<Tz>) -> String,
    ) -> String {
        let n = round.tries;
        let plan = &settings.plan;
        let rests = |lane: Lane, wake| format!("to nurture “{}”, wakes {}", lane.label(), date(wake, None));
        match *self {
            Self::PromiseStands => "the promise stands".to_owned(),
            Self::Again(at) => {
                let zone = round.zones.first().copied();
                // Where nobody knows their clock, none is called theirs.
                let theirs = if zone.is_some() { " their time" } else { "" };
                format!("try {n} of {} · again {}{theirs}", plan.attempts, date(at, zone))
            }
            Self::UsedUp(lane, wake) => format!("try {n} of {}, the last · {}", plan.attempts, rests(lane, wake)),
            Self::TooLate(lane, wake) => {
                format!("try {n}, after {} working days · {}", plan.working_days, rests(lane, wake))
            }
            Self::Nurture(lane, wake) => rests(lane, wake),
            Self::Promise => "asks when to call back".to_owned(),
            Self::Reject(reason) => format!("rejects: {}", reason.map_or("", |reason| reason.label.as_str())),
            Self::Convert => "asks for the deal, and converts".to_owned(),
        }
    }
}
