//! What reaches the model (messages), and what it wants done (effects). Values only: nothing here acts.

use crate::{
    desk::{
        Card, Claimed, Cursor, DealCursor, DealFilter, Filter, Found, FunnelAnswer, FunnelAsk, HistoryRow, LeadRow,
        NurtureFilter, NurtureLane, NurturePage, People, Picks, PipelinePage, PipelineSum, Preview, QueueAsk,
        QueuePage, Receipt, Refusal, Whose, WithheldCount, WithheldLead, command::Command,
    },
    domain::{
        deal::Deal,
        ids::{AccountId, ContactId, LeadId},
        rep::Rep,
        stage::Stage,
        time::Timestamp,
    },
    policy::{funnel::Step, lanes::Withheld},
    settings::Settings,
    store::{
        claims::Claim,
        funnel::{Cohort, Part},
        journal::Wanted,
    },
    tui::{
        actions::Act,
        state::{Page, PageOf},
    },
};
use chrono_tz::Tz;
use crossterm::event::{KeyEvent, MouseEvent};
use std::sync::Arc;

/// The number of a request; an answer to an older one than the slot's newest is dropped.
pub type Ticket = u64;

/// Something that happened, and when: the model has no clock of its own.
#[derive(Debug)]
pub struct Msg {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was clicked, or its wheel turned.
    Mouse(MouseEvent),
    /// The editor was closed, with this in it; or why it could not be used.
    Composed(Result<String, String>),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// Time went by.
    Tick,
    /// A desk was opened: who sits here, and what is known without asking further.
    Seated(Box<Seat>),
    /// Another program is at the file; a desk is opened as soon as it lets go.
    Occupied,
    /// No desk can be opened.
    Unseated(String),
    /// An answer to a question.
    Answer {
        /// What it is for.
        slot: Slot,
        /// To which request.
        ticket: Ticket,
        /// The answer.
        answer: Box<Result<Answer, Refusal>>,
    },
    /// A deed was done, or refused.
    Done {
        /// Which one.
        ticket: Ticket,
        /// What it came to.
        done: Result<Done, Refusal>,
    },
    /// A long deed goes on: so many of so many steps are done.
    Far {
        /// Which one.
        ticket: Ticket,
        /// Steps done.
        done: usize,
        /// Steps in all.
        all: usize,
    },
    /// Another desk has changed the file.
    Outside,
    /// The program must end: a signal, a terminal that is gone, a thread that broke.
    Stop(Option<String>),
}

/// Who sits here, and the lists that every screen needs.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who.
    pub me: Rep,
    /// The clock that they read.
    pub zone: Tz,
    /// What the business has set.
    pub settings: Arc<Settings>,
    /// Colleagues and teams.
    pub people: People,
    /// Every source that leads came from.
    pub sources: Vec<String>,
    /// The file is one of made-up people.
    pub demo: bool,
}

/// What an answer is for. One request of each is current at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The first page of the queue.
    Queue,
    /// A further page of it.
    More,
    /// Counts under the queue.
    Withheld,
    /// When the first closed lead opens.
    Opens,
    /// The leads that are withheld.
    WithheldLeads,
    /// What I hold.
    Held,
    /// The card.
    Card,
    /// What each outcome would do.
    Previews,
    /// Open deals that a convert can join.
    Deals,
    /// People found.
    Find,
    /// The first page of the pipeline.
    Pipeline,
    /// A further page of it.
    PipelineMore,
    /// What it is worth.
    Worth,
    /// The first page of nurture.
    Nurture,
    /// A further page of it.
    NurtureMore,
    /// Its lanes.
    Lanes,
    /// A page of a person or a company.
    Page,
    /// Counts of the funnel.
    Funnel,
    /// The funnel with its stays.
    Stays,
    /// One funnel a source.
    Sources,
    /// Leads behind a number.
    Behind,
    /// More of them.
    BehindMore,
    /// The journal.
    History,
    /// More of it.
    HistoryMore,
    /// Every lead of a list, to mark.
    Picks,
    /// Colleagues and sources again.
    Seat,
}

impl Slot {
    /// Long questions step aside for any other, and are asked again after it.
    #[must_use]
    pub const fn is_patient(self) -> bool {
        matches!(self, Self::Stays | Self::Sources)
    }

    /// A newer question of the kind ends the one that runs.
    #[must_use]
    pub const fn is_overtaken(self) -> bool {
        matches!(self, Self::Find | Self::Funnel | Self::Stays | Self::Sources | Self::Behind | Self::History)
    }
}

/// A question with its place and number.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What the answer is for.
    pub slot: Slot,
    /// Its number.
    pub ticket: Ticket,
    /// When it was asked.
    pub at: Timestamp,
    /// The question.
    pub question: Question,
}

