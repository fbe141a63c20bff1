//! Which keys an action has: those of the table, or those that the settings give it.

use super::{ACTIONS, Act, Action, Context, Scope, key};
use crate::{
    domain::words::nearest,
    settings::{Bindings, Fault},
};

/// Forms need these: they keep what they do in the table.
const FORMS: [&str; 6] = ["esc", "enter", "tab", "shift-tab", "ctrl-c", "ctrl-z"];

/// The keys of every action, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap(Vec<Vec<String>>);

impl Default for Keymap {
    fn default() -> Self {
        Self(ACTIONS.iter().map(|action| action.keys.iter().map(|key| (*key).to_owned()).collect()).collect())
    }
}

impl Keymap {
    /// The shipped keys with these in place of theirs.
    ///
    /// # Errors
    /// When an action or a key is unknown, two actions would share a key, or a key could not be pressed where it is
    /// needed.
    pub fn of(own: &Bindings) -> Result<Self, Fault> {
        let mut map = Self::default();
        for (name, given) in own {
            let setting = format!("keys.{name}");
            let action = named(name).map_err(|says| Fault::of(&setting, says))?;
            let keys: Result<Vec<String>, String> = given.iter().map(|key| fitting(action, key)).collect();
            map.0[action.act as usize] = keys.map_err(|says| Fault::of(&setting, format!("{setting}: {says}")))?;
        }
        map.check(own)
    }

    fn check(self, own: &Bindings) -> Result<Self, Fault> {
        for act in [Act::Help, Act::Quit] {
            if self.of_act(act).is_empty() {
                let setting = format!("keys.{}", ACTIONS[act as usize].name());
                let shipped = ACTIONS[act as usize].keys[0];
                let says = format!("{setting}: without a key nobody finds it; name one, such as [\"{shipped}\"]");
                return Err(Fault::of(setting, says));
            }
        }
        for (at, one) in ACTIONS.iter().enumerate() {
            for other in ACTIONS[at + 1..].iter().filter(|other| one.scope.meets(other.scope)) {
                if let Some(key) = self.of_act(one.act).iter().find(|key| self.of_act(other.act).contains(key)) {
                    let set = if own.contains_key(&other.name()) { other } else { one };
                    let (one, other) = (one.name(), other.name());
                    let says = format!(
                        "“{key}” would be the key of both {one} and {other}; give keys.{one} or keys.{other} another key"
                    );
                    return Err(Fault::of(format!("keys.{}", set.name()), says));
                }
            }
        }
        Ok(self)
    }

    /// The keys of an action, the one to print first.
    #[must_use]
    pub fn of_act(&self, act: Act) -> &[String] {
        self.0.get(act as usize).map_or(&[], Vec::as_slice)
    }

    /// The key of an action as a sentence says it. One without a key is found in help by its title.
    #[must_use]
    pub fn word(&self, act: Act) -> String {
        match self.of_act(act).first() {
            Some(key) => key::shown(key),
            None if act == Act::Help => String::new(),
            None => format!("{} {}", self.word(Act::Help), ACTIONS[act as usize].title),
        }
    }

    /// The action of a key on this screen.
    #[must_use]
    pub fn find(&self, name: &str, context: &Context<'_>) -> Option<&'static Action> {
        ACTIONS
            .iter()
            .find(|action| action.scope.is_here(context) && self.of_act(action.act).iter().any(|key| key == name))
    }
}

fn named(name: &str) -> Result<&'static Action, String> {
    ACTIONS.iter().find(|action| action.name() == name).ok_or_else(|| {
        let names: Vec<String> = ACTIONS.iter().map(Action::name).collect();
        let near = nearest(name, names.iter().map(String::as_str));
        let meant = near.map_or_else(String::new, |near| format!("; did you mean “{near}”?"));
        format!("keys.{name}: no action is called “{name}”{meant} `callsheet keys` lists them all")
    })
}

/// The key as the table would name it.
fn fitting(action: &Action, given: &str) -> Result<String, String> {
    let name = key::read(given)?;
    if FORMS.contains(&name.as_str()) && !action.keys.contains(&name.as_str()) {
        return Err(format!("“{name}” is needed by forms and from anywhere; take another key"));
    }
    Ok(name)
}

impl Scope {
    /// Whether there is a screen on which the keys of both mean something.
    fn meets(self, other: Self) -> bool {
        crate::tui::state::Screen::ALL.into_iter().any(|screen| self.is_on(screen) && other.is_on(screen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(bindings: &[(&str, &[&str])]) -> Result<Keymap, Fault> {
        let own = |(name, keys): &(&str, &[&str])| {
            ((*name).to_owned(), keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
        };
        Keymap::of(&bindings.iter().map(own).collect())
    }

    #[test]
    fn the_table_itself_fits() {
        let shipped = Keymap::default();
        assert_eq!(shipped.clone().check(&Bindings::new()), Ok(shipped));
        for action in ACTIONS {
            assert_eq!(ACTIONS[action.act as usize].act, action.act);
            for key in action.keys {
                assert_eq!(key::read(key), Ok((*key).to_owned()), "{}", action.name());
            }
        }
    }

    #[test]
    fn keys_are_given_and_taken() {
        let map = map(&[("next", &["Ctrl-N", "F2"]), ("new-lead", &["n"]), ("reopen", &[])]).unwrap();
        assert_eq!(map.of_act(Act::Next), ["ctrl-n", "f2"]);
        assert_eq!((map.word(Act::NewLead), map.word(Act::Reopen)), ("n".to_owned(), "? reopen, wake".to_owned()));
        assert_eq!(map.of_act(Act::Undo), ["u"]);
    }

    #[test]
    fn one_key_may_serve_two_screens_that_never_meet() {
        // As the table itself does: f filters the queue and slices the funnel.
        map(&[("sort", &["p"])]).unwrap();
    }

    #[test]
    fn what_would_lock_somebody_out_is_refused() {
        for (bindings, setting, words) in [
            (&[("nxt", &["n"][..])][..], "keys.nxt", "did you mean “next”?"),
            (&[("Next", &["n"])], "keys.Next", "did you mean “next”?"),
            (&[("next", &["ctl-n"])], "keys.next", "no key is called “ctl-n”"),
            (&[("next", &["entr"])], "keys.next", "did you mean “enter”?"),
            (&[("next", &[""])], "keys.next", "no key is called “”"),
            (&[("next", &["ctrl-i"])], "keys.next", "sends “tab” for it"),
            (&[("edit", &["n"])], "keys.edit", "both edit and next; give keys.edit or keys.next another key"),
            (&[("next", &["e"])], "keys.next", "both edit and next"),
            (&[("sort", &["n"])], "keys.sort", "both sort and next"),
            (&[("help", &[])], "keys.help", "name one, such as [\"?\"]"),
            (&[("quit", &[])], "keys.quit", "name one, such as [\"q\"]"),
            (&[("next", &["enter"])], "keys.next", "needed by forms"),
            (&[("quit", &["ctrl-c"])], "keys.quit", "needed by forms"),
            (&[("close", &["esc"]), ("pane", &["esc"])], "keys.pane", "needed by forms"),
        ] {
            let fault = map(bindings).unwrap_err();
            assert!(fault.setting == setting && fault.says.contains(words), "{bindings:?}: {fault:?}");
        }
    }
}
