//! What leaves the file, as it stands at one moment.

use crate::{
    desk::{Desk, People, Refusal, derive},
    domain::{contact::Contact, ids::LeadId, time::Timestamp},
    handoff::{Leaving, Sheet},
    store::{
        contacts,
        export::{self, Chosen},
        fault::StoreFault,
        leads,
    },
};

/// The leads that leave, inside one reading transaction.
pub struct Leavers<'a> {
    desk: &'a Desk,
    which: &'a Chosen,
    now: Timestamp,
    people: People,
    leads: Vec<LeadId>,
}

impl Desk {
    /// Shows `work` the chosen leads as they stand at this moment, however long it takes; others may write
    /// meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read, or what `work` answers.
    pub fn export<T, E: From<StoreFault>>(
        &self,
        which: &Chosen,
        now: Timestamp,
        work: impl FnOnce(&Leavers<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.db.read(|| {
            let (people, leads) = (People::read(&self.db)?, export::chosen(&self.db, which)?);
            work(&Leavers { desk: self, which, now, people, leads })
        })
    }
}

impl Leavers<'_> {
    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.leads.len() as u64
    }

    /// The columns of a spreadsheet that has all that they came with.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sheet(&self) -> Result<Sheet, StoreFault> {
        let (tokens, extra) = export::names(&self.desk.db, self.which)?;
        Ok(Sheet::with(tokens, extra))
    }

    /// Shows `see` one after the other, those of one person together, until it answers `false`.
    ///
    /// # Errors
    /// When the file cannot be read, or what `see` answers.
    pub fn each<E: From<Refusal>>(&self, mut see: impl FnMut(&Leaving) -> Result<bool, E>) -> Result<(), E> {
        let mut person: Option<Person> = None;
        for id in &self.leads {
            let before = person.take();
            let out = self.leaving(*id, before).map_err(E::from)?;
            if !see(&out)? {
                break;
            }
            person = Some(Person {
                contact: out.contact,
                industry: out.industry,
                size: out.size,
                do_not_call: out.do_not_call,
            });
        }
        Ok(())
    }

    fn leaving(&self, id: LeadId, before: Option<Person>) -> Result<Leaving, Refusal> {
        let db = &self.desk.db;
        let unknown = || Refusal::Unknown { what: "lead", which: id.to_string() };
        let lead = leads::get(db, id)?.ok_or_else(unknown)?;
        let person = match before.filter(|before| before.contact.id == lead.contact) {
            Some(person) => person,
            None => self.person(contacts::get(db, lead.contact)?.ok_or_else(unknown)?)?,
        };
        Ok(Leaving {
            owner: lead.owner.map(|rep| self.people.name(rep).to_owned()).unwrap_or_default(),
            team: lead.team.map(|team| self.people.team_name(team).to_owned()),
            score: derive::score(&lead, &person.contact, self.now, &self.desk.settings).points,
            notes: export::notes(db, id)?,
            lead,
            contact: person.contact,
            industry: person.industry,
            size: person.size,
            do_not_call: person.do_not_call,
        })
    }

    fn person(&self, contact: Contact) -> Result<Person, Refusal> {
        let (industry, size) = contacts::trade(&self.desk.db, contact.id)?;
        let mut do_not_call = Vec::new();
        for number in derive::numbers(&contact) {
            if contacts::is_do_not_call(&self.desk.db, std::slice::from_ref(&number))? {
                do_not_call.push(number);
            }
        }
        Ok(Person { contact, industry, size, do_not_call })
    }
}

/// What several leads of one person have in common.
struct Person {
    contact: Contact,
    industry: Option<String>,
    size: Option<String>,
    do_not_call: Vec<String>,
}
