//! Instants. UTC milliseconds inside; a zone is only ever applied to show or to read one.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// An instant, in milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One second, in the unit of [`Timestamp`].
pub const SECOND: i64 = 1_000;
/// One minute, in the unit of [`Timestamp`].
pub const MINUTE: i64 = 60 * SECOND;
/// One hour, in the unit of [`Timestamp`].
pub const HOUR: i64 = 60 * MINUTE;
/// Twenty-four hours, in the unit of [`Timestamp`]; a calendar day can be longer or shorter.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// The instant `ms` milliseconds later (earlier when negative).
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this instant; negative when this one is the earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The same instant for `chrono`, clamped to what `chrono` can hold.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0).single().unwrap_or_default()
    }

    /// The same instant on the clocks of `zone`.
    #[must_use]
    pub fn on(self, zone: Tz) -> DateTime<Tz> {
        self.utc().with_timezone(&zone)
    }

    /// As `2026-11-22T08:20:00Z`, for machines.
    #[must_use]
    pub fn iso(self) -> String {
        self.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    fn from(at: DateTime<Z>) -> Self {
        Self(at.timestamp_millis())
    }
}
