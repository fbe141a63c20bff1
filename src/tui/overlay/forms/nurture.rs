//! Into nurture; and the fields of a rest, which rejecting and logging ask for too.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::{Command, Rest},
    domain::nurture::{Cause, Lane},
    tui::form::{Env, F, Field, Form, Opt},
};

/// Lane, cause and wake date.
pub fn fields() -> [Field; 3] {
    let lanes = Lane::ALL.iter().map(|lane| Opt::new(lane.slug(), lane.label())).collect();
    let causes = Cause::ALL.iter().map(|cause| Opt::new(cause.slug(), cause.label())).collect();
    [
        Field::choice(F::Lane, "Lane", lanes).must(),
        Field::choice(F::Cause, "Why not now", causes).must(),
        Field::when(F::Wake, "Wakes").hint("empty: the lane's own time · in 6 weeks · 2 Mar"),
    ]
}

/// Shows the fields of a rest as far as they apply.
pub fn show_rest(form: &mut Form, shown: bool) {
    form.show(&[F::Lane, F::Wake], shown);
    let not_now = form.value(F::Lane) == Lane::NotNow.slug();
    form.show(&[F::Cause], shown && not_now);
}

/// What the fields say.
pub fn rest(form: &Form, env: &Env<'_>) -> Result<Rest, String> {
    let lane = form.value(F::Lane).parse().map_err(|_| "pick a lane")?;
    Ok(Rest { lane, cause: form.value(F::Cause).parse().ok(), wake_at: form.when(F::Wake, env)? })
}

pub fn form() -> Form {
    Form::new(Kind::Nurture, "Nurture", fields().into())
}

pub fn react(form: &mut Form) {
    show_rest(form, true);
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    run(Command::Nurture { on: on(form)?, rest: rest(form, env)? })
}
