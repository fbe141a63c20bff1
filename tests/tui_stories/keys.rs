//! Keys of one's own: everything that names a key names the one that is bound.

use crate::at::{At, lead};
use callsheet::{
    desk::command::Command,
    settings::Bindings,
    tui::{
        self,
        actions::{ACTIONS, Act, Keymap},
        first_steps::FirstSteps,
        message::Event,
        overlay::Overlay,
    },
};

fn bound(bindings: &[(&str, &str)]) -> Keymap {
    let own: Bindings = bindings.iter().map(|(name, key)| ((*name).to_owned(), vec![(*key).to_owned()])).collect();
    Keymap::of(&own).expect("keys that fit")
}

#[test]
fn a_rebinding_changes_keys_hints_tabs_help_palette_and_list_together() {
    let mut at = At::desk();
    at.expect("n next lead").expect("4 Funnel").press("?").types("next").expect(" n           next lead").press("esc");
    at.model.keys = bound(&[("next", "N"), ("funnel", "f9"), ("palette", "ctrl-p"), ("help", "f2"), ("reject", "ä")]);

    at.expect("N next lead").refuse("n next lead").expect("F9 Funnel").expect("F2 help").expect("ä reject");
    at.press("n").refuse("▶ held").press("x");
    assert!(at.model.overlays.is_empty(), "the old key still does it");
    at.press("f2").types("next").expect(" N           next lead").refuse(" n           next lead").press("esc");
    at.press("ctrl-p").types("ä").expect("reject").press("esc");
    let listed = tui::keys(&at.model.keys);
    let of = |name: &str| listed.iter().find(|row| row.action == name).expect("listed").keys.clone();
    assert_eq!((of("next"), of("reject"), of("undo")), (vec!["N".into()], vec!["ä".into()], vec!["u".into()]));
    at.press("N").expect("▶ held");
}

#[test]
fn an_action_without_a_key_is_found_in_help() {
    let mut at = At::desk();
    at.model.keys = Keymap::of(&[("reopen".to_owned(), Vec::new())].into()).expect("keys that fit");
    at.press("R").press(":").types("reopen").expect("reopen").press("esc");
    at.select("Ben Stone").press("x").pick("No need").pick("dead").press("enter");
    at.press("/").types("stone").press("enter").press("x").expect_toast("is rejected; ? reopen, wake reopens it");
}

/// Every key bound to a letter that nothing else on the screen has.
fn foreign() -> (Keymap, impl Fn(&str) -> String) {
    let letters = ('Ա'..='Ֆ').chain('ა'..='ჰ');
    let names: Vec<(String, String)> =
        ACTIONS.iter().map(tui::actions::Action::name).zip(letters.map(|letter| letter.to_string())).collect();
    assert_eq!(names.len(), ACTIONS.len(), "more letters are needed");
    let map = Keymap::of(&names.iter().map(|(name, key)| (name.clone(), vec![key.clone()])).collect());
    let key = move |name: &str| names.iter().find(|(known, _)| known == name).expect("an action").1.clone();
    (map.expect("keys that fit"), key)
}

/// Words of a text that are a shipped key; not figures and their units (3 d), the article, a toast's mark, and what
/// is not known of BANT.
fn shipped_keys(text: &str) -> Vec<String> {
    let shipped: Vec<&str> = ACTIONS.iter().flat_map(|action| action.keys).copied().collect();
    let named = |word: &str| shipped.contains(&word) || ["Enter", "Esc", "Tab"].contains(&word);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",;.()[]“”│▌".contains(c)).filter(|word| !word.is_empty()).collect();
    let other = |before: &str, word: &str| {
        let figure = |word: &str| word.parse::<i64>().is_ok();
        figure(before)
            || figure(word)
            || (word == "?" && before != "·")
            || (word == "/" && ["median", "s"].contains(&before))
            || ["a", "i", "left", "right", "up", "down"].contains(&word)
    };
    words.windows(2).filter(|pair| named(pair[1]) && !other(pair[0], pair[1])).map(|pair| pair.join(" ")).collect()
}

