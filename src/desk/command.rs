//! Everything that can change: one enum for screen, command line, import and undo alike.

use crate::domain::{
    contact::Standing,
    ids::{AccountId, DealId, LeadId, RepId, Seq, TeamId},
    lead::NewLead,
    money::Money,
    nurture::{Cause, Lane},
    qualification::{BuyerPhase, Qualification},
    rep::{Assignee, Role},
    time::Timestamp,
    touch::TouchKind,
};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// A lead, and the version of it that was on the screen when somebody decided. A change by somebody else in
/// between is told, never overwritten; without a version nothing is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct On {
    /// Which lead.
    pub lead: LeadId,
    /// As it was seen.
    pub seen: Option<i64>,
}

impl From<LeadId> for On {
    fn from(lead: LeadId) -> Self {
        Self { lead, seen: None }
    }
}

/// A deal, and the version of it that was on the screen; as [`On`] for a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDeal {
    /// Which deal.
    pub deal: DealId,
    /// As it was seen.
    pub seen: Option<i64>,
}

impl From<DealId> for OnDeal {
    fn from(deal: DealId) -> Self {
        Self { deal, seen: None }
    }
}

/// Why a lead is rejected: a reason of the settings, and a note where that reason needs one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The reason's slug or label.
    pub reason: String,
    /// More about it; *other* needs it.
    pub note: Option<String>,
}

/// What a rejection does: end the lead, or keep it warm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The lead ends.
    Dead,
    /// It goes to nurture, and is counted among the reject reasons.
    Nurture(Rest),
}

/// How a lead rests in nurture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Its lane.
    pub lane: Lane,
    /// Why not now; needed in that lane.
    pub cause: Option<Cause>,
    /// When it wakes; missing is the lane's own time. No lead rests without one.
    pub wake_at: Option<Timestamp>,
}

/// A callback: when, by whom, what about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPromise {
    /// For when.
    pub due_at: Timestamp,
    /// Anybody may keep it.
    pub anyone: bool,
    /// What about.
    pub note: Option<String>,
}

/// The company that a convert is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickAccount {
    /// The contact's own company: its account where there is one, one made from its name otherwise, none where
    /// no company is known.
    Own,
    /// A new account of that name.
    New(String),
    /// One that exists.
    Existing(AccountId),
    /// A private person.
    None,
}

/// The deal that a convert makes or joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickDeal {
    /// A new one, at the first stage.
    New(NewDeal),
    /// An open one that exists.
    Existing(DealId),
}

/// What is known of a new deal. Every part may be missing: it is then named after the company or the contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewDeal {
    /// What people call it.
    pub name: Option<String>,
    /// What it is worth.
    pub amount: Option<Money>,
    /// What comes next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_at: Option<Timestamp>,
    /// When it should close.
    pub close_on: Option<NaiveDate>,
}

/// A convert: company and deal in one go. Without a deal there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConvert {
    /// The company.
    pub account: PickAccount,
    /// The deal.
    pub deal: PickDeal,
    /// Why now, when the lead is not sales qualified yet.
    pub reason: Option<String>,
}

/// What a call came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// The outcome's slug.
    pub outcome: String,
    /// The number dialled; missing is the preferred one.
    pub number: Option<String>,
    /// What was said.
    pub note: Option<String>,
    /// How long it took.
    pub seconds: Option<i64>,
    /// The callback, for an outcome that promises one.
    pub promise: Option<NewPromise>,
    /// Lane and wake date, where they differ from the outcome's own.
    pub rest: Option<Rest>,
    /// What it converts to, for an outcome that converts.
    pub convert: Option<NewConvert>,
}

/// Whether a qualification also says that sales should take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SalesReady {
    /// Only the answers.
    NotYet,
    /// Ready: the gate must have nothing missing.
    Ready,
    /// Early hand-off, with the reason, whatever is missing.
    Early(String),
}

/// One field of a lead, its contact or its channels, and what it becomes; an empty text clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The person's name.
    Name(String),
    /// What they do.
    JobTitle(String),
    /// What kind of buyer they are.
    Persona(String),
    /// Where they work, as given.
    Company(String),
    /// Street and number.
    Street(String),
    /// Town.
    City(String),
    /// State or province.
    Region(String),
    /// Postal code.
    PostalCode(String),
    /// Country, by name or code.
    Country(String),
    /// Their time zone, by its IANA name.
    Zone(String),
    /// The problem to solve.
    Problem(String),
    /// How far the buyer's thinking is.
    Phase(Option<BuyerPhase>),
    /// One more phone.
    AddPhone(String),
    /// One more email.
    AddEmail(String),
    /// Another text for a channel, by its number.
    Channel(i64, String),
    /// Whether a channel may be used, by its number.
    Standing(i64, Standing),
    /// Takes a channel away, by its number.
    RemoveChannel(i64),
}

/// What happens to a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DealMove {
    /// To that stage of the settings.
    Stage(String),
    /// Bought.
    Won,
    /// Not bought, for a reason of the settings.
    Lost(Because),
    /// Worked again after it was won or lost.
    Reopen,
    /// Other fields.
    Edit(Vec<DealEdit>),
}

