//! Marks, and actions on all that are marked.

use crate::at::{At, lead};
use callsheet::{
    desk::command::{Because, Command, Edit, Fate, On},
    domain::{ids::LeadId, time::SECOND},
    tui::{
        actions::ACTIONS,
        message::{Change, Effect, Event},
        overlay::Overlay,
    },
};

/// Ada, Ben and Cleo in the queue, newest first, and ana to give them to.
fn three() -> At {
    let mut at = At::desk();
    at.colleague("ana").press("home");
    at
}

fn marked(at: &At) -> usize {
    at.model.context().marked
}

fn owner(at: &At, name: &str) -> String {
    let lead = at.lead(name);
    at.ask(|desk| desk.card(lead, at.now)).owner
}

/// Something that another desk does to a lead.
fn meanwhile(at: &mut At, name: &str) {
    let on = On::from(at.lead(name));
    let because = Because { reason: "no_need".to_owned(), note: None };
    at.other("maya").run(&Command::Reject { on, because, fate: Fate::Dead }, at.now).expect("rejected");
}

#[test]
fn space_marks_and_goes_on_and_esc_takes_the_marks_away() {
    let mut at = three();
    let first = at.model.selected().expect("a lead").id;
    at.press("space").expect("Queue · ✓ 1 marked");
    assert_ne!(at.model.selected().expect("a lead").id, first, "it goes on to the next");
    at.press("space").expect("✓ 2 marked");
    let rows = at.screen().lines().filter(|line| line.starts_with(" ✓ ") || line.starts_with("▌✓ ")).count();
    assert_eq!(rows, 2, "each marked row has its glyph:\n{}", at.screen());
    at.press("home").press("space").expect("✓ 1 marked");
    at.press("esc").refuse("marked");
    assert_eq!(marked(&at), 0);
}

#[test]
fn a_range_grows_with_the_cursor_and_esc_takes_it_back() {
    let mut at = three();
    at.press("space").press("V").press("j").expect("✓ 3 marked, to here");
    at.press("k").expect("✓ 2 marked, to here").press("esc").expect("✓ 1 marked");
    at.press("V").press("G").press("V").press("home").expect("✓ 3 marked");
    at.refuse("to here");
}

#[test]
fn marks_stay_when_the_list_is_read_again_and_in_another_order() {
    let mut at = three();
    at.press("space").press("space");
    at.now = at.now.plus(SECOND);
    at.run(&Command::Capture(Box::new(lead("Dora Lane", "+15135550106"))));
    at.happens(Event::Outside).expect("Dora Lane").expect("✓ 2 marked").press("s").expect("✓ 2 marked");
}

#[test]
fn an_action_works_on_all_that_are_marked_and_one_undo_takes_it_back() {
    let mut at = three();
    at.press("space").press("space").press("a");
    at.expect("Assign 2 leads").expect("Ben Stone").expect("one undo");
    at.pick("ana").press("enter").expect_toast("Assigned 2 leads to ana");
    assert_eq!(marked(&at), 0, "what was done is marked no more");
    let names = ["Ada", "Ben", "Cleo"];
    assert_eq!(names.iter().filter(|name| owner(&at, name) == "ana").count(), 2);
    at.press("u").expect_toast("Undid: Assigned 2 leads to ana");
    assert!(names.iter().all(|name| owner(&at, name).is_empty()));
}

#[test]
fn when_some_cannot_be_done_the_rest_is_or_none() {
    let mut at = three();
    at.press("*").expect("✓ 3 marked").press("a").pick("ana");
    meanwhile(&mut at, "Ben");
    at.press("enter").expect("Not all of them").expect("1 changed by maya in the meantime: Ben Stone");
    at.expect("do the other 2").expect("none of them").press("esc");
    assert_eq!(owner(&at, "Ada"), "", "none: nothing was done");
    at.press("enter").press("y").expect_toast("Assigned 2 leads to ana");
    assert_eq!((owner(&at, "Ada"), owner(&at, "Ben")), ("ana".to_owned(), String::new()));
    at.press("u").expect_toast("Undid");
    assert_eq!(owner(&at, "Cleo"), "");
}

#[test]
fn what_was_refused_stays_marked_as_it_is_now() {
    let mut at = three();
    at.press("*").press("t").types("met at the fair");
    // A note overwrites nothing: it does not mind the change.
    meanwhile(&mut at, "Ben");
    at.press("enter").expect_toast("Noted on 3 leads");
    at.press("esc").press("*").press("z").pick("Interested");
    let on = On::from(at.lead("Cleo"));
    let edits = vec![Edit::Problem("too many spreadsheets".to_owned())];
    at.other("maya").run(&Command::Edit { on, edits }, at.now).expect("edited");
    at.press("enter")
        .expect("Not all of them")
        .expect("1 changed by maya")
        .press("y")
        .expect_toast("1 lead to nurture");
    at.expect("✓ 1 marked").expect_toast("1 changed by maya in the meantime: Cleo Park");
    at.press("z").pick("Interested").press("enter").expect_toast("1 lead to nurture").refuse("marked");
}

