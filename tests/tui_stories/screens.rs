//! The screens, their levels, their sizes, and what stays when something goes wrong.

use crate::at::{At, NOW};
use callsheet::{
    desk::command::{Command, Edit, On},
    domain::{rep::Assignee, time::SECOND, touch::TouchKind},
    tui::{
        actions::{self, ACTIONS},
        form::Kind,
        message::{Event, Question},
        model::Screen,
        overlay::Overlay,
        theme::Theme,
    },
};

#[test]
fn the_first_frame_needs_no_desk() {
    let mut at = At::empty();
    at.expect("Callsheet").expect("Queue").refuse("maya");
    at.press("n").expect_toast("the file is still being opened");
}

#[test]
fn a_file_that_another_program_keeps_is_waited_for_with_words() {
    let mut at = At::empty();
    at.happens(Event::Occupied).expect("Waiting for another program to finish with test (0 s)").expect("q quits");
    at.now = NOW.plus(59 * SECOND);
    at.happens(Event::Tick).expect("with test (59 s)").press("4").expect("with test (59 s)").press("1");
    at.press("?")
        .expect("Help: what keys do here")
        .press("esc")
        .press("n")
        .expect_toast("the file is still being opened");
    at.now = NOW.plus(60 * SECOND);
    at.happens(Event::Tick).expect("test cannot be opened: another program has kept it to itself for a minute");
    at.expect("Nothing is lost.").expect("The desk comes up by itself when that one ends. q quits.");
    at.now = NOW.plus(150 * SECOND);
    at.happens(Event::Tick).expect("for 2 minutes");
    at.sit_down().expect("maya manager").refuse("another program").expect("Nothing to work");
    let mut at = At::empty();
    at.happens(Event::Occupied).press("q");
    assert!(at.has_quit);
}

#[test]
fn the_queue_says_filter_sort_and_count() {
    let mut at = At::desk();
    at.expect("in turn: what is ready · mine and the pool's").expect("fresh").expect("just came in");
    at.press("s").expect("best score first, ready or not").press("s").expect("newest first").press("s");
    at.press("f").field("Source").pick("web").press("enter").expect("mine and the pool's, web");
}

#[test]
fn an_empty_queue_says_what_to_do() {
    let mut at = At::empty();
    at.sit_down().expect("Nothing to work").expect("Press o");
    let mut at = At::desk();
    // Deep in the night over there.
    at.now = NOW.plus(14 * 3_600 * SECOND);
    at.happens(Event::Outside)
        .expect("Nothing is ready: 3 outside hours, the next one opens")
        .expect("3 withheld: 3 outside hours");
    at.press("enter").expect("Withheld").expect("closed there, opens").press("esc").expect("Nothing is ready");
    at.press("W")
        .expect("☾ outside hours")
        .press("enter")
        .expect("☾ closed · opens")
        .press("esc")
        .press("esc")
        .expect("Nothing is ready");
}

#[test]
fn esc_closes_one_level_and_q_quits_only_at_the_bottom() {
    let mut at = At::desk();
    at.press("enter");
    assert!(at.model.full.is_some());
    at.press("x").press("?").expect("Reject");
    at.press("esc");
    assert!(at.model.overlays.is_empty() && at.model.full.is_some());
    at.press("o").types("q");
    assert!(!at.has_quit);
    at.press("esc").press("esc");
    assert!(at.model.full.is_none());
    at.press("esc").press("esc");
    assert!(!at.has_quit);
    at.press("q");
    assert!(at.has_quit);
    let mut at = At::desk();
    at.press("o").press("ctrl-c");
    assert!(at.has_quit);
}

