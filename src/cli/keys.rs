//! `keys`: the keys of the desk, from the table of actions.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        ground::Ground,
        out::Out,
        table::{Table, words},
    },
    tui,
};
use clap::Args;

/// List the keys of the desk, as they are bound
///
/// `[keys]` in the settings gives an action other keys, by its name: `next = ["n", "f2"]`.
#[derive(Debug, Args)]
pub struct Keys {}

impl Keys {
    /// Lists them.
    pub fn run(self, ground: &Ground, out: &mut Out) -> Result<Exit, Failure> {
        let keys = tui::keys(&ground.keys);
        if out.json {
            out.value(&keys)?;
            return Ok(Exit::Done);
        }
        let mut table =
            Table::new(&[words("Keys", 24), words("Does", 32), words("Name", 16), words("Where", 24), words("", 140)]);
        for row in keys {
            table.row([
                row.keys.join(" "),
                row.title.to_owned(),
                row.action,
                row.scope.to_owned(),
                row.help.to_owned(),
            ]);
        }
        table.print(out)?;
        Ok(Exit::Done)
    }
}
