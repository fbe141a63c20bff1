//! The terminal, taken over and always given back: after the end, an error, a signal, or a panic in any thread.

use super::steady::Steady;
use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::force_color_output,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::Terminal;
use std::{
    io::{self, Stdout},
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal while it is ours.
pub struct Guard {
    /// What is drawn on.
    pub terminal: Terminal<Steady<Stdout>>,
}

impl Guard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When there is none, or it refuses.
    pub fn take() -> io::Result<Self> {
        // Left to itself, crossterm answers NO_COLOR with a full reset that also loses reversed cells; the mono
        // theme is our own.
        force_color_output(true);
        HOOK.call_once(|| {
            let previous = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                give_back();
                previous(info);
            }));
        });
        enter()?;
        match Terminal::new(Steady::new(io::stdout())) {
            Ok(terminal) => Ok(Self { terminal }),
            Err(fault) => {
                give_back();
                Err(fault)
            }
        }
    }

    /// Whether it is still ours: a panic elsewhere gives it back, and then nothing may be drawn.
    #[must_use]
    pub fn is_ours() -> bool {
        TAKEN.load(Ordering::SeqCst)
    }

    /// Stops the program as the shell's `ctrl-z` does, and takes the terminal again when it goes on.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn sleep(&mut self) -> io::Result<()> {
        give_back();
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)?;
        enter()?;
        // A new one draws everything. Clearing the old one would ask the terminal where its cursor is, and the
        // answer comes in on the input thread.
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = Terminal::new(Steady::new(io::stdout()))?;
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let entered = execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste);
    if entered.is_err() {
        give_back();
    }
    entered
}

/// Gives the terminal back; a second time does nothing.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // A terminal that is gone cannot be told; there is nobody left to see the fault either.
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}
