//! Import: rows of a file, or records with a history, taken in by the batch. One journal entry a batch, all
//! of them parts of the first, so that an import is undone as a whole.

use crate::{
    desk::{
        Desk, Refusal,
        bulk::{Account, Batch, ahead},
        capture::Captured,
        reading::{Coming, Reading},
        work::{Done, Work},
    },
    domain::{
        exact::ExactRow,
        ids::{LeadId, Seq},
        past::LeadRecord,
        time::Timestamp,
    },
    intake::{Found, IntakeFault, Row, RowFault},
    store::fault::StoreFault,
};
use serde::Serialize;
use std::{sync::mpsc::Receiver, thread};

/// What became of a file's rows; `rows` is the sum of the four fates, blank lines are outside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows that hold something.
    pub rows: u64,
    /// Rows that made a lead.
    pub added: u64,
    /// Rows that joined an open lead.
    pub attached: u64,
    /// Rows that were there already.
    pub duplicates: u64,
    /// Rows that could not be taken, with the reason.
    pub refused: Vec<RefusedRow>,
    /// Lines that hold nothing.
    pub blank: u64,
    /// The journal entry that undoes it all; none when nothing was written.
    pub seq: Option<Seq>,
    /// Stopped half way on request; what was written stands, and the rest can be imported again.
    pub cancelled: bool,
}

/// A row that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// Why, and what would do.
    pub reason: String,
}

