//! Nurture: keeping a lead warm until it is ready.

use crate::domain::words;

words! {
    /// The nurture lanes, each with its own cadence.
    Lane {
        /// Wants to, cannot yet.
        Interested = "interested" / "Interested",
        /// Not at this time; has a [`Cause`].
        NotNow = "not_now" / "Not now",
        /// Said no to the offer, not to us.
        NotInterested = "not_interested" / "Not interested",
    }
}

words! {
    /// Why not now.
    Cause {
        /// No money for it now.
        Budget = "budget" / "Budget",
        /// The time is wrong.
        Timing = "timing" / "Timing",
        /// Something inside their house comes first.
        Internal = "internal" / "Internal",
        /// The person may not decide.
        Authority = "authority" / "Authority",
        /// Something else.
        Other = "other" / "Other",
    }
}
