//! Fields of a contact, its channels, and the lead's problem. Only what was changed is sent.

use super::{Kind, Saved, on, run};
use crate::{
    desk::command::{Command, Edit},
    domain::{contact::Standing, qualification::BuyerPhase},
    tui::form::{Env, F, Field, Form, Opt},
};

pub fn form(env: &Env<'_>) -> Form {
    let mut fields = Vec::new();
    if let Some(card) = env.card {
        let contact = &card.contact;
        fields.push(Field::line(F::Name, "Name").holding(Some(&contact.name)));
        fields.push(Field::line(F::JobTitle, "Job title").holding(contact.job_title.as_deref()));
        fields.push(Field::line(F::Company, "Company").holding(contact.company.as_deref()));
        for channel in &contact.channels {
            let standings = Standing::ALL.iter().map(|standing| Opt::new(standing.slug(), standing.label())).collect();
            fields.push(
                Field::line(F::Channel(channel.id), channel.kind.label())
                    .holding(Some(&channel.given))
                    .hint("empty: taken away"),
            );
            fields.push(
                Field::choice(F::Standing(channel.id), "  may be used", standings)
                    .holding(Some(channel.standing.slug())),
            );
        }
        fields.push(Field::line(F::Phone, "One more phone"));
        fields.push(Field::line(F::Email, "One more email"));
        fields.push(Field::line(F::Persona, "Persona").holding(contact.persona.as_deref()));
        fields.push(Field::line(F::Street, "Street").holding(contact.street.as_deref()));
        fields.push(Field::line(F::PostalCode, "Postal code").holding(contact.postal_code.as_deref()));
        fields.push(Field::line(F::City, "Town").holding(contact.city.as_deref()));
        fields.push(Field::line(F::Region, "State, province").holding(contact.region.as_deref()));
        fields.push(Field::line(F::Country, "Country").holding(contact.country.as_deref()));
        let zone = contact.zone.map(|zone| zone.name());
        fields.push(Field::line(F::Zone, "Time zone").holding(zone).hint("such as America/Chicago · empty: guessed"));
        fields.push(Field::line(F::Problem, "Problem to solve").holding(card.lead.problem.as_deref()));
        let phases = BuyerPhase::ALL.iter().map(|phase| Opt::new(phase.slug(), phase.label())).collect();
        fields.push(
            Field::choice(F::Phase, "Buyer's phase", phases).holding(card.lead.buyer_phase.map(BuyerPhase::slug)),
        );
    }
    let mut form = Form::new(Kind::Edit, "Edit", fields);
    form.info.push("Ctrl-S or Enter saves what you changed.".to_owned());
    form
}

pub fn save(form: &Form) -> Result<Saved, String> {
    let edits: Vec<Edit> =
        form.fields.iter().filter(|field| field.value() != field.before.trim()).filter_map(edit).collect();
    if edits.is_empty() {
        return Err("nothing is changed yet; Esc closes".to_owned());
    }
    run(Command::Edit { on: on(form)?, edits })
}

fn edit(field: &Field) -> Option<Edit> {
    let value = field.value().to_owned();
    Some(match field.id {
        F::Name => Edit::Name(value),
        F::JobTitle => Edit::JobTitle(value),
        F::Persona => Edit::Persona(value),
        F::Company => Edit::Company(value),
        F::Street => Edit::Street(value),
        F::City => Edit::City(value),
        F::Region => Edit::Region(value),
        F::PostalCode => Edit::PostalCode(value),
        F::Country => Edit::Country(value),
        F::Zone => Edit::Zone(value),
        F::Problem => Edit::Problem(value),
        F::Phase => Edit::Phase(value.parse().ok()),
        F::Phone => Edit::AddPhone(value),
        F::Email => Edit::AddEmail(value),
        F::Channel(id) if value.is_empty() => Edit::RemoveChannel(id),
        F::Channel(id) => Edit::Channel(id, value),
        F::Standing(id) => Edit::Standing(id, value.parse().ok()?),
        _ => return None,
    })
}
