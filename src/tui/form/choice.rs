//! One of several: drawn in a line or as a list, picked by arrows, by a key, or by its first letter.

use crate::domain::text;

/// One thing to pick.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opt {
    /// What it stands for.
    pub slug: String,
    /// As it is read.
    pub label: String,
    /// What it would do, or more about it.
    pub hint: String,
    /// The key that picks it.
    pub key: Option<char>,
}

impl Opt {
    /// Something to pick.
    #[must_use]
    pub fn new(slug: impl ToString, label: impl Into<String>) -> Self {
        Self { slug: slug.to_string(), label: label.into(), ..Self::default() }
    }

    /// With a key of its own.
    #[must_use]
    pub fn key(mut self, key: char) -> Self {
        self.key = Some(key);
        self
    }

    /// With more about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// One of several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What there is to pick.
    pub options: Vec<Opt>,
    /// What is picked.
    pub picked: Option<usize>,
}

impl Choice {
    /// Whether it is drawn as a list rather than in one line of so many columns.
    #[must_use]
    pub fn is_list(&self, columns: usize) -> bool {
        let line: usize = self.options.iter().map(|option| text::width(&option.label) + 4).sum();
        line > columns || self.options.iter().any(|option| !option.hint.is_empty())
    }

    /// The key that picks the option at `at`: its own, or its number.
    #[must_use]
    pub fn key_of(&self, at: usize) -> Option<char> {
        let own = self.options.get(at)?.key;
        let plain = self.options.iter().all(|option| option.key.is_none());
        own.or_else(|| if plain && at < 9 { char::from_digit(u32::try_from(at + 1).ok()?, 10) } else { None })
    }

    pub(super) fn step(&mut self, by: isize) {
        let last = self.options.len().saturating_sub(1);
        self.picked =
            Some(self.picked.map_or(if by > 0 { 0 } else { last }, |at| at.saturating_add_signed(by).min(last)));
    }

    /// Picks by key, by number, or the next one that begins with the letter; answers whether a key picked.
    pub(super) fn pick(&mut self, c: char) -> bool {
        if let Some(at) = (0..self.options.len()).find(|at| self.key_of(*at) == Some(c)) {
            self.picked = Some(at);
            return true;
        }
        let from = self.picked.map_or(0, |at| at + 1);
        let count = self.options.len();
        let begins = |at: &usize| text::fold(&self.options[*at].label).starts_with(c.to_ascii_lowercase());
        if let Some(at) = (from..from + count).map(|at| at % count.max(1)).find(begins) {
            self.picked = Some(at);
        }
        false
    }
}
