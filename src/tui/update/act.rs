//! Carries out actions.

use super::{
    forms::{self, open as open_form},
    funnel, go, history, marks, pipeline, queue,
};
use crate::{
    desk::command::Command,
    tui::{
        actions::{Act, Action},
        form::Kind,
        message::{Change, Effect, Ending},
        model::{Aim, Model, Pane, Screen},
        overlay::{Find, Overlay, Palette},
        toast::Mood,
    },
};

/// Does it, or says why not.
pub fn try_run(model: &mut Model, action: &Action) -> Vec<Effect> {
    if let Some(reason) = (action.disabled)(&model.context()) {
        model.toasts.show(Mood::Told, vec![format!("{}: {reason}", action.title)], model.now);
        return Vec::new();
    }
    run(model, action.act)
}

/// Does it.
pub fn run(model: &mut Model, act: Act) -> Vec<Effect> {
    model.first_steps.learn(act);
    match act {
        Act::Queue => go::screen(model, Screen::Queue),
        Act::Pipeline => go::screen(model, Screen::Pipeline),
        Act::Nurturing => go::screen(model, Screen::Nurture),
        Act::Funnel => go::screen(model, Screen::Funnel),
        Act::History => go::screen(model, Screen::History),
        Act::TakeBack => history::take_back(model),
        Act::Trail => history::of_lead(model),
        Act::Next if model.is_doing(Aim::Next) => Vec::new(),
        Act::Next => vec![model.deed(Aim::Next, Change::Next)],
        Act::Undo => forms::plain(model, Command::Undo { seq: None, rest: false }),
        Act::Redo => forms::plain(model, Command::Redo { seq: None }),
        Act::Log => open_form(model, Kind::Log),
        Act::Assign => open_form(model, Kind::Assign),
        Act::Return => open_form(model, Kind::Return),
        Act::Reject => open_form(model, Kind::Reject),
        Act::Reopen => open_form(model, Kind::Reopen),
        Act::Nurture => open_form(model, Kind::Nurture),
        Act::DoNotCall => open_form(model, Kind::DoNotCall),
        Act::Qualify => open_form(model, Kind::Qualify),
        Act::Convert => open_form(model, Kind::Convert),
        Act::Touch => open_form(model, Kind::Touch),
        Act::Callback => open_form(model, Kind::Callback),
        Act::Edit => open_form(model, Kind::Edit),
        Act::Copy => open_form(model, Kind::Copy),
        Act::NewLead => open_form(model, Kind::NewLead),
        Act::MoveDeal => open_form(model, Kind::MoveDeal),
        Act::CloseDeal => open_form(model, Kind::CloseDeal),
        Act::EditDeal => open_form(model, Kind::EditDeal),
        Act::GoTo => open_form(model, Kind::GoTo),
        Act::Filter => open_form(model, Kind::Filter),
        Act::Deals => open_form(model, Kind::Deals),
        Act::Resting => open_form(model, Kind::Resting),
        Act::Closed => pipeline::closed(model),
        Act::Slice => open_form(model, Kind::Slice),
        Act::Narrow => open_form(model, Kind::Narrow),
        Act::Period => open_form(model, Kind::Period),
        Act::Mark => marks::one(model),
        Act::MarkRange => marks::range(model),
        Act::MarkAll => marks::all(model),
        Act::Sort => queue::sort(model),
        Act::FirstSteps => {
            model.first_steps.toggle();
            Vec::new()
        }
        Act::Withheld => queue::withheld(model),
        Act::Find => {
            model.overlays.push(Overlay::Find(Find::default()));
            Vec::new()
        }
        Act::BySource => funnel::by_source(model),
        Act::Palette => {
            model.overlays.push(Overlay::Palette(Palette::all()));
            Vec::new()
        }
        Act::Help => {
            model.overlays.push(Overlay::Palette(Palette::here()));
            Vec::new()
        }
        Act::Mouse => {
            model.mouse = !model.mouse;
            let words = if model.mouse {
                "the mouse clicks here again"
            } else {
                "the mouse selects text; the same key takes it back"
            };
            model.toasts.show(Mood::Told, vec![words.to_owned()], model.now);
            vec![Effect::Mouse(model.mouse)]
        }
        Act::Quit => vec![Effect::Quit(Ending::Wished)],
        Act::Open => go::open(model),
        Act::Close => go::close(model),
        Act::Pane => {
            model.pane = if model.pane == Pane::List { Pane::Card } else { Pane::List };
            Vec::new()
        }
        Act::Up
        | Act::Down
        | Act::Left
        | Act::Right
        | Act::Top
        | Act::Bottom
        | Act::PageUp
        | Act::PageDown
        | Act::HalfUp
        | Act::HalfDown => go::rows(model, act),
    }
}
