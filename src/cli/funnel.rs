//! `funnel`: of these leads, how far did each get; and the leads behind each number.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        history::anybody,
        read,
        session::Session,
        table::{Table, figures, or_dash, words},
    },
    desk::{FunnelAnswer, FunnelAsk, plural},
    domain::{
        stage::Stage,
        time::{SECOND, lasting},
    },
    policy::funnel::Step,
    store::funnel::{Cohort, Part},
};
use clap::Args;
use serde_json::json;

/// Show the cohort funnel: of the leads captured in a period, how far did each get
///
/// At every stage: reach = next + leaked + waiting. `--leads` lists the leads behind one of these numbers.
#[derive(Debug, Args)]
pub struct Funnel {
    /// Captured at or after this: a day means its beginning, “30 days ago” is understood
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Captured before this; a day means its beginning
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Only from this source
    #[arg(long)]
    source: Option<String>,
    /// Only of this campaign
    #[arg(long)]
    campaign: Option<String>,
    /// Only of this owner (as of now); “nobody” for leads without one
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// List the leads behind a number: a stage, and reach, next, leaked or waiting
    #[arg(long, num_args = 2, value_names = ["STAGE", "PART"])]
    leads: Option<Vec<String>>,
    /// At most so many of them
    #[arg(long, value_name = "N", default_value_t = 50, requires = "leads")]
    limit: i64,
}

impl Funnel {
    /// Counts it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let (now, zone) = (session.now, session.desk.zone());
        let border = |text: Option<String>| text.map(|text| read::border(&text, now, zone)).transpose();
        let owner = match self.owner.as_deref() {
            None => None,
            Some(name) if name.eq_ignore_ascii_case("nobody") => Some(None),
            Some(name) => Some(Some(anybody(session, name)?)),
        };
        let cohort = Cohort {
            from: border(self.from)?,
            to: border(self.to)?,
            source: self.source.map(|source| source.to_lowercase()),
            campaign: self.campaign,
            owner,
        };
        if let Some(of) = &self.leads {
            return behind(session, &cohort, of, self.limit.max(0));
        }
        let answer = session.desk.funnel(&FunnelAsk { cohort, stays: true })?;
        if session.out.json {
            session.out.value(&answer)?;
        } else {
            draw(session, &answer)?;
        }
        Ok(Exit::Done)
    }
}

/// What a number's name means.
fn part(of: &[String]) -> Result<(Stage, Part), Failure> {
    let [stage, part] = of else { return Err(Failure::Usage("--leads takes a stage and a part".to_owned())) };
    let stage = read::stage(stage).map_err(Failure::Usage)?;
    match part.to_lowercase().as_str() {
        "reach" => Ok((stage, Part::Reach)),
        // Those that went on are those that reached the stage after.
        "next" => {
            let next = stage.next().ok_or_else(|| Failure::Usage("nothing comes after won".to_owned()))?;
            Ok((next, Part::Reach))
        }
        "leaked" => Ok((stage, Part::Leaked)),
        "waiting" => Ok((stage, Part::Waiting)),
        other => Err(Failure::Usage(format!("“{other}” is not a part; it is one of: reach, next, leaked, waiting"))),
    }
}

