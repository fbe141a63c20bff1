//! BANT and what surrounds it.

use crate::domain::words;
use serde::{Deserialize, Serialize};

words! {
    /// When they want to buy.
    Timeframe {
        /// In less than three months.
        UnderThreeMonths = "under_3_months" / "under 3 months",
        /// In three to six months.
        ThreeToSix = "3_to_6_months" / "3 to 6 months",
        /// In six to twelve months.
        SixToTwelve = "6_to_12_months" / "6 to 12 months",
        /// In more than a year.
        OverTwelve = "over_12_months" / "over 12 months",
    }
}

impl Timeframe {
    /// Points of the field's BANT table: 4 for the soonest to 1 for the latest.
    #[must_use]
    pub const fn points(self) -> i64 {
        4 - self as i64
    }
}

words! {
    /// How far the buyer's own thinking is.
    BuyerPhase {
        /// Knows that there is a problem.
        Awareness = "awareness" / "Awareness",
        /// Looks for ways to solve it.
        Research = "research" / "Research",
        /// Chooses among suppliers.
        Decision = "decision" / "Decision",
    }
}

/// What is known of a lead's readiness to buy; every part may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// 1 (none) to 5 (ample). A budget of 1 never rejects by itself.
    pub budget: Option<i64>,
    /// Whether the person decides.
    pub authority: Option<bool>,
    /// Whether they need it.
    pub need: Option<bool>,
    /// When they want to buy.
    pub timeframe: Option<Timeframe>,
    /// How they go about buying.
    pub purchase_process: Option<String>,
    /// Who decides with them.
    pub decision_makers: Option<String>,
}

impl Qualification {
    /// What the readiness gate still misses for *sales ready*: all four parts of BANT known, a need, and
    /// somebody who decides. A low budget is told, and never a reason to refuse.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.budget.is_none() {
            missing.push("budget");
        }
        if self.authority.is_none() && self.decision_makers.is_none() {
            missing.push("authority, or who decides");
        }
        if self.need != Some(true) {
            missing.push("need");
        }
        if self.timeframe.is_none() {
            missing.push("timeframe");
        }
        missing
    }
}
