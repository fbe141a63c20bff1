//! `dnc`: somebody asked never to be called again.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        leads::{Leads, UNNAMED, Whole},
        session::{Session, typed},
    },
    desk::command::Command,
};
use clap::Args;

/// Put somebody's numbers on our do-not-call list, for good
///
/// Their numbers are never offered again, on whatever lead. No undo lifts it.
#[derive(Debug, Args)]
pub struct Dnc {
    /// Leads of theirs, as 12 13 or 12,13; - reads their numbers from the standard input
    #[arg(required = true, value_name = "LEAD")]
    leads: Vec<Leads>,
    /// In their words
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    whole: Whole,
}

impl Dnc {
    /// Puts them there.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let command = Command::DoNotCall { on: UNNAMED, reason: typed(self.reason) };
        self.whole.change(&self.leads, command, session)
    }
}
