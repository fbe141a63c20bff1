//! The first line: which file, which screen, who, what time.

use super::paint::{ends, said, width};
use crate::tui::{
    actions,
    model::{Model, SPIN, Screen},
    spots::Spot,
};
use ratatui::{Frame, layout::Rect, text::Span};

const SPINNER: [&str; 8] = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇", "⠏", "⠹"];

fn columns(spans: &[Span<'_>]) -> u16 {
    u16::try_from(width(spans)).unwrap_or(u16::MAX)
}

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let mut left = vec![Span::styled(" Callsheet ", theme.badge()), Span::raw(" ")];
    for screen in Screen::ALL {
        let (key, name) = (model.keys.word(actions::leading_to(screen)), screen.title());
        let here = model.screen == screen;
        let style = if here { theme.accent().patch(theme.strong()) } else { theme.dim() };
        let tab = Span::styled(
            format!("{}{key} {name}{} ", if here { "[" } else { " " }, if here { "]" } else { " " }),
            style,
        );
        let place = Rect { x: area.x + columns(&left), width: columns(std::slice::from_ref(&tab)), ..area };
        model.spots.put(place.intersection(area), Spot::Act(actions::leading_to(screen)));
        left.push(tab);
    }
    left.push(said(&format!(" {}", model.name), theme.dim()));
    let mut right = Vec::new();
    if let Some(since) = model.waiting_since().filter(|since| model.now.since(*since) >= SPIN) {
        let turn = usize::try_from(model.now.since(since) / SPIN).unwrap_or(0) % SPINNER.len();
        right.push(Span::styled(format!("{} ", SPINNER[turn]), theme.accent()));
    }
    if let Some(seat) = &model.seat {
        right.push(said(&seat.me.name, theme.strong()));
        right.push(Span::styled(format!(" {} ", seat.me.role.label().to_lowercase()), theme.dim()));
        right.push(Span::styled(model.now.on(seat.zone).format(" %a %-d %b %H:%M ").to_string(), theme.text()));
    }
    frame.render_widget(ends(left, right, usize::from(area.width)), area);
}
