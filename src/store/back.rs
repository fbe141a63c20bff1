//! What an undo has to put back: one row, as it was and as the entry left it.

use crate::store::{entity::Entity, record::Image};
use serde_json::Value;

/// One row, or one span with its copies, on its way back.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct Back {
    pub entity: Entity,
    /// The row; of a span the first of its copies.
    pub id: i64,
    /// As it was before the entry; none when it was not there.
    pub before: Option<Image>,
    /// The version that the entry left it with; 0 for a span of which nothing was left standing.
    pub after: i64,
}

impl Back {
    /// What it is put back as, when that stands.
    pub fn standing(&self) -> Option<&Image> {
        self.before.as_ref().filter(|image| stands(image))
    }
}

/// Whether the row was there, and not taken back, when the image was made.
pub(in crate::store) fn stands(image: &Image) -> bool {
    image.get("taken_back_at").is_none_or(Value::is_null)
}
