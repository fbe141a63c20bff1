//! The funnel, and the leads behind each of its numbers.

use crate::{
    desk::{Desk, LeadRow, Refusal},
    domain::{
        ids::LeadId,
        stage::Stage,
        time::{SECOND, Timestamp},
    },
    policy::funnel::{self, Step},
    store::funnel::{self as counts, Cohort, Part},
};
use serde::Serialize;

/// Which cohort, and how much of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FunnelAsk {
    /// The leads.
    pub cohort: Cohort,
    /// With stays and skipped stages, which read every stage entry; without, only the counts.
    pub stays: bool,
}

/// The cohort funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FunnelAnswer {
    /// Which of the three views this is; they are never mixed.
    pub view: &'static str,
    /// Captured at or after.
    pub from: Option<Timestamp>,
    /// Captured before.
    pub to: Option<Timestamp>,
    /// Of this source.
    pub source: Option<String>,
    /// Of this campaign.
    pub campaign: Option<String>,
    /// Of this owner, by name; `nobody` for none.
    pub owner: Option<String>,
    /// Whose ownership counts.
    pub owner_is: &'static str,
    /// The steps, first to last.
    pub stages: Vec<Step>,
}

impl Desk {
    /// The cohort funnel: of these leads, how far did each get?
    ///
    /// # Errors
    /// When the file cannot be read, or another thread interrupts.
    pub fn funnel(&self, ask: &FunnelAsk) -> Result<FunnelAnswer, Refusal> {
        self.db.read(|| {
            let tallies = counts::tallies(&self.db, &ask.cohort)?;
            let mut entered = [0_i64; Stage::ALL.len()];
            let mut stays: Vec<Vec<i64>> = vec![Vec::new(); Stage::ALL.len()];
            if ask.stays {
                counts::stays(&self.db, &ask.cohort, |stage, stay| {
                    entered[stage.rank()] += 1;
                    stays[stage.rank()].extend(stay.map(|ms| ms / SECOND));
                })?;
            }
            let not_a_lead = |reason: &str| self.settings.reject_reason(reason).is_some_and(|reason| reason.not_a_lead);
            let mut stages = funnel::count(&tallies, not_a_lead, |stage| ask.stays.then(|| entered[stage.rank()]));
            for (step, stays) in stages.iter_mut().zip(&mut stays) {
                stays.sort_unstable();
                step.stays = i64::try_from(stays.len()).unwrap_or(i64::MAX);
                step.median_seconds = funnel::percentile(stays, 50);
                step.p90_seconds = funnel::percentile(stays, 90);
            }
            let owner = match ask.cohort.owner {
                Some(Some(rep)) => Some(self.people()?.name(rep).to_owned()),
                Some(None) => Some("nobody".to_owned()),
                None => None,
            };
            Ok(FunnelAnswer {
                view: "cohort",
                from: ask.cohort.from,
                to: ask.cohort.to,
                source: ask.cohort.source.clone(),
                campaign: ask.cohort.campaign.clone(),
                owner,
                owner_is: "current owner",
                stages,
            })
        })
    }

    /// The leads behind one number of the funnel, newest first, from behind `after`.
    ///
    /// # Errors
    /// As [`Desk::funnel`].
    pub fn behind(
        &self,
        cohort: &Cohort,
        stage: Stage,
        part: Part,
        after: Option<(Timestamp, LeadId)>,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<LeadRow>, Refusal> {
        self.db.read(|| {
            let leads = counts::behind(&self.db, cohort, stage, part, after, limit)?;
            self.rows(&leads, now)
        })
    }

    /// Every source that leads came from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sources(&self) -> Result<Vec<String>, Refusal> {
        Ok(counts::sources(&self.db)?)
    }
}
