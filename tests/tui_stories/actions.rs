//! Every action, from its key to what it says when it is saved.

use crate::at::At;
use callsheet::domain::{
    deal::DealState,
    nurture::Lane,
    stage::{Stage, Status},
    time::{DAY, HOUR, MINUTE},
};

#[test]
fn next_claims_and_shows_the_lease() {
    let mut at = At::desk();
    at.press("n").expect("▶ held").expect("yours for 15:00");
    at.waits(61_000).expect("yours for 13:59");
    let held = at.ask(|desk| desk.held(at.now)).expect("held");
    assert_eq!(Some(held.lead), at.model.wanted());
}

#[test]
fn a_lease_that_runs_out_says_so() {
    let mut at = At::desk();
    at.press("n").waits(16 * MINUTE).expect_toast("ran out").refuse("▶ held");
}

#[test]
fn a_lease_is_renewed_while_it_is_worked() {
    let mut at = At::desk();
    at.press("n");
    for _ in 0..6 {
        at.waits(3 * MINUTE).press("j");
    }
    at.press("home").expect("▶ held").refuse("ran out");
}

#[test]
fn one_key_logs_an_outcome() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").expect("try 1 of 6 · again");
    at.pick("No answer").expect_toast("No answer: Ada Lovelace").expect_toast("u undoes");
    let card = at.ask(|desk| desk.card(at.lead("Ada"), at.now));
    assert_eq!((card.lead.tries, card.lead.status), (1, Status::Attempting));
    at.press("u").expect_toast("Undid: No answer: Ada Lovelace");
    at.press("ctrl-r").expect_toast("Did again");
}

#[test]
fn a_wrap_up_ends_the_claim() {
    let mut at = At::desk();
    at.press("n").expect("▶ held").press("L").pick("Busy").expect_toast("Busy").refuse("▶ held");
    assert!(at.model.held.is_none());
}

#[test]
fn an_outcome_that_promises_asks_when() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("Call back").types("tomorrow 3pm").expect("= tomorrow 15:00 in New York");
    at.press("enter").expect_toast("Promised Ada Lovelace a callback on Tue 24 Nov");
}

#[test]
fn a_note_goes_with_the_outcome() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").press("tab").types("asked for prices, not now").press("enter");
    at.pick("Not now").expect_toast("to nurture “Not now”");
    let card = at.ask(|desk| desk.card(at.lead("Ada"), at.now));
    assert_eq!(card.touches[0].note.as_deref(), Some("asked for prices, not now"));
}

#[test]
fn an_outcome_that_converts_asks_for_the_deal() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("Sold").expect("Amount");
    at.field("Amount").types("12,500 EUR").field("Why now").types("ready to buy").press("enter");
    at.expect_toast("converted to a new deal “Birch Works”");
}

#[test]
fn a_do_not_call_outcome_is_not_one_key() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("L").pick("Do not call again").expect("No undo lifts this");
    assert!(!at.ask(|desk| desk.card(at.lead("Ada"), at.now)).do_not_call);
    at.press("enter").expect_toast("Do not call again: Ada Lovelace");
    assert!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).do_not_call);
}

#[test]
fn reject_takes_three_keys() {
    let mut at = At::desk();
    at.select("Ben Stone")
        .press("x")
        .pick("Wrong number")
        .pick("dead")
        .press("enter")
        .expect_toast("Rejected Ben Stone: Wrong number");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ben"), at.now)).lead.status, Status::Rejected);
}

#[test]
fn reject_asks_for_what_it_needs() {
    let mut at = At::desk();
    at.select("Ben Stone").press("x").press("ctrl-s").expect_fault("Reason is needed");
    at.pick("Other").press("ctrl-s").press("ctrl-s").expect_fault("And then is needed");
    at.pick("dead").press("enter").expect_fault("needs a note");
    at.field("Note").types("moved away").press("enter").expect_toast("Other: moved away");
}

