//! The leads behind a number of the funnel.

use super::{
    leads::{Columns, Page, heading},
    paint::{ends, grouped},
};
use crate::{
    store::funnel::Part,
    tui::{actions::Act, model::Model, state::Behind},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws them.
pub fn draw(model: &Model, behind: &Behind, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let word = match behind.part {
        Part::Reach => "Reached",
        Part::Leaked => "Leaked at",
        Part::Waiting => "Waiting at",
    };
    let about = format!(" · {} · newest first", super::funnel::cohort(model));
    let left = vec![heading(model, &format!("{word} {}", behind.stage.label())), Span::styled(about, theme.dim())];
    let right = vec![Span::styled(format!(" {} leads ", grouped(behind.count)), theme.dim())];
    Page {
        listing: &behind.list,
        title: ends(left, right, usize::from(area.width)),
        strip: Vec::new(),
        columns: Columns::Leads("part"),
        foot: vec![
            Line::raw(""),
            Line::styled(format!(" {} goes back to the funnel", model.keys.word(Act::Close)), theme.dim()),
        ],
        empty: "No lead stands behind this number.".to_owned(),
    }
    .draw(model, frame, area);
}
