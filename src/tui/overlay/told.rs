//! Something that should be read before it goes: what became of a capture, what is in the way of an undo.

use crate::{
    desk::{Receipt, Tally, command::Command},
    domain::ids::Seq,
    tui::{
        actions::{Act, Keymap, key},
        message::Change,
    },
};
use crossterm::event::KeyEvent;

/// A message that stays until a key takes it away.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its heading.
    pub title: &'static str,
    /// What it says.
    pub lines: Vec<String>,
    /// What `y` would do: in words, and the change.
    pub offer: Option<(String, Change)>,
    /// The offer is what the form below asked for, in part.
    pub of_form: bool,
    /// It has been read.
    pub is_over: bool,
}

impl Told {
    /// What became of a capture: whose it is, and why.
    #[must_use]
    pub fn captured(receipt: &Receipt, keys: &Keymap) -> Self {
        let mut lines = vec![receipt.sentence.clone()];
        lines.extend(receipt.notes.iter().map(|note| format!("· {note}")));
        if receipt.undo.is_some() {
            lines.push(format!("· {} undoes", keys.word(Act::Undo)));
        }
        Self { title: "Captured", lines, offer: None, of_form: false, is_over: false }
    }

    /// What stands in the way of an undo, and the offer to take back the rest.
    #[must_use]
    pub fn in_the_way(seq: Seq, words: &str) -> Self {
        let lines = words.lines().map(str::to_owned).collect();
        let change = Change::Run(Command::Undo { seq: Some(seq), rest: true });
        Self { title: "Undo", lines, offer: Some(("undo the rest".to_owned(), change)), of_form: false, is_over: false }
    }

    /// Which of many leads cannot be done, and the offer to do the rest; none where nothing is left to do.
    #[must_use]
    pub fn left_out(tally: &Tally, words: &str, sent: Option<Change>) -> Self {
        let rest = match sent {
            Some(Change::Run(Command::Many { on, what, .. })) if tally.done > 0 => {
                let words = format!("do the other {}", tally.done);
                Some((words, Change::Run(Command::Many { on, what, whole: false })))
            }
            _ => None,
        };
        let lines = words.lines().map(str::to_owned).collect();
        Self { title: "Not all of them", lines, offer: rest, of_form: true, is_over: false }
    }

    /// Takes a key; gives the change that was offered, when it is taken up.
    pub fn press(&mut self, pressed: KeyEvent) -> Option<Change> {
        match (key::name(pressed).as_str(), &self.offer) {
            ("y", Some((_, change))) => Some(change.clone()),
            ("enter" | "q" | "space", _) => {
                self.is_over = true;
                None
            }
            _ => None,
        }
    }
}
