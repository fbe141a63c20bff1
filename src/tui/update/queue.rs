//! The queue screen.

use crate::{
    desk::{QueueAsk, Sort},
    tui::{
        listing::Listing,
        message::{Effect, Question, Slot},
        model::{Model, Pane},
    },
};

/// Rows of a page of the queue: a few screens.
pub const PAGE: usize = 120;

/// The queue from its top, as many rows as are read already, and what is withheld.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let limit = PAGE.max(model.queue.list.rows.len().min(4 * PAGE));
    let ask = QueueAsk { filter: model.queue.filter.clone(), sort: model.queue.sort, after: None, limit };
    model.forget(Slot::More);
    let mut effects = vec![
        model.ask(Slot::Queue, Question::Queue(ask)),
        model.ask(Slot::Withheld, Question::Withheld(model.queue.filter.clone())),
    ];
    if model.queue.withheld.is_some() {
        effects.extend(load_withheld(model));
    }
    effects
}

/// Its next page.
pub fn more(model: &mut Model) -> Option<Effect> {
    if model.queue.withheld.is_some() || model.awaits(Slot::More) {
        return None;
    }
    let after = Some(model.queue.next?);
    let ask = QueueAsk { filter: model.queue.filter.clone(), sort: model.queue.sort, after, limit: PAGE };
    Some(model.ask(Slot::More, Question::Queue(ask)))
}

/// The leads that are withheld, with their reasons.
fn load_withheld(model: &mut Model) -> Option<Effect> {
    let reasons = model.queue.counts.iter().map(|count| count.reason).collect();
    Some(model.ask(Slot::WithheldLeads, Question::WithheldLeads(model.queue.filter.clone(), reasons)))
}

/// Enter: the card, or what is withheld.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.list().is_some_and(Listing::on_foot) {
        return withheld(model);
    }
    model.show_card(model.wanted());
    Vec::new()
}

/// Lists what is withheld.
pub fn withheld(model: &mut Model) -> Vec<Effect> {
    model.queue.withheld = Some(Listing::default());
    model.show_card(None);
    model.pane = Pane::List;
    load_withheld(model).into_iter().collect()
}

/// Esc: back from what is withheld; answers whether there was something to close.
pub fn close(model: &mut Model) -> bool {
    model.forget(Slot::WithheldLeads);
    model.queue.withheld.take().is_some()
}

/// The next order there is.
pub fn sort(model: &mut Model) -> Vec<Effect> {
    model.queue.sort = match model.queue.sort {
        Sort::Turn => Sort::Score,
        Sort::Score => Sort::Newest,
        Sort::Newest => Sort::Turn,
    };
    // The same leads in another order: what is marked stays so.
    let marks = std::mem::take(&mut model.queue.list.marks);
    model.queue.list = Listing { marks, ..Listing::default() };
    model.queue.withheld = None;
    load(model)
}
