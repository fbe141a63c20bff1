//! Marks: leads picked out of a list, on which an action then works together. They live by the lead and the version
//! that was seen, and stay when the list is read again.

use crate::{
    desk::{LeftOut, Pick, Tally, command::On, first},
    domain::ids::LeadId,
    tui::listing::{Listing, Row},
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
        first(&names)
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
}

fn pick(row: &Row) -> (LeadId, Pick) {
    let on = On { lead: row.lead.id, seen: Some(row.lead.version) };
    (row.lead.id, Pick { on, name: row.lead.name.clone() })
}

impl Listing {
    /// Marks the lead under the cursor, or takes its mark away, and goes on; ends a range.
    pub fn mark(&mut self, height: usize) {
        if self.marks.range.take().is_some() {
            return;
        }
        if let Some(row) = self.rows.get(self.cursor) {
            let (lead, pick) = pick(row);
            if self.marks.of.remove(&lead).is_none() {
                self.marks.of.insert(lead, pick);
            }
            if self.cursor + 1 < self.rows.len() {
                self.go(1, height);
            }
        }
    }

    /// Marks every lead that is read.
    pub fn mark_read(&mut self) {
        self.marks.add(self.rows.iter().map(|row| pick(row).1).collect());
    }

    /// Begins a range at the cursor, or ends it.
    pub fn mark_range(&mut self) {
        if self.marks.range.take().is_some() {
            return;
        }
        if let Some(from) = self.selected().map(|row| row.lead.id) {
            self.marks.range = Some(Range { from, before: self.marks.of.clone() });
            self.grow();
        }
    }

    /// The range reaches to the cursor, wherever that has gone.
    pub fn grow(&mut self) {
        let Some(range) = &self.marks.range else { return };
        let Some(from) = self.place(range.from) else {
            self.marks.range = None;
            return;
        };
        let (low, high) = (from.min(self.cursor), from.max(self.cursor));
        self.marks.of.clone_from(&range.before);
        self.marks.of.extend(self.rows.iter().take(high + 1).skip(low).map(pick));
    }
}
