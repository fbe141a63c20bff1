//! Reject, reopen, nurture, qualify.

use crate::support::{Office, TUESDAY, days, expect_refused, hours, say::*, says};
use callsheet::{
    desk::command::{Because, Command, Fate, Rest, SalesReady},
    domain::{
        end::Ending,
        nurture::{Cause, Lane},
        qualification::{Qualification, Timeframe},
        stage::{Stage, Status},
        touch::TouchKind,
    },
    policy::lanes::QueueLane,
};

#[test]
fn a_rejection_needs_a_reason_of_the_list() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    expect_refused(ana.tries(reject(lead, "")), "none of: no_need");
    expect_refused(ana.tries(reject(lead, "boring")), "“boring” is none of");
    expect_refused(ana.tries(reject(lead, "other")), "needs a note");
    let with_note = |note: &str| Command::Reject {
        on: lead.into(),
        because: Because { reason: "Other".to_owned(), note: Some(note.to_owned()) },
        fate: Fate::Dead,
    };
    expect_refused(ana.tries(with_note("  ")), "needs a note");
    says(&ana.does(with_note("moved to Mars")), "Other: moved to Mars (screened out)");
    let end = &ana.card(lead).ends[0];
    assert_eq!((end.reason.as_str(), end.note.as_deref()), ("other", Some("moved to Mars")));
    expect_refused(ana.tries(reject(lead, "no_need")), "reopen it first");
}

#[test]
fn the_kind_of_an_end_follows_from_the_stage() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let kind = |ana: &crate::support::Colleague<'_>, lead| ana.card(lead).ends.last().unwrap().how;
    let lead = ana.captures(jane());
    ana.does(reject(lead, "no_need"));
    assert_eq!(kind(&ana, lead), Ending::ScreenedOut);
    ana.does(reopen(lead));
    ana.does(assign(lead, ana.who("ana")));
    ana.does(reject(lead, "no_need"));
    assert_eq!(kind(&ana, lead), Ending::SalesRejected);
    ana.does(reopen(lead));
    ana.does(touch(lead, TouchKind::Email, false));
    ana.does(reject(lead, "no_need"));
    assert_eq!(kind(&ana, lead), Ending::Disqualified);
    ana.does(reopen(lead));
    let deal = ana.does(convert(lead, new_deal())).deal.unwrap();
    ana.does(lose(deal));
    assert_eq!(kind(&ana, lead), Ending::Lost);
    let card = ana.card(lead);
    assert_eq!(card.ends.len(), 4, "nothing is deleted");
    assert!(card.ends[..3].iter().all(|end| end.reopened_at.is_some()));
}

#[test]
fn a_rejected_lead_is_reopened_where_it_stood() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let (tried, untried) = (ana.captures(stranger(1)), ana.captures(stranger(2)));
    ana.logs(tried, "wrong_number");
    ana.does(reject(untried, "no_need"));
    expect_refused(ana.tries(log(tried, "busy")), "reopen it first");
    office.wait(days(1));
    ana.does(reopen(tried));
    ana.does(reopen(untried));
    assert_eq!(ana.queue(), [(tried, QueueLane::Lifted), (untried, QueueLane::Rest)]);
    let now = ana.lead(tried);
    assert_eq!(
        (now.stage, now.status, now.ended_at, now.reject_reason),
        (Stage::Accepted, Status::Attempting, None, None)
    );
    expect_refused(ana.tries(reopen(tried)), "open already");
    ana.does(nurture(tried, not_now(None)));
    assert_eq!(ana.queue(), [(untried, QueueLane::Rest)], "it rests");
    says(&ana.does(reopen(tried)), "Woke ");
    assert_eq!(ana.queue()[0], (tried, QueueLane::Lifted));
    assert_eq!((ana.lead(tried).status, ana.lead(tried).lane), (Status::Nurturing, Some(Lane::NotNow)));
    expect_refused(ana.tries(reopen(tried)), "awake already");
    ana.does(convert(tried, new_deal()));
    expect_refused(ana.tries(reopen(tried)), "reopen its deal");
}

