//! Convert: company and deal. Logging an outcome that converts asks the same.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::{Command, NewConvert, NewDeal, PickAccount, PickDeal},
    domain::{deal::Deal, money::Money, stage::Stage, text},
    tui::form::{Env, F, Field, Form, Input, Opt},
};
use chrono::NaiveDate;

const NEW: &str = "new";

/// Account, deal and reason.
pub fn fields(env: &Env<'_>) -> Vec<Field> {
    let company = env.card.and_then(|card| card.contact.company.as_deref());
    let mut accounts = Vec::new();
    match (env.card.and_then(|card| card.account.as_ref()), company) {
        (Some(account), _) => accounts.push(Opt::new("own", format!("{} (account)", account.name))),
        (None, Some(company)) => accounts.push(Opt::new("own", format!("{company} (as given)"))),
        (None, None) => {}
    }
    accounts.push(Opt::new(NEW, "another company"));
    accounts.push(Opt::new("none", "a private person"));
    let first = accounts[0].slug.clone();
    let first = if company.is_none() { "none".to_owned() } else { first };
    vec![
        Field::choice(F::Account, "Account", accounts).must().holding(Some(&first)),
        Field::line(F::AccountName, "Company's name").must(),
        Field::choice(F::Deal, "Deal", vec![Opt::new(NEW, "a new deal")]).must().holding(Some(NEW)),
        Field::line(F::DealName, "Deal's name").hint("empty: named after the company"),
        Field::line(F::Amount, "Amount").hint(format!("12,500 · without a currency: {}", env.seat.settings.currency)),
        Field::line(F::NextStep, "Next step").hint("send the proposal"),
        Field::when(F::StepAt, "  when").hint("tue 10:30 · in 2 days"),
        Field::when(F::CloseOn, "Closes on").hint("15 Dec · in 6 weeks"),
        Field::line(F::Why, "Why now").must().hint("it is not sales qualified yet"),
    ]
}

/// Shows the fields of a convert as far as they apply.
pub fn show(form: &mut Form, env: &Env<'_>, shown: bool) {
    form.show(&[F::Account, F::Deal], shown);
    form.show(&[F::AccountName], shown && form.value(F::Account) == NEW);
    let new_deal = shown && form.value(F::Deal) == NEW;
    form.show(&[F::DealName, F::Amount, F::NextStep, F::StepAt, F::CloseOn], new_deal);
    let early = env.card.is_none_or(|card| card.lead.stage < Stage::SalesQualified);
    form.show(&[F::Why], shown && early);
}

/// Open deals that were found are offered beside the new one.
pub fn offer(form: &mut Form, deals: &[Deal]) {
    let Some(field) = form.field_mut(F::Deal) else { return };
    let Input::Choice(choice) = &mut field.input else { return };
    if !choice.options.iter().any(|option| option.slug == NEW) {
        return;
    }
    choice.options.truncate(1);
    choice.options.extend(deals.iter().map(|deal| {
        let amount = deal.amount.as_ref().map(|money| format!(", {money}")).unwrap_or_default();
        Opt::new(deal.id, format!("join “{}”", text::show(&deal.name))).hint(format!("{}{amount}", deal.stage))
    }));
}

/// What the fields say.
pub fn convert(form: &Form, env: &Env<'_>) -> Result<NewConvert, String> {
    let account = match form.value(F::Account) {
        "own" => PickAccount::Own,
        NEW => PickAccount::New(form.value(F::AccountName).to_owned()),
        _ => PickAccount::None,
    };
    let deal = match form.value(F::Deal).parse() {
        Ok(deal) => PickDeal::Existing(deal),
        Err(_) => PickDeal::New(new_deal(form, env)?),
    };
    Ok(NewConvert { account, deal, reason: form.given(F::Why) })
}

/// The amount that was typed; where it names no currency, in that of the amount it replaces, else the usual one.
pub fn amount(form: &Form, env: &Env<'_>, before: Option<Money>) -> Result<Option<Money>, String> {
    let Some(given) = form.given(F::Amount) else { return Ok(None) };
    let usual = || env.seat.settings.currency.parse().map_err(|fault| format!("currency: {fault}"));
    let currency = before.map_or_else(usual, |before| Ok(before.currency))?;
    Money::read(&given, currency).map(Some).map_err(|fault| format!("amount: {fault}"))
}

/// The day on which it should close.
pub fn closes_on(form: &Form, env: &Env<'_>) -> Result<Option<NaiveDate>, String> {
    Ok(form.when(F::CloseOn, env)?.map(|at| at.on(env.seat.zone).date_naive()))
}

fn new_deal(form: &Form, env: &Env<'_>) -> Result<NewDeal, String> {
    Ok(NewDeal {
        name: form.given(F::DealName),
        amount: amount(form, env, None)?,
        next_step: form.given(F::NextStep),
        next_step_at: form.when(F::StepAt, env)?,
        close_on: closes_on(form, env)?,
    })
}

pub fn form(env: &Env<'_>) -> Form {
    Form::new(Kind::Convert, "Convert", fields(env))
}

pub fn react(form: &mut Form, env: &Env<'_>) {
    show(form, env, true);
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    run(Command::Convert { on: on(form)?, convert: Box::new(convert(form, env)?) })
}
