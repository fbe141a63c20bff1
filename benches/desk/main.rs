//! The desk beside the least that the same work can cost. Prints ratios; fails on none.
//!
//! `cargo bench --bench desk`, with `-- screen`, `-- file` or `-- import` for a part of it;
//! `CALLSHEET_BENCH_LEADS=1000000` for other sizes.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

mod import;
mod screen;
mod support;

use callsheet::desk::{
    FunnelAsk, QueueAsk,
    command::{Call, Command},
};
use rusqlite::Connection;
use std::path::Path;
use support::{NOW, against, desk, file, sizes};

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    // This very program is also the minimal one that the screen is measured against.
    if let [first, path] = &asked[..]
        && first == "--floor"
    {
        return screen::floor(Path::new(path));
    }
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|arg| arg == part);
    for leads in sizes() {
        if wanted("screen") {
            screen::screen(leads, &file(leads));
        }
        if wanted("file") {
            let path = file(leads);
            let bare = Connection::open(&path).expect("the demo file");
            bare.pragma_update(None, "synchronous", "FULL").expect("set");
            first_page(leads, &path);
            action(leads, &bare);
            claim(leads, &bare);
            search(leads, &bare);
            funnel(leads, &bare);
        }
        if wanted("import") {
            import::import(leads);
        }
    }
}

/// Open and read the first page, against opening the same file and reading one page of an index: a part of what
/// the screen's own bar is about.
fn first_page(leads: usize, path: &Path) {
    against(
        "open, first page of the queue",
        leads,
        1.5,
        40,
        || {
            let desk = desk(leads, "ana");
            assert_eq!(desk.queue(&QueueAsk { limit: 30, ..QueueAsk::default() }, NOW).expect("a page").rows.len(), 30);
        },
        || {
            let bare = Connection::open(path).expect("opened");
            let mut page = bare
                .prepare("SELECT lead.id, contact.name FROM queue_key JOIN lead ON lead.id = queue_key.lead_id JOIN contact ON contact.id = lead.contact_id WHERE block = 0 AND kind = 4 AND seat = 2 LIMIT 30")
                .expect("prepared");
            let rows = page.query_map([], |row| row.get::<_, String>(1)).expect("read").count();
            assert!(rows > 0);
        },
    );
}

/// An outcome saved, against one committed row with its journal row.
fn action(leads: usize, bare: &Connection) {
    let mut ana = desk(leads, "ana");
    bare.execute_batch("CREATE TABLE IF NOT EXISTS bench_row (id INTEGER PRIMARY KEY, n INTEGER); INSERT OR IGNORE INTO bench_row VALUES (1, 0); CREATE TABLE IF NOT EXISTS bench_log (id INTEGER PRIMARY KEY, text TEXT);")
        .expect("made");
    let page = ana.queue(&QueueAsk { limit: 200, ..QueueAsk::default() }, NOW).expect("a page");
    let mut rows = page.rows.iter();
    against(
        "one action saved",
        leads,
        3.0,
        60,
        || {
            let row = rows.next().expect("leads enough");
            let call = Call { outcome: "no_answer".into(), ..Call::default() };
            ana.run(&Command::Log { on: row.lead.id.into(), call: Box::new(call) }, NOW).expect("saved");
        },
        || committed(bare),
    );
}

fn committed(bare: &Connection) {
    bare.execute_batch("BEGIN IMMEDIATE; UPDATE bench_row SET n = n + 1 WHERE id = 1; INSERT INTO bench_log (text) VALUES ('a row of the journal with its image'); COMMIT")
        .expect("committed");
}

/// The next lead claimed, against one committed update.
fn claim(leads: usize, bare: &Connection) {
    let mut ana = desk(leads, "ana");
    against(
        "next lead claimed",
        leads,
        3.0,
        60,
        || {
            ana.next(NOW).expect("claimed").expect("a lead");
        },
        || committed(bare),
    );
    ana.release(None, None, NOW).expect("released");
}

/// Search as you type, against the bare query of the index.
fn search(leads: usize, bare: &Connection) {
    let ana = desk(leads, "ana");
    for query in ["mul", "muller", "5550123"] {
        let mut index = bare
            .prepare("SELECT rowid FROM contact_text WHERE contact_text MATCH ?1 ORDER BY rowid DESC LIMIT 40")
            .expect("prepared");
        against(
            &format!("search “{query}”"),
            leads,
            1.5,
            40,
            || {
                ana.find(query, 40, NOW).expect("found");
            },
            || {
                index.query_map([format!("\"{query}\"")], |row| row.get::<_, i64>(0)).expect("read").count();
            },
        );
    }
}

/// The funnel's counts, against one scan of a covering index.
fn funnel(leads: usize, bare: &Connection) {
    let ana = desk(leads, "ana");
    let rounds = if leads > 200_000 { 5 } else { 20 };
    for (name, stays) in [("funnel, counts", false), ("funnel, with stays", true)] {
        against(
            name,
            leads,
            1.5,
            rounds,
            || {
                ana.funnel(&FunnelAsk { stays, ..FunnelAsk::default() }).expect("counted");
            },
            || {
                let sum: i64 = bare
                    .query_row(
                        "SELECT sum(stage) FROM lead WHERE taken_back_at IS NULL AND captured_at >= 0",
                        [],
                        |row| row.get(0),
                    )
                    .expect("scanned");
                assert!(sum > 0);
            },
        );
    }
}
