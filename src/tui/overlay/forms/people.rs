//! Reps, teams and the pool as options.

use crate::{
    domain::{
        ids::{RepId, TeamId},
        rep::{Assignee, Rep},
    },
    tui::form::{Env, Opt},
};

/// Everybody who takes leads.
pub fn assignees(env: &Env<'_>) -> Vec<Opt> {
    let people = &env.seat.people;
    let reps = people.working().map(|rep| Opt::new(slug(Assignee::Rep(rep.id)), called(rep, env)));
    let teams = people.teams.iter().map(|team| {
        Opt::new(slug(Assignee::Team(team.id)), format!("team {}", team.name)).hint("whoever in it claims it first")
    });
    let pool = Opt::new(slug(Assignee::Pool), "the pool").hint("whoever claims it first");
    reps.chain(teams).chain([pool]).collect()
}

/// Reps alone.
pub fn reps(env: &Env<'_>) -> Vec<Opt> {
    env.seat.people.working().map(|rep| Opt::new(rep.id, called(rep, env))).collect()
}

fn called(rep: &Rep, env: &Env<'_>) -> String {
    let me = if rep.id == env.seat.me.id { " (me)" } else { "" };
    if rep.full_name == rep.name {
        format!("{}{me}", rep.name)
    } else {
        format!("{} · {}{me}", rep.name, rep.full_name)
    }
}

/// An assignee as the slug of an option.
pub fn slug(who: Assignee) -> String {
    match who {
        Assignee::Rep(rep) => format!("rep {rep}"),
        Assignee::Team(team) => format!("team {team}"),
        Assignee::Pool => "pool".to_owned(),
    }
}

/// The assignee of a slug.
pub fn read(slug: &str) -> Option<Assignee> {
    match slug.split_once(' ') {
        Some(("rep", id)) => id.parse::<RepId>().ok().map(Assignee::Rep),
        Some(("team", id)) => id.parse::<TeamId>().ok().map(Assignee::Team),
        _ => (slug == "pool").then_some(Assignee::Pool),
    }
}
