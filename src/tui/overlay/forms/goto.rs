//! Where to go from what is under the cursor: a second key after `g`.

use super::{Kind, Saved};
use crate::{
    domain::text,
    tui::{
        form::{Env, F, Field, Form, Opt},
        state::{PageOf, Place},
    },
};

pub fn form(env: &Env<'_>) -> Form {
    let mut places = vec![Opt::new("top", "first row").key('g'), Opt::new("bottom", "last row").key('e')];
    if let Some(card) = env.card {
        let name = text::show(card.contact.called());
        places.push(
            Opt::new(format!("contact {}", card.contact.id), "contact").key('c').hint(format!("{name}: all of theirs")),
        );
        if let Some(account) = &card.account {
            places.push(
                Opt::new(format!("account {}", account.id), "account")
                    .key('a')
                    .hint(format!("everybody at {}", text::show(&account.name))),
            );
        }
        let selected = card.deals.iter().find(|deal| Some(deal.id) == env.deal).or_else(|| card.deals.first());
        if let Some(deal) = selected {
            places.push(
                Opt::new(format!("deal {} {}", deal.id, deal.lead), "deal").key('d').hint(text::show(&deal.name)),
            );
        }
    }
    Form::new(Kind::GoTo, "Go to", vec![Field::choice(F::Place, "Where", places).must()])
}

pub fn save(form: &Form) -> Result<Saved, String> {
    let words: Vec<&str> = form.value(F::Place).split(' ').collect();
    let unread = || "pick a place".to_owned();
    Ok(Saved::Go(match words.as_slice() {
        ["top"] => Place::Top,
        ["bottom"] => Place::Bottom,
        ["contact", id] => Place::Page(PageOf::Contact(id.parse().map_err(|_| unread())?)),
        ["account", id] => Place::Page(PageOf::Account(id.parse().map_err(|_| unread())?)),
        ["deal", deal, lead] => Place::Deal(deal.parse().map_err(|_| unread())?, lead.parse().map_err(|_| unread())?),
        _ => return Err(unread()),
    }))
}