#[test]
fn a_rejection_to_nurture_ends_nothing_and_keeps_its_reason() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    expect_refused(
        ana.tries(reject_to_nurture(lead, "no_budget", Rest { cause: None, ..not_now(None) })),
        "say why not now",
    );
    ana.does(reject_to_nurture(lead, "no_budget", not_now(None)));
    let card = ana.card(lead);
    assert_eq!((card.lead.status, card.lead.reject_reason.as_deref()), (Status::Nurturing, Some("no_budget")));
    assert_eq!((card.ends.len(), card.lead.ended_at), (0, None));
    assert_eq!(ana.funnel()[1].nurture, 1);
}

#[test]
fn a_reason_for_nurture_is_not_the_reason_of_a_later_loss() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(reject_to_nurture(lead, "wrong_number", not_now(None)));
    let deal = ana.does(convert(lead, new_deal())).deal.unwrap();
    ana.does(lose(deal));
    let step = &ana.funnel()[Stage::Converted.rank()];
    assert_eq!((step.leaked, step.not_a_lead), (1, 0), "it was a lead, and it was lost");
}

#[test]
fn nobody_rests_without_a_next_touch() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    for (lane, after) in [(Lane::Interested, 14), (Lane::NotNow, 90), (Lane::NotInterested, 180)] {
        ana.does(nurture(lead, Rest { lane, cause: Some(Cause::Budget), wake_at: None }));
        assert_eq!(ana.lead(lead).next_at, Some(office.now().plus(days(after))), "{lane}");
    }
    expect_refused(ana.tries(nurture(lead, not_now(Some(office.now())))), "name a date to come");
    ana.does(nurture(lead, not_now(Some(TUESDAY.plus(days(7))))));
    office.wait(TUESDAY.plus(days(7)).since(office.now()));
    assert_eq!(ana.queue(), [(lead, QueueLane::Lifted)]);
    assert_eq!(ana.lead(lead).status, Status::Nurturing, "nothing was written when it woke");
}

#[test]
fn a_callback_takes_a_lead_out_of_nurture() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(nurture(lead, not_now(None)));
    ana.does(callback(lead, office.now().plus(hours(2))));
    let now = ana.lead(lead);
    assert_eq!((now.status, now.lane, now.cause, now.next_at), (Status::Contacted, None, None, None));
}

#[test]
fn the_gate_lists_what_is_missing() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let answers = |budget| Qualification { budget, timeframe: Some(Timeframe::ThreeToSix), ..Qualification::default() };
    expect_refused(ana.tries(qualify(lead, answers(Some(6)), SalesReady::NotYet)), "not 1 (none) to 5");
    says(&ana.does(qualify(lead, answers(Some(1)), SalesReady::NotYet)), "missing: authority, or who decides, need");
    expect_refused(ana.tries(qualify(lead, Qualification::default(), SalesReady::Ready)), "missing: authority");
    let rest = Qualification { authority: Some(false), need: Some(true), ..Qualification::default() };
    says(&ana.does(qualify(lead, rest, SalesReady::Ready)), "is sales qualified");
    let now = ana.lead(lead);
    assert_eq!((now.stage, now.qualification.budget), (Stage::SalesQualified, Some(1)), "a low budget rejects nobody");
    assert_eq!(ana.owner(lead), "ana", "who qualifies what nobody owns, owns it");
    assert_eq!(ana.funnel()[Stage::Accepted.rank()].skipped, 1);
}

#[test]
fn an_early_hand_off_needs_its_reason() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let early = |reason: &str| qualify(lead, Qualification::default(), SalesReady::Early(reason.to_owned()));
    expect_refused(ana.tries(early(" ")), "say why it goes early");
    says(&ana.does(early("big name")), "handed off early");
    assert_eq!(ana.lead(lead).stage, Stage::SalesQualified);
}
