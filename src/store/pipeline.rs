//! Deals in the order of the pipeline: by deal stage, and in a stage by what they need. Each order is a range of an
//! index, read from behind the last deal of the page before.

use crate::{
    domain::{
        deal::{Deal, DealState},
        ids::RepId,
        money::Currency,
        time::Timestamp,
    },
    policy::deals::Need,
    store::{
        deals::{DEAL, deal},
        engine::{Bound, Db, Param},
        fault::StoreFault,
        journal::word,
    },
};
use chrono::NaiveDate;

/// Whose deals, and when it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Only those of this rep.
    pub owner: Option<RepId>,
    /// The instant.
    pub now: Timestamp,
    /// The day that it lies on, for whoever looks.
    pub today: NaiveDate,
}

/// A condition in the making: every parameter is bound where it is named, so that none is left over.
struct Where {
    text: String,
    params: Vec<Bound>,
}

impl Where {
    /// Open deals, or closed ones, of whoever they are asked for.
    fn of(open: bool, sight: &Sight) -> Self {
        let state = if open { "deal.state = 'open'" } else { "deal.state <> 'open'" };
        let mut text = Self { text: format!("{state} AND deal.taken_back_at IS NULL"), params: Vec::new() };
        if let Some(owner) = sight.owner {
            let owner = text.bind(Bound::Int(owner.0));
            text.and(&format!("deal.owner_id = {owner}"));
        }
        text
    }

    fn bind(&mut self, value: Bound) -> String {
        self.params.push(value);
        format!("${}", self.params.len())
    }

    fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    /// As [`crate::policy::deals::need`] decides; a test holds that both agree.
    fn need(&mut self, need: Need, sight: &Sight) -> String {
        let now = self.bind(Bound::Int(sight.now.0));
        if need == Need::StepOverdue {
            return format!("deal.next_step_at <= {now}");
        }
        let today = self.bind(Bound::Text(sight.today.to_string()));
        let ahead = format!("(deal.next_step_at IS NULL OR deal.next_step_at > {now})");
        let in_time = format!("{ahead} AND (deal.close_on IS NULL OR deal.close_on >= {today})");
        match need {
            Need::StepOverdue | Need::CloseOverdue => format!("deal.close_on < {today} AND {ahead}"),
            Need::NoStep => format!("deal.next_step_at IS NULL AND deal.next_step IS NULL AND {in_time}"),
            Need::Planned => format!("deal.next_step_at IS NOT NULL AND {in_time}"),
            Need::Undated => format!("deal.next_step_at IS NULL AND deal.next_step IS NOT NULL AND {in_time}"),
        }
    }

    fn params(&self) -> Vec<&dyn Param> {
        self.params.iter().map(|value| value as &dyn Param).collect()
    }
}

/// Open deals of one stage that need the same, the longest overdue or the soonest first, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn open(
    db: &Db,
    sight: &Sight,
    stage: &str,
    need: Need,
    after: Option<&Deal>,
    limit: usize,
) -> Result<Vec<Deal>, StoreFault> {
    let mut all = Where::of(true, sight);
    let stage = all.bind(Bound::Text(stage.to_owned()));
    all.and(&format!("deal.stage = {stage}"));
    let needs = all.need(need, sight);
    all.and(&needs);
    let key = match need {
        Need::StepOverdue | Need::Planned => Some("deal.next_step_at"),
        Need::CloseOverdue => Some("deal.close_on"),
        Need::NoStep | Need::Undated => None,
    };
    if let Some(after) = after {
        let id = all.bind(Bound::Int(after.id.0));
        let place = match (need, after.next_step_at, after.close_on) {
            (Need::StepOverdue | Need::Planned, Some(at), _) => Some(Bound::Int(at.0)),
            (Need::CloseOverdue, _, Some(day)) => Some(Bound::Text(day.to_string())),
            _ => None,
        };
        match key.zip(place) {
            Some((key, place)) => {
                let place = all.bind(place);
                all.and(&format!("({key}, deal.id) > ({place}, {id})"));
            }
            None => all.and(&format!("deal.id > {id}")),
        }
    }
    let limit = all.bind(Bound::Int(i64::try_from(limit).unwrap_or(i64::MAX)));
    let order = key.map_or_else(String::new, |key| format!("{key}, "));
    db.all(&format!("{DEAL} WHERE {} ORDER BY {order}deal.id LIMIT {limit}", all.text), &all.params(), deal)
}

