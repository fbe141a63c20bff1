//! `callback`: a promise to call back.

use crate::{
    cli::{exit::Exit, failure::Failure, read, session::Session},
    desk::command::{Command, NewPromise, On},
    domain::ids::LeadId,
};
use clap::Args;

/// Book a callback at a time agreed with the customer
///
/// The time is read on the customer's clock, as it was agreed; the answer says it on both clocks.
#[derive(Debug, Args)]
pub struct Callback {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    /// When: “tue 3pm”, “tomorrow 10:30”, “in 2 days”, “2026-12-06 14:00”
    #[arg(required = true, value_name = "WHEN")]
    when: Vec<String>,
    /// Read the time on your own clock
    #[arg(long)]
    my_clock: bool,
    /// Anybody may keep it
    #[arg(long)]
    anyone: bool,
    /// What about
    #[arg(long)]
    note: Option<String>,
}

impl Callback {
    /// Books it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (due_at, clock) = session.their_when(self.lead, &self.when.join(" "), self.my_clock)?;
        let promise = NewPromise { due_at, anyone: self.anyone, note: self.note };
        session.change_noting(&Command::Callback { on: On::from(self.lead), promise }, clock.into_iter().collect())
    }
}