/// One field of a deal, and what it becomes; nothing clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DealEdit {
    /// What people call it; an empty one stays as it is.
    Name(String),
    /// What it is worth.
    Amount(Option<Money>),
    /// What comes next.
    NextStep(Option<String>),
    /// When that is due.
    NextStepAt(Option<Timestamp>),
    /// When it should close.
    CloseOn(Option<NaiveDate>),
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Somebody gave us a phone or an email.
    Capture(Box<NewLead>),
    /// Makes somebody else responsible.
    Assign {
        /// For what.
        leads: Vec<On>,
        /// Who.
        to: Assignee,
        /// Why, if somebody said so.
        reason: Option<String>,
    },
    /// Gives a hand-off back.
    Return {
        /// Which lead.
        on: On,
        /// Why.
        reason: String,
    },
    /// Notes something, or logs that the person was reached some way other than by phone.
    Touch {
        /// Which lead.
        on: On,
        /// Which way.
        kind: TouchKind,
        /// What was said.
        note: Option<String>,
        /// What was offered.
        offer: Option<String>,
        /// A two-way exchange, or something of value sent.
        meaningful: bool,
    },
    /// Logs a call.
    Log {
        /// Which lead.
        on: On,
        /// What it came to.
        call: Box<Call>,
    },
    /// Books a callback.
    Callback {
        /// Which lead.
        on: On,
        /// When and by whom.
        promise: NewPromise,
    },
    /// Rejects.
    Reject {
        /// Which lead.
        on: On,
        /// Why.
        because: Because,
        /// And then.
        fate: Fate,
    },
    /// Takes a rejected lead up again, or wakes one in nurture now.
    Reopen {
        /// Which lead.
        on: On,
        /// Why, if somebody said so.
        reason: Option<String>,
    },
    /// Keeps it warm.
    Nurture {
        /// Which lead.
        on: On,
        /// How.
        rest: Rest,
    },
    /// Answers to the questions of qualification; parts that are missing stay as they are.
    Qualify {
        /// Which lead.
        on: On,
        /// The answers.
        answers: Qualification,
        /// Whether sales should take it.
        ready: SalesReady,
    },
    /// Makes contact, account and deal in one go.
    Convert {
        /// Which lead.
        on: On,
        /// To what.
        convert: Box<NewConvert>,
    },
    /// Moves a deal.
    Deal {
        /// Which deal.
        on: OnDeal,
        /// How.
        to: DealMove,
    },
    /// Changes fields.
    Edit {
        /// Which lead.
        on: On,
        /// What.
        edits: Vec<Edit>,
    },
    /// The person asked never to be called again.
    DoNotCall {
        /// Which lead.
        on: On,
        /// In their words.
        reason: Option<String>,
    },
    /// One of these actions on many leads: one transaction, one entry, one undo.
    Many {
        /// Which leads.
        on: Vec<On>,
        /// What is done to each; the lead that it names itself is not looked at.
        what: Box<Command>,
        /// All of them or none, should one of them be refused.
        whole: bool,
    },
    /// Takes an entry of the journal back.
    Undo {
        /// Which; missing is my last.
        seq: Option<Seq>,
        /// Take back what can be, and leave the rows in the way.
        rest: bool,
    },
    /// Does again what an undo took back.
    Redo {
        /// Which; missing is what I took back last.
        seq: Option<Seq>,
    },
    /// A new colleague.
    RepAdd {
        /// The short name they sign with.
        name: String,
        /// As colleagues know them.
        full_name: Option<String>,
        /// What they may do.
        role: Role,
        /// Their team, by name; made where it is missing.
        team: Option<String>,
        /// Their zone.
        zone: Option<Tz>,
    },
    /// Changes a colleague; parts that are missing stay.
    RepEdit {
        /// Whom.
        rep: RepId,
        /// As colleagues know them.
        full_name: Option<String>,
        /// What they may do.
        role: Option<Role>,
        /// Their team, by name; empty is none.
        team: Option<String>,
        /// Their zone.
        zone: Option<Tz>,
    },
    /// A colleague leaves; their open leads go on.
    RepRetire {
        /// Who leaves.
        rep: RepId,
        /// Who gets the open leads.
        leads_to: Assignee,
    },
    /// A new team.
    TeamAdd {
        /// Its name.
        name: String,
    },
    /// Another name for a team.
    TeamRename {
        /// Which.
        team: TeamId,
        /// Its new name.
        name: String,
    },
}

impl Command {
    /// Every word that an entry of the journal can have, in the order in which people look for them.
    pub const WORDS: [&'static str; 20] = [
        "log", "touch", "callback", "assign", "return", "release", "reject", "reopen", "nurture", "qualify", "convert",
        "deal", "edit", "add", "import", "dnc", "undo", "redo", "rep", "team",
    ];

    /// The command's word, as the journal and the command line have it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Capture(_) => "add",
            Self::Assign { .. } => "assign",
            Self::Return { .. } => "return",
            Self::Touch { .. } => "touch",
            Self::Log { .. } => "log",
            Self::Callback { .. } => "callback",
            Self::Reject { .. } => "reject",
            Self::Reopen { .. } => "reopen",
            Self::Nurture { .. } => "nurture",
            Self::Qualify { .. } => "qualify",
            Self::Convert { .. } => "convert",
            Self::Deal { .. } => "deal",
            Self::Edit { .. } => "edit",
            Self::DoNotCall { .. } => "dnc",
            Self::Many { what, .. } => what.word(),
            Self::Undo { .. } => "undo",
            Self::Redo { .. } => "redo",
            Self::RepAdd { .. } | Self::RepEdit { .. } | Self::RepRetire { .. } => "rep",
            Self::TeamAdd { .. } | Self::TeamRename { .. } => "team",
        }
    }
}
