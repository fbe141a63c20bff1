//! Moving about: rows, panes, levels.

use super::{funnel, history, load, page, queue};
use crate::tui::{
    actions::Act,
    layout,
    message::Effect,
    model::{Model, Pane, Screen},
};

/// Moves by rows or pages, in the list or over the lines of the card.
pub fn rows(model: &mut Model, act: Act) -> Vec<Effect> {
    if model.full.is_some() || (model.pane == Pane::Card && model.has_panes()) {
        scroll(model, act);
        return Vec::new();
    }
    if model.is_on_funnel() {
        return funnel::go(model, act);
    }
    if model.screen == Screen::History && model.pages.is_empty() {
        return history::go(model, act);
    }
    if act == Act::Right && model.has_panes() {
        model.pane = Pane::Card;
        return Vec::new();
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
            _ => {}
        }
        list.grow();
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

/// Enter: what is under the cursor.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if !model.pages.is_empty() {
        return page::open(model);
    }
    match model.screen {
        Screen::Queue => queue::open(model),
        Screen::Pipeline | Screen::Nurture => {
            let deal = model.selected_deal();
            model.show_card(model.wanted());
            model.full_deal = deal;
            Vec::new()
        }
        Screen::Funnel => funnel::open(model),
        Screen::History => history::open(model),
    }
}

/// Esc: closes the innermost level.
pub fn close(model: &mut Model) -> Vec<Effect> {
    if model.full.is_some() {
        model.show_card(None);
        return Vec::new();
    }
    if model.pane == Pane::Card {
        model.pane = Pane::List;
        return Vec::new();
    }
    if model.list_mut().is_some_and(|list| list.marks.escape()) || page::close(model) {
        return Vec::new();
    }
    let closed = match model.screen {
        Screen::Queue => queue::close(model).then(Vec::new),
        Screen::Pipeline | Screen::Nurture => None,
        Screen::Funnel => funnel::close(model),
        Screen::History => history::close(model).then(|| load::screen(model)),
    };
    closed.unwrap_or_else(|| {
        model.toasts.clear();
        Vec::new()
    })
}

/// To another screen; to this one again goes back to its first level.
pub fn screen(model: &mut Model, screen: Screen) -> Vec<Effect> {
    if model.screen == screen {
        model.queue.withheld = None;
        model.funnel.behind = None;
        model.history.lead = None;
    }
    model.screen = screen;
    model.pages.clear();
    model.show_card(None);
    model.pane = Pane::List;
    load::screen(model)
}
