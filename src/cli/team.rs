//! `team`: groups of reps that leads can be assigned to.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        session::Session,
        table::{Table, or_dash, words},
    },
    desk::{People, Refusal, command::Command},
    domain::{ids::TeamId, rep::Team as Group, text},
};
use clap::{Args, Subcommand};
use serde_json::json;

/// List, add and rename teams
#[derive(Debug, Args)]
pub struct Team {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Every team, and who is in it
    List,
    /// A new team
    Add {
        /// Its name
        name: String,
    },
    /// Another name for a team
    Rename {
        /// Its name
        name: String,
        /// Its new name
        to: String,
    },
}

impl Team {
    /// Does it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let command = match self.what {
            What::List => return list(session),
            What::Add { name } => Command::TeamAdd { name },
            What::Rename { name, to } => Command::TeamRename { team: find(&session.desk.people()?, &name)?, name: to },
        };
        session.change(&command)
    }
}

fn find(people: &People, name: &str) -> Result<TeamId, Failure> {
    let wanted = text::clean(name);
    let found = people.teams.iter().find(|team| team.name.eq_ignore_ascii_case(&wanted));
    found.map(|team| team.id).ok_or_else(|| {
        let which = format!("{wanted}; `callsheet team list` shows them");
        Refusal::Unknown { what: "team called", which }.into()
    })
}

fn list(session: &mut Session<'_>) -> Result<Exit, Failure> {
    let people = session.desk.people()?;
    let of = |team: &Group| -> Vec<String> {
        people.working().filter(|rep| rep.team == Some(team.id)).map(|rep| rep.name.clone()).collect()
    };
    if session.out.json {
        let teams: Vec<_> =
            people.teams.iter().map(|team| json!({ "id": team.id, "name": team.name, "reps": of(team) })).collect();
        session.out.value(&teams)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&[words("Team", 24), words("Reps", 80)]);
    for team in &people.teams {
        table.row([team.name.clone(), or_dash(Some(&of(team).join(", ")))]);
    }
    if table.is_empty() {
        session.out.line("There is no team yet; `callsheet team add NAME` makes one.")?;
    } else {
        table.print(session.out)?;
    }
    Ok(Exit::Done)
}
