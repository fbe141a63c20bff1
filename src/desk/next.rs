//! Claims: the next lead, taken in one step; released; renewed while it is worked.

use crate::{
    desk::{
        Desk, QueueAsk, Receipt, Refusal,
        command::On,
        questions::{queue::turn_name, view::Filter},
        work::{Done, Work},
    },
    domain::{
        ids::LeadId,
        text,
        time::{MINUTE, Timestamp},
    },
    policy::lanes::{self, Block, QueueLane},
    store::{
        claims::{self, Claim},
        people, queue,
    },
};
use serde::Serialize;

/// A lead that is mine for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claimed {
    /// Which lead.
    pub lead: LeadId,
    /// Until when, unless it is renewed.
    pub until: Timestamp,
    /// Why this one.
    pub why: String,
}

/// How many candidates are read at once; more desks than this fighting for the same rows read again.
const CANDIDATES: usize = 20;

impl Desk {
    fn lease(&self, now: Timestamp) -> Timestamp {
        now.plus(self.settings.desk.claim_minutes * MINUTE)
    }

    /// Claims the first lead of my queue that is still free; what I held before is given up. None when
    /// nothing is ready.
    ///
    /// # Errors
    /// When I am no rep any more, or the file cannot be read or written.
    pub fn next(&mut self, now: Timestamp) -> Result<Option<Claimed>, Refusal> {
        let mine = self.held(now)?.map(|claim| claim.lead);
        loop {
            // Read without the write lock; whatever was taken meanwhile is found out below.
            let ask = QueueAsk { limit: CANDIDATES, ..QueueAsk::default() };
            let page = self.queue(&ask, now)?;
            let candidates: Vec<_> = page.rows.iter().filter(|row| Some(row.lead.id) != mine).collect();
            if candidates.is_empty() {
                return Ok(None);
            }
            for row in candidates {
                if let Some(until) = self.take(row.lead.id, row.queue, now)? {
                    return Ok(Some(Claimed { lead: row.lead.id, until, why: row.why.clone() }));
                }
            }
        }
    }

    /// Claims a lead that was offered, if it still is: in one transaction, lane and hours checked again.
    fn take(&mut self, lead: LeadId, lane: Option<QueueLane>, now: Timestamp) -> Result<Option<Timestamp>, Refusal> {
        let until = self.lease(now);
        self.db.write(|| {
            // Whoever left is given nothing.
            Work::open(&self.db, &self.settings, &self.me, now)?;
            let Some((place, Block::None)) = queue::place(&self.db, lead)? else { return Ok(None) };
            let view = self.view(&Filter::default(), now)?;
            let (rule, due) = lanes::of_a_mate(now, self.settings.desk.overdue_minutes);
            let of_a_mate = view.mates.contains(&place.seat) && place.rule == rule && place.at <= due;
            let offered = view.seats.contains(&place.seat) || of_a_mate;
            if !offered || self.reason(&place, &view, now).is_some() {
                return Ok(None);
            }
            if !claims::take(&self.db, lead, self.me.id, now, until)? {
                return Ok(None);
            }
            if lane == Some(QueueLane::Turns) {
                people::move_turn(&self.db, &turn_name(self.me.id))?;
            }
            Ok(Some(until))
        })
    }

    /// Claims this lead, whatever the queue says, unless somebody else holds it: for a person who rings us.
    ///
    /// # Errors
    /// When there is no such lead, or somebody holds it.
    pub fn claim(&mut self, lead: LeadId, now: Timestamp) -> Result<Claimed, Refusal> {
        let until = self.lease(now);
        self.db.write(|| {
            let work = Work::open(&self.db, &self.settings, &self.me, now)?;
            work.lead_on(On::from(lead))?;
            if claims::take(&self.db, lead, self.me.id, now, until)? {
                return Ok(Claimed { lead, until, why: "picked by hand".to_owned() });
            }
            let holder = claims::holder(&self.db, lead, now)?;
            let (who, until) = holder.map_or_else(|| ("somebody".to_owned(), now), |claim| (claim.who, claim.until));
            Err(Refusal::Held { lead, who, until: work.clock(until) })
        })
    }

    /// What is held now, and by whom.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims(&self, now: Timestamp) -> Result<Vec<Claim>, Refusal> {
        Ok(claims::in_force(&self.db, now)?)
    }

    /// What I hold now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held(&self, now: Timestamp) -> Result<Option<Claim>, Refusal> {
        Ok(claims::in_force(&self.db, now)?.into_iter().find(|claim| claim.rep == self.me.id))
    }

    /// Prolongs what I hold; gives until when, or none when I hold nothing any more.
    ///
    /// # Errors
    /// When I am no rep any more, or the file cannot be written.
    pub fn renew(&mut self, now: Timestamp) -> Result<Option<Timestamp>, Refusal> {
        let Some(claim) = self.held(now)? else { return Ok(None) };
        let until = self.lease(now);
        let renewed = self.db.write(|| {
            Work::open(&self.db, &self.settings, &self.me, now)?;
            Ok::<_, Refusal>(claims::renew(&self.db, claim.lead, self.me.id, now, until)?)
        })?;
        Ok(renewed.then_some(until))
    }

    /// Gives up what I hold, or this lead if I hold it; a reason is kept in the journal.
    ///
    /// # Errors
    /// When I hold no such lead.
    pub fn release(&mut self, lead: Option<LeadId>, reason: Option<&str>, now: Timestamp) -> Result<Receipt, Refusal> {
        let held = self.held(now)?;
        let lead = match (lead, held) {
            (Some(lead), Some(claim)) if claim.lead == lead => lead,
            (None, Some(claim)) => claim.lead,
            (Some(lead), _) => return Err(Refusal::Impossible(format!("you do not hold lead {lead}"))),
            (None, None) => {
                return Err(Refusal::Impossible(
                    "you hold no lead, so there is none to release; `next` claims one".to_owned(),
                ));
            }
        };
        self.db.write(|| {
            let work = Work::open(&self.db, &self.settings, &self.me, now)?;
            claims::release(&self.db, lead, self.me.id)?;
            let called = work.called(&work.lead(lead)?)?;
            let mut done = Done::on(lead, format!("Released {called}"));
            if let Some(reason) = text::typed(reason) {
                done = Done::on(lead, format!("Skipped {called}: {reason}")).because(Some(&reason));
                done.beside = true;
            }
            work.finish("release", done)
        })
    }
}
