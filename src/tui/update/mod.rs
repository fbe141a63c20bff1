//! Message in, effects out. Touches no desk, file, clock or terminal.

mod act;
mod answers;
mod done;
mod forms;
mod funnel;
mod go;
mod history;
mod load;
mod marks;
mod mouse;
mod nurture;
mod overlays;
mod page;
mod pipeline;
mod queue;

use crate::{
    desk::Whose,
    domain::{
        rep::Role,
        time::{MINUTE, SECOND, Timestamp},
    },
    tui::{
        actions::{Act, key},
        message::{Change, Effect, Ending, Event, Msg},
        model::{Aim, Model, SPIN, Screen},
        toast::Mood,
    },
};
use crossterm::event::KeyEvent;

/// How long somebody may sit still before their claim is no longer renewed.
const STILL: i64 = 5 * MINUTE;

/// Takes a message in.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let before = model.now;
    // A clock that was set back must not freeze what waits for it.
    model.now = msg.at;
    match msg.event {
        Event::Tick => tick(model, before),
        event => {
            model.dirty = true;
            let mut effects = match event {
                Event::Key(pressed) => press(model, pressed),
                Event::Mouse(mouse) => mouse::take(model, mouse),
                Event::Composed(written) => overlays::composed(model, written),
                Event::Paste(text) => overlays::paste(model, &text),
                Event::Resize(columns, rows) => {
                    model.size = (columns, rows);
                    let height = model.list_height();
                    if let Some(list) = model.list_mut() {
                        list.follow(height);
                    }
                    model.history.follow(height);
                    Vec::new()
                }
                Event::Occupied => {
                    model.occupied = Some(model.now);
                    Vec::new()
                }
                Event::Seated(seat) => {
                    model.occupied = None;
                    if seat.demo {
                        model.name = "demo".to_owned();
                    }
                    // Who manages looks at everybody's; who sells, at their own.
                    if seat.me.role == Role::Manager {
                        model.pipeline.filter.whose = Whose::Everybody;
                        model.nurture.filter.whose = Whose::Everybody;
                    }
                    model.seat = Some(*seat);
                    load::start(model)
                }
                Event::Unseated(words) => vec![Effect::Quit(Ending::Fault(words))],
                Event::Answer { slot, ticket, answer } => {
                    if model.expects(slot, ticket) {
                        answers::take(model, slot, *answer)
                    } else {
                        Vec::new()
                    }
                }
                Event::Done { ticket, done } => done::take(model, ticket, done),
                Event::Far { ticket, done, all } => {
                    overlays::far(model, ticket, done, all);
                    Vec::new()
                }
                Event::Outside => load::outside(model),
                Event::Stop(words) => vec![Effect::Quit(words.map_or(Ending::Told, Ending::Fault))],
                Event::Tick => Vec::new(),
            };
            model.toasts.sweep(model.now);
            effects.extend(load::card_wanted(model));
            effects.extend(model.first_steps.news().map(Effect::Remember));
            effects
        }
    }
}

fn press(model: &mut Model, pressed: KeyEvent) -> Vec<Effect> {
    model.last_key = model.now;
    let name = key::name(pressed);
    match name.as_str() {
        "ctrl-c" => return vec![Effect::Quit(Ending::Wished)],
        "ctrl-z" => return vec![Effect::Suspend],
        _ => {}
    }
    if !model.overlays.is_empty() {
        return overlays::press(model, pressed);
    }
    let context = model.context();
    let Some(action) = model.keys.find(&name, &context) else { return Vec::new() };
    let effects = act::try_run(model, action);
    if !model.overlays.is_empty() {
        // What was done before must not hide what is asked now.
        model.toasts.clear();
    }
    effects
}

/// Time went by: redraw only when something on the screen tells the time.
fn tick(model: &mut Model, before: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    let swept = model.toasts.sweep(model.now);
    let minute = before.0.div_euclid(MINUTE) != model.now.0.div_euclid(MINUTE);
    let second = counts_seconds(model) && before.0.div_euclid(SECOND) != model.now.0.div_euclid(SECOND);
    let spins = model.waiting_since().is_some_and(|since| model.now.since(since) >= SPIN);
    model.dirty |= swept || minute || second || spins;
    if minute && model.seat.is_some() {
        // Promises come due and hours open without anybody writing.
        effects.extend(queue::load(model));
        if matches!(model.screen, Screen::Pipeline | Screen::Nurture) {
            effects.extend(load::screen(model));
        }
    }
    effects.extend(renew(model));
    effects
}

/// Something on the screen tells the seconds.
fn counts_seconds(model: &Model) -> bool {
    model.held.is_some() || model.occupied.is_some()
}

/// Prolongs the lease while it is worked, and lets it go when it is over.
fn renew(model: &mut Model) -> Option<Effect> {
    let (Some(held), Some(seat)) = (&model.held, &model.seat) else { return None };
    let left = held.claim.until.since(model.now);
    if left <= 0 {
        let name = held.row.name.clone();
        model.held = None;
        model.dirty = true;
        model.toasts.show(
            Mood::Told,
            vec![format!("your claim on {name} ran out; {} gives you the next lead", model.keys.word(Act::Next))],
            model.now,
        );
        return None;
    }
    let half = seat.settings.desk.claim_minutes * MINUTE / 2;
    let works = model.now.since(model.last_key) < STILL;
    (left < half && works && !model.is_doing(Aim::Renew)).then(|| model.deed(Aim::Renew, Change::Renew))
}

/// How long nothing needs to be looked at, when no message comes.
#[must_use]
pub fn next_look(model: &Model) -> i64 {
    let minute = MINUTE - model.now.0.rem_euclid(MINUTE);
    let second = if counts_seconds(model) { SECOND - model.now.0.rem_euclid(SECOND) } else { minute };
    let toast = model.toasts.next_end().map_or(minute, |end| end.since(model.now).max(1));
    let spin = if model.waiting_since().is_some() { SPIN } else { minute };
    minute.min(second).min(toast).min(spin).max(20)
}
