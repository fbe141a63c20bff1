//! What the last draw put where, so that it can be clicked. It is the one thing that drawing leaves behind: where a
//! row or a field stands is known to whoever draws it, and worked out nowhere else.

use crate::{store::funnel::Part, tui::actions::Act};
use crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;

/// Something that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// An action: a tab, a hint.
    Act(Act),
    /// A key that the overlay on top takes.
    Key(KeyCode),
    /// A row of the screen.
    Row(usize),
    /// The card.
    Card,
    /// A number of the funnel.
    Cell(usize, Part),
    /// A row of the overlay on top.
    Choose(usize),
    /// A field of the form on top.
    Field(usize),
    /// An option of such a field.
    Option(usize, usize),
    /// The overlay on top, where nothing can be clicked.
    Inside,
    /// Beside it.
    Outside,
}

/// All of them, the last on top.
#[derive(Debug, Default)]
pub struct Spots(RefCell<Vec<(Rect, Spot)>>);

impl Spots {
    /// A new draw begins.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    /// Something was drawn there.
    pub fn put(&self, place: Rect, spot: Spot) {
        self.0.borrow_mut().push((place, spot));
    }

    /// Rows were drawn there, from this number on; not below the foot of `area`.
    pub fn rows(&self, area: Rect, from: usize, count: usize, spot: impl Fn(usize) -> Spot) {
        for (at, row) in (0..area.height).enumerate().take(count) {
            self.put(Rect { y: area.y + row, height: 1, ..area }, spot(from + at));
        }
    }

    /// What is on top there.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Spot> {
        let place = Position::new(column, row);
        self.0.borrow().iter().rev().find(|(area, _)| area.contains(place)).map(|(_, spot)| *spot)
    }

    /// Where something was drawn, for tests that click.
    #[must_use]
    pub fn place(&self, wanted: Spot) -> Option<Rect> {
        self.0.borrow().iter().rev().find(|(_, spot)| *spot == wanted).map(|(area, _)| *area)
    }
}
