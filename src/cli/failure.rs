//! Why a command failed: its words, its kind for scripts, its exit code.

use crate::{
    cli::exit::Exit,
    desk::{Refusal, import::ImportFault},
    settings::SettingsFault,
    store::fault::StoreFault,
};
use serde_json::{Map, Value, json};
use std::io;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The arguments do not make sense.
    #[error("{0}")]
    Usage(String),
    /// There is no such thing.
    #[error("{0}")]
    Missing(String),
    /// The desk refused.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// An import that could not go on, and what was taken in before.
    #[error("{fault}{}", .done.as_ref().map(|done| format!("\nBefore that: {done}")).unwrap_or_default())]
    Import {
        /// What happened.
        fault: ImportFault,
        /// What stands.
        done: Option<String>,
    },
    /// The settings.
    #[error(transparent)]
    Settings(#[from] SettingsFault),
    /// Something of the system's.
    #[error("{0}")]
    Fault(String),
    /// Whoever read our answer has gone: not a fault of anybody.
    #[error("nobody reads the answer any more")]
    Unread,
    /// The answer could not be written.
    #[error("the answer could not be written ({0}); what the command did is done")]
    Answer(io::Error),
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Self {
        Self::Refusal(fault.into())
    }
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::BrokenPipe { Self::Unread } else { Self::Answer(cause) }
    }
}

impl Failure {
    /// The program's exit code for it.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Missing(_) => Exit::NotFound,
            Self::Refusal(refusal) | Self::Import { fault: ImportFault::Desk(refusal), .. } => of_refusal(refusal).1,
            Self::Unread => Exit::Done,
            Self::Import { .. } | Self::Settings(_) | Self::Fault(_) | Self::Answer(_) => Exit::Fault,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Usage(_) => "usage",
            Self::Missing(_) => "unknown",
            Self::Refusal(refusal) | Self::Import { fault: ImportFault::Desk(refusal), .. } => of_refusal(refusal).0,
            Self::Import { .. } => "unreadable",
            Self::Settings(_) => "settings",
            Self::Fault(_) | Self::Answer(_) => "fault",
            Self::Unread => "unread",
        }
    }

    /// For scripts: the kind, the words, and what the refusal is about.
    pub fn json(&self) -> Value {
        let mut error = Map::new();
        error.insert("kind".to_owned(), self.kind().into());
        error.insert("message".to_owned(), self.to_string().into());
        let mut add = |facts: Value| {
            if let Value::Object(facts) = facts {
                error.extend(facts);
            }
        };
        match self {
            Self::Settings(SettingsFault::Unfit { path, fault }) => add(json!({ "file": path, "line": fault.line })),
            Self::Refusal(Refusal::Unfit { field, .. }) => add(json!({ "field": field })),
            Self::Refusal(Refusal::Changed { lead, who, what, at }) => {
                add(json!({ "lead": lead, "who": who, "what": what, "at": at }));
            }
            Self::Refusal(Refusal::DealChanged { deal, who, what, at }) => {
                add(json!({ "deal": deal, "who": who, "what": what, "at": at }));
            }
            Self::Refusal(Refusal::Held { lead, who, .. }) => add(json!({ "lead": lead, "who": who })),
            Self::Refusal(Refusal::Converted { lead, deal }) => add(json!({ "lead": lead, "deal": deal })),
            Self::Refusal(Refusal::LeftOut { tally, .. }) => add(json!({ "left_out": tally.left_out })),
            Self::Refusal(Refusal::InTheWay { seq, rows }) => add(json!({ "seq": seq, "rows": rows })),
            _ => {}
        }
        json!({ "error": error })
    }
}

fn of_refusal(refusal: &Refusal) -> (&'static str, Exit) {
    match refusal {
        Refusal::Unknown { .. } => ("unknown", Exit::NotFound),
        Refusal::Impossible(_) => ("impossible", Exit::Refused),
        Refusal::Unfit { .. } => ("unfit", Exit::Refused),
        Refusal::Converted { .. } => ("converted", Exit::Refused),
        Refusal::ManagersOnly(_) => ("managers_only", Exit::Refused),
        Refusal::Changed { .. } | Refusal::DealChanged { .. } => ("changed", Exit::Conflict),
        Refusal::Held { .. } => ("held", Exit::Conflict),
        Refusal::LeftOut { tally, .. } if tally.left_out.iter().all(|left| left.conflict) => {
            ("left_out", Exit::Conflict)
        }
        Refusal::LeftOut { .. } => ("left_out", Exit::Refused),
        Refusal::InTheWay { .. } => ("in_the_way", Exit::Conflict),
        Refusal::Store(fault) => of_store(fault),
    }
}

const fn of_store(fault: &StoreFault) -> (&'static str, Exit) {
    match fault {
        StoreFault::Busy(_) => ("busy", Exit::Busy),
        StoreFault::Taken(_) => ("taken", Exit::Conflict),
        StoreFault::Full(_) => ("full", Exit::Fault),
        StoreFault::ReadOnly(_) => ("read_only", Exit::Fault),
        StoreFault::Device { .. } => ("device", Exit::Fault),
        StoreFault::Unopenable { .. } => ("unopenable", Exit::Fault),
        StoreFault::NoDescriptors(_) => ("no_descriptors", Exit::Fault),
        StoreFault::There(_) | StoreFault::Unfinished(_) => ("there", Exit::Fault),
        StoreFault::NotOurs(_) => ("not_ours", Exit::Fault),
        StoreFault::Newer { .. } => ("newer", Exit::Fault),
        StoreFault::Damaged { .. } => ("damaged", Exit::Fault),
        StoreFault::NetworkShare { .. } => ("network_share", Exit::Fault),
        StoreFault::Interrupted | StoreFault::Engine(_) | StoreFault::Strange(_) => ("fault", Exit::Fault),
    }
}
