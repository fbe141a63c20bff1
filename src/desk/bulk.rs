//! Much work at once: read ahead by the batch, with an account of what is in the file, and with room for others.

use crate::store::{engine::Db, fault::StoreFault, keys::Keys, leads};
use std::{
    sync::mpsc::{Receiver, sync_channel},
    thread,
    time::Duration,
};

/// Rows of one transaction: few enough that other desks wait milliseconds, many enough to be fast.
const BATCH: usize = 1_000;

/// Batches that are read ahead of the one that is written.
const AHEAD: usize = 2;

/// Rows of one transaction.
pub(in crate::desk) struct Batch<T> {
    pub items: Vec<T>,
    /// Nothing comes after it.
    pub last: bool,
}

/// Makes batches of `items` on a thread of its own, a few ahead of `take`: so no transaction waits for reading.
pub(in crate::desk) fn ahead<T: Send, R>(
    items: impl Iterator<Item = T> + Send,
    take: impl FnOnce(Receiver<Batch<T>>) -> R,
) -> R {
    let (sender, batches) = sync_channel(AHEAD);
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut items = items.peekable();
            while items.peek().is_some() {
                let batch = items.by_ref().take(BATCH).collect();
                // Nobody takes them any more: stopped, or something went wrong there.
                if sender.send(Batch { items: batch, last: items.peek().is_none() }).is_err() {
                    break;
                }
            }
        });
        take(batches)
    })
}

/// An import's account of the keys in the file.
pub(in crate::desk) enum Account {
    /// Reading them all would take longer than the rows so far.
    Later,
    /// Complete.
    Kept(Keys),
    /// Somebody else changes the file meanwhile.
    Shared,
}

impl Account {
    /// Begins, keeps or gives up the account; inside the transaction that uses it.
    pub fn look(&mut self, db: &Db, rows: u64) -> Result<(), StoreFault> {
        match self {
            Self::Later if u64::try_from(leads::highest_id(db)?).unwrap_or(u64::MAX) <= rows * 4 => {
                *self = Self::Kept(Keys::read(db)?);
            }
            Self::Kept(keys) if !keys.hold(db)? => *self = Self::Shared,
            _ => {}
        }
        Ok(())
    }

    pub const fn keys(&mut self) -> Option<&mut Keys> {
        match self {
            Self::Kept(keys) => Some(keys),
            _ => None,
        }
    }

    /// How long the file is left to others between two batches. Whoever waits for it looks every 1 to 5 ms.
    pub const fn pause(&self) -> Duration {
        Duration::from_millis(if matches!(self, Self::Kept(_)) { 2 } else { 5 })
    }
}
