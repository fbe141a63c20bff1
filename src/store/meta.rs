//! Facts about the file itself.

use crate::store::{engine::Db, fault::StoreFault};

/// The value kept under `key`.
///
/// # Errors
/// When the engine refuses.
pub fn get(db: &Db, key: &str) -> Result<Option<String>, StoreFault> {
    db.first("SELECT value FROM meta WHERE key = $1", &[&key], |row| row.get(0))
}

/// Keeps `value` under `key`, in place of what was there.
///
/// # Errors
/// When the engine refuses.
pub fn put(db: &Db, key: &str, value: &str) -> Result<(), StoreFault> {
    db.run(
        "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        &[&key, &value],
    )?;
    Ok(())
}
