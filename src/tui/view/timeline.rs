//! What happened to a lead, newest first.

use super::paint::{ends, said, wrap};
use crate::{
    desk::Card,
    domain::{
        time,
        touch::{LineResult, TouchKind},
        when,
    },
    store::history::Touch,
    tui::model::Model,
};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

const INDENT: usize = 2;

/// The lines of the card that show it.
pub fn lines(model: &Model, card: &Card, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let count = card.touches.len();
    let mut lines = vec![ends(
        vec![Span::styled("timeline", theme.accent().patch(theme.strong()))],
        vec![Span::styled(if count == 0 { String::new() } else { format!("{count} · newest first") }, theme.faint())],
        columns,
    )];
    for touch in &card.touches {
        one(model, touch, columns, &mut lines);
    }
    let captured =
        vec![Span::styled("✚ ", theme.accent()), said(&format!("Captured · {}", card.lead.source), theme.text())];
    let at = when::say(card.lead.captured_at, model.zone(), model.now);
    lines.push(ends(captured, vec![Span::styled(format!(" {at}"), theme.dim())], columns));
    lines
}

fn one(model: &Model, touch: &Touch, columns: usize, lines: &mut Vec<Line<'static>>) {
    let theme = model.theme;
    let (glyph, style) = look(model, touch);
    let what = what(model, touch);
    let mut left = vec![Span::styled(format!("{glyph} "), style), said(&what, theme.text())];
    if let Some(seconds) = touch.attempt.as_ref().and_then(|attempt| attempt.seconds).filter(|seconds| *seconds > 0) {
        left.push(Span::styled(format!(" {}", time::lasting(seconds * time::SECOND)), theme.dim()));
    }
    if !touch.who.is_empty() {
        left.push(said(&format!(" · {}", touch.who), theme.dim()));
    }
    if touch.taken_back {
        left.push(Span::styled(" · taken back", theme.warn()));
    }
    let at = when::say(touch.at, model.zone(), model.now);
    lines.push(ends(left, vec![Span::styled(format!(" {at}"), theme.dim())], columns));
    for words in
        [touch.offer.as_ref().map(|offer| format!("offered: {offer}")), touch.note.clone()].into_iter().flatten()
    {
        for line in wrap(&words, columns.saturating_sub(INDENT)) {
            lines.push(Line::styled(format!("{}{line}", " ".repeat(INDENT)), theme.dim()));
        }
    }
}

/// What it was: the outcome of a call, or the kind of touch.
pub fn what(model: &Model, touch: &Touch) -> String {
    match &touch.attempt {
        Some(attempt) => {
            let outcome = model.seat.as_ref().and_then(|seat| seat.settings.outcome(&attempt.outcome));
            outcome.map_or_else(|| attempt.outcome.replace('_', " "), |outcome| outcome.label.clone())
        }
        None => touch.kind.label().to_owned(),
    }
}

/// Its glyph, and the glyph's colour.
pub fn look(model: &Model, touch: &Touch) -> (char, Style) {
    let theme = model.theme;
    match (&touch.attempt, touch.kind) {
        (Some(attempt), _) => match attempt.line_result {
            LineResult::Answered => ('●', theme.good()),
            LineResult::Disconnected | LineResult::WrongNumber => ('×', theme.bad()),
            LineResult::VoicemailLeft | LineResult::Machine => ('◔', theme.warn()),
            LineResult::NoAnswer | LineResult::Busy => ('○', theme.warn()),
        },
        (None, TouchKind::Note) => ('✎', theme.dim()),
        (None, TouchKind::Enquiry) => ('▲', theme.accent()),
        (None, _) if touch.meaningful => ('◆', theme.good()),
        (None, _) => ('◇', theme.dim()),
    }
}
