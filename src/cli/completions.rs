//! `completions`: for the shells.

use crate::cli::{exit::Exit, failure::Failure, out::Out};
use clap::Args;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// For which shell
    shell: Shell,
}

impl Completions {
    /// Prints them.
    pub fn run(self, mut command: clap::Command, out: &mut Out) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "callsheet", &mut script);
        out.as_is(&script)?;
        Ok(Exit::Done)
    }
}
