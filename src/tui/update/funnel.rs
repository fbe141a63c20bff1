//! The funnel screen: moving over its numbers, and opening them.

use crate::{
    desk::FunnelAsk,
    domain::stage::Stage,
    store::funnel::{Cohort, Part},
    tui::{
        actions::Act,
        listing::Listing,
        message::{Effect, Question, Slot},
        model::{Behind, Model},
    },
};

const PARTS: [Part; 3] = [Part::Reach, Part::Leaked, Part::Waiting];

/// The funnel: its counts first, its stays behind them.
pub fn load(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let cohort = model.cohort();
    let counts = FunnelAsk { cohort: cohort.clone(), stays: false };
    let stays = FunnelAsk { cohort: cohort.clone(), stays: true };
    let mut effects =
        vec![model.ask(Slot::Funnel, Question::Funnel(counts)), model.ask(Slot::Stays, Question::Funnel(stays))];
    if model.funnel.by_source {
        effects.extend(load_sources(model));
    }
    effects
}

/// A funnel for each source.
fn load_sources(model: &mut Model) -> Option<Effect> {
    let mut sources = model.seat.as_ref()?.sources.clone();
    if let Some(only) = &model.funnel.source {
        sources.retain(|source| source == only);
    }
    let cohort = Cohort { source: None, ..model.cohort() };
    Some(model.ask(Slot::Sources, Question::Sources(cohort, sources)))
}

/// The leads behind the number that is open.
pub fn load_behind(model: &mut Model) -> Option<Effect> {
    let behind = model.funnel.behind.as_ref()?;
    let question = Question::Behind { cohort: model.cohort(), stage: behind.stage, part: behind.part, after: None };
    Some(model.ask(Slot::Behind, question))
}

/// More of the leads behind a number.
pub fn more(model: &mut Model) -> Option<Effect> {
    if model.awaits(Slot::BehindMore) {
        return None;
    }
    let behind = model.funnel.behind.as_ref().filter(|behind| !behind.whole)?;
    let last = &behind.list.rows.last()?.lead;
    let (stage, part, after) = (behind.stage, behind.part, Some((last.captured_at, last.id)));
    let question = Question::Behind { cohort: model.cohort(), stage, part, after };
    Some(model.ask(Slot::BehindMore, question))
}

/// Moves the cursor over stages and columns, or over sources.
pub fn go(model: &mut Model, act: Act) -> Vec<Effect> {
    let funnel = &mut model.funnel;
    let column = PARTS.iter().position(|part| *part == funnel.part).unwrap_or(0);
    let rows = if funnel.by_source { funnel.sources.as_ref().map_or(0, Vec::len) } else { Stage::ALL.len() };
    let row = if funnel.by_source { &mut funnel.row } else { &mut funnel.stage };
    match act {
        Act::Down => *row = (*row + 1).min(rows.saturating_sub(1)),
        Act::Up => *row = row.saturating_sub(1),
        Act::Top | Act::PageUp | Act::HalfUp => *row = 0,
        Act::Bottom | Act::PageDown | Act::HalfDown => *row = rows.saturating_sub(1),
        Act::Left => funnel.part = PARTS[column.saturating_sub(1)],
        Act::Right => funnel.part = PARTS[(column + 1).min(PARTS.len() - 1)],
        _ => {}
    }
    Vec::new()
}

/// Enter: the leads behind the number under the cursor; a source is looked at on its own; a lead shows its card.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.funnel.behind.is_some() {
        model.show_card(model.wanted());
        return Vec::new();
    }
    if model.funnel.by_source {
        let row = model.funnel.row;
        let source = model.funnel.sources.as_ref().and_then(|rows| rows.get(row)).map(|(source, _)| source.clone());
        if source.is_some() {
            model.funnel.source = source;
            model.funnel.by_source = false;
            return load(model);
        }
        return Vec::new();
    }
    let Some(stage) = Stage::ALL.get(model.funnel.stage).copied() else { return Vec::new() };
    let part = model.funnel.part;
    model.funnel.behind = Some(Behind { stage, part, count: 0, list: Listing::default(), whole: false });
    recount(model);
    load_behind(model).into_iter().collect()
}

/// The number over the leads behind it is the number in the funnel, also after one of them was worked.
pub fn recount(model: &mut Model) {
    let (Some(behind), Some(answer)) = (&mut model.funnel.behind, &model.funnel.answer) else { return };
    behind.count = answer.stages.get(behind.stage.rank()).map_or(0, |step| match behind.part {
        Part::Reach => step.reach,
        Part::Leaked => step.leaked,
        Part::Waiting => step.waiting,
    });
}

/// One row a source, or back.
pub fn by_source(model: &mut Model) -> Vec<Effect> {
    model.funnel.by_source = !model.funnel.by_source;
    model.funnel.behind = None;
    if model.funnel.by_source {
        // The slice by one source would leave one row of them.
        model.funnel.source = None;
        return load(model);
    }
    Vec::new()
}

/// Esc: closes the innermost level; none when the funnel itself is on the screen.
pub fn close(model: &mut Model) -> Option<Vec<Effect>> {
    if model.funnel.behind.take().is_some() {
        model.forget(Slot::Behind);
    } else if model.funnel.by_source {
        model.funnel.by_source = false;
    } else if model.funnel.source.is_some() {
        return Some(by_source(model));
    } else {
        return None;
    }
    Some(Vec::new())
}
