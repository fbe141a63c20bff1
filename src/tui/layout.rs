//! Where things stand on the screen. Drawing and moving ask the same functions, so that they agree.
//!
//! ```text
//! header ───────────────────────────────
//! list                  │ card           (from 110 columns on; else the card below, if there is room)
//! …                     │
//! withheld: …           │
//! hints ────────────────────────────────
//! ```

use ratatui::layout::{Constraint, Layout, Rect};

/// Below this nothing is drawn but a notice.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From so many columns on, the card stands beside the list.
const BESIDE: u16 = 110;
/// From so many rows on, it stands below.
const BELOW: u16 = 34;
/// Rows of a list panel that are not leads: title, headings, two lines under it.
pub const AROUND: u16 = 4;

/// The three parts of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// Name, tabs, clock.
    pub header: Rect,
    /// The screen itself.
    pub body: Rect,
    /// What keys do.
    pub hints: Rect,
}

/// The parts of a screen of this size.
#[must_use]
pub fn parts(size: (u16, u16)) -> Parts {
    let all = Rect::new(0, 0, size.0, size.1);
    let [header, body, hints] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(all);
    Parts { header, body, hints }
}

/// List and card, when both are on the screen.
#[must_use]
pub fn split(size: (u16, u16)) -> Option<(Rect, Rect)> {
    let body = parts(size).body;
    if size.0 >= BESIDE {
        let card = (body.width * 39 / 100).clamp(46, 84);
        let [list, card] = Layout::horizontal([Constraint::Fill(1), Constraint::Length(card)]).areas(body);
        Some((list, card))
    } else if size.1 >= BELOW {
        let [list, card] = Layout::vertical([Constraint::Percentage(46), Constraint::Fill(1)]).areas(body);
        Some((list, card))
    } else {
        None
    }
}

/// Rows of leads that fit under a strip of so many lines.
#[must_use]
pub fn list_rows(size: (u16, u16), strip: usize) -> usize {
    usize::from(list(size).height.saturating_sub(AROUND)).saturating_sub(strip).max(1)
}

/// Rows that a strip over them leaves, however much it has to say.
const LEFT: usize = 5;

/// Lines of a strip over the rows: as many as it wants, while some rows stay.
#[must_use]
pub fn strip_rows(size: (u16, u16), wanted: usize) -> usize {
    wanted.min(usize::from(list(size).height.saturating_sub(AROUND)).saturating_sub(LEFT))
}

/// Where the list stands.
fn list(size: (u16, u16)) -> Rect {
    split(size).map_or_else(|| parts(size).body, |(list, _)| list)
}

/// Where the card stands; `full` when it has the screen to itself.
#[must_use]
pub fn card(size: (u16, u16), full: bool) -> Rect {
    let body = parts(size).body;
    if full { body } else { split(size).map_or(body, |(_, card)| card) }
}

/// Lines of the card that fit.
#[must_use]
pub fn card_rows(size: (u16, u16), full: bool) -> usize {
    let area = card(size, full);
    usize::from(area.height.saturating_sub(2)).max(1)
}
