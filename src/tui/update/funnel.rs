//! Moving over the funnel's numbers, and opening them.

use super::load;
use crate::{
    domain::stage::Stage,
    store::funnel::Part,
    tui::{
        actions::Act,
        listing::Listing,
        message::Effect,
        model::{Behind, Model},
    },
};

const PARTS: [Part; 3] = [Part::Reach, Part::Leaked, Part::Waiting];

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

/// Opens the leads behind the number under the cursor; a source is looked at on its own.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.funnel.by_source {
        let row = model.funnel.row;
        let source = model.funnel.sources.as_ref().and_then(|rows| rows.get(row)).map(|(source, _)| source.clone());
        if source.is_some() {
            model.funnel.source = source;
            model.funnel.by_source = false;
            return load::funnel(model);
        }
        return Vec::new();
    }
    let Some(stage) = Stage::ALL.get(model.funnel.stage).copied() else { return Vec::new() };
    let part = model.funnel.part;
    model.funnel.behind = Some(Behind { stage, part, count: 0, list: Listing::default(), whole: false });
    recount(model);
    load::behind(model).into_iter().collect()
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
        return load::funnel(model);
    }
    Vec::new()
}
