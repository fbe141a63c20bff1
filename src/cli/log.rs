//! `log`: a call and what it came to.

use crate::{
    cli::{
        convert::To,
        exit::Exit,
        failure::Failure,
        nurture::How,
        read,
        session::{Session, typed},
    },
    desk::command::{Call, Command, NewPromise, On},
    domain::{ids::LeadId, nurture::Lane},
    settings::{FollowUp, Outcome},
};
use clap::Args;

/// Log a call and what it came to
///
/// The outcome decides what follows: another try by the contact plan, a callback (needs `--when`), nurture,
/// rejection, or a deal. `callsheet show` lists what each would do.
#[derive(Debug, Args)]
pub struct Log {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// The outcome, by slug, label or key of the settings, like no_answer
    outcome: String,
    /// What was said
    #[arg(long)]
    note: Option<String>,
    /// The number dialled; the preferred one when nobody says
    #[arg(long)]
    number: Option<String>,
    /// How long it took
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=86_400))]
    seconds: Option<i64>,
    /// When to call back, on the customer's clock, like “tue 3pm”
    #[arg(long)]
    when: Option<String>,
    /// Read the time on your own clock
    #[arg(long, requires = "when")]
    my_clock: bool,
    /// Anybody may keep the callback
    #[arg(long, requires = "when")]
    anyone: bool,
    /// The nurture lane, where it differs from the outcome's own
    #[arg(long)]
    lane: Option<Lane>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    to: To,
    /// Why it converts now, when the lead is not sales qualified yet
    #[arg(long)]
    reason: Option<String>,
}

impl Log {
    /// Logs it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let settings = session.desk.settings();
        let outcome = find(&settings.outcomes, &self.outcome);
        let then = outcome.map(|outcome| outcome.then);
        self.fits(then, &self.outcome)?;
        let lane = self.lane.or_else(|| outcome.and_then(|outcome| outcome.lane));
        // One that the settings do not have is for the desk to refuse, with those that they have.
        let slug = outcome.map_or(self.outcome, |outcome| outcome.slug.clone());
        let mut notes = Vec::new();
        let promise = match &self.when {
            Some(said) => {
                let (due_at, clock) = session.their_when(self.lead, said, self.my_clock)?;
                notes.extend(clock);
                Some(NewPromise { due_at, anyone: self.anyone, note: self.note.clone() })
            }
            None => None,
        };
        let rest = match lane {
            Some(lane) if self.lane.is_some() || self.how.is_said() => Some(self.how.in_lane(lane, session)?),
            _ => None,
        };
        let convert = match then {
            Some(FollowUp::Convert) => Some(self.to.read(self.reason, session)?),
            _ => None,
        };
        let call = Box::new(Call {
            outcome: slug,
            number: typed(self.number),
            note: self.note,
            seconds: self.seconds,
            promise,
            rest,
            convert,
        });
        session.change_noting(&Command::Log { on: On::from(self.lead), call }, notes)
    }

    /// Options that this outcome would pass over in silence are a misunderstanding.
    fn fits(&self, then: Option<FollowUp>, outcome: &str) -> Result<(), Failure> {
        let Some(then) = then else { return Ok(()) };
        let no = |what: &str, instead: &str| Err(Failure::Usage(format!("“{outcome}” {what}; {instead}")));
        if self.when.is_some() && then != FollowUp::Promise {
            return no("promises no callback", "leave --when out, or log another outcome");
        }
        let rests = self.lane.is_some() || self.how.is_said();
        if rests && !matches!(then, FollowUp::Nurture | FollowUp::Reject) {
            return no("does not go to nurture", "leave --lane, --cause and --wake out, or log another outcome");
        }
        if self.how.is_said() && self.lane.is_none() && then == FollowUp::Reject {
            return no("goes to nurture only in a lane", "name it with --lane");
        }
        if (self.to.is_said() || self.reason.is_some()) && then != FollowUp::Convert {
            return no("makes no deal", "leave the deal's options out, or log another outcome");
        }
        Ok(())
    }
}

/// The outcome of that slug, label or key.
fn find<'a>(outcomes: &'a [Outcome], said: &str) -> Option<&'a Outcome> {
    let said = said.trim();
    let is_key = |outcome: &&Outcome| said.chars().eq([outcome.key]);
    outcomes
        .iter()
        .find(|outcome| outcome.slug.eq_ignore_ascii_case(said) || outcome.label.eq_ignore_ascii_case(said))
        .or_else(|| outcomes.iter().find(is_key))
}
