//! A deal of the lead: moved, won, lost, reopened.

use super::{Kind, Saved, run};
use crate::{
    desk::command::{Because, Command, DealMove},
    domain::{
        deal::{Deal, DealState},
        ids::DealId,
        text,
    },
    tui::form::{Env, F, Field, Form, Opt},
};

fn which(env: &Env<'_>, fits: impl Fn(&Deal) -> bool) -> Field {
    let deals = env.card.map(|card| card.deals.as_slice()).unwrap_or_default();
    let options: Vec<Opt> = deals
        .iter()
        .filter(|deal| fits(deal))
        .map(|deal| {
            let amount = deal.amount.as_ref().map(|money| format!(", {money}")).unwrap_or_default();
            Opt::new(deal.id, text::show(&deal.name)).hint(format!("{}{amount}", deal.stage))
        })
        .collect();
    let only = options.first().map(|option| option.slug.clone());
    Field::choice(F::Deal, "Deal", options).must().holding(only.as_deref())
}

fn deal(form: &Form) -> Result<DealId, String> {
    form.value(F::Deal).parse().map_err(|_| "pick a deal".to_owned())
}

pub fn moving(env: &Env<'_>) -> Form {
    let stages = env
        .seat
        .settings
        .deal_stages
        .iter()
        .map(|stage| Opt::new(&stage.name, &stage.name).hint(format!("{} %", stage.probability)));
    let mut form = Form::new(
        Kind::MoveDeal,
        "Move deal",
        vec![which(env, |deal| deal.state == DealState::Open), Field::choice(F::Stage, "To", stages.collect()).must()],
    );
    form.focus_on(F::Stage);
    form
}

pub fn save_moving(form: &Form) -> Result<Saved, String> {
    run(Command::Deal { deal: deal(form)?, to: DealMove::Stage(form.value(F::Stage).to_owned()) })
}

pub fn closing(env: &Env<'_>) -> Form {
    let reasons =
        env.seat.settings.lost_reasons.iter().map(|reason| {
            Opt::new(&reason.slug, &reason.label).hint(if reason.needs_note { "needs a note" } else { "" })
        });
    let falls = vec![
        Opt::new("won", "won").key('w'),
        Opt::new("lost", "lost").key('l'),
        Opt::new("reopen", "open again").key('o'),
    ];
    let mut form = Form::new(
        Kind::CloseDeal,
        "Won or lost",
        vec![
            which(env, |_| true),
            Field::choice(F::Fall, "It is", falls).must(),
            Field::choice(F::Reason, "Lost for", reasons.collect()).must(),
            Field::line(F::Note, "Note"),
        ],
    );
    form.focus_on(F::Fall);
    form
}

pub fn react(form: &mut Form, _: &Env<'_>) {
    let lost = form.value(F::Fall) == "lost";
    form.show(&[F::Reason, F::Note], lost);
}

pub fn save_closing(form: &Form) -> Result<Saved, String> {
    let to = match form.value(F::Fall) {
        "won" => DealMove::Won,
        "reopen" => DealMove::Reopen,
        _ => DealMove::Lost(Because { reason: form.value(F::Reason).to_owned(), note: form.given(F::Note) }),
    };
    run(Command::Deal { deal: deal(form)?, to })
}