#[test]
fn reject_to_nurture_asks_lane_and_cause() {
    let mut at = At::desk();
    at.select("Ben Stone")
        .press("x")
        .pick("No budget")
        .pick("to nurture")
        .pick("Not now")
        .pick("Budget")
        .types("in 6 weeks");
    at.press("enter").expect_toast("Rejected Ben Stone to nurture “Not now”");
}

#[test]
fn reopen_is_for_rejected_leads() {
    let mut at = At::desk();
    at.select("Ben Stone").press("R").expect_toast("Ben Stone is not rejected, nor in nurture");
    at.press("x").pick("No need").pick("dead").press("enter");
    at.press("/")
        .types("stone")
        .press("enter")
        .press("R")
        .types("they rang again")
        .press("enter")
        .expect_toast("Reopened Ben Stone");
}

#[test]
fn assign_hands_over() {
    let mut at = At::desk();
    at.colleague("ana")
        .select("Ada Lovelace")
        .press("a")
        .pick("ana")
        .press("enter")
        .expect_toast("Assigned Ada Lovelace to ana");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).owner, "ana");
}

#[test]
fn a_claim_is_released_and_a_hand_off_returned() {
    let mut at = At::desk();
    at.press("n").press("r").expect("Release").types("no time").press("enter").expect_toast("Skipped");
    assert!(at.model.held.is_none());
    at.select("Ada Lovelace").press("a").pick("maya").press("enter");
    at.select("Ada Lovelace")
        .press("r")
        .expect("Return")
        .types("not my country")
        .press("enter")
        .expect_toast("Returned Ada Lovelace to the pool");
}

#[test]
fn nurture_asks_why_not_now() {
    let mut at = At::desk();
    at.select("Cleo Park").press("z").pick("Not now").pick("Timing").types("2 Mar").expect("2027").press("enter");
    at.expect_toast("to nurture “Not now”");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Cleo"), at.now)).lead.lane, Some(Lane::NotNow));
}

#[test]
fn do_not_call_says_that_no_undo_lifts_it() {
    let mut at = At::desk();
    at.select("Cleo Park")
        .press("d")
        .expect("No undo lifts this")
        .types("never again")
        .press("enter")
        .expect_toast("is not to be called again");
    at.press("/").types("cleo").press("enter").expect("⊘ do not call").press("d").expect_toast("already");
}

#[test]
fn qualify_shows_the_gate_and_hands_off_early() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("i").expect("The gate misses: budget").pick("4").pick("decides").pick("needs it");
    at.expect("The gate misses: timeframe")
        .field("And then")
        .pick("hand off early")
        .types("they want to start now")
        .press("enter");
    at.expect_toast("sales qualified, handed off early");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).lead.stage, Stage::SalesQualified);
}

#[test]
fn convert_then_the_deal_is_moved_won_and_reopened() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("v").field("Deal's name").types("Rollout").field("Amount").types("9000");
    at.field("Closes on").types("15 Dec").field("Why now").types("signed").press("enter").expect_toast("Rollout");
    at.press("/").types("ada").press("enter").expect("◇ Rollout");
    at.press("m").pick("Proposal").press("enter").expect_toast("Moved “Rollout” to Proposal");
    at.press("w").pick("won").press("enter").expect_toast("Won “Rollout”").expect("★ Rollout");
    at.press("w").pick("open again").press("enter").expect_toast("Reopened “Rollout”");
    at.press("w").pick("lost").pick("Price").press("enter").expect_toast("Lost “Rollout”: Price");
    let card = at.ask(|desk| desk.card(at.lead("Ada"), at.now));
    assert_eq!(card.deals[0].state, DealState::Lost);
}

