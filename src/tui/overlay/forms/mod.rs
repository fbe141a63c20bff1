//! One file for each form: what it asks, how its parts depend on each other, and the command it makes.

mod assign;
mod callback;
mod capture;
pub mod convert;
mod copy;
mod deal;
mod edit;
mod filter;
mod goto;
pub mod log;
mod narrow;
mod nurture;
mod people;
mod qualify;
mod reject;
mod small;
mod touch;

use crate::{
    desk::{DealFilter, Filter, NurtureFilter},
    domain::ids::RepId,
    tui::{
        form::{Env, Form, Kind},
        message::Change,
        period::Period,
        state::Place,
    },
};
use chrono::NaiveDate;

/// What a form comes to.
pub enum Saved {
    /// A change to the file.
    Change(Change),
    /// Another filter of the queue.
    Filter(Filter),
    /// Another filter of the pipeline.
    Deals(DealFilter),
    /// Another filter of nurture.
    Resting(NurtureFilter),
    /// Somewhere else.
    Go(Place),
    /// Another slice of the funnel: source, owner.
    Slice(Option<String>, Option<Option<RepId>>),
    /// Another period of the funnel.
    Period(Period),
    /// To the clipboard.
    Copy(String),
    /// Other entries of the history: by whom, of which kind, of which day.
    Narrow(Option<RepId>, Option<String>, Option<NaiveDate>),
}

impl Kind {
    /// The form, as it is opened.
    #[must_use]
    pub fn form(self, env: &Env<'_>) -> Form {
        match self {
            Self::Log => log::form(env),
            Self::Assign => assign::form(env),
            Self::Return => small::give_back(env),
            Self::Reject => reject::form(env),
            Self::Reopen => small::reopen(),
            Self::Nurture => nurture::form(),
            Self::DoNotCall => small::do_not_call(env),
            Self::Qualify => qualify::form(env),
            Self::Convert => convert::form(env),
            Self::Touch => touch::form(),
            Self::Callback => callback::form(),
            Self::Edit => edit::form(env),
            Self::NewLead => capture::form(env),
            Self::MoveDeal => deal::moving(env),
            Self::CloseDeal => deal::closing(env),
            Self::EditDeal => deal::editing(env),
            Self::Filter => filter::queue(env),
            Self::Deals => filter::deals(env),
            Self::Resting => filter::resting(env),
            Self::GoTo => goto::form(env),
            Self::Slice => filter::slice(env),
            Self::Period => filter::period(env),
            Self::Narrow => narrow::form(env),
            Self::Copy => copy::form(env),
        }
    }

    /// Shows and hides what depends on what was picked.
    pub fn react(self, form: &mut Form, env: &Env<'_>) {
        match self {
            Self::Log => log::react(form, env),
            Self::Reject => reject::react(form),
            Self::Nurture => nurture::react(form),
            Self::Qualify => qualify::react(form, env),
            Self::Convert => convert::react(form, env),
            Self::Touch => touch::react(form),
            Self::Callback => callback::react(form, env),
            Self::CloseDeal => deal::react(form, env),
            Self::EditDeal => deal::react_editing(form, env),
            _ => {}
        }
    }

    /// Whether picking is enough, and Enter need not be pressed.
    #[must_use]
    pub fn saves_when_picked(self, form: &Form, env: &Env<'_>) -> bool {
        match self {
            Self::Log => log::is_enough(form, env),
            Self::Period | Self::Copy | Self::GoTo => true,
            _ => false,
        }
    }

    /// Whether Enter on what is picked saves; a convert and a call still ask for more behind it.
    #[must_use]
    pub const fn saves_when_entered(self) -> bool {
        !matches!(self, Self::Convert | Self::Log)
    }

    /// The change that it asks for.
    ///
    /// # Errors
    /// Says what is missing or cannot be read.
    pub fn save(self, form: &Form, env: &Env<'_>) -> Result<Saved, String> {
        match self {
            Self::Log => log::save(form, env),
            Self::Assign => assign::save(form),
            Self::Return => small::save_give_back(form),
            Self::Reject => reject::save(form, env),
            Self::Reopen => small::save_reopen(form),
            Self::Nurture => nurture::save(form, env),
            Self::DoNotCall => small::save_do_not_call(form),
            Self::Qualify => qualify::save(form),
            Self::Convert => convert::save(form, env),
            Self::Touch => touch::save(form),
            Self::Callback => callback::save(form, env),
            Self::Edit => edit::save(form),
            Self::NewLead => capture::save(form),
            Self::MoveDeal => deal::save_moving(form),
            Self::CloseDeal => deal::save_closing(form),
            Self::EditDeal => deal::save_editing(form, env),
            Self::Deals => Ok(filter::save_deals(form)),
            Self::Resting => Ok(filter::save_resting(form)),
            Self::GoTo => goto::save(form),
            Self::Filter => Ok(filter::save_queue(form)),
            Self::Slice => Ok(filter::save_slice(form)),
            Self::Period => Ok(filter::save_period(form)),
            Self::Narrow => narrow::save(form, env),
            Self::Copy => copy::save(form),
        }
    }
}

/// The lead that a form is about; the first of those that it is about.
fn on(form: &Form) -> Result<crate::desk::command::On, String> {
    form.on.or(form.many.first().copied()).ok_or_else(|| "no lead is selected".to_owned())
}

/// A form whose lead is given makes this change.
fn run(command: crate::desk::command::Command) -> Result<Saved, String> {
    Ok(Saved::Change(Change::Run(command)))
}