/// An import that could not go on; what was written before stands, and is named by the report.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// The file of rows.
    #[error(transparent)]
    Intake(#[from] IntakeFault),
    /// The file of leads.
    #[error(transparent)]
    Desk(#[from] Refusal),
}

impl From<StoreFault> for ImportFault {
    fn from(fault: StoreFault) -> Self {
        Self::Desk(fault.into())
    }
}

impl Desk {
    /// Takes in the rows of a file, telling `progress` after each batch; that answers whether to go on.
    ///
    /// # Errors
    /// When the rows cannot be read on, or the file of leads cannot be written. Batches written before stand.
    pub fn import(
        &mut self,
        name: &str,
        rows: impl Iterator<Item = Result<Row, IntakeFault>> + Send,
        now: Timestamp,
        mut progress: impl FnMut(&ImportReport) -> bool,
    ) -> Result<ImportReport, ImportFault> {
        self.db.work_in_bulk(true)?;
        let home = self.settings.country.clone();
        let rows = rows.map(|row| row.map(|row| ReadRow::of(row, &home, now)));
        let done = ahead(rows, |batches| self.import_batches(name, &batches, now, &mut progress));
        // Also after a fault: whoever saves something next must not pay for it.
        self.db.work_in_bulk(false)?;
        done
    }

    fn import_batches(
        &self,
        name: &str,
        batches: &Receiver<Batch<Result<ReadRow, IntakeFault>>>,
        now: Timestamp,
        progress: &mut impl FnMut(&ImportReport) -> bool,
    ) -> Result<ImportReport, ImportFault> {
        let mut report = ImportReport::default();
        let mut account = Account::Later;
        let mut row_before = None;
        for Batch { items, last } in batches {
            let rows: Vec<ReadRow> = items.into_iter().collect::<Result<_, _>>()?;
            self.db.write(|| {
                account.look(&self.db, report.rows)?;
                let work = Work::open(&self.db, &self.settings, &self.me, now)?;
                let mut work = work.knowing(account.keys());
                for row in rows {
                    row_before = take_row(&mut work, row, row_before, &mut report)?;
                }
                let sentence = if last || report.seq.is_none() {
                    format!("Imported {name}: {}", report.says())
                } else {
                    format!("Imported {name}, in part: {}", report.says())
                };
                let receipt = work.finish("import", Done { part_of: report.seq, ..Done::saying(sentence) })?;
                report.seq = report.seq.or(receipt.seq);
                Ok::<_, Refusal>(())
            })?;
            if !progress(&report) && !last {
                report.cancelled = true;
                break;
            }
            if !last {
                thread::sleep(account.pause());
            }
        }
        Ok(report)
    }

    /// Takes in records with their histories, telling `progress` how many are in after each batch.
    ///
    /// # Errors
    /// When the file of leads cannot be written.
    pub fn load(
        &mut self,
        name: &str,
        records: impl Iterator<Item = LeadRecord> + Send,
        now: Timestamp,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Refusal> {
        self.db.work_in_bulk(true)?;
        let home = self.settings.country.clone();
        let records = records.map(|LeadRecord { lead, past }| {
            let live = past.is_some() || lead.captured_at.is_none();
            (Reading::of(lead, Coming { live, fingerprint: None }, &home, now), past)
        });
        let loaded = ahead(records, |batches| {
            let (mut loaded, mut first) = (0_u64, None);
            let mut account = Account::Later;
            for Batch { items, last } in batches {
                self.db.write(|| {
                    account.look(&self.db, loaded)?;
                    let work = Work::open(&self.db, &self.settings, &self.me, now)?;
                    let mut work = work.knowing(account.keys());
                    for (reading, past) in items {
                        work.take_in_record(reading, past.as_ref())?;
                        loaded += 1;
                    }
                    let done = Done { part_of: first, ..Done::saying(format!("Loaded {loaded} leads of {name}")) };
                    let receipt = work.finish("import", done)?;
                    first = first.or(receipt.seq);
                    Ok::<_, Refusal>(())
                })?;
                progress(loaded);
                if !last {
                    thread::sleep(account.pause());
                }
            }
            Ok(loaded)
        });
        self.db.work_in_bulk(false)?;
        loaded
    }
}

impl ImportReport {
    /// In words: “12 added, 3 attached, 1 duplicate, 2 refused”.
    #[must_use]
    pub fn says(&self) -> String {
        let mut said = format!(
            "{} added, {} attached, {} duplicate, {} refused",
            self.added,
            self.attached,
            self.duplicates,
            self.refused.len()
        );
        if self.blank > 0 {
            said.push_str(&format!(", {} blank", self.blank));
        }
        said
    }
}

/// A row of a file, read as far as it can be without asking the file of leads.
struct ReadRow {
    line: u64,
    read: Read,
}

enum Read {
    Lead(Box<Reading>),
    Exact(Box<(ExactRow, Reading)>),
    Refused(RowFault),
    Blank,
}

impl ReadRow {
    fn of(row: Row, home: &str, now: Timestamp) -> Self {
        let read = match row.found {
            Found::Lead(new) => {
                let coming = Coming::from_file(&new);
                Read::Lead(Box::new(Reading::of(*new, coming, home, now)))
            }
            Found::Exact(mut row) => {
                let reading = Reading::exact(&mut row, home, now);
                Read::Exact(Box::new((*row, reading)))
            }
            Found::Refused(fault) => Read::Refused(fault),
            Found::Blank => Read::Blank,
        };
        Self { line: row.line, read }
    }
}

/// Takes in one row; gives its lead, unless it was refused, for the row that follows.
fn take_row(
    work: &mut Work<'_>,
    row: ReadRow,
    row_before: Option<LeadId>,
    report: &mut ImportReport,
) -> Result<Option<LeadId>, Refusal> {
    let taken = match row.read {
        Read::Lead(reading) => work.take_in(*reading, None),
        Read::Exact(exact) => {
            let (exact, reading) = *exact;
            let before = report.seq.unwrap_or(work.record.seq());
            work.take_in_exact(&exact, reading, before, row_before)
        }
        Read::Refused(fault) => {
            report.rows += 1;
            report.refused.push(RefusedRow { line: row.line, reason: fault.to_string() });
            return Ok(None);
        }
        Read::Blank => {
            report.blank += 1;
            return Ok(row_before);
        }
    };
    report.rows += 1;
    match taken {
        Ok(captured) => {
            match captured {
                Captured::Added(_) => report.added += 1,
                Captured::Attached(_) => report.attached += 1,
                Captured::Duplicate(_) => report.duplicates += 1,
            }
            Ok(Some(captured.lead()))
        }
        Err(Refusal::Store(fault)) => Err(fault.into()),
        Err(refusal) => {
            report.refused.push(RefusedRow { line: row.line, reason: refusal.to_string() });
            Ok(None)
        }
    }
}
