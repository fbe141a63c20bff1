//! Exit codes: what a script can tell apart without reading words.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The file, the disk, or a fault of ours; also a file that the doctor does not find sound.
    Fault = 1,
    /// The command line cannot be understood.
    Usage = 2,
    /// A rule of the trade.
    Refused = 3,
    /// No such lead, rep or entry.
    NotFound = 4,
    /// Somebody else was there.
    Conflict = 5,
    /// Somebody else is writing for longer than we wait.
    Busy = 6,
    /// Done to some of several leads; the others were refused, and are listed.
    InPart = 7,
    /// There was nothing to do.
    Nothing = 8,
    /// Stopped by Ctrl-C between two batches.
    Stopped = 130,
}

/// The exit codes as people read them.
pub const TABLE: &str = "Exit codes:
  0    done
  1    a fault: the file, the disk, or Callsheet itself; `doctor` found something wrong
  2    the command line cannot be understood
  3    refused by a rule of the trade: a missing reason, a lead that has ended, managers only
  4    not found: no such lead, deal, rep, team or journal entry
  5    in conflict: changed or held by somebody else, or in the way of an undo
  6    busy: another program has been writing for 10 seconds; nothing was saved, try again
  7    done in part: some of several leads were refused, and are listed
  8    nothing to do: `next` found nothing ready
  130  stopped by Ctrl-C: what an import said was taken in stays, of an export nothing is left";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
