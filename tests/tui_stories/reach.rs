//! Every action can be reached: by a key and in the palette (see `screens`), and by a command where it changes data.

use crate::at::At;
use callsheet::tui::{
    actions::{ACTIONS, Scope, leading_to},
    message::Effect,
    model::Screen,
    overlay::Overlay,
};
use std::process::Command;

/// What changes data, and the command that does the same.
const BY_COMMAND: [(&str, &[&str]); 20] = [
    ("log", &["log"]),
    ("callback", &["callback"]),
    ("reject", &["reject"]),
    ("nurture", &["nurture"]),
    ("qualify", &["qualify"]),
    ("convert", &["convert"]),
    ("touch", &["touch"]),
    ("assign", &["assign"]),
    ("return", &["return", "release"]),
    ("reopen", &["reopen"]),
    ("do-not-call", &["dnc"]),
    ("edit", &["edit"]),
    ("move-deal", &["deal"]),
    ("close-deal", &["deal"]),
    ("next", &["next"]),
    ("new-lead", &["add"]),
    ("edit-deal", &["deal"]),
    ("take-back", &["undo", "redo"]),
    ("undo", &["undo"]),
    ("redo", &["redo"]),
];

/// What changes only what the screen shows; so does all that moves about.
const SCREEN_ONLY: [&str; 27] = [
    "filter",
    "sort",
    "withheld",
    "first-steps",
    "period",
    "slice",
    "by-source",
    "find",
    "queue",
    "pipeline",
    "nurturing",
    "funnel",
    "history",
    "palette",
    "help",
    "mouse",
    "quit",
    "copy",
    "trail",
    "go-to",
    "deals",
    "resting",
    "closed",
    "narrow",
    "mark",
    "mark-range",
    "mark-all",
];

#[test]
fn of_every_action_it_is_said_whether_it_changes_data() {
    for action in ACTIONS.iter().filter(|action| action.scope != Scope::Movement) {
        let by_command = BY_COMMAND.iter().any(|(name, _)| *name == action.name());
        let name = action.name();
        assert!(
            by_command != SCREEN_ONLY.contains(&name.as_str()),
            "{name}: which command does it, if it changes data?"
        );
    }
}

#[test]
fn what_changes_data_is_a_command_too() {
    let names: Vec<String> = ACTIONS.iter().map(callsheet::tui::actions::Action::name).collect();
    for (name, verbs) in BY_COMMAND {
        assert!(names.iter().any(|known| known == name), "no action is called {name}");
        for verb in verbs {
            let help = Command::new(env!("CARGO_BIN_EXE_callsheet")).args([verb, "--help"]).output().expect("help");
            assert!(help.status.success(), "{name} has no command {verb}");
        }
    }
}

#[test]
fn what_has_no_command_changes_no_data() {
    for action in ACTIONS.iter().filter(|action| BY_COMMAND.iter().all(|(name, _)| *name != action.name())) {
        for deep in [false, true] {
            let mut at = At::desk();
            at.select("Ada Lovelace");
            let home = Screen::ALL.into_iter().find(|screen| action.scope.is_on(*screen)).expect("at home somewhere");
            if home != Screen::Queue {
                let key = at.model.keys.of_act(leading_to(home))[0].clone();
                at.press(&key);
            }
            if deep {
                at.press("enter");
            }
            at.hold = true;
            at.press(action.keys[0]);
            let deeds = at.held_back.iter().filter(|effect| matches!(effect, Effect::Do(_))).count();
            let asks = match at.model.overlays.last() {
                Some(Overlay::Form(form)) => !form.kind.is_of_the_screen(),
                _ => false,
            };
            assert!(deeds == 0 && !asks, "{} changes data: which command does the same?", action.name());
        }
    }
}
