//! The other boxes over the screen: search, palette and help, and what should be read.

use super::paint::{cell, ends, said, wrap};
use crate::{
    domain::text,
    store::search,
    tui::{
        actions::{Act, Action, Scope, key},
        model::Model,
        overlay::{Find, Palette, Progress, Told},
        spots::Spot,
        theme::Theme,
    },
};
use ratatui::{
    Frame,
    layout::{Constraint, Position, Rect},
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Padding},
};
use tui_input::Input as Editor;

/// An empty box of this size in the upper half of the screen; gives its inside.
fn boxed(model: &Model, title: &str, frame: &mut Frame<'_>, area: Rect, columns: u16, rows: u16) -> Rect {
    let theme = model.theme;
    let place = area.centered(Constraint::Length(columns), Constraint::Length(rows));
    model.spots.put(place, Spot::Inside);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.accent())
        .padding(Padding::horizontal(1))
        .title(Line::styled(format!(" {title} "), theme.accent().patch(theme.strong())));
    let inner = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    inner
}

/// The line that is typed in, with the cursor.
fn query(theme: Theme, editor: &Editor, hint: &str, frame: &mut Frame<'_>, inner: Rect) -> Line<'static> {
    let room = usize::from(inner.width.saturating_sub(4));
    let scroll = editor.visual_scroll(room);
    let at = u16::try_from(editor.visual_cursor().saturating_sub(scroll)).unwrap_or(0);
    frame.set_cursor_position(Position::new(inner.x + 2 + at, inner.y));
    if editor.value().is_empty() {
        return Line::from(vec![Span::styled("› ", theme.accent()), Span::styled(hint.to_owned(), theme.faint())]);
    }
    let shown: String = text::show(editor.value()).chars().skip(scroll).collect();
    Line::from(vec![Span::styled("› ", theme.accent()), Span::raw(text::clip(&shown, room))])
}

/// The first row on the screen, so that the cursor is.
fn top(cursor: usize, height: usize) -> usize {
    cursor.saturating_sub(height.saturating_sub(1))
}

/// Draws the search.
pub fn find(model: &Model, find: &Find, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let inner = boxed(
        model,
        "Find anybody",
        frame,
        area,
        area.width.saturating_sub(2).min(110),
        area.height.saturating_sub(4).min(26),
    );
    let columns = usize::from(inner.width);
    let mut lines = vec![
        query(theme, &find.query, "any letters of a name, a company, an email; any digits of a number", frame, inner),
        Line::raw(""),
    ];
    let height = usize::from(inner.height).saturating_sub(2);
    let from = top(find.cursor, height);
    // Status and owner are what tells whose it is, so they come before the company.
    let reach = 18;
    let rest = columns.saturating_sub(reach + 22 + 4);
    let (name, company, phone) = (rest * 56 / 100, rest * 44 / 100, reach);
    for (at, found) in find.found.iter().enumerate().skip(from).take(height) {
        let picked = at == find.cursor;
        let reach = found.phone.as_deref().or(found.email.as_deref()).unwrap_or("");
        let lead = found.lead.as_ref().map_or_else(String::new, |lead| {
            format!(
                "{} {} · {}",
                lead.status.glyph(),
                lead.status.label(),
                if lead.owner.is_empty() { "nobody" } else { &lead.owner }
            )
        });
        let many = if found.leads > 1 { format!(" · {} leads", found.leads) } else { String::new() };
        let spans = vec![
            Span::styled(if picked { "▌" } else { " " }, theme.accent()),
            cell(&found.name, name, theme.strong()),
            Span::raw(" "),
            cell(found.company.as_deref().unwrap_or(""), company, theme.dim()),
            Span::raw(" "),
            cell(reach, phone, theme.text()),
            Span::raw(" "),
            said(&format!("{lead}{many}"), theme.dim()),
        ];
        let line = ends(spans, Vec::new(), columns);
        lines.push(if picked { super::paint::picked(theme, line, true) } else { line });
    }
    let below = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    model.spots.rows(below, from, find.found.len().saturating_sub(from), Spot::Choose);
    if find.found.is_empty() {
        let words = match (&find.fault, find.query.value().is_empty(), find.answered) {
            (Some(fault), ..) => fault.clone(),
            (None, true, _) => {
                "The phone is ringing: type the last digits of the number, or how they say their name.".to_owned()
            }
            (None, false, true) if search::is_short(find.query.value()) => {
                "No name begins with that. Two letters find the beginning of any word, three anything anywhere."
                    .to_owned()
            }
            (None, false, true) => {
                format!("Nobody has that. Esc, then {}, makes a new lead.", model.keys.word(Act::NewLead))
            }
            (None, false, false) => String::new(),
        };
        lines.extend(wrap(&words, columns).into_iter().map(|line| Line::styled(line, theme.dim())));
    }
    super::lines(frame, lines, inner);
}

/// Draws the palette, or help.
pub fn palette(model: &Model, palette: &Palette, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let title = if palette.is_help { "Help: what keys do here" } else { "Palette: every action" };
    let inner =
        boxed(model, title, frame, area, area.width.saturating_sub(2).min(132), area.height.saturating_sub(2).min(34));
    let columns = usize::from(inner.width);
    let context = model.context();
    let rows = palette.rows(&context);
    let mut all: Vec<Line<'static>> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    let mut cursor = 0;
    let mut scope: Option<Scope> = None;
    let sections = palette.query.value().trim().is_empty();
    for (at, action) in rows.iter().enumerate() {
        if sections && scope != Some(action.scope) {
            scope = Some(action.scope);
            if at > 0 {
                all.push(Line::raw(""));
            }
            all.push(Line::styled(action.scope.title(), theme.accent().patch(theme.strong())));
        }
        let picked = at == palette.cursor;
        if picked {
            cursor = all.len();
        }
        places.push(all.len());
        let reason = (action.disabled)(&context);
        let line = row(theme, action, model.keys.of_act(action.act), reason, palette.is_help, picked, columns);
        all.push(if picked { super::paint::picked(theme, line, true) } else { line });
    }
    if rows.is_empty() {
        all.push(Line::styled("No action is called so.", theme.dim()));
    }
    let mut lines = vec![query(theme, &palette.query, "type to narrow", frame, inner), Line::raw("")];
    // The row under the cursor is said in full at the foot, where a narrow screen cuts it; so is how much there is.
    let full = rows.get(palette.cursor).map_or_else(Vec::new, |action| wrap(&says(action, &context), columns));
    let height = usize::from(inner.height).saturating_sub(3 + FULL);
    let from = top(cursor, height);
    let below = all.len().saturating_sub(from + height);
    for (at, place) in places.iter().enumerate().filter(|(_, place)| (from..from + height).contains(*place)) {
        let y = inner.y + 2 + u16::try_from(place - from).unwrap_or(0);
        model.spots.put(Rect { y, height: 1, ..inner }, Spot::Choose(at));
    }
    lines.extend(all.into_iter().skip(from).take(height));
    lines.resize(2 + height, Line::raw(""));
    let more = if below > 0 { format!("↓ {below} more") } else { String::new() };
    lines.push(Line::styled(more, theme.faint()));
    lines.extend(full.into_iter().take(FULL).map(|line| Line::styled(line, theme.accent())));
    super::lines(frame, lines, inner);
}

/// Lines in which the picked action is said in full.
const FULL: usize = 2;

/// What an action does, or why it cannot be done now.
fn says(action: &Action, context: &crate::tui::actions::Context<'_>) -> String {
    match (action.disabled)(context) {
        Some(reason) => format!("not now: {reason}"),
        None if action.danger => format!("⚠ {}", action.help),
        None => action.help.to_owned(),
    }
}

fn row(
    theme: Theme,
    action: &Action,
    shown: &[String],
    reason: Option<String>,
    help: bool,
    picked: bool,
    columns: usize,
) -> Line<'static> {
    let keys: Vec<String> = shown.iter().map(|name| key::shown(name)).collect();
    let title = if reason.is_some() { theme.dim() } else { theme.text() };
    let mut spans = vec![
        Span::styled(if picked { "▌ " } else { "  " }, theme.accent()),
        cell(&keys.join(" "), 12, theme.key()),
        cell(action.title, 18, title),
    ];
    match reason {
        Some(reason) => spans.push(said(&format!("not now: {reason}"), theme.dim())),
        None if help || action.danger => {
            let mark = if action.danger { "⚠ " } else { "" };
            spans.push(said(&format!("{mark}{}", action.help), theme.dim()));
        }
        None => spans.push(said(action.help, theme.dim())),
    }
    ends(spans, Vec::new(), columns)
}

