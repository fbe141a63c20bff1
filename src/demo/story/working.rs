//! From the first attempt to nurture, rejection or a deal.

use super::{deals, nurture, tape::Tape};
use crate::{
    demo::menu::Meant,
    domain::{
        nurture::{Cause, Lane},
        past::{PastPromise, PastTouch},
        qualification::Timeframe,
        stage::{Stage, Status},
        time::{DAY, HOUR, MINUTE, Timestamp},
        touch::TouchKind,
    },
};

/// Further than any demo reaches: what is put off by so much is not done.
const NEVER: i64 = 10_000 * DAY;
/// A first attempt and five more do not take longer than ten working days.
const PLAN_SPAN: i64 = 13 * DAY;

/// Calls by the contact plan, the first at `due`, until something comes of it or `now` is reached.
pub(super) fn work(tape: &mut Tape<'_>, due: Timestamp) {
    let mut due = due;
    let mut promise: Option<PastPromise> = None;
    let (first, mut last) = (due, due);
    loop {
        let used_up = tape.tries >= tape.settings.plan.attempts || (!tape.warm && due.since(first) > PLAN_SPAN);
        if used_up && promise.is_none() {
            // The wrap-up of the last attempt decides.
            return give_up(tape, last.plus(2 * MINUTE));
        }
        if used_up && tape.is_past(due) {
            return give_up(tape, due);
        }
        let delay = delay(tape, promise.is_some(), due);
        let late = tape.rng.slow(0, 2 * HOUR);
        let at = tape.wall.open_from(due.plus(delay), late);
        if !tape.is_past(at) {
            tape.past.next_try_at = (tape.tries > 0 && promise.is_none()).then_some(due);
            tape.past.promise = promise;
            return;
        }
        let meant = dial(tape);
        last = at;
        match meant {
            Meant::WrongNumber | Meant::Disconnected => {
                tape.call(at, meant, "wrong");
                let reason = (tape.menu.reason_of(meant), false);
                return tape.reject(at, reason);
            }
            Meant::CallBack | Meant::Interested => {
                tape.call(at, meant, if meant == Meant::CallBack { "callback" } else { "interested" });
                if meant == Meant::Interested {
                    deepen(tape, at);
                }
                let made = agree(tape, at, meant);
                due = made.due_at;
                promise = Some(made);
                // Some talks end without a date, and the lead lies open with no next step.
                if tape.rng.chance(0.05) {
                    return;
                }
            }
            Meant::NotNow | Meant::NotInterested | Meant::DoNotCall | Meant::Sold => return settle(tape, at, meant),
            Meant::NoAnswer | Meant::Busy | Meant::Machine | Meant::Voicemail | Meant::Gatekeeper => {
                let occasion = match meant {
                    Meant::Voicemail if tape.voicemails_left() < tape.settings.plan.voicemails => "voicemail again",
                    Meant::Voicemail => "voicemail",
                    Meant::Busy => "busy",
                    Meant::Machine => "machine",
                    Meant::Gatekeeper => "gatekeeper",
                    _ => "unreached",
                };
                tape.call(at, meant, occasion);
                promise = None;
                due = tape.next_try(at);
            }
        }
    }
}

/// How much later than due the owner calls, in milliseconds.
fn delay(tape: &mut Tape<'_>, promised: bool, due: Timestamp) -> i64 {
    if tape.tries == 0 {
        // The wait for the first attempt is the response time, which is in `due` already.
        return 0;
    }
    if promised {
        let long_ago = tape.now.since(due) > 40 * DAY;
        return match tape.rng.below(100) {
            // ben: forgets every third promise, and finds it again only when somebody asks.
            0..=33 if tape.owner_forgets() => {
                if long_ago {
                    tape.rng.span(4 * DAY, 12 * DAY)
                } else {
                    NEVER
                }
            }
            34..=50 if tape.owner_forgets() => tape.rng.span(6 * HOUR, 2 * DAY),
            0..=1 => tape.rng.slow(HOUR, DAY),
            2..=12 => tape.rng.span(5 * MINUTE, 40 * MINUTE),
            _ => tape.rng.span(0, 4 * MINUTE),
        };
    }
    let delay = match tape.rng.below(100) {
        0 if tape.now.since(due) < 45 * DAY => NEVER,
        1 => tape.rng.span(5 * DAY, 12 * DAY),
        2..=9 => tape.rng.slow(4 * HOUR, 3 * DAY),
        _ => tape.rng.slow(0, 5 * HOUR),
    };
    tape.paced(delay)
}

