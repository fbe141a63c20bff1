//! Several people on one file, and taking things back.

use crate::world::{World, text};
use serde_json::{Value, json};

#[test]
fn what_one_holds_another_is_told_by_name() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ben", &["next"]);
    let held = world.refused("carla", &["log", &lead, "no_answer"], 5);
    assert_eq!((text(&held, "kind"), text(&held, "who")), ("held", "ben"));
    assert!(text(&held, "message").contains("held by ben until today 10:15"), "carla's clock: {held}");
    world.done("ana", &["touch", &lead, "note", "managers may"]);
    let mut later = World::empty();
    later.now = "2026-11-23T15:16:00Z".to_owned();
    let after = later.at(&world.db, "carla", &["log", &lead, "no_answer"]);
    assert_eq!(after.code, 0, "the claim is over: {}", after.err);
}

#[test]
fn five_actions_go_back_and_forth() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let essence = || {
        let card = world.show(&lead);
        json!([
            card["stage"],
            card["status"],
            card["owner"],
            card["lane"],
            card["next_at"],
            card["ended_at"],
            card["contact"]["company"],
            card["deals"].as_array().unwrap().len(),
            card["stage_entries"].as_array().unwrap().len()
        ])
    };
    let mut states: Vec<Value> = vec![essence()];
    for action in [
        &["assign", &lead, "--to", "ben"][..],
        &["edit", &lead, "company=Acme"],
        &["log", &lead, "no_answer"],
        &["nurture", &lead, "interested"],
        &["convert", &lead, "--reason", "bought at the fair"],
    ] {
        world.done("ben", action);
        states.push(essence());
    }
    for n in (0..5).rev() {
        let receipt = world.done("ben", &["undo"]);
        assert!(text(&receipt, "sentence").starts_with("Undid"), "{receipt}");
        assert_eq!(essence(), states[n], "undo {n}");
    }
    for (n, state) in states.iter().enumerate().skip(1) {
        world.done("ben", &["redo"]);
        assert_eq!(&essence(), state, "redo {n}");
    }
    world.refused("ben", &["redo"], 3);
    world.refused("ben", &["undo", "999"], 4);
    assert_eq!(world.run("ana", &["doctor"]).code, 0);
}

#[test]
fn an_undo_does_not_run_over_what_others_did_since() {
    let world = World::new();
    let (one, two) = (world.lead("ana", "One", "+12125550101"), world.lead("ana", "Two", "+12125550102"));
    let bulk = world.done("ana", &["assign", &one, &two, "--to", "ben"])["seq"].to_string();
    world.done("ben", &["log", &one, "no_answer"]);
    let error = world.refused("ana", &["undo", &bulk], 5);
    assert_eq!(text(&error, "kind"), "in_the_way");
    assert!(text(&error, "message").contains("(ben, entry"), "{error}");
    assert_eq!(error["rows"][0]["lead"].to_string(), one);
    assert_eq!(world.show(&two)["owner"], "ben", "all or nothing");
    let rest = world.done("ana", &["undo", &bulk, "--rest"]);
    assert!(rest["notes"].to_string().contains("left as they are"), "{rest}");
    assert_eq!((&world.show(&one)["owner"], &world.show(&two)["owner"]), (&json!("ben"), &Value::Null));
    let state = world.done("ana", &["history", "--command", "assign"]);
    assert_eq!(state[0]["undone"], true);
}

#[test]
fn two_at_once_are_never_given_the_same_lead() {
    let world = World::new();
    for n in 0..6 {
        world.lead("ana", &format!("Person {n}"), &format!("+121255501{n:02}"));
    }
    for n in 0..4 {
        world.done("ana", &["rep", "add", &format!("rep{n}")]);
    }
    let claimed: Vec<String> = std::thread::scope(|scope| {
        let world = &world;
        let threads: Vec<_> = (0..4)
            .map(|n| scope.spawn(move || world.done(&format!("rep{n}"), &["next"])["lead"].to_string()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut different = claimed.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 4, "{claimed:?}");
}

#[test]
fn a_busy_file_is_told_with_its_own_code() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let lock = rusqlite::Connection::open(&world.db).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = world.run("ana", &["touch", &lead, "note", "hello", "--json"]);
    assert_eq!((error.code, error.error()["kind"].as_str()), (6, Some("busy")));
    assert_eq!(world.run("ana", &["show", &lead]).code, 0, "reading goes on");
    lock.execute_batch("ROLLBACK").unwrap();
    world.done("ana", &["touch", &lead, "note", "hello"]);
}

#[test]
fn names_that_were_given_again_are_in_conflict_and_no_fault() {
    let world = World::new();
    let first = world.done("ana", &["rep", "add", "dora"])["seq"].to_string();
    world.done("ana", &["undo", &first]);
    world.done("ana", &["rep", "add", "dora"]);
    assert_eq!(text(&world.refused("ana", &["redo", &first], 5), "kind"), "taken");
    world.done("ana", &["team", "add", "South"]);
    world.refused("ana", &["team", "rename", "South", "north"], 3);
    world.done("ana", &["team", "rename", "South", "SOUTH"]);
    assert_eq!(world.done("ANA", &["rep", "list"])[0]["me"], true, "a name is a name however it is written");
}

#[test]
fn a_lead_that_was_taken_back_is_held_by_nobody() {
    let world = World::new();
    let added = world.done("ana", &["add", "--name", "Slip", "--phone", "+12125550123", "--zone", "America/New_York"]);
    world.done("ben", &["next"]);
    world.done("ana", &["undo", &added["seq"].to_string()]);
    let error = world.refused("ben", &["release"], 3);
    assert!(text(&error, "message").contains("you hold no lead"), "{error}");
    let said = world.run("ana", &["undo", "4"]);
    assert!(said.out.contains("`callsheet redo` does it again"), "{}", said.out);
}
