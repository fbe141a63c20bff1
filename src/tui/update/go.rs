//! Moving about: rows, panes, levels.

use super::load;
use crate::tui::{
    actions::Act,
    layout,
    message::{Effect, Slot},
    model::{Model, Pane, Screen},
};

/// Moves by rows or pages, in the list or over the lines of the card.
pub fn rows(model: &mut Model, act: Act) -> Vec<Effect> {
    if model.full.is_some() || (model.pane == Pane::Card && model.has_panes()) {
        scroll(model, act);
        return Vec::new();
    }
    if model.screen == Screen::Funnel && model.funnel.behind.is_none() {
        return super::funnel::go(model, act);
    }
    let height = model.list_height();
    let page = isize::try_from(height).unwrap_or(1);
    if let Some(list) = model.list_mut() {
        match act {
            Act::Down => list.go(1, height),
            Act::Up => list.go(-1, height),
            Act::Top => list.go_top(height),
            Act::Bottom => list.go_bottom(height),
            Act::PageDown => list.go(page, height),
            Act::PageUp => list.go(-page, height),
            Act::HalfDown => list.go(page / 2 + 1, height),
            Act::HalfUp => list.go(-(page / 2 + 1), height),
            Act::Right if model.has_panes() => model.pane = Pane::Card,
            _ => {}
        }
    }
    load::more(model).into_iter().collect()
}

fn scroll(model: &mut Model, act: Act) {
    let page = layout::card_rows(model.size, model.full.is_some());
    let at = &mut model.card.scroll;
    match act {
        Act::Down => *at += 1,
        Act::Up => *at = at.saturating_sub(1),
        Act::PageDown => *at += page,
        Act::PageUp => *at = at.saturating_sub(page),
        Act::HalfDown => *at += page / 2,
        Act::HalfUp => *at = at.saturating_sub(page / 2),
        Act::Top => *at = 0,
        Act::Bottom => *at = usize::MAX,
        Act::Left if model.full.is_none() => model.pane = Pane::List,
        _ => {}
    }
    let most = crate::tui::view::card_lines(model).saturating_sub(page);
    model.card.scroll = model.card.scroll.min(most);
}

/// Enter: the card, what is withheld, or the leads behind a number.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.screen == Screen::Funnel && model.funnel.behind.is_none() {
        return super::funnel::open(model);
    }
    if model.list().is_some_and(crate::tui::listing::Listing::on_foot) {
        return withheld(model);
    }
    model.full = model.wanted();
    model.card.scroll = 0;
    Vec::new()
}

/// Lists what is withheld.
pub fn withheld(model: &mut Model) -> Vec<Effect> {
    model.queue.withheld = Some(Default::default());
    model.full = None;
    model.pane = Pane::List;
    load::withheld(model).into_iter().collect()
}

/// Esc: closes the innermost level.
pub fn close(model: &mut Model) -> Vec<Effect> {
    if model.full.is_some() {
        model.full = None;
        model.card.scroll = 0;
    } else if model.pane == Pane::Card {
        model.pane = Pane::List;
    } else if model.screen == Screen::Queue && model.queue.withheld.is_some() {
        model.queue.withheld = None;
        model.forget(Slot::WithheldLeads);
    } else if model.screen == Screen::Funnel && model.funnel.behind.is_some() {
        model.funnel.behind = None;
        model.forget(Slot::Behind);
    } else if model.screen == Screen::Funnel && model.funnel.by_source {
        model.funnel.by_source = false;
    } else if model.screen == Screen::Funnel && model.funnel.source.is_some() {
        return super::funnel::by_source(model);
    } else {
        model.toasts.clear();
    }
    Vec::new()
}

/// To another screen.
pub fn screen(model: &mut Model, screen: Screen) -> Vec<Effect> {
    let same = model.screen == screen;
    model.screen = screen;
    model.full = None;
    model.pane = Pane::List;
    if same {
        model.queue.withheld = None;
        model.funnel.behind = None;
    }
    match screen {
        Screen::Queue => load::queue(model),
        Screen::Funnel => load::funnel(model),
    }
}
