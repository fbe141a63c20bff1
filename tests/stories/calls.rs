//! Calls: what each outcome does, promises, the contact plan.

use crate::support::{Colleague, Office, days, expect_refused, facts::count, hours, minutes, say::*, says};
use callsheet::{
    desk::command::Call,
    domain::{
        end::Ending,
        ids::LeadId,
        lead::NewLead,
        nurture::Lane,
        stage::{Stage, Status},
        time::{MINUTE, SECOND, Timestamp},
        touch::TouchKind,
        when,
    },
    policy::lanes::QueueLane,
    store::history::PromiseState,
};
use chrono_tz::Tz;

fn mine(ana: &mut Colleague<'_>) -> LeadId {
    let lead = ana.captures(jane());
    ana.does(assign(lead, ana.who("ana")));
    lead
}

/// Tuesday 12:00 in New York: the next part of the day after ten o'clock.
fn noon() -> Timestamp {
    crate::support::TUESDAY.plus(hours(2))
}

#[test]
fn outcomes_that_reach_nobody_try_again_by_the_plan() {
    for outcome in ["no_answer", "busy", "voicemail_left", "machine", "gatekeeper"] {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let lead = mine(&mut ana);
        says(&ana.logs(lead, outcome), "1 of 6 · again");
        let now = ana.lead(lead);
        assert_eq!((now.status, now.stage, now.tries), (Status::Attempting, Stage::Accepted, 1), "{outcome}");
        assert_eq!((now.next_at, now.next_kind.as_deref()), (Some(noon()), Some("plan")), "{outcome}");
        // What was announced comes true.
        office.wait(noon().since(office.now()) - 1);
        assert_eq!(ana.queue(), [], "{outcome}");
        office.wait(1);
        assert_eq!(ana.queue(), [(lead, QueueLane::Turns)], "{outcome}");
    }
}

/// What the key of `outcome` announced, against what it did; both say the same, the journal with dates.
fn keeps_its_word(ana: &mut Colleague<'_>, lead: LeadId, outcome: &str, zone: Option<Tz>) {
    // The call is logged a second later.
    let at = ana.office.now().plus(SECOND);
    let previews = ana.desk.previews(lead, at).unwrap();
    let announced = previews.into_iter().find(|preview| preview.outcome == outcome).unwrap().says;
    let (convert, promise) = (Some(new_deal()), Some(promise(at.plus(hours(5)))));
    let made = Call { outcome: outcome.to_owned(), convert, promise, ..Call::default() };
    let receipt = ana.does(call(lead, made));
    let card = ana.card(lead);
    let mine = Tz::America__New_York;
    let wakes = |how: fn(Timestamp, Tz, Timestamp) -> String| {
        let lane = card.lead.lane.map_or("", Lane::label);
        format!("to nurture “{lane}”, wakes {}", how(card.lead.next_at.unwrap(), mine, at))
    };
    let again = |how: fn(Timestamp, Tz, Timestamp) -> String| {
        let theirs = if zone.is_some() { " their time" } else { "" };
        format!("again {}{theirs}", how(card.lead.next_at.unwrap(), zone.unwrap_or(mine), at))
    };
    let stands = card.promises.first().is_some_and(|promise| promise.state == PromiseState::Open);
    let (happened, written) = match (card.lead.status, card.lead.next_kind.as_deref()) {
        (Status::Nurturing, _) => (wakes(when::say), wakes(when::date)),
        (_, Some("plan")) => (again(when::say), again(when::date)),
        (Status::Converted, _) => ("asks for the deal, and converts".to_owned(), "converted to a new deal".to_owned()),
        (Status::Rejected, _) => {
            let label = receipt.sentence.split(" · rejected, ").nth(1).unwrap();
            (format!("rejects: {label}"), label.to_owned())
        }
        _ if stands && matches!(outcome, "call_back" | "interested") => {
            ("asks when to call back".to_owned(), "Promised".to_owned())
        }
        _ if stands => ("the promise stands".to_owned(), "the promise stands".to_owned()),
        other => panic!("{outcome}: {other:?}"),
    };
    assert!(announced.ends_with(&happened), "{outcome}: announced “{announced}”, but “{happened}”");
    says(&receipt, &written);
    if let Some((tries, _)) = announced.split_once(" · ") {
        says(&receipt, tries);
    }
}

/// A lead of ana's for every outcome, each tried `tries` times, a day between them.
fn tried(ana: &mut Colleague<'_>, new: impl Fn(usize) -> NewLead, tries: usize) -> Vec<(LeadId, String)> {
    let outcomes: Vec<String> = ana.office.settings().outcomes.iter().map(|outcome| outcome.slug.clone()).collect();
    let leads: Vec<_> = outcomes.into_iter().enumerate().map(|(n, outcome)| (ana.captures(new(n)), outcome)).collect();
    for _ in 0..tries {
        for (lead, _) in &leads {
            ana.logs(*lead, "no_answer");
        }
        ana.office.wait(days(1));
    }
    leads
}

