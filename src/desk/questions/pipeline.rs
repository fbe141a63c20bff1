//! The pipeline: deals by stage, a page at a time, and what they are worth.

use crate::{
    desk::{Desk, LeadRow, People, Refusal, questions::whose::Whose},
    domain::{
        deal::{Deal, DealState},
        money::{Currency, Money},
        time::Timestamp,
    },
    policy::deals::{self, Need},
    store::{
        contacts, list,
        pipeline::{self, Sight, Tally},
    },
};
use serde::Serialize;

/// Which deals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DealFilter {
    /// Whose.
    pub whose: Whose,
    /// Those won and lost, in place of the open ones.
    pub closed: bool,
}

/// Where a page of the pipeline ended.
#[derive(Debug, Clone, PartialEq)]
pub struct DealCursor {
    stage: usize,
    need: usize,
    after: Option<Box<Deal>>,
}

/// A deal with the names of what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DealRow {
    /// The deal.
    #[serde(flatten)]
    pub deal: Deal,
    /// The company it is with, by name; before there is an account, as the person gave it.
    pub company: Option<String>,
    /// The rep responsible, by name; empty is nobody.
    pub owner_name: String,
    /// What it needs now; none once it is won or lost.
    pub need: Option<Need>,
    /// The lead that made it.
    pub made_by: LeadRow,
}

/// A page of the pipeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PipelinePage {
    /// The rows.
    pub rows: Vec<DealRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<DealCursor>,
}

/// What deals of one currency are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Worth {
    /// Together.
    pub amount: Money,
    /// Each by its chance of winning.
    pub weighted: Money,
}

/// Deals counted together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DealSum {
    /// The stage, or what became of them.
    pub name: String,
    /// The stage's chance of winning in percent, where it is one of the settings.
    pub probability: Option<i64>,
    /// How many.
    pub deals: i64,
    /// What they are worth, the currency with the most deals first.
    pub worth: Vec<Worth>,
    /// Deals of which nobody knows what they are worth.
    pub without_amount: i64,
    /// Next steps that should have been taken.
    pub step_overdue: i64,
    /// Closing dates that are over.
    pub close_overdue: i64,
    /// Deals without a next step.
    pub no_step: i64,
}

/// The pipeline in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PipelineSum {
    /// Each stage, in the order of the settings; won and lost where closed deals are asked for.
    pub stages: Vec<DealSum>,
    /// All of them.
    pub total: DealSum,
}

impl Desk {
    fn sight(&self, filter: DealFilter, now: Timestamp) -> Sight {
        Sight { owner: self.owner_of(filter.whose), now, today: now.on(self.zone()).date_naive() }
    }

