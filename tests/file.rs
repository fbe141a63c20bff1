//! The file of leads: private, never mistaken for another, migrated with a copy kept, shared by many.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

#[path = "file/golden.rs"]
mod golden;
mod support;

use callsheet::{
    desk::{Desk, Refusal, Who},
    domain::ids::Seq,
    settings::Settings,
    store::{
        backup,
        engine::Db,
        fault::StoreFault,
        file,
        journal::{self, Wanted},
        migrate::{self, PROGRAM, STEPS, Step},
    },
};
use rusqlite::Connection;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::{Arc, Barrier},
    time::{Duration, Instant},
};
use support::{Office, TUESDAY, facts::count, say::*};
use tempfile::TempDir;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Opening is refused, and nothing in the folder is touched.
#[track_caller]
fn refused_untouched(path: &Path, words: &str) -> StoreFault {
    let before = contents(path.parent().unwrap());
    let fault = file::open(path, TUESDAY).err().expect("refused");
    assert!(fault.to_string().contains(words), "{fault}");
    assert!(fault.to_string().contains(&path.display().to_string()), "{fault}");
    let names = |files: &[(PathBuf, Vec<u8>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    let after = contents(path.parent().unwrap());
    assert_eq!(names(&before), names(&after));
    assert!(before == after, "a byte changed");
    fault
}

#[test]
fn a_new_file_is_private_in_a_private_folder() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("deep/down/leads.db");
    let db = file::open(&path, TUESDAY).unwrap();
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    for side in ["leads.db-wal", "leads.db-shm"] {
        assert_eq!(mode(&path.with_file_name(side)), 0o600, "{side}");
    }
    let copy = dir.path().join("copy.db");
    backup::to(&db, &copy).unwrap();
    assert_eq!(mode(&copy), 0o600);
}

#[test]
fn a_file_in_a_folder_shared_with_a_group_is_shared_with_it() {
    let dir = TempDir::new().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o2770)).unwrap();
    let path = dir.path().join("leads.db");
    let _db = file::open(&path, TUESDAY).unwrap();
    assert_eq!((mode(&path), mode(&path.with_file_name("leads.db-wal"))), (0o660, 0o660));
}

#[test]
fn a_path_may_have_any_letters() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("Leads 100% #1?mode=ro&ä.db");
    drop(file::open(&path, TUESDAY).unwrap());
    assert!(file::open(&path, TUESDAY).is_ok());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

/// What a program that ended in the middle of folding the log into its file leaves: the first page says how large
/// the file is, and the rest of it is still in the log.
#[test]
fn a_file_half_folded_in_opens_whole() {
    let office = Office::new();
    let mut max = office.manager();
    for n in 0..40 {
        max.captures(stranger(n));
    }
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("leads.db");
    let beside = |path: &Path, end: &str| PathBuf::from(format!("{}{end}", path.display()));
    let log = fs::read(beside(&office.path(), "-wal")).unwrap();
    let mut main = fs::read(office.path()).unwrap();
    let first = log[32..].chunks_exact(24 + 4_096).rfind(|frame| frame[..4] == 1_u32.to_be_bytes()).unwrap();
    main[..4_096].copy_from_slice(&first[24..]);
    fs::write(&path, main).unwrap();
    fs::write(beside(&path, "-wal"), log).unwrap();
    let db = file::open(&path, TUESDAY).unwrap();
    assert_eq!(db.number("SELECT count(*) FROM lead", &[]).unwrap(), 40);
}

#[test]
fn an_empty_file_is_ours_to_fill() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("leads.db");
    fs::write(&path, b"").unwrap();
    let db = file::open(&path, TUESDAY).unwrap();
    assert_eq!(migrate::step(&db).unwrap().0, migrate::newest());
}

#[test]
fn somebody_elses_database_is_refused_untouched() {
    for journal in ["DELETE", "WAL"] {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("photos.db");
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "journal_mode", journal).unwrap();
        other.execute_batch("CREATE TABLE photo (id INTEGER); INSERT INTO photo VALUES (1)").unwrap();
        other.close().unwrap();
        let fault = refused_untouched(&path, "is not a Callsheet file; it was not touched");
        assert!(matches!(fault, StoreFault::NotOurs(_)), "{journal}");
    }
}

