//! A new lead.

use super::{Kind, Saved, run};
use crate::{
    desk::command::Command,
    domain::lead::{NewLead, UNKNOWN_SOURCE},
    tui::form::{Env, F, Field, Form, Opt},
};

pub fn form(env: &Env<'_>) -> Form {
    let sources = env.seat.settings.sources.iter().map(String::as_str).chain([UNKNOWN_SOURCE]);
    let sources = sources.map(|source| Opt::new(source, source)).collect();
    let mut form = Form::new(
        Kind::NewLead,
        "New lead",
        vec![
            Field::line(F::Name, "Name"),
            Field::line(F::Phone, "Phone")
                .hint(format!("as they say it; without a country: {}", env.seat.settings.country)),
            Field::line(F::Email, "Email"),
            Field::line(F::Company, "Company"),
            Field::line(F::JobTitle, "Job title"),
            Field::choice(F::Source, "Source", sources).holding(Some(UNKNOWN_SOURCE)),
            Field::line(F::Problem, "Problem to solve"),
            Field::area(F::Note, "Note"),
        ],
    );
    form.info.push("A phone or an email is enough; the desk says whose it is, and why.".to_owned());
    form
}

pub fn save(form: &Form) -> Result<Saved, String> {
    if form.given(F::Phone).is_none() && form.given(F::Email).is_none() {
        return Err("a phone or an email is needed to know somebody by".to_owned());
    }
    run(Command::Capture(Box::new(NewLead {
        name: form.given(F::Name),
        phones: form.given(F::Phone).into_iter().collect(),
        emails: form.given(F::Email).into_iter().collect(),
        company: form.given(F::Company),
        job_title: form.given(F::JobTitle),
        source: form.given(F::Source),
        problem: form.given(F::Problem),
        note: form.given(F::Note),
        ..NewLead::default()
    })))
}
