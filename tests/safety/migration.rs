//! A migration that `kill -9` ends leaves the file wholly old or wholly new, and every copy that has its name whole.

use super::{
    child::{self, now, roll, sit_down, somebody},
    kills::{say, whole},
    size,
};
use callsheet::{
    desk::{Who, command::Command},
    domain::ids::Seq,
    store::{
        backup,
        engine::Db,
        file, journal,
        migrate::{self, STEPS, Step},
    },
};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// What the program of tomorrow knows: one step more, which makes, fills and changes tables.
fn tomorrow() -> Vec<Step> {
    let mut steps: Vec<Step> = STEPS.iter().map(|step| Step { why: step.why, sql: step.sql }).collect();
    steps.push(Step {
        why: "a test",
        sql: "CREATE TABLE mood (lead_id INTEGER PRIMARY KEY REFERENCES lead (id), mood TEXT NOT NULL) STRICT;
              INSERT INTO mood SELECT id, 'calm' FROM lead;
              ALTER TABLE lead ADD COLUMN mood TEXT;
              UPDATE lead SET mood = 'calm';
              CREATE INDEX lead_mood ON lead (mood);",
    });
    steps
}

/// Saves something, then brings the file to tomorrow's step, and says when it begins and when it is done. A careless
/// one takes the step outside a transaction: the check must find that out.
pub fn migrate(file: &Path, mut seed: u64, careless: bool) {
    let mut desk = sit_down(file, &Who::SystemUser("maya".into()));
    for _ in 0..3 {
        let person = Command::Capture(Box::new(somebody(1_000 + roll(&mut seed))));
        let receipt = desk.run(&person, now()).expect("captured");
        say(&format!("saved {}", receipt.seq.expect("an entry")));
    }
    say("ready");
    if careless {
        let steps = tomorrow();
        backup::beside(desk.db(), migrate::newest()).expect("a copy");
        desk.db().batch(steps[STEPS.len()].sql).expect("a step");
        let row = "INSERT INTO schema_step (step, at, program) VALUES ($1, 0, 'careless')";
        desk.db().run(row, &[&(migrate::newest() + 1)]).expect("its number");
    } else {
        file::try_open(file, &tomorrow(), now()).expect("migrated");
    }
    say("migrated");
}

/// What the kills came to.
#[derive(Debug, Default)]
struct Told {
    old: usize,
    new: usize,
    /// Neither old nor new, or without something that was saved.
    torn: Vec<String>,
}

/// Kills programs at random moments of a migration, each of a file of its own.
fn kill(part: &str, kills: usize) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join("old.db");
    let mut manager = sit_down(&old, &Who::SystemUser("maya".into()));
    child::fill(&mut manager, 60);
    drop(manager);
    let mut told = Told::default();
    let (mut seed, mut length) = (4, None);
    for round in 0..=kills {
        let place = folder.path().join(round.to_string());
        fs::create_dir(&place).expect("a folder");
        let file = place.join("leads.db");
        // Nobody has the old one open.
        fs::copy(&old, &file).expect("a file of its own");
        let mut child = child::start(part, &file, round as u64);
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map(|line| line.expect("read"));
        let saved: Vec<Seq> = lines
            .by_ref()
            .take_while(|line| !line.contains("ready"))
            .filter_map(|line| line.rsplit_once("saved ").map(|(_, seq)| Seq(seq.parse().expect("a number"))))
            .collect();
        assert_eq!(saved.len(), 3);
        let ready = Instant::now();
        match length {
            // The first one may end, and tells how long that takes.
            None => {
                assert!(lines.any(|line| line.contains("migrated")));
                length = Some(ready.elapsed());
            }
            Some(length) => {
                let most = u64::try_from(length.as_micros()).expect("short");
                std::thread::sleep(Duration::from_micros(roll(&mut seed) % most));
                child.kill().expect("killed");
            }
        }
        child.wait().expect("gone");
        let (old, new) = (told.old, told.new);
        look(&file, &saved, &mut told);
        // However slow this machine is now: about as many of the one as of the other.
        let by = [10, 9, 12][usize::from(told.new > new) + 2 * usize::from(told.old > old)];
        length = length.map(|length| length * by / 10);
        fs::remove_dir_all(&place).expect("removed");
    }
    told
}

/// What stands after the kill.
fn look(file: &Path, saved: &[Seq], told: &mut Told) {
    let db =
        file::try_open(file, STEPS, now()).or_else(|_| file::try_open(file, &tomorrow(), now())).expect("it opens");
    sound(&db, saved);
    let is_new = migrate::step(&db).expect("read").0 > migrate::newest();
    let number = |sql: &str| db.number(sql, &[]).expect("counted");
    let made = number("SELECT count(*) FROM sqlite_master WHERE name IN ('mood', 'lead_mood')")
        + number("SELECT count(*) FROM pragma_table_info('lead') WHERE name = 'mood'");
    let filled = |sql: &str| made < 3 || number(sql) == number("SELECT count(*) FROM lead");
    let all = filled("SELECT count(*) FROM mood") && filled("SELECT count(*) FROM lead WHERE mood = 'calm'");
    match (is_new, made) {
        (true, 3) if all => told.new += 1,
        (false, 0) => told.old += 1,
        _ => {
            told.torn.push(format!("step {is_new}, {made} of 3 things made, filled: {all}"));
            return;
        }
    }
    drop(db);
    let copies = copies(file);
    assert!(!copies.is_empty() || !is_new, "migrated without a copy");
    for copy in &copies {
        sound(&file::open(copy, now()).expect("a copy opens"), saved);
    }
    // The next start brings it to the end, and leaves no half copy.
    let db = file::try_open(file, &tomorrow(), now()).expect("it opens");
    assert_eq!(migrate::step(&db).expect("read").0, migrate::newest() + 1);
    sound(&db, saved);
    if !is_new {
        let parts = fs::read_dir(file.parent().expect("a folder")).expect("read");
        let parts: Vec<_> = parts.filter(|entry| has(&entry.as_ref().expect("read").path(), ".part")).collect();
        assert!(parts.is_empty(), "{parts:?}");
    }
}

fn sound(db: &Db, saved: &[Seq]) {
    whole(db);
    for seq in saved {
        assert!(journal::get(db, *seq).expect("read").is_some(), "{seq} was called saved, and is lost");
    }
    assert_eq!(db.number("SELECT count(*) FROM lead", &[]).expect("counted"), 63);
}

fn has(path: &Path, words: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains(words))
}

/// The copies that have their name.
fn copies(file: &Path) -> Vec<PathBuf> {
    fs::read_dir(file.parent().expect("a folder"))
        .expect("read")
        .map(|entry| entry.expect("read").path())
        .filter(|path| has(path, ".before-step-") && !has(path, ".part"))
        .collect()
}

#[test]
fn a_migration_that_is_killed_happens_wholly_or_not_at_all() {
    let told = kill("migrator", size(40, 2_000));
    println!("{} old, {} new", told.old, told.new);
    assert_eq!(told.torn, Vec::<String>::new());
    // The first one was let be.
    assert!(told.old > 0 && told.new > 1, "too early or too late to mean anything: {told:?}");
}

#[test]
fn a_migration_outside_a_transaction_would_be_found() {
    let told = kill("careless migrator", 15);
    assert!(!told.torn.is_empty(), "none was found out: {told:?}");
}
