//! The pipeline screen.

use crate::{
    desk::PipelinePage,
    tui::{
        listing::Row,
        message::{Effect, Question, Slot},
        model::{Model, Pipeline},
    },
};

/// Deals of a page: a few screens.
const PAGE: usize = 120;

/// The pipeline from its top, as many rows as are read already, and what it is worth.
pub fn load(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let limit = PAGE.max(model.pipeline.list.rows.len().min(4 * PAGE));
    let filter = model.pipeline.filter;
    model.forget(Slot::PipelineMore);
    vec![
        model.ask(Slot::Pipeline, Question::Pipeline(filter, None, limit)),
        model.ask(Slot::Worth, Question::Worth(filter)),
    ]
}

/// Its next page.
pub fn more(model: &mut Model) -> Option<Effect> {
    if model.awaits(Slot::PipelineMore) {
        return None;
    }
    let after = model.pipeline.next.clone()?;
    let question = Question::Pipeline(model.pipeline.filter, Some(after), PAGE);
    Some(model.ask(Slot::PipelineMore, question))
}

/// Takes a page in; `further` goes on behind the rows that are there.
pub fn put(model: &mut Model, page: PipelinePage, further: bool) -> Vec<Effect> {
    let height = model.list_height();
    let pipeline = &mut model.pipeline;
    pipeline.fault = None;
    pipeline.next = page.next;
    let rows = page.rows.into_iter().map(Row::of_deal);
    if further {
        // A deal can have moved down between two pages; it is shown once.
        let known: Vec<_> = pipeline.list.rows.iter().map(Row::key).collect();
        pipeline.list.rows.extend(rows.filter(|row| !known.contains(&row.key())));
    } else {
        pipeline.list.put(rows.collect(), height);
    }
    Vec::new()
}

/// The deals that are won and lost, or the open ones again.
pub fn closed(model: &mut Model) -> Vec<Effect> {
    let mut filter = model.pipeline.filter;
    filter.closed = !filter.closed;
    model.pipeline = Pipeline { filter, ..Pipeline::default() };
    load(model)
}
