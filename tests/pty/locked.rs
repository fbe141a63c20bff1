//! Another program writes and does not end: the desk goes on, says so, and loses nothing that was typed.
use crate::seat::Seat;
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
