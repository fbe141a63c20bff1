//! Assign, reassign, hand off; and giving a hand-off back.

use crate::{
    desk::{
        Refusal,
        command::On,
        plural,
        work::{Done, Work},
    },
    domain::{
        rep::Assignee,
        stage::{Stage, Status},
        text,
        time::HOUR,
    },
    store::{claims, history},
};

impl Work<'_> {
    pub fn assign(&mut self, on: &[On], to: Assignee, reason: Option<&str>) -> Result<Done, Refusal> {
        let whom = self.people.say(to);
        if let Assignee::Rep(rep) = to {
            match self.people.rep(rep) {
                None => return Err(Refusal::Unknown { what: "rep", which: rep.to_string() }),
                Some(rep) if rep.retired_at.is_some() => {
                    return Err(Refusal::Impossible(format!("{} is retired and takes no leads", rep.name)));
                }
                Some(_) => {}
            }
        }
        if let Assignee::Team(team) = to {
            self.must_know_team(team)?;
        }
        let mut last = None;
        for one in on {
            let mut lead = self.lead_on(*one)?;
            if lead.status == Status::Rejected {
                return Err(Refusal::Impossible(format!(
                    "lead {} is rejected and cannot be assigned; reopen it first",
                    lead.id
                )));
            }
            let (owner, team) = match to {
                Assignee::Rep(rep) => (Some(rep), None),
                Assignee::Team(team) => (None, Some(team)),
                Assignee::Pool => (None, None),
            };
            if lead.owner == owner && lead.team == team {
                return Err(Refusal::Impossible(format!("lead {} is with {whom} already", lead.id)));
            }
            self.give(&mut lead, owner, team, reason)?;
            // What I hold and hand to somebody else is theirs to be offered at once.
            if owner != Some(self.me.id) {
                claims::release(self.db, lead.id, self.me.id)?;
            }
            last = Some(lead);
        }
        let Some(lead) = last else {
            return Err(Refusal::Impossible("name at least one lead to assign".to_owned()));
        };
        let done = if on.len() == 1 {
            Done::on(lead.id, format!("Assigned {} to {whom}", self.called(&lead)?))
        } else {
            Done::saying(format!("Assigned {} to {whom}", plural(on.len(), "lead", "leads")))
        };
        Ok(done.because(reason))
    }

    pub fn give_back(&mut self, on: On, reason: &str) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "returned")?;
        let Some(reason) = text::typed(Some(reason)) else {
            return Err(Refusal::Unfit { field: "reason", fault: "say why it goes back".to_owned() });
        };
        if lead.owner != Some(self.me.id) {
            return Err(Refusal::Impossible(format!("lead {} is not yours to return", lead.id)));
        }
        if lead.stage > Stage::Assigned {
            return Err(Refusal::Impossible(format!(
                "lead {} was worked already and cannot be returned; reassign or reject it",
                lead.id
            )));
        }
        let hours = self.settings.desk.return_hours;
        let since = history::owners(self.db, lead.id)?.into_iter().rev().find(|span| span.to_at.is_none());
        if since.is_some_and(|span| self.now.since(span.from_at) > hours * HOUR) {
            return Err(Refusal::Impossible(format!(
                "lead {} has been yours for more than {hours} hours and cannot be returned; reassign or reject it",
                lead.id
            )));
        }
        self.give(&mut lead, None, None, Some(&reason))?;
        claims::release(self.db, lead.id, self.me.id)?;
        let sentence = format!("Returned {} to the pool: {reason}", self.called(&lead)?);
        Ok(Done::on(lead.id, sentence).because(Some(&reason)))
    }
}
