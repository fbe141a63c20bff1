//! One command at the desk: the desk, the instant, and where the answer goes.

use crate::{
    cli::{exit::Exit, failure::Failure, out::Out},
    desk::{Desk, Receipt, command::Command},
    domain::{ids::LeadId, text, time::Timestamp, when},
};
use chrono_tz::Tz;

/// One command at the desk.
pub struct Session<'a> {
    /// The desk.
    pub desk: Desk,
    /// The instant of everything that this command does.
    pub now: Timestamp,
    /// Where the answer goes.
    pub out: &'a mut Out,
}

impl Session<'_> {
    /// Carries out a change and prints its receipt.
    pub fn change(&mut self, command: &Command) -> Result<Exit, Failure> {
        self.change_noting(command, Vec::new())
    }

    /// As [`Session::change`], with notes of the command line's own.
    pub fn change_noting(&mut self, command: &Command, notes: Vec<String>) -> Result<Exit, Failure> {
        let mut receipt = self.desk.run(command, self.now)?;
        receipt.notes.extend(notes);
        self.print_change(command, &receipt)
    }

    /// Prints the receipt of a change, and the command that takes it back.
    pub fn print_change(&mut self, command: &Command, receipt: &Receipt) -> Result<Exit, Failure> {
        let back = match (command, &receipt.undo, receipt.seq) {
            // An undo is not itself undone: the entry that it was about is done again.
            (Command::Undo { .. }, Some(_), _) => Some("`callsheet redo` does it again".to_owned()),
            (Command::Redo { .. }, Some(_), _) => Some("`callsheet undo` takes it back again".to_owned()),
            (_, Some(_), Some(seq)) => Some(format!("`callsheet undo {seq}` takes it back")),
            _ => None,
        };
        self.print(receipt, back.as_deref())
    }

    /// Prints a receipt, and how it is taken back.
    pub fn print(&mut self, receipt: &Receipt, back: Option<&str>) -> Result<Exit, Failure> {
        if self.out.json {
            self.out.value(receipt)?;
            return Ok(Exit::Done);
        }
        self.out.line(&receipt.sentence)?;
        for note in &receipt.notes {
            self.out.line(&format!("  {note}"))?;
        }
        let lead = receipt.lead.map(|lead| format!("lead {lead}"));
        let entry = receipt.seq.map(|seq| match back {
            Some(back) => format!("entry {seq}, {back}"),
            None => format!("entry {seq}"),
        });
        let about: Vec<String> = [lead, entry].into_iter().flatten().collect();
        if !about.is_empty() {
            self.out.line(&format!("  {}", about.join(" · ")))?;
        }
        Ok(Exit::Done)
    }

    /// A time as a person says it, on the clocks of `zone`.
    pub fn when(&self, said: &str, zone: Tz) -> Result<Timestamp, Failure> {
        when::read(said, self.now, zone).map_err(|fault| Failure::Usage(fault.to_string()))
    }

    /// A time that may be missing, on the clock of whoever sits here.
    pub fn my_when(&self, said: Option<&str>) -> Result<Option<Timestamp>, Failure> {
        said.map(|said| self.when(said, self.desk.zone())).transpose()
    }

    /// A time agreed with the customer: on their clock, or on mine where I say so or theirs is not known. Gives a
    /// note that says which it was, where that may surprise.
    pub fn their_when(
        &self,
        lead: LeadId,
        said: &str,
        on_my_clock: bool,
    ) -> Result<(Timestamp, Option<String>), Failure> {
        if on_my_clock {
            return Ok((self.when(said, self.desk.zone())?, None));
        }
        match self.desk.card(lead, self.now)?.zones.first() {
            Some(zone) => Ok((self.when(said, *zone)?, Some(format!("read on the customer's clock ({zone})")))),
            None => {
                let zone = self.desk.zone();
                let note = format!("read on your clock ({zone}): it is not known where they are");
                Ok((self.when(said, zone)?, Some(note)))
            }
        }
    }

    /// An instant for people, on the clock of whoever sits here.
    pub fn say(&self, at: Timestamp) -> String {
        when::say(at, self.desk.zone(), self.now)
    }
}

/// A typed text, safe to keep; none where nothing is left of it.
pub fn typed(text: Option<String>) -> Option<String> {
    text.map(|text| text::clean(&text)).filter(|text| !text.is_empty())
}
