//! Assign, reassign, hand off.

use super::{Kind, Saved, on, people, run};
use crate::{
    desk::command::Command,
    tui::form::{Env, F, Field, Form},
};

pub fn form(env: &Env<'_>) -> Form {
    Form::new(
        Kind::Assign,
        "Assign",
        vec![
            Field::choice(F::Whom, "To", people::assignees(env)).must(),
            Field::line(F::Why, "Reason").hint("stands in the history; may stay empty"),
        ],
    )
}

pub fn save(form: &Form) -> Result<Saved, String> {
    let to = people::read(form.value(F::Whom)).ok_or("pick somebody")?;
    run(Command::Assign { leads: vec![on(form)?], to, reason: form.given(F::Why) })
}
