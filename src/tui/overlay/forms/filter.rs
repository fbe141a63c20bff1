//! Which leads the queue, the pipeline and nurture show, and which the funnel counts.

use super::{Kind, Saved, people};
use crate::{
    desk::{DealFilter, Filter, NurtureFilter, Whose},
    domain::{
        nurture::Lane,
        stage::{Stage, Status},
    },
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

fn whose(env: &Env<'_>, whose: Whose) -> Field {
    let first = [Opt::new(ANY, "mine"), Opt::new("everybody", "everybody's")];
    let held = match whose {
        Whose::Mine => ANY.to_owned(),
        Whose::Everybody => "everybody".to_owned(),
        Whose::Of(rep) => rep.to_string(),
    };
    Field::choice(F::Owner, "Whose", first.into_iter().chain(people::reps(env)).collect()).holding(Some(&held))
}

fn read_whose(form: &Form) -> Whose {
    match form.value(F::Owner) {
        "everybody" => Whose::Everybody,
        rep => rep.parse().map_or(Whose::Mine, Whose::Of),
    }
}

pub fn deals(env: &Env<'_>) -> Form {
    let states = vec![Opt::new("open", "open"), Opt::new("closed", "won and lost")];
    let held = if env.pipeline.closed { "closed" } else { "open" };
    Form::new(
        Kind::Deals,
        "Filter",
        vec![whose(env, env.pipeline.whose), Field::choice(F::Status, "Deals", states).holding(Some(held))],
    )
}

pub fn save_deals(form: &Form) -> Saved {
    Saved::Deals(DealFilter { whose: read_whose(form), closed: form.value(F::Status) == "closed" })
}

pub fn resting(env: &Env<'_>) -> Form {
    let lanes = Lane::ALL.iter().map(|lane| Opt::new(lane.slug(), lane.label()));
    let lanes = [Opt::new(ANY, "every lane")].into_iter().chain(lanes).collect();
    let held = env.nurture.lane.map_or(ANY, Lane::slug);
    Form::new(
        Kind::Resting,
        "Filter",
        vec![whose(env, env.nurture.whose), Field::choice(F::Lane, "Lane", lanes).holding(Some(held))],
    )
}

pub fn save_resting(form: &Form) -> Saved {
    Saved::Resting(NurtureFilter { whose: read_whose(form), lane: form.value(F::Lane).parse().ok() })
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
