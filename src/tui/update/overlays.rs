//! What lies over the screen: keys for its top, and what becomes of what it asked.

use super::{act, funnel, go, history, load, page, queue};
use crate::desk::command::Command;
use crate::tui::{
    actions::{self, Act, key},
    form::{Form, Kind, Step},
    message::{Change, Effect, Question, Slot, Ticket},
    model::{Aim, History, Model, Nurture, Pipeline, Place},
    overlay::{
        Did, Overlay, Progress,
        forms::{self, Saved},
    },
    toast::Mood,
};
use crossterm::event::KeyEvent;

/// Takes a key for the overlay on top.
pub fn press(model: &mut Model, pressed: KeyEvent) -> Vec<Effect> {
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    let esc = key::name(pressed) == "esc";
    if esc && !matches!(top, Overlay::Progress(_)) {
        model.forget(Slot::Find);
        return Vec::new();
    }
    match &mut top {
        Overlay::Form(form) => {
            if form.saving {
                model.overlays.push(top);
                return Vec::new();
            }
            let step = form.press(pressed);
            if step == Step::Compose {
                let text = form.focused().map(|field| field.value().to_owned()).unwrap_or_default();
                model.overlays.push(top);
                return vec![Effect::Compose(text)];
            }
            return step_form(model, top, step);
        }
        Overlay::Find(find) => match find.press(pressed) {
            Did::Open(lead) => {
                model.show_card(Some(lead));
                return Vec::new();
            }
            Did::Ask(query) => {
                model.overlays.push(top);
                return vec![model.ask(Slot::Find, Question::Find(query))];
            }
            Did::Nothing => {}
        },
        Overlay::Palette(palette) => {
            if let Some(act) = palette.press(pressed, &model.context()) {
                return match actions::row(act) {
                    Some(action) => match (action.disabled)(&model.context()) {
                        Some(reason) => {
                            let words = format!("{}: {reason}", action.title);
                            model.toasts.show(Mood::Told, vec![words], model.now);
                            model.overlays.push(top);
                            Vec::new()
                        }
                        None => act::run(model, act),
                    },
                    None => Vec::new(),
                };
            }
        }
        Overlay::Progress(progress) => {
            let ticket = progress.ticket;
            let stop = esc && !std::mem::replace(&mut progress.stopping, esc);
            model.overlays.push(top);
            return if stop { vec![Effect::Stop(ticket)] } else { Vec::new() };
        }
        Overlay::Told(told) => {
            if let Some(change) = told.press(pressed) {
                let aim = match model.overlays.last_mut() {
                    Some(Overlay::Form(form)) if told.of_form => {
                        form.saving = true;
                        Aim::Form
                    }
                    _ => Aim::Plain,
                };
                return vec![model.deed(aim, change)];
            }
            if told.is_over {
                return Vec::new();
            }
        }
    }
    model.overlays.push(top);
    Vec::new()
}

/// A field of the form on top was clicked, or one of its options.
pub fn click(model: &mut Model, field: usize, option: Option<usize>) -> Vec<Effect> {
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    let step = match &mut top {
        Overlay::Form(form) if !form.saving => form.click(field, option),
        _ => Step::Stay,
    };
    match top {
        Overlay::Form(_) => step_form(model, top, step),
        other => {
            model.overlays.push(other);
            Vec::new()
        }
    }
}

/// The editor was closed.
pub fn composed(model: &mut Model, written: Result<String, String>) -> Vec<Effect> {
    if let Some(Overlay::Form(form)) = model.overlays.last_mut() {
        match written {
            Ok(text) => form.compose(&text),
            Err(words) => form.fault = Some(words),
        }
    }
    Vec::new()
}

/// Pastes into the overlay on top.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    let mut effects = Vec::new();
    match &mut top {
        Overlay::Form(form) if !form.saving => {
            form.paste(text);
            if let Some(env) = model.env(form.lead()) {
                form.kind.react(form, &env);
            }
        }
        Overlay::Find(find) => {
            let query = find.paste(text);
            effects.push(model.ask(Slot::Find, Question::Find(query)));
        }
        Overlay::Palette(palette) => palette.paste(text),
        _ => {}
    }
    model.overlays.push(top);
    effects
}

