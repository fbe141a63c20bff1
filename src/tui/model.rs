//! Everything the screen knows. Changed by messages only.

pub use super::state::{
    Aim, Behind, CardView, Funnel, Held, History, Nurture, Page, PageOf, PageView, Pane, Pipeline, Place, Queue, Screen,
};

use crate::{
    desk::Card,
    domain::{
        ids::{DealId, LeadId},
        time::{SECOND, Timestamp},
    },
    store::{claims::Claim, funnel::Cohort},
    tui::{
        actions::{Context, Keymap, Selected},
        first_steps::FirstSteps,
        form::Env,
        layout,
        listing::{Listing, Row},
        marks::Marks,
        message::{Ask, Change, Deed, Effect, Question, Seat, Slot, Ticket},
        overlay::Overlay,
        spots::Spots,
        theme::Theme,
        toast::Toasts,
    },
};
use chrono_tz::Tz;
use std::collections::HashMap;

/// Waiting shorter than this shows no spinner.
pub const SPIN: i64 = SECOND / 10;

/// Everything the screen knows.
pub struct Model {
    /// The last moment that a message told of.
    pub now: Timestamp,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The file, or `demo`.
    pub name: String,
    /// Colours, or none.
    pub theme: Theme,
    /// The keys of every action.
    pub keys: Keymap,
    /// What a new user is still shown.
    pub first_steps: FirstSteps,
    /// Who sits here; none until a desk is open.
    pub seat: Option<Seat>,
    /// Since when it has been waited for another program that is at the file.
    pub occupied: Option<Timestamp>,
    /// Which screen.
    pub screen: Screen,
    /// Which half of it.
    pub pane: Pane,
    /// A card over the whole screen.
    pub full: Option<LeadId>,
    /// The deal that the card over the whole screen was opened for.
    pub full_deal: Option<DealId>,
    /// Pages of people and companies over the screen, the last on top; a card over the whole screen is over them.
    pub pages: Vec<PageView>,
    /// The queue.
    pub queue: Queue,
    /// The pipeline.
    pub pipeline: Pipeline,
    /// Nurture.
    pub nurture: Nurture,
    /// The funnel.
    pub funnel: Funnel,
    /// What was done.
    pub history: History,
    /// The card.
    pub card: CardView,
    /// What I hold.
    pub held: Option<Held>,
    /// What others hold.
    pub others: Vec<Claim>,
    /// Forms and pickers, the last on top.
    pub overlays: Vec<Overlay>,
    /// Messages that go away.
    pub toasts: Toasts,
    /// The mouse is ours; else the terminal's, which selects text with it.
    pub mouse: bool,
    /// What the last draw put where.
    pub spots: Spots,
    /// The last key.
    pub last_key: Timestamp,
    /// Something to draw has changed.
    pub dirty: bool,
    tickets: Ticket,
    waiting: HashMap<Slot, (Ticket, Timestamp)>,
    deeds: HashMap<Ticket, (Aim, Timestamp)>,
}

impl Model {
    /// An empty screen.
    #[must_use]
    pub fn new(name: String, theme: Theme, size: (u16, u16), now: Timestamp) -> Self {
        Self {
            now,
            size,
            name,
            theme,
            keys: Keymap::default(),
            first_steps: FirstSteps::default(),
            seat: None,
            occupied: None,
            screen: Screen::Queue,
            pane: Pane::List,
            full: None,
            full_deal: None,
            pages: Vec::new(),
            queue: Queue::default(),
            pipeline: Pipeline::default(),
            nurture: Nurture::default(),
            funnel: Funnel::default(),
            history: History::default(),
            card: CardView::default(),
            held: None,
            others: Vec::new(),
            overlays: Vec::new(),
            toasts: Toasts::default(),
            mouse: true,
            spots: Spots::default(),
            last_key: now,
            dirty: true,
            tickets: 0,
            waiting: HashMap::new(),
            deeds: HashMap::new(),
        }
    }

