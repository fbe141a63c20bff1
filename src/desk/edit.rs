//! Editing any field of a lead, its contact and its channels. The first source is kept for ever.

use crate::{
    desk::{
        Refusal,
        command::{Edit, On},
        work::{Done, Work},
    },
    domain::{
        contact::{Channel, ChannelKind, Contact, Standing},
        email::Email,
        lead::Lead,
        phone::{self, Phone},
        text,
    },
    store::{contacts, entity::Entity},
};

impl Work<'_> {
    pub fn edit(&mut self, on: On, edits: &[Edit]) -> Result<Done, Refusal> {
        let lead = self.lead_on(on)?;
        let before = self.contact_of(&lead)?;
        let mut done = Done::on(lead.id, "");
        let mut fields = Vec::new();
        for edit in edits {
            let contact = self.contact_of(&lead)?;
            fields.push(self.edit_one(&lead, &contact, edit, &mut done)?);
        }
        if fields.is_empty() {
            return Err(Refusal::Impossible("name at least one field to change".to_owned()));
        }
        fields.dedup();
        done.sentence = format!("Changed {} of {}", fields.join(", "), before.called());
        Ok(done)
    }

    fn edit_one(
        &mut self,
        lead: &Lead,
        contact: &Contact,
        edit: &Edit,
        done: &mut Done,
    ) -> Result<&'static str, Refusal> {
        match edit {
            Edit::Name(name) => {
                let name = text::clean(name);
                let values = [("name", &name), ("name_key", &text::fold(&name))];
                self.record.update(Entity::Contact, contact.id.0, &values.map(|(c, v)| (c, v as _)))?;
                Ok("name")
            }
            Edit::JobTitle(value) => self.edit_text(contact, "job_title", "job title", value),
            Edit::Persona(value) => self.edit_text(contact, "persona", "persona", value),
            Edit::Company(value) => {
                // Another company is another account, or none yet.
                let account = contacts::account_named(self.db, &text::fold(value))?.map(|account| account.id.0);
                self.record.update(Entity::Contact, contact.id.0, &[("account_id", &account)])?;
                self.edit_text(contact, "company", "company", value)
            }
            Edit::Street(value) => self.edit_text(contact, "street", "street", value),
            Edit::City(value) => self.edit_text(contact, "city", "city", value),
            Edit::Region(value) => self.edit_text(contact, "region", "region", value),
            Edit::PostalCode(value) => self.edit_text(contact, "postal_code", "postal code", value),
            Edit::Country(value) => {
                let code = phone::country_code(value).map_or_else(|| text::clean(value), str::to_owned);
                self.edit_text(contact, "country", "country", &code)
            }
            Edit::Zone(value) => {
                if !value.trim().is_empty() && value.trim().parse::<chrono_tz::Tz>().is_err() {
                    return Err(Refusal::Unfit {
                        field: "zone",
                        fault: format!("“{}” is not a time zone; write it as America/Chicago", value.trim()),
                    });
                }
                self.edit_text(contact, "zone", "zone", value)
            }
            Edit::Problem(value) => {
                let value = Some(text::clean(value)).filter(|value| !value.is_empty());
                self.set(lead, &[("problem", &value)])?;
                Ok("problem")
            }
            Edit::Phase(phase) => {
                self.set(lead, &[("buyer_phase", &phase.map(|phase| phase.slug()))])?;
                Ok("buyer phase")
            }
            Edit::AddPhone(given) => self.add_channel(contact, ChannelKind::Phone, given, done),
            Edit::AddEmail(given) => self.add_channel(contact, ChannelKind::Email, given, done),
            Edit::Channel(id, given) => {
                let channel = find_channel(contact, *id)?;
                let read = self.read_channel(contact, channel.kind, given, done)?;
                self.record.update(
                    Entity::Channel,
                    *id,
                    &[
                        ("given", &read.given),
                        ("normal", &read.normal),
                        ("extension", &read.extension),
                        ("fault", &read.fault),
                    ],
                )?;
                Ok(channel_word(channel.kind))
            }
            Edit::Standing(id, standing) => {
                let channel = find_channel(contact, *id)?;
                if *standing == Standing::Preferred {
                    for other in contact.channels.iter().filter(|other| {
                        other.kind == channel.kind && other.id != *id && other.standing == Standing::Preferred
                    }) {
                        let allowed = Standing::Allowed.slug();
                        self.record.update(Entity::Channel, other.id, &[("standing", &allowed)])?;
                    }
                }
                self.record.update(Entity::Channel, *id, &[("standing", &standing.slug())])?;
                Ok(channel_word(channel.kind))
            }
            Edit::RemoveChannel(id) => {
                let channel = find_channel(contact, *id)?;
                self.record.take_back(Entity::Channel, *id)?;
                Ok(channel_word(channel.kind))
            }
        }
    }

    fn edit_text(
        &mut self,
        contact: &Contact,
        column: &'static str,
        word: &'static str,
        value: &str,
    ) -> Result<&'static str, Refusal> {
        let value = Some(text::clean(value)).filter(|value| !value.is_empty());
        self.record.update(Entity::Contact, contact.id.0, &[(column, &value)])?;
        Ok(word)
    }

    fn add_channel(
        &mut self,
        contact: &Contact,
        kind: ChannelKind,
        given: &str,
        done: &mut Done,
    ) -> Result<&'static str, Refusal> {
        let read = self.read_channel(contact, kind, given, done)?;
        if contact
            .channels
            .iter()
            .any(|other| other.kind == kind && other.normal.is_some() && other.normal == read.normal)
        {
            return Err(Refusal::Impossible(format!("{} has {} already", contact.called(), read.shown())));
        }
        let first = !contact.channels.iter().any(|other| other.kind == kind);
        let standing = if first { Standing::Preferred } else { Standing::Allowed };
        self.record.insert(
            Entity::Channel,
            &[
                ("contact_id", &contact.id.0),
                ("kind", &kind.slug()),
                ("given", &read.given),
                ("normal", &read.normal),
                ("extension", &read.extension),
                ("fault", &read.fault),
                ("standing", &standing.slug()),
            ],
        )?;
        self.record.concerns_contact(contact.id.0);
        Ok(channel_word(kind))
    }

    fn read_channel(
        &self,
        contact: &Contact,
        kind: ChannelKind,
        given: &str,
        done: &mut Done,
    ) -> Result<Channel, Refusal> {
        let given = text::clean(given);
        if given.is_empty() {
            return Err(Refusal::Unfit {
                field: channel_word(kind),
                fault: "it is empty; remove it instead".to_owned(),
            });
        }
        let (normal, extension, fault) = match kind {
            ChannelKind::Phone => {
                let phone = Phone::read(&given, Some(contact.country_or(&self.settings.country)));
                (phone.e164, phone.extension, phone.fault.map(|fault| fault.to_string()))
            }
            ChannelKind::Email => {
                let email = Email::read(&given);
                (email.normal, None, email.fault.map(|fault| fault.to_string()))
            }
        };
        if let Some(fault) = &fault {
            done.notes.push(format!("“{given}” is kept as text: {fault}"));
        }
        if let Some(normal) = &normal {
            for other in contacts::with_channel(self.db, normal)?.into_iter().filter(|other| *other != contact.id) {
                let name =
                    contacts::get(self.db, other)?.map_or_else(String::new, |contact| contact.called().to_owned());
                done.notes.push(format!("possible duplicate: contact {other}, {name}, has it too"));
            }
        }
        Ok(Channel { id: 0, kind, given, normal, extension, fault, standing: Standing::Allowed })
    }
}

const fn channel_word(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Email => "email",
    }
}

fn find_channel(contact: &Contact, id: i64) -> Result<&Channel, Refusal> {
    contact
        .channels
        .iter()
        .find(|channel| channel.id == id)
        .ok_or_else(|| Refusal::Unknown { what: "phone or email of this contact with number", which: id.to_string() })
}
