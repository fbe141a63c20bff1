//! Thousands of marked leads: how far it is, stopped, done in part, taken back.
use crate::seat::{Seat, callsheet};
use std::time::{Duration, Instant};
use tempfile::TempDir;

#[test]
fn thousands_are_stopped_or_done_and_taken_back_and_keys_go_on() {
    let folder = TempDir::new().unwrap();
    callsheet(&folder.path().join("leads.db"), &["demo", "--leads", "2000", "--no-desk"]);
    let mut seat = Seat::at(folder, &[], "exec \"$@\"", "maya");
    seat.wait_for("the desk", |screen| screen.contains("maya manager"));
    seat.press("4");
    seat.wait_for("the funnel", |screen| screen.contains("Captured"));
    seat.press("\r");
    seat.wait_for("the leads behind a number", |screen| screen.contains("▶ reached"));
    seat.press("*");
    seat.wait_for("marks", |screen| screen.contains(" marked"));
    let press_a = |seat: &mut Seat| {
        seat.press("a");
        seat.wait_for("the form", |screen| screen.contains("To") && screen.contains("one undo"));
        seat.press("1");
        seat.settle();
        seat.press("\r");
    };
    press_a(&mut seat);
    // A fast machine may be through before anybody sees how far it is, or before the key that stops it comes.
    let is_through = |screen: &str| screen.contains("Not all of them");
    seat.wait_for("how far it is", |screen| screen.contains("Working") || is_through(screen));
    if !is_through(&seat.screen()) {
        // The screen answers while the writer works.
        let asked = Instant::now();
        seat.resize(100, 30);
        seat.wait_for("another size", |screen| screen.contains("Working") || is_through(screen));
        assert!(asked.elapsed() < Duration::from_secs(1));
        if !is_through(&seat.screen()) {
            seat.press("\x1b");
            seat.wait_for("the word of it", |screen| screen.contains("nothing was changed") || is_through(screen));
        }
        if !is_through(&seat.screen()) {
            // Again, to the end: some were rejected long ago, and the others are done.
            seat.press("\r");
        }
    }
    seat.wait_for("what cannot be done", |screen| screen.contains("Not all of them"));
    assert!(seat.screen().contains("rejected and cannot be assigned"), "{}", seat.screen());
    seat.press("y");
    seat.wait_for("the receipt", |screen| screen.contains("Assigned ") && screen.contains("u undoes"));
    seat.press("u");
    seat.wait_for("that it is taken back", |screen| screen.contains("Undid: Assigned "));
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
}
