//! `undo` and `redo`: of anything, days later too.

use crate::{
    cli::{exit::Exit, failure::Failure, read, session::Session},
    desk::command::Command,
    domain::ids::Seq,
};
use clap::Args;

/// Take back an entry of the history
///
/// All of it or nothing: what somebody has changed since is in the way, and is listed.
#[derive(Debug, Args)]
pub struct Undo {
    /// Which entry; your last when none is named
    #[arg(value_name = "ENTRY", value_parser = read::id::<Seq>)]
    seq: Option<Seq>,
    /// Take back what can be, and leave the rows in the way as they are
    #[arg(long)]
    rest: bool,
}

/// Do again what an undo took back
#[derive(Debug, Args)]
pub struct Redo {
    /// Which entry; what you took back last when none is named
    #[arg(value_name = "ENTRY", value_parser = read::id::<Seq>)]
    seq: Option<Seq>,
}

impl Undo {
    /// Takes it back.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        session.change(&Command::Undo { seq: self.seq, rest: self.rest })
    }
}

impl Redo {
    /// Does it again.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        session.change(&Command::Redo { seq: self.seq })
    }
}
