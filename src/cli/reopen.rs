//! `reopen`: takes a rejected lead up again, or wakes one in nurture.

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

/// Take a rejected lead up again, or wake one in nurture now
#[derive(Debug, Args)]
pub struct Reopen {
    /// Which leads, as 12 13 or 12,13; - reads their numbers from the standard input
    #[arg(required = true, value_name = "LEAD")]
    leads: Vec<Leads>,
    /// Why; kept in the history
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    whole: Whole,
}

impl Reopen {
    /// Takes it up.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let command = Command::Reopen { on: UNNAMED, reason: typed(self.reason) };
        self.whole.change(&self.leads, command, session)
    }
}
