//! The desk: every change and every question. The one door to the data.

mod assign;
mod bulk;
mod capture;
pub mod command;
mod convert;
mod deal;
mod derive;
pub mod doctor;
mod edit;
mod exact;
pub mod import;
mod keep;
mod log;
mod many;
mod matching;
mod next;
mod nurture;
mod owner;
mod past;
mod people;
mod promise;
mod qualify;
mod questions;
mod reading;
mod receipt;
mod refusal;
mod reject;
mod team;
mod touch;
mod undo;
mod work;

pub use keep::Who;
pub use many::{LeftOut, Tally, by_reason, first_names};
pub use next::Claimed;
pub use people::People;
pub use questions::{
    card::{Card, Preview},
    export::Leavers,
    find::Found,
    funnel::{FunnelAnswer, FunnelAsk},
    history::HistoryRow,
    list::LeadRow,
    nurture::{NurtureFilter, NurtureLane, NurturePage, NurtureRow},
    pages::{AccountPage, ContactPage, Person},
    picks::{Pick, Picks},
    pipeline::{DealCursor, DealFilter, DealRow, DealSum, PipelinePage, PipelineSum, Worth},
    queue::{QueueAsk, QueuePage, QueueRow},
    view::{Cursor, Filter, Sort},
    whose::Whose,
    withheld::{WithheldCount, WithheldLead},
};
pub use receipt::Receipt;
pub use refusal::{Refusal, plural};

use crate::{
    domain::{rep::Rep, time::Timestamp},
    settings::Settings,
    store::{engine::Db, steps::Tell},
};
use chrono_tz::Tz;
use command::Command;
use std::sync::Arc;
use work::Work;

/// One person at the file of leads.
pub struct Desk {
    db: Db,
    me: Rep,
    settings: Arc<Settings>,
}

impl Desk {
    /// Who sits here.
    #[must_use]
    pub const fn me(&self) -> &Rep {
        &self.me
    }

    /// What the business has set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The file, for questions of the store's own: backup, doctor, watching for changes.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// The clock that this rep reads.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.me.zone.unwrap_or_else(machine_zone)
    }

    /// Carries out a change: check, decide, write and journal in one transaction. When this returns `Ok`, it is
    /// on the disk.
    ///
    /// # Errors
    /// Why it was not done; then nothing was changed.
    pub fn run(&mut self, command: &Command, now: Timestamp) -> Result<Receipt, Refusal> {
        self.run_watched(command, now, &mut |_, _| true)
    }

    /// As [`Desk::run`]; when it is long, `tell` is told how many steps of how many are done, and answers whether
    /// to go on. Others see all of it or none.
    ///
    /// # Errors
    /// As [`Desk::run`]; [`crate::store::fault::StoreFault::Interrupted`] when it was stopped: then nothing was
    /// changed.
    pub fn run_watched(&mut self, command: &Command, now: Timestamp, tell: Tell<'_>) -> Result<Receipt, Refusal> {
        self.db.write(|| {
            let mut work = Work::open(&self.db, &self.settings, &self.me, now)?;
            work.record.steps.watch(tell);
            let done = work.carry_out(command)?;
            work.finish(command.word(), done)
        })
    }
}

/// The zone of this machine's clock; UTC where it has none.
#[must_use]
pub fn machine_zone() -> Tz {
    iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)
}
