//! What a command stands on: which file, which settings, who, and what time it is.

use crate::{
    cli::{failure::Failure, out::Out, read},
    desk::{Desk, Refusal, Who},
    domain::time::Timestamp,
    settings::{Own, Settings, SettingsFault},
    store::{
        engine::{Db, PATIENCE},
        fault::{MayBeBusy, StoreFault},
        file,
        migrate::STEPS,
    },
    tui::actions::Keymap,
};
use chrono::Utc;
use clap::Args;
use directories::{BaseDirs, ProjectDirs};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Waiting for less than this is not worth a word.
const SOON: Duration = Duration::from_secs(1);

/// The heading of what every command takes, so that it does not stand between a command's own options.
const EVERYWHERE: &str = "With every command";

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The file of leads, made where it is missing [env: CALLSHEET_DB]
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE)]
    pub db: Option<PathBuf>,
    /// Who is at the desk, when it is not the operating-system user
    #[arg(long = "as", global = true, value_name = "NAME", help_heading = EVERYWHERE)]
    pub rep: Option<String>,
    /// The settings, when they are not the usual callsheet.toml
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE)]
    pub settings: Option<PathBuf>,
    /// Answer in JSON, errors too
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub json: bool,
    /// What time it is, for tests and demos
    #[arg(long, global = true, hide = true, value_name = "TIME", value_parser = read::instant)]
    pub now: Option<Timestamp>,
}

/// What a command stands on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The file of leads.
    pub file: PathBuf,
    /// The file that `--db` named, where it did.
    pub named: Option<PathBuf>,
    /// Who is at the desk.
    pub who: Who,
    /// What the business has set.
    pub settings: Arc<Settings>,
    /// The keys of the desk, as they are bound.
    pub keys: Keymap,
    /// The time that `--now` named; the clock of the machine otherwise.
    pub clock: Option<Timestamp>,
}

impl Ground {
    /// Finds file, settings and name, each where it was named first.
    pub fn of(global: Global) -> Result<Self, Failure> {
        let settings_file = settings_file(&global);
        let own = match &settings_file {
            // One that somebody names must be there; the usual one need not.
            Some(path) if global.settings.is_some() && !path.exists() => {
                return Err(Failure::Usage(format!("there are no settings at {}", path.display())));
            }
            Some(path) => Own::read(path)?,
            None => None,
        };
        let (settings, keys) = of_business(own.as_ref())?;
        let beside = settings_file.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
        let file = global
            .db
            .clone()
            .or_else(|| std::env::var_os("CALLSHEET_DB").filter(|path| !path.is_empty()).map(PathBuf::from))
            .or_else(|| settings.db.as_deref().map(|path| beside.join(at_home(path))))
            .or_else(|| folders().map(|folders| folders.data_dir().join("leads.db")))
            .ok_or_else(|| Failure::Usage("this user has no home folder; name a file with --db".to_owned()))?;
        let named = global.rep.or_else(|| settings.rep.clone());
        let who = named.map_or_else(|| Who::SystemUser(system_user()), Who::Named);
        Ok(Self { file, named: global.db, who, settings: Arc::new(settings), keys, clock: global.now })
    }

    /// The time of this command: one instant for all that it does.
    pub fn now(&self) -> Timestamp {
        self.clock.unwrap_or_else(|| Timestamp::from(Utc::now()))
    }

    /// Sits down at the file, which is made where it is missing; gives up at once where another program is at it.
    pub fn try_sit(&self) -> Result<Desk, Refusal> {
        Desk::try_open(&self.file, &self.who, Arc::clone(&self.settings), self.now())
    }

    /// Sits down at the file, which is made where it is missing.
    pub fn sit(&self, out: &Out) -> Result<Desk, Failure> {
        Ok(self.waiting(out, || self.try_sit())?)
    }

    /// Sits down at a file that must be there.
    pub fn sit_at_existing(&self, out: &Out) -> Result<Desk, Failure> {
        self.must_exist()?;
        self.sit(out)
    }

    /// The file itself, without anybody sitting down.
    pub fn file_alone(&self, out: &Out) -> Result<Db, Failure> {
        self.must_exist()?;
        let mut db = self.waiting(out, || file::try_open(&self.file, STEPS, self.now()))?;
        db.be_patient()?;
        Ok(db)
    }

    /// Waits for another program that is at the file, and says so where that takes a while.
    fn waiting<T, E: MayBeBusy>(&self, out: &Out, attempt: impl FnMut() -> Result<T, E>) -> Result<T, E> {
        let mut told = false;
        let wait = |waited| {
            if waited >= SOON && !told {
                told = true;
                out.aside(&format!("waiting for another program to finish with {}", self.file.display()));
            }
            waited < PATIENCE
        };
        file::while_busy(wait, attempt)
    }

    fn must_exist(&self) -> Result<(), StoreFault> {
        if file::is_begun(&self.file) {
            return Ok(());
        }
        let cause = "there is no such file; `callsheet add` and `callsheet import` make one".to_owned();
        Err(StoreFault::Unopenable { path: self.file.clone(), cause })
    }
}

/// Where the settings are, or would be.
pub fn settings_file(global: &Global) -> Option<PathBuf> {
    global.settings.clone().or_else(|| folders().map(|folders| folders.config_dir().join("callsheet.toml")))
}

/// What is set, and the keys that it comes to: all that can be wrong with a file of settings is found here.
pub fn of_business(own: Option<&Own>) -> Result<(Settings, Keymap), SettingsFault> {
    let Some(own) = own else { return Ok((Settings::default(), Keymap::default())) };
    let settings = own.settings()?;
    let keys = Keymap::of(&settings.keys).map_err(|fault| own.unfit(fault))?;
    Ok((settings, keys))
}

/// Where the screen remembers what it need not show again: never in the file of leads.
pub fn memory_file() -> Option<PathBuf> {
    let folders = folders()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).join("screen.toml"))
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "callsheet")
}

fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

fn system_user() -> String {
    whoami::fallible::username().unwrap_or_else(|_| "me".to_owned())
}
