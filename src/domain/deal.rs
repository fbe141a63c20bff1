//! What a lead converts to.

use crate::domain::{
    ids::{AccountId, ContactId, DealId, LeadId, RepId},
    money::Money,
    time::Timestamp,
    words,
};
use chrono::NaiveDate;
use serde::Serialize;

words! {
    /// How a deal stands.
    DealState {
        /// Being worked.
        Open = "open" / "Open",
        /// Bought.
        Won = "won" / "Won",
        /// Not bought.
        Lost = "lost" / "Lost",
    }
}

impl DealState {
    /// The glyph beside its word.
    #[must_use]
    pub const fn glyph(self) -> char {
        match self {
            Self::Open => '◇',
            Self::Won => '★',
            Self::Lost => '✗',
        }
    }
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deal {
    /// Row number.
    pub id: DealId,
    /// The journal sequence that last changed it.
    pub version: i64,
    /// The lead that made it: the money goes to that one.
    pub lead: LeadId,
    /// Whom it is with.
    pub contact: ContactId,
    /// Which company it is with, if any.
    pub account: Option<AccountId>,
    /// What people call it.
    pub name: String,
    /// What it is worth, once somebody knows.
    pub amount: Option<Money>,
    /// Its deal stage, by the name in the settings.
    pub stage: String,
    /// Chance of winning, in percent.
    pub probability: i64,
    /// What comes next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_at: Option<Timestamp>,
    /// When it should close.
    pub close_on: Option<NaiveDate>,
    /// Open, won or lost.
    pub state: DealState,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// The deal stage before it was won or lost.
    pub last_stage: Option<String>,
    /// When it was won or lost.
    pub closed_at: Option<Timestamp>,
    /// The rep responsible.
    pub owner: Option<RepId>,
}

impl Deal {
    /// The deal stage at which it was lost; none for a deal that is open, opened again or won.
    #[must_use]
    pub fn lost_at(&self) -> Option<&str> {
        self.last_stage.as_deref().filter(|_| self.state == DealState::Lost)
    }
}
