//! The people who work the desk.

use crate::domain::{
    ids::{RepId, TeamId},
    time::Timestamp,
    words,
};
use chrono_tz::Tz;
use serde::Serialize;

words! {
    /// What somebody may do. On a shared file this guards against slips, not against malice.
    Role {
        /// Works leads.
        Rep = "rep" / "Rep",
        /// Works leads, sees everybody's, and edits the team.
        Manager = "manager" / "Manager",
    }
}

/// Somebody who works leads; a manager is one too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rep {
    /// Row number.
    pub id: RepId,
    /// The short name they sign with: the operating-system user, or what `--as` says.
    pub name: String,
    /// As colleagues know them; equal to `name` where nothing better is known.
    pub full_name: String,
    /// What they may do.
    pub role: Role,
    /// Their team, if any.
    pub team: Option<TeamId>,
    /// The zone of their own clock; none is the machine's.
    pub zone: Option<Tz>,
    /// When they left; a retired rep owns no open lead.
    pub retired_at: Option<Timestamp>,
}

/// A group of reps that leads can be assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Team {
    /// Row number.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Who answers for a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignee {
    /// One rep.
    Rep(RepId),
    /// Whoever in the team claims it first.
    Team(TeamId),
    /// Whoever claims it first.
    Pool,
}
