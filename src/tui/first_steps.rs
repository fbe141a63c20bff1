//! What a new user is shown under the queue, each line until it has been done once.

use crate::tui::actions::{ACTIONS, Act, Action};
use serde::{Deserialize, Serialize};
use std::{fs, path::PathBuf};

/// The first steps, in the order in which they help.
const STEPS: [Act; 4] = [Act::Next, Act::Log, Act::Palette, Act::Help];

/// The steps that are still shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstSteps {
    left: Vec<Act>,
    is_news: bool,
}

impl FirstSteps {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Self { left: STEPS.to_vec(), is_news: false }
    }

    /// The steps that are still shown.
    #[must_use]
    pub fn left(&self) -> &[Act] {
        &self.left
    }

    /// Something was done: it need not be shown any more.
    pub fn learn(&mut self, act: Act) {
        let before = self.left.len();
        self.left.retain(|step| *step != act);
        self.is_news |= self.left.len() != before;
    }

    /// Hides what is shown; or shows all where nothing is.
    pub fn toggle(&mut self) {
        self.left = if self.left.is_empty() { STEPS.to_vec() } else { Vec::new() };
        self.is_news = true;
    }

    /// What is left, when that has changed since it was last asked.
    pub fn news(&mut self) -> Option<Vec<Act>> {
        std::mem::take(&mut self.is_news).then(|| self.left.clone())
    }
}

/// The file that remembers the steps; none where nothing is remembered, as in the demo.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub Option<PathBuf>);

#[derive(Serialize, Deserialize)]
struct Remembered {
    first_steps: Vec<String>,
}

impl Memory {
    /// What is left to show: all of it to whoever has never been here.
    #[must_use]
    pub fn recall(&self) -> FirstSteps {
        let Some(path) = &self.0 else { return FirstSteps::all() };
        match fs::read_to_string(path) {
            Ok(text) => {
                // A file that says nothing we know was written by somebody who has been here.
                let known = toml::from_str::<Remembered>(&text).map(|known| known.first_steps).unwrap_or_default();
                let is_left = |act: &Act| known.contains(&ACTIONS[*act as usize].name());
                FirstSteps { left: STEPS.into_iter().filter(is_left).collect(), is_news: false }
            }
            Err(_) => FirstSteps::all(),
        }
    }

    /// Remembers what is left. Where that cannot be written it is shown again the next time, which is no fault.
    pub fn keep(&self, left: &[Act]) {
        let Some(path) = &self.0 else { return };
        let names = left.iter().filter_map(|act| ACTIONS.get(*act as usize)).map(Action::name).collect();
        if let (Ok(text), Some(folder)) = (toml::to_string(&Remembered { first_steps: names }), path.parent()) {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory(Some(folder.path().join("state/deeper/screen.toml")));
        let mut steps = memory.recall();
        assert_eq!(steps.left(), STEPS);
        steps.learn(Act::Log);
        steps.learn(Act::Undo);
        memory.keep(&steps.news().unwrap());
        assert_eq!((memory.recall().left(), steps.news()), (&[Act::Next, Act::Palette, Act::Help][..], None));
        steps.toggle();
        memory.keep(&steps.news().unwrap());
        assert!(memory.recall().left().is_empty());
    }

    #[test]
    fn no_folder_and_no_sense_are_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("screen.toml");
        fs::write(&file, "\u{0}nonsense").unwrap();
        assert!(Memory(Some(file.clone())).recall().left().is_empty());
        let under_a_file = Memory(Some(file.join("screen.toml")));
        under_a_file.keep(&[]);
        assert_eq!(under_a_file.recall().left(), STEPS);
        Memory(None).keep(&[]);
        assert_eq!(Memory(None).recall().left(), STEPS);
    }
}
