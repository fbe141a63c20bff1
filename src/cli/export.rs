//! `export`: leads into a file for a spreadsheet, a program, or another file of leads.

use crate::{
    cli::{exit::Exit, failure::Failure, history::anybody, progress::Progress, read, session::Session, stop::Stop},
    desk::{Leavers, plural},
    domain::stage::{Stage, Status},
    handoff::{Format, Outlet, Sheet, Target, TargetFault, To},
    store::{export::Chosen, funnel::Cohort},
};
use chrono_tz::Tz;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::{
    ffi::OsString,
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Export leads, all or some, as CSV, XLSX or JSON lines
///
/// All leads, ended ones too, as they stand at one moment; others may work meanwhile. Everybody who can open the
/// file of leads may export it. Phones and emails that are not to be used stay behind, but for `--exact`, which
/// keeps the ban with them. How many left is the last word on the standard error. A file is there whole or not at
/// all, and readable by nobody else.
#[derive(Debug, Args)]
pub struct Export {
    /// Into this new file; without it, to the standard output
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "to")]
    force: bool,
    /// As what; without it by the end of the file's name, else csv
    #[arg(long, value_enum)]
    format: Option<As>,
    /// CSV that `callsheet import` takes back: the same leads, as they were captured, of the same people, with what
    /// is known of them, their notes and who is not to be called. Work on them (owner, stage, calls, deals) is not
    /// in it. Not for a spreadsheet: a cell may be a formula there
    #[arg(long, conflicts_with = "for_spreadsheet")]
    exact: bool,
    /// CSV that a spreadsheet opens, which is what CSV is without `--exact`: no cell is a formula, phones stay
    /// readable; an apostrophe stands before what would be read as something else
    #[arg(long)]
    for_spreadsheet: bool,
    /// Only of this owner; “nobody” for leads without one
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Only from this source
    #[arg(long)]
    source: Option<String>,
    /// Only of this campaign
    #[arg(long)]
    campaign: Option<String>,
    /// Only with this status: open, attempting, contacted, nurturing, rejected, converted
    #[arg(long)]
    status: Option<Status>,
    /// Only those whose furthest stage is this one (MQL, SAL and SQL are understood)
    #[arg(long, value_parser = read::stage)]
    stage: Option<Stage>,
    /// Only captured at or after this: a day means its beginning, “30 days ago” is understood
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Only captured before this; a day means its beginning
    #[arg(long, value_name = "WHEN")]
    before: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// Comma-separated values
    Csv,
    /// A spreadsheet with real dates and numbers; to a file only
    Xlsx,
    /// A lead a line, as `show --json` has it
    Jsonl,
}

impl Export {
    /// Exports them.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let format = self.as_what(session.out.json)?;
        let which = self.which(session)?;
        let Some(path) = &self.to else {
            let (now, zone) = (session.now, session.desk.zone());
            let to = &mut *session.out.stream();
            let count = session.desk.export(&which, now, |leads| {
                let outlet = open(format, To::Stream(to), leads, zone, now)?;
                write(outlet, leads, || false)
            })?;
            return told(session, count.unwrap_or(0), format, None);
        };
        refuse_the_leads_themselves(session.desk.db().path(), path)?;
        let mut target = Target::begin(path, self.force)?;
        let stop = Stop::listen()?;
        let (now, zone) = (session.now, session.desk.zone());
        let written = session.desk.export(&which, now, |leads| {
            let (file, folder) = target.open();
            let outlet = open(format, To::File(file, folder), leads, zone, now)?;
            write(outlet, leads, || stop.asked())
        });
        let count = match written {
            Ok(Some(count)) => count,
            Ok(None) => return Ok(Exit::Stopped),
            Err(Failure::Answer(cause)) => return Err(target.fault(cause).into()),
            Err(other) => return Err(other),
        };
        let path = target.finish()?;
        told(session, count, format, Some(&path))
    }

    fn as_what(&self, wants_json: bool) -> Result<Format, Failure> {
        let usage = |said: &str| Err(Failure::Usage(said.to_owned()));
        let ending = self.to.as_deref().and_then(Path::extension).map(|end| end.to_ascii_lowercase());
        let by_name = match ending.as_deref().and_then(|end| end.to_str()) {
            Some("xlsx") => As::Xlsx,
            Some("jsonl" | "ndjson" | "json") => As::Jsonl,
            None if self.to.is_none() && wants_json => As::Jsonl,
            _ => As::Csv,
        };
        match self.format.unwrap_or(by_name) {
            As::Csv if self.exact => Ok(Format::Exact),
            As::Csv => Ok(Format::Csv),
            _ if self.exact => {
                usage("what comes back identical is CSV; leave --format, and end the file's name in .csv")
            }
            As::Xlsx if self.to.is_none() => usage("a spreadsheet is written to a file; name one with --to"),
            As::Xlsx => Ok(Format::Xlsx),
            As::Jsonl if self.for_spreadsheet => usage("no spreadsheet opens JSON lines; leave one of the two"),
            As::Jsonl => Ok(Format::JsonLines),
        }
    }

    fn which(&self, session: &Session<'_>) -> Result<Chosen, Failure> {
        let (now, zone) = (session.now, session.desk.zone());
        let border = |text: &Option<String>| text.as_deref().map(|text| read::border(text, now, zone)).transpose();
        let owner = match self.owner.as_deref() {
            None => None,
            Some(name) if name.eq_ignore_ascii_case("nobody") => Some(None),
            Some(name) => Some(Some(anybody(session, name)?)),
        };
        Ok(Chosen {
            cohort: Cohort {
                from: border(&self.from)?,
                to: border(&self.before)?,
                source: self.source.as_deref().map(str::to_lowercase),
                campaign: self.campaign.clone(),
                owner,
            },
            status: self.status,
            stage: self.stage,
        })
    }
}

