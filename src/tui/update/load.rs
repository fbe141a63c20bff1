//! What is asked of the reader, and when.

use crate::{
    desk::{FunnelAsk, QueueAsk},
    tui::{
        message::{Effect, Question, Slot},
        model::{Model, Screen},
    },
};

/// Rows of a page of the queue: a few screens.
pub const PAGE: usize = 120;

/// Everything, once a desk is open.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let mut effects = queue(model);
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
    if model.screen == Screen::Funnel {
        effects.extend(funnel(model));
    }
    if model.funnel.behind.is_some() {
        effects.extend(behind(model));
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

/// The queue from its top, as many rows as are read already, and what is withheld.
pub fn queue(model: &mut Model) -> Vec<Effect> {
    let limit = PAGE.max(model.queue.list.rows.len().min(4 * PAGE));
    let ask = QueueAsk { filter: model.queue.filter.clone(), sort: model.queue.sort, after: None, limit };
    model.forget(Slot::More);
    let mut effects = vec![
        model.ask(Slot::Queue, Question::Queue(ask)),
        model.ask(Slot::Withheld, Question::Withheld(model.queue.filter.clone())),
    ];
    if model.queue.withheld.is_some() {
        effects.extend(withheld(model));
    }
    effects
}

/// The next page, when the cursor comes near the end of what is read.
pub fn more(model: &mut Model) -> Option<Effect> {
    let near = model.list()?.is_near_end(model.list_height());
    match model.screen {
        Screen::Queue if near && model.queue.withheld.is_none() && !model.awaits(Slot::More) => {
            let after = Some(model.queue.next?);
            let ask = QueueAsk { filter: model.queue.filter.clone(), sort: model.queue.sort, after, limit: PAGE };
            Some(model.ask(Slot::More, Question::Queue(ask)))
        }
        Screen::Funnel if near && !model.awaits(Slot::BehindMore) => {
            let behind = model.funnel.behind.as_ref().filter(|behind| !behind.whole)?;
            let last = &behind.list.rows.last()?.lead;
            let (stage, part, after) = (behind.stage, behind.part, Some((last.captured_at, last.id)));
            let question = Question::Behind { cohort: model.cohort(), stage, part, after };
            Some(model.ask(Slot::BehindMore, question))
        }
        _ => None,
    }
}

/// The leads that are withheld, with their reasons.
pub fn withheld(model: &mut Model) -> Option<Effect> {
    let reasons = model.queue.counts.iter().map(|count| count.reason).collect();
    Some(model.ask(Slot::WithheldLeads, Question::WithheldLeads(model.queue.filter.clone(), reasons)))
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

/// The funnel: its counts first, its stays behind them.
pub fn funnel(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let cohort = model.cohort();
    let counts = FunnelAsk { cohort: cohort.clone(), stays: false };
    let stays = FunnelAsk { cohort: cohort.clone(), stays: true };
    let mut effects =
        vec![model.ask(Slot::Funnel, Question::Funnel(counts)), model.ask(Slot::Stays, Question::Funnel(stays))];
    if model.funnel.by_source {
        effects.extend(sources(model));
    }
    effects
}

/// A funnel for each source.
pub fn sources(model: &mut Model) -> Option<Effect> {
    let mut sources = model.seat.as_ref()?.sources.clone();
    if let Some(only) = &model.funnel.source {
        sources.retain(|source| source == only);
    }
    let cohort = crate::store::funnel::Cohort { source: None, ..model.cohort() };
    Some(model.ask(Slot::Sources, Question::Sources(cohort, sources)))
}

/// The leads behind the number that is open.
pub fn behind(model: &mut Model) -> Option<Effect> {
    let behind = model.funnel.behind.as_ref()?;
    let question = Question::Behind { cohort: model.cohort(), stage: behind.stage, part: behind.part, after: None };
    Some(model.ask(Slot::Behind, question))
}