#[test]
fn a_text_file_is_refused_untouched() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("leads.csv");
    for text in [&b"name,phone\nJane,+12127365000\n"[..], &[0; 4_096], b"SQLite format 3\0 but no more than that"] {
        fs::write(&path, text).unwrap();
        refused_untouched(&path, "is not a Callsheet file");
    }
    let fault = file::open(dir.path(), TUESDAY).err().expect("a folder is no file");
    assert!(fault.to_string().contains("it is a folder"), "{fault}");
}

#[test]
fn a_newer_file_is_refused_by_the_name_of_both_versions() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("leads.db");
    let db = file::open(&path, TUESDAY).unwrap();
    db.run("INSERT INTO schema_step (step, at, program) VALUES (99, 0, '7.8.9')", &[]).unwrap();
    drop(db);
    let fault = refused_untouched(&path, "written by Callsheet 7.8.9 (schema 99)");
    assert!(
        fault.to_string().contains(&format!("this is Callsheet {PROGRAM} (schema {})", migrate::newest())),
        "{fault}"
    );
}

#[test]
fn a_damaged_file_says_so() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("leads.db");
    drop(file::open(&path, TUESDAY).unwrap());
    // The page that holds the schema, behind the header.
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..2_000].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let fault = refused_untouched(&path, "is damaged");
    assert!(fault.to_string().contains("restore the newest backup"), "{fault}");
}

fn next_step(sql: &'static str) -> Vec<Step> {
    let mut steps: Vec<Step> = STEPS.iter().map(|step| Step { why: step.why, sql: step.sql }).collect();
    steps.push(Step { why: "a test", sql });
    steps
}

#[test]
fn a_migration_keeps_a_verified_copy_beside_the_file() {
    let office = Office::staffed();
    let mut max = office.manager();
    max.captures(jane());
    let db = max.desk.db();
    let steps = next_step("CREATE TABLE mood (lead_id INTEGER PRIMARY KEY) STRICT");
    let kept = migrate::migrate(db, &steps, office.now()).unwrap().expect("a copy");
    assert_eq!(kept.parent(), office.path().parent());
    assert_eq!(mode(&kept), 0o600);
    assert_eq!(migrate::step(db).unwrap(), (migrate::newest() + 1, PROGRAM.to_owned()));
    assert_eq!(count(db, "mood", "1"), 0);
    assert_eq!(migrate::migrate(db, &steps, office.now()).unwrap(), None, "once");
    // The copy is the file as it was.
    let copy = file::open(&kept, office.now()).unwrap();
    assert_eq!((migrate::step(&copy).unwrap().0, count(&copy, "lead", "1")), (migrate::newest(), 1));
    // The program of before refuses the file now.
    assert!(matches!(file::open(&office.path(), office.now()), Err(StoreFault::Newer { .. })));
}

#[test]
fn a_migration_that_fails_leaves_the_file_as_it_was() {
    let office = Office::staffed();
    let max = office.manager();
    let db = max.desk.db();
    let steps = next_step("CREATE TABLE mood (lead_id INTEGER); DROP TABLE no_such_table;");
    assert!(migrate::migrate(db, &steps, office.now()).is_err());
    assert_eq!(migrate::step(db).unwrap().0, migrate::newest());
    assert_eq!(count(db, "sqlite_master", "name = 'mood'"), 0);
    assert!(office.try_desk("ana").is_ok());
}

#[test]
fn eight_at_once_open_a_new_file_and_one_of_them_manages_it() {
    for _ in 0..5 {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("leads.db");
        let settings = Arc::new(Settings::default());
        let start = Barrier::new(8);
        std::thread::scope(|scope| {
            for n in 0..8 {
                let (path, settings, start) = (&path, &settings, &start);
                scope.spawn(move || {
                    start.wait();
                    let who = Who::SystemUser(format!("rep{n}"));
                    let mut desk = Desk::open(path, &who, settings.clone(), TUESDAY).unwrap();
                    desk.run(&capture(stranger(n)), TUESDAY).unwrap();
                });
            }
        });
        let db = file::open(&path, TUESDAY).unwrap();
        assert_eq!((count(&db, "rep", "1"), count(&db, "rep", "role = 'manager'")), (8, 1));
        assert_eq!(count(&db, "lead", "1"), 8);
        assert_eq!(mode(&path), 0o600);
    }
}

