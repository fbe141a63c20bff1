//! What of the queue is withheld: how much for which reason, which leads, and when each is offered again.

use crate::{
    desk::{
        Desk, LeadRow, Refusal,
        questions::view::{Filter, View},
    },
    domain::{ids::LeadId, time::Timestamp, when},
    policy::{
        hours::{self, Opening},
        lanes::{Block, Rule, Withheld},
    },
    store::{
        list,
        queue::{self, Only},
    },
};
use serde::Serialize;
use std::collections::HashMap;

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
    /// How many leads are withheld from me now, each counted once under the first reason that applies.
    ///
    /// # Errors
    /// As [`Desk::queue`].
    pub fn withheld(&self, filter: &Filter, now: Timestamp) -> Result<Vec<WithheldCount>, Refusal> {
        self.db.read(|| {
            let view = self.view(filter, now)?;
            let mut counts: HashMap<Withheld, i64> = HashMap::new();
            for seat in &view.seats {
                for count in queue::census(&self.db, *seat, now, &filter.only())? {
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
                if block != Block::DoNotCall
                    && view.seats.contains(&place.seat)
                    && self.is_wanted(claim.lead, filter)?
                {
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
            let only = filter.only();
            let mut found: Vec<(LeadId, String, Option<Timestamp>)> = Vec::new();
            match reason {
                Withheld::DoNotCall | Withheld::NoNumber => {
                    let (block, why) = if reason == Withheld::NoNumber {
                        (Block::NoNumber, "no number to dial")
                    } else {
                        (Block::DoNotCall, "asked not to be called")
                    };
                    for seat in &view.seats {
                        let most = i64::try_from(limit).unwrap_or(i64::MAX);
                        let leads = queue::blocked(&self.db, *seat, block, &only, most)?;
                        let held = |lead: &LeadId| block == Block::NoNumber && view.held.contains_key(lead);
                        let leads = leads.into_iter().filter(|lead| !held(lead));
                        found.extend(leads.map(|lead| (lead, why.to_owned(), None)));
                    }
                }
                Withheld::Held => {
                    for claim in view.held.values() {
                        if let Some((place, Block::None | Block::NoNumber)) = queue::place(&self.db, claim.lead)?
                            && view.seats.contains(&place.seat)
                            && self.is_wanted(claim.lead, filter)?
                        {
                            let until = when::say(claim.until, self.zone(), now);
                            found.push((claim.lead, format!("held by {} until {until}", claim.who), Some(claim.until)));
                        }
                    }
                }
                Withheld::WaitingRetry | Withheld::Nurturing | Withheld::OutsideHours => {
                    self.sleepers(&view, reason, (&only, limit), now, &mut found)?;
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

    /// Whether the filter fits a lead; whose it is is not asked here.
    fn is_wanted(&self, lead: LeadId, filter: &Filter) -> Result<bool, Refusal> {
        let brief = list::brief(&self.db, lead)?;
        Ok(brief.is_some_and(|brief| filter.fits(&brief.source, brief.status, brief.stage)))
    }

    fn sleepers(
        &self,
        view: &View,
        reason: Withheld,
        (only, limit): (&Only<'_>, usize),
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
                    let places = queue::range(&self.db, &range, gate.id, None, only, limit)?;
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
