//! The queue: read, never maintained. A page is a merge over the seats a rep may see and the gates that are open.

use crate::{
    desk::{
        Desk, LeadRow, People, Refusal,
        questions::lane_reader::{Reader, Seen},
    },
    domain::{
        ids::{LeadId, RepId},
        stage::{Stage, Status},
        time::{self, MINUTE, Timestamp},
        when,
    },
    policy::{
        hours::{self, Opening},
        lanes::{Block, QueueLane, Rule, Seat, Withheld},
    },
    store::{claims, people, queue},
};
use serde::Serialize;
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

/// A question for a page of the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueAsk {
    /// Which leads.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// From behind this place; missing is from the top.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: usize,
}

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The lead.
    #[serde(flatten)]
    pub lead: LeadRow,
    /// The lane it stands in; none where it is not ready.
    pub queue: Option<QueueLane>,
    /// Which rule put it there, in words.
    pub why: String,
}

/// A page of the queue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<Cursor>,
}

/// How many leads are withheld for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WithheldCount {
    /// Why.
    pub reason: Withheld,
    /// How many.
    pub leads: i64,
    /// Who holds them, for those that are held.
    pub by: Vec<String>,
}

/// A lead that is withheld, and when it opens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithheldLead {
    /// The lead.
    #[serde(flatten)]
    pub lead: LeadRow,
    /// Why, in words.
    pub why: String,
    /// When it is offered again, where that is known.
    pub opens_at: Option<Timestamp>,
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
        let me = &self.me;
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

    /// A page of the queue as it stands at `now`.
    ///
    /// # Errors
    /// When the file cannot be read, or another thread interrupts.
    pub fn queue(&self, ask: &QueueAsk, now: Timestamp) -> Result<QueuePage, Refusal> {
        self.db.read(|| {
            let view = self.view(&ask.filter, now)?;
            let turn = people::turn(&self.db, &turn_name(self.me.id))?;
            let start = ask.after.unwrap_or(Cursor { turn, ..Cursor::default() });
            let mut reader = Reader::new(&self.db, &self.settings, &view, ask.sort, start, now);
            let mut page = QueuePage::default();
            // A narrow filter must not read a million leads for one page; the next page goes on from there.
            let mut left = 20_000_usize;
            while page.rows.len() < ask.limit && left > 0 {
                left -= 1;
                let Some(seen) = reader.next()? else { return Ok(page) };
                if ask.sort == Sort::Turn && view.held.contains_key(&seen.lead) {
                    continue;
                }
                if let Some(row) = self.rows(&[seen.lead], now)?.pop()
                    && fits(&row, &ask.filter)
                {
                    let why = self.why(&seen, &row, &view, now);
                    page.rows.push(QueueRow { lead: row, queue: seen.lane, why });
                }
            }
            page.next = Some(reader.cursor());
            Ok(page)
        })
    }

    fn why(&self, seen: &Seen, row: &LeadRow, view: &View, now: Timestamp) -> String {
        let due = when::say(seen.at, self.zone(), now);
        let late = time::lasting(now.since(seen.at).max(0));
        match seen.lane {
            Some(QueueLane::Promises) if seen.seat == Seat::POOL => format!("promised by anyone for {due}, {late} ago"),
            Some(QueueLane::Promises) if seen.seat == Seat::of_rep(self.me.id) => {
                format!("promised for {due}, {late} ago")
            }
            Some(QueueLane::Promises) => {
                format!("{}'s promise for {due} is {late} late", view.people.name(RepId(seen.seat.0)))
            }
            Some(QueueLane::Fresh) => {
                let left = self.settings.desk.fresh_minutes * MINUTE - now.since(seen.at);
                format!("just came in · {} left", time::lasting(left))
            }
            Some(QueueLane::Lifted) if row.status == Status::Nurturing => format!("woke from nurture {due}"),
            Some(QueueLane::Lifted) => format!("enquired again {due}"),
            Some(QueueLane::Turns) if seen.rule == Rule::New => format!("never tried, its turn · score {}", row.score),
            Some(QueueLane::Turns) => {
                format!("try {} of {} due {due}", row.tries + 1, self.settings.plan.attempts)
            }
            Some(QueueLane::Rest) if seen.rule == Rule::New => format!("never tried · score {}", row.score),
            Some(QueueLane::Rest) => format!("no next step · score {}", row.score),
            None => match seen.rule {
                Rule::Promise => format!("promised for {due}"),
                Rule::Lifted => format!("wakes {due}"),
                Rule::FollowUp => format!("next try {due}"),
                Rule::New => "never tried".to_owned(),
                Rule::Rest => "no next step".to_owned(),
            },
        }
    }

    /// How many leads are withheld from me now, each counted once under the first reason that applies.
    ///
    /// # Errors
    /// As [`Desk::queue`].
    pub fn withheld(&self, filter: &Filter, now: Timestamp) -> Result<Vec<WithheldCount>, Refusal> {
        self.db.read(|| {
            let view = self.view(filter, now)?;
            let mut counts: HashMap<Withheld, i64> = HashMap::new();
            for seat in &view.seats {
                for count in queue::census(&self.db, *seat, now)? {
                    let closed = !view.open.contains(&count.gate);
                    let mut add = |reason, leads| *counts.entry(reason).or_default() += leads;
                    match (count.block, count.rule) {
                        (Block::DoNotCall, _) => add(Withheld::DoNotCall, count.leads),
                        (Block::NoNumber, _) => add(Withheld::NoNumber, count.leads),
                        (Block::None, Rule::New | Rule::Rest) if closed => add(Withheld::OutsideHours, count.leads),
                        (Block::None, Rule::New | Rule::Rest) => {}
                        (Block::None, rule) => {
                            let asleep =
                                if rule == Rule::Lifted { Withheld::Nurturing } else { Withheld::WaitingRetry };
                            add(asleep, count.leads - count.due);
                            if closed {
                                add(Withheld::OutsideHours, count.due);
                            }
                        }
                    }
                }
            }
            let mut by = Vec::new();
            for claim in view.held.values() {
                let Some((place, block)) = queue::place(&self.db, claim.lead)? else { continue };
                if block == Block::None && view.seats.contains(&place.seat) {
                    by.push(claim.who.clone());
                    // Held comes before whatever else withholds it.
                    if let Some(reason) = self.reason(&place, &view, now) {
                        *counts.entry(reason).or_default() -= 1;
                    }
                }
            }
            let held = i64::try_from(by.len()).unwrap_or(0);
            by.sort();
            by.dedup();
            counts.insert(Withheld::Held, held);
            Ok(Withheld::ALL
                .iter()
                .filter_map(|reason| {
                    let leads = counts.get(reason).copied().unwrap_or(0);
                    let by = if *reason == Withheld::Held { by.clone() } else { Vec::new() };
                    (leads > 0).then_some(WithheldCount { reason: *reason, leads, by })
                })
                .collect())
        })
    }

    /// Why a lead that nobody holds and nothing blocks is not offered now; none when it is.
    pub(in crate::desk) fn reason(&self, place: &queue::Place, view: &View, now: Timestamp) -> Option<Withheld> {
        let waits = place.at > now;
        match place.rule {
            Rule::Lifted if waits => Some(Withheld::Nurturing),
            Rule::Promise | Rule::FollowUp if waits => Some(Withheld::WaitingRetry),
            _ if !view.open.contains(&place.gate) => Some(Withheld::OutsideHours),
            _ => None,
        }
    }

    /// Leads that are withheld for one reason, with when each opens.
    ///
    /// # Errors
    /// As [`Desk::queue`].
    pub fn withheld_leads(
        &self,
        filter: &Filter,
        reason: Withheld,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<WithheldLead>, Refusal> {
        self.db.read(|| {
            let view = self.view(filter, now)?;
            let mut found: Vec<(LeadId, String, Option<Timestamp>)> = Vec::new();
            match reason {
                Withheld::DoNotCall | Withheld::NoNumber => {
                    let (block, why) = if reason == Withheld::NoNumber {
                        (Block::NoNumber, "no number that can be dialled")
                    } else {
                        (Block::DoNotCall, "asked not to be called")
                    };
                    for seat in &view.seats {
                        let leads = queue::blocked(&self.db, *seat, block, i64::try_from(limit).unwrap_or(i64::MAX))?;
                        found.extend(leads.into_iter().map(|lead| (lead, why.to_owned(), None)));
                    }
                }
                Withheld::Held => {
                    for claim in view.held.values() {
                        if let Some((place, Block::None)) = queue::place(&self.db, claim.lead)?
                            && view.seats.contains(&place.seat)
                        {
                            let until = when::say(claim.until, self.zone(), now);
                            found.push((claim.lead, format!("held by {} until {until}", claim.who), Some(claim.until)));
                        }
                    }
                }
                Withheld::WaitingRetry | Withheld::Nurturing | Withheld::OutsideHours => {
                    self.sleepers(&view, reason, limit, now, &mut found)?;
                }
            }
            found.sort_by_key(|(lead, _, opens)| (opens.map_or(i64::MAX, |at| at.0), lead.0));
            found.truncate(limit);
            let mut rows = Vec::new();
            for (lead, why, opens_at) in found {
                if let Some(lead) = self.rows(&[lead], now)?.pop() {
                    rows.push(WithheldLead { lead, why, opens_at });
                }
            }
            Ok(rows)
        })
    }

    fn sleepers(
        &self,
        view: &View,
        reason: Withheld,
        limit: usize,
        now: Timestamp,
        found: &mut Vec<(LeadId, String, Option<Timestamp>)>,
    ) -> Result<(), Refusal> {
        let ever = (Timestamp(i64::MIN), Timestamp(i64::MAX));
        for seat in &view.seats {
            for gate in &view.gates {
                for rule in [Rule::Promise, Rule::New, Rule::Lifted, Rule::FollowUp, Rule::Rest] {
                    let closed = !view.open.contains(&gate.id);
                    let times = match (reason, rule) {
                        (Withheld::Nurturing, Rule::Lifted)
                        | (Withheld::WaitingRetry, Rule::Promise | Rule::FollowUp) => (now, Timestamp(i64::MAX)),
                        (Withheld::OutsideHours, Rule::New | Rule::Rest) if closed => ever,
                        (Withheld::OutsideHours, _) if closed => (Timestamp(i64::MIN), now),
                        _ => continue,
                    };
                    let (from, to) = times;
                    let range = queue::Range { rule, seat: *seat, from, to, order: queue::Order::Earliest };
                    let places = queue::range(&self.db, &range, gate.id, None, limit)?;
                    for place in places {
                        if view.held.contains_key(&place.lead) {
                            continue;
                        }
                        let opens = if reason == Withheld::OutsideHours {
                            match hours::opening(&gate.zones, now, &self.settings.calling_hours.0) {
                                Opening::Open => None,
                                Opening::Closed { opens_at } => opens_at,
                            }
                        } else {
                            Some(place.at)
                        };
                        let says = opens.map(|at| when::say(at, self.zone(), now));
                        let why = match (reason, rule, says) {
                            (Withheld::OutsideHours, _, Some(at)) => format!("closed there, opens {at}"),
                            (Withheld::OutsideHours, _, None) => "where they are is not known".to_owned(),
                            (_, Rule::Promise, at) => format!("promised for {}", at.unwrap_or_default()),
                            (_, Rule::Lifted, at) => format!("wakes {}", at.unwrap_or_default()),
                            (_, _, at) => format!("next try {}", at.unwrap_or_default()),
                        };
                        found.push((place.lead, why, opens));
                    }
                }
            }
        }
        Ok(())
    }
}

fn fits(row: &LeadRow, filter: &Filter) -> bool {
    filter.source.as_ref().is_none_or(|source| *source == row.source)
        && filter.status.is_none_or(|status| status == row.status)
        && filter.stage.is_none_or(|stage| stage == row.stage)
}

/// The name of a rep's turn counter.
pub(in crate::desk) fn turn_name(rep: RepId) -> String {
    format!("rep {rep}")
}
