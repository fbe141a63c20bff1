//! The threads that listen: to the keyboard, and to the system.

use crate::{
    domain::time::Timestamp,
    tui::message::{Event, Msg},
};
use chrono::Utc;
use crossterm::event::{self, Event as Input, KeyEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH},
    iterator::Signals,
};
use std::{
    fs::File,
    io,
    os::fd::AsFd,
    sync::{Condvar, Mutex, PoisonError, mpsc::Sender},
    thread,
    time::Duration,
};

/// The clock. Only the threads around the model read it.
#[must_use]
pub fn clock() -> Timestamp {
    Utc::now().into()
}

pub(super) fn tell(to: &Sender<Msg>, event: Event) -> bool {
    to.send(Msg { at: clock(), event }).is_ok()
}

/// Breaks this thread where a test has asked for it: that the terminal is given back then can be shown no other way.
#[cfg(debug_assertions)]
pub(super) fn break_if_asked(part: &str) {
    if std::env::var("CALLSHEET_TEST_PANIC").is_ok_and(|asked| asked == part) {
        panic!("the {part} was asked to break, by \u{202E}\u{1b}]52;c;aGk=\u{7}");
    }
}

/// Says so when its thread breaks, so that the program ends rather than waits.
pub(super) struct Bell(pub Sender<Msg>, pub &'static str);

impl Drop for Bell {
    fn drop(&mut self) {
        if thread::panicking() {
            tell(&self.0, Event::Stop(Some(format!("the {} broke; this is a fault of Callsheet", self.1))));
        }
    }
}

/// The keyboard is another program's.
static LENT: Mutex<bool> = Mutex::new(false);
static BACK: Condvar = Condvar::new();

/// The keyboard, lent until this goes.
pub(super) struct Lent;

/// Lends the keyboard; what has come for us is read first.
pub(super) fn lend() -> Lent {
    *LENT.lock().unwrap_or_else(PoisonError::into_inner) = true;
    Lent
}

impl Drop for Lent {
    fn drop(&mut self) {
        *LENT.lock().unwrap_or_else(PoisonError::into_inner) = false;
        BACK.notify_all();
    }
}

/// Starts to listen to the system.
///
/// # Errors
/// When the signals cannot be caught, or no thread be started.
pub fn signals(to: &Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGWINCH])?;
    let sender = to.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let _bell = Bell(sender.clone(), "signal thread");
        for signal in &mut signals {
            let event = if signal == SIGWINCH {
                match crossterm::terminal::size() {
                    Ok((columns, rows)) => Event::Resize(columns, rows),
                    Err(_) => continue,
                }
            } else if signal == SIGINT && *LENT.lock().unwrap_or_else(PoisonError::into_inner) {
                // Ctrl-C in an editor is for the editor.
                continue;
            } else {
                Event::Stop(None)
            };
            if !tell(&sender, event) {
                return;
            }
        }
    })?;
    Ok(())
}

/// Starts to listen to the keyboard.
///
/// # Errors
/// When no thread can be started.
pub fn keys(to: &Sender<Msg>) -> io::Result<()> {
    let sender = to.clone();
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let _bell = Bell(sender.clone(), "input thread");
        if let Err(fault) = keyboard(&sender) {
            tell(&sender, Event::Stop(Some(format!("the keyboard cannot be read: {fault}"))));
        }
    })?;
    Ok(())
}

/// Waits on the descriptor itself, and lets crossterm read only what has come: alone it spins at 100 % once the
/// terminal is gone.
fn keyboard(to: &Sender<Msg>) -> io::Result<()> {
    let stdin = io::stdin();
    let device;
    let fd = if rustix::termios::isatty(&stdin) {
        stdin.as_fd()
    } else {
        device = File::open("/dev/tty")?;
        device.as_fd()
    };
    loop {
        let mut watched = [PollFd::from_borrowed_fd(fd, PollFlags::IN)];
        match poll(&mut watched, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(fault) => return Err(fault.into()),
        }
        let seen = watched[0].revents();
        if seen.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            tell(to, Event::Stop(None));
            return Ok(());
        }
        #[cfg(debug_assertions)]
        break_if_asked("input");
        let mut lent = LENT.lock().unwrap_or_else(PoisonError::into_inner);
        if *lent {
            // What has come is for whoever has the keyboard now.
            while *lent {
                lent = BACK.wait(lent).unwrap_or_else(PoisonError::into_inner);
            }
            continue;
        }
        // With no time at all it would not even look.
        while event::poll(Duration::from_millis(1))? {
            let event = match event::read()? {
                Input::Key(key) if key.kind != KeyEventKind::Release => Event::Key(key),
                Input::Mouse(mouse) => Event::Mouse(mouse),
                Input::Paste(text) => Event::Paste(text),
                Input::Resize(columns, rows) => Event::Resize(columns, rows),
                _ => continue,
            };
            if !tell(to, event) {
                return Ok(());
            }
        }
    }
}
