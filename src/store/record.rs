//! Writing rows of record: every insert and update goes through here, so that none escapes the journal.

use crate::{
    domain::{ids::Seq, time::Timestamp},
    store::{
        engine::{Bound, Db, Param, Prepared},
        entity::Entity,
        fault::StoreFault,
        steps::Steps,
    },
};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap, hash_map::Entry};

/// An image of a row: its columns, its version and when it was taken back.
pub type Image = Map<String, Value>;

/// One row that an entry changed, or a run of rows that it inserted.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Which table.
    pub entity: Entity,
    /// Which row; the first of a run.
    pub id: i64,
    /// The last row of a run; the row itself otherwise.
    pub last: i64,
    /// The row before; none when it was inserted.
    pub before: Option<Image>,
    /// The version that the row has after the entry; 0 for a span that was taken back.
    pub after: i64,
}

/// A journal entry in the making: the rows it changes, under the sequence it will have.
pub struct Record<'a> {
    db: &'a Db,
    seq: i64,
    at: Timestamp,
    changed: Vec<Changed>,
    places: HashMap<(Entity, i64), usize>,
    /// The last run of rows inserted into each table.
    runs: HashMap<Entity, usize>,
    inserts: HashMap<Entity, Prepared<'a>>,
    leads: BTreeSet<i64>,
    contacts: BTreeSet<i64>,
    writes: u64,
    /// How far the work is.
    pub steps: Steps<'a>,
}

