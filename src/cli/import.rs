//! `import`: the rows of a CSV file.

use crate::{
    cli::{exit::Exit, failure::Failure, progress::Progress, session::Session, stop::Stop},
    desk::import::ImportReport,
    intake::CsvFile,
};
use clap::Args;
use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

/// Import leads from a CSV file
///
/// Every row makes a lead, joins one, is a duplicate, or is refused with its line and the reason; the four sum to
/// the rows. Refused rows do not fail the command. The whole file is one entry of the journal and one undo.
/// Ctrl-C stops after the batch under way; importing the file again goes on, as rows seen before are duplicates.
#[derive(Debug, Args)]
pub struct Import {
    /// The file, with a line of headings; UTF-8
    file: PathBuf,
}

/// Refused rows that are printed for people; the rest is counted.
const SHOWN: usize = 20;

impl Import {
    /// Takes the file in.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let opened = CsvFile::open(&self.file).map_err(|fault| Failure::Import { fault: fault.into(), done: None })?;
        let mut file = opened.in_zone(session.desk.zone());
        let name = self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy().into_owned();
        let kind = file.kind().map(str::to_owned);
        // An open batch is rolled back when the second Ctrl-C ends us.
        let stop = Stop::listen()?;

        let (size, read) = (file.size(), AtomicU64::new(0));
        let rows = std::iter::from_fn(|| {
            let row = file.next();
            read.store(file.bytes_read(), Ordering::Relaxed);
            row
        });
        let mut bar = Progress::of("importing");
        let mut done = None;
        let report = session.desk.import(&name, rows, session.now, |report| {
            bar.at(read.load(Ordering::Relaxed), size, &format!("{} rows", report.rows));
            done = Some(report.says());
            !stop.asked()
        });
        drop(bar);
        let report = report.map_err(|fault| Failure::Import { fault, done })?;
        if session.out.json {
            session.out.value(&report)?;
        } else {
            tell(session, &name, kind.as_deref(), &report)?;
        }
        Ok(if report.cancelled { Exit::Stopped } else { Exit::Done })
    }
}

fn tell(session: &mut Session<'_>, name: &str, kind: Option<&str>, report: &ImportReport) -> Result<(), Failure> {
    let out = &mut *session.out;
    let kind = kind.map(|kind| format!(" ({kind})")).unwrap_or_default();
    let word = if report.cancelled { "Stopped importing" } else { "Imported" };
    out.line(&format!("{word} {name}{kind}: {} rows: {}", report.rows, report.says()))?;
    for row in report.refused.iter().take(SHOWN) {
        out.line(&format!("  line {}: {}", row.line, row.reason))?;
    }
    if report.refused.len() > SHOWN {
        out.line(&format!("  and {} more refused; --json lists them all", report.refused.len() - SHOWN))?;
    }
    if let Some(seq) = report.seq {
        out.line(&format!("  entry {seq}, `callsheet undo {seq}` takes it back"))?;
    }
    if report.cancelled {
        out.line("  what was taken in stays; import the file again to go on")?;
    }
    Ok(())
}
