//! What became of a lead: told forward from its capture, until the story is over or `now` is reached.
//!
//! Telling it forward is what keeps the rules: nothing is ever put before what it follows from, and
//! where `now` cuts the story, what stands open there is exactly what a rep would have left open.

mod deals;
mod nurture;
mod opening;
mod scenes;
mod tape;
mod working;

pub(super) use scenes::{Scene, cast, fresh};
pub(super) use tape::Setting;
use tape::Tape;

use super::capture::Way;
use crate::domain::{ids::RepId, past::Past, time::Timestamp};

/// The past of a lead captured at `captured`; `owner` is who has the contact already.
pub(super) fn tell(setting: Setting<'_>, captured: Timestamp, way: Way, owner: Option<RepId>) -> Past {
    let mut tape = Tape::new(setting, captured, way);
    opening::tell(&mut tape, owner);
    tape.finish()
}

/// The past of a lead that is to stand in the queue in a certain way right now.
pub(super) fn stage(setting: Setting<'_>, captured: Timestamp, scene: Scene) -> Past {
    let mut tape = Tape::new(setting, captured, Way::default());
    scenes::stage(&mut tape, scene);
    tape.finish()
}
