//! Rows of leads. Only those on the screen are built.

use super::paint::{cell, right};
use crate::{
    domain::text,
    tui::{
        listing::{Listing, Row},
        model::Model,
        theme::Theme,
    },
};
use ratatui::text::{Line, Span};

/// Columns of the parts of a row.
struct Widths {
    all: usize,
    group: usize,
    name: usize,
    company: usize,
    why: usize,
    status: usize,
    /// For the marks, where there are any.
    mark: usize,
}

fn widths(list: &Listing, columns: usize) -> Widths {
    // Wide enough for the word that is on the screen.
    let words = list.rows.iter().skip(list.top).take(40).map(|row| text::width(row.group) + 3);
    let group = words.max().unwrap_or(0).clamp(10, 20);
    // Marker, status glyph, score, and the gaps.
    let status = if columns >= 104 { 13 } else { 2 };
    let mark = if list.marks.is_empty() { 0 } else { 2 };
    let rest = columns.saturating_sub(1 + mark + group + status + 4 + 4);
    // What the reasons on the screen do not need, up to half of the row, goes to name and company.
    let needs = list.rows.iter().skip(list.top).take(200).map(|row| text::width(&row.why)).max().unwrap_or(0);
    let free = rest.saturating_sub(needs.min(rest / 2));
    let (names, companies) = if columns >= 66 { (free * 56 / 100, free * 44 / 100) } else { (free, 0) };
    let name = names.clamp(10, 30);
    let company = if companies > 0 { companies.clamp(8, 28) } else { 0 };
    Widths { all: columns, group, name, company, why: rest.saturating_sub(name + company), status, mark }
}

/// The headings above the rows.
pub fn heading(theme: Theme, list: &Listing, group: &str, columns: usize) -> Line<'static> {
    let w = widths(list, columns);
    let style = theme.faint();
    let mut spans = vec![
        Span::raw(" "),
        Span::raw(" ".repeat(w.mark)),
        cell(group, w.group, style),
        cell("name", w.name, style),
        Span::raw(" "),
    ];
    if w.company > 0 {
        spans.push(cell("company", w.company, style));
        spans.push(Span::raw(" "));
    }
    spans.extend([
        cell("why", w.why, style),
        Span::raw(" "),
        cell(if w.status > 2 { "status" } else { "" }, w.status - 1, style),
    ]);
    spans.push(right("score", 5, style));
    Line::from(super::paint::fit(spans, columns))
}

/// The rows that are on the screen.
pub fn rows(model: &Model, list: &Listing, columns: usize, height: usize, focused: bool) -> Vec<Line<'static>> {
    let w = widths(list, columns);
    let mut group = "";
    list.rows
        .iter()
        .enumerate()
        .skip(list.top)
        .take(height)
        .map(|(at, row)| {
            // The word stands at the head of its group, the glyph on every row.
            let heads = row.group != group;
            group = row.group;
            line(model, row, &w, heads, list.marks.has(row.lead.id), at == list.cursor, focused)
        })
        .collect()
}

fn line(model: &Model, row: &Row, w: &Widths, heads: bool, marked: bool, picked: bool, focused: bool) -> Line<'static> {
    let theme = model.theme;
    let lead = &row.lead;
    // Whoever looks at a lead that somebody else is on sees so, on whatever list.
    let holder = model.holder(lead.id).filter(|_| row.group != "held");
    let style = match row.group {
        "held" | "promise" => theme.accent(),
        "fresh" => theme.good(),
        "lifted" => theme.warn(),
        "leaked" | "do-not-call" => theme.bad(),
        _ => theme.dim(),
    };
    let held = row.group == "held";
    let name = if picked || held { theme.strong() } else { theme.text() };
    let word = if heads { format!("{} {}", row.glyph, row.group) } else { row.glyph.to_string() };
    let mut spans = vec![
        Span::styled(if picked { "▌" } else { " " }, theme.accent()),
        cell(if marked { "✓" } else { "" }, w.mark, theme.accent()),
        cell(&word, w.group, style),
        cell(&lead.name, w.name, name),
        Span::raw(" "),
    ];
    if w.company > 0 {
        spans.push(cell(lead.company.as_deref().unwrap_or(""), w.company, theme.dim()));
        spans.push(Span::raw(" "));
    }
    match holder {
        Some(claim) => spans.push(cell(&format!("■ held by {} · {}", claim.who, row.why), w.why, theme.warn())),
        None => spans.push(cell(&row.why, w.why, theme.dim())),
    }
    spans.push(Span::raw(" "));
    let status = if w.status > 2 {
        format!("{} {}", lead.status.glyph(), lead.status.label())
    } else {
        lead.status.glyph().to_string()
    };
    spans.push(cell(&status, w.status, theme.status(lead.status)));
    spans.push(right(&lead.score.to_string(), 4, theme.text()));
    spans.push(Span::raw(" "));
    let line = Line::from(super::paint::fit(spans, w.all));
    if picked { super::paint::picked(theme, line, focused) } else { line }
}
