//! What lies over the screen: a stack, whose top has the keys. Esc takes one away.

mod find;
pub(in crate::tui) mod forms;
mod palette;
mod progress;
mod told;

pub use find::{Did, Find};
pub use palette::Palette;
pub use progress::Progress;
pub use told::Told;

use crate::tui::form::Form;

/// Something over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Asks for what an action needs.
    Form(Box<Form>),
    /// Finds anybody.
    Find(Find),
    /// Lists actions.
    Palette(Palette),
    /// How far a long change is.
    Progress(Progress),
    /// Tells something that should be read.
    Told(Told),
}
