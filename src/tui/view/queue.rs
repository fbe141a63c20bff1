//! The queue, what is withheld, and the leads behind a number: a title, rows, and a line under them.

use super::{
    list,
    paint::{ends, grouped, said, wrap},
};
use crate::{
    desk::{Filter, Sort},
    domain::{text, when},
    store::funnel::Part,
    tui::{
        actions::{self, Act},
        layout,
        listing::Listing,
        message::Slot,
        model::{Model, Pane, Screen},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the list of this screen.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let Some(listing) = model.list() else { return };
    let theme = model.theme;
    let columns = usize::from(area.width);
    let height = usize::from(area.height.saturating_sub(layout::AROUND));
    let focused = model.pane == Pane::List && model.overlays.is_empty();
    let group = match (model.screen, &model.queue.withheld) {
        (Screen::Funnel, _) => "part",
        (Screen::Queue, Some(_)) => "reason",
        (Screen::Queue, None) => "lane",
    };
    let mut lines = vec![title(model, listing, columns), list::heading(theme, listing, group, columns)];
    if listing.rows.is_empty() {
        lines.extend(empty(model, listing, columns));
    } else {
        lines.extend(list::rows(theme, listing, columns, height, focused));
    }
    lines.resize(height + 2, Line::raw(""));
    lines.extend(foot(model, listing, columns, focused));
    super::lines(frame, lines, area);
}

fn title(model: &Model, listing: &Listing, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let heading = |words: String| Span::styled(format!(" {words}"), theme.accent().patch(theme.strong()));
    let plus = |more: bool| if more { "+" } else { "" };
    let count = |more| Span::styled(format!("{}{} ", grouped(listing.rows.len() as i64), plus(more)), theme.dim());
    match (model.screen, &model.funnel.behind) {
        (Screen::Funnel, Some(behind)) => {
            let word = match behind.part {
                Part::Reach => "Reached",
                Part::Leaked => "Leaked at",
                Part::Waiting => "Waiting at",
            };
            let left = vec![
                heading(format!("{word} {}", behind.stage.label())),
                Span::styled(format!(" · {} · newest first", super::funnel::cohort(model)), theme.dim()),
            ];
            ends(left, vec![Span::styled(format!(" {} leads ", grouped(behind.count)), theme.dim())], columns)
        }
        _ if model.queue.withheld.is_some() => {
            let left = vec![heading("Withheld".to_owned()), Span::styled(" · not offered now, by reason", theme.dim())];
            ends(left, vec![count(false)], columns)
        }
        _ => {
            let filter = filter(model, &model.queue.filter);
            let sort = match model.queue.sort {
                Sort::Turn => "in turn: what is ready",
                Sort::Score => "best score first, ready or not",
                Sort::Newest => "newest first, ready or not",
            };
            let mut left = vec![heading("Queue".to_owned()), Span::styled(format!(" · {sort}"), theme.dim())];
            let style = if model.queue.filter == Filter::default() { theme.dim() } else { theme.warn() };
            left.push(Span::styled(" · ", theme.dim()));
            left.push(said(&filter, style));
            let counted = if listing.read { vec![count(model.queue.next.is_some())] } else { Vec::new() };
            ends(left, counted, columns)
        }
    }
}

fn filter(model: &Model, filter: &Filter) -> String {
    let mut words = vec![match (filter.everybody, filter.owner, &model.seat) {
        (true, ..) => "everybody's".to_owned(),
        (_, Some(rep), Some(seat)) => format!("{}'s", seat.people.name(rep)),
        _ => "mine and the pool's".to_owned(),
    }];
    words.extend(filter.source.clone());
    words.extend(filter.status.map(|status| status.label().to_lowercase()));
    words.extend(filter.stage.map(|stage| stage.label().to_lowercase()));
    words.join(", ")
}

/// The lines under the list: what is withheld, and why. Always there on the queue.
fn foot(model: &Model, listing: &Listing, columns: usize, focused: bool) -> Vec<Line<'static>> {
    let theme = model.theme;
    let words = if model.screen == Screen::Funnel {
        Some(" Esc goes back to the funnel")
    } else if model.queue.withheld.is_some() {
        Some(" Esc goes back to the queue")
    } else if model.queue.counts.is_empty() {
        let known = model.queue.list.read && !model.awaits(Slot::Withheld);
        Some(if known { " nothing is withheld" } else { "" })
    } else {
        None
    };
    if let Some(words) = words {
        return vec![Line::raw(""), Line::styled(words, theme.dim())];
    }
    let key = actions::row(Act::Withheld).map_or("", actions::Action::key);
    let right = vec![Span::styled(format!(" {key}"), theme.key()), Span::styled(" lists ", theme.dim())];
    let total: i64 = model.queue.counts.iter().map(|count| count.leads).sum();
    let parts: Vec<String> = model
        .queue
        .counts
        .iter()
        .map(|count| {
            let by = if count.by.is_empty() { String::new() } else { format!(" by {}", count.by.join(", ")) };
            format!("{} {}{by}", grouped(count.leads), count.reason.label())
        })
        .collect();
    let head = format!("{} withheld: ", grouped(total));
    // A number and its reason stay on one line.
    let room = columns.saturating_sub(2 + super::paint::width(&right) + text::width(&head));
    let (mut first, mut rest) = (String::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        let comma = if at + 1 < parts.len() { "," } else { "" };
        let fits = rest.is_empty() && text::width(&first) + text::width(part) + 2 <= room;
        let line = if fits { &mut first } else { &mut rest };
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
        line.push_str(comma);
    }
    let rest = text::clip(&rest, columns.saturating_sub(2));
    let left = vec![Span::styled(format!(" {head}"), theme.warn()), said(&first, theme.dim())];
    [ends(left, right, columns), ends(vec![said(&format!(" {rest}"), theme.dim())], Vec::new(), columns)]
        .into_iter()
        .map(|line| if listing.on_foot() { line.patch_style(theme.picked(focused)) } else { line })
        .collect()
}

