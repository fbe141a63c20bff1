//! What changes came to.

use super::{forms, load, overlays, queue};
use crate::{
    desk::Refusal,
    tui::{
        actions::Act,
        message::{Done, Effect, Question, Slot, Ticket},
        model::{Aim, Held, Model, Pane, Screen},
        overlay::{Overlay, Told},
        toast::Mood,
    },
};

/// Takes the result of a change.
pub fn take(model: &mut Model, ticket: Ticket, done: Result<Done, Refusal>) -> Vec<Effect> {
    let Some(aim) = model.settle(ticket) else { return Vec::new() };
    overlays::settled(model, ticket);
    match done {
        Ok(Done::Receipt(receipt)) => {
            let mut effects = Vec::new();
            if let (Some(tally), Some(list)) = (&receipt.many, model.list_mut()) {
                list.marks.settle(tally);
            }
            if aim == Aim::Form {
                effects.extend(forms::saved(model, &receipt));
            } else {
                model.toasts.receipt(&receipt, &model.keys, model.now);
            }
            effects.extend(load::everything(model));
            effects
        }
        Ok(Done::Claimed(Some(claimed))) => {
            // What was said about the one before must not stand over this one.
            model.toasts.clear();
            let over = model.full.is_some();
            let row = model.queue.list.rows.iter().find(|row| row.lead.id == claimed.lead).map(|row| row.lead.clone());
            if let (Some(row), Some(seat)) = (row, &model.seat) {
                let claim = crate::store::claims::Claim {
                    lead: claimed.lead,
                    rep: seat.me.id,
                    who: seat.me.name.clone(),
                    until: claimed.until,
                };
                model.held = Some(Held { claim, row, why: claimed.why.clone() });
                show_held(model);
            }
            if over || !model.has_panes() {
                model.show_card(Some(claimed.lead));
            }
            let mut effects = queue::load(model);
            effects.push(model.ask(Slot::Held, Question::Held));
            effects.extend(load::card_again(model));
            effects
        }
        Ok(Done::Claimed(None)) => {
            let lists = model.keys.word(Act::Withheld);
            let words =
                format!("nothing is ready to be called now; the line under the list says why, {lists} lists it");
            model.toasts.show(Mood::Told, vec![words], model.now);
            queue::load(model)
        }
        Ok(Done::Renewed(until)) => {
            match (until, &mut model.held) {
                (Some(until), Some(held)) => held.claim.until = until,
                _ => model.held = None,
            }
            Vec::new()
        }
        Err(refusal) => refused(model, aim, &refusal),
    }
}

/// The claimed lead comes first, and the cursor goes to it.
fn show_held(model: &mut Model) {
    model.screen = Screen::Queue;
    model.pages.clear();
    model.show_card(None);
    model.pane = Pane::List;
    model.queue.withheld = None;
    let height = model.list_height();
    let Some(held) = &model.held else { return };
    let row = super::answers::held_row(held);
    let list = &mut model.queue.list;
    list.rows.retain(|other| other.lead.id != row.lead.id && other.group != "held");
    list.rows.insert(0, row);
    list.go_top(height);
}

fn refused(model: &mut Model, aim: Aim, refusal: &Refusal) -> Vec<Effect> {
    let mut effects = Vec::new();
    let words = refusal.to_string();
    if let (Refusal::LeftOut { tally, .. }, Some(list)) = (refusal, model.list_mut()) {
        list.marks.tell(&tally.left_out);
        effects.extend(load::everything(model));
    }
    match (aim, refusal) {
        (Aim::Renew, _) => model.held = None,
        (Aim::Form, _) => {
            forms::refused(model, refusal);
            if refusal.is_changed() || matches!(refusal, Refusal::Converted { .. } | Refusal::Held { .. }) {
                effects.extend(load::card_again(model));
                effects.extend(queue::load(model));
            }
        }
        (Aim::Plain, Refusal::InTheWay { seq, .. }) => {
            model.overlays.push(Overlay::Told(Told::in_the_way(*seq, &words)));
        }
        _ => model.toasts.show(Mood::Bad, words.lines().map(str::to_owned).collect(), model.now),
    }
    effects
}
