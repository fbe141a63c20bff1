//! `return`: gives a hand-off back.

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

/// Give a hand-off back to the pool, with a reason
#[derive(Debug, Args)]
pub struct Return {
    /// Which leads, as 12 13 or 12,13; - reads their numbers from the standard input
    #[arg(required = true, value_name = "LEAD")]
    leads: Vec<Leads>,
    /// Why; nothing goes back without one
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    whole: Whole,
}

impl Return {
    /// Gives it back.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        // A missing reason is for the desk to refuse: it is a rule of the trade, not of the command line.
        let reason = typed(self.reason).unwrap_or_default();
        let command = Command::Return { on: UNNAMED, reason };
        self.whole.change(&self.leads, command, session)
    }
}
