//! What the demo promises.

mod faults;
mod rules;
mod sameness;
mod shares;

use super::{Demo, PEOPLE};
use crate::{
    domain::{
        ids::RepId,
        past::{LeadRecord, Past},
        time::Timestamp,
    },
    settings::Settings,
};

/// Friday 27 March 2026, 14:10 UTC: two days before clocks change in Europe.
const NOW: Timestamp = Timestamp(1_774_620_600_000);

const REPS: [RepId; PEOPLE] = [RepId(11), RepId(12), RepId(13), RepId(14), RepId(15), RepId(16), RepId(17)];

fn demo(leads: usize) -> Vec<LeadRecord> {
    Demo::new(7, NOW, leads, &Settings::default(), REPS).collect()
}

fn past(record: &LeadRecord) -> &Past {
    record.past.as_ref().unwrap()
}

fn captured(record: &LeadRecord) -> Timestamp {
    record.lead.captured_at.unwrap()
}
