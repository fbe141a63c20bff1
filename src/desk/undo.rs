//! Undo and redo, of anything, by anybody, days later too.

use crate::{
    desk::{
        People, Refusal, plural,
        work::{Done, Work},
    },
    domain::{
        ids::{LeadId, Seq},
        rep::Role,
    },
    store::{
        journal::{self, EntryKind, Written},
        leads, undo,
    },
};

impl Work<'_> {
    pub fn undo(&mut self, seq: Option<Seq>, rest: bool) -> Result<Done, Refusal> {
        let target = match seq {
            Some(seq) => seq,
            None => self.last()?,
        };
        let entry = self.entry(target)?;
        let (standing, stands) = journal::standing(self.db, target)?;
        if !stands {
            return Err(Refusal::Impossible(format!("entry {target} is taken back already; redo does it again")));
        }
        let rows = undo::take_back(&mut self.record, standing)?;
        let left = self.left(target, rows, rest)?;
        self.people_are_sound()?;
        let mut done = Done::saying(format!("Undid: {}", entry.sentence));
        if left > 0 {
            done.notes.push(format!("{} changed since and left as they are", plural(left, "row was", "rows were")));
        }
        Ok(Done { kind: Some(EntryKind::Undo), target: Some(target), lead: entry.lead, ..done })
    }

    /// My last entry that stands. One that cannot be taken back is not passed over in silence: what stands before
    /// it may be the last thing that anybody wants undone.
    fn last(&self) -> Result<Seq, Refusal> {
        let last = journal::last_standing(self.db, self.me.id, true)?;
        let able = journal::last_standing(self.db, self.me.id, false)?;
        if let Some(last) = last
            && last > able.unwrap_or(Seq(0))
            && let Some(entry) = journal::get(self.db, last)?
        {
            let before =
                able.map_or_else(String::new, |able| format!("; for what you did before it, undo entry {able}"));
            return Err(Refusal::Impossible(format!("“{}” cannot be taken back{before}", entry.sentence)));
        }
        able.ok_or_else(|| Refusal::Impossible("there is nothing of yours to undo".to_owned()))
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
        self.people_are_sound()?;
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
        // What only a manager does, only a manager takes back; everybody's own clock and name are their own.
        if entry.actor != Some(self.me.id) {
            match entry.command.as_str() {
                "rep" | "team" => self.managers_only("take back a change of reps and teams")?,
                // The leads of everybody would go with it.
                "import" => self.managers_only("take back somebody else's import")?,
                _ => {}
            }
        }
        Ok(entry)
    }

    /// What no change may bring about, an undo may not either: a file without a manager, or an open lead of somebody
    /// who is retired.
    fn people_are_sound(&self) -> Result<(), Refusal> {
        // The undo itself may have brought somebody back.
        let people = People::read(self.db)?;
        if !people.working().any(|rep| rep.role == Role::Manager) {
            return Err(Refusal::Impossible(
                "then nobody would manage this file; make another manager first".to_owned(),
            ));
        }
        for lead in self.record.leads() {
            if let Some(lead) = leads::get(self.db, LeadId(*lead))?.filter(|lead| lead.status.is_working())
                && let Some(rep) = lead.owner.and_then(|owner| people.rep(owner))
                && rep.retired_at.is_some()
            {
                return Err(Refusal::Impossible(format!(
                    "lead {} would go to {}, and {} is retired; assign it instead",
                    lead.id, rep.name, rep.name
                )));
            }
        }
        Ok(())
    }

    /// How many rows are left as they are; refuses when any is and the rest was not asked for.
    fn left(&self, seq: Seq, rows: Vec<undo::InTheWay>, rest: bool) -> Result<usize, Refusal> {
        if rows.is_empty() {
            if self.record.changed().is_empty() {
                return Err(Refusal::Impossible(format!("entry {seq} changed nothing that can be taken back")));
            }
            return Ok(0);
        }
        if rest && self.record.changed().is_empty() {
            return Err(Refusal::Impossible(format!(
                "nothing of entry {seq} is left to take back: all of it hangs together with what was changed since"
            )));
        }
        if rest {
            return Ok(rows.len());
        }
        Err(Refusal::InTheWay { seq, rows })
    }
}
