//! `touch`: a note, or a touch other than a call.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::{Session, typed},
    },
    desk::command::{Command, On},
    domain::{ids::LeadId, touch::TouchKind},
};
use clap::Args;

/// Note something, or log a touch that was not a call
#[derive(Debug, Args)]
pub struct Touch {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
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
}

impl Touch {
    /// Logs it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let text = (!self.text.is_empty()).then(|| self.text.join(" "));
        session.change(&Command::Touch {
            on: On::from(self.lead),
            kind: self.kind,
            note: self.note.or(text),
            offer: typed(self.offer),
            meaningful: self.meaningful,
        })
    }
}
