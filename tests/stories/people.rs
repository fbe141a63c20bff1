//! Reps, teams, managers.

use crate::support::{Office, expect_refused, hours, minutes, say::*, says};
use callsheet::{
    desk::{Desk, Who, command::Command},
    domain::{
        ids::{RepId, TeamId},
        rep::{Assignee, Role},
        stage::Status,
    },
    policy::lanes::QueueLane,
};
use std::sync::Arc;

#[test]
fn whoever_opens_a_new_file_manages_it_and_is_asked_nothing() {
    let office = Office::new();
    assert_eq!(office.manager().desk.me().role, Role::Manager);
    expect_refused(office.try_desk("eve").map(|_| ()), "a manager adds one with `callsheet rep add eve`");
    // The system's own user is a rep of it from the first time on.
    let open = |name: &str| {
        let who = Who::SystemUser(name.to_owned());
        Desk::open(&office.path(), &who, Arc::new(office.settings().clone()), office.now())
    };
    assert_eq!(open("eve").unwrap().me().role, Role::Rep);
    assert_eq!(open("eve").unwrap().me().id, RepId(2), "once");
    assert!(open(" ").is_err());
}

#[test]
fn only_managers_change_the_team() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let north = TeamId(1);
    let add = Command::RepAdd { name: "eve".to_owned(), full_name: None, role: Role::Rep, team: None, zone: None };
    for command in [
        add,
        Command::TeamAdd { name: "West".to_owned() },
        Command::TeamRename { team: north, name: "Nord".to_owned() },
        retire(ana.rep("ben"), Assignee::Pool),
        Command::RepEdit { rep: ana.rep("ben"), full_name: None, role: None, team: None, zone: None },
        Command::RepEdit { rep: ana.rep("ana"), full_name: None, role: Some(Role::Manager), team: None, zone: None },
    ] {
        expect_refused(ana.tries(command), "only a manager may");
    }
    let zone = Some(chrono_tz::Tz::Europe__Berlin);
    ana.does(Command::RepEdit {
        rep: ana.rep("ana"),
        full_name: Some("Ana A.".to_owned()),
        role: None,
        team: None,
        zone,
    });
    assert_eq!(ana.who("Ana A."), ana.who("ana"));
}

#[test]
fn the_last_manager_stays() {
    let office = Office::staffed();
    let mut max = office.manager();
    let me = max.rep("max");
    let demote = Command::RepEdit { rep: me, full_name: None, role: Some(Role::Rep), team: None, zone: None };
    expect_refused(max.tries(demote), "only manager");
    expect_refused(max.tries(retire(me, Assignee::Pool)), "only manager");
}

#[test]
fn names_are_taken_once() {
    let office = Office::staffed();
    let mut max = office.manager();
    let add = |name: &str| Command::RepAdd {
        name: name.to_owned(),
        full_name: None,
        role: Role::Rep,
        team: None,
        zone: None,
    };
    for name in ["ANA", "", "pool", "team West"] {
        assert!(max.tries(add(name)).is_err(), "{name}");
    }
    expect_refused(max.tries(Command::TeamAdd { name: "north".to_owned() }), "a team north already");
    let team = |max: &crate::support::Colleague<'_>, name: &str| match max.who(name) {
        Assignee::Team(team) => team,
        _ => panic!("{name}"),
    };
    let south = team(&max, "team South");
    expect_refused(max.tries(Command::TeamRename { team: south, name: "NORTH".to_owned() }), "a team NORTH already");
    max.does(Command::TeamRename { team: south, name: "SOUTH".to_owned() });
    expect_refused(max.tries(Command::TeamRename { team: TeamId(99), name: "East".to_owned() }), "no team 99");
}

#[test]
fn who_leaves_hands_everything_over() {
    let office = Office::staffed();
    let mut max = office.manager();
    let (mut ana, ben) = (office.desk("ana"), office.desk("ben"));
    let leads: Vec<_> = (1..=4).map(|n| max.captures(stranger(n))).collect();
    max.does(assign_all(&leads, max.who("ana")));
    let due = office.now().plus(hours(1));
    ana.does(callback(leads[0], due));
    ana.does(nurture(leads[1], not_now(None)));
    ana.does(reject(leads[2], "no_need"));
    ana.desk.claim(leads[3], office.now()).unwrap();
    // And a promise for a lead that is somebody else's.
    let of_cem = max.captures(stranger(5));
    max.does(assign(of_cem, max.who("cem")));
    ana.does(callback(of_cem, due));

    expect_refused(max.tries(retire(max.rep("ana"), max.who("ana"))), "need another owner");
    says(&max.does(retire(max.rep("ana"), max.who("ben"))), "Retired ana; 3 open leads go to ben");
    for lead in [leads[0], leads[1], leads[3]] {
        assert_eq!(max.owner(lead), "ben");
    }
    assert_eq!((max.owner(leads[2]).as_str(), max.lead(leads[2]).status), ("ana", Status::Rejected));
    assert_eq!(ben.queue(), [(leads[3], QueueLane::Fresh)], "what ana held is free");
    office.wait(hours(1) + minutes(1));
    assert_eq!(ben.queue()[0], (leads[0], QueueLane::Promises), "her promise is ben's");
    assert_eq!(office.desk("cem").queue(), [(of_cem, QueueLane::Promises)], "and the other the owner's");
    assert!(office.try_desk("ana").is_err());
    expect_refused(max.tries(retire(RepId(2), Assignee::Pool)), "retired already");
    expect_refused(max.tries(assign(leads[0], Assignee::Rep(RepId(2)))), "retired and takes no leads");
    says(&max.does(reopen(leads[2])), "ana is retired: it goes to the pool");
}
