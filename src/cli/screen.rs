//! The way to the screen: the only place that starts it.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        ground::{self, Ground},
    },
    store::fault::MayBeBusy,
    tui::{self, first_steps::Memory, theme::Theme},
};
use std::io::IsTerminal;

/// Opens the desk on the screen, and returns when it is closed.
pub fn sit(ground: &Ground) -> Result<Exit, Failure> {
    if !std::io::stdout().is_terminal() {
        let words =
            "the desk needs a terminal, and the output goes elsewhere; `callsheet --help` lists what works without one";
        return Err(Failure::Fault(words.to_owned()));
    }
    let file_name = || ground.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // Whoever may not sit at this file is told so before the screen changes; it is waited for on the screen.
    let name = match ground.try_sit() {
        Ok(desk) if desk.is_demo()? => "demo".to_owned(),
        Ok(_) => file_name(),
        Err(refusal) if refusal.is_busy() => file_name(),
        Err(refusal) => return Err(refusal.into()),
    };
    // Whoever tries the demo is new each time, and leaves nothing behind.
    let memory = Memory(if name == "demo" { None } else { ground::memory_file() });
    let options =
        tui::Options { name, keys: ground.keys.clone(), theme: Theme::of_environment(&ground.settings.theme), memory };
    let ground = ground.clone();
    let open = move || ground.try_sit();
    tui::run(open, options).map_err(|fault| Failure::Fault(format!("the screen failed: {fault}")))?;
    Ok(Exit::Done)
}
