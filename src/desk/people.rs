//! Names of reps and teams.

use crate::{
    desk::{Desk, Refusal},
    domain::{
        ids::{RepId, TeamId},
        rep::{Assignee, Rep, Team},
        text,
    },
    store::{engine::Db, fault::StoreFault, people},
};

/// Everybody at the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// Reps by name, retired ones too.
    pub reps: Vec<Rep>,
    /// Teams by name.
    pub teams: Vec<Team>,
}

impl People {
    pub(in crate::desk) fn read(db: &Db) -> Result<Self, StoreFault> {
        Ok(Self { reps: people::reps(db)?, teams: people::teams(db)? })
    }

    /// The rep of that number.
    #[must_use]
    pub fn rep(&self, id: RepId) -> Option<&Rep> {
        self.reps.iter().find(|rep| rep.id == id)
    }

    /// A rep's short name.
    #[must_use]
    pub fn name(&self, id: RepId) -> &str {
        self.rep(id).map_or("?", |rep| &rep.name)
    }

    /// A team's name.
    #[must_use]
    pub fn team_name(&self, id: TeamId) -> &str {
        self.teams.iter().find(|team| team.id == id).map_or("?", |team| &team.name)
    }

    /// Those who have not retired.
    pub fn working(&self) -> impl Iterator<Item = &Rep> {
        self.reps.iter().filter(|rep| rep.retired_at.is_none())
    }

    /// As a person says it: “ana”, “team North”, “the pool”.
    #[must_use]
    pub fn say(&self, who: Assignee) -> String {
        match who {
            Assignee::Rep(rep) => self.name(rep).to_owned(),
            Assignee::Team(team) => format!("team {}", self.team_name(team)),
            Assignee::Pool => "the pool".to_owned(),
        }
    }

    /// Reads a rep's short or full name, `team NAME`, or `pool`.
    ///
    /// # Errors
    /// When nobody, or a retired rep, is called so.
    pub fn find(&self, name: &str) -> Result<Assignee, Refusal> {
        let wanted = text::clean(name);
        if wanted.eq_ignore_ascii_case("pool") {
            return Ok(Assignee::Pool);
        }
        let team = |name: &str| {
            self.teams.iter().find(|team| team.name.eq_ignore_ascii_case(name)).map(|team| Assignee::Team(team.id))
        };
        if let Some(name) = wanted.strip_prefix("team ") {
            return team(name).ok_or_else(|| Refusal::Unknown { what: "team called", which: name.to_owned() });
        }
        let rep = self
            .reps
            .iter()
            .find(|rep| rep.name.eq_ignore_ascii_case(&wanted))
            .or_else(|| self.reps.iter().find(|rep| rep.full_name.eq_ignore_ascii_case(&wanted)));
        match rep {
            Some(rep) if rep.retired_at.is_some() => {
                Err(Refusal::Impossible(format!("{} is retired; name a working rep, a team, or `pool`", rep.name)))
            }
            Some(rep) => Ok(Assignee::Rep(rep.id)),
            None => team(&wanted).ok_or(Refusal::Unknown { what: "rep or team called", which: wanted }),
        }
    }
}

impl Desk {
    /// Everybody at the desk.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<People, Refusal> {
        Ok(People::read(&self.db)?)
    }
}