impl<'a> Record<'a> {
    /// Opens an entry. Must be called inside a writing transaction, which alone makes the sequence ours.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn open(db: &'a Db, at: Timestamp) -> Result<Self, StoreFault> {
        debug_assert!(db.is_writing(), "an entry is opened inside a writing transaction");
        let seq = db.number("SELECT max(seq) FROM journal", &[])? + 1;
        Ok(Self {
            db,
            seq,
            at,
            changed: Vec::new(),
            places: HashMap::new(),
            runs: HashMap::new(),
            inserts: HashMap::new(),
            leads: BTreeSet::new(),
            contacts: BTreeSet::new(),
            writes: 0,
            steps: Steps::default(),
        })
    }

    /// The connection, for questions inside the transaction.
    #[must_use]
    pub const fn db(&self) -> &'a Db {
        self.db
    }

    /// The sequence that the entry will have.
    #[must_use]
    pub const fn seq(&self) -> Seq {
        Seq(self.seq)
    }

    /// The instant of the entry.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// What has been changed so far.
    #[must_use]
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }

    /// How often a row was written so far: what refused before it wrote anything has left nothing behind.
    #[must_use]
    pub const fn writes(&self) -> u64 {
        self.writes
    }

    /// Leads whose derived keys must be made again.
    #[must_use]
    pub const fn leads(&self) -> &BTreeSet<i64> {
        &self.leads
    }

    /// Contacts whose derived keys must be made again.
    #[must_use]
    pub const fn contacts(&self) -> &BTreeSet<i64> {
        &self.contacts
    }

    /// Inserts a row; gives its number.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn insert(&mut self, entity: Entity, values: &[(&str, &dyn Param)]) -> Result<i64, StoreFault> {
        self.insert_as(entity, self.seq, values)
    }

    /// Inserts a row under a version that stands for what it says.
    fn insert_as(&mut self, entity: Entity, version: i64, values: &[(&str, &dyn Param)]) -> Result<i64, StoreFault> {
        let insert = match self.inserts.entry(entity) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(self.db.prepare(&insert_into(entity))?),
        };
        let mut params: Vec<&dyn Param> = Vec::with_capacity(entity.columns().len() + 2);
        params.push(&version);
        params.push(&self.seq);
        // Every column, so that a table has one statement; values mostly come in the order of the columns.
        let mut given = 0;
        for column in entity.columns() {
            let next = values.get(given).filter(|(name, _)| name == column);
            let found = next.or_else(|| values.iter().find(|(name, _)| name == column));
            given += usize::from(found.is_some());
            params.push(found.map_or(&None::<i64> as &dyn Param, |(_, value)| *value));
        }
        debug_assert_eq!(given, values.len(), "a value for a column that {} does not have", entity.table());
        self.writes += 1;
        let id = insert.insert(&params)?;
        self.inserted(entity, id, version);
        match entity {
            Entity::Lead => self.leads.insert(id),
            Entity::Contact => self.contacts.insert(id),
            _ => false,
        };
        Ok(id)
    }

    /// Says that whoever inserted this contact and this lead makes their keys from what was written; only what
    /// changes them further still has them made again by reading.
    pub fn settle(&mut self, contact: i64, lead: i64) {
        self.contacts.remove(&contact);
        self.leads.remove(&lead);
    }

    /// Says that a row on which a lead or a contact stands was inserted, so that its keys are made again.
    pub fn concerns_lead(&mut self, lead: i64) {
        self.leads.insert(lead);
    }

    /// Says that a contact's keys, and those of its leads, must be made again.
    pub fn concerns_contact(&mut self, contact: i64) {
        self.contacts.insert(contact);
    }

    fn inserted(&mut self, entity: Entity, id: i64, after: i64) {
        // Ids are handed out in a row inside one transaction: a run is one journal row.
        let place = match self.runs.get(&entity) {
            Some(&run) if self.changed[run].last + 1 == id && self.changed[run].after == after => {
                self.changed[run].last = id;
                run
            }
            _ => {
                self.changed.push(Changed { entity, id, last: id, before: None, after });
                self.changed.len() - 1
            }
        };
        self.runs.insert(entity, place);
        self.places.insert((entity, id), place);
    }

    /// Changes columns of a row, after taking its image.
    ///
    /// # Errors
    /// When there is no such row, or the engine refuses.
    pub fn update(&mut self, entity: Entity, id: i64, values: &[(&str, &dyn Param)]) -> Result<(), StoreFault> {
        let place = self.keep_image(entity, id)?;
        if entity == Entity::Contact && !values.iter().all(|(name, _)| is_keyless(name)) {
            self.contacts.insert(id);
        }
        self.changed[place].after = self.seq;
        self.writes += 1;
        let sets: Vec<String> =
            values.iter().enumerate().map(|(n, (name, _))| format!("{name} = ${}", n + 3)).collect();
        let sql = format!("UPDATE {} SET version = $1, {} WHERE id = $2", entity.table(), sets.join(", "));
        let mut params: Vec<&dyn Param> = vec![&self.seq, &id];
        params.extend(values.iter().map(|(_, value)| *value));
        self.db.run(&sql, &params)?;
        Ok(())
    }

    /// Keeps the row's image from before the entry, once; gives the place of its change in the entry.
    fn keep_image(&mut self, entity: Entity, id: i64) -> Result<usize, StoreFault> {
        if let Some(place) = self.places.get(&(entity, id)).copied() {
            // It may have been settled since.
            if entity == Entity::Lead {
                self.leads.insert(id);
            }
            return Ok(place);
        }
        let image = image(self.db, entity, id)?
            .ok_or_else(|| StoreFault::Strange(format!("no {} number {id}", entity.table())))?;
        self.note_concern(entity, id, &image);
        self.changed.push(Changed { entity, id, last: id, before: Some(image), after: self.seq });
        self.places.insert((entity, id), self.changed.len() - 1);
        Ok(self.changed.len() - 1)
    }

    /// Puts a row of record back as an image has it, version included: equal versions, equal content.
    ///
    /// # Errors
    /// When there is no such row, or the engine refuses.
    pub fn restore(&mut self, entity: Entity, id: i64, to: &Image) -> Result<(), StoreFault> {
        let place = self.keep_image(entity, id)?;
        self.changed[place].after = to.get("version").and_then(Value::as_i64).unwrap_or(0);
        self.note_concern(entity, id, to);
        let before = self.changed[place].before.as_ref();
        let differs = |name: &&str| before.and_then(|before| before.get(*name)) != to.get(*name);
        if entity == Entity::Contact && image_columns(entity).filter(differs).any(|name| !is_keyless(name)) {
            self.contacts.insert(id);
        }
        self.writes += 1;
        let names: Vec<&str> = image_columns(entity).collect();
        let values: Vec<Option<Bound>> = names.iter().map(|name| bound(to.get(*name))).collect();
        let sets: Vec<String> = names.iter().enumerate().map(|(n, name)| format!("{name} = ${}", n + 2)).collect();
        let sql = format!("UPDATE {} SET {} WHERE id = $1", entity.table(), sets.join(", "));
        let mut params: Vec<&dyn Param> = vec![&id];
        params.extend(values.iter().map(|value| value as &dyn Param));
        self.db.run(&sql, &params)?;
        Ok(())
    }

    /// Marks a row as taken back.
    ///
    /// # Errors
    /// As [`Record::update`].
    pub fn take_back(&mut self, entity: Entity, id: i64) -> Result<(), StoreFault> {
        let at = self.at.0;
        self.update(entity, id, &[("taken_back_at", &at)])
    }

    /// Marks a span as taken back: it counted until now.
    ///
    /// # Errors
    /// As [`Record::update`].
    pub fn take_span_back(&mut self, entity: Entity, id: i64) -> Result<(), StoreFault> {
        self.take_back(entity, id)?;
        if let Some(place) = self.places.get(&(entity, id)) {
            self.changed[*place].after = 0;
        }
        Ok(())
    }

    /// Writes a copy of the span that began as `origin`, as an image shows it, counting from now: what was taken
    /// back in between stays so. Version included: equal versions, equal content.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn copy_span(&mut self, entity: Entity, origin: i64, image: &Image) -> Result<(), StoreFault> {
        let version = image.get("version").and_then(Value::as_i64).unwrap_or(0);
        let values: Vec<(&str, Option<Bound>)> = entity
            .columns()
            .iter()
            .map(|name| match *name {
                "counts_from" => (*name, Some(Bound::Int(self.at.0))),
                "origin" => (*name, Some(Bound::Int(origin))),
                _ => (*name, bound(image.get(*name))),
            })
            .collect();
        let values: Vec<(&str, &dyn Param)> = values.iter().map(|(name, value)| (*name, value as &dyn Param)).collect();
        self.note_concern(entity, 0, image);
        self.insert_as(entity, version, &values)?;
        Ok(())
    }

    fn note_concern(&mut self, entity: Entity, id: i64, image: &Image) {
        match entity {
            Entity::Lead => {
                self.leads.insert(id);
            }
            // A contact's own columns are looked at one by one: who owns it is in no key.
            Entity::Contact => {}
            _ => {
                if let Some(lead) = image.get("lead_id").and_then(Value::as_i64) {
                    self.leads.insert(lead);
                }
                if let Some(contact) = image.get("contact_id").and_then(Value::as_i64) {
                    self.contacts.insert(contact);
                }
            }
        }
    }
}

