//! How far a lead has got (stage), and what is being done with it now (status).

use crate::domain::words;

words! {
    /// How far a lead has ever got. Only moves forward; the order here is the order of the funnel.
    Stage {
        /// Somebody gave us a phone or an email.
        Captured = "captured" / "Captured",
        /// Marketing judges it good enough for sales to work (MQL).
        MarketingQualified = "marketing_qualified" / "Marketing qualified",
        /// It has an owner.
        Assigned = "assigned" / "Assigned",
        /// Sales works it: the first attempt or outbound touch (SAL).
        Accepted = "accepted" / "Accepted",
        /// Worked, and worth developing an opportunity (SQL).
        SalesQualified = "sales_qualified" / "Sales qualified",
        /// It made, or joined, a deal.
        Converted = "converted" / "Converted",
        /// One of its deals is won.
        Won = "won" / "Won",
    }
}

words! {
    /// What is being done with a lead now; never mixed with [`Stage`].
    Status {
        /// Nobody has tried yet.
        Open = "open" / "Open",
        /// Tried, not reached.
        Attempting = "attempting" / "Attempting",
        /// A two-way exchange took place.
        Contacted = "contacted" / "Contacted",
        /// Kept warm in a nurture lane.
        Nurturing = "nurturing" / "Nurturing",
        /// Ended, with a reason.
        Rejected = "rejected" / "Rejected",
        /// Carried on as a deal.
        Converted = "converted" / "Converted",
    }
}

impl Stage {
    /// The stage after this one; none after [`Stage::Won`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.rank() + 1).copied()
    }

    /// Position in the funnel, 0 for captured to 6 for won.
    #[must_use]
    pub const fn rank(self) -> usize {
        self as usize
    }

    /// The accepted short form, where the trade has one: MQL, SAL, SQL.
    #[must_use]
    pub const fn short(self) -> Option<&'static str> {
        match self {
            Self::MarketingQualified => Some("MQL"),
            Self::Accepted => Some("SAL"),
            Self::SalesQualified => Some("SQL"),
            _ => None,
        }
    }
}

impl Status {
    /// A one-cell glyph, so that colour never carries the meaning alone.
    #[must_use]
    pub const fn glyph(self) -> char {
        match self {
            Self::Open => '○',
            Self::Attempting => '◔',
            Self::Contacted => '◑',
            Self::Nurturing => '◌',
            Self::Rejected => '×',
            Self::Converted => '●',
        }
    }

    /// Whether the lead is still worked: not rejected, not converted.
    #[must_use]
    pub const fn is_working(self) -> bool {
        !matches!(self, Self::Rejected | Self::Converted)
    }
}
