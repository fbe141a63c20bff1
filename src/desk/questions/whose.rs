//! Whose deals, or whose leads in nurture.

use crate::{desk::Desk, domain::ids::RepId};

/// Whose rows a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Mine.
    #[default]
    Mine,
    /// Everybody's, and those without an owner.
    Everybody,
    /// Those of this rep.
    Of(RepId),
}

impl Desk {
    /// The owner that rows must have; none is any.
    pub(in crate::desk) fn owner_of(&self, whose: Whose) -> Option<RepId> {
        match whose {
            Whose::Mine => Some(self.me.id),
            Whose::Everybody => None,
            Whose::Of(rep) => Some(rep),
        }
    }
}
