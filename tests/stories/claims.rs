//! Claims: a lead is given to one rep at a time.

use crate::support::{Office, days, expect_refused, minutes, say::*};
use callsheet::{
    desk::{Filter, Refusal},
    domain::{ids::LeadId, past::LeadRecord, rep::Role},
    policy::lanes::{QueueLane, Withheld},
};
use std::collections::BTreeSet;

#[test]
fn two_desks_are_never_given_the_same_lead() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: BTreeSet<LeadId> = (1..=3).map(|n| max.captures(stranger(n))).collect();
    let mut desks = [office.desk("ana"), office.desk("ben"), office.desk("cem")];
    let given: BTreeSet<LeadId> = desks.iter_mut().map(|desk| desk.claims_next().unwrap()).collect();
    assert_eq!(given, leads);
    assert_eq!(max.claims_next(), None, "all are held");
    assert_eq!(max.queue(), []);
}

#[test]
fn four_desks_at_once_share_forty_leads_out() {
    let office = Office::staffed();
    let mut max = office.manager();
    for n in 0..40 {
        max.captures(stranger(n));
    }
    let now = office.now();
    let desks: Vec<_> = ["ana", "ben", "cem", "max"].into_iter().map(|name| office.try_desk(name).unwrap()).collect();
    let given: Vec<LeadId> = std::thread::scope(|scope| {
        let works = desks.into_iter().map(|mut desk| {
            scope.spawn(move || {
                let mut mine = Vec::new();
                while let Some(claimed) = desk.next(now).unwrap() {
                    desk.run(&nurture(claimed.lead, not_now(None)), now).unwrap();
                    mine.push(claimed.lead);
                }
                mine
            })
        });
        let works: Vec<_> = works.collect();
        works.into_iter().flat_map(|work| work.join().unwrap()).collect()
    });
    assert_eq!(given.len(), 40, "none twice, none forgotten");
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 40);
}

#[test]
fn a_claim_of_a_clock_that_was_wrong_holds_nobody_up() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    office.wait(days(364));
    assert_eq!(ana.claims_next(), Some(lead));
    ana.desk.renew(office.now()).unwrap();
    office.wait(days(-364));
    assert_eq!(ben.claims_next(), Some(lead), "the clock is right again");
    assert_eq!(ana.desk.held(office.now()).unwrap(), None);
    expect_refused(ana.tries(log(lead, "busy")), "is held by ben until");
}

#[test]
fn what_somebody_holds_is_theirs_to_change() {
    let office = Office::staffed();
    let (mut ana, mut ben, mut max) = (office.desk("ana"), office.desk("ben"), office.manager());
    let lead = ana.captures(jane());
    assert_eq!(ana.claims_next(), Some(lead));
    for command in
        [log(lead, "busy"), reject(lead, "no_need"), nurture(lead, not_now(None)), assign(lead, ben.who("ben"))]
    {
        let refusal = expect_refused(ben.tries(command), "is held by ana until");
        assert!(matches!(refusal, Refusal::Held { .. }));
    }
    assert!(ben.desk.claim(lead, office.now()).is_err());
    // A manager may, and ana may.
    max.does(note(lead, "look out"));
    ana.logs(lead, "busy");
    assert!(ana.desk.held(office.now()).unwrap().is_none(), "the wrap-up gives it up");
    ben.does(note(lead, "mine to note again"));
}

#[test]
fn a_held_lead_is_withheld_once_under_held() {
    let office = Office::staffed();
    let (mut ana, ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    let silent = ana.captures(nobody().email("x@acme.com"));
    ana.desk.claim(lead, office.now()).unwrap();
    let told = |ben: &crate::support::Colleague<'_>| -> Vec<(Withheld, i64, Vec<String>)> {
        let counts = ben.desk.withheld(&Filter::default(), office.now()).unwrap();
        counts.into_iter().map(|count| (count.reason, count.leads, count.by)).collect()
    };
    assert_eq!(told(&ben), [(Withheld::Held, 1, vec!["ana".to_owned()]), (Withheld::NoNumber, 1, vec![])]);
    // Held comes before no number.
    ana.desk.claim(silent, office.now()).unwrap();
    assert_eq!(told(&ben), [(Withheld::Held, 1, vec!["ana".to_owned()])]);
    let held = ben.desk.withheld_leads(&Filter::default(), Withheld::Held, 9, office.now()).unwrap();
    assert_eq!((held.len(), held[0].lead.id), (1, silent));
    assert!(held[0].why.contains("held by ana until"));
    assert!(ben.desk.withheld_leads(&Filter::default(), Withheld::NoNumber, 9, office.now()).unwrap().is_empty());
}

