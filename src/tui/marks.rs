//! Marks: leads picked out of a list, on which an action then works together. They live by the lead and the version
//! that was seen, and stay when the list is read again.

use crate::{
    desk::{LeftOut, Pick, Tally, command::On, first_names},
    domain::ids::LeadId,
};
use std::collections::BTreeMap;

/// The marks of a list.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    of: BTreeMap<LeadId, Pick>,
    range: Option<Range>,
    /// Every lead of the list was asked for, those that are not read yet too.
    pub asked: bool,
}

/// A range that grows with the cursor, from this lead on; and what was marked before it.
#[derive(Debug, Clone)]
struct Range {
    from: LeadId,
    before: BTreeMap<LeadId, Pick>,
}

impl Marks {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Whether this lead is marked.
    #[must_use]
    pub fn has(&self, lead: LeadId) -> bool {
        self.of.contains_key(&lead)
    }

    /// Whether a range grows with the cursor.
    #[must_use]
    pub const fn is_growing(&self) -> bool {
        self.range.is_some()
    }

    /// The leads, as they were seen.
    #[must_use]
    pub fn on(&self) -> Vec<On> {
        self.of.values().map(|pick| pick.on).collect()
    }

    /// Who the first ones are, and how many more.
    #[must_use]
    pub fn say(&self) -> String {
        let names: Vec<&str> = self.of.values().map(|pick| pick.name.as_str()).collect();
        first_names(&names)
    }

    /// Marks these too.
    pub fn add(&mut self, picks: Vec<Pick>) {
        self.asked = false;
        self.range = None;
        self.of.extend(picks.into_iter().map(|pick| (pick.on.lead, pick)));
    }

    /// Takes the range back, or else every mark; answers whether there was anything.
    pub fn escape(&mut self) -> bool {
        match self.range.take() {
            Some(range) => self.of = range.before,
            None if self.of.is_empty() => return false,
            None => self.of.clear(),
        }
        true
    }

    /// What was done is marked no more; what was left out stays.
    pub fn settle(&mut self, tally: &Tally) {
        self.range = None;
        self.of.retain(|lead, _| tally.left_out.iter().any(|left| left.lead == *lead));
        self.tell(&tally.left_out);
    }

    /// Somebody has read why these were left out: they decide on them as they are now.
    pub fn tell(&mut self, left_out: &[LeftOut]) {
        for left in left_out {
            if let Some(pick) = self.of.get_mut(&left.lead) {
                pick.on.seen = left.version.or(pick.on.seen);
            }
        }
    }

    /// Marks it, or takes its mark away.
    pub fn toggle(&mut self, pick: Pick) {
        if self.of.remove(&pick.on.lead).is_none() {
            self.of.insert(pick.on.lead, pick);
        }
    }

    /// Begins a range at this lead.
    pub fn begin_range(&mut self, from: LeadId) {
        self.range = Some(Range { from, before: self.of.clone() });
    }

    /// Where the range that grows began.
    #[must_use]
    pub fn range_from(&self) -> Option<LeadId> {
        self.range.as_ref().map(|range| range.from)
    }

    /// The range is these; beside them what was marked before it.
    pub fn set_range(&mut self, picks: impl Iterator<Item = Pick>) {
        if let Some(range) = &self.range {
            self.of.clone_from(&range.before);
            self.of.extend(picks.map(|pick| (pick.on.lead, pick)));
        }
    }

    /// The range stays as it is; answers whether there was one.
    pub fn end_range(&mut self) -> bool {
        self.range.take().is_some()
    }
}
