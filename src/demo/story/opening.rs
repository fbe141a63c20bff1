//! From the capture to the first attempt.

use super::{tape::Tape, working};
use crate::{
    demo::team::takers,
    domain::{
        ids::RepId,
        stage::Stage,
        time::{DAY, HOUR, MINUTE, SECOND, Timestamp},
        touch::TouchKind,
    },
};

pub(super) fn tell(tape: &mut Tape<'_>, owner: Option<RepId>) {
    qualify(tape);
    if !assign(tape, owner) {
        return;
    }
    let assigned = tape.past.owners.last().map_or(tape.captured, |(_, at)| *at);
    if tape.way.neglected && neglect(tape, assigned) {
        return;
    }
    if tape.rng.chance(0.02) {
        let at = assigned.plus(tape.rng.slow(HOUR, 6 * DAY));
        if tape.is_past(at) {
            let reason = tape.menu.untried.draw(&mut tape.rng);
            return tape.reject(at, reason);
        }
    }
    let wait = response(tape);
    let late = tape.rng.slow(0, 4 * HOUR);
    let due = tape.wall.open_from(assigned.plus(wait), late);
    if tape.rng.chance(0.05) && tape.is_past(due) {
        hand_over(tape, assigned, due);
    }
    if !tape.person.callable {
        return working::correspond(tape, due);
    }
    working::work(tape, due);
}

/// Marketing qualified at capture, where there is a way to reach them.
pub(super) fn qualify(tape: &mut Tape<'_>) {
    if (tape.person.callable || tape.person.mailable) && !tape.rng.chance(0.03) {
        tape.enter(Stage::MarketingQualified, tape.captured);
    }
}

/// Gives it an owner; false when it has none, or ended before.
fn assign(tape: &mut Tape<'_>, owner: Option<RepId>) -> bool {
    let at = tape.captured;
    if let Some(owner) = owner.and_then(|id| tape.reps.iter().position(|rep| *rep == id)) {
        // Whoever has the contact has the lead, in the same moment.
        tape.own(owner, at);
        return true;
    }
    let junk = if tape.stage() == Stage::Captured { 0.4 } else { 0.018 };
    if tape.rng.chance(junk) {
        let end = at.plus(tape.rng.slow(2 * HOUR, 5 * DAY));
        if tape.is_past(end) {
            let mild = tape.rng.chance(0.2);
            let reasons = if mild { &tape.menu.untried } else { &tape.menu.never_a_lead };
            let reason = reasons.draw(&mut tape.rng);
            tape.reject(end, reason);
        }
        return false;
    }
    if tape.rng.chance(0.012) {
        // Forgotten in the pool.
        return false;
    }
    let wait = match tape.rng.below(100) {
        _ if tape.way.neglected => tape.rng.span(18 * HOUR, 5 * DAY),
        0..=57 => tape.rng.span(20 * SECOND, 12 * MINUTE),
        58..=86 => tape.rng.slow(10 * MINUTE, 9 * HOUR),
        _ => tape.rng.slow(9 * HOUR, 4 * DAY),
    };
    let assigned = at.plus(wait);
    if !tape.is_past(assigned) {
        return false;
    }
    let owner = tape.rng.pick(takers(tape.person.place.country)).unwrap_or(1);
    tape.own(owner, assigned);
    true
}

/// The leads of the neglected source: most are never tried, and many of those thrown away untried.
fn neglect(tape: &mut Tape<'_>, assigned: Timestamp) -> bool {
    match tape.rng.below(100) {
        0..=21 => true,
        22..=69 => {
            let at = assigned.plus(tape.rng.span(6 * DAY, 30 * DAY));
            if tape.is_past(at) {
                let reason = tape.menu.untried.draw(&mut tape.rng);
                tape.reject(at, reason);
            }
            true
        }
        _ => false,
    }
}

/// How long the owner waits before the first attempt, in milliseconds.
fn response(tape: &mut Tape<'_>) -> i64 {
    let wait = match tape.rng.below(100) {
        _ if tape.way.neglected => tape.rng.span(2 * DAY, 12 * DAY),
        0..=34 => tape.rng.slow(40 * SECOND, 25 * MINUTE),
        35..=74 => tape.rng.slow(20 * MINUTE, 8 * HOUR),
        75..=96 => tape.rng.slow(6 * HOUR, 2 * DAY),
        _ => tape.rng.span(3 * DAY, 9 * DAY),
    };
    tape.paced(wait)
}

/// Somebody else takes it over before it is tried.
fn hand_over(tape: &mut Tape<'_>, assigned: Timestamp, due: Timestamp) {
    let Some(next) = tape.rng.pick(takers(tape.person.place.country)) else { return };
    if Some(next) != tape.owner {
        let at = assigned.plus(due.since(assigned) / 2);
        tape.own(next, at);
        tape.touch(at, TouchKind::Note, "gatekeeper", false);
        if let Some(touch) = tape.past.touches.last_mut() {
            touch.note = Some("handed over, full board".to_owned());
        }
    }
}
