//! Every lead of a list at once, for acting on all of them: which, as it is now, and whose.

use crate::{
    desk::{
        DealFilter, Desk, Filter, NurtureFilter, QueueAsk, Refusal,
        command::On,
        questions::lane_reader::{Aside, Reader},
        questions::view::{Cursor, Sort},
    },
    domain::{ids::LeadId, stage::Stage, time::Timestamp},
    policy::lanes::Withheld,
    store::{
        funnel::{self, Cohort, Part},
        list,
    },
};
use std::collections::HashSet;

/// So many leads at most are picked at once.
pub const MOST: usize = 20_000;

/// A lead that is picked out: as it was seen, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Which, and as it was seen.
    pub on: On,
    /// The person, or what there is in place of a name.
    pub name: String,
}

/// Leads picked out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picks {
    /// The leads, in the order of their list.
    pub leads: Vec<Pick>,
    /// There are more than are picked at once.
    pub cut: bool,
}

impl Desk {
    /// Every lead of the queue.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pick_queue(&self, ask: &QueueAsk, now: Timestamp) -> Result<Picks, Refusal> {
        self.db.read(|| {
            let view = self.view(&ask.filter, now)?;
            let unfolded = self.unfolded(now)?;
            let held = (ask.sort == Sort::Turn).then_some(&view.held);
            let aside = Aside { held, unfolded: &unfolded };
            let mut reader = Reader::new(&self.db, &self.settings, &view, aside, ask.sort, Cursor::default(), now);
            let mut picks = Picks::default();
            while let Some(seen) = reader.next()? {
                if !self.pick(seen.lead, &ask.filter, &mut picks)? {
                    break;
                }
            }
            Ok(picks)
        })
    }

    /// Every lead that is withheld for one of these reasons.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pick_withheld(&self, filter: &Filter, reasons: &[Withheld], now: Timestamp) -> Result<Picks, Refusal> {
        let mut picks = Picks::default();
        for reason in reasons {
            for row in self.withheld_leads(filter, *reason, MOST + 1, now)? {
                if !self.pick(row.lead.id, &Filter::default(), &mut picks)? {
                    return Ok(picks);
                }
            }
        }
        Ok(picks)
    }

    /// Every lead behind a number of the funnel.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pick_behind(&self, cohort: &Cohort, stage: Stage, part: Part) -> Result<Picks, Refusal> {
        self.db.read(|| {
            let mut picks = Picks::default();
            let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
            for lead in funnel::behind(&self.db, cohort, stage, part, None, most)? {
                if !self.pick(lead, &Filter::default(), &mut picks)? {
                    break;
                }
            }
            Ok(picks)
        })
    }

    /// Every lead whose deal is on the pipeline; one with several deals once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pick_pipeline(&self, filter: DealFilter, now: Timestamp) -> Result<Picks, Refusal> {
        let deals = self.pipeline(filter, None, MOST + 1, now)?;
        self.pick_all(deals.rows.into_iter().map(|row| row.made_by.id))
    }

    /// Every lead in nurture.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pick_nurturing(&self, filter: NurtureFilter, now: Timestamp) -> Result<Picks, Refusal> {
        let resting = self.nurturing(filter, None, MOST + 1, now)?;
        self.pick_all(resting.rows.into_iter().map(|row| row.lead.id))
    }

    fn pick_all(&self, leads: impl Iterator<Item = LeadId>) -> Result<Picks, Refusal> {
        let (mut picks, mut seen) = (Picks::default(), HashSet::new());
        for lead in leads.filter(|lead| seen.insert(*lead)) {
            if !self.pick(lead, &Filter::default(), &mut picks)? {
                break;
            }
        }
        Ok(picks)
    }

    /// Takes a lead in, if the filter fits it; answers whether there is room for more.
    fn pick(&self, lead: LeadId, filter: &Filter, picks: &mut Picks) -> Result<bool, Refusal> {
        let Some(brief) = list::brief(&self.db, lead)? else { return Ok(true) };
        if !filter.fits(&brief.source, brief.status, brief.stage) {
            return Ok(true);
        }
        if picks.leads.len() == MOST {
            picks.cut = true;
            return Ok(false);
        }
        picks.leads.push(Pick { on: On { lead, seen: Some(brief.version) }, name: brief.name });
        Ok(true)
    }
}
