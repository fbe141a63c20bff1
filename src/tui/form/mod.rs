//! A small toolkit for forms. A form is a value: what it asks, what was typed, and what is wrong with it.

mod choice;
mod field;
mod ids;
mod kind;

pub use choice::{Choice, Opt};
pub use field::{Field, Input, Took, edit};
pub use ids::F;
pub use kind::Kind;

use crate::{
    desk::{
        Card, DealFilter, Filter, NurtureFilter, Preview,
        command::{On, OnDeal},
    },
    domain::{
        deal::Deal,
        ids::{DealId, LeadId},
        time::Timestamp,
        when,
    },
    tui::{
        actions::key,
        message::{Change, Seat},
        state::{Funnel, History},
    },
};
use chrono_tz::Tz;
use crossterm::event::KeyEvent;

/// What a form may look at: a snapshot of the model.
#[derive(Clone, Copy)]
pub struct Env<'a> {
    /// The last moment that is known.
    pub now: Timestamp,
    /// Who sits here, and the lists.
    pub seat: &'a Seat,
    /// The card of the form's lead, once it is there.
    pub card: Option<&'a Card>,
    /// What the outcomes would do to it.
    pub previews: &'a [Preview],
    /// Open deals that it could join.
    pub deals: &'a [Deal],
    /// The deal under the cursor.
    pub deal: Option<DealId>,
    /// Which leads the queue shows.
    pub filter: &'a Filter,
    /// Which deals the pipeline shows.
    pub pipeline: DealFilter,
    /// Which leads nurture shows.
    pub nurture: NurtureFilter,
    /// Which leads the funnel counts.
    pub funnel: &'a Funnel,
    /// Which entries the history shows.
    pub history: &'a History,
    /// So many leads are marked, and the form is about all of them.
    pub many: usize,
    /// The form's lead is the one that I hold.
    pub holds: bool,
}

impl Env<'_> {
    /// The customer's clock, where it is known.
    #[must_use]
    pub fn theirs(&self) -> Option<Tz> {
        self.card?.zones.first().copied()
    }
}

/// What a key means to the form as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It stays as it is.
    Stay,
    /// Something was picked by key.
    Picked,
    /// Enter was pressed on what is picked.
    Entered,
    /// It is to be saved.
    Save,
    /// The text in hand is to be written on in an editor.
    Compose,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What for.
    pub kind: Kind,
    /// In two or three words.
    pub title: &'static str,
    /// About whom.
    pub about: String,
    /// The lead, with the version that was on the screen.
    pub on: Option<On>,
    /// The lead's deals, each with the version that was on the screen.
    pub deals: Vec<OnDeal>,
    /// The leads, where it is about several that are marked.
    pub many: Vec<On>,
    /// What was sent to be saved last.
    pub sent: Option<Change>,
    /// What it asks.
    pub fields: Vec<Field>,
    /// Which field has the keys.
    pub focus: usize,
    /// Said under the fields.
    pub info: Vec<String>,
    /// What is wrong, in the desk's words.
    pub fault: Option<String>,
    /// Undo will not take it back.
    pub danger: bool,
    /// Under way.
    pub saving: bool,
    /// It was refused because the lead had changed: the next card is what will be decided on.
    pub told: bool,
}

/// Columns of a form's fields, at most.
pub const COLUMNS: usize = 66;

impl Form {
    /// A form with these fields.
    #[must_use]
    pub fn new(kind: Kind, title: &'static str, fields: Vec<Field>) -> Self {
        Self {
            kind,
            title,
            about: String::new(),
            on: None,
            deals: Vec::new(),
            many: Vec::new(),
            sent: None,
            fields,
            focus: 0,
            info: Vec::new(),
            fault: None,
            danger: false,
            saving: false,
            told: false,
        }
    }

    /// The lead it is about.
    #[must_use]
    pub fn lead(&self) -> Option<LeadId> {
        self.on.map(|on| on.lead)
    }

