//! Another program writes and does not end: the desk goes on, says so, and loses nothing that was typed.
use crate::seat::{Seat, callsheet};
use rusqlite::Connection;
use std::time::{Duration, Instant};

fn type_a_lead(seat: &mut Seat) {
    seat.press("o");
    seat.wait_for("the form", |screen| screen.contains("New lead"));
    seat.press("Quentin Lock\t+1 212 736 5999\t");
    seat.wait_for("what was typed", |screen| screen.contains("Quentin Lock") && screen.contains("736 5999"));
    seat.press("\x13");
}

fn found(lite: &Connection) -> i64 {
    lite.query_row("SELECT count(*) FROM contact WHERE name = 'Quentin Lock'", [], |row| row.get(0)).unwrap()
}

#[test]
fn five_seconds_are_waited_for_and_the_screen_answers() {
    let mut seat = Seat::take();
    let lite = Connection::open(seat.db()).unwrap();
    lite.execute_batch("BEGIN IMMEDIATE").unwrap();
    let held = Instant::now();
    type_a_lead(&mut seat);
    seat.settle();
    let mut slowest = Duration::ZERO;
    while held.elapsed() < Duration::from_secs(5) {
        // The saving form stays as it is; help over it, or a resize, is answered.
        seat.resize(100, 30);
        slowest =
            slowest.max(seat.wait_for("a repaint", |screen| screen.contains("Quentin") || screen.contains("lead")));
        seat.resize(120, 40);
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    assert_eq!(found(&lite), 0);
    lite.execute_batch("ROLLBACK").unwrap();
    seat.wait_for("the word that it is saved", |screen| screen.contains("Added Quentin Lock"));
    assert_eq!(found(&lite), 1);
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
}

#[test]
fn fifteen_seconds_are_told_and_what_was_typed_stays() {
    let mut seat = Seat::take();
    let lite = Connection::open(seat.db()).unwrap();
    lite.execute_batch("BEGIN IMMEDIATE").unwrap();
    type_a_lead(&mut seat);
    seat.wait_for("clear words", |screen| screen.contains("is busy"));
    let screen = seat.screen();
    assert!(screen.contains("Quentin Lock") && screen.contains("736 5999"), "what was typed is gone:\n{screen}");
    lite.execute_batch("ROLLBACK").unwrap();
    seat.press("\x13");
    seat.wait_for("the word that it is saved", |screen| screen.contains("Added Quentin Lock"));
    assert_eq!(found(&lite), 1);
}

/// A desk that somebody opens while another program keeps the file to itself.
fn sit_down_outside() -> (Seat, Connection, Duration) {
    let folder = tempfile::TempDir::new().unwrap();
    let db = folder.path().join("leads.db");
    callsheet(&db, &["demo", "--leads", "40", "--no-desk"]);
    let lite = Connection::open(&db).unwrap();
    lite.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let started = Instant::now();
    let seat = Seat::at(folder, &[], "exec \"$@\"", "maya");
    seat.wait_for("the words", |screen| screen.contains("Waiting for another program to finish with leads.db"));
    (seat, lite, started.elapsed())
}

#[test]
fn a_file_that_is_kept_is_waited_for_on_the_screen() {
    let (mut seat, lite, painted) = sit_down_outside();
    assert!(painted < Duration::from_secs(3), "{painted:?}");
    seat.press("?");
    let answered = seat.wait_for("help", |screen| screen.contains("Help: what keys do here"));
    assert!(answered < Duration::from_secs(1), "{answered:?}");
    seat.press("\x1b");
    seat.wait_for("the time", |screen| screen.contains(" s)") && !screen.contains("(0 s)"));
    drop(lite);
    seat.wait_for("the desk", |screen| screen.contains("maya manager") && screen.contains("demo"));
    // The writer has sat down, too.
    type_a_lead(&mut seat);
    seat.wait_for("the word that it is saved", |screen| screen.contains("Added Quentin Lock"));
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
    seat.is_given_back();
}

#[test]
fn whoever_waits_for_a_file_may_leave() {
    let (mut seat, _lite, _) = sit_down_outside();
    seat.press("q");
    let (code, took) = seat.end();
    assert_eq!(code, 0);
    assert!(took < Duration::from_secs(2), "{took:?}");
    seat.is_given_back();
}
