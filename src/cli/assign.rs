//! `assign`: makes somebody else responsible.

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

/// Assign leads to a rep, a team or the pool
///
/// All of them or none.
#[derive(Debug, Args)]
pub struct Assign {
    /// Which leads
    #[arg(required = true, value_name = "LEAD", value_parser = read::id::<LeadId>)]
    leads: Vec<LeadId>,
    /// Who: a rep's name, “team NAME”, or “pool”
    #[arg(long, value_name = "WHO")]
    to: String,
    /// Why; kept in the history
    #[arg(long)]
    reason: Option<String>,
}

impl Assign {
    /// Assigns them.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let to = session.desk.people()?.find(&self.to)?;
        let mut leads = self.leads;
        leads.sort_unstable();
        leads.dedup();
        let leads = leads.into_iter().map(On::from).collect();
        session.change(&Command::Assign { leads, to, reason: typed(self.reason) })
    }
}
