//! Leads in nurture: who wakes when, and how warm they were kept.

use crate::{
    desk::{Desk, LeadRow, Refusal, questions::whose::Whose},
    domain::{
        ids::LeadId,
        nurture::{Cause, Lane},
        time::{DAY, Timestamp},
    },
    store::{
        history, list,
        nurture::{self, LaneCount, Resting},
    },
};
use serde::Serialize;

/// Which leads in nurture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NurtureFilter {
    /// Whose.
    pub whose: Whose,
    /// Only those in this lane.
    pub lane: Option<Lane>,
}

/// A lead in nurture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NurtureRow {
    /// The lead.
    #[serde(flatten)]
    pub lead: LeadRow,
    /// Why not now.
    pub cause: Option<Cause>,
    /// When it wakes: its next touch.
    pub wakes_at: Option<Timestamp>,
    /// Meaningful touches so far.
    pub touches: i64,
}

/// A page of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NurturePage {
    /// The rows, those that are awake first.
    pub rows: Vec<NurtureRow>,
    /// Behind which place the next page begins; none at the end.
    pub next: Option<(Timestamp, LeadId)>,
}

/// A lane in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NurtureLane {
    /// Which.
    pub lane: Lane,
    /// How many rest in it.
    pub leads: i64,
    /// How many of them have their wake date behind them.
    pub awake: i64,
    /// How many more wake within seven days.
    pub this_week: i64,
    /// How many have no next touch: none, by construction.
    pub without_touch: i64,
}

impl Desk {
    fn resting(&self, filter: NurtureFilter) -> Resting {
        Resting { owner: self.owner_of(filter.whose), lane: filter.lane }
    }

    /// A page of the leads in nurture, in the order in which they wake.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn nurturing(
        &self,
        filter: NurtureFilter,
        after: Option<(Timestamp, LeadId)>,
        limit: usize,
        now: Timestamp,
    ) -> Result<NurturePage, Refusal> {
        self.db.read(|| {
            let which = self.resting(filter);
            let mut found = if after.is_none() { nurture::without_touch(&self.db, &which)? } else { Vec::new() };
            let by_wake = nurture::by_wake(&self.db, &which, after, limit)?;
            let last = by_wake.last().filter(|_| by_wake.len() >= limit);
            let next = last.and_then(|last| last.wakes.map(|at| (at, last.lead)));
            found.extend(by_wake);
            let mut rows = Vec::with_capacity(found.len());
            for rested in found {
                let Some(lead) = list::row(&self.db, rested.lead, now, &self.settings.score)? else { continue };
                let touches = history::meaningful(&self.db, rested.lead)?;
                rows.push(NurtureRow { lead, cause: rested.cause, wakes_at: rested.wakes, touches });
            }
            Ok(NurturePage { rows, next })
        })
    }

    /// Every lane with its counts, also where nobody rests.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn nurture_lanes(&self, whose: Whose, now: Timestamp) -> Result<Vec<NurtureLane>, Refusal> {
        let which = self.resting(NurtureFilter { whose, lane: None });
        let counts = nurture::lanes(&self.db, &which, now, now.plus(7 * DAY))?;
        let none = |lane| LaneCount { lane, leads: 0, awake: 0, soon: 0, untouched: 0 };
        Ok(Lane::ALL
            .iter()
            .map(|lane| counts.iter().find(|count| count.lane == *lane).copied().unwrap_or(none(*lane)))
            .map(|count| NurtureLane {
                lane: count.lane,
                leads: count.leads,
                awake: count.awake,
                this_week: count.soon,
                without_touch: count.untouched,
            })
            .collect())
    }
}