#[test]
fn actions_that_go_one_at_a_time_say_so() {
    let mut at = three();
    at.press("space");
    for key in ["L", "v", "e", "i", "m", "w"] {
        at.press(key).expect_toast("this goes one lead at a time; Esc takes the 1 mark away");
    }
    at.press("enter");
    assert!(at.model.full.is_some(), "a card over the whole screen is worked alone");
    at.press("t");
    assert!(at.form().many.is_empty() && at.form().on.is_some());
}

#[test]
fn every_action_on_a_lead_opens_for_many_or_says_why_not() {
    for action in ACTIONS.iter().filter(|action| action.scope == callsheet::tui::actions::Scope::Lead) {
        let mut at = three();
        at.press("*").press(action.keys[0]);
        match at.model.overlays.last() {
            Some(Overlay::Form(form)) => {
                assert_eq!(form.many.len(), 3, "{}", action.title);
                at.expect(" 3 leads ");
            }
            _ => {
                at.expect_toast("one lead at a time");
            }
        }
    }
}

#[test]
fn marks_work_on_what_is_withheld_and_behind_a_number() {
    let mut at = three();
    at.now = at.now.plus(14 * 3_600 * SECOND);
    at.happens(Event::Outside).press("W").expect("Withheld").press("*").expect("Withheld · ✓ 3 marked");
    at.press("a").pick("ana").press("enter").expect_toast("Assigned 3 leads to ana");
    at.press("4").press("enter").expect("Reached Captured").press("*").expect("✓ 3 marked");
    at.press("esc").expect("Reached Captured").refuse("marked").press("esc").refuse("Reached Captured");
}

#[test]
fn all_means_also_those_that_are_not_read_yet() {
    let mut at = At::empty();
    for n in 0..150 {
        at.run(&Command::Capture(Box::new(lead(&format!("Person{n} Doe"), &format!("+1513555{n:04}")))));
    }
    at.sit_down().press("f").field("Source").pick("web").press("enter");
    assert!(at.model.list().expect("a list").rows.len() < 150);
    at.press("*").expect("✓ 150 marked").press("d").expect("Do not call 150 leads").expect("of these people");
    at.press("enter").expect_toast("150 leads not to be called again");
}

#[test]
fn an_answer_that_comes_late_marks_no_other_list() {
    let mut at = three();
    at.press("4").press("1");
    at.hold = true;
    at.press("*").press("4").press("enter");
    at.let_go().expect("Reached Captured").refuse("marked").press("1").expect("Ada Lovelace").refuse("marked");
}

#[test]
fn thousands_show_how_far_they_are_and_esc_stops_them() {
    let mut at = three();
    at.press("*").press("a").pick("ana");
    at.hold = true;
    at.press("enter");
    let ticket = at
        .held_back
        .iter()
        .find_map(|effect| match effect {
            Effect::Do(deed) if matches!(deed.change, Change::Run(Command::Many { .. })) => Some(deed.ticket),
            _ => None,
        })
        .expect("a change of many");
    at.happens(Event::Far { ticket, done: 4_300, all: 10_000 }).expect("Working").expect("43 %").expect("Esc stops it");
    at.press("j").expect("43 %");
    at.happens(Event::Far { ticket, done: 5_000, all: 10_000 }).expect("50 %").press("esc").expect("Stopping");
    assert_eq!(at.stopped, Some(ticket));
    at.let_go().refuse("Working").expect_fault("stopped; nothing was changed");
    assert_eq!(owner(&at, "Ada"), "");
    at.press("enter").expect_toast("Assigned 3 leads to ana");
    assert_eq!(at.ask(|desk| desk.card(LeadId(1), at.now)).owner, "ana");
}

#[test]
fn marks_show_on_every_list_and_do_not_stand_in_the_way_of_going_on() {
    let mut at = three();
    at.press("space").press("g").expect("contact").refuse("All of them in one go").press("c").expect("Contact · ");
    let mut at = three();
    at.press("*").press("z").pick("Interested").press("enter").expect_toast("3 leads to nurture");
    at.press("3").press("space").expect("✓ 1 marked").expect("✓ Interested").expect("◌ Interested");
}
