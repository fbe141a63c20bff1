//! What is printed: nothing hostile raw, errors in both forms, a page of commands that is fresh, a pipe that ends.

use crate::world::{World, text};

/// Escape, a C1 introducer, a bell, an override, an isolate, a zero-width space, a tag.
const HOSTILE: &str = "E\u{1b}[31mvil\u{9b}2J\u{7}\u{202E}gnp\u{2066}\u{200B}\u{E0041}";

fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{200B}'..='\u{200F}' | '\u{E0000}'..='\u{E00FF}')
}

#[test]
fn nothing_hostile_is_printed_raw_by_any_command() {
    let world = World::new();
    let lead = world.lead("ana", "Jane Doe", "+12125550123");
    world.done("ana", &["touch", &lead, "note", "hello"]);
    world.done("ben", &["log", &lead, "interested", "--when", "tue 3pm", "--note", "x"]);
    world.done("ben", &["convert", &lead, "--deal", "Deal", "--account", "Acme", "--reason", "x"]);
    let two = world.lead("ana", "Joe", "+12125550124");
    world.done("ana", &["add", "--name", HOSTILE, "--phone", "+12125550125", "--source", HOSTILE, "--note", HOSTILE]);
    world.done("ana", &["next"]);
    // Past the door: as if another program had written into the file.
    let db = rusqlite::Connection::open(&world.db).unwrap();
    for set in [
        "UPDATE contact SET name = ?1, company = ?1, job_title = ?1",
        "UPDATE channel SET given = ?1, fault = ?1 WHERE kind = 'phone'",
        "UPDATE lead SET source = ?1, campaign = ?1, problem = ?1, external_id = ?1, tokens = json_object(?1, ?1)",
        "UPDATE touch SET note = ?1, offer = ?1",
        "UPDATE attempt SET number = ?1, outcome = ?1",
        "UPDATE promise SET note = ?1",
        "UPDATE deal SET name = ?1, next_step = ?1",
        "UPDATE account SET name = ?1",
        "UPDATE journal SET sentence = ?1, reason = ?1",
        "UPDATE rep SET full_name = ?1",
        "UPDATE rep SET name = ?1 WHERE name = 'carla'",
        "UPDATE team SET name = ?1",
    ] {
        db.execute(set, [HOSTILE]).unwrap();
    }
    drop(db);
    let file = world.write("evil.csv", &format!("Name,Phone\n{HOSTILE},+12125550126\n{HOSTILE},\n"));
    let commands: Vec<Vec<&str>> = vec![
        vec!["queue"],
        vec!["queue", "--sort", "newest", "--all"],
        vec!["queue", "--withheld", "waiting_retry"],
        vec!["show", &lead],
        vec!["find", "gnp"],
        vec!["history"],
        vec!["funnel", "--source", HOSTILE],
        vec!["funnel", "--leads", "captured", "reach"],
        vec!["rep", "list"],
        vec!["team", "list"],
        vec!["next"],
        vec!["release", "--reason", HOSTILE],
        vec!["touch", &two, "note", HOSTILE],
        vec!["assign", &two, "--to", HOSTILE],
        vec!["assign", &two, "--to", "team nothing\u{1b}[2J"],
        vec!["edit", &two, "name=\u{1b}[2J\u{202E}x"],
        vec!["edit", &two, "\u{1b}[2J=x"],
        vec!["reject", &two, HOSTILE, "--dead"],
        vec!["log", &two, HOSTILE],
        vec!["log", &two, "no_answer", "--note", HOSTILE],
        vec!["callback", &two, HOSTILE],
        vec!["deal", "1", "move", HOSTILE],
        vec!["deal", "1", "lost", "price", "--note", HOSTILE],
        vec!["undo"],
        vec!["redo"],
        vec!["undo", "4"],
        vec!["import", &file],
        vec!["import", HOSTILE],
        vec!["backup", "/nowhere/\u{1b}[2J/x.db"],
        vec!["doctor"],
        vec!["export"],
        vec!["export", "--exact"],
        vec!["export", "--format", "jsonl"],
        vec!["export", "--to", "/nowhere/\u{1b}[2J/x.csv"],
        vec!["\u{1b}[2J"],
        vec!["show", "\u{1b}[2J"],
        vec!["queue", "--status", HOSTILE],
    ];
    for args in commands {
        for form in [&[][..], &["--json"]] {
            let said = world.run("ana", &[&args[..], form].concat());
            for (name, stream) in [("out", &said.out), ("err", &said.err)] {
                let bad: Vec<char> = stream.replace("\r\n", "\n").chars().filter(|c| is_dangerous(*c)).collect();
                assert!(bad.is_empty(), "{args:?} {form:?} prints {bad:?} on {name}: {stream:?}");
            }
            assert!(!said.out.is_empty() || !said.err.is_empty(), "{args:?} says something");
        }
    }
}

#[test]
fn usage_is_told_in_the_form_wanted() {
    let world = World::new();
    let said = world.run("ana", &["dance", "--json"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.error()["kind"] == "usage" && text(&said.error(), "message").contains("dance"));
    assert_eq!(world.run("ana", &["dance"]).code, 2);
    assert_eq!(world.run("ana", &["queue", "--limit", "-1"]).code, 2);
    let help = world.run("ana", &["help", "exit-codes"]);
    assert!(help.code == 0 && help.out.contains("130"), "{}", help.out);
    assert!(world.run("ana", &["--help"]).out.contains("Exit codes"));
    assert_eq!(world.run("ana", &["--version"]).out.trim(), format!("callsheet {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_there_for_every_shell() {
    let world = World::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = world.run("ana", &["completions", shell]);
        assert!(said.code == 0 && said.out.contains("callback"), "{shell}: {}", said.err);
    }
    assert!(!world.db.exists(), "no file is needed for that");
}

#[test]
fn nobody_reading_is_no_fault() {
    let world = World::new();
    world.lead("ana", "Jane Doe", "+12125550123");
    let program = assert_cmd::cargo::cargo_bin("callsheet");
    let script = format!("'{}' --db '{}' --as ana history --limit 5000 | true", program.display(), world.db.display());
    for _ in 0..5 {
        let output =
            std::process::Command::new("bash").args(["-c", &format!("set -o pipefail; {script}")]).output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    }
}

#[test]
fn the_pages_that_are_made_are_fresh() {
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = callsheet::cli::pages();
    for (path, text) in &pages {
        let found = std::fs::read_to_string(sources.join(path)).unwrap_or_default();
        assert!(found == *text, "{path} is stale; run: cargo run -- docs .");
    }
    for page in std::fs::read_dir(sources.join("docs/man")).unwrap() {
        let path = format!("docs/man/{}", page.unwrap().file_name().to_string_lossy());
        assert!(pages.iter().any(|(known, _)| *known == path), "{path} is of no command; run: cargo run -- docs .");
    }
    let has = |name: &str, words: &str| pages.iter().any(|(path, text)| path == name && text.contains(words));
    assert!(has("docs/keys.md", "| `n` | next lead | `next` |") && has("docs/settings.md", "| `attempts` | `6` |"));
    assert!(has("docs/man/callsheet.1", "callsheet\\-config(1)") && has("docs/man/callsheet-config-edit.1", "VISUAL"));
}

#[test]
fn the_keys_of_the_desk_are_listed() {
    let world = World::empty();
    let keys = world.done("ana", &["keys"]);
    assert!(keys.as_array().unwrap().len() > 10, "{keys}");
    assert!(world.run("ana", &["keys"]).out.contains("Keys"));
    assert!(!world.db.exists(), "no file is needed for that");
}
