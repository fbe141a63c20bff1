//! From the conversion to money, or not.

use super::tape::Tape;
use crate::{
    demo::words::WORDS,
    domain::{
        end::Ending,
        money::Money,
        past::{PastDeal, PastEnd},
        stage::{Stage, Status},
        time::{DAY, HOUR, MINUTE, Timestamp},
        touch::TouchKind,
    },
};

/// What a deal's stage is called once it is decided.
const WON: &str = "Won";
const LOST: &str = "Lost";

/// The lead makes a deal (few make two), which goes its way until `now`.
pub(super) fn convert(tape: &mut Tape<'_>, at: Timestamp) {
    let at = at.min(tape.now);
    tape.enter(Stage::Converted, at);
    tape.past.status = Some(Status::Converted);
    tape.past.promise = None;
    tape.past.next_try_at = None;
    let count = if tape.rng.chance(0.06) { 2 } else { 1 };
    for turn in 0..count {
        let deal = follow(tape, at, turn);
        tape.past.deals.push(deal);
    }
    decide(tape);
}

/// Won as soon as one deal is; ended when every one is lost.
fn decide(tape: &mut Tape<'_>) {
    let deals = &tape.past.deals;
    let won = deals.iter().filter(|deal| deal.stage == WON).filter_map(|deal| deal.closed_at).min();
    if let Some(won) = won {
        return tape.enter(Stage::Won, won);
    }
    if deals.iter().all(|deal| deal.stage == LOST) {
        let last = deals.iter().max_by_key(|deal| deal.closed_at);
        tape.past.end = last.and_then(|deal| {
            let (at, reason) = (deal.closed_at?, deal.lost_reason.clone()?);
            Some(PastEnd { at, how: Ending::Lost, reason, note: None })
        });
    }
}

fn follow(tape: &mut Tape<'_>, made_at: Timestamp, turn: usize) -> PastDeal {
    let stages = &tape.settings.deal_stages;
    let mut deal = PastDeal {
        name: name(tape, turn),
        amount: amount(tape),
        stage: stages.first().map(|stage| stage.name.clone()).unwrap_or_default(),
        last_stage: None,
        made_at,
        closed_at: None,
        lost_reason: None,
        next_step: None,
        close_on: Some(made_at.plus(tape.rng.span(20 * DAY, 100 * DAY)).utc().date_naive()),
    };
    let mut at = made_at;
    for place in 0..stages.len() {
        deal.stage.clone_from(&stages[place].name);
        let wait = tape.rng.slow(DAY, 44 * DAY);
        let wait = tape.paced(wait).max(6 * HOUR);
        let late = tape.rng.span(HOUR, 9 * HOUR);
        let next = tape.wall.open_from(at.plus(wait), late);
        if !tape.is_past(next) {
            deal.next_step = next_step(tape, at);
            let soon = tape.now.plus(tape.rng.span(3 * DAY, 60 * DAY)).utc().date_naive();
            // Most people move a close date that has passed; some do not.
            if deal.close_on < Some(soon) && tape.rng.chance(0.85) {
                deal.close_on = Some(soon);
            }
            return deal;
        }
        let last = place + 1 == stages.len();
        let lose = (if last { 0.33 } else { 0.10 }) / tape.habits().ease;
        if turn == 0 {
            let kind = if place == 2 && tape.rng.chance(0.3) { TouchKind::Visit } else { TouchKind::Email };
            tape.touch(next.plus(-20 * MINUTE).max(at), kind, "deal", true);
        }
        if tape.rng.chance(lose) {
            return close(deal, LOST, next, Some(tape.menu.lost.draw(&mut tape.rng).0));
        }
        at = next;
    }
    close(deal, WON, at, None)
}

fn close(mut deal: PastDeal, end: &str, at: Timestamp, lost_reason: Option<String>) -> PastDeal {
    deal.last_stage = Some(std::mem::replace(&mut deal.stage, end.to_owned()));
    deal.closed_at = Some(at);
    deal.close_on = Some(at.utc().date_naive());
    deal.lost_reason = lost_reason;
    deal
}

fn name(tape: &mut Tape<'_>, turn: usize) -> String {
    let product = tape.rng.word(&WORDS.products);
    let who = if tape.person.company.is_empty() { tape.person.first } else { &tape.person.company };
    if turn == 0 { format!("{who}: {product}") } else { format!("{who}: {product}, second site") }
}

/// Many small, few large; none yet for one in ten.
fn amount(tape: &mut Tape<'_>) -> Option<Money> {
    if tape.rng.chance(0.1) {
        return None;
    }
    let currency = match tape.person.place.country {
        "GB" => tape.menu.gbp,
        "DE" | "FR" | "ES" => tape.menu.eur,
        _ => tape.menu.usd,
    }?;
    let hundreds = 8.0 * 160.0_f64.powf(tape.rng.unit());
    Some(Money { minor: hundreds as i64 * 100 * 10_i64.pow(currency.decimals()), currency })
}

/// What comes next on an open deal: mostly ahead, sometimes overdue, sometimes forgotten.
fn next_step(tape: &mut Tape<'_>, since: Timestamp) -> Option<(String, Timestamp)> {
    let at = match tape.rng.below(100) {
        0..=8 => return None,
        9..=27 => tape.now.plus(-tape.rng.slow(HOUR, 12 * DAY)).max(since),
        28..=42 => tape.now.plus(tape.rng.span(10 * MINUTE, 20 * HOUR)),
        _ => tape.now.plus(tape.rng.span(DAY, 21 * DAY)),
    };
    let at = if tape.is_past(at) { at } else { tape.wall.round(at, 30) };
    Some((tape.rng.word(&WORDS.steps).to_owned(), at))
}
