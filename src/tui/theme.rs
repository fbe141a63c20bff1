//! The colour roles, all in this file. Colour never carries a meaning alone: a glyph and a word stand beside it,
//! and the mono theme has the meanings in bold, reverse and underline.

use crate::domain::{deal::DealState, stage::Status};
use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    mono: bool,
}

const ACCENT: Color = Color::Indexed(110);
const GOOD: Color = Color::Indexed(114);
const BAD: Color = Color::Indexed(203);
const WARN: Color = Color::Indexed(215);
const DIM: Color = Color::Indexed(246);
const FAINT: Color = Color::Indexed(240);
const PICKED: Color = Color::Indexed(237);

impl Theme {
    /// Colours for a dark terminal.
    #[must_use]
    pub const fn dark() -> Self {
        Self { mono: false }
    }

    /// No colour at all.
    #[must_use]
    pub const fn mono() -> Self {
        Self { mono: true }
    }

    /// The one that the environment asks for: `NO_COLOR`, when it is not empty, is mono.
    #[must_use]
    pub fn of_environment() -> Self {
        let asked = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if asked { Self::mono() } else { Self::dark() }
    }

    fn role(self, colour: Color, mono: Modifier) -> Style {
        if self.mono { Style::new().add_modifier(mono) } else { Style::new().fg(colour) }
    }

    /// Plain text.
    #[must_use]
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What the eye should meet first.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Headings, and whatever has the focus.
    #[must_use]
    pub fn accent(self) -> Style {
        self.role(ACCENT, Modifier::BOLD)
    }

    /// Beside the point.
    #[must_use]
    pub fn dim(self) -> Style {
        self.role(DIM, Modifier::empty())
    }

    /// Lines and borders.
    #[must_use]
    pub fn faint(self) -> Style {
        self.role(FAINT, Modifier::empty())
    }

    /// As it should be.
    #[must_use]
    pub fn good(self) -> Style {
        self.role(GOOD, Modifier::BOLD)
    }

    /// Wrong, lost, leaked.
    #[must_use]
    pub fn bad(self) -> Style {
        self.role(BAD, Modifier::BOLD)
    }

    /// Worth a look.
    #[must_use]
    pub fn warn(self) -> Style {
        self.role(WARN, Modifier::BOLD)
    }

    /// The row under the cursor.
    #[must_use]
    pub fn picked(self, focused: bool) -> Style {
        match (self.mono, focused) {
            (true, true) => Style::new().add_modifier(Modifier::REVERSED),
            (true, false) => Style::new().add_modifier(Modifier::UNDERLINED),
            (false, true) => Style::new().bg(Color::Indexed(24)).fg(Color::Indexed(255)),
            (false, false) => Style::new().bg(PICKED),
        }
    }

    /// A key in hints.
    #[must_use]
    pub fn key(self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    /// A mark on its own ground: the screen's name in the header.
    #[must_use]
    pub fn badge(self) -> Style {
        if self.mono {
            Style::new().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().bg(ACCENT).fg(Color::Indexed(234)).add_modifier(Modifier::BOLD)
        }
    }

    /// The colour of a deal; its glyph is [`DealState::glyph`].
    #[must_use]
    pub fn deal(self, state: DealState) -> Style {
        match state {
            DealState::Open => self.text(),
            DealState::Won => self.good(),
            DealState::Lost => self.bad(),
        }
    }

    /// The colour of a status; its glyph and word are [`Status::glyph`] and its label.
    #[must_use]
    pub fn status(self, status: Status) -> Style {
        match status {
            Status::Open => self.accent(),
            Status::Attempting => self.warn(),
            Status::Contacted | Status::Converted => self.good(),
            Status::Nurturing => self.dim(),
            Status::Rejected => self.bad(),
        }
    }
}
