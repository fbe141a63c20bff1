//! A note in an editor of its own, which has the terminal and every key until it ends.
use crate::seat::Seat;

#[test]
fn a_note_goes_to_the_editor_and_comes_back() {
    // An editor that reads a line from the terminal, as editors do, and adds it to the file.
    let editor = "sh -c 'printf editing; read line; echo \"$line\" >> \"$1\"' editor";
    let mut seat = Seat::with(&[("EDITOR", editor)], "exec \"$@\"");
    seat.press("t");
    seat.wait_for("the form", |screen| screen.contains("Note or touch"));
    seat.press("rang\x0f");
    seat.wait_for("the editor", |screen| screen.contains("editing") && !screen.contains("Note or touch"));
    seat.press("q and back at noon\n");
    seat.wait_for("the note", |screen| screen.contains("Note or touch") && screen.contains("q and back at noon"));
    seat.press("\r");
    seat.wait_for("the word of it", |screen| screen.contains("Noted on"));
    seat.press("q");
    assert_eq!(seat.end().0, 0);
    seat.is_given_back();
}
