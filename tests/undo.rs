//! Undo and redo: whatever was done is taken back exactly, by anybody, days later too; and what somebody changed
//! since is told and left alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod support;

use callsheet::{
    desk::{
        Refusal,
        command::{
            Command, DealEdit, DealMove, Edit, NewConvert, NewDeal, NewPromise, PickAccount, PickDeal, SalesReady,
        },
    },
    domain::{
        contact::Standing,
        ids::{LeadId, Seq},
        money::Money,
        qualification::{BuyerPhase, Qualification},
        rep::{Assignee, Role},
        touch::TouchKind,
    },
    store::{engine::Db, journal::Wanted},
};
use support::{
    Colleague, Office, TUESDAY, days, expect_refused,
    facts::{assert_same, count, visible},
    hours, minutes,
    say::*,
    says,
};

/// What the table below acts on: a lead at every stage of its life.
struct Cast {
    fresh: LeadId,
    tried: LeadId,
    promised: LeadId,
    resting: LeadId,
    rejected: LeadId,
    qualified: LeadId,
    converted: LeadId,
    joined: LeadId,
    lost: LeadId,
    won: LeadId,
}

fn cast(max: &mut Colleague<'_>) -> Cast {
    let mut lead = |n: usize| max.captures(stranger(n).company("Acme").source("web"));
    let cast = Cast {
        fresh: lead(1),
        tried: lead(2),
        promised: lead(3),
        resting: lead(4),
        rejected: lead(5),
        qualified: lead(6),
        converted: lead(7),
        joined: lead(8),
        lost: lead(9),
        won: lead(10),
    };
    let ana = max.who("ana");
    max.does(assign_all(&[cast.tried, cast.promised, cast.qualified, cast.converted], ana));
    max.logs(cast.tried, "voicemail_left");
    max.does(callback(cast.promised, TUESDAY.plus(days(1))));
    max.does(nurture(cast.resting, not_now(None)));
    max.does(reject(cast.rejected, "no_need"));
    max.does(qualify(cast.qualified, ready(), SalesReady::Ready));
    let deal = max.does(convert(cast.converted, new_deal())).deal.unwrap();
    max.does(convert(cast.joined, join_deal(deal)));
    let lost = max.does(convert(cast.lost, new_deal())).deal.unwrap();
    max.does(lose(lost));
    let won = max.does(convert(cast.won, new_deal())).deal.unwrap();
    max.does(win(won));
    cast
}

fn deal_of(max: &Colleague<'_>, lead: LeadId) -> callsheet::domain::ids::DealId {
    max.card(lead).deals[0].id
}

