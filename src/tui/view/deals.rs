//! Rows of deals, by stage. Only those on the screen are built.

use super::{
    deal::{closes, next},
    paint::{cell, fit, right},
};
use crate::{
    desk::DealRow,
    domain::{deal::DealState, text},
    tui::{
        listing::{Listing, Row},
        model::Model,
    },
};
use ratatui::text::{Line, Span};

/// Columns of the parts of a row; those without room are 0.
struct Widths {
    stage: usize,
    name: usize,
    amount: usize,
    with: usize,
    next: usize,
    closes: usize,
    owner: usize,
}

fn widths(list: &Listing, columns: usize) -> Widths {
    // As wide as what is on the screen.
    let shown = || list.rows.iter().skip(list.top).take(60).filter_map(Row::deal);
    let widest = |width: fn(&DealRow) -> usize| shown().map(width).max().unwrap_or(0);
    let stage = (widest(|deal| text::width(&deal.deal.stage)) + 3).clamp(8, 18);
    let amount = widest(|deal| deal.deal.amount.map_or(0, |amount| amount.to_string().len())).clamp(6, 20);
    let owner = if columns >= 100 { 9 } else { 0 };
    let closes = if columns >= 78 { 10 } else { 0 };
    let with = if columns >= 112 { (columns * 17 / 100).min(26) } else { 0 };
    let gaps = 1 + 1 + usize::from(with > 0) + 2 + usize::from(owner > 0);
    let rest = columns.saturating_sub(stage + amount + owner + closes + with + gaps + 1);
    let name = (rest * 44 / 100).clamp(10, 40);
    Widths { stage, name, amount, with, next: rest.saturating_sub(name), closes, owner }
}

/// The headings above the rows.
pub fn heading(model: &Model, list: &Listing, columns: usize) -> Line<'static> {
    let w = widths(list, columns);
    let style = model.theme.faint();
    let (first, what) = if model.pipeline.filter.closed { ("ended", "how") } else { ("stage", "next step") };
    let mut spans = vec![Span::raw(" "), cell(first, w.stage, style), cell("deal", w.name, style), Span::raw(" ")];
    if w.with > 0 {
        spans.push(cell("with", w.with, style));
        spans.push(Span::raw(" "));
    }
    spans.extend([right("amount", w.amount, style), Span::raw("  "), cell(what, w.next, style)]);
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
    let w = widths(list, columns);
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
        Span::styled(format!("{} ", model.glyph_or_mark(row.lead.id, row.glyph)), glyph_style),
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
    spans.extend([right(&amount, w.amount, theme.text()), Span::raw("  ")]);
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
        Some(focused) => super::paint::picked(theme, line, focused),
        None => line,
    }
}
