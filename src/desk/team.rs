//! Colleagues and teams.

use crate::{
    desk::{
        Refusal,
        command::On,
        plural,
        work::{Done, Work},
    },
    domain::{
        ids::{RepId, TeamId},
        rep::{Assignee, Rep, Role},
        text,
    },
    store::{claims, entity::Entity, history, leads},
};
use chrono_tz::Tz;

impl Work<'_> {
    pub fn rep_add(
        &mut self,
        name: &str,
        full_name: Option<&str>,
        role: Role,
        team: Option<&str>,
        zone: Option<Tz>,
    ) -> Result<Done, Refusal> {
        self.managers_only("add a rep")?;
        let name = text::clean(name);
        if name.is_empty()
            || ["pool", "nobody"].iter().any(|word| name.eq_ignore_ascii_case(word))
            || name.to_lowercase().starts_with("team ")
        {
            return Err(Refusal::Unfit {
                field: "name",
                fault: format!(
                    "“{name}” cannot be a rep's name; take one that is neither empty, “pool”, “nobody” nor “team …”"
                ),
            });
        }
        if self.people.reps.iter().any(|rep| rep.name.eq_ignore_ascii_case(&name)) {
            return Err(Refusal::Unfit {
                field: "name",
                fault: format!("there is a {name} already; choose another name, or edit theirs"),
            });
        }
        let team = team.map(|team| self.team_named(team)).transpose()?.flatten();
        let full_name = text::typed(full_name).unwrap_or_else(|| name.clone());
        self.record.insert(
            Entity::Rep,
            &[
                ("name", &name),
                ("full_name", &full_name),
                ("role", &role.slug()),
                ("team_id", &team.map(|team| team.0)),
                ("zone", &zone.map(|zone| zone.name())),
            ],
        )?;
        Ok(Done::saying(format!("Added {} {name}", role.label().to_lowercase())))
    }

    /// The team of that name, made where it is missing; an empty name is none.
    fn team_named(&mut self, name: &str) -> Result<Option<TeamId>, Refusal> {
        let name = text::clean(name);
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(team) = self.people.teams.iter().find(|team| team.name.eq_ignore_ascii_case(&name)) {
            return Ok(Some(team.id));
        }
        Ok(Some(TeamId(self.record.insert(Entity::Team, &[("name", &name)])?)))
    }

    fn rep(&self, id: RepId) -> Result<Rep, Refusal> {
        self.people.rep(id).cloned().ok_or_else(|| Refusal::Unknown { what: "rep", which: id.to_string() })
    }

    pub fn rep_edit(
        &mut self,
        rep: RepId,
        full_name: Option<&str>,
        role: Option<Role>,
        team: Option<&str>,
        zone: Option<Tz>,
    ) -> Result<Done, Refusal> {
        let rep = self.rep(rep)?;
        // One's own clock and full name are one's own.
        if rep.id != self.me.id || role.is_some() || team.is_some() {
            self.managers_only("change another rep, a role or a team")?;
        }
        if role == Some(Role::Rep) && self.is_last_manager(&rep) {
            return Err(Refusal::Impossible(format!("{} is the only manager; make another one first", rep.name)));
        }
        let team = match team {
            Some(name) => self.team_named(name)?,
            None => rep.team,
        };
        let full_name = text::typed(full_name).unwrap_or(rep.full_name.clone());
        self.record.update(
            Entity::Rep,
            rep.id.0,
            &[
                ("full_name", &full_name),
                ("role", &role.unwrap_or(rep.role).slug()),
                ("team_id", &team.map(|team| team.0)),
                ("zone", &zone.or(rep.zone).map(|zone| zone.name())),
            ],
        )?;
        Ok(Done::saying(format!("Changed {}", rep.name)))
    }

    fn is_last_manager(&self, rep: &Rep) -> bool {
        rep.role == Role::Manager && self.people.working().filter(|other| other.role == Role::Manager).count() == 1
    }

    pub fn rep_retire(&mut self, rep: RepId, leads_to: Assignee) -> Result<Done, Refusal> {
        self.managers_only("retire a rep")?;
        let rep = self.rep(rep)?;
        if rep.retired_at.is_some() {
            return Err(Refusal::Impossible(format!("{} is retired already", rep.name)));
        }
        if self.is_last_manager(&rep) {
            return Err(Refusal::Impossible(format!("{} is the only manager; make another one first", rep.name)));
        }
        if leads_to == Assignee::Rep(rep.id) {
            return Err(Refusal::Impossible("the leads of somebody who leaves need another owner".to_owned()));
        }
        let open: Vec<On> = leads::open_of_owner(self.db, rep.id)?.iter().map(|lead| On::from(lead.id)).collect();
        if !open.is_empty() {
            self.assign(&open, leads_to, Some("left the team"))?;
        }
        // What they promised for leads of others is kept by those.
        for (promise, lead) in history::promised_by(self.db, rep.id)? {
            let owner = self.lead(lead)?.owner;
            self.hand_promise(&promise, owner)?;
        }
        claims::release_all(self.db, rep.id)?;
        self.record.update(Entity::Rep, rep.id.0, &[("retired_at", &self.now.0)])?;
        let whom = self.people.say(leads_to);
        Ok(Done::saying(format!(
            "Retired {}; {} to {whom}",
            rep.name,
            plural(open.len(), "open lead goes", "open leads go")
        )))
    }

    pub fn must_know_team(&self, team: TeamId) -> Result<(), Refusal> {
        if self.people.teams.iter().any(|known| known.id == team) {
            return Ok(());
        }
        Err(Refusal::Unknown { what: "team", which: team.to_string() })
    }

    /// A name that no team has, but `of` itself.
    fn must_be_free(&self, name: &str, of: Option<TeamId>) -> Result<(), Refusal> {
        let fault = if name.is_empty() {
            "a team needs a name".to_owned()
        } else if self.people.teams.iter().any(|team| Some(team.id) != of && team.name.eq_ignore_ascii_case(name)) {
            format!("there is a team {name} already; choose another name")
        } else {
            return Ok(());
        };
        Err(Refusal::Unfit { field: "name", fault })
    }

    pub fn team_add(&mut self, name: &str) -> Result<Done, Refusal> {
        self.managers_only("add a team")?;
        let name = text::clean(name);
        self.must_be_free(&name, None)?;
        self.record.insert(Entity::Team, &[("name", &name)])?;
        Ok(Done::saying(format!("Added team {name}")))
    }

    pub fn team_rename(&mut self, team: TeamId, name: &str) -> Result<Done, Refusal> {
        self.managers_only("rename a team")?;
        let name = text::clean(name);
        self.must_know_team(team)?;
        let before = self.people.team_name(team).to_owned();
        self.must_be_free(&name, Some(team))?;
        self.record.update(Entity::Team, team.0, &[("name", &name)])?;
        Ok(Done::saying(format!("Renamed team {before} to {name}")))
    }
}