#[test]
fn the_preview_says_what_the_key_will_do_at_every_try() {
    for tries in 0..6 {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        for (lead, outcome) in tried(&mut ana, stranger, tries) {
            keeps_its_word(&mut ana, lead, &outcome, Some(Tz::America__New_York));
        }
    }
}

#[test]
fn the_preview_knows_when_the_days_are_over() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let leads = tried(&mut ana, stranger, 1);
    office.wait(days(14));
    let previews = ana.desk.previews(leads[0].0, office.now()).unwrap();
    assert!(previews[0].says.starts_with("try 2, after 10 working days · to nurture “Not now”"), "{previews:?}");
    for (lead, outcome) in leads {
        keeps_its_word(&mut ana, lead, &outcome, Some(Tz::America__New_York));
    }
}

#[test]
fn the_preview_knows_of_a_promise_and_whether_the_call_keeps_it() {
    // Long before the time, within the minutes that count as in time, and after it.
    for (wait, stands) in [(0, true), (hours(3) - minutes(10), false), (hours(4), false)] {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let leads = tried(&mut ana, stranger, 0);
        let due = office.now().plus(hours(3));
        leads.iter().for_each(|(lead, _)| drop(ana.does(callback(*lead, due))));
        office.wait(wait);
        let previews = ana.desk.previews(leads[0].0, office.now()).unwrap();
        assert_eq!(previews[0].says == "the promise stands", stands, "{previews:?}");
        for (lead, outcome) in leads {
            keeps_its_word(&mut ana, lead, &outcome, Some(Tz::America__New_York));
        }
    }
}

#[test]
fn where_nobody_knows_their_clock_the_preview_names_mine() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    // By satellite: it may ring anywhere.
    let nowhere = |n: usize| someone(&format!("Nomad {n}")).phone(&format!("+870 773 1112{n:02}"));
    for (lead, outcome) in tried(&mut ana, nowhere, 1) {
        assert_eq!(ana.card(lead).zones, []);
        keeps_its_word(&mut ana, lead, &outcome, None);
    }
}

#[test]
fn a_call_back_is_promised_for_a_time_to_come() {
    for outcome in ["call_back", "interested"] {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let lead = mine(&mut ana);
        expect_refused(ana.tries(log(lead, outcome)), "needs a time");
        assert_eq!(count(ana.desk.db(), "attempt", "1"), 0, "nothing is half written");
        let due = office.now().plus(hours(3));
        let booked = |due| Call { outcome: outcome.to_owned(), promise: Some(promise(due)), ..Call::default() };
        expect_refused(ana.tries(call(lead, booked(office.now()))), "name a time to come");
        ana.does(call(lead, booked(due)));
        assert_eq!((ana.lead(lead).status, ana.lead(lead).next_at), (Status::Contacted, None));
        office.wait(hours(3));
        assert_eq!(ana.queue(), [(lead, QueueLane::Promises)]);
    }
}

#[test]
fn not_now_rests_with_a_wake_date() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    says(&ana.logs(lead, "not_now"), "to nurture “Not now”");
    let now = ana.lead(lead);
    assert_eq!(
        (now.status, now.lane, now.next_at),
        (Status::Nurturing, Some(Lane::NotNow), Some(office.now().plus(days(90))))
    );
}

#[test]
fn outcomes_that_end_a_lead_say_why() {
    for (outcome, reason) in [
        ("not_interested", "not_interested"),
        ("wrong_number", "wrong_number"),
        ("disconnected", "wrong_number"),
        ("do_not_call", "do_not_call"),
    ] {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let lead = mine(&mut ana);
        ana.logs(lead, outcome);
        let card = ana.card(lead);
        assert_eq!(
            (card.lead.status, card.lead.reject_reason.as_deref()),
            (Status::Rejected, Some(reason)),
            "{outcome}"
        );
        assert_eq!((card.ends.len(), card.ends[0].how), (1, Ending::Disqualified), "{outcome}: it was tried");
        assert_eq!(ana.queue(), []);
        assert_eq!(card.do_not_call, outcome == "do_not_call");
    }
}

#[test]
fn sold_converts_and_needs_the_deal() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    expect_refused(ana.tries(log(lead, "sold")), "needs the deal");
    let sold = |convert| Call { outcome: "sold".to_owned(), convert: Some(convert), ..Call::default() };
    ana.does(call(lead, sold(new_deal())));
    let card = ana.card(lead);
    assert_eq!((card.lead.stage, card.lead.status, card.deals.len()), (Stage::Converted, Status::Converted, 1));
    assert_eq!(card.touches[0].attempt.as_ref().unwrap().outcome, "sold");
}