/// Every kind of change, on leads for which it means something.
fn every_change(max: &Colleague<'_>, cast: &Cast) -> Vec<(&'static str, Command)> {
    let ana = max.who("ana");
    let phone = max.card(cast.tried).contact.channels[0].id;
    let amount = Some(Money::read("1200", "EUR".parse().unwrap()).unwrap());
    let tomorrow = max.office.now().plus(days(1));
    vec![
        ("capture", capture(jane())),
        ("re-enquiry", capture(stranger(2))),
        ("re-enquiry of one in nurture", capture(stranger(4).email("more@acme.com"))),
        ("re-enquiry after the end", capture(stranger(5))),
        ("assign", assign(cast.fresh, ana)),
        ("assign to a team", assign(cast.tried, max.who("team South"))),
        ("assign many", assign_all(&[cast.fresh, cast.resting, cast.promised], max.who("ben"))),
        ("to the pool", assign(cast.promised, Assignee::Pool)),
        ("note", note(cast.fresh, "has a dog")),
        ("touch", touch(cast.fresh, TouchKind::Email, true)),
        ("no answer, first", log(cast.fresh, "no_answer")),
        ("no answer, again", log(cast.tried, "busy")),
        ("a promise kept", log(cast.promised, "gatekeeper")),
        ("a promise moved", log_promise(cast.promised, tomorrow)),
        ("a call that wakes", log(cast.resting, "no_answer")),
        ("not now", log(cast.tried, "not_now")),
        ("wrong number", log(cast.tried, "wrong_number")),
        (
            "sold",
            call(
                cast.qualified,
                callsheet::desk::command::Call {
                    outcome: "sold".to_owned(),
                    convert: Some(new_deal()),
                    ..callsheet::desk::command::Call::default()
                },
            ),
        ),
        ("callback", callback_by_anyone(cast.fresh, tomorrow)),
        ("callback in place of another", callback(cast.promised, tomorrow.plus(hours(3)))),
        ("reject", reject(cast.fresh, "no_budget")),
        ("reject one with a promise", reject(cast.promised, "no_budget")),
        ("reject to nurture", reject_to_nurture(cast.tried, "no_budget", not_now(None))),
        ("reopen", reopen(cast.rejected)),
        ("nurture", nurture(cast.tried, not_now(Some(tomorrow)))),
        ("qualify", qualify(cast.tried, Qualification { budget: Some(1), ..ready() }, SalesReady::NotYet)),
        ("sales ready", qualify(cast.fresh, ready(), SalesReady::Ready)),
        ("early", qualify(cast.resting, Qualification::default(), SalesReady::Early("big name".to_owned()))),
        ("convert", convert(cast.qualified, new_deal())),
        ("convert one that rests", convert(cast.resting, new_deal())),
        (
            "convert with everything",
            convert(
                cast.fresh,
                NewConvert {
                    account: PickAccount::New("Beta".to_owned()),
                    deal: PickDeal::New(NewDeal { amount, ..NewDeal::default() }),
                    reason: Some("asked for it".to_owned()),
                },
            ),
        ),
        ("join a deal", convert(cast.tried, join_deal(deal_of(max, cast.converted)))),
        ("move a deal", deal(deal_of(max, cast.converted), DealMove::Stage("Proposal".to_owned()))),
        ("edit a deal", deal(deal_of(max, cast.converted), DealMove::Edit(vec![DealEdit::Amount(amount)]))),
        ("win", win(deal_of(max, cast.converted))),
        ("lose", lose(deal_of(max, cast.converted))),
        ("reopen a lost deal", deal(deal_of(max, cast.lost), DealMove::Reopen)),
        ("reopen a won deal", deal(deal_of(max, cast.won), DealMove::Reopen)),
        (
            "edit",
            Command::Edit {
                on: cast.tried.into(),
                edits: vec![
                    Edit::Name("Somebody Else".to_owned()),
                    Edit::Company("Gamma".to_owned()),
                    Edit::Zone("America/Chicago".to_owned()),
                    Edit::Problem("too slow".to_owned()),
                    Edit::Phase(Some(BuyerPhase::Decision)),
                    Edit::AddEmail("new@acme.com".to_owned()),
                    Edit::AddPhone("+1 312 922 9410".to_owned()),
                    Edit::Standing(phone, Standing::NotToBeUsed),
                ],
            },
        ),
        ("another number", edit(cast.tried, Edit::Channel(phone, "+1 312 922 9411".to_owned()))),
        ("no number", edit(cast.tried, Edit::RemoveChannel(phone))),
        (
            "a rep",
            Command::RepAdd {
                name: "dot".to_owned(),
                full_name: None,
                role: Role::Manager,
                team: Some("East".to_owned()),
                zone: None,
            },
        ),
        (
            "a rep changed",
            Command::RepEdit {
                rep: max.rep("cem"),
                full_name: None,
                role: None,
                team: Some(String::new()),
                zone: None,
            },
        ),
        ("a rep retired", retire(max.rep("ana"), max.who("team South"))),
        ("a team", Command::TeamAdd { name: "West".to_owned() }),
        (
            "a team renamed",
            match max.who("team North") {
                Assignee::Team(team) => Command::TeamRename { team, name: "Nord".to_owned() },
                _ => unreachable!(),
            },
        ),
    ]
}

