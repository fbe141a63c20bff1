//! Forms, drawn: a box over the screen, with the fields that are asked at present.

use super::paint::{said, wrap};
use crate::{
    domain::{text, when},
    tui::{
        form::{COLUMNS, Choice, Env, F, Field, Form, Input},
        model::Model,
        overlay::Overlay,
        spots::Spot,
        theme::Theme,
    },
};
use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Padding},
};
use tui_input::Input as Editor;
use unicode_segmentation::UnicodeSegmentation;

/// Lines of a text area at most.
const AREA: usize = 6;

/// A form on its way to the screen.
struct Sheet<'a> {
    theme: Theme,
    form: &'a Form,
    env: Option<Env<'a>>,
    columns: usize,
    lines: Vec<Line<'static>>,
    /// Where the focused field begins and ends, so that it is scrolled to.
    focus: (usize, usize),
    cursor: Option<(usize, usize)>,
    /// What can be clicked: line, first column, columns.
    spots: Vec<(usize, usize, usize, Spot)>,
    /// Options of the field in hand, which lie over it.
    options: Vec<(usize, usize, usize, Spot)>,
}

/// Draws it.
pub fn draw(model: &Model, form: &Form, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let wide = form.fields.iter().any(|field| matches!(&field.input, Input::Choice(choice) if choice.options.iter().any(|option| option.hint.len() > 34)));
    let columns = if wide { area.width.saturating_sub(8).min(112) } else { area.width.saturating_sub(8).min(72) };
    let mut sheet = Sheet {
        theme,
        form,
        env: model.env(form.lead()),
        columns: usize::from(columns),
        lines: Vec::new(),
        focus: (0, 0),
        cursor: None,
        spots: Vec::new(),
        options: Vec::new(),
    };
    sheet.write();
    let mut foot: Vec<Line<'static>> = Vec::new();
    for info in &form.info {
        let style = if form.danger { theme.bad() } else { theme.dim() };
        foot.extend(wrap(info, usize::from(columns)).into_iter().map(|line| Line::styled(line, style)));
    }
    if let Some(fault) = &form.fault {
        let lines = wrap(fault, usize::from(columns).saturating_sub(2)).into_iter().take(6);
        foot.extend(lines.enumerate().map(|(at, line)| {
            Line::from(vec![
                Span::styled(if at == 0 { "! " } else { "  " }, theme.bad()),
                Span::styled(line, theme.bad()),
            ])
        }));
    }
    if form.saving {
        foot.push(Line::styled("… saving", theme.accent()));
    }
    if !foot.is_empty() {
        foot.insert(0, Line::raw(""));
    }
    let most = usize::from(area.height.saturating_sub(4)).saturating_sub(foot.len());
    let shown = sheet.lines.len().min(most.max(3));
    let top = sheet.focus.1.saturating_sub(shown).min(sheet.focus.0);
    let height = u16::try_from(shown + foot.len()).unwrap_or(u16::MAX).saturating_add(2).min(area.height);
    let place =
        area.centered(ratatui::layout::Constraint::Length(columns + 6), ratatui::layout::Constraint::Length(height));
    let border = if form.danger { theme.bad() } else { theme.accent() };
    let mut title = vec![Span::styled(format!(" {} ", form.title), border.patch(theme.strong()))];
    if !form.about.is_empty() {
        title.push(said(&format!("{} ", text::clip(&form.about, usize::from(columns) / 2)), theme.text()));
    }
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border)
        .padding(Padding::horizontal(2))
        .title(Line::from(title));
    let inner = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    model.spots.put(place, Spot::Inside);
    for (line, from, wide, spot) in sheet.spots.iter().filter(|(line, ..)| (top..top + shown).contains(line)) {
        let narrow = |columns: usize| u16::try_from(columns).unwrap_or(0);
        let (x, y) = (inner.x + narrow(*from), inner.y + narrow(line - top));
        model.spots.put(Rect { x, y, width: narrow(*wide), height: 1 }.intersection(inner), *spot);
    }
    // The cursor is the form's only while nothing lies over it.
    let on_top = matches!(model.overlays.last(), Some(Overlay::Form(top)) if std::ptr::eq(&**top, form));
    if let Some((x, y)) = sheet.cursor.filter(|_| on_top) {
        let row = y.saturating_sub(top);
        let position = Position::new(
            inner.x.saturating_add(u16::try_from(x).unwrap_or(0)),
            inner.y.saturating_add(u16::try_from(row).unwrap_or(0)),
        );
        if inner.contains(position) {
            frame.set_cursor_position(position);
        }
    }
    let mut lines: Vec<Line<'static>> = sheet.lines.into_iter().skip(top).take(shown).collect();
    lines.extend(foot);
    super::lines(frame, lines, inner);
}

