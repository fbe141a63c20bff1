//! The history screen.

use super::forms;
use crate::{
    desk::{HistoryRow, command::Command},
    domain::time::{DAY, Timestamp},
    store::journal::Wanted,
    tui::{
        actions::Act,
        message::{Effect, Question, Slot},
        model::{Model, Pane, Screen},
        period::midnight,
    },
};

/// Entries of a page: a few screens.
const PAGE: i64 = 120;

/// The journal from its newest entry, as far as it is read already.
pub fn load(model: &mut Model) -> Vec<Effect> {
    if model.seat.is_none() {
        return Vec::new();
    }
    let limit = PAGE.max(i64::try_from(model.history.rows.len()).unwrap_or(0).min(4 * PAGE));
    model.forget(Slot::HistoryMore);
    let question = Question::History(wanted(model), limit);
    vec![model.ask(Slot::History, question)]
}

fn more(model: &mut Model) -> Option<Effect> {
    let near = model.history.cursor + model.list_height() >= model.history.rows.len();
    if !near || model.history.whole || model.awaits(Slot::HistoryMore) {
        return None;
    }
    let before = Some(model.history.rows.last()?.entry.seq);
    let question = Question::History(Wanted { before, ..wanted(model) }, PAGE);
    Some(model.ask(Slot::HistoryMore, question))
}

fn wanted(model: &Model) -> Wanted {
    let history = &model.history;
    let from = history.day.and_then(|day| midnight(Some(day), model.zone()));
    let next = history.day.and_then(|day| day.succ_opt()).and_then(|day| midnight(Some(day), model.zone()));
    Wanted {
        before: None,
        actor: history.by,
        lead: history.lead.as_ref().map(|(lead, _)| *lead),
        command: history.kind.clone(),
        from,
        to: next.or_else(|| from.map(|at: Timestamp| at.plus(DAY))),
    }
}

/// Puts a page in; the cursor stays with its entry.
pub fn put(model: &mut Model, rows: Vec<HistoryRow>, further: bool) {
    let height = model.list_height();
    let history = &mut model.history;
    history.fault = None;
    history.whole = i64::try_from(rows.len()).unwrap_or(0) < PAGE;
    if further {
        history.rows.extend(rows);
        return;
    }
    // Whoever stands on the newest entry goes on doing so.
    let was = history.selected().filter(|_| history.cursor > 0).map(|row| row.entry.seq);
    history.cursor = was.and_then(|seq| rows.iter().position(|row| row.entry.seq == seq)).unwrap_or(0);
    history.rows = rows;
    history.read = true;
    history.follow(height);
}

/// Moves over the entries.
pub fn go(model: &mut Model, act: Act) -> Vec<Effect> {
    let height = model.list_height();
    let history = &mut model.history;
    let last = history.rows.len().saturating_sub(1);
    history.cursor = match act {
        Act::Down => (history.cursor + 1).min(last),
        Act::Up => history.cursor.saturating_sub(1),
        Act::Top => 0,
        Act::Bottom => last,
        Act::PageDown => (history.cursor + height).min(last),
        Act::PageUp => history.cursor.saturating_sub(height),
        Act::HalfDown => (history.cursor + height / 2 + 1).min(last),
        Act::HalfUp => history.cursor.saturating_sub(height / 2 + 1),
        _ => history.cursor,
    };
    history.follow(height);
    more(model).into_iter().collect()
}

/// Enter: the card of the lead that the entry is about.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let lead = model.history.selected().and_then(|row| row.entry.lead);
    model.show_card(lead);
    Vec::new()
}

/// Esc: from the history of one lead back to where it was asked for; answers whether there was something to close.
pub fn close(model: &mut Model) -> bool {
    let was = model.history.lead.take().is_some();
    if let Some((screen, card)) = model.history.back.take().filter(|_| was) {
        model.screen = screen;
        model.show_card(card);
    }
    was
}

/// The history of the selected lead.
pub fn of_lead(model: &mut Model) -> Vec<Effect> {
    let Some(selected) = model.selected() else { return Vec::new() };
    if model.screen != Screen::History {
        model.history.back = Some((model.screen, model.full));
    }
    model.history = crate::tui::model::History {
        lead: Some((selected.id, selected.name)),
        back: model.history.back.take(),
        ..Default::default()
    };
    model.screen = Screen::History;
    model.full = None;
    model.pane = Pane::List;
    load(model)
}

/// Takes the entry under the cursor back, or does it again when it is taken back.
pub fn take_back(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.history.selected() else { return Vec::new() };
    let seq = Some(row.entry.seq);
    let command = if row.undone { Command::Redo { seq } } else { Command::Undo { seq, rest: false } };
    forms::plain(model, command)
}