/// An empty list says why, and what to do.
fn empty(model: &Model, listing: &Listing, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let words = if let Some(fault) = model.queue.fault.as_ref().filter(|_| model.screen == Screen::Queue) {
        format!("The queue cannot be read: {fault}")
    } else if !listing.read {
        return Vec::new();
    } else if model.screen == Screen::Funnel {
        "No lead stands behind this number.".to_owned()
    } else if model.queue.withheld.is_some() {
        "Nothing is withheld any more.".to_owned()
    } else {
        nothing_ready(model)
    };
    let mut lines = vec![Line::raw("")];
    lines.extend(
        wrap(&words, columns.saturating_sub(6))
            .into_iter()
            .map(|line| Line::styled(format!("   {line}"), theme.text())),
    );
    lines
}

fn nothing_ready(model: &Model) -> String {
    let narrow = model.queue.filter != Filter::default();
    let key = |act| actions::row(act).map_or("", actions::Action::key);
    if model.queue.counts.is_empty() {
        let filter = key(Act::Filter);
        return if narrow {
            format!("No lead fits this filter. Press {filter} to change it.")
        } else {
            format!(
                "Nothing to work: no lead is yours or in the pool. Press {} to add one, {filter} to look at everybody's.",
                key(Act::NewLead)
            )
        };
    }
    let most = model.queue.counts.iter().max_by_key(|count| count.leads);
    let most = most.map_or_else(String::new, |count| format!(": {} {}", grouped(count.leads), count.reason.label()));
    let opens = model
        .queue
        .opens_at
        .map_or_else(String::new, |at| format!(", the next one opens {}", when::say(at, model.zone(), model.now)));
    format!(
        "Nothing is ready{most}{opens}. Press {} to see them all, {} to look at everybody's.",
        key(Act::Withheld),
        key(Act::Filter)
    )
}
