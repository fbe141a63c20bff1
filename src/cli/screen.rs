//! The way to the screen: the only place that starts it.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        ground::{self, Ground},
    },
    desk::Desk,
    domain::time::Timestamp,
    tui::{self, first_steps::Memory, theme::Theme},
};
use chrono::Utc;
use std::{io::IsTerminal, sync::Arc};

/// Opens the desk on the screen, and returns when it is closed.
pub fn sit(ground: &Ground) -> Result<Exit, Failure> {
    if !std::io::stdout().is_terminal() {
        let words =
            "the desk needs a terminal, and the output goes elsewhere; `callsheet --help` lists what works without one";
        return Err(Failure::Fault(words.to_owned()));
    }
    // Whoever may not sit at this file is told so before the screen changes.
    let desk = ground.sit()?;
    let name = if desk.is_demo()? {
        "demo".to_owned()
    } else {
        ground.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    };
    // Whoever tries the demo is new each time, and leaves nothing behind.
    let memory = Memory(if desk.is_demo()? { None } else { ground::memory_file() });
    drop(desk);
    let options =
        tui::Options { name, keys: ground.keys.clone(), theme: Theme::of_environment(&ground.settings.theme), memory };
    let ground = ground.clone();
    let open = move || {
        let now = ground.clock.unwrap_or_else(|| Timestamp::from(Utc::now()));
        Desk::open(&ground.file, &ground.who, Arc::clone(&ground.settings), now)
    };
    tui::run(open, options).map_err(|fault| Failure::Fault(format!("the screen failed: {fault}")))?;
    Ok(Exit::Done)
}
