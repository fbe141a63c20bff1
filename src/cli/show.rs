//! `show`: everything about one lead, one person or one company.

use crate::{
    cli::{exit::Exit, failure::Failure, pipeline, read, session::Session, table::or_dash},
    desk::{Card, LeadRow, People},
    domain::{
        ids::{AccountId, ContactId, LeadId},
        time::{SECOND, lasting},
        when,
    },
    store::history::Touch,
};
use clap::Args;
use serde_json::{Value, json};

/// Show everything about a lead, a person or a company
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Show {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: Option<LeadId>,
    /// Which person: all their leads, deals and touches
    #[arg(long, value_name = "ID", value_parser = read::id::<ContactId>)]
    contact: Option<ContactId>,
    /// Which company: everybody there, their leads and deals
    #[arg(long, value_name = "ID", value_parser = read::id::<AccountId>)]
    account: Option<AccountId>,
}

impl Show {
    /// Shows it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        match (self.lead, self.contact, self.account) {
            (Some(lead), ..) => show_lead(session, lead),
            (_, Some(contact), _) => show_contact(session, contact),
            (.., Some(account)) => show_account(session, account),
            (None, None, None) => Err(Failure::Usage("name a lead, --contact or --account".to_owned())),
        }
    }
}

fn show_lead(session: &mut Session<'_>, lead: LeadId) -> Result<Exit, Failure> {
    let card = session.desk.card(lead, session.now)?;
    if session.out.json {
        let people = session.desk.people()?;
        let value = as_json(&card, &people)
            .map_err(|fault| Failure::Fault(format!("lead {lead} has no JSON form: {fault}")))?;
        session.out.value(&value)?;
    } else {
        head(session, &card)?;
        body(session, &card)?;
    }
    Ok(Exit::Done)
}

fn show_contact(session: &mut Session<'_>, id: ContactId) -> Result<Exit, Failure> {
    let page = session.desk.contact_page(id, session.now)?;
    if session.out.json {
        session.out.value(&page)?;
        return Ok(Exit::Done);
    }
    let contact = &page.contact;
    let company = page.account.as_ref().map(|account| format!("{} (account {})", account.name, account.id));
    let company = company.or_else(|| contact.company.clone());
    let work: Vec<String> = [contact.job_title.clone(), company].into_iter().flatten().collect();
    let work = if work.is_empty() { String::new() } else { format!(" · {}", work.join(", ")) };
    session.out.line(&format!("{}{work} · contact {id}", contact.called()))?;
    for channel in &contact.channels {
        let fault = channel.fault.as_ref().map(|fault| format!(" · {fault}")).unwrap_or_default();
        let standing = channel.standing.label();
        session.out.line(&format!("{:6} {} ({standing}){fault}", channel.kind.slug(), channel.shown()))?;
    }
    if page.do_not_call {
        session.out.line("call   no: asked not to be called")?;
    }
    leads(session, &page.leads)?;
    if !page.deals.is_empty() {
        pipeline::deals(session, &page.deals)?;
    }
    for touch in &page.touches {
        let line = touched(session, touch);
        session.out.line(&format!("touch  {line} (lead {})", touch.lead))?;
    }
    Ok(Exit::Done)
}

fn show_account(session: &mut Session<'_>, id: AccountId) -> Result<Exit, Failure> {
    let page = session.desk.account_page(id, session.now)?;
    if session.out.json {
        session.out.value(&page)?;
        return Ok(Exit::Done);
    }
    let account = &page.account;
    let known: Vec<&str> = [&account.domain, &account.industry, &account.size, &account.place]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    let known = if known.is_empty() { String::new() } else { format!(" · {}", known.join(" · ")) };
    session.out.line(&format!("{}{known} · account {id} · owner {}", account.name, or_dash(Some(&page.owner_name))))?;
    for person in &page.people {
        let primary = if person.is_primary { " · primary contact" } else { "" };
        let phone = person.contact.first_phone().or_else(|| person.contact.first_email());
        let phone = phone.map(|channel| format!(" · {}", channel.shown())).unwrap_or_default();
        let called = person.contact.called();
        session.out.line(&format!("person {called}{phone}{primary} (contact {})", person.contact.id))?;
    }
    leads(session, &page.leads)?;
    if !page.deals.is_empty() {
        pipeline::deals(session, &page.deals)?;
    }
    Ok(Exit::Done)
}

fn leads(session: &mut Session<'_>, leads: &[LeadRow]) -> Result<(), Failure> {
    for lead in leads {
        let owner = or_dash(Some(&lead.owner));
        let (stage, status, at) = (lead.stage.label(), lead.status.label(), session.say(lead.captured_at));
        let about = format!("{} · {stage} · {status} · {owner} · {} · captured {at}", lead.name, lead.source);
        session.out.line(&format!("lead   {} · {about}", lead.id))?;
    }
    Ok(())
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
