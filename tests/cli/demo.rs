//! The demo: made-up people in a file of their own, never among real ones.

use crate::world::{World, text};

#[test]
fn a_demo_is_made_and_is_sound() {
    let world = World::empty();
    let made = world.done("ana", &["demo", "--no-desk", "--leads", "300"]);
    assert_eq!((made["leads"].as_i64(), made["people"].as_array().unwrap().len()), (Some(300), 7));
    let funnel = world.done("maya", &["funnel"]);
    assert_eq!(funnel["stages"][0]["reach"], 300);
    assert_eq!(world.run("maya", &["doctor"]).code, 0, "{}", world.run("maya", &["doctor"]).out);
    let rows = world.done("ana", &["queue"])["rows"].clone();
    assert!(rows.as_array().unwrap().len() > 5, "a Monday has work: {rows}");
    let reps = world.done("maya", &["rep", "list"]);
    assert!(reps.as_array().unwrap().iter().any(|rep| rep["name"] == "maya" && rep["role"] == "manager"));
}

#[test]
fn the_same_seed_makes_the_same_people() {
    let world = World::empty();
    let names = |file: &str, seed: &str| {
        let db = world.path(file);
        assert_eq!(world.at(&db, "maya", &["demo", "--no-desk", "--leads", "60", "--seed", seed]).code, 0);
        let queue = world.at(&db, "maya", &["queue", "--all", "--sort", "newest", "--limit", "60", "--json"]).json();
        queue["rows"].as_array().unwrap().iter().map(|row| text(row, "name").to_owned()).collect::<Vec<_>>()
    };
    let first = names("a.db", "7");
    assert_eq!(first, names("b.db", "7"));
    assert_ne!(first, names("c.db", "8"));
}

#[test]
fn made_up_people_are_never_put_among_real_ones() {
    let world = World::new();
    world.lead("ana", "Jane Doe", "+12125550123");
    let error = world.refused("ana", &["demo", "--no-desk"], 3);
    assert!(text(&error, "message").contains("not touched"), "{error}");
    assert_eq!(world.done("ana", &["find", "Jane"]).as_array().unwrap().len(), 1);
    let real = world.path("real.db");
    let said = world.bare(&["demo", "--no-desk"]).env("CALLSHEET_DB", &real).output().unwrap();
    assert_eq!(said.status.code(), Some(2), "the file of the environment is for real people");
    assert!(!real.exists());
}

#[test]
fn those_who_said_no_are_on_the_list() {
    let world = World::empty();
    world.done("ana", &["demo", "--no-desk", "--leads", "600"]);
    let db = rusqlite::Connection::open(&world.db).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let open = "SELECT count(*) FROM attempt JOIN lead ON lead.id = attempt.lead_id JOIN channel ON \
        channel.contact_id = lead.contact_id WHERE attempt.outcome = 'do_not_call' AND channel.kind = 'phone' \
        AND channel.normal IS NOT NULL AND channel.normal NOT IN (SELECT normal FROM do_not_call)";
    assert_eq!(count(open), 0);
    assert!(count("SELECT count(*) FROM do_not_call") > 0, "some said so");
}
