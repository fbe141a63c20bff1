//! `assign`: makes somebody else responsible.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        leads::{Leads, Whole},
        session::{Session, typed},
    },
    desk::command::Command,
};
use clap::Args;

/// Assign leads to a rep, a team or the pool
///
/// Of several leads, those that are refused are listed, and the rest is done.
#[derive(Debug, Args)]
pub struct Assign {
    /// Which leads, as 12 13 or 12,13; - reads their numbers from the standard input
    #[arg(required = true, value_name = "LEAD")]
    leads: Vec<Leads>,
    /// Who: a rep's name, “team NAME”, or “pool”
    #[arg(long, value_name = "WHO")]
    to: String,
    /// Why; kept in the history
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    whole: Whole,
}

impl Assign {
    /// Assigns them.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let to = session.desk.people()?.find(&self.to)?;
        let command = Command::Assign { leads: Vec::new(), to, reason: typed(self.reason) };
        self.whole.change(&self.leads, command, session)
    }
}
