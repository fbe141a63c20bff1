//! A note, or a touch.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::Command,
    domain::touch::TouchKind,
    tui::form::{F, Field, Form, Opt},
};

pub fn form() -> Form {
    // A call has an outcome, and an enquiry is a capture.
    let kinds = TouchKind::ALL.iter().filter(|kind| !matches!(kind, TouchKind::Call | TouchKind::Enquiry));
    let options = kinds.map(|kind| Opt::new(kind.slug(), kind.label())).collect();
    let mut form = Form::new(
        Kind::Touch,
        "Note or touch",
        vec![
            Field::choice(F::Kind, "Kind", options).must().holding(Some(TouchKind::Note.slug())),
            Field::area(F::Note, "Note"),
            Field::toggle(F::Meaningful, "A two-way exchange, or something of value sent", false),
        ],
    );
    form.focus_on(F::Note);
    form
}

pub fn react(form: &mut Form) {
    let is_note = form.value(F::Kind) == TouchKind::Note.slug();
    form.show(&[F::Meaningful], !is_note);
    form.must(F::Note, is_note);
}

pub fn save(form: &Form) -> Result<Saved, String> {
    let kind = form.value(F::Kind).parse().map_err(|_| "pick a kind")?;
    run(Command::Touch {
        on: on(form)?,
        kind,
        note: form.given(F::Note),
        offer: None,
        meaningful: form.is_on(F::Meaningful),
    })
}