#[test]
fn a_copy_made_while_four_write_is_a_prefix_of_the_journal() {
    let office = Office::staffed();
    let dir = TempDir::new().unwrap();
    let now = office.now();
    let copies: Vec<PathBuf> = (0..6).map(|n| dir.path().join(format!("{n}.db"))).collect();
    std::thread::scope(|scope| {
        for (n, name) in ["max", "ana", "ben", "cem"].into_iter().enumerate() {
            let mut desk = office.try_desk(name).unwrap();
            scope.spawn(move || {
                for lead in 0..40 {
                    desk.run(&capture(stranger(n * 100 + lead)), now).unwrap();
                }
            });
        }
        let db = file::open(&office.path(), now).unwrap();
        for copy in &copies {
            backup::to(&db, copy).unwrap();
        }
    });
    let whole = support::facts::journal_entries(office.manager().desk.db());
    let mut longest = 0;
    for copy in &copies {
        let copy = file::open(copy, now).unwrap();
        let entries = support::facts::journal_entries(&copy);
        assert!(whole.starts_with(&entries));
        assert!(entries.len() >= longest, "copies of later are not shorter");
        longest = entries.len();
        let captured = entries.iter().filter(|entry| entry.contains("Added Stranger")).count();
        assert_eq!(count(&copy, "lead", "1"), i64::try_from(captured).unwrap(), "tables and journal agree");
        assert_eq!(count(&copy, "queue_key", "1"), count(&copy, "lead", "1"));
    }
    assert_eq!(whole.iter().filter(|entry| entry.contains("Added Stranger")).count(), 160);
}

#[test]
fn a_copy_never_goes_over_a_file() {
    let office = Office::staffed();
    let max = office.manager();
    let there = office.folder().join("precious");
    fs::write(&there, "precious").unwrap();
    assert!(backup::to(max.desk.db(), &there).is_err());
    assert_eq!(fs::read(&there).unwrap(), b"precious");
}

#[test]
fn desks_on_one_file_see_each_others_changes() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let outside = |db: &Db| db.outside_changes().unwrap();
    let (of_ana, of_ben) = (outside(ana.desk.db()), outside(ben.desk.db()));
    let lead = ana.captures(jane());
    assert_eq!(outside(ana.desk.db()), of_ana, "not by our own");
    assert_ne!(outside(ben.desk.db()), of_ben);
    let of_ben = outside(ben.desk.db());
    assert_eq!(ben.queue().len(), 1);
    assert_eq!(outside(ben.desk.db()), of_ben);
    ben.does(note(lead, "has a dog"));
    assert_ne!(outside(ana.desk.db()), of_ana);
}

#[test]
fn a_write_waits_for_the_lock_of_another() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let other = file::open(&office.path(), office.now()).unwrap();
    let (held, wait) = (Barrier::new(2), Duration::from_millis(900));
    std::thread::scope(|scope| {
        let held = &held;
        scope.spawn(move || {
            other
                .write(|| {
                    held.wait();
                    std::thread::sleep(wait);
                    Ok::<_, StoreFault>(())
                })
                .unwrap();
        });
        held.wait();
        let started = Instant::now();
        // Reading never waits.
        assert_eq!(ana.queue(), []);
        assert!(started.elapsed() < wait / 2, "a question waited for a writer");
        let lead = ana.captures(jane());
        assert!(started.elapsed() >= wait / 2);
        assert_eq!(ana.lead(lead).id, lead);
    });
}

#[test]
fn a_refusal_writes_nothing_at_all() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let newest = |desk: &Desk| journal::page(desk.db(), &Wanted::default(), 1).unwrap()[0].seq;
    let seq = newest(&ana.desk);
    for command in [reject(lead, "other"), log(lead, "sold"), log(lead, "call_back"), reopen(lead), undo(Some(Seq(99)))]
    {
        assert!(!matches!(ana.tries(command).unwrap_err(), Refusal::Store(_)));
    }
    assert_eq!(newest(&ana.desk), seq);
    assert_eq!(count(ana.desk.db(), "touch", "1"), 0);
}

#[test]
fn a_network_share_would_be_refused_before_anything_is_made() {
    // What kind of place it is can only be faked from inside; here that a local one is accepted, link or not.
    let dir = TempDir::new().unwrap();
    let link = dir.path().join("link");
    fs::create_dir(dir.path().join("real")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("real"), &link).unwrap();
    assert!(file::open(&link.join("leads.db"), TUESDAY).is_ok());
    assert!(dir.path().join("real/leads.db").exists());
}
