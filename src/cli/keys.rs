//! `keys`: the keys of the desk, from the table of actions.

use crate::cli::{exit::Exit, failure::Failure, out::Out, screen};
use clap::Args;

/// List the keys of the desk
#[derive(Debug, Args)]
pub struct Keys {}

impl Keys {
    /// Lists them.
    pub fn run(self, out: &mut Out) -> Result<Exit, Failure> {
        screen::keys(out)
    }
}
