//! The leads that a verb is about: one, several, or those whose numbers come in by the standard input.

use crate::{
    cli::{exit::Exit, failure::Failure, progress::Progress, read, session::Session},
    desk::command::{Command, On},
    domain::ids::LeadId,
};
use clap::Args;
use std::{convert::Infallible, io, str::FromStr};

/// Leads as somebody writes them: `12`, `12,13`, or `-` for the standard input.
#[derive(Debug, Clone)]
pub struct Leads(String);

impl FromStr for Leads {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// In a command that is yet to be done to each lead.
pub const UNNAMED: On = On { lead: LeadId(0), seen: None };

/// What becomes of the rest when some of several leads are refused.
#[derive(Debug, Args)]
pub struct Whole {
    /// Of several leads do all or, when one is refused, none
    #[arg(long)]
    all_or_nothing: bool,
}

impl Whole {
    /// Does it to each of the leads, in one entry of the journal. With several of them those that are refused are
    /// listed, and the rest is done.
    pub fn change(&self, leads: &[Leads], command: Command, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let on = named(leads)?;
        if let [one] = on.as_slice()
            && let Some(command) = command.on(*one)
        {
            return session.change(&command);
        }
        let count = on.len();
        let command = Command::Many { on, what: Box::new(command), whole: self.all_or_nothing };
        let mut bar = Progress::of("leads");
        let receipt = session.desk.run_watched(&command, session.now, &mut |done, all| {
            bar.at(done as u64, all as u64, &format!("{count} leads"));
            true
        })?;
        drop(bar);
        let in_part = receipt.many.as_ref().is_some_and(|tally| !tally.left_out.is_empty());
        session.print_change(&command, &receipt)?;
        Ok(if in_part { Exit::InPart } else { Exit::Done })
    }
}

/// The leads named, in that order.
fn named(given: &[Leads]) -> Result<Vec<On>, Failure> {
    let mut found = Vec::new();
    for Leads(text) in given {
        if text == "-" {
            let read = io::read_to_string(io::stdin());
            let text = read.map_err(|cause| Failure::Usage(format!("the standard input cannot be read: {cause}")))?;
            for (line, text) in (1..).zip(text.lines()) {
                let at = |fault| Failure::Usage(format!("line {line} of the standard input: {fault}"));
                found.extend(numbers(text).map_err(at)?);
            }
        } else {
            found.extend(numbers(text).map_err(Failure::Usage)?);
        }
    }
    if found.is_empty() {
        return Err(Failure::Usage("no lead is named; give their numbers, as 12 or 12,13".to_owned()));
    }
    Ok(found.into_iter().map(On::from).collect())
}

fn numbers(text: &str) -> Result<Vec<LeadId>, String> {
    let parts = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|part| !part.is_empty());
    parts.map(|part| read::id(part).map_err(|fault| format!("{fault} of a lead"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_between_commas_and_blanks() {
        assert_eq!(numbers("12, #13\t14").unwrap(), [LeadId(12), LeadId(13), LeadId(14)]);
        assert_eq!(numbers(" ").unwrap(), []);
        assert_eq!(numbers("12,x").unwrap_err(), "“x” is not a number of a lead");
    }
}
