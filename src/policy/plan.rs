//! The contact plan: when to try again, and when it is used up.

use crate::{
    domain::{
        hours::CallingHours,
        time::{MINUTE, Timestamp},
    },
    policy::hours::{self, Opening},
    settings::Plan,
};
use chrono::{Datelike, Days, NaiveDate, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

/// What the plan says after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try again at this instant.
    Again(Timestamp),
    /// All tries are made.
    UsedUp,
    /// The days are over.
    TooLate,
}

/// When to try again after the attempt made at `now`, the `tries`-th of this round (counted from 1), whose first
/// was at `first`. The person's clock is the first of `zones`; none is UTC. The time given is inside `hours` in
/// every zone, at least the plan's gap away, and in another part of the day than this attempt.
#[must_use]
pub fn next(tries: i64, first: Timestamp, now: Timestamp, zones: &[Tz], plan: &Plan, hours: &CallingHours) -> Next {
    if tries >= plan.attempts {
        return Next::UsedUp;
    }
    let zone = zones.first().copied().unwrap_or(Tz::UTC);
    let local = now.on(zone);
    let minute = u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0);
    let parts = plan.day_parts.len() - 1;
    let here = plan.day_parts.iter().skip(1).take(parts).filter(|end| minute >= **end).count().min(parts - 1);
    let wanted = (here + 1) % parts;
    let earliest = now.plus(plan.gap_minutes * MINUTE);
    // The second try may come the same day; the others are spread over the days that are left.
    let step = if tries == 1 { 0 } else { ((plan.working_days - 1) / plan.attempts.max(1)).max(1) };
    let mut date = after_working_days(local.date_naive(), step);
    let mut at = start_of_part(zone, date, plan.day_parts[wanted]);
    while at < earliest {
        date = after_working_days(date, 1);
        at = start_of_part(zone, date, plan.day_parts[wanted]);
    }
    // Leads whose zone is unknown are closed; their time still stands, and the gate withholds them.
    let at = match hours::opening(zones, at, hours) {
        Opening::Closed { opens_at: Some(opens_at) } => opens_at,
        _ => at,
    };
    let days = working_days_between(first.on(zone).date_naive(), at.on(zone).date_naive());
    if days >= plan.working_days { Next::TooLate } else { Next::Again(at) }
}

fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn after_working_days(mut date: NaiveDate, mut days: i64) -> NaiveDate {
    while days > 0 {
        date = date.checked_add_days(Days::new(1)).unwrap_or(date);
        if is_working_day(date) {
            days -= 1;
        }
    }
    date
}

fn working_days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let mut days = 0;
    let mut date = from;
    while date < to {
        date = date.checked_add_days(Days::new(1)).unwrap_or(to);
        if is_working_day(date) {
            days += 1;
        }
    }
    days
}

fn start_of_part(zone: Tz, date: NaiveDate, minute: u16) -> Timestamp {
    let midnight = date.and_hms_opt(0, 0, 0).unwrap_or_default();
    let wall = midnight + chrono::TimeDelta::minutes(i64::from(minute));
    // In the hour that a clock change skips, the instant an hour earlier on the old clock is shown an hour later.
    zone.from_local_datetime(&wall).earliest().map_or_else(
        || {
            zone.from_local_datetime(&(wall - chrono::TimeDelta::hours(2)))
                .earliest()
                .map_or(Timestamp(0), |at| Timestamp::from(at).plus(2 * 60 * MINUTE))
        },
        Timestamp::from,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::time::DAY, settings::Settings};
    use proptest::prelude::*;

    fn at(text: &str, zone: Tz) -> Timestamp {
        let wall = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        zone.from_local_datetime(&wall).unwrap().into()
    }

    #[test]
    fn a_try_moves_to_another_part_of_the_day() {
        let settings = Settings::default();
        let zone = Tz::America__New_York;
        for (tries, now, expected) in [
            (1, "2026-11-23 09:10", Some("2026-11-23 12:00")),
            (1, "2026-11-23 11:30", Some("2026-11-24 12:00")),
            (1, "2026-11-23 18:00", Some("2026-11-24 08:00")),
            (2, "2026-11-23 13:00", Some("2026-11-24 16:00")),
            (3, "2026-11-27 17:00", Some("2026-11-30 08:00")),
            (6, "2026-11-27 17:00", None),
        ] {
            let now = at(now, zone);
            let next = next(tries, now, now, &[zone], &settings.plan, &settings.calling_hours.0);
            assert_eq!(next, expected.map_or(Next::UsedUp, |text| Next::Again(at(text, zone))), "{tries}");
        }
    }

    #[test]
    fn ten_working_days_are_the_end() {
        let settings = Settings::default();
        let zone = Tz::Europe__Berlin;
        let first = at("2026-11-02 09:00", zone);
        let late = at("2026-11-16 09:00", zone);
        assert_eq!(next(3, first, late, &[zone], &settings.plan, &settings.calling_hours.0), Next::TooLate);
    }

    proptest! {
        #[test]
        fn a_next_try_is_open_and_after_the_gap(start in 0_i64..400 * DAY, tries in 1_i64..6, pick in 0_usize..5) {
            let settings = Settings::default();
            let zones = [Tz::America__Phoenix, Tz::Europe__London, Tz::Australia__Lord_Howe, Tz::Asia__Kathmandu, Tz::America__St_Johns];
            let now = Timestamp(1_767_225_600_000 + start);
            if let Next::Again(again) = next(tries, now, now, &[zones[pick]], &settings.plan, &settings.calling_hours.0) {
                prop_assert!(again.since(now) >= settings.plan.gap_minutes * MINUTE);
                prop_assert_eq!(hours::opening(&[zones[pick]], again, &settings.calling_hours.0), Opening::Open);
            }
        }
    }
}
