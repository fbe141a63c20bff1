//! What lies over the screen: a stack, whose top has the keys. Esc takes one away.

mod find;
mod forms;
mod palette;
mod told;

pub use find::Find;
pub use forms::Kind;
pub use palette::Palette;
pub use told::Told;

use crate::{
    desk::{Card, Preview, Receipt, Refusal, command::On},
    domain::{deal::Deal, ids::LeadId},
    tui::{
        actions::{self, key},
        form::{Env, Form, Step},
        message::{Effect, Question, Slot},
        model::{Aim, Model},
        toast::Mood,
        update::{self, load_funnel, load_queue},
    },
};
use crossterm::event::KeyEvent;
use forms::Saved;

/// Something over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Asks for what an action needs.
    Form(Box<Form>),
    /// Finds anybody.
    Find(Find),
    /// Lists actions.
    Palette(Palette),
    /// Tells something that should be read.
    Told(Told),
}

/// Takes a key for the overlay on top.
pub fn press(model: &mut Model, pressed: KeyEvent) -> Vec<Effect> {
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    if key::name(pressed) == "esc" {
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
            return step_form(model, top, step);
        }
        Overlay::Find(find) => match find.press(pressed) {
            find::Did::Open(lead) => {
                model.full = Some(lead);
                model.card.scroll = 0;
                return Vec::new();
            }
            find::Did::Ask(query) => {
                model.overlays.push(top);
                return vec![model.ask(Slot::Find, Question::Find(query))];
            }
            find::Did::Nothing => {}
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
                        None => update::run(model, act),
                    },
                    None => Vec::new(),
                };
            }
        }
        Overlay::Told(told) => {
            if let Some(change) = told.press(pressed) {
                return vec![model.deed(Aim::Plain, change)];
            }
            if told.is_over {
                return Vec::new();
            }
        }
    }
    model.overlays.push(top);
    Vec::new()
}

/// Pastes into the overlay on top.
pub fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(mut top) = model.overlays.pop() else { return Vec::new() };
    let mut effects = Vec::new();
    match &mut top {
        Overlay::Form(form) if !form.saving => {
            form.paste(text);
            if let Some(env) = env(model, form.lead()) {
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

/// What forms may look at, for one about this lead.
#[must_use]
pub fn env(model: &Model, lead: Option<LeadId>) -> Option<Env<'_>> {
    let card = model.card.card.as_deref().filter(|card| Some(card.lead.id) == lead);
    let of_lead = model.card.lead == lead;
    Some(Env {
        now: model.now,
        seat: model.seat.as_ref()?,
        card,
        previews: if of_lead { &model.card.previews } else { &[] },
        deals: if of_lead { &model.card.deals } else { &[] },
    })
}

/// Opens the form of an action.
pub fn open_form(model: &mut Model, kind: Kind) -> Vec<Effect> {
    let selected = model.selected().filter(|_| kind.is_on_lead());
    let lead = selected.as_ref().map(|selected| selected.id);
    let Some(env) = env(model, lead) else { return Vec::new() };
    let mut form = kind.form(&env, model);
    if let Some(selected) = selected {
        form.on = Some(On { lead: selected.id, seen: Some(selected.version) });
        form.about = selected.name;
    }
    kind.react(&mut form, &env);
    if !form.fields.get(form.focus).is_some_and(|field| field.shown) {
        form.go(true);
    }
    let mut effects = Vec::new();
    if let Some(lead) = lead.filter(|_| kind == Kind::Log) {
        effects.push(model.ask(Slot::Previews, Question::Previews(lead)));
    }
    if let Some(card) = model.shown_card().filter(|_| matches!(kind, Kind::Log | Kind::Convert)) {
        let question = Question::Deals(card.contact.id, card.contact.account);
        effects.push(model.ask(Slot::Deals, question));
    }
    model.overlays.push(Overlay::Form(Box::new(form)));
    effects
}

fn step_form(model: &mut Model, top: Overlay, step: Step) -> Vec<Effect> {
    let Overlay::Form(mut form) = top else { return Vec::new() };
    let mut result = None;
    if let Some(env) = env(model, form.lead()) {
        form.kind.react(&mut form, &env);
        let save = match step {
            Step::Stay => false,
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
            form.saving = true;
            form.fault = None;
            vec![model.deed(Aim::Form, change)]
        }
        Some(Ok(saved)) => return apply(model, saved),
    };
    model.overlays.push(Overlay::Form(form));
    effects
}

/// What changes only the screen.
fn apply(model: &mut Model, saved: Saved) -> Vec<Effect> {
    match saved {
        Saved::Change(_) => Vec::new(),
        Saved::Filter(filter) => {
            model.queue.filter = filter;
            model.queue.withheld = None;
            model.queue.list = Default::default();
            load_queue(model)
        }
        Saved::Slice(source, owner) => {
            model.funnel.source = source;
            model.funnel.owner = owner;
            model.funnel.behind = None;
            load_funnel(model)
        }
        Saved::Period(period) => {
            model.funnel.period = period;
            model.funnel.behind = None;
            load_funnel(model)
        }
    }
}

/// The form on top is saved: it goes, and a toast says what was done.
pub fn saved(model: &mut Model, receipt: &Receipt) -> Vec<Effect> {
    let at = model.overlays.iter().rposition(|overlay| matches!(overlay, Overlay::Form(form) if form.saving));
    let Some(Overlay::Form(form)) = at.map(|at| model.overlays.remove(at)) else { return Vec::new() };
    if form.kind == Kind::NewLead {
        model.overlays.push(Overlay::Told(Told::captured(receipt)));
        model.full = receipt.lead;
        model.card.scroll = 0;
        return Vec::new();
    }
    model.toasts.receipt(receipt, model.now);
    Vec::new()
}

/// The form on top could not be saved: what was typed stays, and the desk's words stand in it.
pub fn refused(model: &mut Model, refusal: &Refusal) {
    let words = refusal.to_string();
    let form = model.overlays.iter_mut().rev().find_map(|overlay| match overlay {
        Overlay::Form(form) if form.saving => Some(form),
        _ => None,
    });
    match form {
        Some(form) => {
            form.saving = false;
            form.told = matches!(refusal, Refusal::Changed { .. });
            let again = if form.told { "; what you typed stands here, and saving again keeps it" } else { "" };
            form.fault = Some(words + again);
        }
        // It was closed while it was saving.
        None => model.toasts.show(Mood::Bad, words.lines().map(str::to_owned).collect(), model.now),
    }
}

fn forms_on(model: &mut Model, lead: LeadId) -> impl Iterator<Item = &mut Box<Form>> {
    model.overlays.iter_mut().filter_map(move |overlay| match overlay {
        Overlay::Form(form) if form.lead() == Some(lead) => Some(form),
        _ => None,
    })
}

/// A card was read again: who was told that it changed decides on it from now on.
pub fn card_came(model: &mut Model, card: &Card) {
    for form in forms_on(model, card.lead.id) {
        // Only somebody who was told of the change has seen it; a form that is open over it has not.
        if std::mem::take(&mut form.told) {
            form.on = Some(On { lead: card.lead.id, seen: Some(card.lead.version) });
        }
    }
}

/// What the outcomes would do.
pub fn previews_came(model: &mut Model, lead: LeadId, previews: &[Preview]) {
    for form in forms_on(model, lead) {
        forms::log::preview(form, previews);
    }
}

/// Deals that a convert can join.
pub fn deals_came(model: &mut Model, deals: &[Deal]) {
    for overlay in &mut model.overlays {
        if let Overlay::Form(form) = overlay {
            forms::convert::offer(form, deals);
        }
    }
}
