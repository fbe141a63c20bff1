//! Marking in a list: the row under the cursor, a range, all that is read.

use crate::{
    desk::{Pick, command::On},
    tui::listing::{Listing, Row},
};

fn pick(row: &Row) -> Pick {
    Pick { on: On { lead: row.lead.id, seen: Some(row.lead.version) }, name: row.lead.name.clone() }
}

impl Listing {
    /// Marks the lead under the cursor, or takes its mark away, and goes on; ends a range.
    pub fn mark(&mut self, height: usize) {
        if self.marks.end_range() {
            return;
        }
        if let Some(pick) = self.selected().map(pick) {
            self.marks.toggle(pick);
            if self.cursor + 1 < self.rows.len() {
                self.go(1, height);
            }
        }
    }

    /// Marks every lead that is read.
    pub fn mark_read(&mut self) {
        self.marks.add(self.rows.iter().map(pick).collect());
    }

    /// Begins a range at the cursor, or ends it.
    pub fn mark_range(&mut self) {
        if self.marks.end_range() {
            return;
        }
        if let Some(from) = self.selected().map(|row| row.lead.id) {
            self.marks.begin_range(from);
            self.grow();
        }
    }

    /// The range reaches to the cursor, wherever that has gone.
    pub fn grow(&mut self) {
        let Some(from) = self.marks.range_from() else { return };
        let Some(from) = self.place(from) else {
            self.marks.end_range();
            return;
        };
        let (low, high) = (from.min(self.cursor), from.max(self.cursor));
        self.marks.set_range(self.rows.iter().take(high + 1).skip(low).map(pick));
    }
}
