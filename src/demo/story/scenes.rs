//! Leads that stand in the queue in a certain way right now, so that every lane has somebody in it for every
//! rep at whatever hour the demo is started.

use super::{nurture, opening, tape::Tape};
use crate::{
    demo::menu::Meant,
    domain::{
        nurture::{Cause, Lane},
        past::PastPromise,
        stage::Status,
        time::{DAY, HOUR, MINUTE, SECOND, Timestamp},
    },
};

/// How a lead stands in the queue; the rep is a position in the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Scene {
    /// Just came in, and is anybody's.
    FreshInPool,
    /// Just came in, and was given to that rep.
    FreshFor(usize),
    /// A promise that is due.
    PromiseDue(usize),
    /// A promise that was to be kept earlier.
    PromiseOverdue(usize),
    /// A promise for later, hours ahead of now.
    PromiseAhead(usize, i64),
    /// A promise that anyone may keep, due.
    AnyonesPromise(usize),
    /// Nurture woke it.
    Woken(usize),
    /// The plan tries again about now.
    FollowUpDue(usize),
    /// The plan tries again later.
    FollowUpAhead(usize),
    /// Assigned, never tried.
    NeverTried(usize),
    /// In the pool for a while.
    Pool,
}

/// Every scene but the fresh ones: for each of the six reps, and the pool.
pub(in crate::demo) fn cast() -> impl Iterator<Item = Scene> {
    let each = |rep| {
        [
            Scene::PromiseDue(rep),
            Scene::PromiseOverdue(rep),
            Scene::PromiseAhead(rep, 2),
            Scene::PromiseAhead(rep, 24),
            Scene::AnyonesPromise(rep),
            Scene::Woken(rep),
            Scene::FollowUpDue(rep),
            Scene::FollowUpAhead(rep),
            Scene::NeverTried(rep),
        ]
    };
    (1..crate::demo::team::PEOPLE).flat_map(each).chain([Scene::Pool; 6])
}

/// The fresh ones: one for each rep, and some that are anybody's.
pub(in crate::demo) fn fresh() -> impl Iterator<Item = Scene> {
    (1..crate::demo::team::PEOPLE).map(Scene::FreshFor).chain([Scene::FreshInPool; 4])
}

impl Scene {
    /// Needs somebody who can be rung.
    pub(in crate::demo) const fn needs_phone(self) -> bool {
        !matches!(self, Self::Pool)
    }

    /// How long before now the lead was captured, in milliseconds; none for fresh ones, whose target decides.
    pub(in crate::demo) const fn age(self) -> Option<i64> {
        match self {
            Self::FreshInPool | Self::FreshFor(_) => None,
            Self::Pool => Some(5 * HOUR),
            Self::NeverTried(_) => Some(2 * HOUR),
            Self::Woken(_) => Some(130 * DAY),
            _ => Some(16 * DAY),
        }
    }
}

pub(super) fn stage(tape: &mut Tape<'_>, scene: Scene) {
    opening::qualify(tape);
    match scene {
        Scene::FreshInPool | Scene::Pool => {}
        Scene::FreshFor(rep) => tape.own(rep, tape.captured.plus(SECOND * 3)),
        Scene::NeverTried(rep) => tape.own(rep, tape.captured.plus(6 * MINUTE)),
        Scene::PromiseDue(rep) => promise(tape, rep, -7 * MINUTE, true),
        Scene::PromiseOverdue(rep) => promise(tape, rep, -5 * HOUR, true),
        Scene::PromiseAhead(rep, hours) => promise(tape, rep, hours * HOUR, true),
        Scene::AnyonesPromise(rep) => promise(tape, rep, -12 * MINUTE, false),
        Scene::Woken(rep) => woken(tape, rep),
        Scene::FollowUpDue(rep) => follow_up(tape, rep, -50 * MINUTE),
        Scene::FollowUpAhead(rep) => follow_up(tape, rep, 20 * HOUR),
    }
}

/// Owned since shortly after capture, and called once about so long before now; when that was.
fn called(tape: &mut Tape<'_>, rep: usize, before: i64, meant: Meant, occasion: &str) -> Timestamp {
    tape.own(rep, tape.captured.plus(9 * MINUTE));
    let early = tape.rng.span(10 * MINUTE, 5 * HOUR);
    let at = tape.wall.open_until(tape.now.plus(-before), early);
    tape.call(at, meant, occasion);
    at
}

/// A promise made days ago for about `ahead` milliseconds from now, inside the customer's hours.
fn promise(tape: &mut Tape<'_>, rep: usize, ahead: i64, mine: bool) {
    let made_at = called(tape, rep, 3 * DAY, Meant::CallBack, "callback");
    let due = tape.now.plus(ahead);
    let due_at =
        if ahead > 0 { tape.wall.round(due.plus(15 * MINUTE), 15) } else { tape.wall.open_until(due, 30 * MINUTE) };
    let note = tape.note("promise", 1.0);
    tape.past.promise = Some(PastPromise { made_at, due_at, rep: mine.then(|| tape.reps[rep]), note });
}

fn woken(tape: &mut Tape<'_>, rep: usize) {
    let at = called(tape, rep, 100 * DAY, Meant::NotNow, "not_now");
    let cause = tape.rng.pick(Cause::ALL);
    nurture::letters(tape, at, tape.now);
    let wake = tape.wall.open_until(tape.now.plus(-3 * HOUR), 2 * HOUR);
    tape.past.status = Some(Status::Nurturing);
    tape.past.nurture = Some((Lane::NotNow, cause, wake));
}

fn follow_up(tape: &mut Tape<'_>, rep: usize, ahead: i64) {
    // Three days: so that a Sunday or a night in between leaves the plan's gap.
    let at = called(tape, rep, 3 * DAY, Meant::NoAnswer, "unreached");
    let due = tape.now.plus(ahead);
    let due = if ahead > 0 { tape.wall.open_from(due, HOUR) } else { tape.wall.open_until(due, HOUR) };
    tape.past.next_try_at = Some(due.max(at.plus(tape.settings.plan.gap_minutes * MINUTE)));
}
