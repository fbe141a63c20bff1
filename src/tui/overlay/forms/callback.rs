//! A callback: when, by whom, what about. Logging asks the same.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::{Command, NewPromise},
    tui::form::{Env, F, Field, Form, Input, Opt},
};

/// When, on whose clock, by whom.
pub fn fields() -> [Field; 3] {
    let mut when = Field::when(F::When, "When").must();
    if let Input::When(_, theirs) = &mut when.input {
        // “Ring me at three” is said on the customer's clock.
        *theirs = true;
    }
    [
        when,
        Field::choice(F::Clock, "On the clock of", vec![Opt::new("theirs", "the customer"), Opt::new("mine", "me")])
            .holding(Some("theirs")),
        Field::choice(F::Who, "Kept by", vec![Opt::new("me", "me"), Opt::new("anyone", "anyone")]).holding(Some("me")),
    ]
}

/// Two clocks are asked about only where there are two.
pub fn show(form: &mut Form, env: &Env<'_>, shown: bool) {
    form.show(&[F::When, F::Who], shown);
    let two = env.theirs().is_some_and(|theirs| {
        let (a, b) = (env.now.on(theirs).naive_local(), env.now.on(env.seat.zone).naive_local());
        a != b
    });
    form.show(&[F::Clock], shown && two);
}

/// What the fields say.
pub fn promise(form: &Form, env: &Env<'_>) -> Result<NewPromise, String> {
    let due_at = form.when(F::When, env)?.ok_or("when?")?;
    Ok(NewPromise { due_at, anyone: form.value(F::Who) == "anyone", note: form.given(F::Note) })
}

pub fn form() -> Form {
    let [when, clock, who] = fields();
    Form::new(Kind::Callback, "Callback", vec![when, clock, who, Field::line(F::Note, "What about")])
}

pub fn react(form: &mut Form, env: &Env<'_>) {
    show(form, env, true);
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    run(Command::Callback { on: on(form)?, promise: promise(form, env)? })
}