impl Sheet<'_> {
    fn write(&mut self) {
        let form = self.form;
        let labels = form.fields.iter().filter(|field| field.shown && !matches!(field.input, Input::Toggle(_)));
        let label = labels.map(|field| text::width(&field.label)).max().unwrap_or(0).min(24) + 2;
        for (at, field) in form.fields.iter().enumerate().filter(|(_, field)| field.shown) {
            let focused = at == form.focus;
            let first = self.lines.len();
            self.field(at, field, label, focused);
            for line in first..self.lines.len() {
                self.spots.push((line, 0, self.columns, Spot::Field(at)));
            }
            self.spots.append(&mut self.options);
            if focused {
                self.focus = (first, self.lines.len());
            }
        }
    }

    fn head(&self, field: &Field, label: usize, focused: bool) -> Span<'static> {
        let style = if focused { self.theme.accent().patch(self.theme.strong()) } else { self.theme.dim() };
        Span::styled(text::pad(&field.label, label), style)
    }

    fn field(&mut self, number: usize, field: &Field, label: usize, focused: bool) {
        let room = self.columns.saturating_sub(label);
        match &field.input {
            Input::Line(editor) => self.line(field, editor, label, room, focused),
            Input::When(editor, _) => {
                self.line(field, editor, label, room, focused);
                self.echo(field, label);
            }
            Input::Area(editor) => self.area(field, editor, label, room, focused),
            Input::Choice(choice) if !choice.is_list(COLUMNS.min(room)) => {
                let mut spans = vec![self.head(field, label, focused)];
                // A key is told as long as all of them fit: 4 columns an option, and 2 more for its key.
                let wide: usize = choice.options.iter().map(|option| text::width(&option.label) + 6).sum();
                let keyed = focused && wide <= room + 2;
                for (at, option) in choice.options.iter().enumerate() {
                    let key = choice.key_of(at).filter(|_| keyed);
                    let option = self.option(choice, at, &option.label, key, focused);
                    let (from, wide) = (super::paint::width(&spans), super::paint::width(&option));
                    self.options.push((self.lines.len(), from, wide, Spot::Option(number, at)));
                    spans.extend(option);
                    spans.push(Span::raw("  "));
                }
                self.lines.push(Line::from(spans));
            }
            Input::Choice(choice) => self.list(number, field, choice, label, focused),
            Input::Toggle(on) => {
                let style = if focused { self.theme.accent().patch(self.theme.strong()) } else { self.theme.text() };
                let mark = if *on { "[×] " } else { "[ ] " };
                self.lines.push(Line::from(vec![Span::styled(mark, style), said(&field.label, style)]));
            }
        }
    }

    fn option(&self, choice: &Choice, at: usize, label: &str, key: Option<char>, focused: bool) -> Vec<Span<'static>> {
        let theme = self.theme;
        let picked = choice.picked == Some(at);
        let style = match (picked, focused) {
            (true, true) => theme.accent().patch(theme.strong()),
            (true, false) => theme.strong(),
            (false, _) => theme.dim(),
        };
        let mut spans = vec![Span::styled(if picked { "● " } else { "○ " }, style)];
        spans.extend(key.map(|key| Span::styled(format!("{key} "), theme.key())));
        spans.push(said(label, style));
        spans
    }

    fn list(&mut self, number: usize, field: &Field, choice: &Choice, label: usize, focused: bool) {
        let theme = self.theme;
        let picked = choice.picked.and_then(|at| choice.options.get(at));
        let head = self.head(field, label, focused);
        let none = if focused { "" } else { "—" };
        let value =
            picked.map_or_else(|| Span::styled(none, theme.faint()), |option| said(&option.label, theme.strong()));
        self.lines.push(Line::from(vec![head, value]));
        if !focused {
            return;
        }
        let mut more = Vec::new();
        let hints = choice.options.iter().any(|option| !option.hint.is_empty());
        let most = if hints { 34 } else { self.columns.saturating_sub(6) };
        let names = choice.options.iter().map(|option| text::width(&option.label)).max().unwrap_or(0).min(most);
        for (at, option) in choice.options.iter().enumerate() {
            let on = choice.picked == Some(at);
            let key = choice.key_of(at).map_or_else(|| "  ".to_owned(), |key| format!("{key} "));
            let style = if on { theme.strong() } else { theme.text() };
            let mut spans = vec![
                Span::styled(if on { "▌ " } else { "  " }, theme.accent()),
                Span::styled(key, theme.key()),
                Span::styled(text::pad(&text::show(&option.label), names + 2), style),
            ];
            spans.push(said(&option.hint, theme.dim()));
            if on && super::paint::width(&spans) > self.columns {
                more = wrap(&option.hint, self.columns.saturating_sub(4));
            }
            let line = Line::from(super::paint::fit(spans, self.columns));
            let line = if on { super::paint::picked(theme, line, true) } else { line };
            self.options.push((self.lines.len(), 0, self.columns, Spot::Option(number, at)));
            self.lines.push(line);
        }
        // What did not fit beside the one that is picked is said in full below.
        self.lines.extend(more.into_iter().map(|line| Line::styled(format!("    {line}"), theme.accent())));
    }

    fn line(&mut self, field: &Field, editor: &Editor, label: usize, room: usize, focused: bool) {
        let theme = self.theme;
        let head = self.head(field, label, focused);
        if editor.value().is_empty() {
            // In brackets, so that it is not taken for a value where there are no colours.
            let hint = match (field.must, field.hint.as_str()) {
                (false, "") => String::new(),
                (false, hint) => format!("({hint})"),
                (true, "") => "(needed)".to_owned(),
                (true, hint) => format!("(needed: {hint})"),
            };
            let hint = text::clip(&hint, room.saturating_sub(1));
            self.lines.push(Line::from(vec![head, Span::styled(hint, theme.faint())]));
            if focused {
                self.cursor = Some((label, self.lines.len() - 1));
            }
            return;
        }
        let scroll = editor.visual_scroll(room.saturating_sub(1));
        let shown = columns_from(editor.value(), scroll, room.saturating_sub(1));
        let style = if focused { theme.text().patch(ratatui::style::Style::new().underlined()) } else { theme.text() };
        self.lines.push(Line::from(vec![head, said(&shown, style)]));
        if focused {
            self.cursor = Some((label + editor.visual_cursor().saturating_sub(scroll), self.lines.len() - 1));
        }
    }

    /// What was understood of a date, on both clocks, before anybody acts on it.
    fn echo(&mut self, field: &Field, label: usize) {
        let Some(env) = &self.env else { return };
        if field.value().is_empty() {
            return;
        }
        let theme = self.theme;
        let clock = self.form.clock_of(field, env);
        let (words, style) = match when::read(field.value(), env.now, clock) {
            Err(fault) => (format!("… {fault}"), theme.warn()),
            // The day on which a deal should close is nobody's appointment.
            Ok(at) if field.id == F::CloseOn => {
                let day = at.on(clock);
                let over = day.date_naive() < env.now.on(clock).date_naive();
                let words = day.format("= %a %-d %b %Y").to_string();
                if over { (format!("{words} · that is over"), theme.bad()) } else { (words, theme.good()) }
            }
            Ok(at) => {
                let mine = when::say(at, env.seat.zone, env.now);
                let theirs = env.theirs().map(|zone| (when::say(at, zone, env.now), zone));
                let words = match theirs.filter(|(said, _)| *said != mine) {
                    Some((said, zone)) => format!("= {said} in {} · {mine} here", super::card::city(zone.name())),
                    None => format!("= {mine}"),
                };
                if at <= env.now { (format!("{words} · that is over"), theme.bad()) } else { (words, theme.good()) }
            }
        };
        for line in wrap(&words, self.columns.saturating_sub(label)).into_iter().take(2) {
            self.lines.push(Line::from(vec![Span::raw(" ".repeat(label)), Span::styled(line, style)]));
        }
    }

    fn area(&mut self, field: &Field, editor: &Editor, label: usize, room: usize, focused: bool) {
        let theme = self.theme;
        if editor.value().is_empty() {
            return self.line(field, editor, label, room, focused);
        }
        let (rows, cursor) = flow(editor, room.saturating_sub(1));
        let top = cursor.1.saturating_sub(AREA - 1);
        let first = self.lines.len();
        for (at, row) in rows.into_iter().enumerate().skip(top).take(AREA) {
            let head = if at == top { self.head(field, label, focused) } else { Span::raw(" ".repeat(label)) };
            self.lines.push(Line::from(vec![head, said(&row, theme.text())]));
        }
        if focused {
            self.cursor = Some((label + cursor.0, first + cursor.1 - top));
        }
    }
}

/// The part of a line from column `from` on, so many columns of it.
fn columns_from(value: &str, from: usize, columns: usize) -> String {
    let mut at = 0;
    let mut out = String::new();
    for grapheme in value.graphemes(true) {
        let wide = text::width(grapheme);
        if at >= from && at + wide <= from + columns {
            out.push_str(grapheme);
        }
        at += wide;
    }
    out
}

/// Text in rows of so many columns, and the column and row of the cursor.
fn flow(editor: &Editor, columns: usize) -> (Vec<String>, (usize, usize)) {
    let columns = columns.max(2);
    let mut rows = vec![String::new()];
    let (mut wide, mut chars) = (0, 0);
    let mut cursor = (0, 0);
    for grapheme in editor.value().graphemes(true) {
        if chars == editor.cursor() {
            cursor = (wide, rows.len() - 1);
        }
        chars += grapheme.chars().count();
        if grapheme == "\n" {
            rows.push(String::new());
            wide = 0;
            continue;
        }
        let takes = text::width(grapheme);
        if wide + takes > columns {
            rows.push(String::new());
            wide = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push_str(grapheme);
        }
        wide += takes;
    }
    if chars <= editor.cursor() {
        cursor = (wide, rows.len() - 1);
    }
    (rows, cursor)
}
