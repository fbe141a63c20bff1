//! The screen in a real terminal: given back whatever happens, gone when it is gone, clean whatever is shown.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

#[path = "pty/bytes.rs"]
mod bytes;
#[path = "pty/editor.rs"]
mod editor;
#[path = "pty/given_back.rs"]
mod given_back;
#[path = "pty/hostile.rs"]
mod hostile;
#[path = "pty/locked.rs"]
mod locked;
#[path = "pty/many.rs"]
mod many;
#[path = "pty/mouse.rs"]
mod mouse;
#[path = "pty/seat.rs"]
mod seat;
#[path = "pty/sizes.rs"]
mod sizes;
