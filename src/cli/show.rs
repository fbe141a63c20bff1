//! `show`: everything about one lead.

use crate::{
    cli::{exit::Exit, failure::Failure, read, session::Session},
    desk::{Card, People},
    domain::{
        ids::LeadId,
        time::{SECOND, lasting},
        when,
    },
    store::history::Touch,
};
use clap::Args;
use serde_json::{Value, json};

/// Show everything about a lead
#[derive(Debug, Args)]
pub struct Show {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
}

impl Show {
    /// Shows it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let card = session.desk.card(self.lead, session.now)?;
        if session.out.json {
            let people = session.desk.people()?;
            let value = as_json(&card, &people)
                .map_err(|fault| Failure::Fault(format!("lead {} has no JSON form: {fault}", self.lead)))?;
            session.out.value(&value)?;
        } else {
            head(session, &card)?;
            body(session, &card)?;
        }
        Ok(Exit::Done)
    }
}

/// The lead with all that hangs on it; where it names a row by number only, the name stands beside it.
fn as_json(card: &Card, people: &People) -> serde_json::Result<Value> {
    let mut lead = serde_json::to_value(&card.lead)?;
    let owners: Vec<Value> = card
        .owners
        .iter()
        .map(|span| {
            json!({
                "owner": people.name(span.owner), "owner_id": span.owner, "from_at": span.from_at,
                "to_at": span.to_at, "reason": span.reason,
            })
        })
        .collect();
    let more = json!({
        "contact": card.contact,
        "account": card.account,
        "owner": if card.owner.is_empty() { None } else { Some(&card.owner) },
        "owner_id": card.lead.owner,
        "team": card.team,
        "team_id": card.lead.team,
        "held": card.held,
        "score": card.score.points,
        "score_lines": card.score.lines,
        "zones": card.zones,
        "may_call": card.may_call,
        "opens_at": card.opens_at,
        "do_not_call": card.do_not_call,
        "touches": card.touches,
        "promises": card.promises,
        "stage_entries": card.stages,
        "end_spans": card.ends,
        "owner_spans": owners,
        "deals": card.deals,
        "others": card.others,
        "in_stage_seconds": card.in_stage / SECOND,
        "meaningful": card.meaningful,
        "missing": card.missing,
    });
    if let (Value::Object(lead), Value::Object(more)) = (&mut lead, more) {
        lead.extend(more);
    }
    Ok(lead)
}

/// Who it is, and may I call: what `next` shows too.
pub fn head(session: &mut Session<'_>, card: &Card) -> Result<(), Failure> {
    let (lead, contact) = (&card.lead, &card.contact);
    let work: Vec<&str> = [contact.job_title.as_deref(), contact.company.as_deref()].into_iter().flatten().collect();
    let work = if work.is_empty() { String::new() } else { format!(" · {}", work.join(", ")) };
    session.out.line(&format!("{}{work} · lead {}", contact.called(), lead.id))?;
    for channel in &contact.channels {
        let fault = channel.fault.as_ref().map(|fault| format!(" · {fault}")).unwrap_or_default();
        let standing = format!("{} · {}", channel.standing.label(), channel.id);
        session.out.line(&format!("{:6} {} ({standing}){fault}", channel.kind.slug(), channel.shown()))?;
    }
    let call = match (card.do_not_call, card.may_call, card.opens_at) {
        (true, ..) => "no: asked not to be called".to_owned(),
        (_, true, _) => "yes, it is inside calling hours there".to_owned(),
        (.., Some(at)) => format!("not now, opens {}", session.say(at)),
        (.., None) => "not now: it is not known where they are".to_owned(),
    };
    let there = card.zones.first().map(|zone| format!(" · {} there", when::say(session.now, *zone, session.now)));
    session.out.line(&format!("call   {call}{}", there.unwrap_or_default()))?;
    let owner = match (&card.owner, &card.team) {
        (owner, _) if !owner.is_empty() => owner.clone(),
        (_, Some(team)) => format!("team {team}"),
        _ => "nobody".to_owned(),
    };
    let held = card.held.as_ref().map(|claim| format!(" · held by {} until {}", claim.who, session.say(claim.until)));
    session.out.line(&format!(
        "lead   {} · {} · owner {owner} · score {} · source {}{}",
        lead.stage.label(),
        lead.status.label(),
        card.score.points,
        lead.source,
        held.unwrap_or_default()
    ))?;
    if let Some(problem) = &lead.problem {
        session.out.line(&format!("needs  {problem}"))?;
    }
    Ok(())
}

fn body(session: &mut Session<'_>, card: &Card) -> Result<(), Failure> {
    let in_stage = lasting(card.in_stage);
    session.out.line(&format!("stage  {in_stage} in {}; meaningful touches: {}", card.lead.stage, card.meaningful))?;
    if !card.missing.is_empty() {
        session.out.line(&format!("gate   missing: {}", card.missing.join(", ")))?;
    }
    for line in &card.score.lines {
        session.out.line(&format!("score  {:2} of {:2}  {}: {}", line.points, line.of, line.part, line.why))?;
    }
    for preview in session.desk.previews(card.lead.id, session.now)? {
        if card.lead.status.is_working() {
            session.out.line(&format!("log    {:16} {}", preview.outcome, preview.says))?;
        }
    }
    for deal in &card.deals {
        let amount = deal.amount.map(|amount| format!(" · {amount}")).unwrap_or_default();
        let next = deal.next_step.as_ref().map(|step| format!(" · next: {step}")).unwrap_or_default();
        session.out.line(&format!("deal   {} “{}” · {}{amount}{next}", deal.id, deal.name, deal.stage))?;
    }
    for promise in &card.promises {
        let note = promise.note.as_ref().map(|note| format!(" · {note}")).unwrap_or_default();
        let due = session.say(promise.due_at);
        session.out.line(&format!("prom.  {due} · {}{note}", promise.state.label()))?;
    }
    for entry in &card.stages {
        let at = session.say(entry.entered_at);
        session.out.line(&format!("was    {:20} from {at}", entry.stage.label()))?;
    }
    for end in &card.ends {
        let again = end.reopened_at.map(|at| format!(", reopened {}", session.say(at))).unwrap_or_default();
        let at = session.say(end.ended_at);
        session.out.line(&format!("ended  {at} · {} · {}{again}", end.how.label(), end.reason))?;
    }
    for touch in &card.touches {
        let line = touched(session, touch);
        session.out.line(&format!("touch  {line}"))?;
    }
    Ok(())
}

fn touched(session: &Session<'_>, touch: &Touch) -> String {
    let what = match &touch.attempt {
        Some(attempt) => format!("{} ({})", touch.kind, attempt.outcome),
        None => touch.kind.to_string(),
    };
    let who = if touch.who.is_empty() { String::new() } else { format!(" by {}", touch.who) };
    let note = touch.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    let back = if touch.taken_back { " [taken back]" } else { "" };
    format!("{}{back} {what}{who}{note}", session.say(touch.at))
}