#[test]
fn a_change_by_somebody_else_is_told_and_nothing_typed_is_lost() {
    let mut at = At::desk();
    at.colleague("ana").select("Ada Lovelace").press("x").pick("Other").pick("dead").types("moved to Spain");
    let mut ana = at.other("maya");
    let people = ana.people().expect("people");
    let rep = people.reps.iter().find(|rep| rep.name == "ana").expect("ana").id;
    let assign = Command::Assign { leads: vec![On::from(at.lead("Ada"))], to: Assignee::Rep(rep), reason: None };
    ana.run(&assign, at.now).expect("assigned");
    at.happens(Event::Outside);
    at.press("enter").expect_fault("was changed by maya in the meantime").expect("moved to Spain");
    // The card behind is the new one, and whoever presses Enter again has seen it.
    assert_eq!(at.model.shown_card().expect("a card").owner, "ana");
    at.press("enter").expect_toast("Rejected Ada Lovelace: Other: moved to Spain");
}

#[test]
fn what_another_desk_does_is_seen() {
    let mut at = At::desk();
    let mut other = at.other("maya");
    let on = On::from(at.lead("Ada"));
    at.select("Ada Lovelace");
    let note = Command::Touch {
        on,
        kind: TouchKind::Note,
        note: Some("rang twice".to_owned()),
        offer: None,
        meaningful: false,
    };
    other.run(&note, at.now).expect("noted");
    at.refuse("rang twice").happens(Event::Outside).expect("rang twice");
}

#[test]
fn a_late_answer_is_dropped() {
    let mut at = At::desk();
    at.press("/");
    at.hold = true;
    at.types("ada");
    at.held_back.retain(|effect| match effect {
        callsheet::tui::message::Effect::Ask(ask) => !matches!(&ask.question, Question::Find(query) if query == "ada"),
        _ => true,
    });
    at.let_go();
    let Some(Overlay::Find(find)) = at.model.overlays.last() else { panic!("no search") };
    assert!(!find.answered, "the answer to “ad” was taken for “ada”");
}

#[test]
fn a_spinner_comes_only_after_a_while() {
    let mut at = At::desk();
    at.hold = true;
    at.press("s").waits(50).refuse("⠋").waits(60);
    assert!(at.screen().lines().next().is_some_and(|line| line.contains(['⠋', '⠙', '⠸', '⠴'])));
}

#[test]
fn nothing_is_drawn_when_nothing_changed() {
    let mut at = At::desk();
    at.waits(10 * SECOND);
    at.model.dirty = false;
    at.waits(2 * SECOND);
    assert!(!at.model.dirty);
}

#[test]
fn anybody_is_found_from_anywhere() {
    let mut at = At::desk();
    at.press("4")
        .press("/")
        .types("0104")
        .expect("Ben Stone")
        .press("enter")
        .expect("+1 513-555-0104")
        .press("esc")
        .expect("Cohort");
    at.press("/").types("nobody at all").expect("Nobody has that").press("esc");
}

#[test]
fn paste_never_submits() {
    let mut at = At::desk();
    at.press("o").pastes("Dana\nReed\r\n").expect("Dana Reed");
    assert_eq!(at.form().kind, Kind::NewLead);
    at.press("esc").select("Ada Lovelace").press("t").pastes("one\ntwo\u{1b}[31m");
    assert_eq!(at.form().value(callsheet::tui::form::F::Note), "one\ntwo[31m");
}

#[test]
fn the_funnel_counts_opens_and_comes_back_to_its_cell() {
    let mut at = At::desk();
    at.select("Ben Stone").press("x").pick("No need").pick("dead").press("enter");
    at.press("4")
        .expect("Cohort: leads captured last 90 days")
        .expect("✗ 1")
        .expect("reach = next + leaked + waiting holds at every stage");
    at.press("down")
        .press("right")
        .press("enter")
        .expect("Leaked at Marketing qualified")
        .expect("Ben Stone")
        .expect("no need");
    at.press("R").press("enter").expect_toast("Reopened Ben Stone");
    at.press("esc").expect("Cohort");
    assert_eq!(at.model.funnel.stage, 1);
    at.press("p").pick("this month").expect("captured this month");
    at.press("f").pick("web").press("enter").expect("this month, web, any owner");
    at.press("s").expect("Cohort by source").expect("captured").press("enter").expect("web");
}

