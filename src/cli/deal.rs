//! `deal`: moves, wins, loses, reopens and edits a deal.

use crate::{
    cli::{convert::Parts, exit::Exit, failure::Failure, read, session::Session},
    desk::{
        Refusal,
        command::{Because, Command, DealEdit, DealMove},
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
    /// Name, amount, next step, closing day; what is not named stays, an empty text clears
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
            What::Edit { name, parts } => DealMove::Edit(edits(name, parts, self.deal, session)?),
        };
        session.change(&Command::Deal { on: self.deal.into(), to })
    }
}

/// What was named; an empty text clears its part.
fn edits(
    name: Option<String>,
    mut parts: Parts,
    deal: DealId,
    session: &Session<'_>,
) -> Result<Vec<DealEdit>, Failure> {
    let mut cleared = |part: fn(&mut Parts) -> &mut Option<String>| {
        let part = part(&mut parts);
        let empty = part.as_ref().is_some_and(|said| said.trim().is_empty());
        if empty { part.take().is_some() } else { false }
    };
    let mut edits = Vec::new();
    edits.extend(cleared(|parts| &mut parts.amount).then_some(DealEdit::Amount(None)));
    edits.extend(cleared(|parts| &mut parts.next_step).then_some(DealEdit::NextStep(None)));
    edits.extend(cleared(|parts| &mut parts.next_step_at).then_some(DealEdit::NextStepAt(None)));
    edits.extend(cleared(|parts| &mut parts.close_on).then_some(DealEdit::CloseOn(None)));
    let before = session.desk.deal(deal)?.and_then(|deal| deal.amount);
    let new = parts.named(name, before, session)?;
    edits.extend(new.name.map(DealEdit::Name));
    edits.extend(new.amount.map(|amount| DealEdit::Amount(Some(amount))));
    edits.extend(new.next_step.map(|step| DealEdit::NextStep(Some(step))));
    edits.extend(new.next_step_at.map(|at| DealEdit::NextStepAt(Some(at))));
    edits.extend(new.close_on.map(|date| DealEdit::CloseOn(Some(date))));
    Ok(edits)
}
