//! The model, drawn. Nothing here changes anything.

mod behind;
mod card;
mod deal;
mod deals;
mod facts;
mod fields;
mod first_steps;
mod funnel;
mod hanging;
mod header;
mod hints;
mod history;
mod leads;
mod list;
mod nurture;
mod over;
mod page;
mod paint;
mod pipeline;
mod queue;
mod resting;
mod score;
mod sources;
mod timeline;
mod toasts;
mod waiting;

use crate::tui::{
    layout::{self, SMALLEST},
    model::{Model, Pane, Screen},
    overlay::Overlay,
    spots::Spot,
};
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::Line,
    widgets::Paragraph,
};

pub use card::line_count as card_lines;

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    model.spots.clear();
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
        model.spots.put(size, Spot::Outside);
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
    if let Some(since) = model.occupied {
        waiting::draw(model, since, frame, area);
        return;
    }
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
    match (model.pages.last(), model.screen, &model.funnel.behind) {
        (Some(view), ..) => page::draw(model, view, frame, list),
        (None, Screen::Pipeline, _) => pipeline::draw(model, frame, list),
        (None, Screen::Nurture, _) => nurture::draw(model, frame, list),
        (None, Screen::Funnel, Some(found)) => behind::draw(model, found, frame, list),
        (None, ..) => {
            let rows = Constraint::Length(model.first_step_rows());
            let [list, under] = Layout::vertical([Constraint::Fill(1), rows]).areas(list);
            queue::draw(model, frame, list);
            first_steps::draw(model, frame, under);
        }
    }
    if let Some(area) = beside {
        let focused = model.pane == Pane::Card && model.overlays.is_empty();
        card::draw(model, frame, area, focused, true);
    }
}

/// Screens that have no list of leads.
fn whole(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    match model.screen {
        Screen::History => history::draw(model, frame, area),
        _ if model.funnel.by_source => sources::draw(model, frame, area),
        _ => funnel::draw(model, frame, area),
    }
}

/// Lines of text in an area, from its top.
fn lines(frame: &mut Frame<'_>, lines: Vec<Line<'static>>, area: Rect) {
    frame.render_widget(Paragraph::new(lines), area);
}
