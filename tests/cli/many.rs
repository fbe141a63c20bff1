//! Verbs on several leads, by their numbers or from the standard input.

use crate::world::{World, text};
use serde_json::Value;

/// Three leads, of which the second is rejected.
fn three(world: &World) -> Vec<String> {
    let leads: Vec<String> =
        (0..3).map(|n| world.lead("ana", &format!("P{n} Doe"), &format!("+1212555012{n}"))).collect();
    world.done("ana", &["reject", &leads[1], "no_need", "--dead"]);
    leads
}

fn piped(world: &World, args: &[&str], input: &str) -> (i32, Value) {
    let db = world.db.to_str().unwrap();
    let args = [&["--db", db, "--as", "ana", "--now", crate::world::NOW, "--json"], args].concat();
    let said = world.bare(&args).write_stdin(input).output().unwrap();
    let answer = if said.stdout.is_empty() { said.stderr } else { said.stdout };
    (said.status.code().unwrap(), serde_json::from_slice(&answer).unwrap())
}

#[test]
fn several_leads_are_done_but_those_that_are_refused() {
    let world = World::new();
    let leads = three(&world);
    let all = leads.join(",");
    let said = world.run("ana", &["assign", &leads[0], &leads[1], &leads[2], "--to", "ben", "--json"]);
    assert_eq!(said.code, 7, "{}{}", said.out, said.err);
    let receipt = said.json();
    assert_eq!((text(&receipt, "sentence"), receipt["done"].as_u64()), ("Assigned 2 leads to ben", Some(2)));
    let left = &receipt["left_out"][0];
    assert_eq!((left["lead"].to_string(), text(left, "name")), (leads[1].clone(), "P1 Doe"));
    assert!(text(left, "why").contains("rejected"), "{left}");
    assert_eq!(world.show(&leads[2])["owner"], "ben");
    let undone = world.done("ana", &["undo"]);
    assert!(text(&undone, "sentence").contains("Assigned 2 leads"), "{undone}");
    assert!(world.show(&leads[2])["owner"].is_null());
    let plain = world.run("ana", &["nurture", &all, "interested"]);
    assert_eq!(plain.code, 7, "{}", plain.err);
    assert!(
        plain.out.contains("2 leads to nurture") && plain.out.contains("1 rejected and cannot be nurtured"),
        "{}",
        plain.out
    );
}

#[test]
fn all_or_nothing_is_refused_as_a_whole() {
    let world = World::new();
    let leads = three(&world);
    let all = leads.join(",");
    for verb in [
        &["assign", &all, "--to", "ben"][..],
        &["reject", &all, "no_budget", "--dead"],
        &["nurture", &all, "interested"],
    ] {
        let error = world.refused("ana", &[verb, &["--all-or-nothing"]].concat(), 3);
        assert_eq!((text(&error, "kind"), error["left_out"][0]["lead"].to_string()), ("left_out", leads[1].clone()));
    }
    world.refused("ana", &["reopen", &all, "--all-or-nothing"], 3);
    for verb in [&["touch", &all, "note", "hello"][..], &["dnc", &all]] {
        world.done("ana", &[verb, &["--all-or-nothing"]].concat());
    }
    world.done("ana", &["assign", &leads[0], &leads[2], "--to", "ana"]);
    assert_eq!(
        text(&world.done("ana", &["return", &leads[0], &leads[2], "--reason", "no time"]), "sentence"),
        "Returned 2 leads to the pool: no time"
    );
}

#[test]
fn numbers_come_from_the_standard_input() {
    let world = World::new();
    let leads = three(&world);
    let (code, receipt) =
        piped(&world, &["touch", "-", "note", "hello"], &format!("{}\n#{} {}\n", leads[0], leads[1], leads[2]));
    assert_eq!((code, text(&receipt, "sentence")), (0, "Noted on 3 leads"));
    let (code, error) = piped(&world, &["dnc", "-"], "1\nx\n");
    assert_eq!(code, 2);
    assert!(text(&error["error"], "message").contains("line 2 of the standard input: “x”"), "{error}");
    let (code, error) = piped(&world, &["reopen", "-"], "\n");
    assert_eq!((code, text(&error["error"], "message")), (2, "no lead is named; give their numbers, as 12 or 12,13"));
}
