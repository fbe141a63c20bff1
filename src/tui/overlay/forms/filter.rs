//! Which leads the queue shows, and which the funnel counts.

use super::{Kind, Saved, people};
use crate::{
    desk::Filter,
    domain::stage::{Stage, Status},
    tui::{
        form::{Env, F, Field, Form, Opt},
        period::Period,
    },
};

const ANY: &str = "";

fn sources(env: &Env<'_>) -> Vec<Opt> {
    let any = Opt::new(ANY, "any source");
    [any].into_iter().chain(env.seat.sources.iter().map(|source| Opt::new(source, source))).collect()
}

pub fn queue(env: &Env<'_>) -> Form {
    let filter = env.filter;
    let whose = [Opt::new(ANY, "mine and the pool's, my team's pool too"), Opt::new("everybody", "everybody's")];
    let owner = match (filter.everybody, filter.owner) {
        (true, _) => "everybody".to_owned(),
        (_, Some(rep)) => rep.to_string(),
        _ => ANY.to_owned(),
    };
    let statuses = Status::ALL.iter().filter(|status| status.is_working());
    let statuses = statuses.map(|status| Opt::new(status.slug(), format!("{} {}", status.glyph(), status.label())));
    let stages = Stage::ALL.iter().filter(|stage| **stage < Stage::Converted);
    let stages = stages.map(|stage| Opt::new(stage.slug(), stage.label()));
    let any = |label: &str| [Opt::new(ANY, label)].into_iter();
    Form::new(
        Kind::Filter,
        "Filter",
        vec![
            Field::choice(F::Owner, "Whose", whose.into_iter().chain(people::reps(env)).collect())
                .holding(Some(&owner)),
            Field::choice(F::Source, "Source", sources(env)).holding(Some(filter.source.as_deref().unwrap_or(ANY))),
            Field::choice(F::Status, "Status", any("any status").chain(statuses).collect())
                .holding(Some(filter.status.map_or(ANY, Status::slug))),
            Field::choice(F::Stage, "Furthest stage", any("any stage").chain(stages).collect())
                .holding(Some(filter.stage.map_or(ANY, Stage::slug))),
        ],
    )
}

pub fn save_queue(form: &Form) -> Saved {
    Saved::Filter(Filter {
        source: form.given(F::Source),
        status: form.value(F::Status).parse().ok(),
        stage: form.value(F::Stage).parse().ok(),
        owner: form.value(F::Owner).parse().ok(),
        everybody: form.value(F::Owner) == "everybody",
    })
}

pub fn slice(env: &Env<'_>) -> Form {
    let funnel = env.funnel;
    let owners = [Opt::new(ANY, "any owner"), Opt::new("nobody", "nobody")];
    let owner = match funnel.owner {
        None => ANY.to_owned(),
        Some(None) => "nobody".to_owned(),
        Some(Some(rep)) => rep.to_string(),
    };
    Form::new(
        Kind::Slice,
        "Slice of the funnel",
        vec![
            Field::choice(F::Source, "Source", sources(env)).holding(Some(funnel.source.as_deref().unwrap_or(ANY))),
            Field::choice(F::Owner, "Current owner", owners.into_iter().chain(people::reps(env)).collect())
                .holding(Some(&owner)),
        ],
    )
}

pub fn save_slice(form: &Form) -> Saved {
    let owner = match form.value(F::Owner) {
        ANY => None,
        "nobody" => Some(None),
        rep => rep.parse().ok().map(Some),
    };
    Saved::Slice(form.given(F::Source), owner)
}

pub fn period(env: &Env<'_>) -> Form {
    let options = Period::ALL.iter().map(|period| Opt::new(period.label(), period.label())).collect();
    Form::new(
        Kind::Period,
        "Period of capture",
        vec![Field::choice(F::Period, "Captured", options).must().holding(Some(env.funnel.period.label()))],
    )
}

pub fn save_period(form: &Form) -> Saved {
    let picked = Period::ALL.into_iter().find(|period| period.label() == form.value(F::Period));
    Saved::Period(picked.unwrap_or_default())
}
