//! The history screen: the journal in sentences, and undo from there.

use crate::at::At;
use callsheet::{
    desk::command::{Command, Edit, On},
    domain::time::{DAY, SECOND},
    tui::message::Event,
};

#[test]
fn the_journal_reads_newest_first_and_opens_its_leads() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("No answer");
    at.press("7").expect("History · newest first · by anybody").expect("No answer: Ada Lovelace");
    let screen = at.screen();
    let place = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words} is missing:\n{screen}"));
    assert!(place("No answer: Ada Lovelace") < place("Added Cleo Park"), "{screen}");
    at.expect("U takes it back").press("enter").expect("Lovelace").expect("timeline");
    at.press("esc").expect("History · newest first");
}

#[test]
fn an_entry_is_taken_back_days_later_and_done_again() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("No answer");
    at.now = at.now.plus(3 * DAY);
    at.select("Ben Stone").press("t").types("rang at noon").press("enter").expect_toast("u undoes");
    at.press("7").press("down").expect("3 d ago").press("U").expect_toast("Undid: No answer: Ada Lovelace");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).lead.tries, 0);
    at.expect("↶ taken back").expect("Undid: No answer");
    // The cursor is still on the entry, which an undo has moved down.
    at.expect("taken back; U does it again").press("U").expect_toast("Did again");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).lead.tries, 1);
}

#[test]
fn an_undo_is_no_entry_to_take_back() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("No answer").press("u");
    at.press("7").press("U").expect_toast("undo this: this is itself an undo or a redo");
}

#[test]
fn what_is_in_the_way_is_listed_and_the_rest_offered() {
    let mut at = At::desk();
    at.colleague("ana");
    let ana = at.ask(|desk| desk.people()?.find("ana"));
    let (ada, ben) = (at.lead("Ada"), at.lead("Ben"));
    at.run(&Command::Assign { leads: vec![ada.into(), ben.into()], to: ana, reason: None });
    at.now = at.now.plus(2 * DAY);
    let edit = Command::Edit { on: On::from(ada), edits: vec![Edit::Problem("bills by hand".to_owned())] };
    at.other("ana").run(&edit, at.now).expect("edited");
    at.happens(Event::Outside).press("7").press("down").expect("Assigned 2 leads").press("U");
    at.expect("cannot be taken back whole").expect("ana").press("y").expect_toast("Undid: Assigned 2 leads");
    let owner = |at: &At, lead| at.ask(|desk| desk.card(lead, at.now)).owner;
    assert_eq!((owner(&at, ada).as_str(), owner(&at, ben).as_str()), ("ana", ""));
}

#[test]
fn it_narrows_by_person_kind_and_day() {
    let mut at = At::desk();
    at.colleague("ana");
    let note = |at: &At, words: &str| Command::Touch {
        on: On::from(at.lead("Ada")),
        kind: callsheet::domain::touch::TouchKind::Note,
        note: Some(words.to_owned()),
        offer: None,
        meaningful: false,
    };
    let by_ana = note(&at, "hers");
    at.other("ana").run(&by_ana, at.now).expect("noted");
    at.now = at.now.plus(2 * DAY);
    let by_maya = note(&at, "mine");
    at.run(&by_maya);
    at.press("7").expect("Added Ada Lovelace");
    at.press("f").pick("ana").field("What").pick("touch").press("enter");
    at.expect("by ana, only touch").refuse("Added Ada").expect("1 ");
    at.press("f").pick("anybody").field("What").pick("anything").field("On which day").types("today").press("enter");
    at.expect("Wed 25 Nov 2026").refuse("Added Ada");
    at.press("f").field("On which day");
    for _ in 0..10 {
        at.press("backspace");
    }
    at.types("yesterweek").press("enter").expect_fault("cannot read");
}

#[test]
fn a_leads_own_history_leads_back_to_where_it_was_asked_for() {
    let mut at = At::desk();
    at.select("Ben Stone").press("enter").press("H");
    at.expect("by anybody, on Ben Stone").expect("Added Ben Stone").refuse("Added Ada");
    at.press("esc").expect("timeline").expect("Stone").press("esc").expect("Queue · in turn");
}

#[test]
fn what_others_do_comes_in_on_top_without_moving_the_hand() {
    let mut at = At::desk();
    at.press("7").press("down");
    let before = at.model.history.selected().expect("an entry").entry.seq;
    at.now = at.now.plus(SECOND);
    at.run(&Command::Capture(Box::new(crate::at::lead("Dana Reed", "+15135550106"))));
    at.happens(Event::Outside).expect("Added Dana Reed");
    assert_eq!(at.model.history.selected().expect("an entry").entry.seq, before);
    at.press("home");
    at.run(&Command::Capture(Box::new(crate::at::lead("Eve Long", "+15135550107"))));
    at.happens(Event::Outside);
    let newest = at.model.history.selected().expect("an entry").entry.sentence.clone();
    assert!(newest.contains("Eve Long"), "whoever looks at the newest goes on doing so: {newest}");
}

#[test]
fn every_word_of_a_command_can_be_looked_for() {
    let at = At::desk();
    let note = Command::Redo { seq: None };
    assert!(Command::WORDS.contains(&note.word()));
    let all = at.ask(|desk| desk.history(&Default::default(), 100));
    for row in all {
        assert!(Command::WORDS.contains(&row.entry.command.as_str()), "{}", row.entry.command);
    }
}
