//! What a deal needs from its owner now: the order of the deals inside a deal stage.

use crate::domain::{deal::Deal, time::Timestamp, words::words};
use chrono::NaiveDate;

words! {
    /// What a deal needs, the most pressing first.
    Need {
        /// Its next step should have been taken.
        StepOverdue = "step_overdue" / "step overdue",
        /// The day on which it should have closed is over.
        CloseOverdue = "close_overdue" / "closing overdue",
        /// Nobody has said what comes next.
        NoStep = "no_step" / "no next step",
        /// Its next step has a time that is still to come.
        Planned = "planned" / "planned",
        /// Its next step has no time.
        Undated = "undated" / "no date",
    }
}

impl Need {
    /// Whether somebody should look at it now.
    #[must_use]
    pub const fn is_pressing(self) -> bool {
        matches!(self, Self::StepOverdue | Self::CloseOverdue | Self::NoStep)
    }
}

/// What an open deal needs at `now`, which is on the day `today`.
#[must_use]
pub fn need(deal: &Deal, now: Timestamp, today: NaiveDate) -> Need {
    match (deal.next_step_at, &deal.next_step) {
        (Some(at), _) if at <= now => Need::StepOverdue,
        _ if deal.close_on.is_some_and(|day| day < today) => Need::CloseOverdue,
        (None, None) => Need::NoStep,
        (Some(_), _) => Need::Planned,
        (None, Some(_)) => Need::Undated,
    }
}
