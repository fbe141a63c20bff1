//! How a lead leaves the funnel without being won.

use crate::domain::{stage::Stage, words};

words! {
    /// The kinds of end. A kind is never a stage.
    Ending {
        /// Rejected before anybody owned it.
        ScreenedOut = "screened_out" / "Screened out",
        /// Rejected after assignment, before the first attempt.
        SalesRejected = "sales_rejected" / "Sales rejected",
        /// Rejected after it was worked.
        Disqualified = "disqualified" / "Disqualified",
        /// Converted, and every deal lost.
        Lost = "lost" / "Lost",
    }
}

impl Ending {
    /// What a rejection at this furthest stage, with or without an owner, is called.
    #[must_use]
    pub fn of_reject(stage: Stage) -> Self {
        if stage >= Stage::Accepted {
            Self::Disqualified
        } else if stage >= Stage::Assigned {
            Self::SalesRejected
        } else {
            Self::ScreenedOut
        }
    }
}