    /// The clock that is read here.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.seat.as_ref().map_or(Tz::UTC, |seat| seat.zone)
    }

    /// The list that has the keys, if a list has them.
    #[must_use]
    pub fn list(&self) -> Option<&Listing> {
        if let Some(page) = self.pages.last() {
            return Some(&page.list);
        }
        match self.screen {
            Screen::Queue => Some(self.queue.withheld.as_ref().unwrap_or(&self.queue.list)),
            Screen::Pipeline => Some(&self.pipeline.list),
            Screen::Nurture => Some(&self.nurture.list),
            Screen::Funnel => self.funnel.behind.as_ref().map(|behind| &behind.list),
            Screen::History => None,
        }
    }

    /// The same, to move in.
    pub fn list_mut(&mut self) -> Option<&mut Listing> {
        if let Some(page) = self.pages.last_mut() {
            return Some(&mut page.list);
        }
        match self.screen {
            Screen::Queue => Some(self.queue.withheld.as_mut().unwrap_or(&mut self.queue.list)),
            Screen::Pipeline => Some(&mut self.pipeline.list),
            Screen::Nurture => Some(&mut self.nurture.list),
            Screen::Funnel => self.funnel.behind.as_mut().map(|behind| &mut behind.list),
            Screen::History => None,
        }
    }

    /// The lead that the card should show.
    #[must_use]
    pub fn wanted(&self) -> Option<LeadId> {
        // A form stays with its lead, wherever the list behind it goes.
        let of_form = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Form(form) => form.lead(),
            _ => None,
        });
        of_form.or(self.full).or_else(|| self.list().and_then(Listing::selected).map(|row| row.lead.id))
    }

    /// The card, if it is that of the wanted lead.
    #[must_use]
    pub fn shown_card(&self) -> Option<&Card> {
        let wanted = self.wanted()?;
        self.card.card.as_deref().filter(|card| card.lead.id == wanted)
    }

    /// The lead that actions are about, as it is on the screen.
    #[must_use]
    pub fn selected(&self) -> Option<Selected> {
        if let Some(card) = self.shown_card() {
            return Some(card.into());
        }
        let wanted = self.wanted()?;
        self.row_of(wanted).map(|row| (&row.lead).into())
    }

    /// Who else holds a lead at this moment.
    #[must_use]
    pub fn holder(&self, lead: LeadId) -> Option<&Claim> {
        self.others.iter().find(|claim| claim.lead == lead && claim.until > self.now)
    }

    /// The deal that actions are about: the one under the cursor, or the one that the card was opened for.
    #[must_use]
    pub fn selected_deal(&self) -> Option<DealId> {
        if self.full.is_some() && self.full_deal.is_some() {
            return self.full_deal;
        }
        let wanted = self.wanted()?;
        let row = self.list()?.selected().filter(|row| row.lead.id == wanted)?;
        row.deal().map(|row| row.deal.id)
    }

    /// The row of a lead in the list, if it is there.
    #[must_use]
    pub fn row_of(&self, lead: LeadId) -> Option<&Row> {
        self.list()?.rows.iter().find(|row| row.lead.id == lead)
    }

    /// Whether list and card stand side by side, or one below the other.
    #[must_use]
    pub fn has_panes(&self) -> bool {
        self.full.is_none() && self.list().is_some() && layout::split(self.size).is_some()
    }

    /// Gives the whole screen to a card, or takes it back.
    pub fn show_card(&mut self, lead: Option<LeadId>) {
        self.full = lead;
        self.full_deal = None;
        self.card.scroll = 0;
    }

    /// What actions look at.
    #[must_use]
    pub fn context(&self) -> Context<'_> {
        let on_row = self.full.is_none() && self.list().is_some_and(|list| list.selected().is_some());
        let listed = || self.list().is_some_and(|list| list.on_foot() || list.selected().is_some());
        let opens = self.full.is_none()
            && match self.screen {
                _ if !self.pages.is_empty() => listed(),
                Screen::Funnel if self.funnel.behind.is_none() => self.funnel.answer.is_some(),
                Screen::Queue | Screen::Pipeline | Screen::Nurture | Screen::Funnel => listed(),
                Screen::History => self.history.selected().is_some_and(|row| row.entry.lead.is_some()),
            };
        Context {
            keys: &self.keys,
            seated: self.seat.is_some(),
            screen: self.screen,
            closes: self.full.is_some()
                || !self.pages.is_empty()
                || self.pane == Pane::Card
                || self.marked().is_some()
                || !self.toasts.is_empty()
                || match self.screen {
                    Screen::Queue => self.queue.withheld.is_some(),
                    Screen::Pipeline | Screen::Nurture => false,
                    Screen::Funnel => self.funnel.is_deep(),
                    Screen::History => self.history.lead.is_some(),
                },
            panes: self.has_panes(),
            withheld: !self.queue.counts.is_empty(),
            lead: self.selected(),
            card: self.shown_card(),
            me: self.seat.as_ref().map(|seat| seat.me.id),
            held: self.held.as_ref().map(|held| held.row.id),
            opens,
            entry: self.history.selected().filter(|_| self.screen == Screen::History && self.full.is_none()),
            listed: on_row,
            marked: self.marked().map_or(0, Marks::len),
        }
    }

    /// Whether the cursor is on the funnel's own numbers.
    #[must_use]
    pub const fn is_on_funnel(&self) -> bool {
        matches!(self.screen, Screen::Funnel) && self.funnel.behind.is_none() && self.pages.is_empty()
    }

    /// The glyph before a row: that of the row, or the mark.
    #[must_use]
    pub fn glyph_or_mark(&self, lead: LeadId, glyph: char) -> char {
        if self.list().is_some_and(|list| list.marks.has(lead)) { '✓' } else { glyph }
    }

    /// The marks that actions work on. A card that has the screen is worked alone.
    #[must_use]
    pub fn marked(&self) -> Option<&Marks> {
        let marks = self.list().filter(|_| self.full.is_none()).map(|list| &list.marks);
        marks.filter(|marks| !marks.is_empty())
    }

    /// What forms may look at, for one about this lead.
    #[must_use]
    pub fn env(&self, lead: Option<LeadId>) -> Option<Env<'_>> {
        let of_lead = self.card.lead == lead;
        Some(Env {
            now: self.now,
            seat: self.seat.as_ref()?,
            card: self.card.card.as_deref().filter(|card| Some(card.lead.id) == lead),
            previews: if of_lead { &self.card.previews } else { &[] },
            deals: if of_lead { &self.card.deals } else { &[] },
            deal: self.selected_deal(),
            filter: &self.queue.filter,
            pipeline: self.pipeline.filter,
            nurture: self.nurture.filter,
            funnel: &self.funnel,
            history: &self.history,
            many: self.marked().filter(|_| lead.is_none()).map_or(0, Marks::len),
            holds: lead.is_some() && self.held.as_ref().map(|held| held.row.id) == lead,
        })
    }

    /// The cohort that the funnel counts.
    #[must_use]
    pub fn cohort(&self) -> Cohort {
        let (from, to) = self.funnel.period.bounds(self.now, self.zone());
        Cohort { from, to, source: self.funnel.source.clone(), campaign: None, owner: self.funnel.owner }
    }

    /// Rows of the list that fit on the screen.
    #[must_use]
    pub fn list_height(&self) -> usize {
        layout::list_rows(self.size, self.strip_rows()) - usize::from(self.first_step_rows())
    }

    /// Lines under the queue for whoever is new, where there is room for them and for leads.
    #[must_use]
    pub fn first_step_rows(&self) -> u16 {
        let wanted = u16::try_from(self.first_steps.left().len()).map_or(0, |steps| steps + 2);
        let is_queue = self.screen == Screen::Queue && self.pages.is_empty() && self.queue.withheld.is_none();
        let fits = layout::list_rows(self.size, 0) >= usize::from(wanted) + 5;
        if is_queue && fits && wanted > 2 { wanted } else { 0 }
    }

    /// Lines between the title of the list and its headings: what stands over the rows of this screen.
    #[must_use]
    pub fn strip_rows(&self) -> usize {
        let wanted = match (self.pages.last(), self.screen) {
            (Some(page), _) => page.strip_rows(),
            (None, Screen::Pipeline) => self.pipeline.strip_rows(),
            (None, Screen::Nurture) => self.nurture.strip_rows(),
            (None, _) => 0,
        };
        layout::strip_rows(self.size, wanted)
    }

    /// Numbers a question; the answer to an older one of its slot will be dropped.
    pub fn ask(&mut self, slot: Slot, question: Question) -> Effect {
        self.tickets += 1;
        self.waiting.insert(slot, (self.tickets, self.now));
        Effect::Ask(Ask { slot, ticket: self.tickets, at: self.now, question })
    }

    /// Numbers a change.
    pub fn deed(&mut self, aim: Aim, change: Change) -> Effect {
        self.tickets += 1;
        self.deeds.insert(self.tickets, (aim, self.now));
        Effect::Do(Deed { ticket: self.tickets, at: self.now, change })
    }

    /// Whether this is the answer that its slot waits for; then it waits no more.
    pub fn expects(&mut self, slot: Slot, ticket: Ticket) -> bool {
        let current = self.waiting.get(&slot).is_some_and(|(expected, _)| *expected == ticket);
        if current {
            self.waiting.remove(&slot);
        }
        current
    }

    /// No answer of that slot is wanted any more.
    pub fn forget(&mut self, slot: Slot) {
        self.waiting.remove(&slot);
    }

    /// Whether a question of that slot is under way.
    #[must_use]
    pub fn awaits(&self, slot: Slot) -> bool {
        self.waiting.contains_key(&slot)
    }

    /// What a deed was for; then it is under way no more.
    pub fn settle(&mut self, ticket: Ticket) -> Option<Aim> {
        self.deeds.remove(&ticket).map(|(aim, _)| aim)
    }

    /// Whether a deed of that aim is under way.
    #[must_use]
    pub fn is_doing(&self, aim: Aim) -> bool {
        self.deeds.values().any(|(under_way, _)| *under_way == aim)
    }

    /// Since when anything has been waited for.
    #[must_use]
    pub fn waiting_since(&self) -> Option<Timestamp> {
        let asked = self.waiting.values().map(|(_, at)| *at);
        let done = self.deeds.values().filter(|(aim, _)| *aim != Aim::Renew).map(|(_, at)| *at);
        asked.chain(done).min()
    }
}