#[test]
fn every_change_is_taken_back_and_done_again_exactly() {
    let office = Office::staffed();
    let mut max = office.manager();
    let cast = cast(&mut max);
    for (what, command) in every_change(&max, &cast) {
        let before = visible(max.desk.db());
        let seq = max.does(command).seq.unwrap();
        let after = visible(max.desk.db());
        assert_ne!(before, after, "{what} changed nothing");
        for round in 1..=3 {
            max.undoes();
            assert_same(&before, &visible(max.desk.db()), &format!("{what}, undone {round} times"));
            max.redoes();
            assert_same(&after, &visible(max.desk.db()), &format!("{what}, redone {round} times"));
        }
        // And back, so that the next change finds the same people.
        max.undoes_entry(Some(seq));
        assert_same(&before, &visible(max.desk.db()), what);
    }
}

#[test]
fn a_whole_day_is_taken_back_step_by_step_and_done_again() {
    let office = Office::staffed();
    let mut max = office.manager();
    let cast = cast(&mut max);
    let mut states = vec![visible(max.desk.db())];
    let day = [
        assign(cast.fresh, max.who("ana")),
        assign(cast.fresh, max.who("ben")),
        log(cast.fresh, "no_answer"),
        edit(cast.fresh, Edit::Name("Jo".to_owned())),
        reject(cast.fresh, "no_need"),
        reopen(cast.fresh),
        log_promise(cast.fresh, office.now().plus(days(2))),
        callback(cast.fresh, office.now().plus(days(3))),
        nurture(cast.fresh, not_now(None)),
        log(cast.fresh, "gatekeeper"),
        reject(cast.fresh, "no_budget"),
        reopen(cast.fresh),
        convert(cast.fresh, new_deal()),
    ];
    for command in day {
        max.does(command);
        states.push(visible(max.desk.db()));
    }
    let deal_id = deal_of(&max, cast.fresh);
    let of_the_deal = [
        lose(deal_id),
        deal(deal_id, DealMove::Reopen),
        lose(deal_id),
        deal(deal_id, DealMove::Reopen),
        deal(deal_id, DealMove::Stage("Proposal".to_owned())),
        win(deal_id),
    ];
    for command in of_the_deal {
        max.does(command);
        states.push(visible(max.desk.db()));
    }
    for _ in 0..2 {
        for (n, state) in states.iter().enumerate().rev().skip(1) {
            max.undoes();
            assert_same(state, &visible(max.desk.db()), &format!("back to step {n}"));
        }
        for (n, state) in states.iter().enumerate().skip(1) {
            max.redoes();
            assert_same(state, &visible(max.desk.db()), &format!("forth to step {n}"));
        }
    }
}

#[test]
fn changes_of_different_leads_are_taken_back_in_any_order() {
    let office = Office::staffed();
    let mut max = office.manager();
    let cast = cast(&mut max);
    let before = visible(max.desk.db());
    let seqs: Vec<Seq> = [
        log(cast.fresh, "no_answer"),
        reject(cast.tried, "no_need"),
        callback(cast.promised, office.now().plus(days(2))),
        reopen(cast.rejected),
        nurture(cast.qualified, not_now(None)),
    ]
    .into_iter()
    .map(|command| max.does(command).seq.unwrap())
    .collect();
    for n in [2, 0, 4, 3, 1] {
        max.undoes_entry(Some(seqs[n]));
    }
    assert_same(&before, &visible(max.desk.db()), "all taken back");
}

#[test]
fn what_somebody_changed_since_is_told_and_left_alone() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    let rejected = ana.does(reject(lead, "no_need")).seq;
    ben.does(reopen(lead));
    let now = visible(ana.desk.db());
    let Refusal::InTheWay { seq, rows } = expect_refused(ana.tries(undo(rejected)), "cannot be taken back whole")
    else {
        panic!("not told which rows")
    };
    assert_eq!(Some(seq), rejected);
    assert!(rows.iter().any(|row| row.entity == "lead" && row.id == lead.0 && row.who == "ben"), "{rows:#?}");
    assert!(rows.iter().all(|row| row.sentence.contains("Reopened Jane Doe")), "{rows:#?}");
    assert_same(&now, &visible(ana.desk.db()), "a refused undo");
    expect_refused(ana.tries(undo_rest(rejected)), "all of it hangs together");
    // Once ben takes his back, mine goes too.
    ben.undoes();
    ana.undoes_entry(rejected);
    assert_eq!(ana.card(lead).ends, []);
}

