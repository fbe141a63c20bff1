//! The command line: the same verbs as the desk, one file each, for scripts and pipes.
//!
//! A verb reads its arguments, asks or changes the desk, and prints what that returns. It decides nothing that
//! the desk decides.

mod add;
mod assign;
mod backup;
mod callback;
mod completions;
mod config;
mod convert;
mod deal;
mod demo;
mod dnc;
mod docs;
mod doctor;
mod edit;
mod exit;
mod export;
mod failure;
mod find;
mod funnel;
mod give_back;
mod ground;
mod history;
mod import;
mod keys;
mod leads;
mod log;
mod next;
mod nurture;
mod out;
mod pipeline;
mod progress;
mod qualify;
mod queue;
mod read;
mod reject;
mod release;
mod reopen;
mod rep;
mod screen;
mod session;
mod show;
mod stop;
mod table;
mod team;
mod touch;
mod undo;

use crate::{desk::Desk, store::file};
use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};
use exit::Exit;
use failure::Failure;
use ground::{Global, Ground};
use out::Out;
use session::Session;
use signal_hook::consts::SIGXFSZ;
use std::{ffi::OsString, process::ExitCode, sync::Arc};

/// A lead desk in the terminal for telesales teams.
///
/// Without a command it opens the desk. Every command works on one file of leads: the one `--db` names, else
/// `CALLSHEET_DB`, else `db` in the settings, else the usual one in this user's data folder.
#[derive(Debug, Parser)]
#[command(name = "callsheet", version, max_term_width = 100, after_help = exit::TABLE)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Demo(demo::Demo),
    Add(Box<add::Add>),
    Import(import::Import),
    Queue(queue::Queue),
    Next(next::Next),
    Release(release::Release),
    Show(show::Show),
    Find(find::Find),
    Log(Box<log::Log>),
    Touch(touch::Touch),
    Callback(callback::Callback),
    Assign(assign::Assign),
    Return(give_back::Return),
    Qualify(qualify::Qualify),
    Reject(reject::Reject),
    Reopen(reopen::Reopen),
    Nurture(nurture::Nurture),
    Convert(convert::Convert),
    Deal(deal::Deal),
    Pipeline(pipeline::Pipeline),
    Edit(edit::Edit),
    Dnc(dnc::Dnc),
    Undo(undo::Undo),
    Redo(undo::Redo),
    History(history::History),
    Funnel(funnel::Funnel),
    Export(Box<export::Export>),
    Rep(rep::Rep),
    Team(team::Team),
    Backup(backup::Backup),
    Doctor(doctor::Doctor),
    Keys(keys::Keys),
    Config(config::Config),
    Completions(completions::Completions),
    #[command(hide = true, name = "exit-codes", about = exit::TABLE)]
    ExitCodes,
    #[command(hide = true)]
    Docs(docs::Docs),
}

/// Runs the command line `args`; gives the program's exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    // A file that may not grow (`ulimit -f`) is then a fault with words, and ends nothing half-way.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
    let args: Vec<OsString> = args.into_iter().collect();
    // Asked before the arguments are understood, so that misunderstandings are told in the form wanted, too.
    let wants_json = args.iter().any(|arg| arg == "--json");
    let mut out = Out::new(wants_json);
    let done = match Cli::try_parse_from(args) {
        Ok(cli) => carry_out(cli, &mut out),
        Err(fault) if matches!(fault.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let _ = fault.print();
            return ExitCode::SUCCESS;
        }
        Err(fault) if !wants_json && fault.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = fault.print();
            return Exit::Usage.into();
        }
        // Not printed by clap: what somebody typed is in it.
        Err(fault) => {
            let said = fault.to_string();
            Err(Failure::Usage(said.strip_prefix("error: ").unwrap_or(&said).trim_end().to_owned()))
        }
    };
    let done = done.and_then(|exit| out.flush().map(|()| exit));
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            out::complain(&failure, wants_json);
            failure.exit().into()
        }
    }
}

fn carry_out(Cli { global, verb }: Cli, out: &mut Out) -> Result<Exit, Failure> {
    let Some(verb) = verb else { return screen::sit(&Ground::of(global)?) };
    match verb {
        Verb::Completions(verb) => verb.run(Cli::command(), out),
        Verb::Config(verb) => verb.run(global, out),
        Verb::Docs(verb) => verb.run(&Cli::command(), out),
        Verb::ExitCodes => out.text(exit::TABLE).map(|()| Exit::Done),
        Verb::Demo(verb) => verb.run(&Ground::of(global)?, out),
        Verb::Backup(verb) => verb.run(&Ground::of(global)?, out),
        Verb::Keys(verb) => verb.run(&Ground::of(global)?, out),
        Verb::Doctor(verb) => verb.run(&Ground::of(global)?, out),
        Verb::Add(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Import(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Queue(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Next(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Find(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Pipeline(verb) => verb.run(&mut at_any(global, out)?),
        Verb::History(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Funnel(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Rep(verb) => verb.run(&mut at_any(global, out)?),
        Verb::Team(verb) => verb.run(&mut at_any(global, out)?),
        // These name a lead or an entry: where there is no file, its name is what is wrong.
        Verb::Release(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Show(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Log(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Touch(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Callback(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Assign(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Return(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Qualify(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Reject(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Reopen(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Nurture(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Convert(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Deal(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Edit(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Dnc(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Undo(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Redo(verb) => verb.run(&mut at_existing(global, out)?),
        Verb::Export(verb) => verb.run(&mut at_existing(global, out)?),
    }
}

/// At the desk of a file that is made where it is missing.
fn at_any(global: Global, out: &mut Out) -> Result<Session<'_>, Failure> {
    at(Ground::sit, global, out)
}

/// At the desk of a file that must be there.
fn at_existing(global: Global, out: &mut Out) -> Result<Session<'_>, Failure> {
    at(Ground::sit_at_existing, global, out)
}

fn at(sit: fn(&Ground, &Out) -> Result<Desk, Failure>, global: Global, out: &mut Out) -> Result<Session<'_>, Failure> {
    let ground = Ground::of(global)?;
    let fresh = !file::is_begun(&ground.file);
    let desk = sit(&ground, out)?;
    if fresh {
        // A name that was mistyped would otherwise look like a desk without leads.
        out.aside(&format!("{} is a new file; {} manages it", ground.file.display(), desk.me().name));
    }
    Ok(Session { desk, now: ground.now(), out })
}

/// Every page that is made from the program: where it stands in the sources, and what is on it.
#[must_use]
pub fn pages() -> Vec<(String, String)> {
    docs::pages(&Cli::command())
}
