//! Import: every row is accounted for, the same file twice adds nothing, and all of it can be taken back.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod support;

use callsheet::{
    desk::import::ImportReport,
    domain::{rep::Assignee, stage::Stage, touch::TouchKind},
    intake::CsvFile,
    store::journal::Wanted,
};
use std::{
    cell::RefCell,
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};
use support::{
    Colleague, Office, days, expect_refused,
    facts::{assert_same, count, visible},
    say::*,
};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn imports(who: &mut Colleague<'_>, path: &Path) -> ImportReport {
    imports_while(who, path, |_| true)
}

fn imports_while(who: &mut Colleague<'_>, path: &Path, go_on: impl Fn(&ImportReport) -> bool) -> ImportReport {
    let file = CsvFile::open(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    who.desk.import(&name, file, who.office.now(), |report| go_on(report)).unwrap()
}

/// Added, attached, duplicates, refused, blank.
#[track_caller]
fn fates(report: &ImportReport) -> [u64; 5] {
    let refused = u64::try_from(report.refused.len()).unwrap();
    let fates = [report.added, report.attached, report.duplicates, refused];
    assert_eq!(fates.iter().sum::<u64>(), report.rows, "every row has one fate");
    [fates[0], fates[1], fates[2], fates[3], report.blank]
}

/// A file of `rows` people, every tenth of them twice.
fn many(folder: &Path, rows: usize) -> PathBuf {
    let mut text = "Name,Phone,Email,Source\n".to_owned();
    for n in 0..rows {
        let who = if n % 10 == 9 { n - 1 } else { n };
        writeln!(text, "Person {who},+1 212 736 {:04},p{who}@acme.com,trade show {}", who % 9_000, n % 7).unwrap();
    }
    let path = folder.join("many.csv");
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_row_is_accounted_for() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let report = imports(&mut ana, &fixture("web-form.csv"));
    assert_eq!(fates(&report), [5, 0, 1, 1, 1], "{report:?}");
    assert_eq!(report.refused[0].line, 8);
    assert!(report.refused[0].reason.contains("no phone, email or id"), "{:?}", report.refused);
    assert_eq!(count(ana.desk.db(), "contact", "1"), 4, "Jane is one person with two enquiries");
    let jane = ana.desk.find("jane doe", 9, office.now()).unwrap().remove(0);
    assert_eq!(jane.leads, 2);
    let lead = ana.card(jane.lead.unwrap().id).lead;
    assert_eq!((lead.external_id.as_deref(), lead.source.as_str(), lead.live), (Some("W-3"), "webinar", false));
    assert!(lead.captured_at < lead.recorded_at);
    let sentence = &ana.desk.history(&Wanted::default(), 1).unwrap()[0].entry.sentence;
    assert_eq!(sentence, "Imported web-form.csv: 5 added, 0 attached, 1 duplicate, 1 refused, 1 blank");
}

#[test]
fn the_same_file_twice_adds_nothing() {
    for name in ["web-form.csv", "fair.csv"] {
        let office = Office::staffed();
        let mut ana = office.desk("ana");
        let first = imports(&mut ana, &fixture(name));
        let before = visible(ana.desk.db());
        office.wait(days(1));
        let again = imports(&mut ana, &fixture(name));
        let [added, attached, duplicates, refused, blank] = fates(&again);
        assert_eq!((added, attached), (0, 0), "{name}");
        assert_eq!(duplicates, first.rows - refused, "{name}");
        assert_eq!(blank, first.blank);
        assert_eq!(again.seq, None, "nothing to take back");
        assert_same(&before, &visible(ana.desk.db()), name);
    }
}

#[test]
fn people_who_come_twice_in_a_file_join_their_lead() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let report = imports(&mut ana, &fixture("fair.csv"));
    assert_eq!(fates(&report), [2, 2, 1, 0, 1], "{report:?}");
    let ada = ana.desk.find("ada", 9, office.now()).unwrap().remove(0);
    assert_eq!(ada.leads, 1);
    let touches = ana.card(ada.lead.unwrap().id).touches;
    assert_eq!((touches.len(), touches[0].kind), (1, TouchKind::Enquiry));
}

#[test]
fn what_was_imported_is_never_fresh_and_is_assigned_by_the_rules() {
    let office = Office::with("[[assignment]]\nteam = 'North'");
    office.staff();
    let mut max = office.manager();
    imports(&mut max, &fixture("fair.csv"));
    let owners: BTreeSet<String> = max
        .desk
        .find("e", 9, office.now())
        .unwrap()
        .into_iter()
        .chain(max.desk.find("doe", 9, office.now()).unwrap())
        .chain(max.desk.find("poe", 9, office.now()).unwrap())
        .map(|found| found.lead.unwrap().owner)
        .collect();
    assert_eq!(owners, BTreeSet::from(["ana".to_owned(), "ben".to_owned()]));
    let ana = office.desk("ana");
    assert!(ana.queue_rows().iter().all(|row| !row.why.contains("just came in")));
}