#[test]
fn an_undo_that_is_in_the_way_offers_the_rest() {
    let mut at = At::desk();
    at.colleague("ana");
    let ana = at.ask(|desk| desk.people()?.find("ana"));
    let (ada, ben) = (at.lead("Ada"), at.lead("Ben"));
    at.run(&Command::Assign { leads: vec![ada.into(), ben.into()], to: ana, reason: None });
    let edit = Command::Edit { on: On::from(ada), edits: vec![Edit::Problem("bills by hand".to_owned())] };
    at.other("ana").run(&edit, at.now).expect("edited");
    at.press("u").expect("cannot be taken back whole").expect("y undo the rest").press("y");
    at.expect_toast("Undid: Assigned 2 leads");
    let owner = |at: &At, lead| at.ask(|desk| desk.card(lead, at.now)).owner;
    assert_eq!((owner(&at, ada).as_str(), owner(&at, ben).as_str()), ("ana", ""));
}

#[test]
fn new_leads_do_not_move_what_is_under_the_cursor() {
    let mut at = At::desk();
    assert_eq!(at.model.selected().expect("a lead").name, "Cleo Park");
    at.now = at.now.plus(5 * SECOND);
    at.run(&Command::Capture(Box::new(crate::at::lead("Dana Reed", "+15135550106"))));
    at.happens(Event::Outside).expect("Dana Reed");
    assert_eq!(at.model.selected().expect("a lead").name, "Cleo Park");
}

#[test]
fn on_a_small_screen_the_next_lead_is_a_card_of_its_own() {
    let mut at = At::desk();
    at.happens(Event::Resize(80, 24))
        .expect("Ada Lovelace")
        .press("n")
        .expect("yours for 15:00")
        .refuse("Ada Lovelace");
    at.press("L")
        .pick("Busy")
        .expect_toast("Busy")
        .press("n")
        .expect("yours for 15:00")
        .press("esc")
        .expect("Ada Lovelace");
}

#[test]
fn a_call_in_the_past_keeps_what_was_typed() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("b").types("yesterday 3pm").expect("that is over").press("enter");
    at.expect_fault("is over; name a time to come").expect("yesterday 3pm");
}

#[test]
fn no_size_panics() {
    let mut at = At::desk();
    let sizes =
        [(1, 1), (2, 1), (20, 5), (59, 40), (60, 15), (60, 16), (61, 17), (80, 24), (109, 33), (110, 34), (500, 200)];
    let scenes: [&[&str]; 9] = [&[], &["enter"], &["L"], &["e"], &["/", "a"], &["?"], &[":"], &["4"], &["4", "enter"]];
    for keys in scenes {
        for key in keys {
            at.press(key);
        }
        for (columns, rows) in sizes {
            at.happens(Event::Resize(columns, rows));
            at.press("down").press("pgdn").press("up");
            let screen = at.screen();
            assert_eq!(screen.lines().count(), usize::from(rows));
            // A frame can be drawn before the message of its size has come.
            at.screen_of(80, 24);
            at.screen_of(500, 200);
            assert_eq!(
                columns < 60 || rows < 16,
                !screen.contains("Callsheet ") || screen.contains("Callsheet needs"),
                "{screen}"
            );
        }
        for _ in 0..4 {
            at.press("esc");
        }
        at.press("1");
    }
}

