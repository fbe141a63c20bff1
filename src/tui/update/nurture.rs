//! The nurture screen.

use crate::{
    desk::NurturePage,
    tui::{
        listing::Row,
        message::{Effect, Question, Slot},
        model::Model,
    },
};

/// Leads of a page: a few screens.
const PAGE: usize = 120;

/// Nurture from its top, as many rows as are read already, and its lanes.
pub fn load(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let limit = PAGE.max(model.nurture.list.rows.len().min(4 * PAGE));
    let filter = model.nurture.filter;
    model.forget(Slot::NurtureMore);
    vec![
        model.ask(Slot::Nurture, Question::Nurture(filter, None, limit)),
        model.ask(Slot::Lanes, Question::Lanes(filter.whose)),
    ]
}

/// Its next page.
pub fn more(model: &mut Model) -> Option<Effect> {
    if model.awaits(Slot::NurtureMore) {
        return None;
    }
    let after = Some(model.nurture.next?);
    let question = Question::Nurture(model.nurture.filter, after, PAGE);
    Some(model.ask(Slot::NurtureMore, question))
}

/// Takes a page in; `further` goes on behind the rows that are there.
pub fn put(model: &mut Model, page: NurturePage, further: bool) -> Vec<Effect> {
    let height = model.list_height();
    let nurture = &mut model.nurture;
    nurture.fault = None;
    nurture.next = page.next;
    let rows = page.rows.into_iter().map(Row::of_nurture);
    if further {
        // A lead can have been put off between two pages; it is shown once.
        let known: Vec<_> = nurture.list.rows.iter().map(Row::key).collect();
        nurture.list.rows.extend(rows.filter(|row| !known.contains(&row.key())));
    } else {
        nurture.list.put(rows.collect(), height);
    }
    Vec::new()
}
