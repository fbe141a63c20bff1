//! A CSV file taken in (normalised, matched, assigned, scored, journalled, indexed, searchable), against the same
//! file read into one plain table. Prints ratios; fails on none.

use crate::support::{self, NOW};
use callsheet::{
    desk::{Desk, Who},
    intake::CsvFile,
    settings::Settings,
};
use std::{fmt::Write as _, path::Path, sync::Arc, time::Instant};

pub fn import(rows: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let csv = folder.path().join("leads.csv");
    std::fs::write(&csv, file(rows)).expect("written");
    let started = Instant::now();
    plain(&csv, &folder.path().join("plain.db"));
    let floor = started.elapsed().as_secs_f64() * 1e6;
    let path = folder.path().join("leads.db");
    let mut desk =
        Desk::open(&path, &Who::SystemUser("maya".into()), Arc::new(Settings::default()), NOW).expect("a new file");
    let started = Instant::now();
    let report = desk.import("leads.csv", CsvFile::open(&csv).expect("rows"), NOW, |_| true).expect("imported");
    let ours = started.elapsed().as_secs_f64() * 1e6;
    assert_eq!(report.added + report.attached + report.duplicates, rows as u64);
    support::print("import of CSV", rows, (ours, ours), (floor, floor), 4.0);
    println!("    {:.0} rows a second; peak memory {} MB", rows as f64 / ours * 1e6, peak());
}

fn file(rows: usize) -> String {
    let mut text = "name,email,phone,company,job title,city,country,source,campaign\n".to_owned();
    for n in 0..rows {
        let _ = writeln!(
            text,
            "Person {n} Example,person{n}@example.com,+1 {}555{:04},Company {} Ltd.,Buyer,Springfield,US,web,spring",
            201 + n % 700,
            n / 700 % 10_000,
            n / 3
        );
    }
    text
}

fn plain(csv: &Path, to: &Path) {
    let mut table = rusqlite::Connection::open(to).expect("opened");
    table.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE row (a, b, c, d, e, f, g, h, i)").expect("made");
    let write = table.transaction().expect("begun");
    {
        let mut insert = write.prepare("INSERT INTO row VALUES (?,?,?,?,?,?,?,?,?)").expect("prepared");
        for record in csv::Reader::from_path(csv).expect("rows").records() {
            insert.execute(rusqlite::params_from_iter(record.expect("a row").iter())).expect("inserted");
        }
    }
    write.commit().expect("committed");
}

/// The most memory this process ever had, in megabytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
