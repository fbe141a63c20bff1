//! Carries out what the model wants of a desk. The worker threads do it, and so do tests, in line.

use crate::{
    desk::{Desk, Picks, Refusal},
    domain::time::Timestamp,
    policy::lanes::Withheld,
    store::{funnel::Cohort, steps::Tell},
    tui::{
        message::{Answer, Change, Done, Question, Seat},
        state::{Page, PageOf},
    },
};
use std::sync::Arc;

/// Rows of one page behind a number of the funnel.
pub const PAGE: i64 = 100;
/// Leads shown for each reason of being withheld.
const WITHHELD: usize = 200;
/// People shown of a search.
const FOUND: i64 = 40;

/// Who sits at this desk.
///
/// # Errors
/// When the file cannot be read.
pub fn seat(desk: &Desk) -> Result<Seat, Refusal> {
    Ok(Seat {
        me: desk.me().clone(),
        zone: desk.zone(),
        settings: Arc::new(desk.settings().clone()),
        people: desk.people()?,
        sources: desk.sources()?,
        demo: desk.is_demo()?,
    })
}

/// Answers a question.
///
/// # Errors
/// As the desk's own questions.
pub fn answer(desk: &Desk, question: &Question, at: Timestamp) -> Result<Answer, Refusal> {
    Ok(match question {
        Question::Queue(ask) => Answer::Queue(desk.queue(ask, at)?, ask.after),
        Question::Withheld(filter) => Answer::Withheld(desk.withheld(filter, at)?),
        Question::Opens(filter) => {
            let first = desk.withheld_leads(filter, Withheld::OutsideHours, 1, at)?;
            Answer::Opens(first.first().and_then(|lead| lead.opens_at))
        }
        Question::WithheldLeads(filter, reasons) => Answer::WithheldLeads(
            reasons
                .iter()
                .map(|reason| Ok((*reason, desk.withheld_leads(filter, *reason, WITHHELD, at)?)))
                .collect::<Result<_, Refusal>>()?,
        ),
        Question::Held => {
            let (mine, others): (Vec<_>, Vec<_>) =
                desk.claims(at)?.into_iter().partition(|claim| claim.rep == desk.me().id);
            let held = mine.into_iter().next();
            let row = match &held {
                Some(claim) => desk.rows(&[claim.lead], at)?.pop(),
                None => None,
            };
            Answer::Held(held.zip(row), others)
        }
        Question::Card(lead) => Answer::Card(Box::new(desk.card(*lead, at)?)),
        Question::Previews(lead) => Answer::Previews(*lead, desk.previews(*lead, at)?),
        Question::Deals(contact, account) => Answer::Deals(desk.open_deals(*contact, *account)?),
        Question::Find(query) => Answer::Found(desk.find(query, FOUND, at)?),
        Question::Pipeline(filter, after, limit) => {
            Answer::Pipeline(desk.pipeline(*filter, after.as_ref(), *limit, at)?)
        }
        Question::Worth(filter) => Answer::Worth(desk.pipeline_sum(*filter, at)?),
        Question::Nurture(filter, after, limit) => Answer::Nurture(desk.nurturing(*filter, *after, *limit, at)?),
        Question::Lanes(whose) => Answer::Lanes(desk.nurture_lanes(*whose, at)?),
        Question::Page(of) => Answer::Page(
            *of,
            match of {
                PageOf::Contact(id) => Page::Contact(Box::new(desk.contact_page(*id, at)?)),
                PageOf::Account(id) => Page::Account(Box::new(desk.account_page(*id, at)?)),
            },
        ),
        Question::Funnel(ask) => Answer::Funnel(Box::new(desk.funnel(ask)?)),
        Question::Sources(cohort, sources) => Answer::Sources(by_source(desk, cohort, sources)?),
        Question::Behind { cohort, stage, part, after } => {
            Answer::Behind(desk.behind(cohort, *stage, *part, *after, PAGE, at)?)
        }
        Question::History(wanted, limit) => Answer::History(desk.history(wanted, *limit)?),
        Question::Picks(of) => Answer::Picks(picks(desk, of, at)?),
        Question::Seat => Answer::Seat(Box::new(seat(desk)?)),
    })
}

fn picks(desk: &Desk, of: &Question, at: Timestamp) -> Result<Picks, Refusal> {
    match of {
        Question::Queue(ask) => desk.pick_queue(ask, at),
        Question::WithheldLeads(filter, reasons) => desk.pick_withheld(filter, reasons, at),
        Question::Behind { cohort, stage, part, .. } => desk.pick_behind(cohort, *stage, *part),
        Question::Pipeline(filter, ..) => desk.pick_pipeline(*filter, at),
        Question::Nurture(filter, ..) => desk.pick_nurturing(*filter, at),
        // The other questions have no leads to mark.
        _ => Ok(Picks::default()),
    }
}

fn by_source(
    desk: &Desk,
    cohort: &Cohort,
    sources: &[String],
) -> Result<Vec<(String, Vec<crate::policy::funnel::Step>)>, Refusal> {
    let mut rows = Vec::new();
    for source in sources {
        let cohort = Cohort { source: Some(source.clone()), ..cohort.clone() };
        let funnel = desk.funnel(&crate::desk::FunnelAsk { cohort, stays: false })?;
        if funnel.stages.first().is_some_and(|step| step.reach > 0) {
            rows.push((source.clone(), funnel.stages));
        }
    }
    Ok(rows)
}

/// Carries out a change; a long one is told of, and can be stopped.
///
/// # Errors
/// As the desk's own changes.
pub fn carry_out(desk: &mut Desk, change: &Change, at: Timestamp, tell: Tell<'_>) -> Result<Done, Refusal> {
    Ok(match change {
        Change::Run(command) => Done::Receipt(Box::new(desk.run_watched(command, at, tell)?)),
        Change::Next => Done::Claimed(desk.next(at)?),
        Change::Release(lead, reason) => Done::Receipt(Box::new(desk.release(Some(*lead), reason.as_deref(), at)?)),
        Change::Renew => Done::Renewed(desk.renew(at)?),
    })
}
