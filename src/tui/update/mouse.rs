//! The mouse: a click does what the keys do that lead to the same thing.

use super::{act, funnel, go, overlays};
use crate::tui::{
    actions::{self, Act},
    message::Effect,
    model::{Model, Pane, Screen},
    overlay::Overlay,
    spots::Spot,
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Rows that one notch of the wheel moves.
const NOTCH: usize = 3;

/// Takes a click or a turn of the wheel.
pub fn take(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    model.last_key = model.now;
    let spot = model.spots.at(mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => spot.map_or_else(Vec::new, |spot| click(model, spot)),
        MouseEventKind::ScrollDown => wheel(model, spot, Act::Down),
        MouseEventKind::ScrollUp => wheel(model, spot, Act::Up),
        _ => Vec::new(),
    }
}

fn click(model: &mut Model, spot: Spot) -> Vec<Effect> {
    match spot {
        Spot::Act(act) => actions::row(act).map_or_else(Vec::new, |action| act::try_run(model, action)),
        Spot::Key(code) => press(model, code),
        Spot::Outside => press(model, KeyCode::Esc),
        Spot::Inside => Vec::new(),
        Spot::Card => {
            model.pane = Pane::Card;
            Vec::new()
        }
        Spot::Row(at) => row(model, at),
        Spot::Cell(stage, part) => {
            if (model.funnel.stage, model.funnel.part) == (stage, part) {
                return funnel::open(model);
            }
            (model.funnel.stage, model.funnel.part) = (stage, part);
            Vec::new()
        }
        Spot::Choose(at) => {
            match model.overlays.last_mut() {
                Some(Overlay::Find(find)) => find.cursor = at,
                Some(Overlay::Palette(palette)) => palette.cursor = at,
                _ => return Vec::new(),
            }
            press(model, KeyCode::Enter)
        }
        Spot::Field(at) => overlays::click(model, at, None),
        Spot::Option(at, option) => overlays::click(model, at, Some(option)),
    }
}

/// The first click goes to the row, one on the row under the cursor opens it.
fn row(model: &mut Model, at: usize) -> Vec<Effect> {
    model.pane = Pane::List;
    let height = model.list_height();
    // A list first: a page of a person may lie over a screen that has none of its own.
    let cursor = if model.list().is_some() {
        let Some(list) = model.list_mut() else { return Vec::new() };
        &mut list.cursor
    } else if model.screen == Screen::History {
        &mut model.history.cursor
    } else {
        &mut model.funnel.row
    };
    if std::mem::replace(cursor, at) == at {
        return go::open(model);
    }
    if let Some(list) = model.list_mut() {
        list.follow(height);
    }
    Vec::new()
}

fn wheel(model: &mut Model, spot: Option<Spot>, act: Act) -> Vec<Effect> {
    if !model.overlays.is_empty() {
        return press(model, if act == Act::Down { KeyCode::Down } else { KeyCode::Up });
    }
    // It turns what lies under it, whichever half has the keys.
    let pane = model.pane;
    model.pane = if spot == Some(Spot::Card) { Pane::Card } else { Pane::List };
    let mut effects = Vec::new();
    for _ in 0..NOTCH {
        effects.extend(go::rows(model, act));
    }
    model.pane = pane;
    effects
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    overlays::press(model, KeyEvent::new(code, KeyModifiers::NONE))
}
