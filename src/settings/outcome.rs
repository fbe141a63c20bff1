//! Outcomes: what a call meant for business, and what follows from it.

use crate::{
    domain::{nurture::Lane, touch::LineResult, words::words},
    settings::Settings,
};
use serde::Deserialize;

words! {
    /// Facts that an outcome establishes; reports and rules read these, never the outcome's name.
    Flag {
        /// Some person answered.
        HumanAnswered = "human_answered" / "human answered",
        /// It was the person we wanted.
        CustomerContact = "customer_contact" / "customer contact",
        /// They want to go on.
        Interested = "interested" / "interested",
        /// They said no.
        NotInterested = "not_interested" / "not interested",
        /// They want to be called again.
        Callback = "callback" / "callback",
        /// They never want to be called again: sticky, and undone by nobody but a manager.
        DoNotCall = "do_not_call" / "do not call",
        /// The number leads nowhere.
        Unworkable = "unworkable" / "unworkable",
        /// Nothing more to do.
        Completed = "completed" / "completed",
    }
}

words! {
    /// What follows from an outcome.
    FollowUp {
        /// Try again by the contact plan; when that is used up, to nurture.
        Plan = "plan" / "try again by the plan",
        /// Ask for a time and promise it.
        Promise = "promise" / "book a callback",
        /// Into a nurture lane.
        Nurture = "nurture" / "nurture",
        /// Reject for a reason.
        Reject = "reject" / "reject",
        /// Convert to a deal.
        Convert = "convert" / "convert",
    }
}

/// What a call meant for business.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The key that logs it on the wrap-up.
    pub key: char,
    /// As it stands in files and commands.
    pub slug: String,
    /// As a rep reads it.
    pub label: String,
    /// What the line did.
    pub line: LineResult,
    /// What it establishes.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// What follows.
    pub then: FollowUp,
    /// The lane, for [`FollowUp::Nurture`].
    #[serde(default)]
    pub lane: Option<Lane>,
    /// The reject reason's slug, for [`FollowUp::Reject`].
    #[serde(default)]
    pub reason: Option<String>,
}

impl Outcome {
    /// Whether it establishes `flag`.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    pub(super) fn check(&self, settings: &Settings) -> Result<(), String> {
        match (self.then, &self.lane, &self.reason) {
            (FollowUp::Nurture, None, _) => Err("`then = \"nurture\"` needs a `lane`".to_owned()),
            (FollowUp::Reject, _, None) => Err("`then = \"reject\"` needs a `reason`".to_owned()),
            (FollowUp::Reject, _, Some(reason)) => match settings.reject_reason(reason) {
                None => Err(format!("there is no reject reason “{reason}”")),
                Some(known) if known.needs_note => Err(format!(
                    "the reason “{reason}” needs a note, which no outcome can give by itself"
                )),
                Some(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
