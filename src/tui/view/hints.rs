//! The last line: what keys do here and now. Only what can be done.

use super::paint::width;
use crate::tui::{
    actions::{self, key},
    form::Input,
    form::Kind,
    model::Model,
    overlay::Overlay,
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// At most so many.
const MOST: usize = 8;

/// Draws them, as many as fit; the last one, which leads to all the others, always does.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let hint = |(keys, title): (String, String)| {
        [Span::styled(keys, theme.key()), Span::styled(format!(" {title}   "), theme.dim())]
    };
    let mut pairs = pairs(model);
    let Some(last) = pairs.pop().map(hint) else { return };
    let room = usize::from(area.width).saturating_sub(width(&last));
    let mut spans: Vec<Span<'static>> = vec![Span::raw(" ")];
    for next in pairs.into_iter().map(hint) {
        if width(&spans) + width(&next) > room {
            break;
        }
        spans.extend(next);
    }
    spans.extend(last);
    frame.render_widget(Line::from(spans), area);
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
                Some(Input::Area(_)) => own(&[("Enter", "saves"), ("Alt-Enter", "new line")]),
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
            .map(|action| (key::shown(action.key()), action.title.to_owned()))
            .collect(),
    }
}