#[test]
fn an_open_deal_can_be_joined() {
    let mut at = At::desk();
    at.select("Ada Lovelace")
        .press("v")
        .field("Deal's name")
        .types("Rollout")
        .field("Why now")
        .types("x")
        .press("enter");
    at.run(&callsheet::desk::command::Command::Capture(Box::new(crate::at::lead("Ada Lovelace", "+15135550103"))));
    at.press("/")
        .types("ada")
        .press("enter")
        .press("v")
        .field("Deal")
        .pick("join “Rollout”")
        .field("Why now")
        .types("same buyer");
    at.press("enter").expect_toast("converted to the deal “Rollout”");
}

#[test]
fn notes_have_lines_and_touches_can_be_meaningful() {
    let mut at = At::desk();
    at.select("Ada Lovelace")
        .press("t")
        .types("first line")
        .press("alt-enter")
        .types("second")
        .press("enter")
        .expect_toast("Noted on Ada");
    at.expect("second");
    let note = at.ask(|desk| desk.card(at.lead("Ada"), at.now)).touches[0].note.clone();
    assert_eq!(note.as_deref(), Some("first line\nsecond"));
    at.press("t")
        .press("shift-tab")
        .pick("Visit")
        .field("A two-way exchange, or something of value sent")
        .press("space")
        .press("enter");
    at.expect_toast("Visit to Ada Lovelace");
    assert!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).touches[0].meaningful);
}

#[test]
fn a_callback_is_booked_on_the_customers_clock() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("b").types("tomorrow 3pm").field("Kept by").pick("anyone").press("enter");
    at.expect_toast("Promised Ada Lovelace a callback");
    let card = at.ask(|desk| desk.card(at.lead("Ada"), at.now));
    // 15:00 in Ohio is 20:00 UTC.
    assert_eq!(card.promises[0].due_at, crate::at::NOW.plus(DAY + 5 * HOUR));
    assert_eq!(card.promises[0].rep, None);
}

#[test]
fn edit_sends_only_what_was_changed() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("e").press("enter").expect_fault("nothing is changed yet");
    at.field("Job title")
        .types("Analyst")
        .press("ctrl-s")
        .expect_toast("Changed job title of Ada Lovelace")
        .expect("Analyst · Birch Works");
    at.press("e")
        .field("Phone")
        .press("ctrl-u")
        .field("One more email")
        .types("ada@home.example")
        .press("ctrl-s")
        .expect_toast("Changed");
    let contact = at.ask(|desk| desk.card(at.lead("Ada"), at.now)).contact;
    assert_eq!(contact.channels.len(), 2);
}

#[test]
fn a_new_lead_says_whose_it_is_and_why() {
    let mut at = At::desk();
    at.press("o").types("Dana Reed").press("enter").expect_fault("a phone or an email is needed");
    at.field("Phone").types("+1 513 555 0109").field("Source").pick("referral").press("ctrl-s");
    at.expect("Added Dana Reed")
        .expect("goes to the pool")
        .press("enter")
        .expect("Dana Reed")
        .refuse("Added Dana Reed");
}

#[test]
fn a_number_is_copied_but_never_one_that_may_not_be_called() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("y").pick("+1 513").expect_toast("Copied +15135550103");
    assert_eq!(at.copied.take().as_deref(), Some("+15135550103"), "as a dialler wants it");
    at.press("y").pick("the whole person").expect_toast("Copied Ada Lovelace, Birch Works");
    at.press("d").press("enter").expect_toast("Ada Lovelace");
    at.press("W").select("Ada Lovelace").press("y").expect("What may not be used is left out");
    at.pick("the whole person");
    assert!(!at.copied.take().expect("copied").contains("513"));
}

#[test]
fn a_long_note_is_written_in_the_editor() {
    let mut at = At::desk();
    at.select("Ada Lovelace").press("t").types("rang").expect("Ctrl-O your editor").press("ctrl-o").expect("and more");
    at.press("enter").expect_toast("Noted on Ada Lovelace");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).touches[0].note.as_deref(), Some("rang\nand more"));
    at.press("t").happens(callsheet::tui::message::Event::Composed(Err("the editor “x” did not end well".into())));
    at.expect_fault("did not end well");
}
