//! `release`: gives a claim up.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::{Session, typed},
    },
    domain::ids::LeadId,
};
use clap::Args;

/// Give up the lead you hold
#[derive(Debug, Args)]
pub struct Release {
    /// Which lead; the one you hold when none is named
    #[arg(value_parser = read::id::<LeadId>)]
    lead: Option<LeadId>,
    /// Why it is skipped; kept in the history
    #[arg(long)]
    reason: Option<String>,
}

impl Release {
    /// Gives it up.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let reason = typed(self.reason);
        let receipt = session.desk.release(self.lead, reason.as_deref(), session.now)?;
        session.print(&receipt, None)
    }
}
