//! Assign, reassign, return.

use crate::support::{Office, expect_refused, hours, minutes, say::*, says};
use callsheet::{
    desk::command::Command,
    domain::{
        ids::{LeadId, RepId, TeamId},
        rep::Assignee,
        stage::Stage,
    },
    policy::lanes::QueueLane,
};

#[test]
fn a_hand_off_stands_in_the_history_with_its_reason() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    max.does(assign(lead, max.who("ana")));
    office.wait(hours(1));
    let receipt = max.does(Command::Assign {
        leads: vec![lead.into()],
        to: max.who("ben"),
        reason: Some("speaks Spanish".to_owned()),
    });
    says(&receipt, "Assigned Jane Doe to ben");
    let owners = max.card(lead).owners;
    assert_eq!(owners.len(), 2);
    assert_eq!((owners[0].to_at, owners[1].reason.as_deref()), (Some(owners[1].from_at), Some("speaks Spanish")));
    assert_eq!(max.lead(lead).stage, Stage::Assigned);
}

#[test]
fn what_is_with_them_already_or_cannot_be_with_them_is_refused() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    let ana = max.who("ana");
    expect_refused(max.tries(assign(lead, Assignee::Pool)), "with the pool already");
    max.does(assign(lead, ana));
    expect_refused(max.tries(assign(lead, ana)), "with ana already");
    expect_refused(max.tries(assign_all(&[], ana)), "at least one lead");
    expect_refused(max.tries(assign(LeadId(99), ana)), "no lead 99");
    expect_refused(max.tries(assign(lead, Assignee::Rep(RepId(99)))), "no rep 99");
    expect_refused(max.tries(assign(lead, Assignee::Team(TeamId(99)))), "no team 99");
    max.does(reject(lead, "no_need"));
    expect_refused(max.tries(assign(lead, max.who("ben"))), "reopen it first");
}

#[test]
fn many_are_assigned_together_or_not_at_all() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: Vec<LeadId> = (1..=3).map(|n| max.captures(stranger(n))).collect();
    max.does(reject(leads[2], "no_need"));
    expect_refused(max.tries(assign_all(&leads, max.who("ana"))), "lead 3 is rejected");
    assert_eq!(max.owner(leads[0]), "");
    says(&max.does(assign_all(&leads[..2], max.who("ana"))), "Assigned 2 leads to ana");
}

#[test]
fn a_hand_off_can_be_returned_for_a_day_with_a_reason() {
    let office = Office::staffed();
    let (mut max, mut ana, mut ben) = (office.manager(), office.desk("ana"), office.desk("ben"));
    let lead = max.captures(jane());
    max.does(assign(lead, max.who("ana")));
    expect_refused(ben.tries(give_back(lead, "no time")), "not yours to return");
    expect_refused(ana.tries(give_back(lead, " ")), "say why");
    office.wait(hours(23));
    says(&ana.does(give_back(lead, "no time")), "Returned Jane Doe to the pool: no time");
    assert_eq!((ana.owner(lead), ana.lead(lead).stage), (String::new(), Stage::Assigned));
    max.does(assign(lead, max.who("ana")));
    office.wait(hours(24));
    expect_refused(ana.tries(give_back(lead, "no time")), "more than 24 hours");
}

#[test]
fn what_was_worked_is_not_returned() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(assign(lead, ana.who("ana")));
    ana.logs(lead, "no_answer");
    expect_refused(ana.tries(give_back(lead, "no time")), "worked already");
}

#[test]
fn a_promise_goes_along_with_its_lead() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (mut ana, cem) = (office.desk("ana"), office.desk("cem"));
    let (mine, anyones) = (max.captures(stranger(1)), max.captures(stranger(2)));
    max.does(assign_all(&[mine, anyones], max.who("ana")));
    ana.does(callback(mine, office.now().plus(hours(1))));
    ana.does(callback_by_anyone(anyones, office.now().plus(hours(1))));
    max.does(assign_all(&[mine, anyones], max.who("cem")));
    office.wait(hours(1) + minutes(1));
    assert_eq!(cem.queue(), [(mine, QueueLane::Promises), (anyones, QueueLane::Promises)]);
    assert_eq!(ana.queue(), [(anyones, QueueLane::Promises)]);
    max.does(assign(mine, max.who("team North")));
    assert_eq!(ana.queue(), [(mine, QueueLane::Promises), (anyones, QueueLane::Promises)], "now it is anyone's");
}

#[test]
fn a_promise_made_for_somebody_elses_lead_stays_with_who_made_it() {
    let office = Office::staffed();
    let mut max = office.manager();
    let mut ben = office.desk("ben");
    let lead = max.captures(jane());
    max.does(assign(lead, max.who("ana")));
    ben.does(callback(lead, office.now().plus(hours(1))));
    max.does(assign(lead, max.who("cem")));
    office.wait(hours(1));
    assert_eq!(ben.queue(), [(lead, QueueLane::Promises)]);
}
