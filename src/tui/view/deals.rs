//! Rows of deals, by stage. Only those on the screen are built.

use super::{
    deal::{closes, next},
    paint::{cell, fit, right},
};
use crate::{
    desk::DealRow,
    domain::deal::DealState,
    tui::{
        listing::{Listing, Row},
        model::Model,
    },
};
use ratatui::text::{Line, Span};

const AMOUNT: usize = 14;

/// Columns of the parts of a row; those without room are 0.
struct Widths {
    stage: usize,
    name: usize,
    with: usize,
    next: usize,
    closes: usize,
    owner: usize,
}

fn widths(columns: usize) -> Widths {
    let stage = if columns >= 90 { 17 } else { 14 };
    let owner = if columns >= 100 { 9 } else { 0 };
    let closes = if columns >= 70 { 10 } else { 0 };
    // Mark, amount, and the gaps.
    let rest = columns.saturating_sub(1 + stage + AMOUNT + 2 + owner + closes + 2);
    let with = if columns >= 116 { rest * 22 / 100 } else { 0 };
    let name = (rest * if with > 0 { 36 } else { 45 } / 100).clamp(10, 36);
    let with = with.min(26);
    Widths { stage, name, with, next: rest.saturating_sub(name + with), closes, owner }
}

/// The headings above the rows.
pub fn heading(model: &Model, columns: usize) -> Line<'static> {
    let w = widths(columns);
    let style = model.theme.faint();
    let (first, what) =
        if model.pipeline.filter.closed { ("won, lost", "how it ended") } else { ("stage", "next step") };
    let mut spans = vec![Span::raw(" "), cell(first, w.stage, style), cell("deal", w.name, style), Span::raw(" ")];
    if w.with > 0 {
        spans.push(cell("with", w.with, style));
        spans.push(Span::raw(" "));
    }
    spans.extend([right("amount", AMOUNT, style), Span::raw("  "), cell(what, w.next, style)]);
    if w.closes > 0 {
        spans.push(right(if model.pipeline.filter.closed { "" } else { "closes" }, w.closes, style));
    }
    if w.owner > 0 {
        spans.push(Span::raw(" "));
        spans.push(cell("owner", w.owner, style));
    }
    Line::from(fit(spans, columns))
}

/// The rows that are on the screen.
pub fn rows(model: &Model, list: &Listing, columns: usize, height: usize, focused: bool) -> Vec<Line<'static>> {
    let w = widths(columns);
    let mut before = None;
    let mut lines = Vec::with_capacity(height);
    for (at, row) in list.rows.iter().enumerate().skip(list.top).take(height) {
        let Some(deal) = row.deal() else { continue };
        // The stage stands at the head of its deals, the glyph of what a deal needs on every row.
        let heads = before != Some(&deal.deal.stage);
        before = Some(&deal.deal.stage);
        lines.push(line(model, row, deal, &w, columns, heads, (at == list.cursor).then_some(focused)));
    }
    lines
}

fn line(
    model: &Model,
    row: &Row,
    deal: &DealRow,
    w: &Widths,
    columns: usize,
    heads: bool,
    picked: Option<bool>,
) -> Line<'static> {
    let theme = model.theme;
    let (words, style) = next(model, &deal.deal);
    let is_open = deal.deal.state == DealState::Open;
    let glyph_style = if is_open { style } else { theme.deal(deal.deal.state) };
    let name = if picked.is_some() { theme.strong() } else { theme.text() };
    let stage = if heads { deal.deal.stage.as_str() } else { "" };
    let mut spans = vec![
        Span::styled(if picked.is_some() { "▌" } else { " " }, theme.accent()),
        Span::styled(format!("{} ", row.glyph), glyph_style),
        cell(stage, w.stage - 2, theme.accent()),
        cell(&deal.deal.name, w.name, name),
        Span::raw(" "),
    ];
    if w.with > 0 {
        // Named after the company, it says more to name the person.
        let company = deal.company.as_deref().filter(|company| !deal.deal.name.starts_with(*company));
        spans.push(cell(company.unwrap_or(&deal.made_by.name), w.with, theme.dim()));
        spans.push(Span::raw(" "));
    }
    let amount = deal.deal.amount.map_or_else(|| "–".to_owned(), |amount| amount.to_string());
    spans.extend([right(&amount, AMOUNT, theme.text()), Span::raw("  ")]);
    // The glyph stands at the head of the row already.
    let words = words.trim_start_matches(['!', '?']).trim_start();
    spans.push(cell(words, w.next, style));
    if w.closes > 0 {
        let day = deal.deal.close_on.filter(|_| is_open).map(|day| closes(model, day));
        spans.push(right(&day.unwrap_or_default(), w.closes, theme.dim()));
    }
    if w.owner > 0 {
        spans.push(Span::raw(" "));
        spans.push(cell(&deal.owner_name, w.owner, theme.dim()));
    }
    let line = Line::from(fit(spans, columns));
    match picked {
        Some(focused) => line.patch_style(theme.picked(focused)),
        None => line,
    }
}
