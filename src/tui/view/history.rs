//! What was done, in sentences, newest first; the entry under the cursor in full beside it.

use super::{
    leads::{heading, list_has_keys},
    paint::{cell, ends, fit, said, wrap},
};
use crate::{
    desk::HistoryRow,
    domain::{text, time::ago, when},
    store::journal::EntryKind,
    tui::{actions::Act, layout, model::Model, spots::Spot},
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, Borders, Padding},
};

/// Columns of day, time and name.
const DAY: usize = 11;
const TIME: usize = 6;
const WHO: usize = 9;

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let (list, beside) = match layout::split(model.size) {
        Some((list, beside)) => (list, Some(beside)),
        None => (area, None),
    };
    let columns = usize::from(list.width);
    let height = usize::from(list.height.saturating_sub(layout::AROUND));
    let theme = model.theme;
    let mut lines = vec![title(model, columns), headings(model, columns)];
    if model.history.rows.is_empty() && model.history.read {
        lines.push(Line::raw(""));
        let words = wrap(&empty(model), columns.saturating_sub(6));
        lines.extend(words.into_iter().map(|line| Line::styled(format!("   {line}"), theme.text())));
    } else {
        lines.extend(rows(model, columns, height));
    }
    lines.resize(height + 2, Line::raw(""));
    if beside.is_none()
        && let Some(row) = model.history.selected()
    {
        // No room beside: what it says in full, and what can be done, in the two lines under the list.
        let sentence = wrap(&row.entry.sentence, columns.saturating_sub(2)).swap_remove(0);
        lines.push(Line::from(vec![Span::raw(" "), said(&sentence, theme.strong())]));
        lines.push(Line::from(fit(vec![said(&format!(" {}", ways(model, row).join(" · ")), theme.dim())], columns)));
    }
    super::lines(frame, lines, list);
    let count = model.history.rows.len().saturating_sub(model.history.top);
    model.spots.rows(
        Rect { y: list.y + 2, height: list.height.saturating_sub(layout::AROUND), ..list },
        model.history.top,
        count,
        Spot::Row,
    );
    if let Some(area) = beside {
        detail(model, frame, area);
    }
}

fn title(model: &Model, columns: usize) -> Line<'static> {
    let history = &model.history;
    let by = history.by.and_then(|rep| model.seat.as_ref().map(|seat| seat.people.name(rep).to_owned()));
    let mut words = vec![by.map_or_else(|| "by anybody".to_owned(), |name| format!("by {name}"))];
    words.extend(history.lead.as_ref().map(|(_, name)| format!("on {name}")));
    words.extend(history.kind.as_ref().map(|kind| format!("only {kind}")));
    words.extend(history.day.map(|day| day.format("%a %-d %b %Y").to_string()));
    let style = if history.is_unfiltered() { model.theme.dim() } else { model.theme.warn() };
    let left = vec![
        heading(model, "History"),
        Span::styled(" · newest first · ", model.theme.dim()),
        said(&words.join(", "), style),
    ];
    let plus = if history.whole { "" } else { "+" };
    let count = format!("{}{plus} ", super::paint::grouped(history.rows.len() as i64));
    let right = if history.read { vec![Span::styled(count, model.theme.dim())] } else { Vec::new() };
    ends(left, right, columns)
}

fn headings(model: &Model, columns: usize) -> Line<'static> {
    let style = model.theme.faint();
    let cells = vec![
        Span::raw(" "),
        cell("day", DAY, style),
        cell("time", TIME, style),
        cell("who", WHO, style),
        Span::styled("what", style),
    ];
    Line::from(fit(cells, columns))
}

