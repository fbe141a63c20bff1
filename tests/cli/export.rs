//! Exporting: the count is the last word, a file is whole or not there, and what went out comes back.

use crate::world::{World, text};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    process::Stdio,
};

/// Three leads: jane and joe from the web, joe rejected; one by phone.
fn world() -> World {
    let world = World::new();
    world.lead("ana", "Jane Doe", "+12125550123");
    let joe = world.lead("ana", "=1+1", "+12125550124");
    world.done("ana", &["reject", &joe, "no_budget", "--dead"]);
    world.done("ana", &["add", "--name", "Zoë", "--phone", "+12125550125", "--source", "inbound call"]);
    world.done("ana", &["assign", "1", "--to", "ben"]);
    world
}

fn leads(world: &World, args: &[&str]) -> Vec<i64> {
    let said = world.run("ana", &[&["export", "--format", "jsonl"], args].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    let leads: Vec<i64> =
        said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_i64().unwrap()).collect();
    let count = if leads.len() == 1 { "1 lead".to_owned() } else { format!("{} leads", leads.len()) };
    assert_eq!(said.err, format!("callsheet: {count} exported\n"), "the last word");
    leads
}

#[test]
fn all_or_some_leave_and_the_count_is_the_last_word() {
    let world = world();
    for (args, wanted) in [
        (&[][..], &[1, 2, 3][..]),
        (&["--source", "Web"], &[1, 2]),
        (&["--status", "rejected"], &[2]),
        (&["--owner", "ben"], &[1]),
        (&["--owner", "nobody"], &[2, 3]),
        (&["--stage", "assigned"], &[1]),
        (&["--before", "2026-11-01"], &[]),
        (&["--from", "2026-11-23", "--source", "inbound call"], &[3]),
    ] {
        assert_eq!(leads(&world, args), wanted, "{args:?}");
    }
    let error = world.refused("ana", &["export", "--owner", "nobody else"], 4);
    assert_eq!(text(&error, "kind"), "unknown");
}

#[test]
fn a_file_is_private_whole_and_never_written_over_unasked() {
    let world = world();
    for name in ["out.csv", "out.xlsx", "out.jsonl"] {
        let file = world.path(name);
        let name = file.to_str().unwrap();
        let receipt = world.done("ana", &["export", "--to", name]);
        assert_eq!((&receipt["leads"], text(&receipt, "file")), (&json!(3), name));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let before = fs::read(&file).unwrap();
        let said = world.run("ana", &["export", "--to", name, "--source", "web"]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains("is there already and was not touched"), "{}", said.err);
        assert_eq!(fs::read(&file).unwrap(), before);
        let said = world.run("ana", &["export", "--to", name, "--source", "web", "--force"]);
        assert_eq!((said.code, said.err), (0, format!("callsheet: 2 leads exported to {name}\n")));
        assert_ne!(fs::read(&file).unwrap(), before);
    }
    let parts = fs::read_dir(world.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(parts.count(), 0, "nothing is left half");
}

#[test]
fn some_things_are_not_written_over_even_when_asked() {
    let world = world();
    let db = world.db.to_str().unwrap().to_owned();
    let link = world.path("link.csv");
    std::os::unix::fs::symlink(&world.db, &link).unwrap();
    for (target, code, words) in [
        (db.as_str(), 2, "the file of leads itself"),
        (&format!("{db}-wal"), 2, "the file of leads itself"),
        (link.to_str().unwrap(), 2, "the file of leads itself"),
        (world.path("").to_str().unwrap(), 1, "not a file that could be written over"),
        ("/dev/null", 1, "not a file that could be written over"),
        (world.path("none/out.csv").to_str().unwrap(), 1, "there is no folder"),
    ] {
        // Somebody has it open, so that its log is there.
        let open = rusqlite::Connection::open(&world.db).unwrap();
        open.query_row("SELECT count(*) FROM lead", [], |row| row.get::<_, i64>(0)).unwrap();
        let said = world.run("ana", &["export", "--force", "--to", target]);
        assert_eq!(said.code, code, "{target}: {}", said.err);
        assert!(said.err.contains(words), "{}", said.err);
    }
    assert_eq!(leads(&world, &[]), [1, 2, 3]);
}

#[test]
fn what_went_out_exactly_comes_back_the_same() {
    let world = world();
    world.done("ana", &["dnc", "3"]);
    let (one, two) = (world.path("one.csv"), world.path("two.csv"));
    let (one, two) = (one.to_str().unwrap(), two.to_str().unwrap());
    world.done("ana", &["export", "--exact", "--to", one]);
    let there = world.path("there.db");
    let said = world.at(&there, "ana", &["import", one]);
    assert!(said.out.contains("(Callsheet, exact): 3 rows: 3 added"), "{}{}", said.out, said.err);
    assert_eq!(world.at(&there, "ana", &["export", "--exact", "--to", two]).code, 0);
    assert_eq!(fs::read_to_string(one).unwrap(), fs::read_to_string(two).unwrap());
    assert!(world.at(&there, "ana", &["show", "3", "--json"]).json()["do_not_call"] == true);
    // Back where it came from it is known.
    let report = world.done("ana", &["import", one]);
    assert_eq!((&report["added"], &report["duplicates"]), (&json!(0), &json!(3)));
}

#[test]
fn formats_that_do_not_fit_are_told() {
    let world = world();
    let xlsx = world.path("out.xlsx");
    for args in [
        &["--format", "xlsx"][..],
        &["--format", "jsonl", "--exact"],
        &["--exact", "--to", xlsx.to_str().unwrap()],
        &["--exact", "--for-spreadsheet"],
        &["--for-spreadsheet", "--format", "jsonl"],
        &["--force"],
    ] {
        world.refused("ana", &[&["export"], args].concat(), 2);
    }
    assert!(!xlsx.exists());
}

#[test]
fn a_pipe_that_nobody_reads_ends_quietly() {
    let world = World::new();
    let mut rows = "Name,Phone,Id\n".to_owned();
    (0..3_000).for_each(|n| rows.push_str(&format!("Person {n},+1212{:07},x{n}\n", 2_000_000 + n)));
    world.done("ana", &["import", &world.write("many.csv", &rows)]);
    for format in ["csv", "jsonl"] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("callsheet"))
            .args(["--db", world.db.to_str().unwrap(), "--as", "ana", "export", "--format", format])
            .env("HOME", world.path("home"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&said.stderr), "", "{format}");
        assert_eq!(said.status.code(), Some(0), "{format}");
    }
}

#[test]
fn json_is_answered_in_json() {
    let world = world();
    let said = world.run("ana", &["export", "--json"]);
    assert_eq!(said.out.lines().count(), 3);
    let shown = world.show("1");
    let line: Value = serde_json::from_str(said.out.lines().next().unwrap()).unwrap();
    for key in ["id", "owner", "stage", "status", "score", "captured_at", "do_not_call", "contact"] {
        assert_eq!(line[key], shown[key], "{key}");
    }
    let last: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(last, json!({ "leads": 3, "format": "jsonl", "file": null }));
}