/// What the next call comes to.
fn dial(tape: &mut Tape<'_>) -> Meant {
    let bad = if tape.warm {
        0.0
    } else if tape.way.bad_list {
        0.55
    } else {
        0.012
    };
    if tape.rng.chance(bad) {
        return if tape.rng.chance(0.72) { Meant::WrongNumber } else { Meant::Disconnected };
    }
    let ease = tape.habits().ease;
    let reached = if tape.warm { 0.66 } else { 0.29 };
    if !tape.rng.chance(reached * ease) {
        let voicemail = if tape.voicemails_left() > 0 && tape.tries > 0 { 26 } else { 0 };
        let kinds = [Meant::NoAnswer, Meant::Busy, Meant::Machine, Meant::Gatekeeper, Meant::Voicemail];
        return kinds[tape.rng.weighted(&[44, 9, 14, 15, voicemail])];
    }
    let qualified = tape.stage() >= Stage::SalesQualified;
    let weights = match (tape.warm, qualified) {
        // call back, interested, not now, not interested, sold, do not call
        (false, _) => [24, 33, 17, 20, 4, 2],
        (true, false) => [12, 34, 18, 14, 21, 1],
        (true, true) => [9, 22, 12, 7, 50, 0],
    };
    let kinds =
        [Meant::CallBack, Meant::Interested, Meant::NotNow, Meant::NotInterested, Meant::Sold, Meant::DoNotCall];
    kinds[tape.rng.weighted(&weights)]
}

/// They want to go on: what is known of their readiness grows.
fn deepen(tape: &mut Tape<'_>, at: Timestamp) {
    let often = if tape.warm { 0.7 } else { 0.45 };
    let known = &mut tape.past.qualification;
    let mut learn = |often: f64| tape.rng.chance(often);
    let (budget, authority, need, time) = (learn(often), learn(often), learn(often + 0.2), learn(often));
    known.need = if need { Some(true) } else { known.need };
    if budget {
        known.budget = Some(tape.rng.span(1, 6));
    }
    if authority {
        known.authority = Some(tape.rng.chance(0.65));
    }
    if time {
        known.timeframe = tape.rng.pick(Timeframe::ALL);
    }
    if known.missing().is_empty() || tape.rng.chance(0.22) {
        qualify(tape, at);
    }
}

/// Sales qualified: the gate is passed, whatever was missing is asked now.
fn qualify(tape: &mut Tape<'_>, at: Timestamp) {
    let process = tape.note("process", 0.6);
    let deciders = tape.note("deciders", 0.6);
    let (budget, authority) = (tape.rng.span(2, 6), tape.rng.chance(0.7));
    let time = tape.rng.pick(&Timeframe::ALL[..3]);
    let known = &mut tape.past.qualification;
    known.need = Some(true);
    known.budget = known.budget.or(Some(budget));
    known.authority = known.authority.or(Some(authority));
    known.timeframe = known.timeframe.or(time);
    known.purchase_process = process;
    known.decision_makers = deciders;
    tape.enter(Stage::SalesQualified, at);
}

/// A callback agreed at `at`, on the customer's clock.
fn agree(tape: &mut Tape<'_>, at: Timestamp, meant: Meant) -> PastPromise {
    let wait = match (meant, tape.rng.below(10)) {
        (Meant::CallBack, 0..=3) => tape.rng.span(90 * MINUTE, 6 * HOUR),
        (Meant::CallBack, _) => tape.rng.span(15 * HOUR, 5 * DAY),
        _ => tape.rng.span(DAY, 9 * DAY),
    };
    let gap = tape.settings.plan.gap_minutes * MINUTE;
    let due_at = tape.wall.round(at.plus(wait.max(gap + 15 * MINUTE)), 15);
    let rep = if tape.rng.chance(0.12) { None } else { tape.rep() };
    PastPromise { made_at: at, due_at, rep, note: tape.note("promise", 0.8) }
}

