//! The tables of record, and what the journal needs to know of each.

use crate::store::fault::StoreFault;

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident = $table:literal ($($column:literal),* $(,)?)),* $(,)?) => {
        /// A table of record: every change of a row is journalled, and can be taken back.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Entity { $($(#[$doc])* $name),* }

        impl Entity {
            /// Every table of record.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The table's name.
            #[must_use]
            pub const fn table(self) -> &'static str {
                match self { $(Self::$name => $table),* }
            }

            /// The columns that the journal keeps images of.
            #[must_use]
            pub const fn columns(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($column),*]),* }
            }
        }
    };
}

entities! {
    /// Teams.
    Team = "team" ("name"),
    /// Reps.
    Rep = "rep" ("name", "full_name", "role", "team_id", "zone", "retired_at"),
    /// Accounts.
    Account = "account" ("name", "name_key", "domain", "industry", "size", "place", "owner_id", "primary_contact_id"),
    /// Contacts.
    Contact = "contact" (
        "name", "name_key", "job_title", "persona", "company", "industry", "size", "account_id", "street", "city",
        "region", "postal_code", "country", "zone", "owner_id",
    ),
    /// Phones and emails.
    Channel = "channel" ("contact_id", "kind", "given", "normal", "extension", "fault", "standing"),
    /// Leads.
    Lead = "lead" (
        "contact_id", "external_id", "fingerprint", "source", "campaign", "tokens", "extra", "problem", "buyer_phase",
        "captured_at", "recorded_at", "live", "stage", "status", "owner_id", "team_id", "budget", "authority", "need",
        "timeframe", "purchase_process", "decision_makers", "lane", "cause", "next_at", "next_kind", "tries",
        "reject_reason", "ended_at",
    ),
    /// Touches.
    Touch = "touch" ("lead_id", "at", "kind", "rep_id", "note", "offer", "meaningful", "fingerprint"),
    /// Attempts.
    Attempt = "attempt" (
        "lead_id", "touch_id", "rep_id", "at", "number", "line_result", "outcome", "seconds", "evidence",
    ),
    /// Promises.
    Promise = "promise" ("lead_id", "rep_id", "made_at", "due_at", "note", "state", "closed_at"),
    /// Deals.
    Deal = "deal" (
        "lead_id", "contact_id", "account_id", "name", "amount", "currency", "stage", "probability", "next_step",
        "next_step_at", "close_on", "state", "lost_reason", "last_stage", "made_at", "closed_at", "owner_id",
    ),
    /// Which leads stand on which deal.
    LeadDeal = "lead_deal" ("lead_id", "deal_id"),
    /// Stage entries.
    StageEntry = "stage_entry" ("lead_id", "stage", "entered_at", "recorded_at", "counts_from", "origin"),
    /// Ends.
    EndSpan = "end_span" (
        "lead_id", "ended_at", "recorded_at", "counts_from", "how", "reason", "note", "reopened_at", "origin",
    ),
    /// Who owned a lead from when to when.
    OwnerSpan = "owner_span" (
        "lead_id", "owner_id", "from_at", "to_at", "recorded_at", "counts_from", "reason", "origin",
    ),
}

impl Entity {
    /// Spans are history: an undo takes them back and writes copies, and never changes one.
    #[must_use]
    pub const fn is_span(self) -> bool {
        matches!(self, Self::StageEntry | Self::EndSpan | Self::OwnerSpan)
    }

    /// Tables whose rows stand on a row of this one, and by which column: such a row of later making is in
    /// the way of taking this one back.
    #[must_use]
    pub const fn children(self) -> &'static [(Self, &'static str)] {
        match self {
            Self::Lead => &[
                (Self::Touch, "lead_id"),
                (Self::Promise, "lead_id"),
                (Self::Deal, "lead_id"),
                (Self::LeadDeal, "lead_id"),
                (Self::StageEntry, "lead_id"),
            ],
            Self::Contact => &[(Self::Lead, "contact_id"), (Self::Channel, "contact_id"), (Self::Deal, "contact_id")],
            Self::Account => &[(Self::Contact, "account_id"), (Self::Deal, "account_id")],
            Self::Deal => &[(Self::LeadDeal, "deal_id")],
            Self::Touch => &[(Self::Attempt, "touch_id")],
            Self::Rep => &[(Self::Lead, "owner_id"), (Self::Promise, "rep_id")],
            Self::Team => &[(Self::Rep, "team_id"), (Self::Lead, "team_id")],
            _ => &[],
        }
    }

    /// Tables on whose rows those of this one stand, and by which column.
    pub fn parents(self) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.iter().flat_map(move |parent| {
            parent.children().iter().filter(move |(child, _)| *child == self).map(|(_, column)| (*parent, *column))
        })
    }

    /// The table of that name.
    ///
    /// # Errors
    /// When no table of record is called so.
    pub fn named(table: &str) -> Result<Self, StoreFault> {
        Self::ALL
            .iter()
            .find(|entity| entity.table() == table)
            .copied()
            .ok_or_else(|| StoreFault::Strange(format!("a journal row about an unknown table “{table}”")))
    }
}
