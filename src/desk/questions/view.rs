//! What a question of the queue is asked with: whose leads, in which order, from where; and what follows from
//! that: the seats to read, the gates that are open, and what others hold.

use crate::{
    desk::{Desk, People, Refusal},
    domain::{
        ids::{LeadId, RepId},
        stage::{Stage, Status},
        time::Timestamp,
    },
    policy::{
        hours::{self, Opening},
        lanes::Seat,
    },
    store::{claims, queue},
};
use std::collections::HashMap;

/// Whose leads, and which of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this source.
    pub source: Option<String>,
    /// With this status.
    pub status: Option<Status>,
    /// Whose furthest stage is this one.
    pub stage: Option<Stage>,
    /// Only those of this rep; otherwise mine, my team's pool and the pool.
    pub owner: Option<RepId>,
    /// Of everybody.
    pub everybody: bool,
}

impl Filter {
    /// Whether a lead like this is one of those looked for; whose it is is not asked here.
    #[must_use]
    pub fn fits(&self, source: &str, status: Status, stage: Stage) -> bool {
        self.source.as_ref().is_none_or(|wanted| wanted == source)
            && self.status.is_none_or(|wanted| wanted == status)
            && self.stage.is_none_or(|wanted| wanted == stage)
    }

    /// The same, for the store to look for.
    pub(in crate::desk) fn only(&self) -> queue::Only<'_> {
        queue::Only { source: self.source.as_deref(), status: self.status, stage: self.stage }
    }
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// As they are offered: only what is ready now.
    #[default]
    Turn,
    /// Best score first, whether ready or not.
    Score,
    /// Newest capture first, whether ready or not.
    Newest,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    pub(in crate::desk) lane: usize,
    pub(in crate::desk) at: Option<(i64, LeadId)>,
    pub(in crate::desk) new: Option<(i64, LeadId)>,
    pub(in crate::desk) turn: i64,
}

/// The seats a question reads, the gates that are open, and what others hold.
pub(in crate::desk) struct View {
    pub seats: Vec<Seat>,
    /// Reps whose overdue promises are offered to me too.
    pub mates: Vec<Seat>,
    pub gates: Vec<queue::Gate>,
    pub open: Vec<i64>,
    pub held: HashMap<LeadId, claims::Claim>,
    pub people: People,
}

impl Desk {
    pub(in crate::desk) fn view(&self, filter: &Filter, now: Timestamp) -> Result<View, Refusal> {
        let everybody = People::read(&self.db)?;
        // As the file has it now: the team may have changed since this desk was opened.
        let me = everybody.rep(self.me.id).unwrap_or(&self.me);
        let mut mates: Vec<Seat> = Vec::new();
        let seats = if filter.everybody {
            let reps = everybody.reps.iter().map(|rep| Seat::of_rep(rep.id));
            let teams = everybody.teams.iter().map(|team| Seat::of_team(team.id));
            reps.chain(teams).chain([Seat::POOL]).collect()
        } else if let Some(rep) = filter.owner {
            vec![Seat::of_rep(rep)]
        } else {
            mates.extend(
                everybody
                    .working()
                    .filter(|rep| rep.id != me.id && rep.team.is_some() && rep.team == me.team)
                    .map(|rep| Seat::of_rep(rep.id)),
            );
            let team = me.team.map(Seat::of_team);
            [Seat::of_rep(me.id), Seat::POOL].into_iter().chain(team).collect()
        };
        let gates = queue::gates(&self.db)?;
        let open = gates
            .iter()
            .filter(|gate| hours::opening(&gate.zones, now, &self.settings.calling_hours.0) == Opening::Open)
            .map(|gate| gate.id)
            .collect();
        let held = claims::in_force(&self.db, now)?
            .into_iter()
            .filter(|claim| claim.rep != me.id)
            .map(|claim| (claim.lead, claim))
            .collect();
        Ok(View { seats, mates, gates, open, held, people: everybody })
    }
}
