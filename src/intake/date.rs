//! Dates as files write them. A date that could be two days is none: wrong by months is worse than unread.

use crate::domain::time::Timestamp;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Tz;

/// Ways to write a day that can be read in one way only. Dots are day first wherever they are used.
const CLEAR: &[&str] =
    &["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d-%B-%Y", "%d/%B/%Y", "%d %B %Y", "%d. %B %Y", "%B %d, %Y", "%B %d %Y"];
/// The same digits, month first and day first: good only when one of them is no date, or both are the same.
const EITHER: &[(&str, &str)] = &[("%m/%d/%Y", "%d/%m/%Y"), ("%m-%d-%Y", "%d-%m-%Y")];
const CLOCKS: &[&str] = &["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M%p", "%I %p"];
/// A year of two digits reads as the first century, a typing slip as the 21st millennium: both are unread.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// The instant a cell names. Without an offset of its own it is on the clocks of `zone`, and without a
/// time of day at midnight there. Nothing when it cannot be read, or in more than one way.
pub(super) fn read(cell: &str, zone: Tz) -> Option<Timestamp> {
    let cell = cell.trim();
    let (day, rest) = day(cell)?;
    let rest = rest.strip_prefix('T').unwrap_or(rest).trim_start_matches([',', ' ']).trim_start();
    let (clock, offset) = offset(rest)?;
    let time = if clock.is_empty() {
        NaiveTime::MIN
    } else {
        CLOCKS.iter().find_map(|format| NaiveTime::parse_from_str(clock, format).ok())?
    };
    let at = day.and_time(time);
    match offset {
        Some(offset) => at.and_local_timezone(offset).single().map(Timestamp::from),
        // An hour the clocks skip is no instant; of an hour they repeat, the first.
        None => zone.from_local_datetime(&at).earliest().map(Timestamp::from),
    }
}

fn day(cell: &str) -> Option<(NaiveDate, &str)> {
    let as_written = |format: &str| {
        NaiveDate::parse_and_remainder(cell, format)
            .ok()
            .filter(|(day, rest)| YEARS.contains(&day.year()) && !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if let Some(found) = CLEAR.iter().find_map(|format| as_written(format)) {
        return Some(found);
    }
    EITHER.iter().find_map(|(month_first, day_first)| match (as_written(month_first), as_written(day_first)) {
        (Some(one), Some(other)) => (one.0 == other.0).then_some(one),
        (one, other) => one.or(other),
    })
}

/// Splits a time of day from the offset behind it: `Z`, `UTC`, `+01:00`, `-0500`. Nothing when what
/// stands there is no offset.
fn offset(clock: &str) -> Option<(&str, Option<FixedOffset>)> {
    for name in ["Z", "UTC", "GMT"] {
        if let Some(clock) = clock.strip_suffix(name) {
            return Some((clock.trim_end(), FixedOffset::east_opt(0)));
        }
    }
    let Some(at) = clock.rfind(['+', '-']) else {
        return Some((clock, None));
    };
    let (clock, offset) = clock.split_at(at);
    // Any day will do to have the offset read by the same rules as everywhere.
    let fixed = DateTime::parse_from_str(&format!("2000-01-01 00:00 {offset}"), "%Y-%m-%d %H:%M %z").ok()?;
    (!clock.is_empty()).then(|| (clock.trim_end(), Some(*fixed.offset())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_that_say_one_day() {
        let cases = [
            ("2024-03-15T09:12:00Z", "2024-03-15T09:12:00Z"),
            ("2024-03-15T09:12:00+01:00", "2024-03-15T08:12:00Z"),
            ("2024-03-15T09:12:00-0500", "2024-03-15T14:12:00Z"),
            ("2024-03-15 09:12:00.250 +0000", "2024-03-15T09:12:00.250Z"),
            ("2024-03-15 09:12 UTC", "2024-03-15T09:12:00Z"),
            ("2024-03-15 09:12:00", "2024-03-15T08:12:00Z"),
            ("2024-03-15 09:12", "2024-03-15T08:12:00Z"),
            ("2024-07-15", "2024-07-14T22:00:00Z"),
            ("2024/03/15", "2024-03-14T23:00:00Z"),
            ("03/15/2024 9:12 AM", "2024-03-15T08:12:00Z"),
            ("3/15/2024 2:30 PM", "2024-03-15T13:30:00Z"),
            ("15/03/2024", "2024-03-14T23:00:00Z"),
            ("5/5/2024", "2024-05-04T22:00:00Z"),
            ("15.03.2024", "2024-03-14T23:00:00Z"),
            ("03.04.2024 10:00", "2024-04-03T08:00:00Z"),
            ("15-Jan-2024", "2024-01-14T23:00:00Z"),
            ("Mar 20 2024", "2024-03-19T23:00:00Z"),
            ("March 20, 2024, 10:00 am", "2024-03-20T09:00:00Z"),
            ("20 March 2024", "2024-03-19T23:00:00Z"),
            // The hour that Berlin had twice: the first.
            ("2024-10-27 02:30", "2024-10-27T00:30:00Z"),
        ];
        for (cell, instant) in cases {
            assert_eq!(read(cell, Tz::Europe__Berlin).map(Timestamp::iso).as_deref(), Some(instant), "{cell}");
        }
    }

    #[test]
    fn dates_that_do_not() {
        let cells = [
            "",
            "03/04/2024",
            "4-3-2024 10:00",
            "13/13/2024",
            "2024-02-30",
            "15.03.24",
            "03/15/24",
            "45366",
            "yesterday",
            "2024-03-15 25:00",
            "2024-03-15 09:12 CEST",
            "2024-03-15 soon",
            "20240315",
            "1710493920",
            // The hour that Berlin skipped.
            "2024-03-31 02:30",
        ];
        for cell in cells {
            assert_eq!(read(cell, Tz::Europe__Berlin), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_none(cell in any::<String>()) {
            let _ = read(&cell, Tz::UTC);
        }

        #[test]
        fn what_we_write_we_read(ms in 0_i64..4_000_000_000_000) {
            let at = Timestamp(ms / 1_000 * 1_000);
            prop_assert_eq!(read(&at.iso(), Tz::Asia__Tokyo), Some(at));
        }
    }
}