    /// A page of deals: by stage in the order of the settings, in each stage what is overdue first; closed ones by
    /// when they were closed, the last first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pipeline(
        &self,
        filter: DealFilter,
        after: Option<&DealCursor>,
        limit: usize,
        now: Timestamp,
    ) -> Result<PipelinePage, Refusal> {
        self.db.read(|| {
            let sight = self.sight(filter, now);
            let people = People::read(&self.db)?;
            let mut cursor = after.cloned().unwrap_or(DealCursor { stage: 0, need: 0, after: None });
            let mut found = Vec::new();
            let stages = if filter.closed { Vec::new() } else { self.deal_stages()? };
            if filter.closed {
                found = pipeline::closed(&self.db, &sight, cursor.after.as_deref(), limit)?;
            }
            while !filter.closed && found.len() < limit {
                let Some(stage) = stages.get(cursor.stage) else { break };
                let need = Need::ALL[cursor.need];
                let left = limit - found.len();
                let more = pipeline::open(&self.db, &sight, stage, need, cursor.after.as_deref(), left)?;
                let is_short = more.len() < left;
                found.extend(more);
                if is_short {
                    cursor.need = (cursor.need + 1) % Need::ALL.len();
                    cursor.stage += usize::from(cursor.need == 0);
                    cursor.after = None;
                } else {
                    cursor.after = found.last().cloned().map(Box::new);
                }
            }
            if filter.closed {
                cursor.after = found.last().cloned().map(Box::new);
            }
            let next = (found.len() >= limit).then_some(cursor);
            let mut rows = Vec::with_capacity(found.len());
            for deal in found {
                let Some(lead) = list::row(&self.db, deal.lead, now, &self.settings.score)? else { continue };
                rows.push(self.deal_row(deal, lead, &people, now)?);
            }
            Ok(PipelinePage { rows, next })
        })
    }

    pub(in crate::desk) fn deal_row(
        &self,
        deal: Deal,
        made_by: LeadRow,
        people: &People,
        now: Timestamp,
    ) -> Result<DealRow, Refusal> {
        let account = deal.account.map(|account| contacts::account(&self.db, account)).transpose()?.flatten();
        let today = now.on(self.zone()).date_naive();
        Ok(DealRow {
            company: account.map(|account| account.name).or_else(|| made_by.company.clone()),
            owner_name: deal.owner.map(|rep| people.name(rep).to_owned()).unwrap_or_default(),
            need: (deal.state == DealState::Open).then(|| deals::need(&deal, now, today)),
            deal,
            made_by,
        })
    }

    /// The stages of the settings, and behind them those that only the file still knows.
    fn deal_stages(&self) -> Result<Vec<String>, Refusal> {
        let mut stages: Vec<String> = self.settings.deal_stages.iter().map(|stage| stage.name.clone()).collect();
        for stage in pipeline::stages(&self.db)? {
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
        Ok(stages)
    }

    /// How many deals there are, stage by stage, and what they are worth.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pipeline_sum(&self, filter: DealFilter, now: Timestamp) -> Result<PipelineSum, Refusal> {
        let tallies = pipeline::tallies(&self.db, &self.sight(filter, now), !filter.closed)?;
        let mut groups: Vec<(String, Option<i64>)> = if filter.closed {
            [DealState::Won, DealState::Lost].iter().map(|state| (state.label().to_owned(), None)).collect()
        } else {
            let stages = self.settings.deal_stages.iter();
            stages.map(|stage| (stage.name.clone(), Some(stage.probability))).collect()
        };
        let of = |tally: &Tally| if filter.closed { tally.state.label().to_owned() } else { tally.stage.clone() };
        for tally in &tallies {
            if !groups.iter().any(|(name, _)| *name == of(tally)) {
                groups.push((of(tally), None));
            }
        }
        let stages = groups
            .into_iter()
            .map(|(name, probability)| {
                let here: Vec<&Tally> = tallies.iter().filter(|tally| of(tally) == name).collect();
                DealSum { name, probability, ..sum(&here) }
            })
            .collect();
        let all: Vec<&Tally> = tallies.iter().collect();
        Ok(PipelineSum { stages, total: DealSum { name: "total".to_owned(), ..sum(&all) } })
    }
}

fn sum(tallies: &[&Tally]) -> DealSum {
    let mut total = DealSum::default();
    let mut by_currency: Vec<(Currency, i64, i128, i128)> = Vec::new();
    for tally in tallies {
        total.deals += tally.deals;
        let [step, close, none] = tally.pressing;
        total.step_overdue += step;
        total.close_overdue += close;
        total.no_step += none;
        let Some(currency) = tally.currency else {
            total.without_amount += tally.deals;
            continue;
        };
        let weighted = tally.minor * i128::from(tally.probability) / 100;
        match by_currency.iter_mut().find(|(known, ..)| *known == currency) {
            Some((_, deals, minor, weights)) => {
                *deals += tally.deals;
                *minor += tally.minor;
                *weights += weighted;
            }
            None => by_currency.push((currency, tally.deals, tally.minor, weighted)),
        }
    }
    by_currency.sort_by_key(|(currency, deals, ..)| (-deals, *currency));
    let money = |minor: i128, currency| Money { minor: clamp(minor), currency };
    total.worth = by_currency
        .into_iter()
        .map(|(currency, _, minor, weighted)| Worth {
            amount: money(minor, currency),
            weighted: money(weighted, currency),
        })
        .collect();
    total
}

/// Nobody's pipeline is worth more than this; a sum of absurd amounts must still be shown.
fn clamp(minor: i128) -> i64 {
    i64::try_from(minor).unwrap_or(if minor < 0 { i64::MIN } else { i64::MAX })
}
