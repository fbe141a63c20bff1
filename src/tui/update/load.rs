//! What is asked of the reader whichever screen is shown.

use super::{funnel, history, nurture, page, pipeline, queue};
use crate::tui::{
    message::{Effect, Question, Slot},
    model::{Model, Screen},
};

/// Everything, once a desk is open.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = queue::load(model);
    effects.push(model.ask(Slot::Held, Question::Held));
    effects
}

/// Everything that is on the screen, again: another desk has changed something.
pub fn everything(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let mut effects = start(model);
    effects.extend(card_again(model));
    effects.extend(page::load(model));
    if model.screen != Screen::Queue {
        effects.extend(screen(model));
    }
    if model.funnel.behind.is_some() {
        effects.extend(funnel::load_behind(model));
    }
    effects.push(model.ask(Slot::Seat, Question::Seat));
    effects
}

/// Another desk has changed something. Not while the stays are counted: on a large file they would never end.
pub fn outside(model: &mut Model) -> Vec<Effect> {
    if model.awaits(Slot::Stays) {
        model.funnel.outdated = true;
        return Vec::new();
    }
    everything(model)
}

/// The card of the lead under the cursor, when it is not there yet.
pub fn card_wanted(model: &mut Model) -> Option<Effect> {
    let wanted = model.wanted()?;
    if model.card.lead == Some(wanted) {
        return None;
    }
    model.card = crate::tui::model::CardView { lead: Some(wanted), ..Default::default() };
    Some(model.ask(Slot::Card, Question::Card(wanted)))
}

/// The card again, under the same scroll.
pub fn card_again(model: &mut Model) -> Option<Effect> {
    let lead = model.card.lead?;
    Some(model.ask(Slot::Card, Question::Card(lead)))
}

/// What a screen shows.
pub fn screen(model: &mut Model) -> Vec<Effect> {
    match model.screen {
        Screen::Queue => queue::load(model),
        Screen::Pipeline => pipeline::load(model),
        Screen::Nurture => nurture::load(model),
        Screen::Funnel => funnel::load(model),
        Screen::History => history::load(model),
    }
}

/// The next page of the list, when the cursor comes near the end of what is read.
pub fn more(model: &mut Model) -> Option<Effect> {
    if !model.list()?.is_near_end(model.list_height()) {
        return None;
    }
    match model.screen {
        // A page is read as a whole.
        _ if !model.pages.is_empty() => None,
        Screen::Queue => queue::more(model),
        Screen::Pipeline => pipeline::more(model),
        Screen::Nurture => nurture::more(model),
        Screen::Funnel => funnel::more(model),
        Screen::History => None,
    }
}