#[test]
fn every_outcome_of_the_settings_is_logged_or_asks_for_what_it_needs() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    for (n, outcome) in office.settings().outcomes.clone().iter().enumerate() {
        let lead = ana.captures(stranger(n));
        let convert = Some(new_deal());
        let promise = Some(promise(office.now().plus(hours(5))));
        let outcome = outcome.slug.clone();
        ana.does(call(lead, Call { outcome, convert, promise, ..Call::default() }));
        let card = ana.card(lead);
        assert!(card.lead.stage >= Stage::Accepted && card.owner == "ana" && card.touches.len() == 1);
    }
    let lead = ana.captures(jane());
    expect_refused(ana.tries(log(lead, "fell_asleep")), "none of: no_answer, busy");
}

#[test]
fn the_first_attempt_on_an_unowned_lead_makes_it_mine() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    assert_eq!(ana.owner(lead), "");
    ana.logs(lead, "no_answer");
    assert_eq!(ana.owner(lead), "ana");
    let entered: Vec<Stage> = ana.card(lead).stages.iter().map(|entry| entry.stage).collect();
    assert_eq!(entered, [Stage::Captured, Stage::MarketingQualified, Stage::Assigned, Stage::Accepted]);
}

#[test]
fn an_outbound_touch_accepts_and_a_note_does_not() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    ana.does(note(lead, "has a dog"));
    assert_eq!(ana.lead(lead).stage, Stage::Assigned);
    ana.does(touch(lead, TouchKind::Email, false));
    assert_eq!((ana.lead(lead).stage, ana.lead(lead).status), (Stage::Accepted, Status::Attempting));
    ana.does(touch(lead, TouchKind::Visit, true));
    assert_eq!(ana.lead(lead).status, Status::Contacted);
    expect_refused(ana.tries(touch(lead, TouchKind::Call, true)), "log it as one");
    expect_refused(ana.tries(note(lead, "  ")), "it is empty");
}

#[test]
fn a_used_up_plan_goes_to_nurture_with_a_wake_date() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    for n in 1..=6 {
        let receipt = ana.logs(lead, "no_answer");
        let now = ana.lead(lead);
        if n < 6 {
            assert_eq!(now.tries, n);
            office.wait(now.next_at.unwrap().since(office.now()).max(0));
            assert_eq!(ana.queue(), [(lead, QueueLane::Turns)], "try {n}");
        } else {
            says(&receipt, "try 6 of 6, the last · to nurture “Not now”");
            assert_eq!((now.status, now.next_at), (Status::Nurturing, Some(office.now().plus(days(30)))));
            assert_eq!(now.tries, 0);
        }
    }
    let spread: std::collections::BTreeSet<i64> =
        ana.card(lead).touches.iter().map(|touch| touch.at.0 / days(1)).collect();
    assert!(spread.len() >= 2, "over at least two days");
    office.wait(days(30));
    assert_eq!(ana.queue(), [(lead, QueueLane::Lifted)]);
    // A new round of the plan.
    says(&ana.logs(lead, "no_answer"), "1 of 6");
}

#[test]
fn a_third_voicemail_is_told() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    for _ in 1..=2 {
        assert_eq!(ana.logs(lead, "voicemail_left").notes, Vec::<String>::new());
    }
    says(&ana.logs(lead, "voicemail_left"), "voicemail 3; the plan wants 2 at most");
}

#[test]
fn promises_are_kept_late_moved_and_cancelled() {
    let state_after = |wait: i64, what: fn(LeadId, Timestamp) -> callsheet::desk::command::Command| {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let lead = mine(&mut ana);
        ana.does(log_promise(lead, office.now().plus(hours(2))));
        office.wait(hours(2) + wait);
        ana.does(what(lead, office.now().plus(hours(1))));
        ana.card(lead).promises.last().unwrap().state
    };
    let no_answer = |lead, _| log(lead, "no_answer");
    assert_eq!(state_after(0, no_answer), PromiseState::Kept);
    assert_eq!(state_after(-10 * MINUTE, no_answer), PromiseState::Kept, "a little early");
    assert_eq!(state_after(-hours(1), no_answer), PromiseState::Open, "long before, and nobody reached");
    assert_eq!(state_after(-hours(1), |lead, _| log(lead, "not_now")), PromiseState::Kept, "before, and reached");
    assert_eq!(state_after(29 * MINUTE, no_answer), PromiseState::Kept);
    assert_eq!(state_after(31 * MINUTE, no_answer), PromiseState::Late);
    assert_eq!(state_after(-hours(1), callback), PromiseState::Moved);
    assert_eq!(state_after(0, |lead, _| reject(lead, "no_need")), PromiseState::Cancelled);
    assert_eq!(state_after(0, |lead, _| nurture(lead, not_now(None))), PromiseState::Cancelled);
    assert_eq!(state_after(0, |lead, _| convert(lead, new_deal())), PromiseState::Cancelled);
}

