//! `return`: gives a hand-off back.

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

/// Give a hand-off back to the pool, with a reason
#[derive(Debug, Args)]
pub struct Return {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// Why; nothing goes back without one
    #[arg(long)]
    reason: Option<String>,
}

impl Return {
    /// Gives it back.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        // A missing reason is for the desk to refuse: it is a rule of the trade, not of the command line.
        let reason = typed(self.reason).unwrap_or_default();
        session.change(&Command::Return { on: On::from(self.lead), reason })
    }
}
