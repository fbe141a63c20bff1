//! Calling hours: may this person be rung now, and if not, when?
//!
//! The law counts the hours of the person's own clock. Where a number leaves several clocks open,
//! all of them must agree; where it leaves none, nobody can say that it is a good hour.

use chrono::{Offset, TimeZone};
use chrono_tz::Tz;

use crate::domain::{
    hours::CallingHours,
    time::{DAY, MINUTE, Timestamp},
};

/// How far ahead an opening is looked for: a week, and the day that a clock change may cost.
const HORIZON: i64 = 8 * DAY;

impl CallingHours {
    fn ever_open(&self) -> bool {
        self.from_minute < self.to_minute
            && i64::from(self.from_minute) * MINUTE < DAY
            && self.days.contains(&true)
    }

    /// The first instant from `at` on that is inside the hours in `zone`; both in milliseconds of
    /// [`Timestamp`].
    fn next_open(&self, zone: Tz, at: i64) -> Option<i64> {
        let mut from = at;
        // A zone changes its clock at most a few times in the days this can look ahead.
        for _ in 0..8 {
            let offset = offset(zone, from);
            let opens = self
                .next_on_clock(from.saturating_add(offset))?
                .saturating_sub(offset);
            if opens == from || self::offset(zone, opens) == offset {
                return Some(opens);
            }
            // The clock changes before it would show that time: look again from the change on.
            from = change(zone, from, opens);
        }
        None
    }

    /// The first reading from `local` on that is inside the hours, on a clock that never changes;
    /// both in milliseconds since 1970-01-01T00:00 of that clock.
    fn next_on_clock(&self, local: i64) -> Option<i64> {
        let today = local.div_euclid(DAY);
        let (opens, closes) = (
            i64::from(self.from_minute) * MINUTE,
            i64::from(self.to_minute) * MINUTE,
        );
        (today..today + 9)
            .filter(|day| self.days.get(weekday(*day)) == Some(&true))
            .find(|day| local < day.saturating_mul(DAY).saturating_add(closes))
            .map(|day| local.max(day.saturating_mul(DAY).saturating_add(opens)))
    }
}

/// Whether one may ring now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Opening {
    /// Inside the hours in every zone.
    Open,
    /// Outside the hours in at least one zone, or no zone is known.
    Closed {
        /// The first instant that is inside the hours in every zone; `None` when no zone is known
        /// or there is none in the next eight days.
        opens_at: Option<Timestamp>,
    },
}

/// Whether a person who is in one of `zones` may be rung at `at`.
///
/// Costs a look-up per zone while it is open, a few more while it is closed; allocates nothing.
#[must_use]
pub fn opening(zones: &[Tz], at: Timestamp, hours: &CallingHours) -> Opening {
    let closed = Opening::Closed { opens_at: None };
    if zones.is_empty() || !hours.ever_open() {
        return closed;
    }
    let mut candidate = at.0;
    // Each zone moves the candidate to its own next open instant; when all leave it where it is,
    // nothing earlier can have been open in all.
    let (mut agreed, mut turn) = (0, 0);
    while agreed < zones.len() {
        match hours.next_open(zones[turn % zones.len()], candidate) {
            Some(next) if next == candidate => agreed += 1,
            Some(next) if next.saturating_sub(at.0) <= HORIZON => (candidate, agreed) = (next, 1),
            _ => return closed,
        }
        turn += 1;
    }
    if candidate == at.0 {
        Opening::Open
    } else {
        Opening::Closed {
            opens_at: Some(Timestamp(candidate)),
        }
    }
}

/// 0 is Monday; 1970-01-01 was a Thursday.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// What the clocks of `zone` are ahead of UTC at `at`; both in milliseconds.
fn offset(zone: Tz, at: i64) -> i64 {
    let utc = Timestamp(at).utc().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * 1_000
}

