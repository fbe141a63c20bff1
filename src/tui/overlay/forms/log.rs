//! Logs what a call came to: one key an outcome, and before it is pressed the screen says what it will do.

use super::{Kind, Saved, callback, convert, nurture, on, run};
use crate::{
    desk::{
        Preview,
        command::{Call, Command},
    },
    settings::{Flag, FollowUp, Outcome},
    tui::form::{Env, F, Field, Form, Input, Opt},
};

pub fn form(env: &Env<'_>) -> Form {
    let outcomes = env
        .seat
        .settings
        .outcomes
        .iter()
        .map(|outcome| Opt::new(&outcome.slug, &outcome.label).key(outcome.key).hint(outcome.then.label()));
    let [when, clock, who] = callback::fields();
    let mut fields = vec![
        Field::choice(F::Outcome, "Outcome", outcomes.collect()).must(),
        Field::line(F::Note, "Note").hint("Tab comes here first, Enter goes back to the outcomes"),
        when,
        clock,
        who,
    ];
    fields.extend(nurture::fields());
    fields.extend(convert::fields(env));
    let mut form = Form::new(Kind::Log, "Log outcome", fields);
    preview(&mut form, env.previews);
    form
}

/// Says what each outcome would do.
pub fn preview(form: &mut Form, previews: &[Preview]) {
    let Some(Input::Choice(choice)) = form.field_mut(F::Outcome).map(|field| &mut field.input) else { return };
    for option in &mut choice.options {
        if let Some(preview) = previews.iter().find(|preview| preview.outcome == option.slug) {
            option.hint.clone_from(&preview.says);
        }
    }
}

fn outcome<'a>(form: &Form, env: &Env<'a>) -> Option<&'a Outcome> {
    env.seat.settings.outcome(form.value(F::Outcome))
}

pub fn react(form: &mut Form, env: &Env<'_>) {
    let picked = outcome(form, env);
    let then = picked.map(|outcome| outcome.then);
    callback::show(form, env, then == Some(FollowUp::Promise));
    convert::show(form, env, then == Some(FollowUp::Convert));
    form.show(&[F::Lane, F::Cause, F::Wake], false);
    form.danger = picked.is_some_and(|outcome| outcome.has(Flag::DoNotCall));
    form.info = if form.danger {
        vec!["⚠ No undo lifts this: press Enter in the note to log it.".to_owned()]
    } else {
        Vec::new()
    };
}

/// From the outcome to what it asks besides; to the note, where it asks nothing.
pub fn go_on(form: &mut Form) {
    let at = form.focus;
    let asked = form.fields.iter().position(|field| field.shown && !matches!(field.id, F::Outcome | F::Note));
    match asked {
        Some(asked) if form.fields[at].id == F::Outcome => form.focus = asked,
        _ => form.go(true),
    }
}

/// Whether the outcome alone says everything.
pub fn is_enough(form: &Form, env: &Env<'_>) -> bool {
    let on_outcome = form.focused().is_some_and(|field| field.id == F::Outcome);
    on_outcome
        && !form.danger
        && outcome(form, env)
            .is_some_and(|outcome| matches!(outcome.then, FollowUp::Plan | FollowUp::Nurture | FollowUp::Reject))
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    let outcome = outcome(form, env).ok_or("pick an outcome by its key")?;
    let promise = match outcome.then {
        FollowUp::Promise => Some(callback::promise(form, env)?),
        _ => None,
    };
    let convert = match outcome.then {
        FollowUp::Convert => Some(convert::convert(form, env)?),
        _ => None,
    };
    let call = Call { outcome: outcome.slug.clone(), note: form.given(F::Note), promise, convert, ..Call::default() };
    run(Command::Log { on: on(form)?, call: Box::new(call) })
}