#[test]
fn no_sentence_names_a_key_that_is_not_bound() {
    let mut at = At::desk();
    assert!(!shipped_keys(&at.screen()).is_empty(), "the shipped keys are on the screen");
    let (map, key) = foreign();
    at.model.keys = map;
    let mut read = String::new();
    let mut look = |at: &At| {
        read.push_str(&at.screen());
        let context = at.model.context();
        for action in ACTIONS {
            read.push_str(&(action.disabled)(&context).unwrap_or_default());
            read.push('\n');
        }
        read.extend(at.model.toasts.iter().flat_map(|toast| toast.lines.clone()).map(|line| line + "\n"));
    };
    for name in ["withheld", "close", "open", "close", "funnel", "by-source", "open", "close", "open", "close", "queue"]
    {
        at.press(&key(name));
        look(&at);
    }
    // What is told of a lead: none, rejected, converted, given back, taken back, run out.
    at.select_with("Ben Stone", &key("top")).press(&key("reject")).pick("No need").pick("dead").press("enter");
    look(&at);
    at.press(&key("find")).types("stone").press("enter");
    look(&at);
    at.press(&key("close")).press(&key("find")).types("nobody at all");
    read.push_str(
        &at.screen()
            .lines()
            .filter(|line| line.contains("makes a new lead"))
            .collect::<String>()
            .replace("Esc, then", ""),
    );
    at.press("esc").press(&key("undo"));
    let mut look = |at: &At| read.push_str(&at.screen());
    look(&at);
    at.press(&key("redo"));
    look(&at);
    at.press(&key("next")).waits(16 * 60_000);
    look(&at);
    at.press(&key("new-lead")).types("Dana Reed").field("Phone").types("+15135550177").press("enter");
    let Some(Overlay::Told(told)) = at.model.overlays.last() else { panic!("{}", at.screen()) };
    read.push_str(&told.lines.join("\n"));
    for action in ACTIONS {
        // In a list of actions Enter is fixed.
        read.push_str(&format!("{}\n", action.help.replace("Enter runs", "")));
    }
    assert_eq!(shipped_keys(&read), [""; 0], "{read}");
    assert!(read.contains("undoes") && read.contains("gives you the next") && read.contains("reopens it"), "{read}");
}

#[test]
fn a_new_user_is_shown_the_first_steps_until_they_are_taken() {
    let mut at = At::desk();
    at.refuse("First steps");
    at.model.first_steps = FirstSteps::all();
    at.expect("First steps").expect("I hides these").expect("n   Claims the next lead").expect("L   Logs what a call");
    at.expect(":   Every action by its name").expect("?   Every key of this screen");
    at.press("n").refuse("n   Claims").press("?").press("esc").refuse("?   Every key").expect("L   Logs");
    assert_eq!(at.remembered, [vec![Act::Log, Act::Palette, Act::Help], vec![Act::Log, Act::Palette]]);
    // From the palette it counts as well; and only the queue has them.
    at.press(":").types("log outcome").press("enter").press("esc").refuse("First steps");
    at.press("I").expect("First steps").press("4").refuse("First steps").press("1").press("W").press("I");
    assert_eq!(at.remembered.last(), Some(&Vec::new()));
    at.press("esc").refuse("First steps");
}

#[test]
fn the_first_steps_leave_room_for_leads() {
    let mut at = At::desk();
    at.model.first_steps = FirstSteps::all();
    for n in 0..60 {
        at.run(&Command::Capture(Box::new(lead(&format!("P{n:02} Reed"), &format!("+1513555{:04}", 200 + n)))));
    }
    at.happens(Event::Outside);
    let cursor_is_seen = |at: &At| {
        let (screen, picked) = (at.screen(), at.model.selected().expect("a lead").name);
        assert!(screen.lines().any(|line| line.starts_with('▌') && line.contains(&picked)), "{picked}: {screen}");
    };
    for (columns, rows) in [(80, 24), (60, 16), (120, 40), (200, 50), (100, 34)] {
        at.happens(Event::Resize(columns, rows)).press("end").press("up");
        cursor_is_seen(&at);
        assert_eq!(at.screen().contains("First steps"), rows > 16, "{}", at.screen());
        at.press("home").press("pgdn").press("pgdn");
        cursor_is_seen(&at);
    }
}
