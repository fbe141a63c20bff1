//! `nurture`: keeps a lead warm. Lane, cause and wake date are shared with `log` and `reject`.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        leads::{Leads, UNNAMED, Whole},
        session::Session,
    },
    desk::command::{Command, Rest},
    domain::nurture::{Cause, Lane},
};
use clap::Args;

/// Keep a lead warm in a nurture lane
#[derive(Debug, Args)]
pub struct Nurture {
    /// Which leads, as 12 or 12,13; - reads their numbers from the standard input
    #[arg(value_name = "LEAD")]
    leads: Leads,
    /// interested, not_now or not_interested
    lane: Lane,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    whole: Whole,
}

/// Why it rests, and until when.
#[derive(Debug, Default, Args)]
pub struct How {
    /// Why not now: budget, timing, internal, authority or other
    #[arg(long)]
    pub cause: Option<Cause>,
    /// When it wakes; the lane's own time when nobody says
    #[arg(long, value_name = "WHEN")]
    pub wake: Option<String>,
}

impl How {
    /// Whether anything of it was said.
    pub const fn is_said(&self) -> bool {
        self.cause.is_some() || self.wake.is_some()
    }

    /// A rest in that lane.
    pub fn in_lane(&self, lane: Lane, session: &Session<'_>) -> Result<Rest, Failure> {
        Ok(Rest { lane, cause: self.cause, wake_at: session.my_when(self.wake.as_deref())? })
    }
}

impl Nurture {
    /// Puts it to rest.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let rest = self.how.in_lane(self.lane, session)?;
        self.whole.change(&[self.leads], Command::Nurture { on: UNNAMED, rest }, session)
    }
}
