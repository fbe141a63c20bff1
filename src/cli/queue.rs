//! `queue`: who is next, and why; and who is not, and why not.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        pipeline::Of,
        read,
        session::Session,
        table::{Table, figures, or_dash, words},
    },
    desk::{Filter, NurtureFilter, QueueAsk, QueueRow, Sort, Whose, WithheldCount, plural},
    domain::{
        stage::{Stage, Status},
        time::ago,
    },
    policy::lanes::Withheld,
};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

/// Show the queue: who is next, and why
///
/// As they are offered to you: your leads, your team's pool and the pool; only what is ready now. Another order
/// shows what is not ready too. Below stands what is withheld, counted under the first reason that applies.
#[derive(Debug, Args)]
pub struct Queue {
    /// At most so many rows
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    of: Of,
    /// Only from this source
    #[arg(long)]
    source: Option<String>,
    /// Only with this status: open, attempting, contacted, nurturing
    #[arg(long)]
    status: Option<Status>,
    /// Only those whose furthest stage is this one (MQL, SAL and SQL are understood)
    #[arg(long, value_parser = read::stage)]
    stage: Option<Stage>,
    /// In which order
    #[arg(long, value_enum, default_value_t = By::Turn)]
    sort: By,
    /// List the leads withheld for this reason instead: do_not_call, held, no_number, waiting_retry, nurturing,
    /// outside_hours
    #[arg(long, value_name = "REASON")]
    withheld: Option<Withheld>,
    /// List the leads in nurture instead: mine, those that are awake first
    #[arg(long, conflicts_with_all = ["withheld", "sort", "source", "status", "stage"])]
    nurturing: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// As they are offered
    Turn,
    /// Best score first
    Score,
    /// Newest capture first
    Newest,
}

impl Queue {
    /// Shows it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        if self.nurturing {
            return nurturing(session, self.of.whose(session)?, self.limit);
        }
        let filter = Filter {
            source: self.source.map(|source| source.to_lowercase()),
            status: self.status,
            stage: self.stage,
            owner: self.of.owner.as_deref().map(|name| read::rep(session, name)).transpose()?,
            everybody: self.of.all,
        };
        if let Some(reason) = self.withheld {
            return withheld(session, &filter, reason, self.limit);
        }
        let sort = match self.sort {
            By::Turn => Sort::Turn,
            By::Score => Sort::Score,
            By::Newest => Sort::Newest,
        };
        let mut ask = QueueAsk { filter, sort, after: None, limit: self.limit };
        let mut rows: Vec<QueueRow> = Vec::new();
        // A narrow filter ends a page early; the next one goes on from there.
        while ask.limit > 0 {
            let page = session.desk.queue(&ask, session.now)?;
            rows.extend(page.rows);
            ask.limit = self.limit.saturating_sub(rows.len());
            ask.after = page.next;
            if ask.after.is_none() {
                break;
            }
        }
        let counts = session.desk.withheld(&ask.filter, session.now)?;
        if session.out.json {
            session.out.value(&json!({ "rows": rows, "withheld": by_reason(&counts), "held_by": held_by(&counts) }))?;
        } else {
            print(session, &rows, &counts)?;
        }
        Ok(Exit::Done)
    }
}

fn by_reason(counts: &[WithheldCount]) -> Map<String, Value> {
    counts.iter().map(|count| (count.reason.slug().to_owned(), count.leads.into())).collect()
}

fn held_by(counts: &[WithheldCount]) -> Vec<&String> {
    counts.iter().flat_map(|count| &count.by).collect()
}

