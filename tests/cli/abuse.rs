//! What nobody should do, and somebody will: odd files, odd descriptors, damaged leads, stopped imports.
use crate::world::{World, text};
use std::{
    fs,
    io::Read,
    os::unix::{fs::symlink, process::CommandExt},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// The full size where `CALLSHEET_SAFETY=full` asks for it, the small one otherwise.
fn size(small: usize, full: usize) -> usize {
    if std::env::var("CALLSHEET_SAFETY").is_ok_and(|asked| asked == "full") { full } else { small }
}

fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// Every command answers within ten seconds, with words that hold `words`.
#[track_caller]
fn refused_soon(world: &World, args: &[&str], words: &str) {
    let output = world.bare(args).timeout(Duration::from_secs(10)).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
    assert!(said.contains(words), "{args:?}: {said}");
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let world = World::empty();
    let at = |name: &str| world.path(name).to_str().unwrap().to_owned();
    pipe(&world.path("pipe"));
    symlink(at("ring b"), at("ring a")).unwrap();
    symlink(at("ring a"), at("ring b")).unwrap();
    symlink(at("nowhere"), at("loose")).unwrap();
    let odd = [
        (at("pipe"), "it is a device or a pipe"),
        ("/dev/null".to_owned(), "it is a device or a pipe"),
        ("/dev/zero".to_owned(), "it is a device or a pipe"),
        (at("."), "it is a folder"),
        (at("ring a"), "symbolic links"),
        (at("loose"), "it is a link that leads nowhere"),
        ("/dev/null/leads.db".to_owned(), "Not a directory"),
        (at(&"x".repeat(300)), "name too long"),
    ];
    for (db, words) in &odd {
        for verb in ["queue", "doctor", "import /dev/null", "backup copy.db", "show 1"] {
            let args: Vec<&str> = ["--db", db].into_iter().chain(verb.split(' ')).collect();
            refused_soon(&world, &args, words);
        }
    }
    refused_soon(&world, &["--db", &at("leads.db"), "import", &at("pipe")], "it is a device or a pipe");
    refused_soon(&world, &["--db", &at("leads.db"), "import", "/dev/zero"], "it is a device or a pipe");
}

#[test]
fn without_a_terminal_the_desk_says_so() {
    let world = World::new();
    refused_soon(&world, &["--db", world.db.to_str().unwrap()], "the desk needs a terminal");
}

#[test]
fn closed_and_full_outputs_end_nothing_badly() {
    let world = World::new();
    world.lead("ben", "Ann Lee", "+1 212 736 5001");
    let program = world.bare(&[]).get_program().to_owned();
    for verb in ["queue", "history", "find ann", "show 1", "keys", "doctor", "completions bash"] {
        for json in ["", "--json"] {
            let run = |redirect: &str| {
                Command::new("sh")
                    .args(["-c", &format!("exec \"$@\" {redirect}"), "sh"])
                    .arg(&program)
                    .args(["--db", world.db.to_str().unwrap(), "--as", "ben"])
                    .args(verb.split(' ').chain((!json.is_empty()).then_some(json)))
                    .env_clear()
                    .env("HOME", world.path("."))
                    .output()
                    .unwrap()
            };
            let full = run(">/dev/full");
            assert_eq!(full.status.code(), Some(1), "{verb}");
            assert!(String::from_utf8_lossy(&full.stderr).contains("could not be written"), "{verb}");
            for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
                let code = run(closed).status.code();
                assert!(matches!(code, Some(0 | 1)), "{verb} {closed}: {code:?}");
            }
        }
    }
    assert_eq!(world.run("ana", &["doctor"]).code, 0, "and the file is sound");
}

/// Numbers without a seed of the machine.
fn roll(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

/// The file with one kind of damage.
fn damaged(whole: &[u8], seed: &mut u64) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let page = roll(seed) % (bytes.len() / 4096) * 4096;
    match roll(seed) % 6 {
        0 => bytes.truncate(roll(seed) % whole.len()),
        1 => bytes[page..page + 4096].iter_mut().for_each(|byte| *byte = u8::try_from(roll(seed) % 256).unwrap()),
        2 => bytes[page..page + 4096].fill(0),
        3 => {
            let other = roll(seed) % (bytes.len() / 4096) * 4096;
            bytes.copy_within(other..other + 4096, page);
        }
        4 => {
            // The schema, where a letter changed makes a column of another name.
            let at = 100 + roll(seed) % 20_000.min(bytes.len() - 100);
            bytes[at] ^= 1 << (roll(seed) % 8);
        }
        _ => {
            for _ in 0..=roll(seed) % 200 {
                let at = roll(seed) % bytes.len();
                bytes[at] = u8::try_from(roll(seed) % 256).unwrap();
            }
        }
    }
    bytes
}

