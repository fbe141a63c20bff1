//! Whose a new lead is.

use crate::{
    desk::{Refusal, work::Work},
    domain::{contact::Contact, ids::RepId, lead::Lead, rep::Assignee},
    settings::{AssignmentRule, Method},
    store::{contacts, people},
};

impl Work<'_> {
    /// Who gets a new lead: the contact's owner, else the account's, else the first rule that fits, else the pool.
    pub fn owner_for(
        &mut self,
        lead: &Lead,
        contact: &Contact,
        industry: Option<&str>,
        score: i64,
    ) -> Result<(Assignee, String), Refusal> {
        if let Some(rep) = self.still_here(contact.owner) {
            return Ok((
                Assignee::Rep(rep),
                format!("{} owns the contact {}", self.people.name(rep), contact.called()),
            ));
        }
        if let Some(account) = contact.account.map(|id| contacts::account(self.db, id)).transpose()?.flatten()
            && let Some(rep) = self.still_here(account.owner)
        {
            return Ok((Assignee::Rep(rep), format!("{} owns the account {}", self.people.name(rep), account.name)));
        }
        for (n, rule) in (1..).zip(&self.settings.assignment) {
            if fits(rule, lead, contact, industry, score)
                && let Some(to) = self.by_rule(n, rule)?
            {
                return Ok((to, format!("assignment rule {n}")));
            }
        }
        Ok((Assignee::Pool, "no rule of assignment fits".to_owned()))
    }

    fn still_here(&self, rep: Option<RepId>) -> Option<RepId> {
        rep.filter(|rep| self.people.rep(*rep).is_some_and(|rep| rep.retired_at.is_none()))
    }

    fn by_rule(&mut self, n: i64, rule: &AssignmentRule) -> Result<Option<Assignee>, Refusal> {
        if let Some(name) = &rule.rep {
            return Ok(match self.people.find(name) {
                Ok(to @ Assignee::Rep(_)) => Some(to),
                _ => None,
            });
        }
        let Some(team) = rule
            .team
            .as_ref()
            .and_then(|name| self.people.teams.iter().find(|team| team.name.eq_ignore_ascii_case(name)))
        else {
            return Ok(None);
        };
        let team = team.id;
        let mut reps: Vec<RepId> =
            self.people.working().filter(|rep| rep.team == Some(team)).map(|rep| rep.id).collect();
        if rule.method == Method::TeamPool || reps.is_empty() {
            return Ok(Some(Assignee::Team(team)));
        }
        reps.sort_unstable();
        if rule.method == Method::LeastLoaded {
            let mut least: Option<(i64, RepId)> = None;
            for rep in reps {
                let load = (self.load(rep)?, rep);
                least = Some(least.map_or(load, |least| least.min(load)));
            }
            return Ok(least.map(|(_, rep)| Assignee::Rep(rep)));
        }
        // The position moves in this very transaction: two captures never get the same turn.
        let turn = people::move_turn(self.db, &format!("rule {n} team {team}"))?;
        let pick = usize::try_from(turn).unwrap_or(0) % reps.len();
        Ok(Some(Assignee::Rep(reps[pick])))
    }

    /// How many open leads a rep has: counted once, then kept while leads are written.
    fn load(&mut self, rep: RepId) -> Result<i64, Refusal> {
        if let Some(load) = self.loads.get(&rep) {
            return Ok(*load);
        }
        let load = people::load(self.db, rep)?;
        self.loads.insert(rep, load);
        Ok(load)
    }
}

fn fits(rule: &AssignmentRule, lead: &Lead, contact: &Contact, industry: Option<&str>, score: i64) -> bool {
    let any = |wanted: &[String], has: Option<&str>| {
        wanted.is_empty() || has.is_some_and(|has| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(has)))
    };
    any(&rule.sources, Some(&lead.source))
        && any(&rule.countries, contact.country.as_deref())
        && any(&rule.regions, contact.region.as_deref())
        && any(&rule.industries, industry)
        && rule.score_from.is_none_or(|from| score >= from)
}
