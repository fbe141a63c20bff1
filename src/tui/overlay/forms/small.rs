//! The forms that ask one thing: return or release, reopen, do not call.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::Command,
    tui::{
        form::{Env, F, Field, Form},
        message::Change,
    },
};

pub fn give_back(env: &Env<'_>) -> Form {
    if env.holds {
        let mut form = Form::new(
            Kind::Return,
            "Release",
            vec![Field::line(F::Reason, "Why skip it").hint("may stay empty; a reason is kept in the history")],
        );
        form.info.push("Others can be given it again at once.".to_owned());
        return form;
    }
    let mut form = Form::new(Kind::Return, "Return", vec![Field::line(F::Why, "Why does it go back").must()]);
    form.info.push("It goes back to the pool; the reason stands in the history.".to_owned());
    form
}

pub fn save_give_back(form: &Form) -> Result<Saved, String> {
    let on = on(form)?;
    if form.field(F::Reason).is_some() {
        return Ok(Saved::Change(Change::Release(on.lead, form.given(F::Reason))));
    }
    run(Command::Return { on, reason: form.value(F::Why).to_owned() })
}

pub fn reopen() -> Form {
    let mut form = Form::new(
        Kind::Reopen,
        "Reopen",
        vec![Field::line(F::Why, "Reason").hint("may stay empty; stands in the history")],
    );
    form.info.push("It keeps its stage and goes on from there.".to_owned());
    form
}

pub fn save_reopen(form: &Form) -> Result<Saved, String> {
    run(Command::Reopen { on: on(form)?, reason: form.given(F::Why) })
}

pub fn do_not_call(env: &Env<'_>) -> Form {
    let mut form =
        Form::new(Kind::DoNotCall, "Do not call", vec![Field::line(F::Why, "In their words").hint("may stay empty")]);
    form.danger = true;
    let whose = if env.many > 0 { "of these people" } else { "of this person" };
    form.info.push(format!("Every number {whose} is never offered again, on whatever lead."));
    form.info.push("⚠ No undo lifts this; only a manager can, with a reason.".to_owned());
    form
}

pub fn save_do_not_call(form: &Form) -> Result<Saved, String> {
    run(Command::DoNotCall { on: on(form)?, reason: form.given(F::Why) })
}
