//! Files as every released step of the schema left them. They open by themselves, with all that is in them.

use crate::support::{Office, days, expect_refused, facts::count, say::*};
use callsheet::{
    desk::{command::SalesReady, doctor},
    domain::ids::{LeadId, Seq},
    store::{backup, migrate},
};
use rusqlite::Connection;
use std::path::PathBuf;

fn golden(step: i64) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/golden/step-{step}.db"))
}

/// A day at the desk that leaves something in every table. Released files are never made again; this one makes that
/// of a step which is about to be released: `cargo test --test file -- --ignored makes_the_golden_file`.
#[test]
#[ignore = "makes a file that is kept"]
fn makes_the_golden_file_of_the_newest_step() {
    let to = golden(migrate::newest());
    assert!(!to.exists(), "{} is there; what is released never changes", to.display());
    let office = Office::staffed();
    let mut max = office.manager();
    let mut ana = office.desk("ana");
    let jane = ana.captures(jane());
    let [bob, eve, joe, amy, kim] =
        [1, 2, 3, 4, 5].map(|n| ana.captures(stranger(n).source("web").company("Umbrella")));
    max.does(assign(bob, max.who("ben")));
    ana.claims_next();
    ana.logs(jane, "no_answer");
    ana.does(callback(jane, office.now().plus(days(1))));
    ana.does(note(jane, "müsste zurückrufen 🙂"));
    ana.does(qualify(eve, ready(), SalesReady::Ready));
    ana.does(convert(eve, new_deal()));
    let deal = ana.card(eve).deals[0].id;
    ana.does(win(deal));
    max.does(reject(joe, "no_budget"));
    ana.does(nurture(amy, not_now(Some(office.now().plus(days(30))))));
    ana.does(do_not_call(kim));
    ana.does(note(amy, "taken back"));
    ana.undoes();
    // A copy, in pages as small as can be: most of a young file's pages are all but empty.
    let copy = office.folder().join("copy.db");
    backup::to(max.desk.db(), &copy).unwrap();
    let lite = Connection::open(&copy).unwrap();
    lite.pragma_update(None, "page_size", 512).unwrap();
    lite.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
}

#[test]
fn files_of_every_released_step_open_by_themselves() {
    for step in 1..=migrate::newest() {
        assert!(golden(step).exists(), "no file of step {step} is kept: see makes_the_golden_file_of_the_newest_step");
        let office = Office::on_copy_of(&golden(step));
        let mut ana = office.desk("ana");
        let db = ana.desk.db();
        assert_eq!(migrate::step(db).unwrap().0, migrate::newest());
        let kept = office.path().with_file_name(format!("leads.db.before-step-{}", step + 1));
        assert_eq!(kept.exists(), step < migrate::newest(), "a copy is kept of what is migrated, and only of that");
        for finding in doctor::examine(db, office.settings(), office.now()).unwrap() {
            // Whoever checked the file out decides who may read it.
            assert!(finding.is_sound() || finding.check.contains("can read"), "step {step}: {finding:?}");
        }
        let counts = ["lead", "contact", "rep", "deal", "promise", "claim"].map(|table| count(db, table, "1"));
        assert_eq!(counts, [6, 6, 4, 1, 1, 1], "step {step}");
        assert_eq!(count(db, "lead", "status = 'rejected'"), 1, "step {step}");
        let entries = count(db, "journal", "1");

        // What was found, done, taken back and written then can be found, done, taken back and written now.
        assert_eq!(ana.desk.find("umbrella", 10, office.now()).unwrap().len(), 5, "step {step}");
        let eve = LeadId(3);
        assert_eq!(ana.card(eve).deals.len(), 1, "step {step}");
        let mut max = office.manager();
        for command in ["reject", "nurture", "callback"] {
            let sql = "SELECT max(seq) FROM journal WHERE command = $1";
            let seq = max.desk.db().number(sql, &[&command]).unwrap();
            max.undoes_entry(Some(Seq(seq)));
        }
        let kim = ana.lead(LeadId(6)).id;
        expect_refused(ana.tries(log(kim, "no_such_outcome")), "outcome");
        ana.captures(stranger(9));
        assert_eq!(count(ana.desk.db(), "journal", "1"), entries + 4, "step {step}");
    }
}
