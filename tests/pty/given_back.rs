//! The terminal is given back after every end there is, and a program without one goes away.
use crate::{bytes, seat::Seat};
use rustix::process::Signal;
use std::time::Duration;

/// As `nohup` starts a program.
const NOHUP: &str = "trap '' HUP; exec \"$@\"";
/// Whoever is not told of the hang-up: their shell is, and goes on.
const UNTOLD: &str = "trap '' HUP; \"$@\"; true";

#[test]
fn after_quitting() {
    for keys in ["q", "\x03"] {
        let mut seat = Seat::take();
        seat.press(keys);
        assert_eq!(seat.end().0, 0, "{keys:?}");
        seat.is_given_back();
    }
}

#[test]
fn after_ctrl_c_in_a_form() {
    let mut seat = Seat::take();
    seat.press("o");
    seat.wait_for("the form", |screen| screen.contains("New lead"));
    seat.press("Half a name\x03");
    seat.end();
    seat.is_given_back();
}

#[test]
fn after_a_signal() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut seat = Seat::take();
        seat.signal(signal);
        let (_, took) = seat.end();
        assert!(took < Duration::from_secs(2), "{signal:?}: {took:?}");
        seat.is_given_back();
    }
}

#[test]
fn after_a_signal_that_comes_with_the_first_paint() {
    for _ in 0..10 {
        let folder = tempfile::TempDir::new().unwrap();
        let mut seat = Seat::at(folder, &[], "exec \"$@\"", "maya");
        while !bytes::holds(&seat.bytes(), b"\x1b[?1049h") {
            std::thread::yield_now();
        }
        seat.signal(Signal::TERM);
        seat.end();
        seat.is_given_back();
    }
}

#[test]
#[cfg(debug_assertions)]
fn after_a_panic_in_any_thread() {
    for part in ["screen", "reader", "writer", "input"] {
        let folder = tempfile::TempDir::new().unwrap();
        let mut seat = Seat::at(folder, &[("CALLSHEET_TEST_PANIC", part)], "exec \"$@\"", "maya");
        seat.wait_for("the desk", |screen| !screen.trim().is_empty());
        if part == "input" {
            seat.press("j");
        }
        let (code, _) = seat.end();
        assert_ne!(code, 0, "{part}");
        let said = String::from_utf8_lossy(&seat.bytes()).into_owned();
        seat.is_given_back();
        assert!(said.contains("asked to break"), "{part}: {said}");
        let after = said.rsplit("\x1b[?1049l").next().unwrap();
        assert!(after.contains("asked to break"), "{part}: the report is on the screen that has gone");
        assert!(!said.contains("\u{202E}") && !said.contains("\x1b]52"), "{part}: what people typed is in it raw");
    }
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    for shell in ["exec \"$@\"", NOHUP, UNTOLD] {
        let mut seat = Seat::with(&[], shell);
        seat.hang_up();
        let (code, took) = seat.end();
        assert!(took < Duration::from_secs(2), "{shell}: {took:?}");
        assert_ne!(code, 101, "{shell}: it broke while it went");
    }
}

#[test]
fn an_idle_desk_does_nothing() {
    let seat = Seat::take();
    std::thread::sleep(Duration::from_secs(1));
    let before = seat.ticks();
    std::thread::sleep(Duration::from_secs(4));
    assert!(seat.ticks() - before <= 4, "{} ticks in 4 seconds", seat.ticks() - before);
}