/// A call that decides.
fn settle(tape: &mut Tape<'_>, at: Timestamp, meant: Meant) {
    match meant {
        Meant::Sold => {
            let length = tape.call(at, meant, "sold");
            // Few are converted without having been qualified; the stage is then skipped.
            if !tape.rng.chance(0.1) {
                qualify(tape, at);
            }
            deals::convert(tape, at.plus(length));
        }
        Meant::NotNow => {
            tape.call(at, meant, "not_now");
            let cause = tape.rng.pick(Cause::ALL);
            nurture::enter(tape, at, Lane::NotNow, cause);
        }
        Meant::DoNotCall => {
            tape.call(at, meant, "do_not_call");
            let reason = (tape.menu.reason_of(meant), false);
            tape.reject(at, reason);
        }
        _ => {
            tape.call(at, Meant::NotInterested, "not_interested");
            if tape.rng.chance(0.3) {
                return nurture::enter(tape, at, Lane::NotInterested, None);
            }
            let reason = tape.menu.rejects.draw(&mut tape.rng);
            tape.reject(at, reason);
        }
    }
}

/// The plan is used up.
fn give_up(tape: &mut Tape<'_>, at: Timestamp) {
    let at = at.min(tape.now);
    let known = tape.warm;
    match tape.rng.below(100) {
        0..=11 => {}
        12..=34 if !known => {
            let reason = (tape.menu.reason_of(Meant::NoAnswer), false);
            tape.reject(at, reason);
        }
        _ if known => {
            tape.touch(at, TouchKind::Email, "email", true);
            nurture::enter(tape, at, Lane::Interested, None);
        }
        _ => nurture::enter_for(tape, at, tape.settings.plan.then, None, tape.settings.plan.then_days),
    }
}

/// Somebody without a number: mails, the first at `due`.
pub(super) fn correspond(tape: &mut Tape<'_>, due: Timestamp) {
    if !tape.person.mailable {
        // Neither a number nor an address: it lies there, or is screened by hand.
        let at = due.plus(tape.rng.slow(HOUR, 9 * DAY));
        if tape.is_past(at) && tape.rng.chance(0.7) {
            let reason = tape.menu.never_a_lead.draw(&mut tape.rng);
            tape.reject(at, reason);
        }
        return;
    }
    let mut at = due;
    for letter in 0..3 {
        if !tape.is_past(at) {
            return;
        }
        tape.touch(at, TouchKind::Email, "email", letter == 0);
        if tape.past.status == Some(Status::Open) {
            tape.past.status = Some(Status::Attempting);
        }
        let answer = tape.wall.open_from(at.plus(tape.rng.slow(30 * MINUTE, 3 * DAY)), 40 * MINUTE);
        if tape.rng.chance(0.3) && tape.is_past(answer) {
            return answered(tape, answer);
        }
        at = tape.wall.open_from(at.plus(tape.rng.span(2 * DAY, 6 * DAY)), 30 * MINUTE);
    }
    if tape.is_past(at) {
        let days = tape.settings.plan.then_days;
        nurture::enter_for(tape, at, Lane::NotNow, Some(Cause::Other), days);
    }
}

/// They wrote back.
fn answered(tape: &mut Tape<'_>, at: Timestamp) {
    tape.past.status = Some(Status::Contacted);
    tape.warm = true;
    let note = Some("wrote back".to_owned());
    let touch = PastTouch { at, kind: TouchKind::Other, rep: tape.rep(), note, meaningful: true, attempt: None };
    tape.past.touches.push(touch);
    let next = tape.wall.open_from(at.plus(tape.rng.span(DAY, 6 * DAY)), HOUR);
    match tape.rng.below(100) {
        0..=29 => nurture::enter(tape, at, Lane::Interested, None),
        30..=49 => {
            let reason = tape.menu.rejects.draw(&mut tape.rng);
            tape.reject(at, reason);
        }
        50..=84 if tape.is_past(next) => {
            tape.touch(next, TouchKind::Email, "email", true);
            qualify(tape, next);
            let convert = next.plus(tape.rng.span(DAY, 9 * DAY));
            if tape.is_past(convert) {
                deals::convert(tape, convert);
            }
        }
        _ => {}
    }
}