/// The first instant after `before` at which `zone` no longer has the offset it has there; by
/// halving, since at `after` it has another.
fn change(zone: Tz, before: i64, after: i64) -> i64 {
    let old = offset(zone, before);
    let (mut before, mut after) = (before, after);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset(zone, middle) == old {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn at(rfc3339: &str) -> Timestamp {
        DateTime::parse_from_rfc3339(rfc3339)
            .expect("a date")
            .into()
    }

    fn opens(rfc3339: &str) -> Opening {
        Opening::Closed {
            opens_at: Some(at(rfc3339)),
        }
    }

    #[test]
    fn one_zone_keeps_its_own_hours() {
        use Opening::Open;
        let every_day = CallingHours {
            days: [true; 7],
            ..CallingHours::default()
        };
        let cases = [
            // Spring forward and fall back on a Sunday: the hours stay where the clock says.
            (Tz::America__New_York, "2027-03-13T13:00:00Z", Open),
            (
                Tz::America__New_York,
                "2027-03-14T11:59:59Z",
                opens("2027-03-14T12:00:00Z"),
            ),
            (
                Tz::America__New_York,
                "2027-03-14T03:00:00Z",
                opens("2027-03-14T12:00:00Z"),
            ),
            (
                Tz::America__New_York,
                "2026-11-01T12:00:00Z",
                opens("2026-11-01T13:00:00Z"),
            ),
            (
                Tz::America__New_York,
                "2026-11-01T01:00:00Z",
                opens("2026-11-01T13:00:00Z"),
            ),
            (Tz::Europe__London, "2027-03-28T07:00:00Z", Open),
            (
                Tz::Europe__London,
                "2027-03-27T21:00:00Z",
                opens("2027-03-28T07:00:00Z"),
            ),
            (
                Tz::Europe__London,
                "2026-10-25T07:30:00Z",
                opens("2026-10-25T08:00:00Z"),
            ),
            (Tz::Europe__London, "2026-10-25T19:59:59Z", Open),
            (
                Tz::Europe__London,
                "2026-10-25T20:00:00Z",
                opens("2026-10-26T08:00:00Z"),
            ),
            (
                Tz::Australia__Sydney,
                "2026-10-03T12:00:00Z",
                opens("2026-10-03T21:00:00Z"),
            ),
            (
                Tz::Australia__Sydney,
                "2027-04-03T12:00:00Z",
                opens("2027-04-03T22:00:00Z"),
            ),
            // Half an hour of summer time.
            (
                Tz::Australia__Lord_Howe,
                "2026-10-03T12:00:00Z",
                opens("2026-10-03T21:00:00Z"),
            ),
            (
                Tz::Australia__Lord_Howe,
                "2027-04-03T12:00:00Z",
                opens("2027-04-03T21:30:00Z"),
            ),
            // Quarter and half hours, and no summer time at all.
            (
                Tz::Asia__Kathmandu,
                "2026-11-24T02:14:59Z",
                opens("2026-11-24T02:15:00Z"),
            ),
            (Tz::Asia__Kathmandu, "2026-11-24T02:15:00Z", Open),
            (
                Tz::America__St_Johns,
                "2026-11-24T11:29:00Z",
                opens("2026-11-24T11:30:00Z"),
            ),
            (Tz::America__St_Johns, "2026-07-24T10:30:00Z", Open),
            (Tz::America__Phoenix, "2026-07-24T15:00:00Z", Open),
            (
                Tz::America__Phoenix,
                "2026-12-24T14:59:00Z",
                opens("2026-12-24T15:00:00Z"),
            ),
            (Tz::America__New_York, "2038-02-01T13:00:00Z", Open),
        ];
        for (zone, now, opening_then) in cases {
            assert_eq!(
                opening(&[zone], at(now), &every_day),
                opening_then,
                "{zone} at {now}"
            );
        }
    }

    #[test]
    fn closed_days_are_skipped() {
        let hours = CallingHours::default();
        let saturday_evening = at("2026-11-21T20:00:00Z");
        assert_eq!(
            opening(&[Tz::UTC], saturday_evening, &hours),
            opens("2026-11-23T08:00:00Z")
        );
        let tuesdays = CallingHours {
            days: [false, true, false, false, false, false, false],
            ..hours
        };
        assert_eq!(
            opening(&[Tz::UTC], at("2026-11-24T21:00:00Z"), &tuesdays),
            opens("2026-12-01T08:00:00Z")
        );
    }

    #[test]
    fn every_zone_must_be_open() {
        let hours = CallingHours::default();
        let both = [Tz::America__Boise, Tz::America__Los_Angeles];
        assert_eq!(
            opening(&both, at("2026-11-24T15:30:00Z"), &hours),
            opens("2026-11-24T16:00:00Z")
        );
        assert_eq!(
            opening(&both, at("2026-11-24T16:00:00Z"), &hours),
            Opening::Open
        );
        // Boise closes first.
        assert_eq!(
            opening(&both, at("2026-11-25T03:00:00Z"), &hours),
            opens("2026-11-25T16:00:00Z")
        );
        // All of North America, from Guam to St John's, shares ninety minutes a day.
        let wide = crate::domain::zones::of_phone("+15550100123");
        assert_eq!(
            opening(&wide, at("2026-11-24T12:00:00Z"), &hours),
            opens("2026-11-24T22:00:00Z")
        );
    }

    #[test]
    fn what_never_opens_says_so() {
        let never = Opening::Closed { opens_at: None };
        let now = at("2026-11-24T12:00:00Z");
        let hours = CallingHours::default();
        let odd = [
            CallingHours {
                days: [false; 7],
                ..hours.clone()
            },
            CallingHours {
                from_minute: 600,
                to_minute: 600,
                ..hours.clone()
            },
            CallingHours {
                from_minute: 2_000,
                to_minute: 3_000,
                ..hours.clone()
            },
        ];
        assert_eq!(opening(&[], now, &hours), never, "unknown is closed");
        for hours in &odd {
            assert_eq!(opening(&[Tz::UTC], now, hours), never, "{hours:?}");
        }
        let antipodes = [Tz::Europe__London, Tz::Pacific__Auckland];
        assert_eq!(
            opening(
                &antipodes,
                now,
                &CallingHours {
                    from_minute: 600,
                    ..hours.clone()
                }
            ),
            never
        );
        for end in [i64::MIN, i64::MAX] {
            let _ = opening(&antipodes, Timestamp(end), &hours);
        }
    }

    #[test]
    fn settings_may_leave_things_out() {
        let hours: CallingHours = toml::from_str("to_minute = 1260").expect("good settings");
        assert_eq!(
            hours,
            CallingHours {
                to_minute: 1260,
                ..CallingHours::default()
            }
        );
        assert!(toml::from_str::<CallingHours>("until = 3").is_err());
    }

    /// Open, the slow and plain way.
    fn is_open(zone: Tz, at: i64, hours: &CallingHours) -> bool {
        use chrono::{Datelike, Timelike};
        let local = Timestamp(at).on(zone);
        let minute = local.hour() * 60 + local.minute();
        hours.days[local.weekday().num_days_from_monday() as usize]
            && (u32::from(hours.from_minute)..u32::from(hours.to_minute)).contains(&minute)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Also with hours in the middle of the night, when clocks change.
        #[test]
        fn agrees_with_looking_at_every_minute(
            zones in proptest::sample::subsequence(
                vec![Tz::America__New_York, Tz::Europe__London, Tz::Australia__Lord_Howe, Tz::Africa__Cairo, Tz::America__Nuuk, Tz::Asia__Kathmandu],
                1..=2,
            ),
            turn in proptest::sample::select(vec![1_792_800_000_i64, 1_793_491_200, 1_805_000_400, 1_806_192_000, 1_790_956_800, 1_806_768_000]),
            minutes in -3_000_i64..3_000,
            quarter in 0_u16..96,
            length in 1_u16..96,
            days in proptest::array::uniform7(any::<bool>()),
        ) {
            let hours = CallingHours { from_minute: quarter * 15, to_minute: (quarter * 15 + length * 15).min(1440), days };
            let at = turn * 1_000 + minutes * MINUTE;
            let all = |at: i64| zones.iter().all(|zone| is_open(*zone, at, &hours));
            match opening(&zones, Timestamp(at), &hours) {
                Opening::Open => prop_assert!(all(at)),
                Opening::Closed { opens_at } => {
                    let end = opens_at.map_or(at + HORIZON, |opens| opens.0);
                    let mut minute = at;
                    while minute < end {
                        prop_assert!(!all(minute), "open earlier, at {}", Timestamp(minute).iso());
                        minute += MINUTE;
                    }
                    prop_assert!(opens_at.is_none_or(|opens| all(opens.0)));
                }
            }
        }
    }
}
