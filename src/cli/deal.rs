//! `deal`: moves, wins, loses, reopens and edits a deal.

use crate::{
    cli::{convert::Parts, exit::Exit, failure::Failure, read, session::Session},
    desk::{
        Refusal,
        command::{Because, Command, DealMove},
    },
    domain::ids::DealId,
};
use clap::{Args, Subcommand};

/// Move a deal on, win it, lose it, reopen it or edit it
#[derive(Debug, Args)]
pub struct Deal {
    /// Which deal
    #[arg(value_parser = read::id::<DealId>)]
    deal: DealId,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// To another deal stage of the settings
    Move {
        /// The stage's name
        #[arg(required = true, value_name = "STAGE")]
        stage: Vec<String>,
    },
    /// Bought
    Won,
    /// Not bought, for a reason
    Lost {
        /// Why, by slug or label of the settings, like price
        reason: Option<String>,
        /// More about it; the reason “other” needs it
        #[arg(long)]
        note: Option<String>,
    },
    /// Worked again after it was won or lost
    Reopen,
    /// Name, amount, next step, closing day; what is not named stays
    Edit {
        /// What people call it
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        parts: Parts,
    },
}

impl Deal {
    /// Does it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let to = match self.what {
            What::Move { stage } => DealMove::Stage(stage.join(" ")),
            What::Won => DealMove::Won,
            What::Lost { reason: Some(reason), note } => DealMove::Lost(Because { reason, note }),
            What::Lost { reason: None, .. } => {
                let known: Vec<&str> =
                    session.desk.settings().lost_reasons.iter().map(|reason| reason.slug.as_str()).collect();
                let fault = format!("a lost deal needs one of: {}", known.join(", "));
                return Err(Refusal::Unfit { field: "reason", fault }.into());
            }
            What::Reopen => DealMove::Reopen,
            What::Edit { name: None, parts } if !parts.is_said() => {
                return Err(Failure::Usage("name at least one part to change, like --amount".to_owned()));
            }
            What::Edit { name, parts } => DealMove::Edit(parts.named(name, session)?),
        };
        session.change(&Command::Deal { deal: self.deal, to })
    }
}