#[test]
fn the_rest_of_a_bulk_change_is_taken_back_around_what_is_in_the_way() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: Vec<LeadId> = (1..=5).map(|n| max.captures(stranger(n))).collect();
    let seq = max.does(assign_all(&leads, max.who("ana"))).seq;
    office.desk("ana").logs(leads[2], "no_answer");
    let refusal = expect_refused(max.tries(undo(seq)), "ana");
    assert!(matches!(&refusal, Refusal::InTheWay { rows, .. } if rows.iter().all(|row| row.lead == Some(leads[2].0))));
    let receipt = max.does(undo_rest(seq));
    says(&receipt, "left as they are");
    let owners: Vec<String> = leads.iter().map(|lead| max.owner(*lead)).collect();
    assert_eq!(owners, ["", "", "ana", "", ""]);
    assert_eq!(max.card(leads[2]).contact.owner, Some(max.rep("ana")), "contact and lead stay together");
    assert_eq!(max.card(leads[1]).contact.owner, None);
}

#[test]
fn the_rest_of_a_capture_keeps_a_contact_whole() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    let seq = last(&max);
    max.logs(lead, "no_answer");
    expect_refused(max.tries(undo_rest(Some(seq))), "all of it hangs together");
    let card = max.card(lead);
    assert_eq!(card.contact.channels.len(), 2, "a contact keeps its channels while its lead stands");
}

#[test]
fn the_rest_of_a_convert_never_takes_the_account_from_under_it() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    let converted = max.does(convert(lead, new_deal()));
    max.does(deal(converted.deal.unwrap(), DealMove::Stage("Proposal".to_owned())));
    expect_refused(max.tries(undo_rest(converted.seq)), "all of it hangs together");
    assert!(max.card(lead).account.is_some());
}

#[test]
fn the_rest_of_a_win_never_parts_a_deal_from_its_leads() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (one, two) = (max.captures(stranger(1)), max.captures(stranger(2)));
    let shared = max.does(convert(one, new_deal())).deal.unwrap();
    max.does(convert(two, join_deal(shared)));
    let won = max.does(win(shared)).seq;
    max.does(edit(two, Edit::Problem("wants more".to_owned())));
    expect_refused(max.tries(undo_rest(won)), "all of it hangs together");
    assert!(max.counts()[6] == (2, 0, 0), "both stay won");
}

fn last(max: &Colleague<'_>) -> Seq {
    max.desk.history(&Wanted::default(), 1).unwrap()[0].entry.seq
}

#[test]
fn a_note_taken_since_is_in_the_way_of_taking_the_lead_back_also_after_a_redo() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    let seq = last(&max);
    max.undoes();
    max.redoes();
    max.does(note(lead, "has a dog"));
    expect_refused(max.tries(undo(Some(seq))), "Noted on Jane Doe");
    max.undoes();
    max.undoes_entry(Some(seq));
    assert_eq!(count(max.desk.db(), "lead", "taken_back_at IS NULL"), 0);
}

#[test]
fn nothing_comes_back_on_a_lead_that_is_gone() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    let captured = last(&max);
    let noted = max.does(note(lead, "has a dog")).seq;
    max.undoes_entry(noted);
    max.undoes_entry(Some(captured));
    expect_refused(max.tries(redo(noted)), "cannot be taken back whole");
    max.does(redo(Some(captured)));
    max.does(redo(noted));
    assert_eq!(max.card(lead).touches[0].note.as_deref(), Some("has a dog"));
}

