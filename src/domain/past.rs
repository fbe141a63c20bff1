//! A lead that comes with a history: what a file, or the demo, knows of it beyond the capture.

use crate::domain::{
    end::Ending,
    ids::RepId,
    lead::NewLead,
    money::Money,
    nurture::{Cause, Lane},
    qualification::Qualification,
    stage::{Stage, Status},
    time::Timestamp,
    touch::{LineResult, TouchKind},
};
use chrono::NaiveDate;

/// One enquiry together with what has become of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeadRecord {
    /// The enquiry.
    pub lead: NewLead,
    /// What has become of it; none for a plain capture, which then goes through match and assignment.
    pub past: Option<Past>,
}

/// What has become of a lead, in facts with their times. The writer takes it as told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// Stages entered after capture, with the time of each, in the order of the funnel.
    pub entries: Vec<(Stage, Timestamp)>,
    /// Who owned it from when, in order; the last one owns it still.
    pub owners: Vec<(RepId, Timestamp)>,
    /// What is being done with it.
    pub status: Option<Status>,
    /// BANT.
    pub qualification: Qualification,
    /// Touches, attempts among them, in order of time.
    pub touches: Vec<PastTouch>,
    /// A callback still to be kept.
    pub promise: Option<PastPromise>,
    /// The lane, the cause, and when it wakes.
    pub nurture: Option<(Lane, Option<Cause>, Timestamp)>,
    /// When the contact plan tries again.
    pub next_try_at: Option<Timestamp>,
    /// How and why it ended.
    pub end: Option<PastEnd>,
    /// What it converted to.
    pub deals: Vec<PastDeal>,
}

/// One touch that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct PastTouch {
    /// When.
    pub at: Timestamp,
    /// Which way.
    pub kind: TouchKind,
    /// By whom; none when nobody of ours did it.
    pub rep: Option<RepId>,
    /// What was said.
    pub note: Option<String>,
    /// A two-way exchange, or something of value sent.
    pub meaningful: bool,
    /// What the line did, the outcome's slug, and the length in seconds, where it was an attempt.
    pub attempt: Option<(LineResult, String, i64)>,
}

/// A callback still to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct PastPromise {
    /// When it was agreed.
    pub made_at: Timestamp,
    /// For when.
    pub due_at: Timestamp,
    /// By whom; none is anyone.
    pub rep: Option<RepId>,
    /// What about.
    pub note: Option<String>,
}

/// How a lead ended.
#[derive(Debug, Clone, PartialEq)]
pub struct PastEnd {
    /// When.
    pub at: Timestamp,
    /// Which kind.
    pub how: Ending,
    /// The reason's slug.
    pub reason: String,
    /// More about it.
    pub note: Option<String>,
}

/// A deal that the lead made.
#[derive(Debug, Clone, PartialEq)]
pub struct PastDeal {
    /// What people call it.
    pub name: String,
    /// What it is worth.
    pub amount: Option<Money>,
    /// Its stage, by the name in the settings; `Won` and `Lost` are the ends.
    pub stage: String,
    /// The stage before it was won or lost.
    pub last_stage: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was won or lost.
    pub closed_at: Option<Timestamp>,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// What comes next, and when.
    pub next_step: Option<(String, Timestamp)>,
    /// When it should close.
    pub close_on: Option<NaiveDate>,
}
