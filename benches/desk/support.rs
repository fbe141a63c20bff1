//! What the benches share: demo files of a size, ratios taken in turn with a floor, and how they are printed.

use callsheet::{
    demo,
    desk::{Desk, Who, command::Command},
    domain::{rep::Assignee, time::Timestamp},
    settings::Settings,
};
use std::{path::PathBuf, sync::Arc, time::Instant};

/// The instant of all demo files: a Tuesday at 15:00 UTC, when much of the world may be called.
pub const NOW: Timestamp = Timestamp(1_795_532_400_000);

/// Sizes to measure: 10,000 and 100,000 leads, or what `CALLSHEET_BENCH_LEADS` lists (`10000,100000,1000000`).
pub fn sizes() -> Vec<usize> {
    let asked = std::env::var("CALLSHEET_BENCH_LEADS").unwrap_or_else(|_| "10000,100000".to_owned());
    asked
        .split(',')
        .map(|size| size.trim().parse().expect("CALLSHEET_BENCH_LEADS: sizes with commas between"))
        .collect()
}

/// A demo file of that size; made once and kept in the target folder.
pub fn file(leads: usize) -> PathBuf {
    let folder = PathBuf::from(option_env!("CARGO_TARGET_TMPDIR").unwrap_or("target"));
    let path = folder.join(format!("demo-{leads}.db"));
    if path.exists() {
        return path;
    }
    let part = folder.join(format!("demo-{leads}.part"));
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("demo-{leads}.part{end}")));
    }
    let settings = Arc::new(Settings::default());
    let mut desk = Desk::open(&part, &Who::SystemUser("maya".into()), settings.clone(), NOW).expect("a new file");
    for person in &demo::TEAM.people[1..] {
        let add = Command::RepAdd {
            name: person.name.into(),
            full_name: Some(person.full_name.into()),
            role: person.role,
            team: person.team.map(Into::into),
            zone: Some(person.zone),
        };
        desk.run(&add, NOW).expect("a rep");
    }
    let people = desk.people().expect("the team");
    let ids = demo::TEAM.people.map(|person| match people.find(person.name) {
        Ok(Assignee::Rep(rep)) => rep,
        _ => unreachable!("{} was just added", person.name),
    });
    let started = Instant::now();
    desk.load("demo", demo::Demo::new(7, NOW, leads, &settings, ids), NOW, |_| {}).expect("loaded");
    println!("made {leads} demo leads in {:.1} s", started.elapsed().as_secs_f64());
    drop(desk);
    std::fs::rename(&part, &path).expect("named");
    path
}

/// The desk of a rep at a demo file.
pub fn desk(leads: usize, rep: &str) -> Desk {
    Desk::open(&file(leads), &Who::Named(rep.into()), Arc::new(Settings::default()), NOW).expect("the demo file")
}

/// The median and the 99th percentile of these, in microseconds.
pub fn spread(mut micros: Vec<f64>) -> (f64, f64) {
    micros.sort_by(f64::total_cmp);
    let at = |percent: usize| micros[(micros.len() * percent / 100).min(micros.len() - 1)];
    (at(50), at(99))
}

/// Times `work` and its `floor` in turn, so that a machine that slows down slows both; prints the ratio of their
/// medians, and whether it is within `bar`.
pub fn against(name: &str, leads: usize, bar: f64, rounds: usize, mut work: impl FnMut(), mut floor: impl FnMut()) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let started = Instant::now();
        work();
        let one = started.elapsed().as_secs_f64() * 1e6;
        let started = Instant::now();
        floor();
        let other = started.elapsed().as_secs_f64() * 1e6;
        // The first round warms caches.
        if round > 0 {
            ours.push(one);
            theirs.push(other);
        }
    }
    print(name, leads, spread(ours), spread(theirs), bar);
}

/// Prints one line of a bench.
pub fn print(name: &str, leads: usize, ours: (f64, f64), floor: (f64, f64), bar: f64) {
    let ratio = ours.0 / floor.0;
    // What saves is also fast enough when nobody can feel it: 5 ms.
    let unfelt = name.contains("claimed") && ours.0 <= 5_000.0;
    let verdict = if ratio <= bar || unfelt { "holds" } else { "MISSED" };
    println!(
        "{name:<34} {leads:>9} leads  {:>10.0} µs (p99 {:>10.0})  floor {:>9.0} µs  {ratio:>6.2}×  bar {bar}×  {verdict}",
        ours.0, ours.1, floor.0
    );
}
