//! Lists of actions to run: all by name (`:`), or those of this screen (`?`).

use crate::{
    domain::text,
    tui::{
        actions::{ACTIONS, Act, Action, Context, key},
        form::edit,
    },
};
use crossterm::event::KeyEvent;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use tui_input::Input as Editor;

/// The list, narrowed by what is typed.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    /// What is typed.
    pub query: Editor,
    /// The row under the cursor.
    pub cursor: usize,
    /// Help: sections, sentences, and only what this screen has.
    pub is_help: bool,
}

impl Palette {
    /// Every action.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// The actions of this screen, with what they do.
    #[must_use]
    pub fn here() -> Self {
        Self { is_help: true, ..Self::default() }
    }

    /// The actions that fit what is typed, the best first; all in the order of the table when nothing is.
    #[must_use]
    pub fn rows(&self, context: &Context<'_>) -> Vec<&'static Action> {
        let here = |action: &&Action| action.scope.is_here(context);
        let query = self.query.value().trim();
        if query.is_empty() {
            return ACTIONS.iter().filter(here).collect();
        }
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut fits: Vec<(u32, &Action)> = ACTIONS
            .iter()
            .filter(here)
            .filter_map(|action| {
                let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
                let by_key = context.keys.of_act(action.act).iter().any(|key| key == query).then_some(10_000);
                let by_title = score(action.title).map(|score| score * 2);
                // What it does in words: found too, behind those that are called so.
                let by_help = score(action.help).map(|score| if self.is_help { score } else { score / 2 });
                by_key.max(by_title).max(by_help).map(|score| (score, action))
            })
            .collect();
        fits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        fits.into_iter().map(|(_, action)| action).collect()
    }

    /// Takes a key; gives the action to run.
    pub fn press(&mut self, pressed: KeyEvent, context: &Context<'_>) -> Option<Act> {
        let rows = self.rows(context);
        let last = rows.len().saturating_sub(1);
        match key::name(pressed).as_str() {
            "down" | "ctrl-n" | "tab" => self.cursor = (self.cursor + 1).min(last),
            "up" | "ctrl-p" | "shift-tab" => self.cursor = self.cursor.saturating_sub(1),
            "pgdn" => self.cursor = (self.cursor + 10).min(last),
            "pgup" => self.cursor = self.cursor.saturating_sub(10),
            "enter" => return rows.get(self.cursor).map(|action| action.act),
            _ => {
                edit(&mut self.query, pressed, text::FIELD_MAX);
                self.cursor = 0;
            }
        }
        None
    }

    /// Pastes into what is typed.
    pub fn paste(&mut self, pasted: &str) {
        let value = format!("{}{}", self.query.value(), text::show(pasted));
        self.query = Editor::new(value.chars().take(text::FIELD_MAX).collect());
        self.cursor = 0;
    }
}
