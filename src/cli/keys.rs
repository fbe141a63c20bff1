//! `keys`: the keys of the desk, from the table of actions.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        out::Out,
        table::{Table, words},
    },
    tui,
};
use clap::Args;

/// List the keys of the desk
#[derive(Debug, Args)]
pub struct Keys {}

impl Keys {
    /// Lists them.
    pub fn run(self, out: &mut Out) -> Result<Exit, Failure> {
        let keys = tui::keys();
        if out.json {
            out.value(&keys)?;
            return Ok(Exit::Done);
        }
        let mut table = Table::new(&[words("Keys", 24), words("Does", 32), words("Where", 16), words("", 100)]);
        for row in keys {
            table.row([row.keys.join(" "), row.title.to_owned(), row.scope.to_owned(), row.help.to_owned()]);
        }
        table.print(out)?;
        Ok(Exit::Done)
    }
}
