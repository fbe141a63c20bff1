//! One action on many leads.

use crate::support::{
    Office, expect_refused,
    facts::{assert_same, visible},
    hours, minutes,
    say::*,
    says,
};
use callsheet::{
    desk::{
        Refusal,
        command::{Command, On},
    },
    domain::{ids::LeadId, stage::Status},
    store::{fault::StoreFault, journal::Wanted},
};

fn many(leads: &[LeadId], what: Command, whole: bool) -> Command {
    Command::Many { on: leads.iter().copied().map(On::from).collect(), what: Box::new(what), whole }
}

#[test]
fn what_cannot_be_done_is_listed_with_its_reason_and_the_rest_is_done() {
    let office = Office::staffed();
    let (mut max, mut ana) = (office.manager(), office.desk("ana"));
    let leads: Vec<LeadId> = (1..=5).map(|n| max.captures(stranger(n))).collect();
    let seen: Vec<On> = leads.iter().map(|lead| On { lead: *lead, seen: Some(max.lead(*lead).version) }).collect();
    max.does(reject(leads[1], "no_need"));
    max.does(convert(leads[2], new_deal()));
    let held = ana.claims_next().unwrap();
    let mut ben = office.desk("ben");
    let dead = reject(leads[0], "no_budget");
    let receipt = ben.does(Command::Many { on: seen, what: Box::new(dead), whole: false });
    let tally = receipt.many.clone().unwrap();
    assert_eq!((tally.done, tally.left_out.len()), (2, 3));
    says(&receipt, "Rejected 2 leads: No budget");
    says(&receipt, "3 leads were left as they were:");
    says(&receipt, "2 changed by max in the meantime: Stranger 2, Stranger 3");
    says(&receipt, "1 held by ana until");
    let left: Vec<LeadId> = tally.left_out.iter().map(|left| left.lead).collect();
    assert!(left.contains(&held) && left.contains(&leads[1]) && left.contains(&leads[2]));
    let done = leads.iter().filter(|lead| !left.contains(lead));
    assert!(done.into_iter().all(|lead| max.lead(*lead).status == Status::Rejected));
}

#[test]
fn all_or_nothing_is_nothing_when_one_is_refused() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: Vec<LeadId> = (1..=3).map(|n| max.captures(stranger(n))).collect();
    max.does(reject(leads[1], "no_need"));
    let (before, entries) = (visible(max.desk.db()), max.desk.history(&Wanted::default(), 100).unwrap().len());
    let refused = max.tries(many(&leads, nurture(leads[0], not_now(None)), true));
    let refusal = expect_refused(refused, "nurture: 1 of 3 leads cannot be done, and so none was");
    assert!(refusal.to_string().contains("1 rejected and cannot be nurtured; reopen it first: Stranger 2"));
    assert_same(&before, &visible(max.desk.db()), "nothing was done");
    assert_eq!(max.desk.history(&Wanted::default(), 100).unwrap().len(), entries);
    let all = many(&leads[1..2], nurture(leads[0], not_now(None)), false);
    expect_refused(max.tries(all), "none of the 1 leads can be done");
}

#[test]
fn what_is_wrong_with_the_action_itself_is_said_once() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: Vec<LeadId> = (1..=3).map(|n| max.captures(stranger(n))).collect();
    let refusal = max.tries(many(&leads, reject(leads[0], "nonsense"), false)).unwrap_err();
    assert!(matches!(refusal, Refusal::Unfit { field: "reason", .. }), "{refusal}");
    expect_refused(max.tries(many(&[], reject(leads[0], "no_need"), false)), "at least one lead");
    expect_refused(max.tries(many(&leads, log(leads[0], "no_answer"), false)), "one lead at a time");
    let nested = many(&leads, reject(leads[0], "no_need"), false);
    expect_refused(max.tries(many(&leads, nested, false)), "one lead at a time");
    // Named twice, done once.
    let twice = many(&[leads[0], leads[0]], note(leads[0], "hello"), true);
    says(&max.does(twice), "Noted on 1 lead");
}

