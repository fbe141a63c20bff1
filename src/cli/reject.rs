//! `reject`: with a reason, and then dead or to nurture.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        leads::{Leads, UNNAMED, Whole},
        nurture::How,
        session::Session,
    },
    desk::{
        Refusal,
        command::{Because, Command, Fate},
    },
    domain::nurture::Lane,
};
use clap::Args;

/// Reject a lead, with a reason: dead, or to nurture
#[derive(Debug, Args)]
pub struct Reject {
    /// Which leads, as 12 or 12,13; - reads their numbers from the standard input
    #[arg(value_name = "LEAD")]
    leads: Leads,
    /// Why, by slug or label of the settings, like no_budget
    reason: Option<String>,
    /// More about it; the reason “other” needs it
    #[arg(long)]
    note: Option<String>,
    /// It ends
    #[arg(long, conflicts_with = "nurture")]
    dead: bool,
    /// It is kept warm in this lane: interested, not_now or not_interested
    #[arg(long, value_name = "LANE")]
    nurture: Option<Lane>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    whole: Whole,
}

impl Reject {
    /// Rejects it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let Some(reason) = self.reason else {
            let known: Vec<&str> =
                session.desk.settings().reject_reasons.iter().map(|reason| reason.slug.as_str()).collect();
            let fault = format!("a rejection needs one of: {}", known.join(", "));
            return Err(Refusal::Unfit { field: "reason", fault }.into());
        };
        let fate = match (self.dead, self.nurture) {
            (true, _) if self.how.is_said() => {
                return Err(Failure::Usage("--cause and --wake go with --nurture, not with --dead".to_owned()));
            }
            (true, _) => Fate::Dead,
            (false, Some(lane)) => Fate::Nurture(self.how.in_lane(lane, session)?),
            (false, None) => {
                let fault = "say whether it is --dead, or goes to --nurture LANE".to_owned();
                return Err(Refusal::Unfit { field: "and then", fault }.into());
            }
        };
        let because = Because { reason, note: self.note };
        self.whole.change(&[self.leads], Command::Reject { on: UNNAMED, because, fate }, session)
    }
}
