//! `next`: claims the next lead.

use crate::{
    cli::{exit::Exit, failure::Failure, session::Session, show},
    domain::time::lasting,
};
use clap::Args;
use serde_json::{Value, json};

/// Claim the next lead of the queue
///
/// In one step: nobody else is given it while the claim lasts. What you held before is given up. With nothing
/// ready the answer is `null` and the exit code 8.
#[derive(Debug, Args)]
pub struct Next {}

impl Next {
    /// Claims it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let Some(claimed) = session.desk.next(session.now)? else {
            if session.out.json {
                session.out.value(&Value::Null)?;
            } else {
                session.out.line("Nothing is ready. `callsheet queue` says what is withheld, and why.")?;
            }
            return Ok(Exit::Nothing);
        };
        let card = session.desk.card(claimed.lead, session.now)?;
        if session.out.json {
            let phone = card.contact.first_phone();
            session.out.value(&json!({
                "lead": claimed.lead,
                "until": claimed.until,
                "why": claimed.why,
                "name": card.contact.called(),
                "company": card.contact.company,
                "job_title": card.contact.job_title,
                "phone": phone.map(|channel| channel.shown()),
                "number": phone.and_then(|channel| channel.normal.clone()),
                "email": card.contact.first_email().map(|channel| channel.shown()),
                "owner": card.owner,
                "stage": card.lead.stage,
                "status": card.lead.status,
                "score": card.score.points,
                "tries": card.lead.tries,
                "source": card.lead.source,
                "problem": card.lead.problem,
                "may_call": card.may_call,
                "zones": card.zones,
                "last_touch": card.touches.iter().find(|touch| !touch.taken_back),
            }))?;
            return Ok(Exit::Done);
        }
        show::head(session, &card)?;
        session.out.line(&format!("why    {}", claimed.why))?;
        session.out.line(&format!("yours  for {}", lasting(claimed.until.since(session.now))))?;
        Ok(Exit::Done)
    }
}
