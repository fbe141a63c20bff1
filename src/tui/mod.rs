//! The screen: message, update, view.
//!
//! ```text
//! input thread ─┐                                    ┌► writer thread ─ Desk (changes)
//! signal thread ┼► one channel ─► update(&mut Model) ┤
//! workers ──────┘      drain, then one draw          └► reader thread ─ Desk (questions)
//! ```

pub mod actions;
pub mod editor;
pub mod first_steps;
pub mod form;
mod input;
pub mod layout;
pub mod listing;
mod marking;
pub mod marks;
pub mod message;
pub mod model;
pub mod overlay;
pub mod perform;
pub mod period;
pub mod spots;
pub mod state;
mod steady;
mod terminal;
pub mod theme;
pub mod toast;
mod update;
mod view;
mod workers;

pub use update::update;
pub use view::view;

use crate::desk::{Desk, Refusal};
use actions::Keymap;
use color_eyre::eyre::eyre;
use first_steps::Memory;
use message::{Effect, Ending, Event, Msg};
use model::Model;
use std::{
    sync::{Arc, mpsc},
    time::Duration,
};
use terminal::Guard;
use theme::Theme;
use workers::Workers;

/// What the screen is told from outside.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the header calls the file, until it is known to be one of made-up people.
    pub name: String,
    /// The keys of every action.
    pub keys: Keymap,
    /// The colours.
    pub theme: Theme,
    /// What has been learnt here before.
    pub memory: Memory,
}

/// One row of the table of keys, for whoever prints it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeyRow {
    /// Where it is at home.
    pub scope: &'static str,
    /// Its name in the settings.
    pub action: String,
    /// Its keys, the first one first.
    pub keys: Vec<String>,
    /// In two or three words.
    pub title: &'static str,
    /// In a sentence.
    pub help: &'static str,
    /// Undo cannot take it back.
    pub danger: bool,
}

/// Every action with its keys, in the order of help.
#[must_use]
pub fn keys(bound: &Keymap) -> Vec<KeyRow> {
    actions::ACTIONS
        .iter()
        .map(|action| KeyRow {
            scope: action.scope.title(),
            action: action.name(),
            keys: bound.of_act(action.act).to_vec(),
            title: action.title,
            help: action.help,
            danger: action.danger,
        })
        .collect()
}

/// Sits somebody down at the screen until they quit. Each thread opens a desk of its own; `open` gives up at once where
/// another program is at the file, and is asked again.
///
/// # Errors
/// When there is no terminal, no desk can be opened, or something of ours broke; the terminal is given back first.
pub fn run(
    open: impl Fn() -> Result<Desk, Refusal> + Send + Sync + 'static,
    options: Options,
) -> color_eyre::Result<()> {
    let (sender, messages) = mpsc::channel();
    // Before the terminal is taken: a signal that nobody catches would leave it as ours.
    input::signals(&sender)?;
    let mut guard = Guard::take()?;
    let size = guard.terminal.size()?;
    let mut model = Model::new(options.name, options.theme, (size.width, size.height), input::clock());
    model.keys = options.keys;
    model.first_steps = options.memory.recall();
    // The first paint waits for nothing, not even for the file.
    draw(&mut model, &mut guard)?;
    input::keys(&sender)?;
    let open: workers::Open = Arc::new(open);
    let mut workers = Workers::start(&open, &sender)?;
    #[cfg(debug_assertions)]
    input::break_if_asked("screen");
    let ending = work(&mut model, &mut guard, &workers, &options.memory, &messages);
    drop(guard);
    let patience = if matches!(ending, Ok(Ending::Wished)) { 12 } else { 1 };
    workers.finish(Duration::from_secs(patience));
    match ending? {
        Ending::Wished | Ending::Told => Ok(()),
        Ending::Fault(words) => Err(eyre!(words)),
    }
}

/// Takes messages until the end, and gives why it came.
fn work(
    model: &mut Model,
    guard: &mut Guard,
    workers: &Workers,
    memory: &Memory,
    messages: &mpsc::Receiver<Msg>,
) -> color_eyre::Result<Ending> {
    loop {
        let wait = u64::try_from(update::next_look(model)).unwrap_or(1_000);
        let first = match messages.recv_timeout(Duration::from_millis(wait)) {
            Ok(msg) => msg,
            Err(mpsc::RecvTimeoutError::Timeout) => Msg { at: input::clock(), event: Event::Tick },
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(Ending::Told),
        };
        let mut effects = update(model, first);
        // Everything that has come is taken in before the one draw.
        for msg in messages.try_iter() {
            effects.extend(update(model, msg));
        }
        for effect in effects {
            match effect {
                Effect::Ask(ask) => workers.ask(ask),
                Effect::Do(deed) => workers.carry_out(deed),
                Effect::Mouse(on) => terminal::mouse(on)?,
                Effect::Copy(text) => terminal::copy(&text)?,
                Effect::Stop(ticket) => workers.stop(ticket),
                Effect::Compose(text) => {
                    let written = guard.lend(|| editor::compose(&text))?;
                    let msg = Msg { at: input::clock(), event: Event::Composed(written) };
                    // What comes of it is only another form on the screen.
                    update(model, msg);
                    size_again(model, guard)?;
                }
                Effect::Suspend => {
                    guard.sleep()?;
                    size_again(model, guard)?;
                }
                // A line in a file, a few times in the life of a user: no thread is worth it.
                Effect::Remember(left) => memory.keep(&left),
                Effect::Quit(ending) => return Ok(ending),
            }
        }
        draw(model, guard)?;
    }
}

/// The terminal was somebody else's, and may have another size.
fn size_again(model: &mut Model, guard: &Guard) -> std::io::Result<()> {
    let size = guard.terminal.size()?;
    model.size = (size.width, size.height);
    model.dirty = true;
    Ok(())
}

fn draw(model: &mut Model, guard: &mut Guard) -> std::io::Result<()> {
    if !model.dirty {
        return Ok(());
    }
    if let Some(_right) = Guard::paints() {
        // A resize may be on the screen before its message has come.
        guard.terminal.autoresize()?;
        let area = guard.terminal.get_frame().area();
        model.size = (area.width, area.height);
        guard.terminal.draw(|frame| view(model, frame))?;
        model.dirty = false;
    }
    Ok(())
}