/// The stages that open deals stand at, whatever the settings say today.
///
/// # Errors
/// When the engine refuses.
pub fn stages(db: &Db) -> Result<Vec<String>, StoreFault> {
    // From one stage to the next along the index: DISTINCT would read every deal.
    db.all(
        "WITH RECURSIVE known (stage) AS ( \
         SELECT min(stage) FROM deal WHERE state = 'open' AND taken_back_at IS NULL UNION ALL \
         SELECT (SELECT min(deal.stage) FROM deal WHERE deal.state = 'open' AND deal.taken_back_at IS NULL \
         AND deal.stage > known.stage) FROM known WHERE known.stage IS NOT NULL) \
         SELECT stage FROM known WHERE stage IS NOT NULL",
        &[],
        |row| row.get(0),
    )
}

/// Deals won or lost, the last one first, from behind `after`.
///
/// # Errors
/// When the engine refuses.
pub fn closed(db: &Db, sight: &Sight, after: Option<&Deal>, limit: usize) -> Result<Vec<Deal>, StoreFault> {
    let mut all = Where::of(false, sight);
    if let Some((after, at)) = after.and_then(|deal| deal.closed_at.map(|at| (deal.id, at))) {
        let (at, id) = (all.bind(Bound::Int(at.0)), all.bind(Bound::Int(after.0)));
        all.and(&format!("(deal.closed_at, deal.id) < ({at}, {id})"));
    }
    let limit = all.bind(Bound::Int(i64::try_from(limit).unwrap_or(i64::MAX)));
    let order = "deal.closed_at DESC, deal.id DESC";
    db.all(&format!("{DEAL} WHERE {} ORDER BY {order} LIMIT {limit}", all.text), &all.params(), deal)
}

/// Deals that share stage, currency and probability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Their deal stage.
    pub stage: String,
    /// Open, won or lost.
    pub state: DealState,
    /// Of what their amounts are; none where nobody knows what they are worth.
    pub currency: Option<Currency>,
    /// Their chance of winning, in percent.
    pub probability: i64,
    /// How many.
    pub deals: i64,
    /// What they are worth together, in minor units.
    pub minor: i128,
    /// How many of them need what is pressing: [`Need::StepOverdue`], [`Need::CloseOverdue`], [`Need::NoStep`].
    pub pressing: [i64; 3],
}

/// What the deals of the pipeline are worth.
///
/// # Errors
/// When the engine refuses.
pub fn tallies(db: &Db, sight: &Sight, open: bool) -> Result<Vec<Tally>, StoreFault> {
    // A sum of amounts can be larger than a number of the engine: millions and their rest are summed apart.
    const MILLION: i64 = 1_000_000;
    let mut all = Where::of(open, sight);
    let counted = [Need::StepOverdue, Need::CloseOverdue, Need::NoStep].map(|need| {
        let needs = all.need(need, sight);
        format!("CAST(sum(CASE WHEN {needs} THEN 1 ELSE 0 END) AS BIGINT)")
    });
    db.all(
        &format!(
            "SELECT deal.stage, deal.state, deal.currency, deal.probability, count(*), \
             CAST(sum(deal.amount / {MILLION}) AS BIGINT), CAST(sum(deal.amount % {MILLION}) AS BIGINT), {} FROM deal \
             WHERE {} GROUP BY deal.stage, deal.state, deal.currency, deal.probability \
             ORDER BY deal.stage, deal.currency, deal.probability",
            counted.join(", "),
            all.text
        ),
        &all.params(),
        |row| {
            let millions = i128::from(row.get::<Option<i64>>(5)?.unwrap_or(0));
            Ok(Tally {
                stage: row.get(0)?,
                state: word(row.get(1)?)?,
                currency: row.get::<Option<String>>(2)?.map(word).transpose()?,
                probability: row.get(3)?,
                deals: row.get(4)?,
                minor: millions * i128::from(MILLION) + i128::from(row.get::<Option<i64>>(6)?.unwrap_or(0)),
                pressing: [row.get(7)?, row.get(8)?, row.get(9)?],
            })
        },
    )
}