fn behind(session: &mut Session<'_>, cohort: &Cohort, of: &[String], limit: i64) -> Result<Exit, Failure> {
    let (stage, part) = part(of)?;
    let leads = session.desk.behind(cohort, stage, part, None, limit, session.now)?;
    if session.out.json {
        session.out.value(&json!({ "view": "cohort", "of": of, "leads": leads }))?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(&[
        figures("Lead"),
        words("Name", 26),
        words("Company", 22),
        words("Source", 16),
        words("Owner", 10),
        words("Stage", 19),
        words("Status", 10),
        words("Captured", 20),
        words("Reason", 16),
    ]);
    for lead in &leads {
        table.row([
            lead.id.to_string(),
            lead.name.clone(),
            or_dash(lead.company.as_deref()),
            lead.source.clone(),
            or_dash(Some(&lead.owner)),
            lead.stage.label().to_owned(),
            lead.status.label().to_owned(),
            session.say(lead.captured_at),
            or_dash(lead.reject_reason.as_deref()),
        ]);
    }
    if !table.is_empty() {
        table.print(session.out)?;
    }
    session.out.line(&plural(leads.len(), "lead", "leads"))?;
    Ok(Exit::Done)
}

/// Columns of the longest bar.
const WIDTH: i64 = 30;

fn draw(session: &mut Session<'_>, answer: &FunnelAnswer) -> Result<(), Failure> {
    session.out.line(&title(session, answer))?;
    let most = answer.stages.first().map_or(0, |step| step.reach);
    let mut table = Table::new(&[
        words("Stage", 19),
        words("", 30),
        figures("Reach"),
        figures("= next"),
        figures("+ leaked"),
        figures("+ waiting"),
        figures("Step"),
        figures("Skipped"),
        figures("Median"),
        figures("90 %"),
    ]);
    let stay = |seconds: Option<i64>| seconds.map_or("–".to_owned(), |seconds| lasting(seconds * SECOND));
    for step in &answer.stages {
        let won = step.stage() == Stage::Won;
        let unless_won = |figure: i64| if won { "–".to_owned() } else { figure.to_string() };
        table.row([
            step.stage().label().to_owned(),
            bar(step.reach, most),
            step.reach.to_string(),
            unless_won(step.next),
            unless_won(step.leaked),
            unless_won(step.waiting),
            step.step_percent().filter(|_| !won).map_or("–".to_owned(), |percent| format!("{percent} %")),
            step.skipped.to_string(),
            stay(step.median_seconds),
            stay(step.p90_seconds),
        ]);
    }
    table.print(session.out)?;
    session.out.line(&identity(&answer.stages))
}

fn title(session: &Session<'_>, answer: &FunnelAnswer) -> String {
    let mut title = "Cohort: leads captured".to_owned();
    match (answer.from, answer.to) {
        (None, None) => title.push_str(" at any time"),
        (from, to) => {
            title.extend(from.map(|at| format!(" from {}", session.say(at))));
            title.extend(to.map(|at| format!(" before {}", session.say(at))));
        }
    }
    title.extend(answer.source.as_ref().map(|source| format!(" · source {source}")));
    title.extend(answer.campaign.as_ref().map(|campaign| format!(" · campaign {campaign}")));
    title.extend(answer.owner.as_ref().map(|owner| format!(" · {} {owner}", answer.owner_is)));
    title
}

/// A whole cell for every share, and half a one for the rest: who is there at all is seen.
fn bar(reach: i64, most: i64) -> String {
    if most == 0 || reach == 0 {
        return String::new();
    }
    let halves = (reach * WIDTH * 2 / most).max(1).unsigned_abs();
    let full = usize::try_from(halves / 2).unwrap_or(0);
    format!("{}{}", "█".repeat(full), if halves % 2 == 1 { "▌" } else { "" })
}

/// Every lead of the cohort is in one of the three: won, leaked somewhere, waiting somewhere.
fn identity(steps: &[Step]) -> String {
    let captured = steps.first().map_or(0, |step| step.reach);
    let won = steps.last().map_or(0, |step| step.reach);
    let sum = |of: fn(&Step) -> i64| steps.iter().map(of).sum::<i64>();
    let aside = |figure: i64, words: &str| if figure == 0 { String::new() } else { format!(" ({figure} {words})") };
    format!(
        "{captured} captured = {won} won + {} leaked{} + {} waiting{}",
        sum(|step| step.leaked),
        aside(sum(|step| step.not_a_lead), "never were leads"),
        sum(|step| step.waiting),
        aside(sum(|step| step.nurture), "in nurture"),
    )
}
