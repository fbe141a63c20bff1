//! The funnel, recomputed slowly from the spans alone.

use crate::history::World;
use callsheet::{
    desk::FunnelAsk,
    domain::{
        deal::DealState,
        ids::{LeadId, RepId},
        stage::{Stage, Status},
        time::{HOUR, Timestamp},
    },
    policy::funnel::{self, Step},
    store::{deals, engine::Db, funnel::Cohort},
};
use std::collections::{BTreeMap, BTreeSet};

/// What the spans say of a lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Told {
    stages: BTreeSet<i64>,
    captured_at: i64,
    ended: Option<i64>,
    owner: Option<i64>,
}

/// The spans of every lead as of an instant; of now, with those that stand.
fn told(db: &Db, at: Timestamp) -> BTreeMap<i64, Told> {
    let counts = "counts_from <= $1 AND (taken_back_at IS NULL OR taken_back_at > $1)";
    let mut told: BTreeMap<i64, Told> = BTreeMap::new();
    let three = |sql: &str| -> Vec<(i64, i64, i64)> {
        db.all(sql, &[&at.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
    };
    for (lead, stage, entered_at) in
        three(&format!("SELECT lead_id, stage, entered_at FROM stage_entry WHERE entered_at <= $1 AND {counts}"))
    {
        let one = told.entry(lead).or_default();
        assert!(one.stages.insert(stage), "lead {lead} entered {stage} twice");
        if stage == 0 {
            one.captured_at = entered_at;
        }
    }
    for (lead, ended_at, _) in three(&format!(
        "SELECT lead_id, ended_at, 0 FROM end_span WHERE ended_at <= $1 AND {counts} \
         AND (reopened_at IS NULL OR reopened_at > $1)"
    )) {
        let before = told.entry(lead).or_default().ended.replace(ended_at);
        assert_eq!(before, None, "lead {lead} ended twice");
    }
    for (lead, owner, _) in three(&format!(
        "SELECT lead_id, owner_id, 0 FROM owner_span WHERE from_at <= $1 AND {counts} \
         AND (to_at IS NULL OR to_at > $1)"
    )) {
        let before = told.entry(lead).or_default().owner.replace(owner);
        assert_eq!(before, None, "lead {lead} has two owners");
    }
    told
}

fn furthest(told: &Told) -> i64 {
    told.stages.last().copied().unwrap()
}

/// Each lead's own row agrees with its spans, and with its deals.
pub fn check_leads(world: &World) {
    let told = told(world.db(), world.office.now());
    let leads = world.every_lead();
    assert_eq!(told.len(), leads.len(), "spans of leads that are none");
    let people = world.desks[0].desk.people().unwrap();
    for id in leads {
        let lead = world.desks[0].lead(id);
        let told = &told[&id.0];
        assert_eq!(lead.stage as i64, furthest(told), "the stage of lead {id}");
        assert!(told.stages.contains(&0), "lead {id} was captured");
        assert_eq!(lead.ended_at.map(|at| at.0), told.ended, "the end of lead {id}");
        assert_eq!(lead.owner.map(|rep| rep.0), told.owner, "the owner of lead {id}");
        let deals = deals::of_lead(world.db(), id).unwrap();
        let all_lost = !deals.is_empty() && deals.iter().all(|deal| deal.state == DealState::Lost);
        match lead.status {
            Status::Rejected => assert!(lead.ended_at.is_some() && lead.reject_reason.is_some(), "lead {id}"),
            Status::Converted => {
                assert!(!deals.is_empty() && lead.stage >= Stage::Converted, "lead {id} has no deal");
                assert_eq!(lead.ended_at.is_some(), all_lost && lead.stage < Stage::Won, "the end of lead {id}");
            }
            Status::Nurturing => assert!(lead.next_at.is_some() && lead.lane.is_some(), "lead {id} rests for ever"),
            _ => assert!(lead.ended_at.is_none() && lead.lane.is_none(), "lead {id}"),
        }
        if deals.iter().any(|deal| deal.state == DealState::Won) {
            assert_eq!(lead.stage, Stage::Won, "lead {id} has a won deal");
        }
        if lead.status.is_working() {
            let left = lead.owner.and_then(|rep| people.rep(rep)).is_some_and(|rep| rep.retired_at.is_some());
            assert!(!left, "lead {id} is with somebody who left");
        }
    }
}

/// The funnel of every slice equals the slow one, and its identity holds.
pub fn check_slices(world: &World) {
    let now = world.office.now();
    let told = told(world.db(), now);
    let rows: Vec<(i64, String)> = world
        .db()
        .all("SELECT id, source FROM lead WHERE taken_back_at IS NULL", &[], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let mut slices = vec![Cohort::default()];
    slices.extend(
        ["web", "email", "unknown", "nowhere"]
            .map(|source| Cohort { source: Some(source.to_owned()), ..Cohort::default() }),
    );
    slices.extend((1..=3).map(|rep| Cohort { owner: Some(Some(RepId(rep))), ..Cohort::default() }));
    slices.push(Cohort { owner: Some(None), ..Cohort::default() });
    let middle = now.plus(-12 * HOUR);
    slices.push(Cohort { from: Some(middle), ..Cohort::default() });
    slices.push(Cohort { to: Some(middle), source: Some("web".to_owned()), ..Cohort::default() });
    for cohort in slices {
        let mine: Vec<&Told> = rows
            .iter()
            .map(|(id, source)| (&told[id], source))
            .filter(|(lead, source)| {
                cohort.source.as_ref().is_none_or(|wanted| wanted == *source)
                    && cohort.owner.is_none_or(|owner| lead.owner == owner.map(|rep| rep.0))
                    && cohort.from.is_none_or(|from| lead.captured_at >= from.0)
                    && cohort.to.is_none_or(|to| lead.captured_at < to.0)
            })
            .map(|(lead, _)| lead)
            .collect();
        let ask = FunnelAsk { cohort: cohort.clone(), stays: true };
        let steps = world.desks[0].desk.funnel(&ask).unwrap().stages;
        assert!(funnel::holds(&steps), "{cohort:?}: {steps:#?}");
        assert_eq!(steps[0].reach, i64::try_from(mine.len()).unwrap(), "{cohort:?}");
        for (rank, step) in (0..).zip(&steps) {
            assert_eq!(counted(step), slow(&mine, rank), "{cohort:?} at {}", step.stage);
        }
    }
}

/// Reach, next, leaked, waiting, skipped, finished stays.
fn counted(step: &Step) -> [i64; 6] {
    [step.reach, step.next, step.leaked, step.waiting, step.skipped, step.stays]
}

fn slow(leads: &[&Told], rank: i64) -> [i64; 6] {
    let count = |fits: &dyn Fn(&Told) -> bool| i64::try_from(leads.iter().filter(|lead| fits(lead)).count()).unwrap();
    let last = rank == 6;
    [
        count(&|lead| furthest(lead) >= rank),
        count(&|lead| furthest(lead) > rank),
        count(&|lead| furthest(lead) == rank && lead.ended.is_some() && !last),
        count(&|lead| furthest(lead) == rank && lead.ended.is_none() && !last),
        count(&|lead| furthest(lead) > rank && !lead.stages.contains(&rank)),
        count(&|lead| furthest(lead) > rank && lead.stages.contains(&rank)),
    ]
}

/// What anybody could see at an instant: how far each lead had got, and whether it had ended.
pub struct Seen {
    at: Timestamp,
    leads: BTreeMap<LeadId, (i64, bool, Option<RepId>)>,
}

pub fn seen_now(world: &World) -> Seen {
    let leads = world.every_lead().into_iter().map(|id| {
        let lead = world.desks[0].lead(id);
        (id, (lead.stage as i64, lead.ended_at.is_some(), lead.owner))
    });
    Seen { at: world.office.now(), leads: leads.collect() }
}

pub fn check_as_of(world: &World, then: &Seen) {
    let mut told = told(world.db(), then.at);
    // What was written down later of an earlier time was not seen then.
    let known: BTreeSet<i64> = world
        .db()
        .all("SELECT id FROM lead WHERE recorded_at > $1", &[&then.at.0], |row| row.get(0))
        .unwrap()
        .into_iter()
        .collect();
    told.retain(|id, _| !known.contains(id));
    let told: BTreeMap<LeadId, (i64, bool, Option<RepId>)> = told
        .into_iter()
        .map(|(id, told)| (LeadId(id), (furthest(&told), told.ended.is_some(), told.owner.map(RepId))))
        .collect();
    assert_eq!(told, then.leads, "as of {}", then.at.iso());
}
