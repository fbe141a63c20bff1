//! The way to the screen: the only place that starts it.

use crate::cli::{exit::Exit, failure::Failure, ground::Ground, out::Out};

/// Opens the desk on the screen, and returns when it is closed.
pub fn sit(ground: &Ground) -> Result<Exit, Failure> {
    // Whoever may not sit at this file is told so before the screen changes.
    ground.sit()?;
    not_built()
}

/// Lists the keys of the desk.
pub fn keys(_out: &mut Out) -> Result<Exit, Failure> {
    not_built()
}

fn not_built() -> Result<Exit, Failure> {
    Err(Failure::Fault("the screen is not built yet; `callsheet help` lists the commands that are".to_owned()))
}