#[test]
fn a_promise_stands_when_a_call_before_it_reached_nobody() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    let due = office.now().plus(hours(4));
    ana.does(log_promise(lead, due));
    says(&ana.logs(lead, "busy"), "the promise stands");
    assert_eq!(ana.queue(), []);
    office.wait(hours(4));
    assert_eq!(ana.queue(), [(lead, QueueLane::Promises)]);
}

#[test]
fn a_promise_outside_their_hours_is_told() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = mine(&mut ana);
    let receipt = ana.does(callback(lead, office.now().plus(hours(12))));
    says(&receipt, "outside calling hours");
    let unknown = ana.captures(nobody().email("x@acme.com"));
    says(&ana.does(callback(unknown, office.now().plus(hours(1)))), "not known where they are");
}

#[test]
fn an_overdue_promise_is_offered_to_my_team_and_only_to_it() {
    let office = Office::staffed();
    let (mut ana, mut ben, cem) = (office.desk("ana"), office.desk("ben"), office.desk("cem"));
    let lead = mine(&mut ana);
    ana.does(callback(lead, office.now().plus(hours(1))));
    office.wait(hours(1) + minutes(29));
    assert_eq!((ben.queue(), ana.queue().len()), (vec![], 1));
    office.wait(minutes(1));
    assert_eq!(ben.queue(), [(lead, QueueLane::Promises)]);
    assert!(ben.queue_rows()[0].why.contains("ana's promise"), "{}", ben.queue_rows()[0].why);
    assert_eq!(cem.queue(), []);
    assert_eq!(ben.claims_next(), Some(lead));
    ben.logs(lead, "no_answer");
    assert_eq!(ana.owner(lead), "ana", "kept for her, not taken from her");
}

#[test]
fn do_not_call_protects_everybody_who_shares_the_number() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let jane = ana.captures(jane());
    let john = ana.captures(someone("John Roe").phone("+1 212 736 5000").email("john@acme.com"));
    assert_eq!(ana.queue().len(), 2);
    says(&ana.does(do_not_call(jane)), "1 number is never offered again");
    assert!(ana.card(john).do_not_call);
    assert_eq!(ana.queue(), []);
    // And who comes with it later.
    let later = ana.captures(someone("Joan Poe").phone("+1 212 736 5000").email("joan@acme.com"));
    assert!(ana.card(later).do_not_call);
    let withheld = ana.desk.withheld(&callsheet::desk::Filter::default(), office.now()).unwrap();
    assert_eq!((withheld.len(), withheld[0].leads), (1, 3));
    let silent = ana.captures(nobody().email("silent@web.de"));
    expect_refused(ana.tries(do_not_call(silent)), "no number");
}

#[test]
fn the_number_that_said_no_is_never_called_again_even_if_it_was_typed_in() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(nobody().email("silent@web.de"));
    let dialled = Some("+1 312 922 9410".to_owned());
    ana.does(call(lead, Call { outcome: "do_not_call".to_owned(), number: dialled, ..Call::default() }));
    let later = ana.captures(someone("Ada").phone("+1 312 922 9410"));
    assert!(ana.card(later).do_not_call);
}

#[test]
fn a_number_typed_for_a_call_is_read_where_the_person_is() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    // The same digits are somebody else's number in the country of the business.
    let german = NewLead { country: Some("Germany".to_owned()), ..someone("Eva").email("eva@acme.de") };
    let neighbour = ana.captures(someone("Nina").phone("+1 212 736 5000"));
    let lead = ana.captures(german);
    let dialled = |outcome: &str| Call {
        outcome: outcome.to_owned(),
        number: Some("(0212) 736 5000".to_owned()),
        ..Call::default()
    };
    ana.does(call(lead, dialled("no_answer")));
    let number = |ana: &Colleague<'_>| ana.card(lead).touches[0].attempt.as_ref().unwrap().number.clone();
    assert_eq!(number(&ana).as_deref(), Some("+492127365000"));
    ana.does(call(lead, Call { number: Some("212 736 5000".to_owned()), ..dialled("do_not_call") }));
    assert_eq!(number(&ana).as_deref(), Some("+492127365000"));
    assert!(!ana.card(neighbour).do_not_call, "a stranger was forbidden");
}
