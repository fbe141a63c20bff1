//! The last line: what keys do here and now. Only what can be done.

use super::paint::width;
use crate::tui::{actions, form::Input, form::Kind, model::Model, overlay::Overlay, spots::Spot};
use crossterm::event::KeyCode;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// At most so many.
const MOST: usize = 16;

/// Draws them, as many as fit; the last one, which leads to all the others, always does.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let hint = |pair: &(String, String)| {
        [Span::styled(pair.0.clone(), theme.key()), Span::styled(format!(" {}   ", pair.1), theme.dim())]
    };
    let pairs = pairs(model);
    let Some((last, pairs)) = pairs.split_last() else { return };
    let room = usize::from(area.width).saturating_sub(width(&hint(last)));
    let mut spans: Vec<Span<'static>> = vec![Span::raw(" ")];
    let put = |spans: &mut Vec<Span<'static>>, pair: &(String, String)| {
        let next = hint(pair);
        let narrow = |columns: usize| u16::try_from(columns).unwrap_or(0);
        if let Some(spot) = spot(model, &pair.0) {
            let place = Rect { x: area.x + narrow(width(spans)), width: narrow(width(&next)), ..area };
            model.spots.put(place.intersection(area), spot);
        }
        spans.extend(next);
    };
    for pair in pairs {
        if width(&spans) + width(&hint(pair)) > room {
            break;
        }
        put(&mut spans, pair);
    }
    put(&mut spans, last);
    frame.render_widget(Line::from(spans), area);
}

/// What a click on a hint does: what its key would.
fn spot(model: &Model, keys: &str) -> Option<Spot> {
    if !model.overlays.is_empty() {
        return match keys {
            "Enter" => Some(Spot::Key(KeyCode::Enter)),
            "Esc" => Some(Spot::Key(KeyCode::Esc)),
            "Tab" => Some(Spot::Key(KeyCode::Tab)),
            _ => keys.chars().next().filter(|_| keys.chars().count() == 1).map(|c| Spot::Key(KeyCode::Char(c))),
        };
    }
    let shown = actions::hints(&model.context()).into_iter().find(|action| model.keys.word(action.act) == keys);
    shown.or_else(|| actions::row(actions::Act::Help)).map(|action| Spot::Act(action.act))
}

/// Keys and titles, the most useful first.
#[must_use]
pub fn pairs(model: &Model) -> Vec<(String, String)> {
    let own =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(key, title)| ((*key).to_owned(), (*title).to_owned())).collect();
    match model.overlays.last() {
        Some(Overlay::Form(form)) if form.saving => own(&[("…", "saving")]),
        Some(Overlay::Form(form)) => {
            let mut pairs: Vec<(String, String)> = match form.focused().map(|field| &field.input) {
                Some(Input::Choice(_)) if form.kind == Kind::Log => own(&[("key", "logs at once"), ("↑↓", "choose")]),
                Some(Input::Choice(choice)) if choice.is_list(crate::tui::form::COLUMNS) => {
                    own(&[("key", "picks"), ("↑↓", "choose"), ("Enter", "takes it")])
                }
                Some(Input::Choice(_) | Input::Toggle(_)) => own(&[("←→", "choose"), ("Enter", "saves")]),
                Some(Input::Area(_)) => {
                    own(&[("Enter", "saves"), ("Alt-Enter", "new line"), ("Ctrl-O", "your editor")])
                }
                _ => own(&[("Enter", "saves")]),
            };
            pairs.extend(own(&[("Tab", "next field"), ("Esc", "closes, nothing is changed")]));
            pairs
        }
        Some(Overlay::Find(_)) => own(&[("↑↓", "choose"), ("Enter", "opens the card"), ("Esc", "closes")]),
        Some(Overlay::Palette(_)) => own(&[("↑↓", "choose"), ("Enter", "does it"), ("Esc", "closes")]),
        Some(Overlay::Progress(progress)) if progress.stopping => own(&[("…", "stopping")]),
        Some(Overlay::Progress(_)) => own(&[("Esc", "stops it, nothing is done")]),
        Some(Overlay::Told(told)) => {
            let mut pairs = told.offer.as_ref().map_or_else(Vec::new, |(words, _)| own(&[("y", words)]));
            pairs.extend(own(&[("Enter", if told.of_form { "none of them" } else { "closes" })]));
            pairs
        }
        None => actions::hints(&model.context())
            .into_iter()
            .filter(|action| action.act != actions::Act::Help)
            .take(MOST)
            .chain(actions::row(actions::Act::Help))
            .map(|action| (model.keys.word(action.act), action.title.to_owned()))
            .collect(),
    }
}
