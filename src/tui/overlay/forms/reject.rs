//! Reject: a reason, then dead or to nurture.

use super::{Kind, Saved, nurture, on, run};
use crate::{
    desk::command::{Because, Command, Fate},
    tui::form::{Env, F, Field, Form, Opt},
};

/// Keys of the reasons, first to last.
const KEYS: &str = "1234567890abcefgh";

pub fn form(env: &Env<'_>) -> Form {
    let reasons = env.seat.settings.reject_reasons.iter().zip(KEYS.chars()).map(|(reason, key)| {
        let hint = match (reason.needs_note, reason.not_a_lead) {
            (true, _) => "needs a note",
            (_, true) => "counted apart: never a lead",
            _ => "",
        };
        Opt::new(&reason.slug, &reason.label).key(key).hint(hint)
    });
    let fates = vec![Opt::new("dead", "dead").key('d'), Opt::new("nurture", "to nurture").key('n')];
    let [lane, cause, wake] = nurture::fields();
    Form::new(
        Kind::Reject,
        "Reject",
        vec![
            Field::choice(F::Reason, "Reason", reasons.collect()).must(),
            Field::choice(F::Fate, "And then", fates).must(),
            lane,
            cause,
            wake,
            Field::line(F::Note, "Note"),
        ],
    )
}

pub fn react(form: &mut Form) {
    let to_nurture = form.value(F::Fate) == "nurture";
    nurture::show_rest(form, to_nurture);
}

pub fn save(form: &Form, env: &Env<'_>) -> Result<Saved, String> {
    let because = Because { reason: form.value(F::Reason).to_owned(), note: form.given(F::Note) };
    let needs_note = env.seat.settings.reject_reason(&because.reason).is_some_and(|reason| reason.needs_note);
    if needs_note && because.note.is_none() {
        return Err("this reason needs a note that says which".to_owned());
    }
    let fate = if form.value(F::Fate) == "nurture" { Fate::Nurture(nurture::rest(form, env)?) } else { Fate::Dead };
    run(Command::Reject { on: on(form)?, because, fate })
}
