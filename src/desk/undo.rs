//! Undo and redo, of anything, by anybody, days later too.

use crate::{
    desk::{
        Refusal, plural,
        work::{Done, Work},
    },
    domain::ids::Seq,
    store::{
        journal::{self, EntryKind, Written},
        undo,
    },
};

impl Work<'_> {
    pub fn undo(&mut self, seq: Option<Seq>, rest: bool) -> Result<Done, Refusal> {
        let target = match seq {
            Some(seq) => seq,
            None => journal::last_standing(self.db, self.me.id)?
                .ok_or_else(|| Refusal::Impossible("there is nothing of yours to undo".to_owned()))?,
        };
        let entry = self.entry(target)?;
        let (standing, stands) = journal::standing(self.db, target)?;
        if !stands {
            return Err(Refusal::Impossible(format!("entry {target} is taken back already; redo does it again")));
        }
        let rows = undo::take_back(&mut self.record, standing)?;
        let left = self.left(target, rows, rest)?;
        let mut done = Done::saying(format!("Undid: {}", entry.sentence));
        if left > 0 {
            done.notes.push(format!("{} changed since and left as they are", plural(left, "row was", "rows were")));
        }
        Ok(Done { kind: Some(EntryKind::Undo), target: Some(target), lead: entry.lead, ..done })
    }

    pub fn redo(&mut self, seq: Option<Seq>) -> Result<Done, Refusal> {
        let target = match seq {
            Some(seq) => seq,
            None => journal::last_undone(self.db, self.me.id)?
                .ok_or_else(|| Refusal::Impossible("there is nothing of yours to redo".to_owned()))?,
        };
        let entry = self.entry(target)?;
        let (standing, stands) = journal::standing(self.db, target)?;
        if stands {
            return Err(Refusal::Impossible(format!("entry {target} stands; there is nothing to redo")));
        }
        let rows = undo::take_back(&mut self.record, standing)?;
        self.left(target, rows, false)?;
        let done = Done::saying(format!("Did again: {}", entry.sentence));
        Ok(Done { kind: Some(EntryKind::Redo), target: Some(target), lead: entry.lead, ..done })
    }

    /// The entry, if it is one that can be taken back.
    fn entry(&self, seq: Seq) -> Result<Written, Refusal> {
        let entry = journal::get(self.db, seq)?
            .ok_or_else(|| Refusal::Unknown { what: "journal entry", which: seq.to_string() })?;
        if let Some(first) = entry.part_of {
            return Err(Refusal::Impossible(format!("entry {seq} is a part of entry {first}; undo that one")));
        }
        if entry.kind != EntryKind::Do {
            return Err(Refusal::Impossible(format!(
                "entry {seq} is itself an undo or a redo; use undo or redo on entry {}",
                entry.target.map_or(0, |target| target.0)
            )));
        }
        Ok(entry)
    }

    /// How many rows are left as they are; refuses when any is and the rest was not asked for.
    fn left(&self, seq: Seq, rows: Vec<undo::InTheWay>, rest: bool) -> Result<usize, Refusal> {
        if rows.is_empty() {
            if self.record.changed().is_empty() {
                return Err(Refusal::Impossible(format!("entry {seq} changed nothing that could be taken back")));
            }
            return Ok(0);
        }
        if rest && !self.record.changed().is_empty() {
            return Ok(rows.len());
        }
        Err(Refusal::InTheWay { seq, rows })
    }
}
