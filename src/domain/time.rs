//! Instants. UTC milliseconds inside; a zone is only ever applied to show or to read one.

use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An instant, in milliseconds since 1970-01-01T00:00:00 UTC. Outside (JSON) it is a text, [`Timestamp::iso`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

/// One second, in the unit of [`Timestamp`].
pub const SECOND: i64 = 1_000;
/// One minute, in the unit of [`Timestamp`].
pub const MINUTE: i64 = 60 * SECOND;
/// One hour, in the unit of [`Timestamp`].
pub const HOUR: i64 = 60 * MINUTE;
/// Twenty-four hours, in the unit of [`Timestamp`]; a calendar day can be longer or shorter.
pub const DAY: i64 = 24 * HOUR;

/// 0001-01-01T00:00:00 UTC.
const EARLIEST: i64 = -62_135_596_800_000;
/// 9999-12-31T23:59:59 UTC.
const LATEST: i64 = 253_402_300_799_000;

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

    /// The same instant for `chrono`, clamped to the years 1 to 9999.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        // A day of slack: `chrono` panics when an offset pushes a clock off its calendar.
        let ms = self.0.clamp(EARLIEST + DAY, LATEST - DAY);
        Utc.timestamp_millis_opt(ms).single().unwrap_or_default()
    }

    /// The same instant on the clocks of `zone`.
    #[must_use]
    pub fn on(self, zone: Tz) -> DateTime<Tz> {
        self.utc().with_timezone(&zone)
    }

    /// As `2026-11-22T08:20:00Z`, for machines; milliseconds only where there are some.
    #[must_use]
    pub fn iso(self) -> String {
        self.utc().format("%Y-%m-%dT%H:%M:%S%.fZ").to_string()
    }

    /// Reads RFC 3339, whatever its offset; none where it is something else.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text.trim()).ok().map(Self::from)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::from_iso(&text)
            .ok_or_else(|| D::Error::custom(format!("“{text}” is not a time like 2026-11-22T08:20:00Z")))
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    fn from(at: DateTime<Z>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// A length of time for people, in its two largest units: `45 s`, `3 h 20 min`, `6 d 4 h`.
///
/// `ms` are milliseconds; a negative length keeps its sign (`-12 min`). Days are 24 hours.
#[must_use]
pub fn lasting(ms: i64) -> String {
    let sign = if ms <= -SECOND { "-" } else { "" };
    let seconds = ms.unsigned_abs() / SECOND.unsigned_abs();
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let two = |large: u64, large_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{sign}{large} {large_unit}")
        } else {
            format!("{sign}{large} {large_unit} {small} {small_unit}")
        }
    };
    match () {
        () if seconds < 60 => format!("{sign}{seconds} s"),
        () if hours == 0 => format!("{sign}{minutes} min"),
        () if days == 0 => two(hours, "h", minutes % 60, "min"),
        () => two(days, "d", hours % 24, "h"),
    }
}

/// How far `at` is from `now`, for people: `just now`, `12 min ago`, `in 3 h 20 min`.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    let past = now.since(at);
    match past {
        -999..MINUTE => "just now".to_owned(),
        MINUTE.. => format!("{} ago", lasting(past)),
        _ => format!("in {}", lasting(past.saturating_neg())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_in_two_units_at_most() {
        let cases = [
            (0, "0 s"),
            (999, "0 s"),
            (-999, "0 s"),
            (45 * SECOND, "45 s"),
            (12 * MINUTE + 59 * SECOND, "12 min"),
            (HOUR, "1 h"),
            (3 * HOUR + 20 * MINUTE, "3 h 20 min"),
            (6 * DAY + 4 * HOUR + MINUTE, "6 d 4 h"),
            (6 * DAY + MINUTE, "6 d"),
            (-12 * MINUTE, "-12 min"),
            (i64::MIN, "-106751991167 d 7 h"),
        ];
        for (ms, said) in cases {
            assert_eq!(lasting(ms), said, "{ms}");
        }
    }

    #[test]
    fn distances_are_said_from_now() {
        let now = Timestamp(1_000 * DAY);
        let cases = [
            (0, "just now"),
            (-59 * SECOND, "just now"),
            (-MINUTE, "1 min ago"),
            (-25 * HOUR, "1 d 1 h ago"),
            (30 * SECOND, "in 30 s"),
            (80 * MINUTE, "in 1 h 20 min"),
        ];
        for (ms, said) in cases {
            assert_eq!(ago(now.plus(ms), now), said, "{ms}");
        }
    }

    #[test]
    fn an_instant_is_a_text_outside() {
        for (ms, text) in [(0, "1970-01-01T00:00:00Z"), (1_795_335_600_120, "2026-11-22T08:20:00.120Z")] {
            assert_eq!(serde_json::to_string(&Timestamp(ms)).unwrap(), format!("{text:?}"));
            assert_eq!(serde_json::from_str::<Timestamp>(&format!("{text:?}")).unwrap(), Timestamp(ms));
        }
        assert_eq!(Timestamp::from_iso("1970-01-01T01:00:00+01:00"), Some(Timestamp(0)));
        assert!(serde_json::from_str::<Timestamp>("7").is_err());
    }

    #[test]
    fn every_instant_has_a_clock_in_every_zone() {
        for ms in [i64::MIN, EARLIEST, -1, 0, LATEST, i64::MAX] {
            for zone in [Tz::Pacific__Kiritimati, Tz::Pacific__Pago_Pago, Tz::UTC] {
                assert!(!Timestamp(ms).on(zone).naive_local().to_string().is_empty());
            }
        }
    }
}
