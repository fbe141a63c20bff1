//! What hangs together: a contact with its channels and leads, a lead with all that is on it, a deal with the leads
//! that stand on it. Where a part of that cannot be taken back, none of it is.

use crate::store::{back::Back, engine::Db, entity::Entity, fault::StoreFault, record};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// A lead, a contact or whatever else rows hang on.
type Knot = (Entity, i64);

const COLUMNS: [(&str, Entity); 3] =
    [("lead_id", Entity::Lead), ("contact_id", Entity::Contact), ("deal_id", Entity::Deal)];

/// The places in `work` of all that hangs together with those at `blocked`, and these themselves.
pub(in crate::store) fn with(db: &Db, work: &[Back], blocked: &[usize]) -> Result<HashSet<usize>, StoreFault> {
    let mut groups = Groups::default();
    let among: HashSet<Knot> = work.iter().map(|back| (back.entity, back.id)).collect();
    for back in work {
        let own = (back.entity, back.id);
        for image in [record::image(db, back.entity, back.id)?.as_ref(), back.standing()].into_iter().flatten() {
            for (column, entity) in COLUMNS {
                if let Some(id) = image.get(column).and_then(Value::as_i64) {
                    groups.tie(own, (entity, id));
                }
            }
            // And with whatever it stands on that would go too: an account made with the deal, a touch with its call.
            for (parent, column) in back.entity.parents() {
                if let Some(id) = image.get(column).and_then(Value::as_i64).filter(|id| among.contains(&(parent, *id)))
                {
                    groups.tie(own, (parent, id));
                }
            }
        }
        if back.entity == Entity::Deal {
            db.each(
                "SELECT lead_id FROM lead_deal WHERE deal_id = $1 AND taken_back_at IS NULL",
                &[&back.id],
                |row| {
                    groups.tie(own, (Entity::Lead, row.get(0)?));
                    Ok(true)
                },
            )?;
        }
    }
    let mut root = |place: usize| groups.root((work[place].entity, work[place].id));
    let left: HashSet<Knot> = blocked.iter().map(|place| root(*place)).collect();
    Ok((0..work.len()).filter(|place| left.contains(&root(*place))).collect())
}

/// Sets of knots that are tied to each other.
#[derive(Default)]
struct Groups(HashMap<Knot, Knot>);

impl Groups {
    fn root(&mut self, knot: Knot) -> Knot {
        let mut at = knot;
        while let Some(next) = self.0.get(&at).copied().filter(|next| *next != at) {
            at = next;
        }
        self.0.insert(knot, at);
        at
    }

    fn tie(&mut self, one: Knot, other: Knot) {
        let (one, other) = (self.root(one), self.root(other));
        self.0.insert(one, other);
    }
}
