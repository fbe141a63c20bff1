//! No lead is given to two, none is forgotten, and nobody is told that the file is locked.

use super::{
    child::{self, no_answer, now, roll, sit_down, somebody},
    size,
};
use callsheet::{
    desk::{QueueAsk, Who, command::Command},
    domain::{ids::LeadId, rep::Role},
    intake::CsvFile,
};
use std::{
    collections::HashMap,
    path::Path,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

const DESKS: u64 = 16;

fn nanos() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_nanos()
}

/// Claims leads one after the other, works each, and says from when to when it held which.
pub fn claim(file: &Path, seed: u64, naive: bool) {
    let mut desk = sit_down(file, &Who::Named(format!("rep{seed}")));
    let mut dice = seed;
    for _ in 0..std::env::var("CALLSHEET_TEST_CLAIMS").expect("told").parse::<usize>().expect("a number") {
        let lead = if naive { naively(&desk) } else { desk.next(now()).expect("no fault").map(|claimed| claimed.lead) };
        let Some(lead) = lead else { continue };
        let from = nanos();
        // Long enough to be seen by others, short enough to get on.
        std::thread::yield_now();
        let to = nanos();
        if roll(&mut dice).is_multiple_of(3) {
            desk.release(Some(lead), None, now()).ok();
        } else if !naive {
            desk.run(&Command::Log { on: lead.into(), call: no_answer() }, now()).expect("worked");
        }
        println!("held {lead} {from} {to}");
    }
}

/// Looks first and takes then, as rivals do.
fn naively(desk: &callsheet::desk::Desk) -> Option<LeadId> {
    let db = desk.db();
    let page = desk.queue(&QueueAsk { limit: 1, ..QueueAsk::default() }, now()).ok()?;
    let lead = page.rows.first()?.lead.id;
    let until = now().plus(60_000).0;
    db.run("DELETE FROM claim WHERE rep_id = $1", &[&desk.me().id.0]).ok()?;
    db.run(
        "INSERT OR REPLACE INTO claim (lead_id, rep_id, taken_at, until_at) VALUES ($1, $2, $3, $4)",
        &[&lead.0, &desk.me().id.0, &now().0, &until],
    )
    .ok()?;
    Some(lead)
}

/// Adds leads while the others claim, until it is stopped.
pub fn import(file: &Path, mut seed: u64) {
    let mut desk = sit_down(file, &Who::SystemUser("maya".into()));
    loop {
        let person = somebody(1_000 + roll(&mut seed) % 100_000);
        desk.run(&Command::Capture(Box::new(person)), now()).expect("captured");
    }
}

/// Pairs of holdings of one lead by two desks at one time.
fn doubles(log: &str) -> Vec<String> {
    let mut held: HashMap<&str, Vec<(u128, u128)>> = HashMap::new();
    for line in log.lines().filter_map(|line| line.strip_prefix("held ")) {
        let parts: Vec<&str> = line.split(' ').collect();
        let time = |n: usize| parts[n].parse().expect("a time");
        held.entry(parts[0]).or_default().push((time(1), time(2)));
    }
    let mut doubles = Vec::new();
    for (lead, mut times) in held {
        times.sort_unstable();
        for pair in times.windows(2).filter(|pair| pair[1].0 < pair[0].1) {
            doubles.push(format!("lead {lead}: {pair:?}"));
        }
    }
    doubles
}

/// People in New York, each with a number of their own.
fn rows(count: usize) -> String {
    let person = |n| format!("Row {n},+1 212 {} {:04},row{n}@example.com\n", 220 + n / 10_000, n % 10_000);
    std::iter::once("name,phone,email\n".to_owned()).chain((0..count).map(person)).collect()
}

/// Sixteen desks at one file; gives what they said of their holdings, and their complaints.
fn race(part: &str, claims: usize) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("leads.db");
    let mut manager = sit_down(&file, &Who::SystemUser("maya".into()));
    for n in 0..DESKS {
        let add = Command::RepAdd { name: format!("rep{n}"), full_name: None, role: Role::Rep, team: None, zone: None };
        manager.run(&add, now()).expect("a rep");
    }
    // A lead that was worked comes back in hours: there are more than are claimed.
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, rows(claims.max(200))).expect("written");
    let rows = CsvFile::open(&path).expect("a file of rows");
    manager.import("rows", rows, now(), |_| true).expect("imported");
    let each = (claims / usize::try_from(DESKS).expect("few")).max(1).to_string();
    let start = |n| {
        std::process::Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "child::plays_its_part", "--nocapture", "--quiet"])
            .env("CALLSHEET_TEST_PART", part)
            .env("CALLSHEET_TEST_FILE", &file)
            .env("CALLSHEET_TEST_SEED", u64::to_string(&n))
            .env("CALLSHEET_TEST_CLAIMS", &each)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("started")
    };
    let desks: Vec<_> = (0..DESKS).map(start).collect();
    let mut importer = child::start("importer", &file, 7);
    // One that dies on the way: its lease must not hold anybody up.
    let mut victim = start(0);
    std::thread::sleep(std::time::Duration::from_millis(60));
    victim.kill().expect("killed");
    victim.wait().expect("gone");
    // All at once: a desk that nobody listens to stands still after a thousand claims.
    let listeners: Vec<_> = desks.into_iter().map(|desk| std::thread::spawn(|| desk.wait_with_output())).collect();
    let (mut log, mut complaints) = (String::new(), String::new());
    for listener in listeners {
        let said = listener.join().expect("no fault").expect("done");
        log.push_str(&String::from_utf8(said.stdout).expect("text"));
        complaints.push_str(&String::from_utf8(said.stderr).expect("text"));
    }
    importer.kill().expect("stopped");
    importer.wait().expect("gone");
    // None is forgotten: every lead that can be worked stands in the queue.
    let forgotten = manager
        .db()
        .number(
            "SELECT count(*) FROM lead WHERE status IN ('open', 'attempting', 'contacted', 'nurturing') \
             AND id NOT IN (SELECT lead_id FROM queue_key)",
            &[],
        )
        .expect("counted");
    assert_eq!(forgotten, 0);
    (log, complaints)
}

#[test]
fn no_lead_is_given_to_two() {
    let claims = size(500, 160_000);
    let started = Instant::now();
    let (log, complaints) = race("claimer", claims);
    let held = log.lines().filter(|line| line.starts_with("held ")).count();
    let doubles = doubles(&log);
    println!("{held} claims by {DESKS} desks in {:?}, {} double", started.elapsed(), doubles.len());
    assert!(!complaints.contains("panicked"), "{complaints}");
    assert!(held > claims / 2, "too few claims to mean anything: {held}");
    assert_eq!(doubles, Vec::<String>::new());
}

#[test]
fn looking_first_and_taking_then_would_be_found() {
    // By chance a run can be lucky; three in a row cannot.
    let found = (0..3).any(|_| !doubles(&race("naive claimer", 1_600).0).is_empty());
    assert!(found, "the checker saw nothing wrong with claims that are");
}
