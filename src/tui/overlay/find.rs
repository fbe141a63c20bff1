//! Finding anybody, as one types.

use crate::{
    desk::Found,
    domain::{ids::LeadId, text},
    tui::{
        actions::key,
        form::{Took, edit},
    },
};
use crossterm::event::KeyEvent;
use tui_input::Input as Editor;

/// The search, with what it found.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// What is looked for.
    pub query: Editor,
    /// Who was found.
    pub found: Vec<Found>,
    /// The one under the cursor.
    pub cursor: usize,
    /// An answer has come.
    pub answered: bool,
    /// It cannot be read, and why.
    pub fault: Option<String>,
}

/// What a key came to.
pub enum Did {
    /// Opens a card.
    Open(LeadId),
    /// Asks anew.
    Ask(String),
    /// Neither.
    Nothing,
}

impl Find {
    /// Takes a key.
    pub fn press(&mut self, pressed: KeyEvent) -> Did {
        let last = self.found.len().saturating_sub(1);
        match key::name(pressed).as_str() {
            "down" | "ctrl-n" | "tab" => self.cursor = (self.cursor + 1).min(last),
            "up" | "ctrl-p" | "shift-tab" => self.cursor = self.cursor.saturating_sub(1),
            "pgdn" => self.cursor = (self.cursor + 10).min(last),
            "pgup" => self.cursor = self.cursor.saturating_sub(10),
            "enter" => {
                let lead = self.found.get(self.cursor).and_then(|found| found.lead.as_ref());
                return lead.map_or(Did::Nothing, |lead| Did::Open(lead.id));
            }
            _ => {
                let before = self.query.value().to_owned();
                let took = edit(&mut self.query, pressed, text::FIELD_MAX);
                if took == Took::Yes && self.query.value() != before {
                    return Did::Ask(self.query.value().to_owned());
                }
            }
        }
        Did::Nothing
    }

    /// Pastes; gives what is looked for now.
    pub fn paste(&mut self, pasted: &str) -> String {
        let value = format!("{}{}", self.query.value(), text::show(pasted));
        self.query = Editor::new(value.chars().take(text::FIELD_MAX).collect());
        self.query.value().to_owned()
    }

    /// Shows who was found.
    pub fn put(&mut self, found: Vec<Found>) {
        self.found = found;
        self.cursor = 0;
        self.answered = true;
        self.fault = None;
    }
}
