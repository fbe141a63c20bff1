//! Clicks and copies in a real terminal.
use crate::{bytes, seat::Seat};

/// A click where these words stand, as terminals report it.
fn click(seat: &mut Seat, words: &str) {
    seat.settle();
    let screen = seat.screen();
    let found = screen.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(words)?;
        Some((line[..at].chars().count() + 1, row + 1))
    });
    let (column, row) = found.unwrap_or_else(|| panic!("{words} is not on\n{screen}"));
    seat.press(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[test]
fn what_is_seen_can_be_clicked_until_the_mouse_is_given_back() {
    let mut seat = Seat::take();
    click(&mut seat, "Funnel");
    seat.wait_for("the funnel", |screen| screen.contains("Cohort: leads captured"));
    click(&mut seat, "? help");
    seat.wait_for("help", |screen| screen.contains("Help: what keys do here"));
    seat.press("\x1b[<0;1;1M");
    seat.wait_for("the funnel again", |screen| !screen.contains("Help: what keys do here"));
    seat.press("M");
    seat.wait_for("the word of it", |screen| screen.contains("selects text"));
    assert!(bytes::holds(&seat.bytes(), b"\x1b[?1000l"), "the terminal has it back");
    seat.press("q");
    assert_eq!(seat.end().0, 0);
    seat.is_given_back();
}

#[test]
fn a_copy_goes_to_the_terminals_clipboard() {
    let mut seat = Seat::take();
    seat.press("y");
    seat.wait_for("what can be copied", |screen| screen.contains("the whole person"));
    assert!(!bytes::holds(&seat.bytes(), b"\x1b]52;"));
    seat.press("1");
    seat.wait_for("the word of it", |screen| screen.contains("Copied "));
    assert!(bytes::holds(&seat.bytes(), b"\x1b]52;c;"), "as OSC 52");
    seat.press("q");
    seat.end();
    seat.is_given_back();
}
