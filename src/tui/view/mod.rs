//! The model, drawn. Nothing here changes anything.

mod behind;
mod card;
mod facts;
mod fields;
mod funnel;
mod header;
mod hints;
mod leads;
mod list;
mod over;
mod paint;
mod queue;
mod score;
mod sources;
mod timeline;
mod toasts;

use crate::tui::{
    layout::{self, SMALLEST},
    model::{Model, Pane, Screen},
    overlay::Overlay,
};
use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

pub use card::line_count as card_lines;

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let size = frame.area();
    if size.width < SMALLEST.0 || size.height < SMALLEST.1 {
        let words = format!("Callsheet needs {}×{}; this is {}×{}", SMALLEST.0, SMALLEST.1, size.width, size.height);
        frame.render_widget(Line::styled(words, model.theme.warn()), Rect { height: size.height.min(1), ..size });
        return;
    }
    let parts = layout::parts((size.width, size.height));
    header::draw(model, frame, parts.header);
    body(model, frame, parts.body);
    hints::draw(model, frame, parts.hints);
    for overlay in &model.overlays {
        match overlay {
            Overlay::Form(form) => fields::draw(model, form, frame, parts.body),
            Overlay::Find(find) => over::find(model, find, frame, parts.body),
            Overlay::Palette(palette) => over::palette(model, palette, frame, parts.body),
            Overlay::Progress(progress) => over::progress(model, progress, frame, parts.body),
            Overlay::Told(told) => over::told(model, told, frame, parts.body),
        }
    }
    toasts::draw(model, frame, parts.body);
}

fn body(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    if model.full.is_some() {
        card::draw(model, frame, area, true, false);
        return;
    }
    if model.list().is_none() {
        whole(model, frame, area);
        return;
    }
    let (list, beside) = match layout::split(model.size) {
        Some((list, card)) => (list, Some(card)),
        None => (area, None),
    };
    match (model.screen, &model.funnel.behind) {
        (Screen::Funnel, Some(found)) => behind::draw(model, found, frame, list),
        _ => queue::draw(model, frame, list),
    }
    if let Some(area) = beside {
        let focused = model.pane == Pane::Card && model.overlays.is_empty();
        card::draw(model, frame, area, focused, true);
    }
}

/// Screens that have no list of leads.
fn whole(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    if model.funnel.by_source {
        sources::draw(model, frame, area);
    } else {
        funnel::draw(model, frame, area);
    }
}

/// Lines of text in an area, from its top.
fn lines(frame: &mut Frame<'_>, lines: Vec<Line<'static>>, area: Rect) {
    frame.render_widget(Paragraph::new(lines), area);
}
