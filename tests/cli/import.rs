//! Importing: every row has a fate, and the four fates sum.

use crate::world::{World, text};
use serde_json::json;

const LEADS: &str = "Name,Phone,Email,Company\n\
    Jane Doe,+12125550101,jane@acme.example,Acme\n\
    Nobody,,,\n\
    \n\
    Jane Doe,+12125550101,jane@acme.example,Acme\n\
    Janet,+12125550101,jane@acme.example,\n\
    Joe,+12125550102,,\n";

#[test]
fn every_row_has_a_fate_and_the_sums_come_out() {
    let world = World::new();
    let file = world.write("leads.csv", LEADS);
    let report = world.done("ana", &["import", &file]);
    assert_eq!(report["rows"], 5);
    assert_eq!((&report["added"], &report["attached"], &report["duplicates"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(report["refused"], json!([{ "line": 3, "reason": "no phone, email or id" }]));
    assert_eq!((&report["blank"], &report["cancelled"]), (&json!(1), &json!(false)));
    let again = world.done("ana", &["import", &file]);
    assert_eq!((&again["added"], &again["duplicates"]), (&json!(0), &json!(4)), "{again}");
    world.done("ana", &["undo", &report["seq"].to_string()]);
    assert_eq!(world.done("ana", &["queue"])["rows"], json!([]));
}

#[test]
fn refused_rows_are_told_to_people_and_do_not_fail_it() {
    let world = World::new();
    let said = world.run("ana", &["import", &world.write("leads.csv", LEADS)]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "no bar in a pipe");
    assert!(said.out.contains("5 rows: 2 added, 1 attached, 1 duplicate, 1 refused"), "{}", said.out);
    assert!(said.out.contains("line 3: no phone, email or id"), "{}", said.out);
}

#[test]
fn a_quotation_mark_never_closed_is_told_with_its_line_and_what_to_do() {
    let world = World::new();
    let more: String = (0..40_000).map(|n| format!("Person {n},p{n}@example.com,a remark of some length\n")).collect();
    for (name, end) in [("open.csv", ""), ("late.csv", "Last,last@example.com,\"a, b\"\n")] {
        let rows = format!("Name,Email,Note\nAda,ada@example.com,x\nBob,bob@example.com,\"open\n{more}{end}");
        let said = world.run("ana", &["import", &world.write(name, &rows)]);
        assert_eq!(said.code, 0, "as any row that is refused: {}", said.err);
        assert!(said.out.contains("2 rows: ") && said.out.contains(" 1 refused"), "{}", said.out);
        assert!(said.out.contains("line 3: a quotation mark opened on line 3 is n"), "{}", said.out);
        assert!(said.out.contains("close it, or take it out, and import the file again"), "{}", said.out);
    }
}

#[test]
fn a_file_that_is_no_list_changes_nothing() {
    let world = World::new();
    for (name, content, word) in
        [("a.csv", "", "empty"), ("b.csv", "colour,size\nred,9\n", "no column"), ("c.csv", "Name,Phone\n", "no row")]
    {
        let error = world.refused("ana", &["import", &world.write(name, content)], 1);
        assert!(text(&error, "message").contains(word), "{error}");
    }
    let missing = world.path("missing.csv");
    assert_eq!(text(&world.refused("ana", &["import", missing.to_str().unwrap()], 1), "kind"), "unreadable");
    assert_eq!(world.done("ana", &["history", "--command", "import"]), json!([]));
}

#[test]
fn the_first_interrupt_stops_between_batches_and_what_was_taken_in_stays() {
    let world = World::new();
    let mut rows = "Name,Phone,Id\n".to_owned();
    for n in 0..30_000 {
        rows.push_str(&format!("Person {n},+1212{:07},x{n}\n", 2_000_000 + n));
    }
    let file = world.write("many.csv", &rows);
    let program = assert_cmd::cargo::cargo_bin("callsheet");
    let child = std::process::Command::new(program)
        .args(["--db", world.db.to_str().unwrap(), "--as", "ana", "--now", &world.now, "--json", "import", &file])
        .env("HOME", world.path("home"))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Wait until a batch is in, as another desk would see it.
    while world.done("ana", &["history", "--command", "import"]) == json!([]) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let added = report["added"].as_i64().unwrap();
    assert!(report["cancelled"] == true && added > 0 && added < 30_000 && added % 1_000 == 0, "{report}");
    let funnel = world.done("ana", &["funnel"]);
    assert_eq!(funnel["stages"][0]["reach"], added);
}
