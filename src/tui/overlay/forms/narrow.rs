//! Which entries the history shows.

use super::Saved;
use crate::{
    desk::command::Command,
    domain::when,
    tui::form::{Env, F, Field, Form, Kind, Opt},
};

const ANY: &str = "";

pub fn form(env: &Env<'_>) -> Form {
    // Who has left did things too.
    let people = env.seat.people.reps.iter().map(|rep| Opt::new(rep.id, &rep.name));
    let kinds = Command::WORDS.iter().map(|word| Opt::new(*word, *word));
    let by = env.history.by.map(|rep| rep.to_string());
    let day = env.history.day.map(|day| day.format("%Y-%m-%d").to_string());
    Form::new(
        Kind::Narrow,
        "Filter of the history",
        vec![
            Field::choice(F::Who, "By whom", [Opt::new(ANY, "anybody")].into_iter().chain(people).collect())
                .holding(Some(by.as_deref().unwrap_or(ANY))),
            Field::choice(F::Kind, "What", [Opt::new(ANY, "anything")].into_iter().chain(kinds).collect())
                .holding(Some(env.history.kind.as_deref().unwrap_or(ANY))),
            Field::line(F::When, "On which day")
                .hint("today · 3 days ago · 2026-11-20; empty is any")
                .holding(day.as_deref()),
        ],
    )
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    let day = match form.given(F::When) {
        Some(words) => {
            let at = when::read(&words, env.now, env.seat.zone).map_err(|fault| fault.to_string())?;
            Some(at.on(env.seat.zone).date_naive())
        }
        None => None,
    };
    Ok(Saved::Narrow(form.value(F::Who).parse().ok(), form.given(F::Kind), day))
}
