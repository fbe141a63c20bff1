//! BANT, the readiness gate, and handing over early.

use crate::{
    desk::{
        Refusal,
        command::{On, SalesReady},
        work::{Done, Work},
    },
    domain::{qualification::Qualification, stage::Stage, text},
};

impl Work<'_> {
    pub fn qualify(&mut self, on: On, answers: &Qualification, ready: &SalesReady) -> Result<Done, Refusal> {
        let mut lead = self.working_lead(on, "qualified")?;
        if let Some(budget) = answers.budget
            && !(1..=5).contains(&budget)
        {
            return Err(Refusal::Unfit { field: "budget", fault: format!("{budget} is not 1 (none) to 5 (ample)") });
        }
        let known = &mut lead.qualification;
        let own = |text: &Option<String>| text::typed(text.as_deref());
        known.budget = answers.budget.or(known.budget);
        known.authority = answers.authority.or(known.authority);
        known.need = answers.need.or(known.need);
        known.timeframe = answers.timeframe.or(known.timeframe);
        known.purchase_process = own(&answers.purchase_process).or(known.purchase_process.take());
        known.decision_makers = own(&answers.decision_makers).or(known.decision_makers.take());
        let now = lead.qualification.clone();
        self.set(
            &lead,
            &[
                ("budget", &now.budget),
                ("authority", &now.authority.map(i64::from)),
                ("need", &now.need.map(i64::from)),
                ("timeframe", &now.timeframe.map(|timeframe| timeframe.slug())),
                ("purchase_process", &now.purchase_process),
                ("decision_makers", &now.decision_makers),
            ],
        )?;
        let missing = now.missing();
        let called = self.called(&lead)?;
        let early = match ready {
            SalesReady::NotYet => {
                let said = if missing.is_empty() {
                    "nothing is missing".to_owned()
                } else {
                    format!("missing: {}", missing.join(", "))
                };
                return Ok(Done::on(lead.id, format!("Answers for {called} kept")).noting(said));
            }
            SalesReady::Ready if !missing.is_empty() => {
                return Err(Refusal::Impossible(format!(
                    "{called} is not sales ready, missing: {}; keep nurturing, or hand off early with a reason",
                    missing.join(", ")
                )));
            }
            SalesReady::Ready => None,
            SalesReady::Early(reason) if reason.trim().is_empty() => {
                return Err(Refusal::Unfit { field: "reason", fault: "say why it goes early".to_owned() });
            }
            SalesReady::Early(reason) => Some(text::clean(reason)),
        };
        if lead.owner.is_none() {
            self.give(&mut lead, Some(self.me.id), None, Some("qualified it"))?;
        }
        self.enter(&mut lead, Stage::SalesQualified, self.now)?;
        let how = if early.is_some() { ", handed off early" } else { "" };
        Ok(Done::on(lead.id, format!("{called} is sales qualified{how}")).because(early.as_deref()))
    }
}