#[test]
fn a_claim_is_released_renewed_and_expires() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    assert_eq!(ana.claims_next(), Some(lead));
    expect_refused(ben.desk.release(Some(lead), None, office.now()), "you do not hold lead");
    expect_refused(ben.desk.release(None, None, office.now()), "you hold no lead");
    let quiet = ana.desk.release(None, None, office.now()).unwrap();
    assert_eq!(quiet.seq, None, "nothing worth an entry");
    assert_eq!(ben.claims_next(), Some(lead));
    let told = ben.desk.release(Some(lead), Some("not mine"), office.now()).unwrap();
    assert_eq!(told.sentence, "Skipped Jane Doe: not mine");

    assert_eq!(ana.claims_next(), Some(lead));
    office.wait(minutes(14));
    assert_eq!(ana.desk.renew(office.now()).unwrap(), Some(office.now().plus(minutes(15))));
    office.wait(minutes(14));
    assert_eq!(ben.claims_next(), None);
    office.wait(minutes(1));
    assert_eq!(ben.claims_next(), Some(lead), "who vanishes loses it");
    assert_eq!(ana.desk.renew(office.now()).unwrap(), None);
    assert!(ana.tries(log(lead, "busy")).is_err());
}

#[test]
fn one_rep_holds_one_lead() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let (one, two) = (ana.captures(stranger(1)), ana.captures(stranger(2)));
    let first = ana.claims_next().unwrap();
    let second = ana.claims_next().unwrap();
    assert_ne!(first, second);
    assert_eq!(ben.claims_next(), Some(first), "given up by claiming another");
    // What I cannot have costs me nothing that I have.
    assert_eq!(ana.claims_next(), None);
    assert!(ana.desk.claim(first, office.now()).is_err());
    assert_eq!(ana.desk.held(office.now()).unwrap().map(|claim| claim.lead), Some(second));
    assert!([one, two].contains(&second));
}

#[test]
fn a_lead_is_claimed_by_hand_whatever_the_queue_says() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(nurture(lead, not_now(None)));
    assert_eq!(ana.claims_next(), None);
    assert_eq!(ana.desk.claim(lead, office.now()).unwrap().lead, lead);
    assert!(ana.desk.claim(LeadId(99), office.now()).is_err());
}

#[test]
fn somebody_elses_lead_is_not_offered() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (of_ben, of_south, of_north) =
        (max.captures(stranger(1)), max.captures(stranger(2)), max.captures(stranger(3)));
    max.does(assign(of_ben, max.who("ben")));
    max.does(assign(of_south, max.who("team South")));
    max.does(assign(of_north, max.who("team North")));
    let mut ana = office.desk("ana");
    assert_eq!(ana.queue(), [(of_north, QueueLane::Fresh)]);
    assert_eq!((ana.claims_next(), ana.claims_next()), (Some(of_north), None));
}

#[test]
fn a_change_of_team_or_role_counts_at_once_at_an_open_desk() {
    let office = Office::staffed();
    let (mut ana, mut max) = (office.desk("ana"), office.manager());
    let lead = max.captures(jane());
    max.does(assign(lead, max.who("team South")));
    assert_eq!(ana.queue(), []);
    let edit = |team: Option<&str>, role| callsheet::desk::command::Command::RepEdit {
        rep: callsheet::domain::ids::RepId(2),
        full_name: None,
        role,
        team: team.map(str::to_owned),
        zone: None,
    };
    max.does(edit(Some("South"), None));
    assert_eq!(ana.queue(), [(lead, QueueLane::Fresh)]);
    assert_eq!(ana.claims_next(), Some(lead));
    max.does(edit(None, Some(Role::Manager)));
    ana.adds_rep("dot", "South");
    max.does(retire(max.rep("ana"), max.who("pool")));
    expect_refused(ana.tries(note(lead, "still here")), "ana is retired");
    assert_eq!(ana.queue(), [(lead, QueueLane::Fresh)], "it is in the pool of their team");
    let now = office.now();
    expect_refused(ana.desk.next(now), "ana is retired");
    expect_refused(ana.desk.claim(lead, now), "ana is retired");
    let record = LeadRecord { lead: stranger(1), past: None };
    expect_refused(ana.desk.load("a file", std::iter::once(record), now, |_| {}), "ana is retired");
    assert_eq!(ana.desk.claims(now).unwrap(), []);
    office.wait(days(1));
}

#[test]
fn whoever_is_no_rep_any_more_neither_keeps_nor_releases_what_they_hold() {
    let office = Office::staffed();
    let mut max = office.manager();
    let lead = max.captures(jane());
    max.adds_rep("dot", "South");
    let mut dot = office.desk("dot");
    assert_eq!(dot.claims_next(), Some(lead));
    max.undoes();
    let now = office.now();
    expect_refused(dot.desk.renew(now), "dot is no rep any more");
    expect_refused(dot.desk.release(None, None, now), "dot is no rep any more");
}