    /// The field, if this form has it.
    #[must_use]
    pub fn field(&self, id: F) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The same, to change it.
    pub fn field_mut(&mut self, id: F) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.id == id)
    }

    /// What a field that is shown holds; empty when it is not.
    #[must_use]
    pub fn value(&self, id: F) -> &str {
        self.field(id).filter(|field| field.shown).map_or("", Field::value)
    }

    /// The same; none when it is empty.
    #[must_use]
    pub fn given(&self, id: F) -> Option<String> {
        Some(self.value(id)).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, id: F) -> bool {
        self.value(id) == "yes"
    }

    /// Shows these fields, or hides them.
    pub fn show(&mut self, ids: &[F], shown: bool) {
        for id in ids {
            if let Some(field) = self.field_mut(*id) {
                field.shown = shown;
            }
        }
    }

    /// Makes fields needed, or not.
    pub fn must(&mut self, id: F, must: bool) {
        if let Some(field) = self.field_mut(id) {
            field.must = must;
        }
    }

    /// A date that a field holds; none when it is empty.
    ///
    /// # Errors
    /// Says what cannot be read.
    pub fn when(&self, id: F, env: &Env<'_>) -> Result<Option<Timestamp>, String> {
        let Some(field) = self.field(id).filter(|field| field.shown && !field.value().is_empty()) else {
            return Ok(None);
        };
        when::read(field.value(), env.now, self.clock_of(field, env)).map(Some).map_err(|fault| fault.to_string())
    }

    /// The clock on which a date field is read.
    #[must_use]
    pub fn clock_of(&self, field: &Field, env: &Env<'_>) -> Tz {
        let theirs = matches!(field.input, Input::When(_, true)) && self.value(F::Clock) != "mine";
        env.theirs().filter(|_| theirs).unwrap_or(env.seat.zone)
    }

    /// The field that has the keys.
    #[must_use]
    pub fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Gives the keys to that field.
    pub fn focus_on(&mut self, id: F) {
        if let Some(at) = self.fields.iter().position(|field| field.id == id && field.shown) {
            self.focus = at;
        }
    }

    /// Goes to the next field on the form, or to the one before.
    pub fn go(&mut self, forward: bool) {
        let count = self.fields.len();
        for step in 1..=count {
            let at = if forward { self.focus + step } else { self.focus + count * 2 - step } % count;
            if self.fields[at].shown {
                self.focus = at;
                return;
            }
        }
    }

    /// The first field that still has to be filled gets the keys; answers whether there is one.
    pub fn go_missing(&mut self) -> bool {
        let missing = self.fields.iter().position(Field::is_missing);
        if let Some(at) = missing {
            // Coming to it is enough; somebody who stands on it and goes on is told.
            if self.focus == at {
                self.fault = Some(format!("{} is needed", self.fields[at].label));
            }
            self.focus = at;
        }
        missing.is_some()
    }

    /// Whether the field that has the keys is the last one on the form.
    #[must_use]
    pub fn is_on_last(&self) -> bool {
        !self.fields.iter().skip(self.focus + 1).any(|field| field.shown)
    }

    /// The text that has the keys, in place of what it was.
    pub fn compose(&mut self, written: &str) {
        if let Some(field) = self.fields.get_mut(self.focus).filter(|field| matches!(field.input, Input::Area(_))) {
            field.input = Input::Area(Default::default());
            field.paste(written.trim_end());
            self.fault = None;
        }
    }

    /// Pastes into the field that has the keys.
    pub fn paste(&mut self, pasted: &str) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.paste(pasted);
            self.fault = None;
        }
    }

    /// A field was clicked, or one of its options: it gets the keys, and a switch turns.
    pub fn click(&mut self, field: usize, option: Option<usize>) -> Step {
        let Some(clicked) = self.fields.get_mut(field).filter(|field| field.shown) else { return Step::Stay };
        self.focus = field;
        self.fault = None;
        match (&mut clicked.input, option) {
            (Input::Choice(choice), Some(option)) if option < choice.options.len() => {
                choice.picked = Some(option);
                Step::Picked
            }
            (Input::Toggle(on), _) => {
                *on = !*on;
                Step::Stay
            }
            _ => Step::Stay,
        }
    }

    /// Takes a key: the focused field first.
    pub fn press(&mut self, pressed: KeyEvent) -> Step {
        let Some(field) = self.fields.get_mut(self.focus) else { return Step::Stay };
        match field.press(pressed, COLUMNS) {
            Took::Yes => {
                self.fault = None;
                return Step::Stay;
            }
            Took::Picked => {
                self.fault = None;
                return Step::Picked;
            }
            Took::No => {}
        }
        match key::name(pressed).as_str() {
            "tab" | "down" => self.go(true),
            "shift-tab" | "up" => self.go(false),
            "ctrl-s" => return Step::Save,
            "ctrl-o" if matches!(self.fields[self.focus].input, Input::Area(_)) => return Step::Compose,
            "enter" => {
                return match &self.fields[self.focus].input {
                    Input::Choice(choice) if choice.picked.is_none() => {
                        self.fault = Some("pick one first".to_owned());
                        Step::Stay
                    }
                    Input::Choice(_) => Step::Entered,
                    _ => Step::Save,
                };
            }
            _ => {}
        }
        Step::Stay
    }
}
