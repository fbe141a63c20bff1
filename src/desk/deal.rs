//! Deals: moved, won, lost, reopened. A lead is won when any of its deals is, and ends when all of them are lost.

use crate::{
    desk::{
        Refusal,
        command::{DealEdit, DealMove, OnDeal},
        reject,
        work::{Done, Work},
    },
    domain::{
        deal::{Deal, DealState},
        end::Ending,
        ids::DealId,
        lead::Lead,
        stage::Stage,
        text,
    },
    store::{deals, entity::Entity, leads},
};

impl Work<'_> {
    pub fn deal(&self, id: DealId) -> Result<Deal, Refusal> {
        deals::get(self.db, id)?.ok_or_else(|| Refusal::Unknown { what: "deal", which: id.to_string() })
    }

    /// The deal, if nobody changed it after it was looked at.
    fn deal_on(&self, on: OnDeal) -> Result<Deal, Refusal> {
        let deal = self.deal(on.deal)?;
        if on.seen.is_some_and(|seen| seen != deal.version) {
            let (who, what, at) = self.changed_by(deal.version)?;
            return Err(Refusal::DealChanged { deal: deal.id, who, what, at });
        }
        Ok(deal)
    }

    pub fn move_deal(&mut self, on: OnDeal, to: &DealMove) -> Result<Done, Refusal> {
        let deal = self.deal_on(on)?;
        let done = match to {
            DealMove::Stage(name) => self.shift(&deal, name),
            DealMove::Won => self.win(&deal),
            DealMove::Lost(because) => {
                let (reason, note) = reject::check(&self.settings.lost_reasons, because, "reason")?;
                let (slug, label) = (reason.slug.clone(), reason.label.clone());
                self.lose(&deal, &slug, &note.map_or(label.clone(), |note| format!("{label}: {note}")))
            }
            DealMove::Reopen => self.reopen_deal(&deal),
            DealMove::Edit(edits) => self.edit_deal(&deal, edits),
        }?;
        Ok(Done { deal: Some(deal.id), lead: Some(deal.lead), ..done })
    }

    fn must_be_open(deal: &Deal) -> Result<(), Refusal> {
        if deal.state == DealState::Open {
            return Ok(());
        }
        Err(Refusal::Impossible(format!("deal {} is {}; reopen it first", deal.id, deal.state.slug())))
    }

    fn shift(&mut self, deal: &Deal, name: &str) -> Result<Done, Refusal> {
        Self::must_be_open(deal)?;
        let Some(stage) = self.settings.deal_stage(name) else {
            let known: Vec<&str> = self.settings.deal_stages.iter().map(|stage| stage.name.as_str()).collect();
            return Err(Refusal::Unfit {
                field: "stage", fault: format!("“{name}” is none of: {}", known.join(", "))
            });
        };
        if stage.name == deal.stage {
            return Err(Refusal::Impossible(format!("deal {} is at {} already", deal.id, stage.name)));
        }
        let (name, probability) = (stage.name.clone(), stage.probability);
        self.record.update(Entity::Deal, deal.id.0, &[("stage", &name), ("probability", &probability)])?;
        Ok(Done::saying(format!("Moved “{}” to {name}", deal.name)))
    }

    fn close(&mut self, deal: &Deal, state: DealState, reason: Option<&str>) -> Result<(), Refusal> {
        Self::must_be_open(deal)?;
        let probability: i64 = if state == DealState::Won { 100 } else { 0 };
        self.record.update(
            Entity::Deal,
            deal.id.0,
            &[
                ("state", &state.slug()),
                ("stage", &state.label()),
                ("probability", &probability),
                ("lost_reason", &reason),
                ("last_stage", &deal.stage),
                ("closed_at", &self.now.0),
            ],
        )?;
        Ok(())
    }

    /// The leads on a deal, each marked as changed: whether a lead is won or has ended hangs on all of its deals, so
    /// that a change of one deal must not be taken back behind a later one of another.
    fn mark_leads(&mut self, deal: &Deal) -> Result<Vec<Lead>, Refusal> {
        let leads = leads::on_deal(self.db, deal.id.0)?;
        for lead in &leads {
            self.set(lead, &[("status", &lead.status.slug())])?;
        }
        Ok(leads)
    }

    fn win(&mut self, deal: &Deal) -> Result<Done, Refusal> {
        self.close(deal, DealState::Won, None)?;
        for mut lead in self.mark_leads(deal)? {
            if lead.ended_at.is_some() {
                self.unend(&mut lead)?;
            }
            self.enter(&mut lead, Stage::Won, self.now)?;
        }
        let worth = deal.amount.as_ref().map(|money| format!(", {money}")).unwrap_or_default();
        Ok(Done::saying(format!("Won “{}”{worth}", deal.name)))
    }

    fn lose(&mut self, deal: &Deal, slug: &str, said: &str) -> Result<Done, Refusal> {
        self.close(deal, DealState::Lost, Some(slug))?;
        for mut lead in self.mark_leads(deal)? {
            let all_lost = deals::of_lead(self.db, lead.id)?.iter().all(|deal| deal.state == DealState::Lost);
            if all_lost && lead.stage < Stage::Won && lead.ended_at.is_none() {
                self.end(&mut lead, Ending::Lost, slug, None)?;
            }
        }
        Ok(Done::saying(format!("Lost “{}”: {said}", deal.name)).because(Some(said)))
    }

    fn reopen_deal(&mut self, deal: &Deal) -> Result<Done, Refusal> {
        if deal.state == DealState::Open {
            return Err(Refusal::Impossible(format!("deal {} is open already", deal.id)));
        }
        let back = deal.last_stage.as_deref().and_then(|name| self.settings.deal_stage(name));
        let back = back.unwrap_or(&self.settings.deal_stages[0]);
        let (name, probability) = (back.name.clone(), back.probability);
        self.record.update(
            Entity::Deal,
            deal.id.0,
            &[
                ("state", &DealState::Open.slug()),
                ("stage", &name),
                ("probability", &probability),
                ("lost_reason", &None::<String>),
                ("closed_at", &None::<i64>),
            ],
        )?;
        for mut lead in self.mark_leads(deal)? {
            if lead.ended_at.is_some() {
                self.unend(&mut lead)?;
            }
        }
        let mut done = Done::saying(format!("Reopened “{}” at {name}", deal.name));
        if deal.state == DealState::Won {
            done.notes
                .push("the lead stays at Won: a stage only moves forward. To take a win back, undo it".to_owned());
        }
        Ok(done)
    }

    fn edit_deal(&mut self, deal: &Deal, edits: &[DealEdit]) -> Result<Done, Refusal> {
        let mut new = deal.clone();
        for edit in edits {
            match edit {
                DealEdit::Name(name) => {
                    let name = text::clean(name);
                    if !name.is_empty() {
                        new.name = name;
                    }
                }
                DealEdit::Amount(amount) => new.amount = *amount,
                DealEdit::NextStep(step) => {
                    new.next_step = text::typed(step.as_deref());
                }
                DealEdit::NextStepAt(at) => new.next_step_at = *at,
                DealEdit::CloseOn(date) => new.close_on = *date,
            }
        }
        self.record.update(
            Entity::Deal,
            deal.id.0,
            &[
                ("name", &new.name),
                ("amount", &new.amount.map(|money| money.minor)),
                ("currency", &new.amount.map(|money| money.currency.code())),
                ("next_step", &new.next_step),
                ("next_step_at", &new.next_step_at.map(|at| at.0)),
                ("close_on", &new.close_on.map(|date| date.to_string())),
            ],
        )?;
        Ok(Done::saying(format!("Changed the deal “{}”", new.name)))
    }
}