fn step_form(model: &mut Model, top: Overlay, step: Step) -> Vec<Effect> {
    let Overlay::Form(mut form) = top else { return Vec::new() };
    let mut result = None;
    if let Some(env) = model.env(form.lead()) {
        form.kind.react(&mut form, &env);
        let save = match step {
            Step::Stay | Step::Compose => false,
            Step::Save => true,
            // Where one key is enough, it is enough; elsewhere it goes on to what is still asked.
            Step::Picked | Step::Entered if form.kind.saves_when_picked(&form, &env) => true,
            Step::Entered if form.kind.saves_when_entered() => true,
            Step::Picked | Step::Entered => {
                match form.kind {
                    Kind::Log => forms::log::go_on(&mut form),
                    _ if form.is_on_last() => {}
                    _ => form.go(true),
                }
                false
            }
        };
        if save && !form.go_missing() {
            result = Some(form.kind.save(&form, &env));
        }
    }
    let effects = match result {
        None => Vec::new(),
        Some(Err(words)) => {
            form.fault = Some(words);
            Vec::new()
        }
        Some(Ok(Saved::Change(change))) => {
            let change = on_all(&form, change);
            form.saving = true;
            form.fault = None;
            form.sent = Some(change.clone());
            vec![model.deed(Aim::Form, change)]
        }
        Some(Ok(saved)) => return apply(model, saved),
    };
    model.overlays.push(Overlay::Form(form));
    effects
}

/// Of an action on marked leads, the same on all of them; none is done before it is known that all can be.
fn on_all(form: &Form, change: Change) -> Change {
    match change {
        Change::Run(what) if !form.many.is_empty() => {
            Change::Run(Command::Many { on: form.many.clone(), what: Box::new(what), whole: true })
        }
        change => change,
    }
}

/// A long change says how far it is.
pub fn far(model: &mut Model, ticket: Ticket, done: usize, all: usize) {
    let shown = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Progress(progress) if progress.ticket == ticket => Some(progress),
        _ => None,
    });
    match shown {
        Some(progress) => (progress.done, progress.all) = (done, all),
        None => model.overlays.push(Overlay::Progress(Progress { ticket, done, all, stopping: false })),
    }
}

/// A change is done or refused: nobody needs to be told how far it is.
pub fn settled(model: &mut Model, ticket: Ticket) {
    model.overlays.retain(|overlay| !matches!(overlay, Overlay::Progress(progress) if progress.ticket == ticket));
}

/// What changes only the screen.
fn apply(model: &mut Model, saved: Saved) -> Vec<Effect> {
    match saved {
        Saved::Change(_) => Vec::new(),
        Saved::Filter(filter) => {
            model.queue.filter = filter;
            model.queue.withheld = None;
            model.queue.list = Default::default();
            queue::load(model)
        }
        Saved::Deals(filter) => {
            model.pipeline = Pipeline { filter, ..Pipeline::default() };
            load::screen(model)
        }
        Saved::Resting(filter) => {
            model.nurture = Nurture { filter, ..Nurture::default() };
            load::screen(model)
        }
        Saved::Go(Place::Top) => go::rows(model, Act::Top),
        Saved::Go(Place::Bottom) => go::rows(model, Act::Bottom),
        Saved::Go(Place::Page(of)) => page::go(model, of),
        Saved::Go(Place::Deal(deal, lead)) => {
            model.show_card(Some(lead));
            model.full_deal = Some(deal);
            Vec::new()
        }
        Saved::Slice(source, owner) => {
            model.funnel.source = source;
            model.funnel.owner = owner;
            model.funnel.behind = None;
            funnel::load(model)
        }
        Saved::Copy(text) => {
            model.toasts.show(Mood::Good, vec![format!("Copied {text}")], model.now);
            vec![Effect::Copy(text)]
        }
        Saved::Narrow(by, kind, day) => {
            let (lead, back) = (model.history.lead.take(), model.history.back.take());
            model.history = History { by, kind, day, lead, back, ..History::default() };
            history::load(model)
        }
        Saved::Period(period) => {
            model.funnel.period = period;
            model.funnel.behind = None;
            funnel::load(model)
        }
    }
}
