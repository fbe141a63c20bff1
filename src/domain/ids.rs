//! Row numbers that cannot be mistaken for one another.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().trim_start_matches('#').parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A lead.
    LeadId,
    /// A contact.
    ContactId,
    /// An account.
    AccountId,
    /// A deal.
    DealId,
    /// A promise.
    PromiseId,
    /// A rep (managers are reps too).
    RepId,
    /// A team.
    TeamId,
    /// A journal entry: its sequence number.
    Seq,
}
