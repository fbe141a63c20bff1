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

use crate::store::file;
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

fn carry_out(cli: Cli, out: &mut Out) -> Result<Exit, Failure> {
    let verb = match cli.verb {
        Some(Verb::Completions(verb)) => return verb.run(Cli::command(), out),
        Some(Verb::Config(verb)) => return verb.run(cli.global, out),
        Some(Verb::Docs(verb)) => return verb.run(&Cli::command(), out),
        Some(Verb::ExitCodes) => return out.text(exit::TABLE).map(|()| Exit::Done),
        verb => verb,
    };
    let ground = Ground::of(cli.global)?;
    let Some(verb) = verb else { return screen::sit(&ground) };
    let verb = match verb {
        Verb::Demo(verb) => return verb.run(&ground, out),
        Verb::Backup(verb) => return verb.run(&ground, out),
        Verb::Keys(verb) => return verb.run(&ground, out),
        Verb::Doctor(verb) => return verb.run(&ground, out),
        verb => verb,
    };
    let fresh = !file::is_begun(&ground.file);
    let desk = if verb.makes_file() { ground.sit(out)? } else { ground.sit_at_existing(out)? };
    if fresh {
        // A name that was mistyped would otherwise look like a desk without leads.
        out.aside(&format!("{} is a new file; {} manages it", ground.file.display(), desk.me().name));
    }
    work(verb, &mut Session { desk, now: ground.now(), out })
}

fn work(verb: Verb, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match verb {
        Verb::Add(verb) => verb.run(session),
        Verb::Import(verb) => verb.run(session),
        Verb::Queue(verb) => verb.run(session),
        Verb::Next(verb) => verb.run(session),
        Verb::Release(verb) => verb.run(session),
        Verb::Show(verb) => verb.run(session),
        Verb::Find(verb) => verb.run(session),
        Verb::Log(verb) => verb.run(session),
        Verb::Touch(verb) => verb.run(session),
        Verb::Callback(verb) => verb.run(session),
        Verb::Assign(verb) => verb.run(session),
        Verb::Return(verb) => verb.run(session),
        Verb::Qualify(verb) => verb.run(session),
        Verb::Reject(verb) => verb.run(session),
        Verb::Reopen(verb) => verb.run(session),
        Verb::Nurture(verb) => verb.run(session),
        Verb::Convert(verb) => verb.run(session),
        Verb::Deal(verb) => verb.run(session),
        Verb::Pipeline(verb) => verb.run(session),
        Verb::Edit(verb) => verb.run(session),
        Verb::Dnc(verb) => verb.run(session),
        Verb::Undo(verb) => verb.run(session),
        Verb::Redo(verb) => verb.run(session),
        Verb::History(verb) => verb.run(session),
        Verb::Funnel(verb) => verb.run(session),
        Verb::Export(verb) => verb.run(session),
        Verb::Rep(verb) => verb.run(session),
        Verb::Team(verb) => verb.run(session),
        Verb::Demo(_)
        | Verb::Backup(_)
        | Verb::Doctor(_)
        | Verb::Keys(_)
        | Verb::Config(_)
        | Verb::Completions(_)
        | Verb::ExitCodes
        | Verb::Docs(_) => Ok(Exit::Done),
    }
}

impl Verb {
    /// Whether it makes the file where there is none. A verb that names a lead or an entry does not: there the
    /// name of the file is what is wrong.
    const fn makes_file(&self) -> bool {
        matches!(
            self,
            Self::Add(_)
                | Self::Import(_)
                | Self::Queue(_)
                | Self::Next(_)
                | Self::Find(_)
                | Self::Pipeline(_)
                | Self::History(_)
                | Self::Funnel(_)
                | Self::Rep(_)
                | Self::Team(_)
        )
    }
}

/// Every page that is made from the program: where it stands in the sources, and what is on it.
#[must_use]
pub fn pages() -> Vec<(String, String)> {
    docs::pages(&Cli::command())
}
