//! The first line: which screen, which file, who, what time. A narrow one leaves out what is known anyway.

use super::paint::{ends, said, width};
use crate::tui::{
    actions,
    model::{Model, SPIN, Screen},
    spots::Spot,
};
use ratatui::{Frame, layout::Rect, text::Span};

const SPINNER: [&str; 8] = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇", "⠏", "⠹"];

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let name = vec![said(&format!(" {}", model.name), model.theme.dim())];
    let ((mut left, mut places), mut right) = (tabs(model, area, Tabs::Wide), who(model, true));
    if width(&left) + width(&name) + width(&right) <= columns {
        left.extend(name);
    } else if width(&left) + width(&right) > columns {
        right = who(model, false);
    }
    for narrower in [Tabs::Tight, Tabs::Keys] {
        if width(&left) + width(&right) > columns {
            (left, places) = tabs(model, area, narrower);
        }
    }
    for (place, spot) in places {
        model.spots.put(place, spot);
    }
    frame.render_widget(ends(left, right, columns), area);
}

/// How the screens are named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Wide,
    Tight,
    /// Those that are not shown by their keys alone.
    Keys,
}

fn tabs(model: &Model, area: Rect, how: Tabs) -> (Vec<Span<'static>>, Vec<(Rect, Spot)>) {
    let theme = model.theme;
    let mut places = Vec::new();
    let mut tabs = vec![Span::styled(" Callsheet ", theme.badge()), Span::raw(" ")];
    for screen in Screen::ALL {
        let act = actions::leading_to(screen);
        let (key, name) = (model.keys.word(act), screen.title());
        let here = theme.accent().patch(theme.strong());
        let tab = match how {
            _ if model.screen == screen => Span::styled(format!("[{key} {name}] "), here),
            Tabs::Wide => Span::styled(format!(" {key} {name}  "), theme.dim()),
            Tabs::Tight => Span::styled(format!("{key} {name} "), theme.dim()),
            Tabs::Keys => Span::styled(format!(" {key}  "), theme.dim()),
        };
        let narrow = |spans: &[Span<'_>]| u16::try_from(width(spans)).unwrap_or(u16::MAX);
        let place = Rect { x: area.x + narrow(&tabs), width: narrow(std::slice::from_ref(&tab)), ..area };
        places.push((place.intersection(area), Spot::Act(act)));
        tabs.push(tab);
    }
    (tabs, places)
}

fn who(model: &Model, dated: bool) -> Vec<Span<'static>> {
    let theme = model.theme;
    let mut spans = Vec::new();
    if let Some(since) = model.waiting_since().filter(|since| model.now.since(*since) >= SPIN) {
        let turn = usize::try_from(model.now.since(since) / SPIN).unwrap_or(0) % SPINNER.len();
        spans.push(Span::styled(format!("{} ", SPINNER[turn]), theme.accent()));
    }
    if let Some(seat) = &model.seat {
        spans.push(said(&seat.me.name, theme.strong()));
        if dated {
            spans.push(Span::styled(format!(" {} ", seat.me.role.label().to_lowercase()), theme.dim()));
        }
        let form = if dated { " %a %-d %b %H:%M " } else { " %H:%M " };
        spans.push(Span::styled(model.now.on(seat.zone).format(form).to_string(), theme.text()));
    }
    spans
}
