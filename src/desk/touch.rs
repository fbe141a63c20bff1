//! Notes and touches, and the plain fact that somebody must not be called.

use crate::{
    desk::{
        Refusal,
        command::On,
        derive,
        work::{Done, Work},
    },
    domain::{contact::Contact, lead::Lead, stage::Status, text, time::Timestamp, touch::TouchKind},
    store::{contacts, entity::Entity, fault::StoreFault, keys::Kind},
};
use std::collections::BTreeSet;

impl Work<'_> {
    pub fn touch(
        &mut self,
        on: On,
        kind: TouchKind,
        note: Option<&str>,
        offer: Option<&str>,
        meaningful: bool,
    ) -> Result<Done, Refusal> {
        if kind == TouchKind::Call {
            return Err(Refusal::Impossible("a call has an outcome; log it as one".to_owned()));
        }
        // A note or touch overwrites nothing: it need not be the version that was on the screen.
        let mut lead = self.lead_on(On { seen: None, ..on })?;
        note.map_or(Ok(()), note_fits)?;
        if kind == TouchKind::Note && note.is_none_or(|note| text::clean_lines(note).is_empty()) {
            return Err(Refusal::Unfit {
                field: "note",
                fault: "it is empty; write what is to be remembered".to_owned(),
            });
        }
        self.write_touch(&lead, self.now, kind, note, offer, meaningful)?;
        if kind.is_outbound() && lead.status.is_working() {
            self.accept(&mut lead)?;
            let status = match lead.status {
                Status::Open | Status::Attempting if meaningful => Status::Contacted,
                Status::Open => Status::Attempting,
                status => status,
            };
            if status != lead.status {
                self.set(&lead, &[("status", &status.slug())])?;
            }
        }
        let called = self.called(&lead)?;
        let sentence = match kind {
            TouchKind::Note => format!("Noted on {called}"),
            kind => format!("{kind} to {called}"),
        };
        Ok(Done::on(lead.id, sentence))
    }

    pub fn write_touch(
        &mut self,
        lead: &Lead,
        at: Timestamp,
        kind: TouchKind,
        note: Option<&str>,
        offer: Option<&str>,
        meaningful: bool,
    ) -> Result<i64, StoreFault> {
        let me = (self.me.id.0 > 0 && kind != TouchKind::Enquiry).then_some(self.me.id.0);
        let note = note.map(text::clean_lines).filter(|note| !note.is_empty());
        let offer = text::typed(offer);
        self.record.concerns_lead(lead.id.0);
        self.record.insert(
            Entity::Touch,
            &[
                ("lead_id", &lead.id.0),
                ("at", &at.0),
                ("kind", &kind.slug()),
                ("rep_id", &me),
                ("note", &note),
                ("offer", &offer),
                ("meaningful", &i64::from(meaningful)),
            ],
        )
    }

    pub fn do_not_call(&mut self, on: On, reason: Option<&str>) -> Result<Done, Refusal> {
        let lead = self.lead_on(On { seen: None, ..on })?;
        let numbers = self.forbid(&lead, None, reason)?;
        let called = self.called(&lead)?;
        let mut done = Done::on(lead.id, format!("{called} is not to be called again")).because(reason);
        done.beside = true;
        Ok(done.noting(format!(
            "{} never offered again, on whatever lead; no undo lifts this",
            crate::desk::plural(numbers, "number is", "numbers are")
        )))
    }

    /// Puts every number of the lead's contact, and the one dialled, on our own do-not-call list, for good; gives
    /// how many there are.
    pub fn forbid(&mut self, lead: &Lead, dialled: Option<String>, reason: Option<&str>) -> Result<usize, Refusal> {
        let contact = self.contact_of(lead)?;
        let numbers: BTreeSet<String> = derive::numbers(&contact).into_iter().chain(dialled).collect();
        if numbers.is_empty() {
            return Err(Refusal::Impossible(format!("lead {} has no number that could be called", lead.id)));
        }
        for number in &numbers {
            self.forbid_number(number, &contact, reason)?;
        }
        Ok(numbers.len())
    }

    /// Puts one number on the list, for the contact of whom we know it.
    pub fn forbid_number(&mut self, number: &str, contact: &Contact, reason: Option<&str>) -> Result<(), Refusal> {
        let reason = text::typed(reason);
        contacts::forbid(self.db, number, contact, self.record.seq(), self.me.id, self.now, reason.as_deref())?;
        self.now_has(Kind::Forbidden, Some(number));
        self.record.concerns_contact(contact.id.0);
        // Everybody who shares the number is protected at once.
        for other in contacts::with_channel(self.db, number)? {
            self.record.concerns_contact(other.0);
        }
        Ok(())
    }
}

/// A note is kept whole, or refused whole.
pub(in crate::desk) fn note_fits(note: &str) -> Result<(), Refusal> {
    let letters = note.trim().chars().count();
    if letters <= text::NOTE_MAX {
        return Ok(());
    }
    let most = text::NOTE_MAX;
    let fault = format!("it has {letters} characters, and {most} can be kept; write the rest as a second note");
    Err(Refusal::Unfit { field: "note", fault })
}
