//! `touch`: a note, or a touch other than a call.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        leads::{Leads, UNNAMED, Whole},
        session::{Session, typed},
    },
    desk::command::Command,
    domain::touch::TouchKind,
};
use clap::Args;

/// Note something, or log a touch that was not a call
#[derive(Debug, Args)]
pub struct Touch {
    /// Which leads, as 12 or 12,13; - reads their numbers from the standard input
    #[arg(value_name = "LEAD")]
    leads: Leads,
    /// note, email, newsletter, triggered_email, sms, social, remarketing, post, visit, enquiry or other
    kind: TouchKind,
    /// What was said
    #[arg(value_name = "TEXT", conflicts_with = "note")]
    text: Vec<String>,
    /// What was said
    #[arg(long)]
    note: Option<String>,
    /// What was offered
    #[arg(long)]
    offer: Option<String>,
    /// A two-way exchange, or something of value sent
    #[arg(long)]
    meaningful: bool,
    #[command(flatten)]
    whole: Whole,
}

impl Touch {
    /// Logs it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let text = (!self.text.is_empty()).then(|| self.text.join(" "));
        let command = Command::Touch {
            on: UNNAMED,
            kind: self.kind,
            note: self.note.or(text),
            offer: typed(self.offer),
            meaningful: self.meaningful,
        };
        self.whole.change(&[self.leads], command, session)
    }
}
