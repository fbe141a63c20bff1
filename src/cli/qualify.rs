//! `qualify`: the answers of qualification, and whether sales should take it.

use crate::{
    cli::{exit::Exit, failure::Failure, read, session::Session},
    desk::command::{Command, On, SalesReady},
    domain::{
        ids::LeadId,
        qualification::{Qualification, Timeframe},
    },
};
use clap::Args;

/// Note budget, authority, need and timeframe; say when sales should take it
///
/// What is not named stays as it is. `--ready` is refused while something is missing; `--early` hands over anyway.
#[derive(Debug, Args)]
pub struct Qualify {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// 1 (none) to 5 (ample)
    #[arg(long, value_name = "1-5", allow_negative_numbers = true)]
    budget: Option<i64>,
    /// Whether the person decides: yes or no
    #[arg(long, value_name = "YES/NO", value_parser = read::yes_no)]
    authority: Option<bool>,
    /// Whether they need it: yes or no
    #[arg(long, value_name = "YES/NO", value_parser = read::yes_no)]
    need: Option<bool>,
    /// under_3_months, 3_to_6_months, 6_to_12_months or over_12_months
    #[arg(long)]
    timeframe: Option<Timeframe>,
    /// How they go about buying
    #[arg(long, value_name = "TEXT")]
    process: Option<String>,
    /// Who decides with them
    #[arg(long, value_name = "TEXT")]
    decision_makers: Option<String>,
    /// It is sales ready
    #[arg(long, conflicts_with = "early")]
    ready: bool,
    /// Hand it over although something is missing, for this reason
    #[arg(long, value_name = "REASON")]
    early: Option<String>,
}

impl Qualify {
    /// Notes the answers.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let ready = match (self.ready, self.early) {
            (_, Some(reason)) => SalesReady::Early(reason),
            (true, None) => SalesReady::Ready,
            (false, None) => SalesReady::NotYet,
        };
        let answers = Qualification {
            budget: self.budget,
            authority: self.authority,
            need: self.need,
            timeframe: self.timeframe,
            purchase_process: self.process,
            decision_makers: self.decision_makers,
        };
        if ready == SalesReady::NotYet && answers == Qualification::default() {
            return Err(Failure::Usage("name an answer, --ready, or --early with a reason".to_owned()));
        }
        session.change(&Command::Qualify { on: On::from(self.lead), answers, ready })
    }
}
