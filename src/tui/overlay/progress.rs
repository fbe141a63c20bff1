//! How far a long change is. It has the screen until the change is done or stopped.

use crate::tui::message::Ticket;

/// A long change that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Which one.
    pub ticket: Ticket,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub all: usize,
    /// Somebody has asked to stop it.
    pub stopping: bool,
}
