//! The parts of the model: one for each screen, and the card.

use crate::{
    desk::{
        AccountPage, Card, ContactPage, Cursor, DealCursor, DealFilter, Filter, FunnelAnswer, HistoryRow, LeadRow,
        NurtureFilter, NurtureLane, PipelineSum, Preview, Sort, WithheldCount,
    },
    domain::{
        deal::Deal,
        ids::{AccountId, ContactId, DealId, LeadId, RepId},
        stage::Stage,
        time::Timestamp,
    },
    policy::funnel::Step,
    store::{claims::Claim, funnel::Part},
    tui::{listing::Listing, period::Period},
};
use chrono::NaiveDate;

/// The screens there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The leads to work.
    Queue,
    /// The deals they become.
    Pipeline,
    /// Those that are kept warm.
    Nurture,
    /// Where they leak.
    Funnel,
    /// What was done.
    History,
}

impl Screen {
    /// Every screen, in the order of its tab.
    pub const ALL: [Self; 5] = [Self::Queue, Self::Pipeline, Self::Nurture, Self::Funnel, Self::History];

    /// As its tab is called.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Queue => "Queue",
            Self::Pipeline => "Pipeline",
            Self::Nurture => "Nurture",
            Self::Funnel => "Funnel",
            Self::History => "History",
        }
    }
}

/// Which half of a screen has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    List,
    /// The card.
    Card,
}

/// The queue screen.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// Which leads.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// What is ready.
    pub list: Listing,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// What is withheld.
    pub counts: Vec<WithheldCount>,
    /// When the first closed lead opens; asked when nothing is ready.
    pub opens_at: Option<Timestamp>,
    /// The withheld ones, while they are listed.
    pub withheld: Option<Listing>,
    /// The list cannot be read, and why.
    pub fault: Option<String>,
}

/// The pipeline screen.
#[derive(Debug, Clone, Default)]
pub struct Pipeline {
    /// Which deals.
    pub filter: DealFilter,
    /// The deals.
    pub list: Listing,
    /// Where the next page begins.
    pub next: Option<DealCursor>,
    /// What they are worth.
    pub sum: Option<PipelineSum>,
    /// The list cannot be read, and why.
    pub fault: Option<String>,
}

/// The nurture screen.
#[derive(Debug, Clone, Default)]
pub struct Nurture {
    /// Which leads.
    pub filter: NurtureFilter,
    /// The leads.
    pub list: Listing,
    /// Where the next page begins.
    pub next: Option<(Timestamp, LeadId)>,
    /// The lanes.
    pub lanes: Vec<NurtureLane>,
    /// The list cannot be read, and why.
    pub fault: Option<String>,
}

/// Whose page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOf {
    /// A person's.
    Contact(ContactId),
    /// A company's.
    Account(AccountId),
}

/// What a page shows.
#[derive(Debug, Clone)]
pub enum Page {
    /// A person.
    Contact(Box<ContactPage>),
    /// A company.
    Account(Box<AccountPage>),
}

/// A page of a person or a company, over whatever was on the screen.
#[derive(Debug, Clone)]
pub struct PageView {
    /// Whose.
    pub of: PageOf,
    /// What it shows, once it is read.
    pub page: Option<Page>,
    /// What hangs on them.
    pub list: Listing,
    /// The card that it was opened over.
    pub over: Option<LeadId>,
    /// It cannot be read, and why.
    pub fault: Option<String>,
}

/// Where `g` goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first row.
    Top,
    /// The last row that is read.
    Bottom,
    /// A page.
    Page(PageOf),
    /// A deal, with the card of the lead that made it.
    Deal(DealId, LeadId),
}

/// Leads behind a number of the funnel.
#[derive(Debug, Clone)]
pub struct Behind {
    /// At which stage.
    pub stage: Stage,
    /// Which number.
    pub part: Part,
    /// How many there are.
    pub count: i64,
    /// The leads.
    pub list: Listing,
    /// Every one of them is read.
    pub whole: bool,
}

