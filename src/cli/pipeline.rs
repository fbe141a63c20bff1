//! `pipeline`: deals by stage, what they are worth, and what is overdue.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::Session,
        table::{Table, figures, or_dash, words},
    },
    desk::{DealFilter, DealRow, DealSum, PipelineSum, Whose, Worth},
    domain::{money::Money, rep::Role},
};
use clap::Args;
use serde_json::json;

/// Show the pipeline: deals by stage, what they are worth, and what is overdue
///
/// Stage by stage in the order of the settings; in each, what is overdue first. Each currency is summed by itself.
#[derive(Debug, Args)]
pub struct Pipeline {
    /// At most so many deals
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    #[command(flatten)]
    of: Of,
    /// Deals that are won and lost, the last one first
    #[arg(long)]
    closed: bool,
}

/// Whose rows.
#[derive(Debug, Clone, Default, Args)]
pub struct Of {
    /// Everybody's, in place of mine; what managers see anyway
    #[arg(long, conflicts_with = "owner")]
    pub all: bool,
    /// Only those of this rep, in place of mine
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
}

impl Of {
    /// As the desk asks for it.
    pub fn whose(&self, session: &Session<'_>) -> Result<Whose, Failure> {
        Ok(match &self.owner {
            Some(name) => Whose::Of(read::rep(session, name)?),
            None if self.all || session.desk.me().role == Role::Manager => Whose::Everybody,
            None => Whose::Mine,
        })
    }
}

impl Pipeline {
    /// Shows it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let filter = DealFilter { whose: self.of.whose(session)?, closed: self.closed };
        let page = session.desk.pipeline(filter, None, self.limit, session.now)?;
        let sum = session.desk.pipeline_sum(filter, session.now)?;
        if session.out.json {
            session.out.value(&json!({ "rows": page.rows, "stages": sum.stages, "total": sum.total }))?;
            return Ok(Exit::Done);
        }
        if !page.rows.is_empty() {
            deals(session, &page.rows)?;
            session.out.line("")?;
        }
        sums(session, &sum)?;
        Ok(Exit::Done)
    }
}

/// Deals as a table.
pub fn deals(session: &mut Session<'_>, rows: &[DealRow]) -> Result<(), Failure> {
    let mut table = Table::new(&[
        figures("Deal"),
        figures("Lead"),
        words("Stage", 16),
        words("Name", 30),
        words("Company", 24),
        figures("Amount"),
        words("Needs", 16),
        words("Next step", 30),
        words("When", 22),
        words("Closes", 10),
        words("Owner", 10),
    ]);
    for row in rows {
        let deal = &row.deal;
        let lost = deal.lost_at().map(|stage| format!("{}, was at {stage}", deal.stage));
        table.row([
            deal.id.to_string(),
            deal.lead.to_string(),
            lost.unwrap_or_else(|| deal.stage.clone()),
            deal.name.clone(),
            or_dash(row.company.as_deref()),
            or_dash(deal.amount.map(|amount| amount.to_string()).as_deref()),
            or_dash(row.need.map(crate::policy::deals::Need::label)),
            or_dash(deal.next_step.as_deref()),
            or_dash(deal.next_step_at.map(|at| session.say(at)).as_deref()),
            or_dash(deal.close_on.map(|day| day.to_string()).as_deref()),
            or_dash(Some(&row.owner_name)),
        ]);
    }
    table.print(session.out)
}

fn sums(session: &mut Session<'_>, sum: &PipelineSum) -> Result<(), Failure> {
    let mut table = Table::new(&[
        words("Stage", 20),
        figures("Deals"),
        words("Worth", 60),
        words("Weighted by chance", 60),
        figures("Overdue"),
        figures("No step"),
    ]);
    let said = |of: fn(&Worth) -> Money, worth: &[Worth]| {
        let all: Vec<String> = worth.iter().map(|worth| of(worth).to_string()).collect();
        or_dash(Some(&all.join(" + ")))
    };
    let mut row = |sum: &DealSum| {
        table.row([
            sum.name.clone(),
            sum.deals.to_string(),
            said(|worth| worth.amount, &sum.worth),
            said(|worth| worth.weighted, &sum.worth),
            (sum.step_overdue + sum.close_overdue).to_string(),
            sum.no_step.to_string(),
        ]);
    };
    sum.stages.iter().for_each(&mut row);
    row(&sum.total);
    table.print(session.out)
}