#[test]
fn an_entry_on_many_is_found_from_each_of_its_leads() {
    let office = Office::staffed();
    let mut max = office.manager();
    let leads: Vec<LeadId> = (1..=4).map(|n| max.captures(stranger(n))).collect();
    let ana = max.who("ana");
    let some = &leads[..3];
    let entries = [
        max.does(many(some, assign(leads[0], ana), true)).seq,
        max.does(many(some, note(leads[0], "met at the fair"), true)).seq,
        max.undoes().seq,
        max.does(many(some, do_not_call(leads[0]), true)).seq,
        max.does(many(some, reject(leads[0], "no_need"), true)).seq,
        max.undoes().seq,
    ];
    let found = |lead| -> Vec<_> {
        let wanted = Wanted { lead: Some(lead), ..Wanted::default() };
        max.desk.history(&wanted, 100).unwrap().into_iter().map(|row| Some(row.entry.seq)).collect()
    };
    for lead in some {
        let found = found(*lead);
        assert!(entries.iter().all(|entry| found.contains(entry)), "{lead}: {found:?} of {entries:?}");
    }
    assert_eq!(found(leads[3]).len(), 1, "another lead has its capture only");
}

#[test]
fn five_thousand_are_assigned_but_one_and_taken_back() {
    const ALL: usize = 5_000;
    let office = Office::staffed();
    let mut max = office.manager();
    let records = (1..=ALL).map(|n| callsheet::domain::past::LeadRecord { lead: many_strangers(n), past: None });
    max.desk.load("strangers", records, office.now(), |_| {}).unwrap();
    let ids: Vec<LeadId> = (1..=5_000).map(LeadId).collect();
    let rows = max.desk.rows(&ids, office.now()).unwrap();
    let seen: Vec<On> = rows.iter().map(|row| On { lead: row.id, seen: Some(row.version) }).collect();
    let before = visible(max.desk.db());
    let changed = LeadId(2_500);
    office.wait(minutes(1));
    let mut ana = office.desk("ana");
    ana.logs(changed, "no_answer");
    let mid = visible(max.desk.db());
    let to_ben = Box::new(assign(changed, max.who("ben")));

    // Stopped half way, nothing is done.
    let command = Command::Many { on: seen.clone(), what: to_ben.clone(), whole: false };
    let stopped = max.desk.run_watched(&command, office.now(), &mut |done, all| done * 2 < all);
    assert!(matches!(stopped, Err(Refusal::Store(StoreFault::Interrupted))));
    assert_same(&mid, &visible(max.desk.db()), "nothing was done");

    // All or nothing is nothing.
    let whole = Command::Many { on: seen.clone(), what: to_ben, whole: true };
    expect_refused(max.tries(whole), "assign: 1 of 5000 leads cannot be done");
    assert_same(&mid, &visible(max.desk.db()), "nothing was done");

    // The rest is done, step by step, and seen by another desk only when it is whole.
    let (mut steps, mut half) = (0, 0);
    let receipt = max
        .desk
        .run_watched(&command, office.now(), &mut |done, all| {
            assert!(done > steps && all == ALL * 2, "{done} of {all} after {steps}");
            steps = done;
            if done % 1_000 == 0 {
                half += ana
                    .desk
                    .rows(&[LeadId(1), LeadId(2)], office.now())
                    .unwrap()
                    .iter()
                    .filter(|row| row.owner == "ben")
                    .count();
            }
            true
        })
        .unwrap();
    assert_eq!(half, 0, "half of it was seen");
    assert!(steps > ALL * 19 / 10, "progress ended at {steps}");
    says(&receipt, "Assigned 4999 leads to ben");
    says(&receipt, "1 changed by ana in the meantime: Stranger 2500");
    assert_eq!(max.owner(LeadId(1)), "ben");
    assert_eq!(max.owner(changed), "ana");

    // One undo takes it back; a lead that was worked since is in the way, and the others are not.
    office.wait(hours(1));
    let mut ben = office.desk("ben");
    ben.logs(LeadId(7), "no_answer");
    expect_refused(max.tries(undo(receipt.seq)), "cannot be taken back whole");
    ben.undoes();
    max.undoes_entry(receipt.seq);
    assert_same(&mid, &visible(max.desk.db()), "nothing was done");
    ana.undoes();
    assert_same(&before, &visible(max.desk.db()), "all of it undone");
}

/// Strangers of whom no two share a number.
fn many_strangers(n: usize) -> callsheet::domain::lead::NewLead {
    someone(&format!("Stranger {n}")).phone(&format!("+1 212 {:03} {:04}", 300 + n / 1_000, 1_000 + n % 1_000))
}
