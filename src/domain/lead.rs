//! Leads as they are captured, and as they stand.

use crate::domain::{
    ids::{ContactId, LeadId, RepId, TeamId},
    nurture::{Cause, Lane},
    qualification::{BuyerPhase, Qualification},
    stage::{Stage, Status},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of a source that nobody told us; a slice of its own in every report.
pub const UNKNOWN_SOURCE: &str = "unknown";

/// What somebody gave us, before anything is matched: one filled form, one row of a file, one typed lead.
/// All text as given, but cleaned of control characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewLead {
    /// The person's name; may be missing.
    pub name: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// Where they do it.
    pub company: Option<String>,
    /// The company's industry.
    pub industry: Option<String>,
    /// The company's size, in people, as given.
    pub size: Option<String>,
    /// Phone numbers, the preferred first.
    pub phones: Vec<String>,
    /// Mail addresses, the preferred first.
    pub emails: Vec<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, by name or code.
    pub country: Option<String>,
    /// IANA name of the person's zone, when somebody said so.
    pub zone: Option<String>,
    /// How they came to us; missing is [`UNKNOWN_SOURCE`].
    pub source: Option<String>,
    /// Which campaign brought them.
    pub campaign: Option<String>,
    /// Tracking tokens: `utm_*`, `gclid`, `fbclid`.
    pub tokens: BTreeMap<String, String>,
    /// The problem they want solved.
    pub problem: Option<String>,
    /// A name or note of an owner in the system it came from; kept, never obeyed by itself.
    pub owner_hint: Option<String>,
    /// The lead's number in the system it came from; a second row with it is a duplicate.
    pub external_id: Option<String>,
    /// A remark to keep with the lead.
    pub note: Option<String>,
    /// When the person enquired; missing is now, and then the lead is *live*.
    pub captured_at: Option<Timestamp>,
    /// Every column that has no field of its own.
    pub extra: BTreeMap<String, String>,
}

/// A lead as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lead {
    /// Row number.
    pub id: LeadId,
    /// The journal sequence that last changed it.
    pub version: i64,
    /// Whose enquiry it is.
    pub contact: ContactId,
    /// Its number where it came from.
    pub external_id: Option<String>,
    /// First source, kept for ever.
    pub source: String,
    /// First campaign.
    pub campaign: Option<String>,
    /// Tracking tokens.
    pub tokens: BTreeMap<String, String>,
    /// Columns without a field of their own.
    pub extra: BTreeMap<String, String>,
    /// The problem to solve.
    pub problem: Option<String>,
    /// How far the buyer's thinking is.
    pub buyer_phase: Option<BuyerPhase>,
    /// When the person enquired.
    pub captured_at: Timestamp,
    /// When we wrote it down.
    pub recorded_at: Timestamp,
    /// Captured as it happened, not by a back-dated import.
    pub live: bool,
    /// How far it has ever got.
    pub stage: Stage,
    /// What is being done with it.
    pub status: Status,
    /// The rep responsible.
    pub owner: Option<RepId>,
    /// The team whose pool it stands in, when it has no owner.
    pub team: Option<TeamId>,
    /// BANT.
    pub qualification: Qualification,
    /// Its nurture lane while nurturing.
    pub lane: Option<Lane>,
    /// Why not now.
    pub cause: Option<Cause>,
    /// When nurture wakes it, or when the plan tries again.
    pub next_at: Option<Timestamp>,
    /// What `next_at` is about: `plan`, `wake`, `enquiry`.
    pub next_kind: Option<String>,
    /// Attempts in the present round of the contact plan.
    pub tries: i64,
    /// Why it was rejected; kept with a nurtured reject too.
    pub reject_reason: Option<String>,
    /// When it ended, while it is ended.
    pub ended_at: Option<Timestamp>,
}
