//! The cohort funnel: of these leads, how far did each get; and where did the others stay?

use crate::domain::stage::{Stage, Status};
use serde::Serialize;

/// Leads of one cohort that share a furthest stage, a status and an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Their furthest stage.
    pub stage: Stage,
    /// What is being done with them.
    pub status: Status,
    /// Whether they have ended (rejected, or every deal lost).
    pub ended: bool,
    /// Why they were rejected.
    pub reason: Option<String>,
    /// How many.
    pub leads: i64,
}

/// How the leads of one stage stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Won never ends and waits for nothing.
    Won,
    /// Ended there without being won.
    Leaked,
    /// Neither.
    Waiting,
}

impl Tally {
    /// How these leads are counted.
    #[must_use]
    pub fn standing(&self) -> Standing {
        if self.stage == Stage::Won {
            Standing::Won
        } else if self.ended {
            Standing::Leaked
        } else {
            Standing::Waiting
        }
    }
}

/// One line of the funnel; `reach = next + leaked + waiting` but at Won, where reach is won.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The stage's slug.
    pub stage: &'static str,
    /// Leads whose furthest stage is this one or beyond.
    pub reach: i64,
    /// Leads that went on.
    pub next: i64,
    /// Leads that ended here.
    pub leaked: i64,
    /// Of those, the ones that never were leads (test entries, wrong numbers): shown apart.
    pub not_a_lead: i64,
    /// Leads that stand here and have not ended.
    pub waiting: i64,
    /// Of those, the ones in nurture.
    pub nurture: i64,
    /// Leads that passed here without ever entering.
    pub skipped: i64,
    /// Median of the finished stays, in seconds.
    pub median_seconds: Option<i64>,
    /// Ninetieth percentile of the finished stays, in seconds.
    pub p90_seconds: Option<i64>,
    /// Finished stays behind the two figures.
    pub stays: i64,
}

impl Step {
    /// The stage itself.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage.parse().unwrap_or(Stage::Captured)
    }

    /// Share that went on, in percent; none where nobody reached.
    #[must_use]
    pub fn step_percent(&self) -> Option<i64> {
        (self.reach > 0).then(|| (self.next * 100 + self.reach / 2) / self.reach)
    }
}

/// Counts the funnel. `entered` gives, for a stage, how many of the cohort's leads have an entry there.
#[must_use]
pub fn count(
    tallies: &[Tally],
    is_not_a_lead: impl Fn(&str) -> bool,
    entered: impl Fn(Stage) -> Option<i64>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Stage::ALL.iter().map(|stage| Step { stage: stage.slug(), ..Step::default() }).collect();
    for tally in tallies {
        let furthest = tally.stage.rank();
        for step in &mut steps[..=furthest] {
            step.reach += tally.leads;
        }
        let step = &mut steps[furthest];
        match tally.standing() {
            Standing::Won => {}
            Standing::Leaked => {
                step.leaked += tally.leads;
                // One rejected to nurture keeps that reason, also when it is lost much later for another.
                if tally.status == Status::Rejected && tally.reason.as_deref().is_some_and(&is_not_a_lead) {
                    step.not_a_lead += tally.leads;
                }
            }
            Standing::Waiting => {
                step.waiting += tally.leads;
                if tally.status == Status::Nurturing {
                    step.nurture += tally.leads;
                }
            }
        }
    }
    for n in 0..steps.len() {
        steps[n].next = steps.get(n + 1).map_or(0, |next| next.reach);
        if let Some(entered) = entered(Stage::ALL[n]) {
            steps[n].skipped = steps[n].reach - entered;
        }
    }
    steps
}

/// The funnel's identity at every step: nothing is lost, nothing is counted twice.
#[must_use]
pub fn holds(steps: &[Step]) -> bool {
    steps.iter().all(|step| {
        step.stage() == Stage::Won && step.leaked == 0 && step.waiting == 0
            || step.reach == step.next + step.leaked + step.waiting
    })
}

/// The value below which `percent` of the sorted `values` lie, by the nearest rank; none of none.
#[must_use]
pub fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    if sorted.is_empty() {
        return None;
    }
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// Which way the cohort leaks most: the largest share of leaked among stages that at least 30 leads reached.
#[must_use]
pub fn leakiest(steps: &[Step]) -> Option<&Step> {
    steps
        .iter()
        .filter(|step| step.reach >= 30 && step.leaked > 0)
        .max_by(|a, b| (a.leaked * b.reach).cmp(&(b.leaked * a.reach)))
}

/// Where leads stay longest: the largest median of finished stays.
#[must_use]
pub fn slowest(steps: &[Step]) -> Option<&Step> {
    steps.iter().filter(|step| step.median_seconds.is_some()).max_by_key(|step| step.median_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally() -> impl Strategy<Value = Tally> {
        (0..7_usize, 0..6_usize, any::<bool>(), 0..50_i64).prop_map(|(stage, status, ended, leads)| Tally {
            stage: Stage::ALL[stage],
            status: Status::ALL[status],
            ended,
            reason: ended.then(|| "wrong_number".to_owned()),
            leads,
        })
    }

    proptest! {
        #[test]
        fn the_identity_holds_for_any_cohort(tallies in prop::collection::vec(tally(), 0..40)) {
            let steps = count(&tallies, |_| true, |_| None);
            prop_assert!(holds(&steps));
            prop_assert_eq!(steps[0].reach, tallies.iter().map(|tally| tally.leads).sum::<i64>());
        }
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let values: Vec<i64> = (1..=10).collect();
        assert_eq!((percentile(&values, 50), percentile(&values, 90)), (Some(5), Some(9)));
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[7], 90), Some(7));
    }

    #[test]
    fn won_counts_as_reached_and_neither_leaks_nor_waits() {
        let won = Tally { stage: Stage::Won, status: Status::Converted, ended: false, reason: None, leads: 3 };
        let steps = count(&[won], |_| false, |_| Some(3));
        assert_eq!((steps[6].reach, steps[6].leaked, steps[6].waiting), (3, 0, 0));
        assert_eq!((steps[5].reach, steps[5].next), (3, 3));
    }
}
