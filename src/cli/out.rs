//! The only place that prints. Nothing that a stranger typed reaches a terminal raw: every line goes through
//! [`text::show`], and JSON has such characters escaped, so that it is safe and still says the same.

use crate::{cli::failure::Failure, domain::text, handoff::json};
use serde::Serialize;
use std::io::{self, BufWriter, Stdout, Write};

/// Where answers go.
pub struct Out {
    /// Whether they are wanted as JSON.
    pub json: bool,
    to: BufWriter<Stdout>,
}

impl Out {
    /// Answers on the standard output.
    pub fn new(json: bool) -> Self {
        Self { json, to: BufWriter::new(io::stdout()) }
    }

    /// Prints one line of an answer for people.
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        let shown = text::show(line);
        Ok(writeln!(self.to, "{}", shown.trim_end())?)
    }

    /// Prints text that may have several lines.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        text.lines().try_for_each(|line| self.line(line))
    }

    /// Prints an answer for programs, on one line.
    pub fn value(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = json::line(value).map_err(|fault| Failure::Fault(format!("an answer has no JSON form: {fault}")))?;
        Ok(writeln!(self.to, "{text}")?)
    }

    /// Says something beside the answer, on the standard error; a script that reads JSON is not told.
    pub fn aside(&self, said: &str) {
        if !self.json {
            // Where it cannot be written, nobody is left to tell.
            let _ = writeln!(io::stderr().lock(), "callsheet: {}", text::show(said));
        }
    }

    /// Says something for programs beside an answer, on the standard error.
    pub fn aside_value(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = json::line(value).map_err(|fault| Failure::Fault(format!("an answer has no JSON form: {fault}")))?;
        // Where it cannot be written, nobody is left to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
        Ok(())
    }

    /// Where an answer of any length goes, made safe by who writes it.
    pub const fn stream(&mut self) -> &mut dyn Write {
        &mut self.to
    }

    /// Prints text of our own as it is: completions, which have escapes in them.
    pub fn as_is(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.to.write_all(bytes)?)
    }

    /// Sees to it that all of it is out.
    pub fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.to.flush()?)
    }
}

/// Says on the standard error what went wrong. That nobody reads us any more is not said to anybody.
pub fn complain(failure: &Failure, wants_json: bool) {
    if matches!(failure, Failure::Unread) {
        return;
    }
    let mut to = io::stderr().lock();
    // Where even this cannot be written, nobody is left to tell.
    if wants_json {
        let _ = writeln!(to, "{}", json::line(&failure.json()).unwrap_or_default());
        return;
    }
    let said = failure.to_string();
    for (n, line) in said.lines().enumerate() {
        let _ = writeln!(to, "{}{}", if n == 0 { "callsheet: " } else { "" }, text::show(line));
    }
}
