//! A desk in a process of its own: this very test program, started again to play one part.

use callsheet::{
    desk::{
        Desk, Who,
        command::{Call, Command},
    },
    domain::{lead::NewLead, time::Timestamp},
    settings::Settings,
};
use std::{
    path::Path,
    process::{Child, Command as Process, Stdio},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

const PART: &str = "CALLSHEET_TEST_PART";
const FILE: &str = "CALLSHEET_TEST_FILE";
const SEED: &str = "CALLSHEET_TEST_SEED";

/// Starts a process that plays `part` at `file`; what it says is piped.
pub fn start(part: &str, file: &Path, seed: u64) -> Child {
    Process::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "child::plays_its_part", "--nocapture", "--quiet"])
        .env(PART, part)
        .env(FILE, file)
        .env(SEED, seed.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started")
}

/// Started by [`start`] only; an ordinary run of the tests has nothing to play.
#[test]
fn plays_its_part() {
    let (Ok(part), Ok(file), Ok(seed)) = (std::env::var(PART), std::env::var(FILE), std::env::var(SEED)) else {
        return;
    };
    let (file, seed) = (Path::new(&file), seed.parse().expect("a number"));
    match part.as_str() {
        "worker" => super::kills::work(file, seed, false),
        "hasty worker" => super::kills::work(file, seed, true),
        "migrator" => super::migration::migrate(file, seed, false),
        "careless migrator" => super::migration::migrate(file, seed, true),
        "claimer" => super::claims::claim(file, seed, false),
        "naive claimer" => super::claims::claim(file, seed, true),
        "importer" => super::claims::import(file, seed),
        other => panic!("no part called {other}"),
    }
}

/// A desk at `file`, with every hour a calling hour: the tests run at any time of the day.
pub fn sit_down(file: &Path, who: &Who) -> Desk {
    let mut settings = Settings::default();
    settings.calling_hours.0.days = [true; 7];
    settings.calling_hours.0.from_minute = 0;
    settings.calling_hours.0.to_minute = 24 * 60;
    Desk::open(file, who, Arc::new(settings), now()).expect("the file opens")
}

/// The time of this machine.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    Timestamp(i64::try_from(since.as_millis()).expect("in range"))
}

/// A lead that can be called; every `n` is another person.
pub fn somebody(n: u64) -> NewLead {
    NewLead {
        name: Some(format!("Person {n}")),
        phones: vec![format!("+1 202 555 {:04}", n % 10_000)],
        emails: vec![format!("person{n}@example.com")],
        zone: Some("America/New_York".into()),
        ..NewLead::default()
    }
}

/// Captures `count` leads, those before them counted too.
pub fn fill(desk: &mut Desk, count: u64) {
    for n in 0..count {
        desk.run(&Command::Capture(Box::new(somebody(n))), now()).expect("captured");
    }
}

/// A call that reached nobody.
pub fn no_answer() -> Box<Call> {
    Box::new(Call { outcome: "no_answer".into(), ..Call::default() })
}

/// The next number of a small generator.
pub fn roll(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
