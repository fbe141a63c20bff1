//! `reopen`: takes a rejected lead up again, or wakes one in nurture.

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

/// Take a rejected lead up again, or wake one in nurture now
#[derive(Debug, Args)]
pub struct Reopen {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// Why; kept in the history
    #[arg(long)]
    reason: Option<String>,
}

impl Reopen {
    /// Takes it up.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        session.change(&Command::Reopen { on: On::from(self.lead), reason: typed(self.reason) })
    }
}