/// Draws how far a long change is.
pub fn progress(model: &Model, progress: &Progress, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let columns = area.width.saturating_sub(8).min(60);
    let inner = boxed(model, "Working", frame, area, columns, 4);
    let wide = usize::from(inner.width).saturating_sub(6);
    let done = progress.done.min(progress.all);
    let full = (done * wide).checked_div(progress.all).unwrap_or(0);
    let percent = (done * 100).checked_div(progress.all).unwrap_or(0);
    let bar = vec![
        Span::styled("█".repeat(full), theme.accent()),
        Span::styled("░".repeat(wide - full), theme.faint()),
        Span::styled(format!("{percent:4} %"), theme.strong()),
    ];
    let words =
        if progress.stopping { "Stopping; nothing is done." } else { "Others see all of it at once, or nothing." };
    super::lines(frame, vec![Line::from(bar), Line::styled(words, theme.dim())], inner);
}

/// Draws what should be read.
pub fn told(model: &Model, told: &Told, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let columns = area.width.saturating_sub(8).min(76);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, text) in told.lines.iter().enumerate() {
        let style = if at == 0 { theme.strong() } else { theme.text() };
        lines.extend(
            wrap(text, usize::from(columns.saturating_sub(4))).into_iter().map(|line| Line::styled(line, style)),
        );
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
    let inner = boxed(model, told.title, frame, area, columns, rows);
    super::lines(frame, lines, inner);
}