fn print(session: &mut Session<'_>, rows: &[QueueRow], counts: &[WithheldCount]) -> Result<(), Failure> {
    let mut table = Table::new(&[
        figures("Lead"),
        words("Lane", 8),
        words("Name", 26),
        words("Company", 22),
        words("Owner", 10),
        words("Stage", 19),
        words("Status", 10),
        figures("Score"),
        words("Why", 60),
    ]);
    for row in rows {
        let lead = &row.lead;
        table.row([
            lead.id.to_string(),
            row.queue.map_or("–", |lane| lane.label()).to_owned(),
            lead.name.clone(),
            or_dash(lead.company.as_deref()),
            or_dash(Some(&lead.owner)),
            lead.stage.label().to_owned(),
            lead.status.label().to_owned(),
            lead.score.to_string(),
            row.why.clone(),
        ]);
    }
    if table.is_empty() {
        session.out.line("Nothing is ready.")?;
    } else {
        table.print(session.out)?;
    }
    session.out.line(&withheld_line(counts))
}

/// As the line under every list has it: “312 withheld: 201 outside hours, 4 held by ana”.
fn withheld_line(counts: &[WithheldCount]) -> String {
    let sum: i64 = counts.iter().map(|count| count.leads).sum();
    if sum == 0 {
        return "Nothing withheld".to_owned();
    }
    let each = counts.iter().map(|count| {
        let by = if count.by.is_empty() { String::new() } else { format!(" by {}", count.by.join(", ")) };
        format!("{} {}{by}", count.leads, count.reason.label())
    });
    format!("{sum} withheld: {}", each.collect::<Vec<_>>().join(", "))
}

fn withheld(session: &mut Session<'_>, filter: &Filter, reason: Withheld, limit: usize) -> Result<Exit, Failure> {
    let leads = session.desk.withheld_leads(filter, reason, limit, session.now)?;
    if session.out.json {
        session.out.value(&json!({ "reason": reason, "rows": leads }))?;
        return Ok(Exit::Done);
    }
    let mut table =
        Table::new(&[figures("Lead"), words("Name", 26), words("Company", 22), words("Why", 50), words("Opens", 24)]);
    for row in &leads {
        let opens = row.opens_at.map(|at| ago(at, session.now));
        table.row([
            row.lead.id.to_string(),
            row.lead.name.clone(),
            or_dash(row.lead.company.as_deref()),
            row.why.clone(),
            or_dash(opens.as_deref()),
        ]);
    }
    if !table.is_empty() {
        table.print(session.out)?;
    }
    session.out.line(&format!("{}: {}", plural(leads.len(), "lead", "leads"), reason.label()))?;
    Ok(Exit::Done)
}

fn nurturing(session: &mut Session<'_>, whose: Whose, limit: usize) -> Result<Exit, Failure> {
    let page = session.desk.nurturing(NurtureFilter { whose, lane: None }, None, limit, session.now)?;
    let lanes = session.desk.nurture_lanes(whose, session.now)?;
    if session.out.json {
        session.out.value(&json!({ "rows": page.rows, "lanes": lanes }))?;
        return Ok(Exit::Done);
    }
    let target = session.desk.settings().nurture.touch_target;
    let mut table = Table::new(&[
        figures("Lead"),
        words("Lane", 14),
        words("Name", 26),
        words("Company", 22),
        words("Wakes", 24),
        words("Cause", 10),
        figures("Touches"),
        words("Owner", 10),
    ]);
    for row in &page.rows {
        table.row([
            row.lead.id.to_string(),
            or_dash(row.lead.lane.map(crate::domain::nurture::Lane::label)),
            row.lead.name.clone(),
            or_dash(row.lead.company.as_deref()),
            or_dash(row.wakes_at.map(|at| session.say(at)).as_deref()),
            or_dash(row.cause.map(crate::domain::nurture::Cause::label)),
            format!("{}/{target}", row.touches),
            or_dash(Some(&row.lead.owner)),
        ]);
    }
    if !table.is_empty() {
        table.print(session.out)?;
    }
    for lane in &lanes {
        let awake = format!("{} awake, {} more within 7 days", lane.awake, lane.this_week);
        session.out.line(&format!("{}: {} · {awake}", lane.lane, lane.leads))?;
    }
    let without: i64 = lanes.iter().map(|lane| lane.without_touch).sum();
    session.out.line(&format!("{without} without a next touch"))?;
    Ok(Exit::Done)
}