fn rows(model: &Model, columns: usize, height: usize) -> Vec<Line<'static>> {
    let history = &model.history;
    let mut before = None;
    let mut lines = Vec::new();
    for (at, row) in history.rows.iter().enumerate().skip(history.top).take(height) {
        let local = row.entry.at.on(model.zone());
        let day = local.date_naive();
        // The day stands at the head of its entries.
        let said_day = if before == Some(day) { String::new() } else { local.format("%a %-d %b").to_string() };
        before = Some(day);
        let picked = at == history.cursor;
        let (mark, style) = look(model, row);
        let spans = vec![
            Span::styled(if picked { "▌" } else { " " }, model.theme.accent()),
            cell(&said_day, DAY, model.theme.accent()),
            cell(&local.format("%H:%M").to_string(), TIME, model.theme.dim()),
            cell(&row.entry.who, WHO, model.theme.text()),
            said(&row.entry.sentence, style),
        ];
        let right =
            if mark.is_empty() { Vec::new() } else { vec![Span::styled(format!(" {mark} "), model.theme.warn())] };
        let line = ends(spans, right, columns);
        lines.push(if picked { super::paint::picked(model.theme, line, list_has_keys(model)) } else { line });
    }
    lines
}

/// The word beside an entry that does not stand as it says, and how it is drawn.
fn look(model: &Model, row: &HistoryRow) -> (&'static str, Style) {
    match (row.undone, row.entry.kind) {
        (true, EntryKind::Do) => ("↶ taken back", model.theme.dim()),
        (_, EntryKind::Do) => ("", model.theme.text()),
        (_, EntryKind::Undo | EntryKind::Redo) => ("", model.theme.dim()),
    }
}

/// What can be done with an entry.
fn ways(model: &Model, row: &HistoryRow) -> Vec<String> {
    let key = model.keys.word(Act::TakeBack);
    let mut ways = vec![match (row.entry.kind, row.undone) {
        (EntryKind::Do, false) => format!("{key} takes it back"),
        (EntryKind::Do, true) => format!("taken back; {key} does it again"),
        _ => row
            .entry
            .target
            .map_or_else(String::new, |target| format!("about entry {target}; choose that one to change it")),
    }];
    ways.extend(row.entry.lead.map(|lead| format!("{} opens lead {lead}", model.keys.word(Act::Open))));
    ways.push(format!("entry {}", row.entry.seq));
    ways
}

fn detail(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    // Beside the list a line to its left, below it one above.
    let borders = if area.x > 0 { Borders::LEFT } else { Borders::TOP };
    let block = Block::new().borders(borders).border_style(theme.faint()).padding(Padding::horizontal(1));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let Some(row) = model.history.selected() else { return };
    let columns = usize::from(inner.width);
    let mut lines: Vec<Line<'static>> =
        wrap(&row.entry.sentence, columns).into_iter().map(|line| Line::styled(line, theme.strong())).collect();
    lines.push(Line::raw(""));
    let mut fact = |label: &str, words: &str, style: Style| {
        for (n, line) in wrap(words, columns.saturating_sub(8)).into_iter().enumerate() {
            let label = text::pad(if n == 0 { label } else { "" }, 8);
            lines.push(Line::from(vec![Span::styled(label, theme.dim()), Span::styled(line, style)]));
        }
    };
    let entry = &row.entry;
    fact("who", &entry.who, theme.text());
    let at = format!("{} · {}", when::say(entry.at, model.zone(), model.now), ago(entry.at, model.now));
    fact("when", &at, theme.text());
    if let Some(reason) = &entry.reason {
        fact("why", reason, theme.text());
    }
    if row.undone && entry.kind == EntryKind::Do {
        fact("state", "↶ taken back", theme.warn());
    }
    for (n, way) in ways(model, row).iter().enumerate() {
        fact(if n == 0 { "then" } else { "" }, way, theme.dim());
    }
    super::lines(frame, lines, inner);
}

/// Nothing to show says why, and what to do.
fn empty(model: &Model) -> String {
    if let Some(fault) = &model.history.fault {
        return format!("The history cannot be read: {fault}");
    }
    if model.history.is_unfiltered() {
        return "Nothing was done yet. Whatever anybody does at this file stands here, and can be taken back."
            .to_owned();
    }
    format!("No entry fits this filter. Press {} to change it.", model.keys.word(Act::Narrow))
}
