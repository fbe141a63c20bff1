//! Periods of capture that the funnel can be asked for.

use crate::domain::time::{DAY, Timestamp};
use chrono::{Datelike, NaiveDate, TimeZone};
use chrono_tz::Tz;

/// A period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// The calendar month so far.
    Month,
    /// The last 30 days.
    Days30,
    /// The last 90 days.
    #[default]
    Days90,
    /// The calendar quarter so far.
    Quarter,
    /// The year so far.
    Year,
    /// Everything.
    All,
}

impl Period {
    /// All of them, in the order of the chooser.
    pub const ALL: [Self; 6] = [Self::Month, Self::Days30, Self::Days90, Self::Quarter, Self::Year, Self::All];

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Month => "this month",
            Self::Days30 => "last 30 days",
            Self::Days90 => "last 90 days",
            Self::Quarter => "this quarter",
            Self::Year => "this year",
            Self::All => "all time",
        }
    }

    /// From when to when, on the clock of `zone`.
    #[must_use]
    pub fn bounds(self, now: Timestamp, zone: Tz) -> (Option<Timestamp>, Option<Timestamp>) {
        let today = now.on(zone).date_naive();
        let from = match self {
            Self::Month => midnight(NaiveDate::from_ymd_opt(today.year(), today.month(), 1), zone),
            Self::Days30 => midnight_before(now, 30, zone),
            Self::Days90 => midnight_before(now, 90, zone),
            Self::Quarter => midnight(NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1), zone),
            Self::Year => midnight(NaiveDate::from_ymd_opt(today.year(), 1, 1), zone),
            Self::All => None,
        };
        (from, None)
    }
}

/// Whole days, so that a funnel does not change with every second.
fn midnight_before(now: Timestamp, days: i64, zone: Tz) -> Option<Timestamp> {
    midnight(Some(now.plus(-days * DAY).on(zone).date_naive()), zone)
}

/// The first instant of a day.
pub fn midnight(date: Option<NaiveDate>, zone: Tz) -> Option<Timestamp> {
    let start = date?.and_hms_opt(0, 0, 0)?;
    // Where a clock change skips midnight, the day begins an hour later.
    zone.from_local_datetime(&start)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(start + chrono::TimeDelta::hours(1))).earliest())
        .map(Into::into)
}