/// What can be asked of a desk.
#[derive(Debug, Clone)]
pub enum Question {
    /// A page of the queue.
    Queue(QueueAsk),
    /// Counts of what is withheld.
    Withheld(Filter),
    /// When the first lead outside its hours opens.
    Opens(Filter),
    /// Leads that are withheld for these reasons.
    WithheldLeads(Filter, Vec<Withheld>),
    /// What I hold, and what others do.
    Held,
    /// A card.
    Card(LeadId),
    /// What each outcome would do to a lead.
    Previews(LeadId),
    /// Open deals around a contact.
    Deals(ContactId, Option<AccountId>),
    /// Anybody with these letters or digits.
    Find(String),
    /// A page of the pipeline, of so many rows, from behind a place.
    Pipeline(DealFilter, Option<DealCursor>, usize),
    /// What the pipeline is worth.
    Worth(DealFilter),
    /// A page of nurture, of so many rows, from behind a place.
    Nurture(NurtureFilter, Option<(Timestamp, LeadId)>, usize),
    /// The lanes of nurture.
    Lanes(Whose),
    /// All that hangs on a person or a company.
    Page(PageOf),
    /// The funnel.
    Funnel(FunnelAsk),
    /// A funnel for each of the sources.
    Sources(Cohort, Vec<String>),
    /// Leads behind a number of the funnel.
    Behind {
        /// Of which leads.
        cohort: Cohort,
        /// At which stage.
        stage: Stage,
        /// Which number.
        part: Part,
        /// From behind this one.
        after: Option<(Timestamp, LeadId)>,
    },
    /// Entries of the journal, newest first, at most so many.
    History(Wanted, i64),
    /// Every lead that the list of this question has, also those on later pages.
    Picks(Box<Question>),
    /// Colleagues and sources.
    Seat,
}

/// What a desk answers.
#[derive(Debug)]
pub enum Answer {
    /// To [`Question::Queue`].
    Queue(QueuePage, Option<Cursor>),
    /// To [`Question::Withheld`].
    Withheld(Vec<WithheldCount>),
    /// To [`Question::Opens`].
    Opens(Option<Timestamp>),
    /// To [`Question::WithheldLeads`].
    WithheldLeads(Vec<(Withheld, Vec<WithheldLead>)>),
    /// To [`Question::Held`].
    Held(Option<(Claim, LeadRow)>, Vec<Claim>),
    /// To [`Question::Card`].
    Card(Box<Card>),
    /// To [`Question::Previews`].
    Previews(LeadId, Vec<Preview>),
    /// To [`Question::Deals`].
    Deals(Vec<Deal>),
    /// To [`Question::Find`].
    Found(Vec<Found>),
    /// To [`Question::Pipeline`].
    Pipeline(PipelinePage),
    /// To [`Question::Worth`].
    Worth(PipelineSum),
    /// To [`Question::Nurture`].
    Nurture(NurturePage),
    /// To [`Question::Lanes`].
    Lanes(Vec<NurtureLane>),
    /// To [`Question::Page`].
    Page(PageOf, Page),
    /// To [`Question::Funnel`].
    Funnel(Box<FunnelAnswer>),
    /// To [`Question::Sources`].
    Sources(Vec<(String, Vec<Step>)>),
    /// To [`Question::Behind`].
    Behind(Vec<LeadRow>),
    /// To [`Question::History`].
    History(Vec<HistoryRow>),
    /// To [`Question::Picks`].
    Picks(Picks),
    /// To [`Question::Seat`].
    Seat(Box<Seat>),
}

/// A change with its number.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Its number.
    pub ticket: Ticket,
    /// When it was decided.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// What can be done at a desk.
#[derive(Debug, Clone)]
pub enum Change {
    /// A command.
    Run(Command),
    /// Claims the next lead.
    Next,
    /// Gives up what I hold.
    Release(LeadId, Option<String>),
    /// Prolongs what I hold.
    Renew,
}

/// What a deed came to.
#[derive(Debug)]
pub enum Done {
    /// Written, with its receipt.
    Receipt(Box<Receipt>),
    /// Claimed; none when nothing is ready.
    Claimed(Option<Claimed>),
    /// Prolonged; none when nothing is held any more.
    Renewed(Option<Timestamp>),
}

/// What the model wants done outside of it.
#[derive(Debug)]
pub enum Effect {
    /// A question to the reader.
    Ask(Ask),
    /// A change by the writer.
    Do(Deed),
    /// Has a text written on in the editor of whoever sits here.
    Compose(String),
    /// Puts a text on the clipboard of the terminal.
    Copy(String),
    /// Takes the mouse, or gives it back to the terminal.
    Mouse(bool),
    /// Remembers which first steps are still to be shown.
    Remember(Vec<Act>),
    /// Stops a change that is under way; then nothing of it is done.
    Stop(Ticket),
    /// Puts the program to sleep, as `ctrl-z` does.
    Suspend,
    /// Ends the program.
    Quit(Ending),
}

/// Why the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Somebody quits.
    Wished,
    /// The system wants it, or the terminal is gone: there is no time.
    Told,
    /// Something went wrong.
    Fault(String),
}
