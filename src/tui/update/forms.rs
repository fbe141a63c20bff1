//! Forms: opened for an action, told what came, closed when they are saved.

use crate::{
    desk::{
        Card, Preview, Receipt, Refusal,
        command::{Command, On, OnDeal},
        plural,
    },
    domain::{deal::Deal, ids::LeadId},
    tui::{
        form::{Form, Kind},
        message::{Change, Effect, Question, Slot},
        model::{Aim, Model},
        overlay::{Overlay, Told, forms},
        toast::Mood,
    },
};

/// Opens the form of an action.
pub fn open(model: &mut Model, kind: Kind) -> Vec<Effect> {
    // What changes nothing, like going to a person, is about the one under the cursor.
    let on_many = kind.is_on_lead() && !kind.is_of_the_screen();
    let marks = model.marked().filter(|_| on_many).map(|marks| (marks.on(), marks.say()));
    let selected = model.selected().filter(|_| kind.is_on_lead() && marks.is_none());
    let lead = selected.as_ref().map(|selected| selected.id);
    let Some(env) = model.env(lead) else { return Vec::new() };
    let mut form = kind.form(&env);
    form.deals = env.card.map(deals).unwrap_or_default();
    if let Some(selected) = selected {
        form.on = Some(On { lead: selected.id, seen: Some(selected.version) });
        form.about = selected.name;
    }
    if let Some((many, who)) = marks {
        form.info.insert(0, who);
        form.info
            .push("All of them in one go, and one undo. Where some cannot be done, you are asked first.".to_owned());
        form.about = plural(many.len(), "lead", "leads");
        form.many = many;
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

fn deals(card: &Card) -> Vec<OnDeal> {
    card.deals.iter().map(|deal| OnDeal { deal: deal.id, seen: Some(deal.version) }).collect()
}

/// The form on top is saved: it goes, and a toast says what was done.
pub fn saved(model: &mut Model, receipt: &Receipt) -> Vec<Effect> {
    let at = model.overlays.iter().rposition(|overlay| matches!(overlay, Overlay::Form(form) if form.saving));
    let Some(Overlay::Form(form)) = at.map(|at| model.overlays.remove(at)) else { return Vec::new() };
    if form.kind == Kind::NewLead {
        model.overlays.push(Overlay::Told(Told::captured(receipt, &model.keys)));
        model.show_card(receipt.lead);
        return Vec::new();
    }
    model.toasts.receipt(receipt, &model.keys, model.now);
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
            form.told = refusal.is_changed();
            let again = if form.told { "; what you typed stands here, and saving again keeps it" } else { "" };
            form.fault = Some(words.lines().next().unwrap_or_default().to_owned() + again);
            if let Refusal::LeftOut { tally, .. } = refusal {
                let told = Told::left_out(tally, &words, form.sent.clone());
                model.overlays.push(Overlay::Told(told));
            }
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
            form.deals = deals(card);
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

/// A command that asks for nothing more; not twice at once.
pub fn plain(model: &mut Model, command: Command) -> Vec<Effect> {
    if model.is_doing(Aim::Plain) {
        return Vec::new();
    }
    vec![model.deed(Aim::Plain, Change::Run(command))]
}
