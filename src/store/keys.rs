//! Everything that a match could be made by, in memory: most rows of a long import match nothing, and what is not
//! here need not be looked for in the file.

use crate::store::{engine::Db, fault::StoreFault};
use std::{
    collections::HashSet,
    hash::{BuildHasher, Hash, RandomState},
};

/// What a key is a key of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number or address of a contact, in its normal form.
    Channel,
    /// The fingerprint of a row that was taken in.
    Row,
    /// A lead's number where it came from.
    External,
    /// The name of an account, folded.
    Account,
    /// A number that must not be called.
    Forbidden,
}

/// The keys of a file as of an instant, and those added since. There may be keys too many (of rows that were taken
/// back), never too few: a key that is here is looked for all the same.
#[derive(Debug)]
pub struct Keys {
    known: HashSet<u64>,
    hasher: RandomState,
    /// The number of changes from outside when they were read.
    outside: i64,
}

impl Keys {
    /// Reads every key of the file. Must run inside the transaction that uses them first.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn read(db: &Db) -> Result<Self, StoreFault> {
        let mut keys = Self { known: HashSet::new(), hasher: RandomState::new(), outside: db.outside_changes()? };
        for (kind, sql) in [
            (Kind::Channel, "SELECT normal FROM channel WHERE normal IS NOT NULL AND taken_back_at IS NULL"),
            (Kind::External, "SELECT external_id FROM lead WHERE external_id IS NOT NULL"),
            (Kind::Account, "SELECT name_key FROM account WHERE taken_back_at IS NULL"),
            (Kind::Forbidden, "SELECT normal FROM do_not_call WHERE lifted_at IS NULL"),
        ] {
            db.each(sql, &[], |row| {
                row.text(0)?.iter().for_each(|key| keys.add(kind, *key));
                Ok(true)
            })?;
        }
        for sql in [
            "SELECT fingerprint FROM lead WHERE fingerprint IS NOT NULL",
            "SELECT fingerprint FROM touch WHERE fingerprint IS NOT NULL",
        ] {
            db.each(sql, &[], |row| {
                keys.add(Kind::Row, &row.get::<i64>(0)?);
                Ok(true)
            })?;
        }
        Ok(keys)
    }

    /// Whether they are still complete: nobody else has changed the file since they were read.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn hold(&self, db: &Db) -> Result<bool, StoreFault> {
        Ok(db.outside_changes()? == self.outside)
    }

    /// Whether the key may be in the file; where not, it is not.
    #[must_use]
    pub fn may_have(&self, kind: Kind, key: &(impl Hash + ?Sized)) -> bool {
        self.known.contains(&self.hasher.hash_one((kind, key)))
    }

    /// Says that the key is in the file from now on.
    pub fn add(&mut self, kind: Kind, key: &(impl Hash + ?Sized)) {
        self.known.insert(self.hasher.hash_one((kind, key)));
    }
}
