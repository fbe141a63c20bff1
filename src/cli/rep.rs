//! `rep`: colleagues.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        history::anybody,
        session::Session,
        table::{Table, or_dash, words},
    },
    desk::command::Command,
    domain::rep::Role,
};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use serde_json::json;

/// List, add, edit and retire colleagues
#[derive(Debug, Args)]
pub struct Rep {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everybody at the desk
    List,
    /// A new colleague
    Add {
        /// The short name they sign with: their operating-system user, or what they give with --as
        name: String,
        #[command(flatten)]
        about: About,
    },
    /// Change a colleague; what is not named stays
    Edit {
        /// Whom
        name: String,
        #[command(flatten)]
        about: About,
    },
    /// A colleague leaves; their open leads go on
    Retire {
        /// Who leaves
        name: String,
        /// Who gets the open leads: a rep's name, “team NAME”, or “pool”
        #[arg(long, value_name = "WHO")]
        leads_to: String,
    },
}

#[derive(Debug, Args)]
struct About {
    /// As colleagues know them
    #[arg(long, value_name = "NAME")]
    full_name: Option<String>,
    /// rep or manager
    #[arg(long)]
    role: Option<Role>,
    /// Their team, made where it is missing; empty for none
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// The zone of their clock, like America/Chicago
    #[arg(long)]
    zone: Option<Tz>,
}

impl Rep {
    /// Does it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let command = match self.what {
            What::List => return list(session),
            What::Add { name, about } => Command::RepAdd {
                name,
                full_name: about.full_name,
                role: about.role.unwrap_or(Role::Rep),
                team: about.team,
                zone: about.zone,
            },
            What::Edit { name, about } => Command::RepEdit {
                rep: anybody(session, &name)?,
                full_name: about.full_name,
                role: about.role,
                team: about.team,
                zone: about.zone,
            },
            What::Retire { name, leads_to } => {
                Command::RepRetire { rep: anybody(session, &name)?, leads_to: session.desk.people()?.find(&leads_to)? }
            }
        };
        session.change(&command)
    }
}

fn list(session: &mut Session<'_>) -> Result<Exit, Failure> {
    let people = session.desk.people()?;
    let me = session.desk.me().id;
    if session.out.json {
        let reps: Vec<_> = people
            .reps
            .iter()
            .map(|rep| {
                json!({
                    "id": rep.id, "name": rep.name, "full_name": rep.full_name, "role": rep.role,
                    "team": rep.team.map(|team| people.team_name(team)), "zone": rep.zone,
                    "retired_at": rep.retired_at, "me": rep.id == me,
                })
            })
            .collect();
        session.out.value(&reps)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&[
        words("", 1),
        words("Name", 16),
        words("Full name", 28),
        words("Role", 8),
        words("Team", 20),
        words("Clock", 24),
        words("", 30),
    ]);
    for rep in &people.reps {
        let retired = rep.retired_at.map(|at| format!("retired {}", session.say(at)));
        table.row([
            if rep.id == me { "›" } else { "" }.to_owned(),
            rep.name.clone(),
            rep.full_name.clone(),
            rep.role.label().to_owned(),
            or_dash(rep.team.map(|team| people.team_name(team))),
            rep.zone.map_or("this machine's".to_owned(), |zone| zone.name().to_owned()),
            retired.unwrap_or_default(),
        ]);
    }
    table.print(session.out)?;
    Ok(Exit::Done)
}