#[test]
fn every_action_has_a_key_help_and_a_place_in_the_palette() {
    let mut at = At::desk();
    let mut seen: Vec<(Screen, &str)> = Vec::new();
    for action in ACTIONS {
        assert!(!action.keys.is_empty() && !action.title.is_empty() && action.help.ends_with('.'), "{:?}", action.act);
        for key in action.keys {
            for screen in Screen::ALL {
                at.press(&at.model.keys.word(actions::leading_to(screen)));
                if action.scope.is_here(&at.model.context()) {
                    assert!(!seen.contains(&(screen, key)), "{key} is bound twice");
                    seen.push((screen, key));
                    assert_eq!(at.model.keys.find(key, &at.model.context()).map(|found| found.act), Some(action.act));
                }
            }
        }
        let home = Screen::ALL.into_iter().find(|screen| {
            let key = at.model.keys.of_act(actions::leading_to(*screen))[0].clone();
            at.press(&key);
            action.scope.is_here(&at.model.context())
        });
        assert!(home.is_some(), "{:?} is at home nowhere", action.act);
        at.press(":").types(action.title);
        let Some(Overlay::Palette(palette)) = at.model.overlays.last() else { panic!("no palette") };
        assert!(palette.rows(&at.model.context()).iter().any(|row| row.act == action.act), "{}", action.title);
        at.press("esc");
    }
    assert_eq!(callsheet::tui::keys(&at.model.keys).len(), ACTIONS.len());
}

#[test]
fn the_palette_runs_and_explains() {
    let mut at = At::desk();
    at.press(":").types("reop").expect("not now: ").press("enter").expect("is not rejected").press("esc");
    at.press("?").types("bant").press("enter");
    assert_eq!(at.form().kind, Kind::Qualify);
}

#[test]
fn the_hint_bar_shows_nothing_that_cannot_be_done() {
    let mut at = At::desk();
    for keys in [vec![], vec!["enter"], vec!["esc", "4"], vec!["enter"]] {
        for key in keys {
            at.press(key);
        }
        let context = at.model.context();
        let hints = actions::hints(&context);
        assert!(hints.len() >= 5, "{}", at.screen());
        assert!(hints.iter().all(|action| (action.disabled)(&context).is_none()));
    }
}

#[test]
fn without_colour_the_cursor_is_still_seen() {
    use ratatui::{Terminal, backend::TestBackend, style::Modifier};
    let mut at = At::desk();
    at.model.theme = Theme::mono();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    terminal.draw(|frame| callsheet::tui::view(&at.model, frame)).expect("a frame");
    let buffer = terminal.backend().buffer();
    assert!(buffer[(3, 3)].modifier.contains(Modifier::REVERSED));
    assert!(
        buffer
            .content()
            .iter()
            .all(|cell| cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset)
    );
}

#[test]
fn nothing_raw_reaches_the_screen() {
    let mut at = At::empty();
    let mut new = crate::at::lead("Eve \u{202E}\u{1b}[2Jxe\u{200B}", "+15135550106");
    new.company = Some("日本語 \u{1b}]0;x\u{7}".to_owned());
    at.run(&Command::Capture(Box::new(new)));
    at.sit_down();
    let screen = at.screen();
    assert!(!screen.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202E}' || c == '\u{200B}'), "{screen:?}");
}

#[test]
fn an_undo_without_a_rest_says_so() {
    let mut at = At::desk();
    at.colleague("ana").select("Ada Lovelace").press("e").field("Job title").types("Analyst").press("ctrl-s");
    let edit = Command::Edit { on: On::from(at.lead("Ada")), edits: vec![Edit::JobTitle("Countess".to_owned())] };
    at.other("ana").run(&edit, at.now).expect("edited");
    at.press("u").expect("y undo the rest").press("y").refuse("y undo the rest").expect("nothing of entry");
}

#[test]
fn a_lead_that_somebody_else_is_on_is_marked_on_every_list() {
    let mut at = At::desk();
    at.colleague("ana");
    at.press("4").press("enter").expect("Reached Captured").refuse("held by ana");
    let held = at.other("ana").next(at.now).expect("claimed").expect("a lead").lead;
    at.happens(Event::Outside).expect("■ held by ana");
    at.other("ana").release(Some(held), None, at.now).expect("released");
    at.happens(Event::Outside).refuse("held by ana");
}