#[test]
fn the_whole_import_is_taken_back_and_done_again() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let known = ana.captures(someone("Known").phone("+1 212 736 0003").email("p3@acme.com"));
    let before = visible(ana.desk.db());
    let path = many(office.folder(), 2_600);
    let report = imports(&mut ana, &path);
    let after = visible(ana.desk.db());
    assert_eq!(fates(&report), [2_339, 261, 0, 0, 0]);
    assert_eq!(ana.card(known).touches.len(), 1);
    let entries = count(ana.desk.db(), "journal", "command = 'import'");
    assert_eq!(entries, 3, "a batch each");
    assert_eq!(ana.desk.history(&Wanted::default(), 9).unwrap()[0].entry.seq, report.seq.unwrap(), "one to look at");
    let parts = callsheet::store::journal::parts(ana.desk.db(), report.seq.unwrap()).unwrap();
    expect_refused(ana.tries(undo(Some(parts[0]))), "is a part of entry");
    office.wait(days(3));
    ana.undoes();
    assert_same(&before, &visible(ana.desk.db()), "undone");
    ana.redoes();
    assert_same(&after, &visible(ana.desk.db()), "redone");
    ana.undoes();
    assert_same(&before, &visible(ana.desk.db()), "undone again");
    // And what was taken back can come again.
    assert_eq!(fates(&imports(&mut ana, &path)), [2_339, 261, 0, 0, 0]);
}

#[test]
fn the_rest_of_an_import_is_taken_back_around_those_that_were_worked() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let path = many(office.folder(), 40);
    let seq = imports(&mut ana, &path).seq;
    let worked = ana.desk.find("736 0008", 9, office.now()).unwrap()[0].lead.as_ref().unwrap().id;
    ana.logs(worked, "no_answer");
    expect_refused(ana.tries(undo(seq)), "cannot be taken back whole");
    ana.does(undo_rest(seq));
    assert_eq!(count(ana.desk.db(), "lead", "taken_back_at IS NULL"), 1);
    let card = ana.card(worked);
    assert_eq!((card.contact.name.as_str(), card.contact.channels.len()), ("Person 8", 2), "whole");
    assert_eq!(card.touches.len(), 2, "with its enquiry of row 9");
    assert_eq!(ana.counts()[Stage::Captured.rank()].0, 1);
}

#[test]
fn what_was_stopped_half_way_is_finished_by_importing_again() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let path = many(office.folder(), 2_600);
    let half = imports_while(&mut ana, &path, |report| report.rows < 1_800);
    assert!(half.cancelled);
    assert_eq!(half.rows, 2_000);
    let rest = imports(&mut ana, &path);
    assert!(!rest.cancelled);
    let [added, attached, duplicates, ..] = fates(&rest);
    assert_eq!((half.added + added, half.attached + attached, duplicates), (2_340, 260, 2_000));
    assert_eq!(count(ana.desk.db(), "lead", "1"), 2_340);
    // Each is taken back by itself.
    ana.undoes();
    assert_eq!(count(ana.desk.db(), "lead", "taken_back_at IS NULL"), i64::try_from(half.added).unwrap());
    ana.undoes();
    assert_eq!(count(ana.desk.db(), "lead", "taken_back_at IS NULL"), 0);
}

#[test]
fn who_came_in_meanwhile_at_another_desk_is_known() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let ben = RefCell::new(office.desk("ben"));
    let path = many(office.folder(), 2_600);
    let report = imports_while(&mut ana, &path, |report| {
        if report.rows == 1_000 {
            let mut ben = ben.borrow_mut();
            ben.captures(someone("Person 1500").phone("+1 212 736 1500").email("other@acme.com"));
            ben.captures(someone("Somebody").email("p2501@acme.com"));
        }
        true
    });
    assert_eq!(fates(&report), [2_338, 262, 0, 0, 0]);
    assert_eq!(ana.desk.find("736 1500", 9, office.now()).unwrap().len(), 1);
}

#[test]
fn rows_of_one_batch_go_to_whoever_has_least() {
    let office = Office::with("[[assignment]]\nteam = 'North'\nmethod = 'least_loaded'");
    office.staff();
    let mut max = office.manager();
    max.captures(someone("Known").phone("+1 212 736 8999"));
    imports(&mut max, &many(office.folder(), 9));
    for name in ["ana", "ben"] {
        let owner = format!("owner_id = {} AND taken_back_at IS NULL", max.rep(name).0);
        assert_eq!(count(max.desk.db(), "lead", &owner), 5, "{name}");
    }
}

#[test]
fn who_left_imports_nothing() {
    let office = Office::staffed();
    let (mut ana, mut max) = (office.desk("ana"), office.manager());
    max.does(retire(max.rep("ana"), Assignee::Pool));
    let rows = CsvFile::open(fixture("fair.csv")).unwrap();
    let fault = ana.desk.import("fair.csv", rows, office.now(), |_| true).unwrap_err();
    assert!(fault.to_string().contains("ana is retired"), "{fault}");
    assert_eq!(count(ana.desk.db(), "lead", "1"), 0);
}

#[test]
fn somebody_elses_import_is_taken_back_by_a_manager_alone() {
    let office = Office::staffed();
    let mut ben = office.desk("ben");
    let seq = imports(&mut ben, &many(office.folder(), 20)).seq;
    let mut ana = office.desk("ana");
    expect_refused(ana.tries(undo(seq)), "manager");
    assert_eq!(count(ana.desk.db(), "lead", "taken_back_at IS NULL"), 18);
    // Whoever brought them in may, and so may a manager.
    ben.undoes_entry(seq);
    ben.does(redo(seq));
    office.manager().undoes_entry(seq);
    assert_eq!(count(ana.desk.db(), "lead", "taken_back_at IS NULL"), 0);
}