#[test]
fn redo_is_over_once_something_new_was_done() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    expect_refused(ana.tries(redo(None)), "nothing of yours to redo");
    let edited = ana.does(edit(lead, Edit::Name("Jo".to_owned()))).seq;
    ana.undoes();
    ana.does(note(lead, "has a dog"));
    expect_refused(ana.tries(redo(None)), "nothing of yours to redo");
    // By its number it still can be, as nothing is in the way.
    ana.does(redo(edited));
    assert_eq!(ana.card(lead).contact.name, "Jo");
    expect_refused(ana.tries(redo(edited)), "stands");
}

#[test]
fn nothing_is_taken_back_twice() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    expect_refused(ana.tries(undo(None)), "nothing of yours to undo");
    let lead = ana.captures(jane());
    let edited = ana.does(edit(lead, Edit::Name("Jo".to_owned()))).seq;
    let undone = ana.undoes().seq;
    expect_refused(ana.tries(undo(edited)), "taken back already");
    expect_refused(ana.tries(undo(undone)), "is itself an undo");
    expect_refused(ana.tries(undo(Some(Seq(999)))), "no journal entry 999");
}

#[test]
fn a_colleague_takes_it_back_a_week_later() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    let other = ana.captures(stranger(1));
    let before = visible(ana.desk.db());
    let rejected = ana.does(reject(lead, "no_need")).seq;
    ana.does(note(other, "unrelated"));
    office.wait(days(7));
    expect_refused(ben.tries(undo(None)), "nothing of yours to undo");
    ben.undoes_entry(rejected);
    ana.undoes();
    assert_same(&before, &visible(ana.desk.db()), "a week later");
    // The funnel of that week still knows that the lead was gone.
    let ends = count(ana.desk.db(), "end_span", "taken_back_at IS NOT NULL");
    assert_eq!(ends, 1);
}

#[test]
fn an_attempt_is_evidence_and_stays() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.logs(lead, "voicemail_left");
    ana.undoes();
    let touches = ana.card(lead).touches;
    assert_eq!(touches.len(), 1);
    assert!(touches[0].taken_back && touches[0].attempt.is_some());
    assert_eq!(ana.lead(lead).tries, 0);
}

#[test]
fn do_not_call_survives_every_undo() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.logs(lead, "do_not_call");
    ana.undoes();
    assert!(ana.card(lead).do_not_call);
    assert_eq!(ana.queue(), []);
    assert_eq!(ana.lead(lead).ended_at, None);
}

#[test]
fn what_cannot_be_taken_back_says_so_and_names_what_can() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let noted = ana.does(note(lead, "has a dog")).seq.unwrap();
    let forbidden = ana.does(do_not_call(lead));
    assert_eq!(forbidden.undo, None);
    let before = visible(ana.desk.db());
    // It must not silently take back what was done before.
    expect_refused(ana.tries(undo(None)), &format!("undo entry {noted}"));
    expect_refused(ana.tries(undo(forbidden.seq)), "nothing that can be taken back");
    assert_same(&before, &visible(ana.desk.db()), "refused");
    ana.undoes_entry(Some(noted));
}

#[test]
fn a_skip_is_not_in_the_way_of_undo() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(note(lead, "has a dog"));
    ana.claims_next().unwrap();
    ana.desk.release(None, Some("not in the mood"), office.now()).unwrap();
    says(&ana.undoes(), "Noted on Jane Doe");
}

#[test]
fn only_managers_take_back_what_only_managers_do() {
    let office = Office::staffed();
    let mut max = office.manager();
    let retired = max.does(retire(max.rep("ben"), Assignee::Pool)).seq;
    let mut ana = office.desk("ana");
    expect_refused(ana.tries(undo(retired)), "only a manager");
    max.undoes_entry(retired);
    expect_refused(ana.tries(redo(retired)), "only a manager");
    assert!(office.try_desk("ben").is_ok());
}

#[test]
fn an_undo_leaves_no_file_without_a_manager() {
    let office = Office::new();
    let mut max = office.manager();
    expect_refused(max.tries(undo(Some(Seq(1)))), "nobody would manage this file");
    let edit = |rep, role| Command::RepEdit { rep, full_name: None, role: Some(role), team: None, zone: None };
    let (me, eve) = (max.rep("max"), max.adds_rep("eve", "North"));
    let made = max.does(edit(eve, Role::Manager)).seq;
    office.desk("eve").does(edit(me, Role::Rep));
    expect_refused(office.desk("eve").tries(undo(made)), "nobody would manage this file");
}

