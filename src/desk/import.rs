//! Import: rows of a file, or records with a history, taken in by the batch. One journal entry a batch, all
//! of them parts of the first, so that an import is undone as a whole.

use crate::{
    desk::{
        Desk, Refusal,
        capture::{Captured, Coming},
        exact::BeforeThem,
        work::{Done, Work},
    },
    domain::{ids::Seq, past::LeadRecord, time::Timestamp},
    intake::{Found, IntakeFault, Row},
    store::fault::StoreFault,
};
use serde::Serialize;

/// Rows of one transaction: few enough that other desks wait milliseconds, many enough to be fast.
const BATCH: usize = 500;

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
        rows: impl Iterator<Item = Result<Row, IntakeFault>>,
        now: Timestamp,
        mut progress: impl FnMut(&ImportReport) -> bool,
    ) -> Result<ImportReport, ImportFault> {
        self.db.work_in_bulk(true)?;
        let done = self.import_rows(name, rows, now, &mut progress);
        // Also after a fault: whoever saves something next must not pay for it.
        self.db.work_in_bulk(false)?;
        done
    }

    fn import_rows(
        &self,
        name: &str,
        rows: impl Iterator<Item = Result<Row, IntakeFault>>,
        now: Timestamp,
        progress: &mut impl FnMut(&ImportReport) -> bool,
    ) -> Result<ImportReport, ImportFault> {
        let mut report = ImportReport::default();
        let mut before_them = BeforeThem::default();
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let batch: Vec<Row> = rows.by_ref().take(BATCH).collect::<Result<_, _>>()?;
            let last = rows.peek().is_none();
            self.db.write(|| {
                let mut work = Work::open(&self.db, &self.settings, &self.me, now)?;
                work.must_be_here()?;
                // Counted apart, so that a batch that fails as a whole is not counted.
                let mut counted = report.clone();
                before_them.seq.get_or_insert(work.record.seq());
                for row in batch {
                    take_row(&mut work, row, &mut counted, &mut before_them)?;
                }
                let sentence = if last || report.seq.is_none() {
                    format!("Imported {name}: {}", counted.says())
                } else {
                    format!("Imported {name}, in part: {}", counted.says())
                };
                let receipt = work.finish("import", Done { part_of: report.seq, ..Done::saying(sentence) })?;
                counted.seq = counted.seq.or(receipt.seq);
                report = counted;
                Ok::<_, Refusal>(())
            })?;
            if !progress(&report) && !last {
                report.cancelled = true;
                break;
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
        records: impl Iterator<Item = LeadRecord>,
        now: Timestamp,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, Refusal> {
        let mut records = records.peekable();
        self.db.work_in_bulk(true)?;
        let (mut loaded, mut first) = (0_u64, None);
        while records.peek().is_some() {
            self.db.write(|| {
                let mut work = Work::open(&self.db, &self.settings, &self.me, now)?;
                for record in records.by_ref().take(BATCH) {
                    work.take_in_record(&record)?;
                    loaded += 1;
                }
                let done = Done { part_of: first, ..Done::saying(format!("Loaded {loaded} leads of {name}")) };
                let receipt = work.finish("import", done)?;
                first = first.or(receipt.seq);
                Ok::<_, Refusal>(())
            })?;
            progress(loaded);
        }
        self.db.work_in_bulk(false)?;
        Ok(loaded)
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

fn take_row(
    work: &mut Work<'_>,
    row: Row,
    report: &mut ImportReport,
    before_them: &mut BeforeThem,
) -> Result<(), Refusal> {
    let taken = match row.found {
        Found::Blank => {
            report.blank += 1;
            return Ok(());
        }
        Found::Refused(fault) => {
            report.rows += 1;
            report.refused.push(RefusedRow { line: row.line, reason: fault.to_string() });
            return Ok(());
        }
        Found::Lead(new) => work.take_in(&new, Coming::from_file(&new)).map(|(captured, _)| captured),
        Found::Exact(row) => work.take_in_exact(&row, before_them),
    };
    report.rows += 1;
    match taken {
        Ok(Captured::Added(_)) => report.added += 1,
        Ok(Captured::Attached(_)) => report.attached += 1,
        Ok(Captured::Duplicate(_)) => report.duplicates += 1,
        Err(Refusal::Store(fault)) => return Err(fault.into()),
        Err(refusal) => report.refused.push(RefusedRow { line: row.line, reason: refusal.to_string() }),
    }
    Ok(())
}
