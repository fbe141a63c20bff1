//! Why a change or a question was not carried out, in words that say what to do.

use crate::{
    desk::many::{Tally, by_reason},
    domain::{
        ids::{DealId, LeadId, Seq},
        time::Timestamp,
    },
    store::{
        fault::{MayBeBusy, StoreFault},
        undo::InTheWay,
    },
};

/// Why something was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is none of that number or name.
    #[error("there is no {what} {which}{}", where_to_look(.what))]
    Unknown {
        /// Of what kind.
        what: &'static str,
        /// As it was asked for.
        which: String,
    },
    /// The rules of the trade do not allow it.
    #[error("{0}")]
    Impossible(String),
    /// Something that is needed is missing or cannot be read.
    #[error("{field}: {fault}")]
    Unfit {
        /// Which field.
        field: &'static str,
        /// What is wrong, and what would do.
        fault: String,
    },
    /// Somebody changed the lead after it was looked at.
    #[error("lead {lead} was changed by {who} in the meantime ({what}); look at it again before you decide")]
    Changed {
        /// Which lead.
        lead: LeadId,
        /// Who did.
        who: String,
        /// What they did.
        what: String,
        /// When.
        at: Timestamp,
    },
    /// Somebody changed the deal after it was looked at.
    #[error("deal {deal} was changed by {who} in the meantime ({what}); look at it again before you decide")]
    DealChanged {
        /// Which deal.
        deal: DealId,
        /// Who did.
        who: String,
        /// What they did.
        what: String,
        /// When.
        at: Timestamp,
    },
    /// Somebody else holds the lead.
    #[error("lead {lead} is held by {who} until {until}; ask them to release it, or wait")]
    Held {
        /// Which lead.
        lead: LeadId,
        /// Who holds it.
        who: String,
        /// Until when, on the desk's clock.
        until: String,
    },
    /// It was converted before.
    #[error("lead {lead} is converted already, to deal {deal}")]
    Converted {
        /// Which lead.
        lead: LeadId,
        /// To which deal.
        deal: DealId,
    },
    /// Somebody has changed what an undo would take back.
    #[error("{}", in_the_way(.seq, .rows))]
    InTheWay {
        /// What was to be taken back.
        seq: Seq,
        /// What is in the way.
        rows: Vec<InTheWay>,
    },
    /// Some of many leads cannot be done, and so none was.
    #[error("{}", left_out(.word, .tally))]
    LeftOut {
        /// The action's word.
        word: &'static str,
        /// How many could be done, and those that cannot.
        tally: Tally,
    },
    /// Only a manager may.
    #[error("only a manager may {0}; ask one, or start with --as and a manager's name")]
    ManagersOnly(&'static str),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl MayBeBusy for Refusal {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Store(fault) if fault.is_busy())
    }
}

impl Refusal {
    /// Whether somebody else was faster: looking again, and deciding again, may do.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        matches!(self, Self::Changed { .. } | Self::DealChanged { .. })
    }

    /// Whether it says something of the one lead that was looked at, and another may well be done.
    #[must_use]
    pub const fn is_of_one_lead(&self) -> bool {
        match self {
            Self::Unknown { what, .. } => matches!(what.as_bytes(), b"lead"),
            Self::Impossible(_) | Self::Changed { .. } | Self::Held { .. } | Self::Converted { .. } => true,
            _ => false,
        }
    }

    /// Why, for a list in which the lead is named already.
    #[must_use]
    pub fn why_not(&self, lead: LeadId) -> String {
        match self {
            Self::Unknown { .. } => "not there".to_owned(),
            Self::Changed { who, .. } => format!("changed by {who} in the meantime"),
            Self::Held { who, until, .. } => format!("held by {who} until {until}"),
            other => {
                let words = other.to_string();
                let rest = words.strip_prefix(&format!("lead {lead} ")).unwrap_or(&words);
                ["is ", "was ", "has "].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest).to_owned()
            }
        }
    }
}

/// Where somebody finds what there is of that kind.
fn where_to_look(what: &str) -> &'static str {
    match what {
        "lead" | "contact" | "account" => "; `callsheet find` looks for a name, a phone or an email",
        "deal" => "; `callsheet pipeline --all` lists them",
        "journal entry" => "; `callsheet history` lists them",
        "rep" | "rep called" | "rep or team called" => "; `callsheet rep list` shows them",
        "team" | "team called" => "; `callsheet team list` shows them",
        "phone" | "email" | "phone or email of this contact with number" => "; `callsheet show` lists them",
        // Says itself what to do.
        _ => "",
    }
}

fn left_out(word: &str, tally: &Tally) -> String {
    let (left, all) = (tally.left_out.len(), tally.left_out.len() + tally.done);
    let head = if tally.done == 0 {
        format!("{word}: none of the {all} leads can be done")
    } else {
        format!("{word}: {left} of {all} leads cannot be done, and so none was")
    };
    let reasons = by_reason(&tally.left_out).join("\n  ");
    let rest = if tally.done == 0 { "" } else { "\nLeave those out, or do the rest without them" };
    format!("{head}\n  {reasons}{rest}")
}

fn in_the_way(seq: &Seq, rows: &[InTheWay]) -> String {
    let mut text =
        format!("entry {seq} cannot be taken back whole: {} changed since", plural(rows.len(), "row was", "rows were"));
    for row in rows.iter().take(5) {
        let lead = row.lead.map_or_else(|| format!("{} {}", row.entity, row.id), |lead| format!("lead {lead}"));
        text.push_str(&format!("\n  {lead}: {} ({}, entry {})", row.sentence, row.who, row.seq.map_or(0, |seq| seq.0)));
    }
    if rows.len() > 5 {
        text.push_str(&format!("\n  and {} more", rows.len() - 5));
    }
    text.push_str("\nUndo those first, or undo the rest and leave them as they are");
    text
}

/// “1 row was”, “2 rows were”.
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
