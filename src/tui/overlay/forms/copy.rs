//! What goes to the clipboard of the terminal.

use super::{Kind, Saved};
use crate::{
    domain::contact::{Channel, ChannelKind, Standing},
    tui::form::{Env, F, Field, Form, Opt},
};

pub fn form(env: &Env<'_>) -> Form {
    let Some(card) = env.card else { return Form::new(Kind::Copy, "Copy", Vec::new()) };
    let may = |channel: &&Channel| {
        channel.standing != Standing::NotToBeUsed && !(card.do_not_call && channel.kind == ChannelKind::Phone)
    };
    let channels: Vec<&Channel> = card.contact.channels.iter().filter(may).collect();
    // A dialler wants the number as machines write it; what cannot be read as one goes as it was given.
    let plain = |channel: &Channel| channel.normal.clone().unwrap_or_else(|| channel.given.clone());
    let mut options: Vec<Opt> =
        channels.iter().map(|channel| Opt::new(plain(channel), channel.shown()).hint(channel.kind.label())).collect();
    let row: Vec<String> = [Some(card.contact.called().to_owned()), card.contact.company.clone()]
        .into_iter()
        .flatten()
        .chain(channels.iter().map(|channel| channel.shown()))
        .collect();
    options.push(Opt::new(row.join(", "), "the whole person").hint("name, company, numbers and addresses"));
    let mut form = Form::new(Kind::Copy, "Copy", vec![Field::choice(F::Whom, "What", options).must()]);
    if channels.len() < card.contact.channels.len() {
        form.info.push("What may not be used is left out.".to_owned());
    }
    form
}

pub fn save(form: &Form) -> Result<Saved, String> {
    form.given(F::Whom).map(Saved::Copy).ok_or_else(|| "there is nothing that could be copied".to_owned())
}
