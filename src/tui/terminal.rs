//! The terminal, taken over and always given back: after the end, an error, a signal, or a panic in any thread.

use super::{input, steady::Steady};
use crossterm::{
    clipboard::CopyToClipboard,
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::{Print, force_color_output},
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::Terminal;
use std::{
    io::{self, Stdout},
    mem::ManuallyDrop,
    sync::{
        Mutex, MutexGuard, Once, PoisonError, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Presses, releases and the wheel, in the form that knows large screens. Not the movements, which would wake us
/// whenever somebody brushes the table.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Longer than any frame takes.
const FRAME: Duration = Duration::from_millis(200);

static TAKEN: AtomicBool = AtomicBool::new(false);
/// The mouse is ours while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(true);
static HOOK: Once = Once::new();
/// Held while a frame is drawn: a terminal is not given back in the middle of one.
static PAINTING: Mutex<()> = Mutex::new(());

/// The terminal while it is ours.
pub struct Guard {
    /// What is drawn on.
    pub terminal: ManuallyDrop<Terminal<Steady<Stdout>>>,
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
            // Never dropped: it would show the cursor once more, and panic where the terminal is gone. Giving back does
            // all that is to be done.
            Ok(terminal) => Ok(Self { terminal: ManuallyDrop::new(terminal) }),
            Err(fault) => {
                give_back();
                Err(fault)
            }
        }
    }

    /// The right to draw one frame, for as long as it is kept; none once a panic elsewhere has given the terminal
    /// back.
    #[must_use]
    pub fn paints() -> Option<MutexGuard<'static, ()>> {
        let right = PAINTING.lock().unwrap_or_else(PoisonError::into_inner);
        TAKEN.load(Ordering::SeqCst).then_some(right)
    }

    /// Stops the program as the shell's `ctrl-z` does, and takes the terminal again when it goes on.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn sleep(&mut self) -> io::Result<()> {
        give_back();
        // The whole group, as the terminal's own Ctrl-Z does: the shell waits for all of it. Where no shell would ever
        // wake it, the system lets it pass.
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        self.take_again()
    }

    /// Lends the terminal to another program: keys are its own until it ends.
    ///
    /// # Errors
    /// When the terminal cannot be taken again.
    pub fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        let lent = input::lend();
        give_back();
        let came = to();
        drop(lent);
        self.take_again()?;
        Ok(came)
    }

    fn take_again(&mut self) -> io::Result<()> {
        enter()?;
        // A new one draws everything. Clearing the old one would ask the terminal where its cursor is, and the
        // answer comes in on the input thread.
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = ManuallyDrop::new(Terminal::new(Steady::new(io::stdout()))?);
        Ok(())
    }
}

/// Takes the mouse, or gives it back to the terminal.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn mouse(on: bool) -> io::Result<()> {
    MOUSE.store(on, Ordering::SeqCst);
    if let Some(_right) = Guard::paints() {
        execute!(io::stdout(), Print(if on { MOUSE_ON } else { MOUSE_OFF }))?;
    }
    Ok(())
}

/// Puts a text on the clipboard of the terminal, by OSC 52: it works over ssh too, where the terminal allows it.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn copy(text: &str) -> io::Result<()> {
    if let Some(_right) = Guard::paints() {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))?;
    }
    Ok(())
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mouse = if MOUSE.load(Ordering::SeqCst) { MOUSE_ON } else { "" };
    let entered = execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, Print(mouse));
    if entered.is_err() {
        give_back();
    }
    entered
}

/// Gives the terminal back; a second time does nothing.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // A frame under way is let end; a thread that breaks in the middle of its own would wait for ever.
        let until = Instant::now() + FRAME;
        let mut painting = PAINTING.try_lock();
        while matches!(painting, Err(TryLockError::WouldBlock)) && Instant::now() < until {
            std::thread::yield_now();
            painting = PAINTING.try_lock();
        }
        // A terminal that is gone cannot be told; there is nobody left to see the fault either.
        let _ = execute!(io::stdout(), Print(MOUSE_OFF), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}
