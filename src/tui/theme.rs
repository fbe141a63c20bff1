//! The colour roles, all in this file. Colour never carries a meaning alone: a glyph and a word stand beside it,
//! and the mono theme has the meanings in bold, reverse and underline.

mod depth;

pub use depth::{Depth, rgb};

use crate::{
    domain::{deal::DealState, stage::Status},
    settings::{Colour, ThemeName, ThemeRules},
};
use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// None is mono.
    roles: Option<Roles>,
}

/// What each role is painted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Roles {
    /// None is the terminal's own.
    text: Option<Color>,
    accent: Color,
    good: Color,
    warn: Color,
    bad: Color,
    dim: Color,
    faint: Color,
    picked: Color,
    picked_text: Color,
    resting: Color,
    badge_text: Color,
}

const fn dark() -> Roles {
    Roles {
        text: None,
        accent: Color::Indexed(110),
        good: Color::Indexed(114),
        warn: Color::Indexed(215),
        bad: Color::Indexed(203),
        dim: Color::Indexed(248),
        faint: Color::Indexed(244),
        picked: Color::Indexed(24),
        picked_text: Color::Indexed(255),
        resting: Color::Indexed(236),
        badge_text: Color::Indexed(234),
    }
}

const fn light() -> Roles {
    Roles {
        text: None,
        accent: Color::Indexed(25),
        good: Color::Indexed(22),
        warn: Color::Indexed(94),
        bad: Color::Indexed(124),
        dim: Color::Indexed(239),
        faint: Color::Indexed(242),
        picked: Color::Indexed(25),
        picked_text: Color::Indexed(231),
        resting: Color::Indexed(254),
        badge_text: Color::Indexed(231),
    }
}

/// With only 16 colours the nearest is not always one that can be read, so these are chosen.
const fn dark_of_16() -> Roles {
    Roles {
        text: None,
        accent: Color::Cyan,
        good: Color::Green,
        warn: Color::Yellow,
        bad: Color::LightRed,
        dim: Color::Gray,
        faint: Color::DarkGray,
        picked: Color::Blue,
        picked_text: Color::White,
        resting: Color::Reset,
        badge_text: Color::Black,
    }
}

/// Most of the 16 are too light for a light terminal: what has no colour here has its glyph and its word.
const fn light_of_16() -> Roles {
    Roles {
        text: None,
        accent: Color::Blue,
        good: Color::Blue,
        warn: Color::Magenta,
        bad: Color::Red,
        dim: Color::Reset,
        faint: Color::Reset,
        picked: Color::Blue,
        picked_text: Color::White,
        resting: Color::Reset,
        badge_text: Color::White,
    }
}

impl Roles {
    /// These, with what somebody wants different.
    fn with(self, own: &ThemeRules) -> Self {
        let or = |own: Option<Colour>, role| own.map_or(role, painted);
        Self {
            text: own.text.map(painted).or(self.text),
            accent: or(own.accent, self.accent),
            good: or(own.good, self.good),
            warn: or(own.warn, self.warn),
            bad: or(own.bad, self.bad),
            dim: or(own.dim, self.dim),
            faint: or(own.faint, self.faint),
            picked: or(own.picked, self.picked),
            picked_text: or(own.picked_text, self.picked_text),
            resting: or(own.resting, self.resting),
            badge_text: or(own.badge_text, self.badge_text),
        }
    }

    /// These, in colours that the terminal has.
    fn on(self, depth: Depth) -> Self {
        Self {
            text: self.text.map(|colour| depth.nearest(colour)),
            accent: depth.nearest(self.accent),
            good: depth.nearest(self.good),
            warn: depth.nearest(self.warn),
            bad: depth.nearest(self.bad),
            dim: depth.nearest(self.dim),
            faint: depth.nearest(self.faint),
            picked: depth.nearest(self.picked),
            picked_text: depth.nearest(self.picked_text),
            resting: depth.nearest(self.resting),
            badge_text: depth.nearest(self.badge_text),
        }
    }
}

const fn painted(colour: Colour) -> Color {
    match colour {
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Colour::Indexed(index) => Color::Indexed(index),
    }
}

/// Whether the environment wants no colours, whatever the settings say.
#[must_use]
pub fn is_plain_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

impl Theme {
    /// Colours for a dark terminal.
    #[must_use]
    pub const fn dark() -> Self {
        Self { roles: Some(dark()) }
    }

    /// Colours for a light terminal.
    #[must_use]
    pub const fn light() -> Self {
        Self { roles: Some(light()) }
    }

    /// No colour at all.
    #[must_use]
    pub const fn mono() -> Self {
        Self { roles: None }
    }

    /// The one that somebody has set, in colours that the terminal has.
    #[must_use]
    pub fn of(own: &ThemeRules, depth: Depth) -> Self {
        let roles = match (own.name, depth) {
            (ThemeName::Mono, _) => return Self::mono(),
            (ThemeName::Dark, Depth::Named) => dark_of_16(),
            (ThemeName::Light, Depth::Named) => light_of_16(),
            (ThemeName::Dark, _) => dark(),
            (ThemeName::Light, _) => light(),
        };
        Self { roles: Some(roles.with(own).on(depth)) }
    }

    /// The one that is set, unless the environment wants no colours.
    #[must_use]
    pub fn of_environment(own: &ThemeRules) -> Self {
        if is_plain_wanted() { Self::mono() } else { Self::of(own, Depth::of_environment()) }
    }

    fn role(self, colour: impl Fn(&Roles) -> Color, mono: Modifier) -> Style {
        match &self.roles {
            Some(roles) => Style::new().fg(colour(roles)),
            None => Style::new().add_modifier(mono),
        }
    }

    /// Plain text.
    #[must_use]
    pub fn text(self) -> Style {
        self.roles.and_then(|roles| roles.text).map_or(Style::new(), |text| Style::new().fg(text))
    }

    /// What the eye should meet first.
    #[must_use]
    pub fn strong(self) -> Style {
        self.text().add_modifier(Modifier::BOLD)
    }

    /// Headings, and whatever has the focus.
    #[must_use]
    pub fn accent(self) -> Style {
        self.role(|roles| roles.accent, Modifier::BOLD)
    }

    /// Beside the point.
    #[must_use]
    pub fn dim(self) -> Style {
        self.role(|roles| roles.dim, Modifier::empty())
    }

    /// Lines and borders, and headings of columns.
    #[must_use]
    pub fn faint(self) -> Style {
        self.role(|roles| roles.faint, Modifier::empty())
    }

    /// As it should be.
    #[must_use]
    pub fn good(self) -> Style {
        self.role(|roles| roles.good, Modifier::BOLD)
    }

    /// Wrong, lost, leaked.
    #[must_use]
    pub fn bad(self) -> Style {
        self.role(|roles| roles.bad, Modifier::BOLD)
    }

    /// Worth a look.
    #[must_use]
    pub fn warn(self) -> Style {
        self.role(|roles| roles.warn, Modifier::BOLD)
    }

    /// The row under the cursor.
    #[must_use]
    pub fn picked(self, focused: bool) -> Style {
        match (&self.roles, focused) {
            (None, true) => Style::new().add_modifier(Modifier::REVERSED),
            (None, false) => Style::new().add_modifier(Modifier::UNDERLINED),
            (Some(roles), true) => Style::new().bg(roles.picked).fg(roles.picked_text),
            (Some(roles), false) => Style::new().bg(roles.resting),
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
        match &self.roles {
            None => Style::new().add_modifier(Modifier::REVERSED),
            Some(roles) => Style::new().bg(roles.accent).fg(roles.badge_text).add_modifier(Modifier::BOLD),
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
