//! `dnc`: somebody asked never to be called again.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::{Session, typed},
    },
    desk::command::{Command, On},
    domain::ids::LeadId,
};
use clap::Args;

/// Put somebody's numbers on our do-not-call list, for good
///
/// Their numbers are never offered again, on whatever lead. No undo lifts it.
#[derive(Debug, Args)]
pub struct Dnc {
    /// A lead of theirs
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// In their words
    #[arg(long)]
    reason: Option<String>,
}

impl Dnc {
    /// Puts them there.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        session.change(&Command::DoNotCall { on: On::from(self.lead), reason: typed(self.reason) })
    }
}
