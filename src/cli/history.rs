//! `history`: the journal in sentences.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::Session,
        table::{Table, figures, or_dash, words},
    },
    desk::Refusal,
    domain::ids::{LeadId, RepId, Seq},
    store::journal::{EntryKind, Wanted},
};
use clap::Args;

/// Show what was done, by whom, newest first
#[derive(Debug, Args)]
pub struct History {
    /// Only about this lead
    #[arg(long, value_parser = read::id::<LeadId>)]
    lead: Option<LeadId>,
    /// Only by this rep
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Only of this command, like assign
    #[arg(long, value_name = "WORD")]
    command: Option<String>,
    /// Not earlier than this: a day, or “3 days ago”
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Only before this entry, for the next page
    #[arg(long, value_name = "ENTRY", value_parser = read::id::<Seq>)]
    before: Option<Seq>,
    /// At most so many entries
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: i64,
}

impl History {
    /// Shows it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let zone = session.desk.zone();
        let wanted = Wanted {
            before: self.before,
            actor: self.by.as_deref().map(|name| anybody(session, name)).transpose()?,
            lead: self.lead,
            command: self.command,
            from: self.from.map(|from| read::border(&from, session.now, zone)).transpose()?,
            to: None,
        };
        let rows = session.desk.history(&wanted, self.limit.max(0))?;
        if session.out.json {
            session.out.value(&rows)?;
            return Ok(Exit::Done);
        }
        let mut table = Table::new(&[
            figures("Entry"),
            words("When", 20),
            words("Who", 10),
            words("Command", 10),
            words("What", 90),
            words("", 10),
        ]);
        for row in &rows {
            let entry = &row.entry;
            let state = match (row.undone, entry.kind) {
                (true, EntryKind::Do) => "taken back",
                _ => "",
            };
            table.row([
                entry.seq.to_string(),
                session.say(entry.at),
                or_dash(Some(&entry.who)),
                entry.command.clone(),
                entry.sentence.clone(),
                state.to_owned(),
            ]);
        }
        if table.is_empty() {
            session.out.line("Nothing yet.")?;
        } else {
            table.print(session.out)?;
        }
        Ok(Exit::Done)
    }
}

/// The rep of that name, retired or not: what they did stays theirs.
pub fn anybody(session: &Session<'_>, name: &str) -> Result<RepId, Failure> {
    let people = session.desk.people()?;
    let wanted = name.trim();
    let found = people
        .reps
        .iter()
        .find(|rep| rep.name.eq_ignore_ascii_case(wanted))
        .or_else(|| people.reps.iter().find(|rep| rep.full_name.eq_ignore_ascii_case(wanted)));
    found.map(|rep| rep.id).ok_or_else(|| {
        let which = format!("{wanted}; `callsheet rep list` shows them");
        Refusal::Unknown { what: "rep called", which }.into()
    })
}
