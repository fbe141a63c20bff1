//! A few quiet lines under the queue for whoever is new here.

use super::paint::{ends, said};
use crate::tui::{
    actions::{self, Act},
    model::Model,
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws them.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let columns = usize::from(area.width);
    let hides = format!("{} hides these ", model.keys.word(Act::FirstSteps));
    let head = vec![Span::styled(" First steps", theme.accent())];
    let mut lines = vec![Line::raw(""), ends(head, vec![Span::styled(hides, theme.dim())], columns)];
    for action in model.first_steps.left().iter().filter_map(|act| actions::row(*act)) {
        let key = format!(" {:<3} ", model.keys.word(action.act));
        // The first of what it says is enough to begin with.
        let help = action.help.split([':', ';']).next().unwrap_or_default().trim_end_matches('.');
        lines.push(ends(vec![Span::styled(key, theme.key()), said(help, theme.dim())], Vec::new(), columns));
    }
    super::lines(frame, lines, area);
}
