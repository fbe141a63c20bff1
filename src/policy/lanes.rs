//! The lanes of the queue: which rule a lead stands under, by facts that time does not change, and what that
//! rule says at an instant. The queue itself is read, never maintained.

use crate::domain::{
    ids::{RepId, TeamId},
    lead::Lead,
    stage::Status,
    time::{MINUTE, Timestamp},
    words::words,
};

words! {
    /// Why a row stands where it stands, first lane to last.
    QueueLane {
        /// A promise is due.
        Promises = "promises" / "promise",
        /// A live capture inside the speed-to-lead target, never tried.
        Fresh = "fresh" / "fresh",
        /// Enquired again, or woken from nurture.
        Lifted = "lifted" / "lifted",
        /// A follow-up that the contact plan has due, or a never-tried lead whose turn it is.
        Turns = "turns" / "turn",
        /// The rest that is ready, by score.
        Rest = "rest" / "ready",
    }
}

/// The rule a lead stands under. The numbers are kept in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Has an open promise; looks at when it is due.
    Promise = 1,
    /// Never tried; looks at when it was captured.
    New = 2,
    /// Re-enquired or in nurture; looks at the enquiry, or the wake date.
    Lifted = 3,
    /// In the contact plan; looks at when that tries again.
    FollowUp = 4,
    /// Worked, with no time set.
    Rest = 5,
}

/// Why a lead is never offered, whatever the time. The numbers are kept in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Nothing stands against it.
    None = 0,
    /// Somebody there asked not to be called.
    DoNotCall = 2,
    /// No number that can be dialled.
    NoNumber = 3,
}

words! {
    /// Why a lead is not offered now. Each lead is counted once, under the first that applies.
    Withheld {
        /// The person asked not to be called.
        DoNotCall = "do_not_call" / "do-not-call",
        /// Another rep holds it.
        Held = "held" / "held",
        /// It has no number that can be dialled.
        NoNumber = "no_number" / "no number",
        /// Its next try, its promise or its wake date has not come.
        WaitingRetry = "waiting_retry" / "waiting retry",
        /// In nurture, and its wake date has not come.
        Nurturing = "nurturing" / "asleep in nurture",
        /// It is outside calling hours where the person is, or may be.
        OutsideHours = "outside_hours" / "outside hours",
    }
}

/// Whose queue a lead stands in, as one number: the rep's, 0 for the pool, minus the team's for a team's pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat(pub i64);

impl Seat {
    /// Everybody's.
    pub const POOL: Self = Self(0);

    /// A rep's own.
    #[must_use]
    pub const fn of_rep(rep: RepId) -> Self {
        Self(rep.0)
    }

    /// A team's pool.
    #[must_use]
    pub const fn of_team(team: TeamId) -> Self {
        Self(-team.0)
    }
}

/// What the rule of a lead depends on, beside the lead itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The open promise: when it is due, and whose it is (none: anyone's).
    pub promise: Option<(Timestamp, Option<RepId>)>,
    /// Whether there is a number that can be dialled and may be used.
    pub callable: bool,
    /// Whether the person asked not to be called.
    pub do_not_call: bool,
    /// Whether anybody has ever tried.
    pub tried: bool,
}

/// The keys under which a lead stands in the queue; nothing in them changes with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Whose queue.
    pub seat: Seat,
    /// By which rule.
    pub rule: Rule,
    /// The time that the rule looks at.
    pub at: Timestamp,
    /// Why it is never offered.
    pub block: Block,
}

/// The keys of a lead; none when it is ended or converted and so in no queue.
#[must_use]
pub fn key(lead: &Lead, facts: &Facts) -> Option<Key> {
    if !lead.status.is_working() || lead.ended_at.is_some() {
        return None;
    }
    let own = match (lead.owner, lead.team) {
        (Some(rep), _) => Seat::of_rep(rep),
        (None, Some(team)) => Seat::of_team(team),
        (None, None) => Seat::POOL,
    };
    let (seat, rule, at) = match (facts.promise, lead.next_at) {
        (Some((due, Some(rep))), _) => (Seat::of_rep(rep), Rule::Promise, due),
        (Some((due, None)), _) => (Seat::POOL, Rule::Promise, due),
        (None, Some(at)) if lead.next_kind.as_deref() == Some("plan") => (own, Rule::FollowUp, at),
        (None, Some(at)) => (own, Rule::Lifted, at),
        // A back-dated import is never fresh: its time is put before every target.
        (None, None) if !facts.tried && lead.status == Status::Open => {
            (own, Rule::New, if lead.live { lead.captured_at } else { Timestamp(0) })
        }
        (None, None) => (own, Rule::Rest, Timestamp(0)),
    };
    let block = if facts.do_not_call {
        Block::DoNotCall
    } else if facts.callable {
        Block::None
    } else {
        Block::NoNumber
    };
    Some(Key { seat, rule, at, block })
}

/// The lane in which a key stands at `now`; none while its time has not come.
#[must_use]
pub fn lane(rule: Rule, at: Timestamp, now: Timestamp, fresh_minutes: i64) -> Option<QueueLane> {
    let due = at <= now;
    match rule {
        Rule::Promise => due.then_some(QueueLane::Promises),
        Rule::New if at > fresh_since(now, fresh_minutes) => Some(QueueLane::Fresh),
        Rule::New | Rule::Rest => Some(QueueLane::Rest),
        Rule::Lifted => due.then_some(QueueLane::Lifted),
        Rule::FollowUp => due.then_some(QueueLane::Turns),
    }
}

/// Live captures after this instant are fresh at `now`.
#[must_use]
pub const fn fresh_since(now: Timestamp, fresh_minutes: i64) -> Timestamp {
    now.plus(-fresh_minutes * MINUTE)
}

/// What of a mate's is offered to me, too, at `now`: leads under this rule, due up to and with this instant.
#[must_use]
pub const fn of_a_mate(now: Timestamp, overdue_minutes: i64) -> (Rule, Timestamp) {
    (Rule::Promise, now.plus(-overdue_minutes * MINUTE))
}

/// Whether the turn at `position` (counted from 0) goes to a never-tried lead before the follow-ups.
#[must_use]
pub const fn is_new_turn(position: i64, every: i64) -> bool {
    every > 0 && position % every == every - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_third_turn_is_a_new_lead() {
        let turns: Vec<bool> = (0..7).map(|position| is_new_turn(position, 3)).collect();
        assert_eq!(turns, [false, false, true, false, false, true, false]);
        assert!(!is_new_turn(2, 0), "0 turns it off");
    }

    #[test]
    fn a_rule_opens_its_lane_when_its_time_comes() {
        let now = Timestamp(1_000 * MINUTE);
        let at = |minutes: i64| now.plus(minutes * MINUTE);
        for (rule, at, expected) in [
            (Rule::Promise, at(1), None),
            (Rule::Promise, at(0), Some(QueueLane::Promises)),
            (Rule::New, at(-4), Some(QueueLane::Fresh)),
            (Rule::New, at(-5), Some(QueueLane::Rest)),
            (Rule::New, Timestamp(0), Some(QueueLane::Rest)),
            (Rule::Lifted, at(60), None),
            (Rule::Lifted, at(-60), Some(QueueLane::Lifted)),
            (Rule::FollowUp, at(1), None),
            (Rule::FollowUp, at(-1), Some(QueueLane::Turns)),
            (Rule::Rest, Timestamp(0), Some(QueueLane::Rest)),
        ] {
            assert_eq!(lane(rule, at, now, 5), expected, "{rule:?} at {at:?}");
        }
    }
}
