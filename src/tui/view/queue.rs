//! The queue and what is withheld of it: what stands over, under and in place of its leads.

use super::{
    leads::{Columns, Page, heading, left_count, list_has_keys},
    paint::{ends, grouped, said},
};
use crate::{
    desk::{Filter, Sort},
    domain::{text, when},
    tui::{actions::Act, listing::Listing, message::Slot, model::Model},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws the queue, or what is withheld of it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    match &model.queue.withheld {
        Some(listing) => {
            let about = Span::styled(" · not offered now, by reason", model.theme.dim());
            let title = ends(vec![heading(model, "Withheld"), about], vec![left_count(model, listing, false)], columns);
            Page {
                listing,
                title,
                strip: Vec::new(),
                columns: Columns::Leads("reason"),
                foot: vec![
                    Line::raw(""),
                    Line::styled(format!(" {} goes back to the queue", model.keys.word(Act::Close)), model.theme.dim()),
                ],
                empty: "Nothing is withheld any more.".to_owned(),
            }
            .draw(model, frame, area);
        }
        None => {
            let listing = &model.queue.list;
            let fault = model.queue.fault.as_ref().map(|fault| format!("The queue cannot be read: {fault}"));
            Page {
                listing,
                title: title(model, listing, columns),
                strip: Vec::new(),
                columns: Columns::Leads("lane"),
                foot: foot(model, listing, columns),
                empty: fault.unwrap_or_else(|| nothing_ready(model)),
            }
            .draw(model, frame, area);
        }
    }
}

fn title(model: &Model, listing: &Listing, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let filter = filter(model, &model.queue.filter);
    let sort = match model.queue.sort {
        Sort::Turn => "in turn: what is ready",
        Sort::Score => "best score first, ready or not",
        Sort::Newest => "newest first, ready or not",
    };
    let mut left = vec![heading(model, "Queue"), Span::styled(format!(" · {sort}"), theme.dim())];
    let style = if model.queue.filter == Filter::default() { theme.dim() } else { theme.warn() };
    left.push(Span::styled(" · ", theme.dim()));
    left.push(said(&filter, style));
    let counted = if listing.read { vec![left_count(model, listing, model.queue.next.is_some())] } else { Vec::new() };
    ends(left, counted, columns)
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
fn foot(model: &Model, listing: &Listing, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    if model.queue.counts.is_empty() {
        let known = listing.read && !model.awaits(Slot::Withheld);
        return vec![Line::raw(""), Line::styled(if known { " nothing is withheld" } else { "" }, theme.dim())];
    }
    let key = model.keys.word(Act::Withheld);
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
        .map(|line| if listing.on_foot() { super::paint::picked(theme, line, list_has_keys(model)) } else { line })
        .collect()
}

/// Nothing in the queue says why, and what to do.
fn nothing_ready(model: &Model) -> String {
    let narrow = model.queue.filter != Filter::default();
    if model.queue.counts.is_empty() {
        let filter = model.keys.word(Act::Filter);
        return if narrow {
            format!("No lead fits this filter. Press {filter} to change it.")
        } else {
            format!(
                "Nothing to work: no lead is yours or in the pool. Press {} to add one, {filter} to look at everybody's.",
                model.keys.word(Act::NewLead)
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
        model.keys.word(Act::Withheld),
        model.keys.word(Act::Filter)
    )
}