#[test]
fn an_undo_gives_no_lead_to_somebody_who_left() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    max.does(assign(lead, max.who("ana")));
    let handed_over = max.does(assign(lead, max.who("ben"))).seq;
    max.does(retire(max.rep("ana"), Assignee::Pool));
    expect_refused(max.tries(undo(handed_over)), "ana is retired");
    assert_eq!(max.owner(lead), "ben");
}

#[test]
fn a_rep_who_promised_something_is_not_undone() {
    let office = Office::staffed();
    let mut max = office.manager();
    let added =
        max.does(Command::RepAdd { name: "dot".to_owned(), full_name: None, role: Role::Rep, team: None, zone: None });
    let lead = max.captures(jane());
    let mut dot = office.desk("dot");
    dot.does(Command::Callback {
        on: lead.into(),
        promise: NewPromise { due_at: office.now().plus(hours(2)), anyone: false, note: None },
    });
    expect_refused(max.tries(undo(added.seq)), "dot");
}

#[test]
fn taking_a_reopened_deal_back_cannot_pass_over_a_lead_that_joined_since() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (one, two) = (max.captures(stranger(1)), max.captures(stranger(2)));
    let shared = max.does(convert(one, new_deal())).deal.unwrap();
    max.does(lose(shared));
    let reopened = max.does(deal(shared, DealMove::Reopen)).seq;
    max.does(convert(two, join_deal(shared)));
    expect_refused(max.tries(undo(reopened)), "Stranger 2");
    office.wait(minutes(1));
    max.undoes();
    max.undoes_entry(reopened);
    assert!(max.lead(one).ended_at.is_some() && max.lead(two).ended_at.is_none());
}

#[test]
fn a_loss_is_not_taken_back_behind_a_later_loss_of_the_same_lead() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (lead, [one, two]) = max.loads_a_lead_with_two_deals("ana");
    let first = max.does(lose(one)).seq;
    assert_eq!(max.lead(lead).ended_at, None, "one is open still");
    max.does(lose(two));
    assert!(max.lead(lead).ended_at.is_some());
    // Otherwise the lead had ended, and had an open deal.
    expect_refused(max.tries(undo(first)), "Lost “Two”");
    max.undoes();
    max.undoes_entry(first);
    // The same when one is reopened before the other is lost, and when both are won.
    max.does(lose(one));
    let reopened = max.does(deal(one, DealMove::Reopen)).seq;
    max.does(lose(two));
    expect_refused(max.tries(undo(reopened)), "Lost “Two”");
    let won = max.does(win(one)).seq;
    max.does(deal(two, DealMove::Reopen));
    max.does(win(two));
    expect_refused(max.tries(undo(won)), "Won “Two”");
}

#[test]
fn history_says_what_was_taken_back() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(note(lead, "has a dog"));
    ana.undoes();
    let of_lead = Wanted { lead: Some(lead), ..Wanted::default() };
    let rows = ana.desk.history(&of_lead, 10).unwrap();
    let told: Vec<(String, bool)> = rows.into_iter().map(|row| (row.entry.sentence, row.undone)).collect();
    assert_eq!(
        told,
        [
            ("Undid: Noted on Jane Doe".to_owned(), false),
            ("Noted on Jane Doe".to_owned(), true),
            ("Added Jane Doe".to_owned(), false)
        ]
    );
}

#[test]
fn versions_and_content_go_together() {
    // Equal versions, equal content: what undo restores has the version that it had.
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let version = |db: &Db| db.number("SELECT version FROM lead", &[]).unwrap();
    let before = version(ana.desk.db());
    ana.does(edit(lead, Edit::Problem("slow".to_owned())));
    assert_ne!(version(ana.desk.db()), before);
    ana.undoes();
    assert_eq!(version(ana.desk.db()), before);
}