fn insert_into(entity: Entity) -> String {
    let slots: Vec<String> = (1..=entity.columns().len() + 2).map(|n| format!("${n}")).collect();
    let (table, columns) = (entity.table(), entity.columns().join(", "));
    format!("INSERT INTO {table} (version, made_by, {columns}) VALUES ({})", slots.join(", "))
}

/// Columns of a contact that neither the search nor its leads' places look at.
fn is_keyless(column: &str) -> bool {
    matches!(column, "version" | "owner_id" | "account_id")
}

fn bound(value: Option<&Value>) -> Option<Bound> {
    match value? {
        Value::Number(number) => number.as_i64().map(Bound::Int),
        Value::String(text) => Some(Bound::Text(text.clone())),
        _ => None,
    }
}

fn image_columns(entity: Entity) -> impl Iterator<Item = &'static str> {
    ["version", "taken_back_at"].into_iter().chain(entity.columns().iter().copied())
}

/// The row as it stands; none where there is no such row.
///
/// # Errors
/// When the engine refuses.
pub fn image(db: &Db, entity: Entity, id: i64) -> Result<Option<Image>, StoreFault> {
    let names: Vec<&str> = image_columns(entity).collect();
    let sql = format!("SELECT {} FROM {} WHERE id = $1", names.join(", "), entity.table());
    db.first(&sql, &[&id], |row| {
        names.iter().enumerate().map(|(n, name)| Ok(((*name).to_owned(), row.json(n)?))).collect()
    })
}
