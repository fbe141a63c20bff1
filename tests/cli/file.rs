//! The file: where it is, who may read it, what is never touched, copies, and the doctor.

use crate::world::{World, text};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_missing_folder_is_made_for_this_user_alone() {
    let world = World::empty();
    let db = world.path("new/deeper/leads.db");
    let said = world.at(&db, "ana", &["add", "--email", "a@b.example"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!((mode(db.parent().unwrap()), mode(&db)), (0o700, 0o600));
}

#[test]
fn a_lead_is_not_looked_for_in_a_file_that_is_not_there() {
    let world = World::empty();
    for args in [&["show", "1"][..], &["undo"], &["doctor"], &["backup", "copy.db"], &["log", "1", "no_answer"]] {
        let said = world.run("ana", args);
        assert_eq!(said.code, 1, "{args:?}: {}", said.err);
        assert!(said.err.contains("there is no such file"), "{}", said.err);
    }
    assert!(!world.db.exists());
}

#[test]
fn other_programs_files_and_newer_ones_are_not_touched() {
    let world = World::new();
    let foreign = world.path("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE notes (a)").unwrap();
    let text_file = world.path("notes.txt");
    std::fs::write(&text_file, "not a database at all, but rather a shopping list of some length").unwrap();
    let newer = world.path("newer.db");
    world.done("ana", &["backup", newer.to_str().unwrap()]);
    let made = rusqlite::Connection::open(&newer).unwrap();
    made.execute("INSERT INTO schema_step (step, at, program) VALUES (99, 0, '9.9.9')", []).unwrap();
    drop(made);
    for (path, kind) in [(&foreign, "not_ours"), (&text_file, "not_ours"), (&newer, "newer")] {
        let before = std::fs::read(path).unwrap();
        for args in [
            &["queue", "--json"][..],
            &["add", "--email", "a@b.example", "--json"],
            &["doctor", "--json"],
            &["demo", "--no-desk", "--json"],
        ] {
            let said = world.at(path, "ana", args);
            assert_eq!((said.code, said.error()["kind"].as_str()), (1, Some(kind)), "{args:?}");
        }
        assert_eq!(std::fs::read(path).unwrap(), before, "{}", path.display());
        assert!(!path.with_extension("db-wal").exists());
    }
}

#[test]
fn a_backup_opens_and_never_overwrites() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    let copy = world.path("copies");
    std::fs::create_dir(&copy).unwrap();
    let made = world.done("ana", &["backup", copy.to_str().unwrap()]);
    let file = std::path::PathBuf::from(text(&made, "file"));
    assert_eq!((mode(&file), made["bytes"].as_u64()), (0o600, Some(std::fs::metadata(&file).unwrap().len())));
    world.done("ana", &["edit", &lead, "name=Changed Since"]);
    let said = world.at(&file, "ben", &["show", &lead, "--json"]);
    assert_eq!(said.json()["contact"]["name"], "Jane Doe");
    let again = world.refused("ana", &["backup", file.to_str().unwrap()], 1);
    assert!(text(&again, "message").contains("was not touched"), "{again}");
}

#[test]
fn the_file_is_found_by_flag_then_environment_then_settings_then_home() {
    let world = World::empty();
    let settings = world.write("own.toml", "db = 'from-settings.db'\nrep = 'sara'");
    let add = |command: &mut assert_cmd::Command| {
        command.args(["add", "--email", "a@b.example"]).assert().success();
    };
    add(&mut world.bare(&["--as", "ana"]));
    assert!(world.path(".local/share/callsheet/leads.db").exists());
    add(&mut world.bare(&["--settings", &settings]));
    assert!(world.path("from-settings.db").exists(), "beside the settings");
    let who = world.bare(&["--settings", &settings, "rep", "list", "--json"]).output().unwrap();
    let reps: Value = serde_json::from_slice(&who.stdout).unwrap();
    assert_eq!(reps[0]["name"], "sara");
    add(world.bare(&["--settings", &settings]).env("CALLSHEET_DB", world.path("from-env.db")));
    assert!(world.path("from-env.db").exists());
    let flag = world.path("from-flag.db");
    add(world.bare(&["--db", flag.to_str().unwrap(), "--as", "ana"]).env("CALLSHEET_DB", world.path("other.db")));
    assert!(flag.exists() && !world.path("other.db").exists());
    std::fs::create_dir_all(world.path(".config/callsheet")).unwrap();
    std::fs::write(world.path(".config/callsheet/callsheet.toml"), "colour = 1").unwrap();
    let bad = world.bare(&["queue", "--json"]).output().unwrap();
    assert_eq!(bad.status.code(), Some(1));
    let error: Value = serde_json::from_slice(&bad.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "settings");
    assert_eq!(world.bare(&["--settings", "/nowhere/x.toml", "queue"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn who_is_not_known_is_not_let_in_by_name() {
    let world = World::new();
    let error = world.refused("zoe", &["queue"], 4);
    assert!(text(&error, "message").contains("callsheet rep add zoe"), "{error}");
}

fn unsound(world: &World) -> Vec<String> {
    let said = world.run("ana", &["doctor", "--json"]);
    let answer = said.json();
    assert_eq!(said.code == 0, answer["sound"] == true, "{answer}");
    let checks = answer["checks"].as_array().unwrap().iter();
    checks.filter(|check| check["sound"] == false).map(|check| text(check, "check").to_owned()).collect()
}

#[test]
fn the_doctor_finds_what_is_wrong_and_repairs_only_what_is_derived() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ana", &["assign", &lead, "--to", "ben"]);
    let other = world.lead("ana", "Joe Doe", "+12125550124");
    assert_eq!(unsound(&world), [""; 0]);

    world.sql("DELETE FROM queue_key WHERE lead_id = 1; UPDATE queue_key SET at = 5; DELETE FROM contact_text WHERE rowid = 1");
    assert_eq!(
        unsound(&world),
        ["every working lead is in the queue", "everybody can be found", "queue keys follow from the leads"]
    );
    let said = world.run("ana", &["doctor"]);
    assert!(
        said.out.contains("found 1: working leads without a place in the queue") && said.out.contains("(1)"),
        "{}",
        said.out
    );
    let entries = world.done("ana", &["history"]).as_array().unwrap().len();
    assert_eq!(world.done("ana", &["doctor", "--repair"])["repaired"], json!({ "leads": 2, "contacts": 2 }));
    assert_eq!(unsound(&world), [""; 0]);
    assert_eq!(world.done("ana", &["history"]).as_array().unwrap().len(), entries, "keys are not facts");
    assert_eq!(world.done("ana", &["find", "Jane"]).as_array().unwrap().len(), 1);

    for (break_it, mend_it, check) in [
        (
            "UPDATE lead SET stage = 5 WHERE id = 1",
            "UPDATE lead SET stage = 2 WHERE id = 1",
            "a lead's stage is the furthest it entered",
        ),
        (
            "UPDATE owner_span SET to_at = 9",
            "UPDATE owner_span SET to_at = NULL",
            "a lead's owner is its open owner span",
        ),
        (
            "INSERT INTO end_span (version, made_by, lead_id, ended_at, recorded_at, counts_from, how, reason) VALUES (1,1,1,9,9,9,'lost','x')",
            "DELETE FROM end_span",
            "a lead's end is its open end span",
        ),
        (
            "PRAGMA foreign_keys=OFF; INSERT INTO journal_row VALUES (999, 0, 'lead', 1, 1, NULL, 1)",
            "DELETE FROM journal_row WHERE seq = 999",
            "every row stands on a row that is there",
        ),
    ] {
        world.sql(break_it);
        assert_eq!(unsound(&world), [check]);
        assert_eq!(world.run("ana", &["doctor", "--repair"]).code, 1, "no fact is repaired: {check}");
        world.sql(mend_it);
        assert_eq!(unsound(&world), [""; 0], "{check}");
    }
    std::fs::set_permissions(&world.db, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(unsound(&world), ["only those meant to can read the file"]);
    let _ = other;
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let world = World::new();
    for n in 0..20 {
        world.lead("ana", &format!("Person {n}"), &format!("+121255501{n:02}"));
    }
    world.sql("PRAGMA wal_checkpoint(TRUNCATE)");
    let mut bytes = std::fs::read(&world.db).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 20_000].fill(0xAB);
    std::fs::write(&world.db, bytes).unwrap();
    let said = world.run("ana", &["doctor"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("faults in the file itself") || said.err.contains("damaged"), "{}{}", said.out, said.err);
}