/// The funnel screen.
#[derive(Debug, Clone)]
pub struct Funnel {
    /// Captured when.
    pub period: Period,
    /// Of this source only.
    pub source: Option<String>,
    /// Of this owner only; `Some(None)` is nobody.
    pub owner: Option<Option<RepId>>,
    /// The counts.
    pub answer: Option<FunnelAnswer>,
    /// The stays are among them.
    pub stays: bool,
    /// The stage under the cursor.
    pub stage: usize,
    /// The number under the cursor.
    pub part: Part,
    /// One row a source in place of the stages.
    pub by_source: bool,
    /// Those rows.
    pub sources: Option<Vec<(String, Vec<Step>)>>,
    /// The source under the cursor.
    pub row: usize,
    /// The leads behind a number, while they are listed.
    pub behind: Option<Behind>,
    /// It cannot be read, and why.
    pub fault: Option<String>,
    /// Something changed while the stays were counted.
    pub outdated: bool,
}

impl Funnel {
    /// Whether something is open on it that Esc closes.
    #[must_use]
    pub const fn is_deep(&self) -> bool {
        self.behind.is_some() || self.by_source || self.source.is_some()
    }
}

/// The history screen.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// By this rep only.
    pub by: Option<RepId>,
    /// Of this kind only, by the word of its command.
    pub kind: Option<String>,
    /// Of this day only.
    pub day: Option<NaiveDate>,
    /// On this lead only: which, and what it is called.
    pub lead: Option<(LeadId, String)>,
    /// The screen, and the card over it, from which somebody asked for a lead's history.
    pub back: Option<(Screen, Option<LeadId>)>,
    /// What has been read of it, newest first.
    pub rows: Vec<HistoryRow>,
    /// The entry under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Every entry is read.
    pub whole: bool,
    /// It has been read at least once.
    pub read: bool,
    /// It cannot be read, and why.
    pub fault: Option<String>,
}

impl History {
    /// The entry under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&HistoryRow> {
        self.rows.get(self.cursor)
    }

    /// Whether all entries are shown.
    #[must_use]
    pub const fn is_unfiltered(&self) -> bool {
        self.by.is_none() && self.kind.is_none() && self.day.is_none() && self.lead.is_none()
    }

    /// Keeps the cursor on an entry and on the screen.
    pub fn follow(&mut self, height: usize) {
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
        // Never an empty screen below while there are entries above.
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}

/// The card that is shown.
#[derive(Debug, Clone, Default)]
pub struct CardView {
    /// Of which lead.
    pub lead: Option<LeadId>,
    /// Everything about it, once it is read.
    pub card: Option<Box<Card>>,
    /// What its outcomes would do.
    pub previews: Vec<Preview>,
    /// Open deals that it could join.
    pub deals: Vec<Deal>,
    /// The first line on the screen.
    pub scroll: usize,
    /// It cannot be read, and why.
    pub fault: Option<String>,
}

/// The lead that I hold.
#[derive(Debug, Clone)]
pub struct Held {
    /// The lease.
    pub claim: Claim,
    /// The lead.
    pub row: LeadRow,
    /// Why it was given.
    pub why: String,
}

/// What a deed under way is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The form on top saves.
    Form,
    /// The next lead.
    Next,
    /// The lease.
    Renew,
    /// Something without a form: undo, redo.
    Plain,
}

impl Default for Funnel {
    fn default() -> Self {
        Self {
            period: Period::default(),
            source: None,
            owner: None,
            answer: None,
            stays: false,
            stage: 0,
            part: Part::Reach,
            by_source: false,
            sources: None,
            row: 0,
            behind: None,
            fault: None,
            outdated: false,
        }
    }
}

impl Pipeline {
    /// Lines of the strip: a stage each, and their sum.
    #[must_use]
    pub fn strip_rows(&self) -> usize {
        self.sum.as_ref().map_or(0, |sum| sum.stages.len() + 1 + usize::from(!self.filter.closed))
    }
}

impl Nurture {
    /// Lines of the strip: a lane each.
    #[must_use]
    pub fn strip_rows(&self) -> usize {
        self.lanes.len()
    }
}

impl PageView {
    /// Lines of facts over what hangs on them.
    #[must_use]
    pub fn strip_rows(&self) -> usize {
        match &self.page {
            Some(Page::Contact(page)) => 1 + page.contact.channels.len() + usize::from(page.do_not_call),
            Some(Page::Account(page)) => 1 + usize::from(!page.deals.is_empty()),
            None => 0,
        }
    }
}
