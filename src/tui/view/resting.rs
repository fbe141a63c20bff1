//! Rows of leads in nurture. Only those on the screen are built.

use super::{
    deal::{roughly, soon},
    paint::{cell, fit, right},
    score::bar,
};
use crate::{
    desk::NurtureRow,
    tui::{
        listing::{About, Listing},
        model::Model,
    },
};
use ratatui::text::{Line, Span};

const TOUCHES: usize = 12;
const BAR: usize = 6;

struct Widths {
    lane: usize,
    name: usize,
    company: usize,
    wakes: usize,
    cause: usize,
    owner: usize,
}

fn widths(columns: usize) -> Widths {
    let lane = 17;
    let owner = if columns >= 88 { 9 } else { 0 };
    let cause = if columns >= 70 { 10 } else { 0 };
    let rest = columns.saturating_sub(1 + lane + cause + TOUCHES + owner + 3);
    let wakes = 17.min(rest / 2);
    let names = rest.saturating_sub(wakes);
    let company = if names >= 36 { (names * 44 / 100).min(30) } else { 0 };
    Widths { lane, name: (names - company).min(34), company, wakes, cause, owner }
}

/// The headings above the rows.
pub fn heading(model: &Model, columns: usize) -> Line<'static> {
    let w = widths(columns);
    let style = model.theme.faint();
    let mut spans = vec![Span::raw(" "), cell("lane", w.lane, style), cell("name", w.name, style), Span::raw(" ")];
    if w.company > 0 {
        spans.extend([cell("company", w.company, style), Span::raw(" ")]);
    }
    spans.push(cell("next touch", w.wakes, style));
    spans.push(cell("cause", w.cause, style));
    spans.push(right("touches", TOUCHES, style));
    spans.push(Span::raw(" "));
    spans.push(cell("owner", w.owner, style));
    Line::from(fit(spans, columns))
}

/// The rows that are on the screen.
pub fn rows(model: &Model, list: &Listing, columns: usize, height: usize, focused: bool) -> Vec<Line<'static>> {
    let w = widths(columns);
    let shown = list.rows.iter().enumerate().skip(list.top).take(height);
    shown
        .filter_map(|(at, row)| match &row.about {
            About::Rest(rest) => Some(line(model, rest, &w, columns, (at == list.cursor).then_some(focused))),
            _ => None,
        })
        .collect()
}

fn line(model: &Model, rest: &NurtureRow, w: &Widths, columns: usize, picked: Option<bool>) -> Line<'static> {
    let theme = model.theme;
    let lead = &rest.lead;
    let (wakes, style) = match rest.wakes_at {
        Some(at) if at <= model.now => (format!("! awake {}", roughly(model.now.since(at))), theme.warn()),
        Some(at) => (soon(model, at), theme.text()),
        None => ("! no next touch".to_owned(), theme.bad()),
    };
    let target = model.seat.as_ref().map_or(0, |seat| seat.settings.nurture.touch_target);
    let (filled, used) = bar(rest.touches, target, BAR);
    let touched = if rest.touches >= target { theme.good() } else { theme.accent() };
    let lane = lead.lane.map_or("no lane", crate::domain::nurture::Lane::label);
    let mut spans = vec![
        Span::styled(if picked.is_some() { "▌" } else { " " }, theme.accent()),
        cell(&format!("{} {lane}", model.glyph_or_mark(lead.id, '◌')), w.lane, theme.dim()),
        cell(&lead.name, w.name, if picked.is_some() { theme.strong() } else { theme.text() }),
        Span::raw(" "),
    ];
    if w.company > 0 {
        spans.extend([cell(lead.company.as_deref().unwrap_or(""), w.company, theme.dim()), Span::raw(" ")]);
    }
    spans.push(cell(&wakes, w.wakes, style));
    spans.push(cell(rest.cause.map_or("", crate::domain::nurture::Cause::label), w.cause, theme.dim()));
    spans.push(right(&format!("{}/{target} ", rest.touches), TOUCHES - BAR, theme.text()));
    spans.push(Span::styled(filled, touched));
    spans.push(Span::styled("·".repeat(BAR - used), theme.faint()));
    spans.push(Span::raw(" "));
    spans.push(cell(&lead.owner, w.owner, theme.dim()));
    let line = Line::from(fit(spans, columns));
    match picked {
        Some(focused) => super::paint::picked(theme, line, focused),
        None => line,
    }
}
