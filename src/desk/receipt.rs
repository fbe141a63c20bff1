//! What a change answers: what it did, under which number, and what taking it back would do.

use crate::{
    desk::Tally,
    domain::{
        ids::{DealId, LeadId, Seq},
        time::Timestamp,
    },
};
use serde::Serialize;

/// What a change did. It is on the disk when this is given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// Its journal entry; none when there was nothing to change.
    pub seq: Option<Seq>,
    /// When.
    pub at: Timestamp,
    /// What it did, for people.
    pub sentence: String,
    /// What a person should know besides: why this owner, what it was joined to, what was left out.
    pub notes: Vec<String>,
    /// The lead it is about.
    pub lead: Option<LeadId>,
    /// The deal that it made, joined or moved.
    pub deal: Option<DealId>,
    /// What undo would do; none when it cannot be undone.
    pub undo: Option<String>,
    /// It is an undo itself: not undo, but redo takes it back.
    #[serde(skip)]
    pub undid: bool,
    /// Of an action on many leads: how many, and which were left out.
    #[serde(flatten)]
    pub many: Option<Tally>,
}
