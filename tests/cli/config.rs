//! Settings: shown with their origin, checked with their line, edited without losing a word.

use crate::world::{Said, World, text};
use serde_json::{Value, json};
use std::{os::unix::fs::PermissionsExt, path::PathBuf};

const HOME: &str = ".config/callsheet/callsheet.toml";

/// Runs it with the usual settings of a user, and something in the environment.
fn run(world: &World, env: &[(&str, &str)], args: &[&str], answers: &str) -> Said {
    let mut command = world.bare(args);
    command.env("PATH", "/usr/bin:/bin").envs(env.iter().copied()).write_stdin(answers);
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn settings(world: &World, text: &str) -> PathBuf {
    let path = world.path(HOME);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

/// An editor that does this with the file it is given.
fn editor(world: &World, script: &str) -> String {
    let path = world.path("editor.sh");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn get(world: &World, env: &[(&str, &str)], flags: &[&str], name: &str) -> Value {
    let said = run(world, env, &[flags, &["config", "get", name, "--json"]].concat(), "");
    assert_eq!(said.code, 0, "{}", said.err);
    said.json()
}

#[test]
fn every_setting_has_a_value_an_origin_and_a_doc() {
    let world = World::empty();
    let path = settings(&world, "country = 'DE'\n[plan]\nattempts = 4\n[keys]\nnext = 'N'\n");
    let shown = get(&world, &[], &[], "plan.attempts");
    assert_eq!(
        shown,
        json!({ "setting": "plan.attempts", "value": 4, "from": "file", "file": path, "line": 3,
        "doc": "how often to try" })
    );
    assert_eq!(get(&world, &[], &[], "plan.voicemails")["from"], "shipped");
    assert_eq!(get(&world, &[], &[], "keys.next")["value"], json!(["N"]));
    assert_eq!(get(&world, &[], &[], "keys.next")["line"], 5);
    assert_eq!(get(&world, &[("NO_COLOR", "1")], &[], "theme.name")["value"], "mono");
    assert_eq!(get(&world, &[("NO_COLOR", "1")], &[], "theme.name")["name"], "NO_COLOR");
    assert_eq!(get(&world, &[], &["--as", "sara"], "rep")["name"], "--as");
    assert_eq!(get(&world, &[("CALLSHEET_DB", "/x.db")], &[], "db")["value"], "/x.db");
    assert_eq!(get(&world, &[("CALLSHEET_DB", "/x.db")], &[], "db")["from"], "environment");
    let all = run(&world, &[], &["config", "--json"], "").json();
    let all = all.as_array().unwrap();
    assert!(all.len() > 80, "{}", all.len());
    assert!(all.iter().all(|shown| !text(shown, "doc").is_empty() && !text(shown, "setting").is_empty()));
    let said = run(&world, &[], &["config"], "").out;
    assert!(said.contains("callsheet.toml:3") && said.contains("how often to try"), "{said}");
    assert!(said.contains("13: no_answer, busy"), "{said}");
    assert_eq!(run(&world, &[], &["config", "get", "country"], "").out, "DE\n", "a script reads it as it is");
    assert!(run(&world, &[], &["config", "get", "plan"], "").out.contains("plan.gap_minutes"));
    let missing = run(&world, &[], &["config", "get", "plan.atempts"], "");
    assert!(missing.code == 4 && missing.err.contains("did you mean “plan.attempts”?"), "{}", missing.err);
    assert!(!world.path(".local/share/callsheet/leads.db").exists(), "no file is needed for that");
}

#[test]
fn what_cannot_be_used_is_refused_with_file_and_line() {
    let world = World::empty();
    for (own, line, words) in [
        ("# mine\n\n[keys]\nnxt = 'n'", 4, "did you mean “next”?"),
        ("[keys]\nnext = ['n', 'ctl-n']", 2, "no key is called “ctl-n”"),
        ("[keys]\nlog = 'l'\nedit = 'n'", 2, "both log and right"),
        ("[keys]\nedit = 'n'", 2, "give keys.edit or keys.next another key"),
        ("keys.help = []", 1, "nobody finds it"),
        ("[keys]\nnext = 'N'\nquit = []", 3, "nobody finds it"),
        ("[keys]\nnext = 'enter'", 2, "needed by forms"),
        ("[theme]\nname = 'solar'", 2, "dark, light, mono"),
        ("[theme]\n\naccent = 'pink'", 3, "bright red"),
        ("[theme]\naccnt = 'red'", 2, "accent"),
        ("country = 3", 1, "string"),
        ("country = 'DE'\ncountry = 'AT'", 2, "duplicate"),
    ] {
        let path = settings(&world, own);
        for args in [&["config", "check"][..], &["config"], &["keys"], &["queue"]] {
            let said = run(&world, &[], args, "");
            assert_eq!(said.code, 1, "{own}: {}", said.err);
            for word in [path.to_str().unwrap(), &format!("line {line}:"), words] {
                assert!(said.err.contains(word), "{own}: no {word} in {}", said.err);
            }
        }
        let error = run(&world, &[], &["config", "check", "--json"], "").error();
        assert_eq!((&error["kind"], &error["line"]), (&json!("settings"), &json!(line)), "{own}");
        // What mends them works all the same.
        assert_eq!(run(&world, &[], &["config", "path"], "").out.trim(), path.to_str().unwrap());
        let mend = editor(&world, "echo 'country = \"FR\"' > \"$1\"");
        assert_eq!(run(&world, &[("EDITOR", &mend)], &["config", "edit"], "").code, 0);
        assert_eq!(run(&world, &[], &["config", "check"], "").code, 0);
    }
    let other = world.write("other.toml", "[plan]\nattempts = 'many'");
    assert!(run(&world, &[], &["config", "check", &other], "").err.contains("other.toml cannot be used: line 2"));
    assert_eq!(run(&world, &[], &["config", "check", "nowhere.toml"], "").code, 2);
}

#[test]
fn the_list_of_keys_follows_the_settings() {
    let world = World::empty();
    let row = |name: &str| {
        let keys = run(&world, &[], &["keys", "--json"], "").json();
        keys.as_array().unwrap().iter().find(|row| row["action"] == name).unwrap()["keys"].clone()
    };
    assert_eq!(row("next"), json!(["n"]));
    settings(&world, "[keys]\nnext = ['F2', 'N']");
    assert_eq!((row("next"), row("undo")), (json!(["f2", "N"]), json!(["u"])));
}

#[test]
fn new_settings_are_made_from_the_commented_defaults() {
    let world = World::empty();
    let add = editor(&world, "sed -i 's/^#attempts = 6/attempts = 3/' \"$1\"");
    let said = run(&world, &[("EDITOR", &add)], &["config", "edit"], "");
    assert_eq!(said.code, 0, "{}", said.err);
    let path = world.path(HOME);
    assert!(std::fs::read_to_string(&path).unwrap().contains("\nattempts = 3  "), "{}", said.out);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(get(&world, &[], &[], "plan.attempts")["value"], 3);
    assert!(!world.path(".config/callsheet/callsheet.edit.toml").exists());
    // VISUAL goes before EDITOR, and may hold options; closing it without a change changes nothing.
    let said = run(&world, &[("VISUAL", "test -f"), ("EDITOR", "false")], &["config", "edit"], "");
    assert!(said.code == 0 && said.out.contains("nothing was changed"), "{}{}", said.out, said.err);
}

#[test]
fn a_fault_is_told_and_nothing_typed_is_lost() {
    let world = World::empty();
    let path = settings(&world, "country = 'DE'\n");
    let copy = world.path(".config/callsheet/callsheet.edit.toml");
    let bad = editor(&world, "echo 'keys.help = []   # my words' >> \"$1\"");
    // Nobody answers: kept, and opened again the next time.
    let said = run(&world, &[("EDITOR", &bad)], &["config", "edit"], "");
    assert_eq!(said.code, 1);
    assert!(said.err.contains("line 2: keys.help: without a key"), "{}", said.err);
    assert!(std::fs::read_to_string(&copy).unwrap().contains("my words"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "country = 'DE'\n");
    let said = run(&world, &[("EDITOR", "test -f")], &["config", "edit"], "k\n");
    assert!(said.code == 1 && said.err.contains("what you typed before"), "{}", said.err);
    // Edited again, it is saved.
    let mend = editor(
        &world,
        "n=$(cat \"$0.n\" 2>/dev/null || echo 0); echo $((n+1)) > \"$0.n\"; [ $n -eq 0 ] || sed -i 's/keys.help = .*/currency = \"CHF\"/' \"$1\"",
    );
    let said = run(&world, &[("EDITOR", &mend)], &["config", "edit"], "e\n");
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "country = 'DE'\ncurrency = \"CHF\"\n");
    // Dropped, it is gone.
    let said = run(&world, &[("EDITOR", &editor(&world, "echo nonsense > \"$1\""))], &["config", "edit"], "d\n");
    assert!(said.code == 0 && said.out.contains("dropped") && !copy.exists(), "{}", said.err);
    assert_eq!(get(&world, &[], &[], "currency")["value"], "CHF");
}

#[test]
fn settings_are_never_half_written_or_overwritten() {
    let world = World::empty();
    let path = settings(&world, "country = 'DE'\n");
    let copy = world.path(".config/callsheet/callsheet.edit.toml");
    // An editor that breaks after something was typed.
    let breaks = editor(&world, "echo 'currency = \"CHF\"' >> \"$1\"; exit 3");
    let said = run(&world, &[("EDITOR", &breaks)], &["config", "edit"], "");
    assert!(said.code == 1 && said.err.contains("callsheet.edit.toml"), "{}", said.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "country = 'DE'\n");
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(run(&world, &[("EDITOR", "no-such-editor")], &["config", "edit"], "").code, 1);
    assert!(!copy.exists(), "nothing was typed");
    // Somebody else changes them meanwhile.
    let race =
        editor(&world, &format!("echo 'currency = \"CHF\"' >> \"$1\"; echo 'country = \"AT\"' > '{}'", path.display()));
    let said = run(&world, &[("EDITOR", &race)], &["config", "edit"], "");
    assert!(said.code == 1 && said.err.contains("changed by somebody else"), "{}", said.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "country = \"AT\"\n");
    assert!(std::fs::read_to_string(&copy).unwrap().contains("CHF"));
    std::fs::remove_file(&copy).unwrap();
    // A link stays one.
    let kept = world.path("dotfiles.toml");
    std::fs::rename(&path, &kept).unwrap();
    std::os::unix::fs::symlink(&kept, &path).unwrap();
    let sets = editor(&world, "echo 'currency = \"SEK\"' >> \"$1\"");
    assert_eq!(run(&world, &[("EDITOR", &sets)], &["config", "edit"], "").code, 0);
    assert!(path.is_symlink() && std::fs::read_to_string(&kept).unwrap().contains("SEK"));
}
