//! What the desk called saved survives `kill -9`, whatever it was doing.

use super::{
    child::{self, no_answer, now, roll, sit_down, somebody},
    size,
};
use callsheet::{
    desk::{
        Desk, QueueAsk, Who,
        command::{Command, Rest},
    },
    domain::{ids::Seq, nurture::Lane, touch::TouchKind},
    intake::CsvFile,
    store::{backup, engine::Db, journal},
};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    time::Duration,
};

/// Works until it is killed, and says of each change, once the desk has: “saved SEQ”. A hasty worker says so
/// before: the check must find that out.
pub fn work(file: &Path, mut seed: u64, hasty: bool) {
    let mut desk = sit_down(file, &Who::Named("ana".into()));
    let folder = file.parent().expect("a folder");
    say("ready");
    loop {
        if hasty {
            let last = desk.db().number("SELECT max(seq) FROM journal", &[]).expect("read");
            say(&format!("saved {}", last + 1));
        }
        if let Some(seq) = one_thing(&mut desk, &mut seed, folder)
            && !hasty
        {
            say(&format!("saved {seq}"));
        }
    }
}

fn one_thing(desk: &mut Desk, seed: &mut u64, folder: &Path) -> Option<Seq> {
    let page = desk.queue(&QueueAsk { limit: 20, ..QueueAsk::default() }, now()).expect("a page");
    let pick = |n: u64| page.rows.get(usize::try_from(n).unwrap_or(0) % page.rows.len().max(1)).map(|row| row.lead.id);
    let lead = pick(roll(seed));
    let command = match (roll(seed) % 10, lead) {
        (0 | 1, Some(lead)) => Command::Log { on: lead.into(), call: no_answer() },
        (2, Some(lead)) => Command::Touch {
            on: lead.into(),
            kind: TouchKind::Note,
            note: Some("said hello".into()),
            offer: None,
            meaningful: false,
        },
        (3, Some(lead)) => {
            Command::Nurture { on: lead.into(), rest: Rest { lane: Lane::Interested, cause: None, wake_at: None } }
        }
        (4, _) => Command::Undo { seq: None, rest: false },
        (5, _) => Command::Redo { seq: None },
        (6, _) => {
            desk.next(now()).expect("claimed");
            return None;
        }
        (7, _) => return import(desk, roll(seed), folder),
        (8, _) => {
            let to = folder.join(format!("copy-{}.db", roll(seed)));
            backup::to(desk.db(), &to).expect("copied");
            let _ = std::fs::remove_file(&to);
            return None;
        }
        _ => Command::Capture(Box::new(somebody(roll(seed)))),
    };
    // Nothing to undo, or changed since: refusals are no saves.
    desk.run(&command, now()).ok().and_then(|receipt| receipt.seq)
}

fn import(desk: &mut Desk, n: u64, folder: &Path) -> Option<Seq> {
    let path = folder.join(format!("rows-{n}.csv"));
    let rows: String = (0..20).map(|row| format!("Row {n} {row},row{n}-{row}@example.com\n")).collect();
    std::fs::write(&path, format!("name,email\n{rows}")).expect("written");
    let file = CsvFile::open(&path).expect("a file of rows");
    let report = desk.import("rows", file, now(), |_| true).expect("imported");
    let _ = std::fs::remove_file(&path);
    report.seq
}

pub fn say(words: &str) {
    println!("{words}");
    std::io::stdout().flush().expect("said");
}

/// Kills workers at random moments; gives how many saves were acknowledged and how many of those were lost.
fn kill(part: &str, kills: usize) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("leads.db");
    let mut manager = sit_down(&file, &Who::SystemUser("maya".into()));
    let add = Command::RepAdd {
        name: "ana".into(),
        full_name: None,
        role: callsheet::domain::rep::Role::Rep,
        team: None,
        zone: None,
    };
    manager.run(&add, now()).expect("a rep");
    child::fill(&mut manager, 60);
    drop(manager);
    let mut seed = 42;
    let (mut acknowledged, mut lost) = (0, 0);
    for round in 0..kills {
        let mut worker = child::start(part, &file, round as u64);
        let mut lines = BufReader::new(worker.stdout.take().expect("piped")).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("ready")));
        // However slow this machine is now: a few saves, and then any moment of the next ones.
        let first = usize::try_from(roll(&mut seed) % 3).expect("small");
        let mut said: Vec<String> = lines.by_ref().take(first).collect();
        std::thread::sleep(Duration::from_micros(roll(&mut seed) % 20_000));
        worker.kill().expect("killed");
        worker.wait().expect("gone");
        said.extend(lines);
        let saved: Vec<i64> =
            said.iter().filter_map(|line| line.strip_prefix("saved ").and_then(|seq| seq.parse().ok())).collect();
        let desk = sit_down(&file, &Who::SystemUser("maya".into()));
        acknowledged += saved.len();
        for seq in saved {
            lost += usize::from(journal::get(desk.db(), Seq(seq)).expect("read").is_none());
        }
        if round % 20 == 0 || round + 1 == kills {
            whole(desk.db());
        }
    }
    (acknowledged, lost)
}

/// The file is sound, and journal and tables agree.
pub fn whole(db: &Db) {
    let verdict = db.first("PRAGMA integrity_check", &[], |row| row.get::<String>(0)).expect("checked");
    assert_eq!(verdict.as_deref(), Some("ok"));
    assert_eq!(db.number("SELECT count(*) FROM pragma_foreign_key_check", &[]).expect("checked"), 0);
    for table in ["lead", "contact", "touch", "stage_entry", "promise"] {
        let homeless = format!("SELECT count(*) FROM {table} WHERE version NOT IN (SELECT seq FROM journal)");
        assert_eq!(db.number(&homeless, &[]).expect("counted"), 0, "{table}: rows that no entry wrote");
        let unwritten = format!(
            "SELECT count(*) FROM journal_row WHERE entity = '{table}' AND before IS NULL \
             AND (SELECT count(*) FROM {table} WHERE id BETWEEN row_id AND last_id) <> last_id - row_id + 1"
        );
        assert_eq!(db.number(&unwritten, &[]).expect("counted"), 0, "{table}: entries whose rows are not there");
    }
}

#[test]
fn what_was_called_saved_survives_a_kill() {
    let (acknowledged, lost) = kill("worker", size(500, 10_000));
    println!("{acknowledged} saves acknowledged, {lost} lost");
    assert!(acknowledged > 100, "too few saves to mean anything: {acknowledged}");
    assert_eq!(lost, 0, "of {acknowledged} acknowledged saves");
}

#[test]
fn an_acknowledgement_before_the_commit_would_be_found() {
    let (acknowledged, lost) = kill("hasty worker", 40);
    assert!(lost > 0, "{acknowledged} hasty acknowledgements, and none was found out");
}