fn open<'a>(
    format: Format,
    to: To<'a>,
    leads: &Leavers<'_>,
    zone: Tz,
    now: crate::domain::time::Timestamp,
) -> Result<Outlet<'a>, Failure> {
    let sheet = match format {
        Format::Csv | Format::Xlsx => leads.sheet()?,
        Format::Exact | Format::JsonLines => Sheet::default(),
    };
    Ok(Outlet::open(format, to, sheet, leads.count(), zone, now)?)
}

/// Writes them all and gives their number; none when it was stopped.
fn write(mut outlet: Outlet<'_>, leads: &Leavers<'_>, stop: impl Fn() -> bool) -> Result<Option<u64>, Failure> {
    let mut bar = Progress::of("exporting");
    let mut done = 0;
    leads.each(|lead| {
        outlet.put(lead)?;
        done += 1;
        bar.at(done, leads.count(), &plural(usize::try_from(done).unwrap_or(0), "lead", "leads"));
        Ok::<_, Failure>(!stop())
    })?;
    drop(bar);
    if done < leads.count() {
        return Ok(None);
    }
    outlet.close()?;
    Ok(Some(done))
}

fn told(session: &mut Session<'_>, count: u64, format: Format, file: Option<&Path>) -> Result<Exit, Failure> {
    // What was exported stands before what is said of it.
    session.out.flush()?;
    if session.out.json {
        let receipt = json!({ "leads": count, "format": format, "file": file });
        match file {
            Some(_) => session.out.value(&receipt)?,
            None => session.out.aside_value(&receipt)?,
        }
    } else {
        let where_to = file.map(|file| format!(" to {}", file.display())).unwrap_or_default();
        let leads = plural(usize::try_from(count).unwrap_or(0), "lead", "leads");
        session.out.aside(&format!("{leads} exported{where_to}"));
    }
    Ok(Exit::Done)
}

/// Not even with `--force`: the file would be gone, under everybody who works on it.
fn refuse_the_leads_themselves(leads: &Path, target: &Path) -> Result<(), Failure> {
    let Ok(target) = fs::metadata(target) else { return Ok(()) };
    let is_it = ["", "-wal", "-shm", "-journal"].into_iter().any(|end| {
        let mut name = OsString::from(leads);
        name.push(end);
        fs::metadata(name).is_ok_and(|meta| (meta.dev(), meta.ino()) == (target.dev(), target.ino()))
    });
    if is_it {
        return Err(Failure::Usage(format!("{} is the file of leads itself; name another", leads.display())));
    }
    Ok(())
}

impl From<TargetFault> for Failure {
    fn from(fault: TargetFault) -> Self {
        Self::Fault(fault.to_string())
    }
}
