//! The queue: read, never maintained. A page is a merge over the seats a rep may see and the gates that are open.

use crate::{
    desk::{
        Desk, LeadRow, Refusal,
        questions::{
            lane_reader::{Aside, Reader, Seen},
            view::{Cursor, Filter, Sort, View},
        },
    },
    domain::{
        ids::{LeadId, RepId},
        stage::Status,
        time::{self, MINUTE, Timestamp},
        when,
    },
    policy::{
        hours::{self, Opening},
        lanes::{Block, QueueLane, Rule, Seat, Withheld},
    },
    store::{people, queue},
};
use serde::Serialize;
use std::collections::HashMap;

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

impl Desk {
    /// A page of the queue as it stands at `now`.
    ///
    /// # Errors
    /// When the file cannot be read, or another thread interrupts.
    pub fn queue(&self, ask: &QueueAsk, now: Timestamp) -> Result<QueuePage, Refusal> {
        self.db.read(|| {
            let view = self.view(&ask.filter, now)?;
            let turn = people::turn(&self.db, &turn_name(self.me.id))?;
            let start = ask.after.unwrap_or(Cursor { turn, ..Cursor::default() });
            let unfolded = self.unfolded(now)?;
            let held = (ask.sort == Sort::Turn).then_some(&view.held);
            let aside = Aside { held, unfolded: &unfolded };
            let mut reader = Reader::new(&self.db, &self.settings, &view, aside, ask.sort, start, now);
            let mut page = QueuePage::default();
            // A narrow filter must not read a million leads for one page; the next page goes on from there.
            let mut left = 20_000_usize;
            while page.rows.len() < ask.limit && left > 0 {
                left -= 1;
                let Some(seen) = reader.next()? else { return Ok(page) };
                if let Some(row) = self.rows(&[seen.lead], now)?.pop()
                    && ask.filter.fits(&row.source, row.status, row.stage)
                {
                    let why = self.why(&seen, &row, &view, now);
                    page.rows.push(QueueRow { lead: row, queue: seen.lane, why });
                }
            }
            page.next = Some(reader.cursor());
            Ok(page)
        })
    }

    /// Which rule put it there, what matters first: in a narrow column the rest is cut off.
    fn why(&self, seen: &Seen, row: &LeadRow, view: &View, now: Timestamp) -> String {
        let due = when::say(seen.at, self.zone(), now);
        let since = roughly(now.since(seen.at));
        match seen.lane {
            Some(QueueLane::Promises) if seen.seat == Seat::POOL => format!("anyone's promise, {since} late"),
            Some(QueueLane::Promises) if seen.seat == Seat::of_rep(self.me.id) => format!("my promise, {since} late"),
            Some(QueueLane::Promises) => {
                format!("{}'s promise, {since} late", view.people.name(RepId(seen.seat.0)))
            }
            Some(QueueLane::Fresh) => {
                let left = self.settings.desk.fresh_minutes * MINUTE - now.since(seen.at);
                format!("just came in · {} left", time::lasting(left))
            }
            Some(QueueLane::Lifted) if row.status == Status::Nurturing => format!("woke from nurture {since} ago"),
            Some(QueueLane::Lifted) => format!("enquired again {since} ago"),
            Some(QueueLane::Turns) if seen.rule == Rule::New => format!("never tried, its turn · score {}", row.score),
            Some(QueueLane::Turns) => {
                format!("try {} of {}, due {since} ago", row.tries + 1, self.settings.plan.attempts)
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
                if block != Block::DoNotCall && view.seats.contains(&place.seat) {
                    by.push(claim.who.clone());
                    // Held comes before whatever else withholds it.
                    let reason = if block == Block::NoNumber {
                        Some(Withheld::NoNumber)
                    } else {
                        self.reason(&place, &view, now)
                    };
                    if let Some(reason) = reason {
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
                        (Block::NoNumber, "no number to dial")
                    } else {
                        (Block::DoNotCall, "asked not to be called")
                    };
                    for seat in &view.seats {
                        let leads = queue::blocked(&self.db, *seat, block, i64::try_from(limit).unwrap_or(i64::MAX))?;
                        let held = |lead: &LeadId| block == Block::NoNumber && view.held.contains_key(lead);
                        let leads = leads.into_iter().filter(|lead| !held(lead));
                        found.extend(leads.map(|lead| (lead, why.to_owned(), None)));
                    }
                }
                Withheld::Held => {
                    for claim in view.held.values() {
                        if let Some((place, Block::None | Block::NoNumber)) = queue::place(&self.db, claim.lead)?
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

/// A length of time in its largest unit only: “36 d”, “12 min”.
fn roughly(ms: i64) -> String {
    time::lasting(ms.max(0)).split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// The name of a rep's turn counter.
pub(in crate::desk) fn turn_name(rep: RepId) -> String {
    format!("rep {rep}")
}
