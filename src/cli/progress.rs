//! A progress bar, where somebody looks; nothing in a pipe.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

const WIDTH: usize = 30;
/// Faster than this nobody reads.
const PAUSE: Duration = Duration::from_millis(100);

/// How far a long piece of work is.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    shown: bool,
    last: Option<Instant>,
}

impl Progress {
    /// A bar for `what`, if the standard error is a terminal.
    pub fn of(what: &'static str) -> Self {
        Self { what, shown: io::stderr().is_terminal(), last: None }
    }

    /// Draws the bar at `done` of `all`, with a figure behind it.
    pub fn at(&mut self, done: u64, all: u64, figure: &str) {
        let soon = self.last.is_some_and(|last| last.elapsed() < PAUSE);
        if !self.shown || (soon && done < all) {
            return;
        }
        self.last = Some(Instant::now());
        let line = bar(self.what, done, all, figure);
        // A bar that cannot be drawn is no reason to stop.
        let _ = write!(io::stderr(), "\r{line}\u{1b}[K");
        let _ = io::stderr().flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn bar(what: &str, done: u64, all: u64, figure: &str) -> String {
    let percent = (done.min(all) * 100).checked_div(all).unwrap_or(100);
    let full = usize::try_from(percent).unwrap_or(100) * WIDTH / 100;
    format!("{what} {}{} {percent:3} %  {figure}", "█".repeat(full), "░".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_and_never_overflows() {
        for (done, all, full) in [(0, 10, 0), (5, 10, 15), (10, 10, 30), (11, 10, 30), (0, 0, 30)] {
            assert_eq!(bar("x", done, all, "").matches('█').count(), full, "{done} of {all}");
        }
    }
}
