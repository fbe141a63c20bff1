//! A deal of the lead: moved, won, lost, reopened.

use super::{Kind, Saved, convert, run};
use crate::{
    desk::command::{Because, Command, DealEdit, DealMove, OnDeal},
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
    let selected = env.deal.map(|deal| deal.to_string());
    let first = options.iter().find(|option| Some(&option.slug) == selected.as_ref()).or_else(|| options.first());
    let first = first.map(|option| option.slug.clone());
    Field::choice(F::Deal, "Deal", options).must().holding(first.as_deref())
}

/// The deal that is picked, as it was on the screen.
fn deal(form: &Form) -> Result<OnDeal, String> {
    let id: DealId = form.value(F::Deal).parse().map_err(|_| "pick a deal")?;
    Ok(form.deals.iter().find(|on| on.deal == id).copied().unwrap_or_else(|| id.into()))
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
    run(Command::Deal { on: deal(form)?, to: DealMove::Stage(form.value(F::Stage).to_owned()) })
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
    run(Command::Deal { on: deal(form)?, to })
}

pub fn editing(env: &Env<'_>) -> Form {
    let picked = which(env, |_| true);
    let id: Option<DealId> = picked.value().parse().ok();
    editing_one(env, picked, id)
}

fn edited<'a>(env: &Env<'a>, id: Option<DealId>) -> Option<&'a Deal> {
    env.card?.deals.iter().find(|deal| Some(deal.id) == id)
}

fn editing_one(env: &Env<'_>, picked: Field, id: Option<DealId>) -> Form {
    let deal = edited(env, id);
    let held = |value: Option<String>| value.unwrap_or_default();
    let amount = held(deal.and_then(|deal| deal.amount).map(|amount| amount.to_string()));
    let usual = deal
        .and_then(|deal| deal.amount)
        .map_or_else(|| env.seat.settings.currency.clone(), |amount| amount.currency.to_string());
    let at = deal.and_then(|deal| deal.next_step_at);
    let at = held(at.map(|at| at.on(env.seat.zone).format("%Y-%m-%d %H:%M").to_string()));
    let closes = held(deal.and_then(|deal| deal.close_on).map(|day| day.to_string()));
    let step = deal.and_then(|deal| deal.next_step.as_deref());
    let mut form = Form::new(
        Kind::EditDeal,
        "Edit deal",
        vec![
            picked,
            Field::line(F::DealName, "Name").holding(deal.map(|deal| deal.name.as_str())),
            Field::line(F::Amount, "Amount")
                .holding(Some(&amount))
                .hint(format!("12,500 · without a currency: {usual}")),
            Field::line(F::NextStep, "Next step").holding(step).hint("send the proposal"),
            Field::when(F::StepAt, "  when").holding(Some(&at)).hint("tue 10:30 · in 2 days · empty: no date"),
            Field::when(F::CloseOn, "Closes on").holding(Some(&closes)).hint("15 Dec · in 6 weeks"),
        ],
    );
    form.focus_on(F::NextStep);
    form
}

/// Another deal that is picked shows its own fields.
pub fn react_editing(form: &mut Form, env: &Env<'_>) {
    let Some(field) = form.field(F::Deal).filter(|field| field.value() != field.before) else { return };
    let picked = field.clone().holding(Some(field.value()));
    let id = field.value().parse().ok();
    form.fields = editing_one(env, picked, id).fields;
}

pub fn save_editing(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    let mut edits = Vec::new();
    let before = edited(env, form.value(F::Deal).parse().ok()).and_then(|deal| deal.amount);
    let all = form.fields.iter().filter(|field| field.id != F::Deal);
    for field in all.filter(|field| field.value() != field.before.trim()) {
        edits.push(match field.id {
            F::DealName => DealEdit::Name(field.value().to_owned()),
            F::Amount => DealEdit::Amount(convert::amount(form, env, before)?),
            F::NextStep => DealEdit::NextStep(form.given(F::NextStep)),
            F::StepAt => DealEdit::NextStepAt(form.when(F::StepAt, env)?),
            F::CloseOn => DealEdit::CloseOn(convert::closes_on(form, env)?),
            _ => continue,
        });
    }
    if edits.is_empty() {
        return Err("nothing is changed yet; Esc closes".to_owned());
    }
    run(Command::Deal { on: deal(form)?, to: DealMove::Edit(edits) })
}