#[test]
fn a_damaged_file_is_answered_with_words() {
    let world = World::empty();
    let source = world.path("whole.db");
    world.at(&source, "maya", &["demo", "--leads", "60", "--no-desk"]);
    let lite = rusqlite::Connection::open(&source).unwrap();
    lite.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop(lite);
    let whole = fs::read(&source).unwrap();
    let (db, copy) = (world.path("damaged.db"), world.path("copy.db"));
    let verbs = [
        "queue",
        "next",
        "doctor",
        "show 1",
        "find a",
        "history",
        "funnel",
        "add --name Z --email z@example.com",
        "log 3 no_answer",
        "undo",
        "backup COPY",
        "rep list",
    ];
    let mut seed = 7;
    for round in 0..size(80, 2_000) {
        for file in ["damaged.db", "damaged.db-wal", "damaged.db-shm", "copy.db"] {
            let _ = fs::remove_file(world.path(file));
        }
        fs::write(&db, damaged(&whole, &mut seed)).unwrap();
        let verb = verbs[roll(&mut seed) % verbs.len()].replace("COPY", copy.to_str().unwrap());
        let args: Vec<&str> =
            ["--db", db.to_str().unwrap(), "--as", "maya"].into_iter().chain(verb.split(' ')).collect();
        let output = world.bare(&args).timeout(Duration::from_secs(20)).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code().unwrap_or_else(|| panic!("round {round}, {verb}: killed, or too slow: {said}"));
        assert!(code != 101 && !said.contains("panicked"), "round {round}, {verb}: {said}");
        assert!(!said.contains("fault of Callsheet"), "round {round}, {verb}: {said}");
        assert!(code != 1 || !said.is_empty() || verb == "doctor", "round {round}, {verb}: a failure without words");
    }
}

#[test]
fn a_table_changed_by_somebody_else_is_no_fault_of_ours() {
    let world = World::new();
    world.lead("ben", "Ann Lee", "+1 212 736 5001");
    world.sql("ALTER TABLE contact RENAME COLUMN name TO naem");
    let error = world.refused("ana", &["show", "1"], 1);
    assert_eq!(text(&error, "kind"), "damaged");
}

#[test]
fn an_import_stopped_by_a_kill_and_run_again_equals_one_run() {
    let world = World::new();
    let rows: String = (0..4_000).map(|n| format!("Row {n},+1 212 555 {n:04},row{n}@example.com\n")).collect();
    let path = world.write("rows.csv", &format!("name,phone,email\n{rows}"));
    for wait in [40, 120, 250] {
        let mut child = Command::new(world.bare(&[]).get_program())
            .args(["--db", world.db.to_str().unwrap(), "--as", "ana", "import", &path])
            .env_clear()
            .env("HOME", world.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    world.done("ana", &["import", &path]);
    let again = world.done("ana", &["import", &path]);
    assert_eq!((&again["added"], &again["rows"]), (&0.into(), &4_000.into()), "twice adds nothing");
    let lite = rusqlite::Connection::open(&world.db).unwrap();
    let count = |sql: &str| lite.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM lead"), 4_000);
    assert_eq!(count("SELECT count(*) FROM contact"), 4_000);
    assert_eq!(world.run("ana", &["doctor"]).code, 0);
}

#[test]
fn two_programs_make_one_file() {
    for _ in 0..size(5, 100) {
        let world = World::empty();
        let start = |name: &str| {
            let args = ["--db", world.db.to_str().unwrap(), "--as", name, "add", "--name", name, "--email"];
            Command::new(world.bare(&[]).get_program())
                .args(args)
                .arg(format!("{name}@example.com"))
                .env_clear()
                .env("HOME", world.path("."))
                .stderr(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        };
        let both = [start("ana"), start("ben")];
        for mut child in both {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            let code = child.wait().unwrap().code();
            // Whoever is second is somebody that the first one has not added yet.
            assert!(code == Some(0) || said.contains("ana") || said.contains("ben"), "{code:?}: {said}");
        }
        let lite = rusqlite::Connection::open(&world.db).unwrap();
        let managers = lite.query_row("SELECT count(*) FROM rep", [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(managers, 1);
    }
}
