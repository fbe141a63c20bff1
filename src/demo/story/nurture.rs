//! Keeping a lead warm.

use super::{deals, tape::Tape};
use crate::{
    demo::menu::Meant,
    domain::{
        nurture::{Cause, Lane},
        stage::{Stage, Status},
        time::{DAY, HOUR, MINUTE, Timestamp},
        touch::TouchKind,
    },
};

/// Into `lane` at `at`; wakes by the cadence of the lane.
pub(super) fn enter(tape: &mut Tape<'_>, at: Timestamp, lane: Lane, cause: Option<Cause>) {
    let days = tape.settings.nurture.days(lane);
    enter_for(tape, at, lane, cause, days);
}

/// Into `lane` at `at` for about so many days, and through everything that follows until `now`.
pub(super) fn enter_for(tape: &mut Tape<'_>, at: Timestamp, lane: Lane, cause: Option<Cause>, days: i64) {
    let cause = cause.or_else(|| tape.rng.pick(Cause::ALL)).filter(|_| lane == Lane::NotNow);
    tape.past.status = Some(Status::Nurturing);
    let mut wake = wake_after(tape, at, days);
    let mut left_at = None;
    while tape.is_past(wake) {
        let fresh = tape.now.since(wake) < 8 * DAY;
        if tape.rng.chance(if fresh { 0.25 } else { 0.012 }) {
            // Woken, and nobody has been there yet.
            break;
        }
        let touched = tape.wall.open_from(wake.plus(tape.rng.slow(10 * MINUTE, 30 * HOUR)), HOUR);
        if !tape.is_past(touched) {
            break;
        }
        if visit(tape, touched, lane) {
            left_at = Some(touched);
            break;
        }
        wake = wake_after(tape, touched, tape.settings.nurture.days(lane));
    }
    letters(tape, at, left_at.unwrap_or(tape.now));
    if left_at.is_none() {
        tape.past.nurture = Some((lane, cause, wake));
    }
}

fn wake_after(tape: &mut Tape<'_>, at: Timestamp, days: i64) -> Timestamp {
    let wait = (days.max(1) * DAY) as f64 * (0.6 + tape.rng.unit() * 0.6);
    let morning = tape.wall.round(at.plus(wait as i64), 30);
    morning.max(at.plus(HOUR))
}

/// The touch on waking; true when the lead leaves nurture by it.
fn visit(tape: &mut Tape<'_>, at: Timestamp, lane: Lane) -> bool {
    let may_call = tape.person.callable && tape.tries < tape.settings.plan.attempts;
    if !may_call {
        let kind = if tape.person.mailable { TouchKind::Email } else { TouchKind::Post };
        tape.touch(at, kind, "nurture", true);
        return false;
    }
    let ready = if lane == Lane::Interested { 0.12 } else { 0.05 };
    match tape.rng.unit() {
        luck if luck < ready => {
            let length = tape.call(at, Meant::Sold, "sold");
            if !tape.rng.chance(0.15) {
                tape.enter(Stage::SalesQualified, at);
            }
            deals::convert(tape, at.plus(length));
            true
        }
        luck if luck < ready + 0.1 => {
            tape.call(at, Meant::NotInterested, "not_interested");
            let reason = tape.menu.rejects.draw(&mut tape.rng);
            tape.reject(at, reason);
            true
        }
        luck if luck < 0.45 => {
            tape.call(at, Meant::NotNow, "not_now");
            tape.past.status = Some(Status::Nurturing);
            false
        }
        _ => {
            tape.call(at, Meant::NoAnswer, "unreached");
            false
        }
    }
}

/// Newsletters once a month or so, and now and then something of value or a reaction of theirs.
pub(super) fn letters(tape: &mut Tape<'_>, from: Timestamp, until: Timestamp) {
    if !tape.person.mailable {
        return;
    }
    let mut at = from.plus(tape.rng.span(4 * DAY, 20 * DAY));
    loop {
        let late = tape.rng.span(HOUR, 5 * HOUR);
        at = tape.wall.open_from(at, late);
        if at >= until {
            return;
        }
        match tape.rng.below(20) {
            0..=1 => tape.touch_by_itself(at, TouchKind::TriggeredEmail),
            2..=3 => tape.touch_by_itself(at, TouchKind::Remarketing),
            4..=6 => tape.touch(at, TouchKind::Email, "nurture", true),
            7 => tape.touch(at, TouchKind::Social, "nurture", true),
            _ => tape.touch_by_itself(at, TouchKind::Newsletter),
        }
        at = at.plus(tape.rng.span(20 * DAY, 36 * DAY));
    }
}
