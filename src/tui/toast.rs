//! Messages that go away by themselves.

use crate::{
    desk::Receipt,
    domain::time::{SECOND, Timestamp},
    tui::actions::{Act, Keymap},
};

/// What kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It is done.
    Good,
    /// It cannot be done, and why.
    Told,
    /// It went wrong.
    Bad,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What kind.
    pub mood: Mood,
    /// What it says, a line each.
    pub lines: Vec<String>,
    until: Timestamp,
}

/// The messages on the screen, the newest last.
#[derive(Debug, Clone, Default)]
pub struct Toasts(Vec<Toast>);

/// At most so many at once.
const MOST: usize = 3;

/// The key that takes back what was just done.
#[must_use]
pub fn way_back(receipt: &Receipt, keys: &Keymap) -> Option<String> {
    receipt.undo.as_ref()?;
    let undo = keys.word(Act::Undo);
    Some(if receipt.undid {
        format!("{} does it again, {undo} undoes what was before it", keys.word(Act::Redo))
    } else {
        format!("{undo} undoes")
    })
}

impl Toasts {
    /// Shows one, as long as it takes to read it.
    pub fn show(&mut self, mood: Mood, lines: Vec<String>, now: Timestamp) {
        let letters: usize = lines.iter().map(|line| line.chars().count()).sum();
        let reading = i64::try_from(letters / 15).unwrap_or(30).min(30) * SECOND;
        // What was done before is in the history; only the last of it is worth the room.
        self.0.retain(|toast| toast.lines != lines && (mood, toast.mood) != (Mood::Good, Mood::Good));
        self.0.push(Toast { mood, lines, until: now.plus(4 * SECOND + reading) });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Shows what a receipt says.
    pub fn receipt(&mut self, receipt: &Receipt, keys: &Keymap, now: Timestamp) {
        let mut lines = vec![receipt.sentence.clone()];
        lines.extend(receipt.notes.iter().cloned());
        lines.extend(way_back(receipt, keys));
        self.show(Mood::Good, lines, now);
    }

    /// Takes away those that have been there long enough; answers whether there were any.
    pub fn sweep(&mut self, now: Timestamp) -> bool {
        let before = self.0.len();
        self.0.retain(|toast| toast.until > now);
        self.0.len() != before
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those on the screen, the newest last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Toast> {
        self.0.iter()
    }

    /// When the next one goes.
    #[must_use]
    pub fn next_end(&self) -> Option<Timestamp> {
        self.0.iter().map(|toast| toast.until).min()
    }
}
