//! Dates as people say them, and said back.
//!
//! The whole text must make sense or none of it does: a date understood by half books a call at
//! the wrong hour. Whoever asks shows [`say`] of the answer before acting on it.

mod days;
mod words;

use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Weekday,
};
use chrono_tz::Tz;

use super::time::Timestamp;
use days::{Date, Day};
use words::{Phrase, Span};

/// The time of day that a date without one means.
const MORNING: NaiveTime = at(9, 0);
/// Nothing is booked further away than this.
const FARTHEST_YEAR: i32 = 2200;
const NEAREST_YEAR: i32 = 1900;

/// Why a text is not a date, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenFault {
    /// Nothing was given.
    #[error("no date: say \"tomorrow 3pm\", \"tue 10:30\", \"in 2 days\" or \"2026-12-06 14:00\"")]
    Empty,
    /// A word that fits nowhere.
    #[error("cannot read \"{0}\": say \"tomorrow 3pm\", \"tue 10:30\", \"in 2 days\" or \"2026-12-06 14:00\"")]
    Word(String),
    /// `30 Feb`.
    #[error("no such date: {0}")]
    NoSuchDate(String),
    /// `25:00`, `13pm`.
    #[error("no such time: {0}")]
    NoSuchTime(String),
    /// `3/4/2026`: two customs, two days.
    #[error("{0} can be two dates: write it as 2026-12-06")]
    Ambiguous(String),
    /// Out of the years 1900 to 2200.
    #[error("too far away")]
    TooFar,
}

/// Reads a date as people say it, on the clocks of `zone`.
///
/// - From now: `in 2 days`, `2w`, `3 months 9am`, `in 2h`, `1h30m`, `90 min`, `2 days ago`. Days
///   and longer keep the time of day unless one is given.
/// - By day: `today 16:00`, `tomorrow at 3pm`, `tue 3pm`, `next tue 10:30` (of next week),
///   `1 Dec 10:30`, `Dec 1 2027`, `06.12.2026`, `2026-12-06 14:00`. Without a time: 09:00. A day
///   without a year, or a weekday, is the first one that is not over.
/// - By time: `15:30`, `3pm`, `noon`: today, or tomorrow when that is past.
/// - RFC 3339, whose own offset is used.
///
/// A time that a clock change skips becomes the first instant after it; one that comes twice, the
/// first of the two.
///
/// # Errors
/// A [`WhenFault`] with words for the person who typed.
pub fn read(text: &str, now: Timestamp, zone: Tz) -> Result<Timestamp, WhenFault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(WhenFault::Empty);
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return near(instant.year()).map(|()| instant.into());
    }
    let here = now.on(zone).naive_local();
    near(here.year())?;
    match words::phrase(text)? {
        Phrase::From { span, time } => from_now(span, time, now, zone),
        Phrase::On { day, time } => {
            let date_time = on_day(day, time, here).ok_or_else(|| WhenFault::NoSuchDate(text.to_owned()))?;
            instant(date_time, zone)
        }
    }
}

/// An instant for people, on the clocks of `zone`: `today 15:00`, `tomorrow 09:30`,
/// `Tue 24 Nov 15:00`, and with the year when it is not this one.
#[must_use]
pub fn say(at: Timestamp, zone: Tz, now: Timestamp) -> String {
    let (at, now) = (at.on(zone), now.on(zone));
    let days = (at.date_naive() - now.date_naive()).num_days();
    match days {
        0 => at.format("today %H:%M").to_string(),
        1 => at.format("tomorrow %H:%M").to_string(),
        -1 => at.format("yesterday %H:%M").to_string(),
        _ => dated(at, now.year()),
    }
}

/// The same for what is kept and read again on other days: never *today*, always the date.
#[must_use]
pub fn date(at: Timestamp, zone: Tz, now: Timestamp) -> String {
    dated(at.on(zone), now.on(zone).year())
}

fn dated(at: DateTime<Tz>, this_year: i32) -> String {
    let form = if at.year() == this_year { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" };
    at.format(form).to_string()
}

fn from_now(span: Span, time: Option<NaiveTime>, now: Timestamp, zone: Tz) -> Result<Timestamp, WhenFault> {
    let mut from = now;
    if span.months != 0 || span.days != 0 || time.is_some() {
        let here = now.on(zone).naive_local();
        let months = Months::new(span.months.unsigned_abs());
        let days = Days::new(span.days.unsigned_abs());
        let date = if span.months < 0 || span.days < 0 {
            here.date().checked_sub_months(months).and_then(|date| date.checked_sub_days(days))
        } else {
            here.date().checked_add_months(months).and_then(|date| date.checked_add_days(days))
        };
        let date = date.ok_or(WhenFault::TooFar)?;
        from = instant(date.and_time(time.unwrap_or_else(|| here.time())), zone)?;
    }
    let at = from.plus(span.ms);
    near(at.utc().year()).map(|()| at)
}

fn on_day(day: Option<Day>, time: Option<NaiveTime>, here: NaiveDateTime) -> Option<NaiveDateTime> {
    let today = here.date();
    let clock = time.unwrap_or(MORNING);
    let over = |date: NaiveDate| date.and_time(clock) <= here;
    let date = match day {
        None if over(today) => today.succ_opt()?,
        None => today,
        // "today" said in the afternoon, without a time, is not nine in the morning.
        Some(Day::Today) if time.is_none() => return Some(today.and_time(clock).max(here)),
        Some(Day::Today) => today,
        Some(Day::Away(days)) if days < 0 => today.checked_sub_days(Days::new(days.unsigned_abs()))?,
        Some(Day::Away(days)) => today.checked_add_days(Days::new(days.unsigned_abs()))?,
        Some(Day::Weekday(weekday)) => {
            let date = today.checked_add_days(Days::new(ahead(today, weekday)))?;
            if over(date) { date.checked_add_days(Days::new(7))? } else { date }
        }
        Some(Day::NextWeek(weekday)) => {
            let monday = today.checked_add_days(Days::new(7 - u64::from(today.weekday().num_days_from_monday())))?;
            monday.checked_add_days(Days::new(ahead(monday, weekday)))?
        }
        Some(Day::Date(Date { year, month, day, weekday })) => {
            // Eight years, because 29 February can be that far away.
            let years = year.map_or(today.year()..=today.year() + 8, |year| year..=year);
            years
                .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                .find(|date| year.is_some() || !over(*date))
                .filter(|date| weekday.is_none_or(|weekday| weekday == date.weekday()))?
        }
    };
    Some(date.and_time(clock))
}

fn ahead(from: NaiveDate, to: Weekday) -> u64 {
    u64::from((to.num_days_from_monday() + 7 - from.weekday().num_days_from_monday()) % 7)
}

/// The instant at which the clocks of `zone` show `local`.
fn instant(local: NaiveDateTime, zone: Tz) -> Result<Timestamp, WhenFault> {
    near(local.year())?;
    if let Some(exact) = zone.from_local_datetime(&local).earliest() {
        return Ok(exact.into());
    }
    // Skipped by a clock change; Samoa once skipped a whole day, and no change is longer.
    let mut minute = local.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(local);
    for _ in 0..=25 * 60 {
        minute += TimeDelta::minutes(1);
        if let Some(after) = zone.from_local_datetime(&minute).earliest() {
            return Ok(after.into());
        }
    }
    Err(WhenFault::TooFar)
}

fn near(year: i32) -> Result<(), WhenFault> {
    if (NEAREST_YEAR..=FARTHEST_YEAR).contains(&year) { Ok(()) } else { Err(WhenFault::TooFar) }
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

const fn at(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONE: Tz = Tz::Europe__Berlin;

    /// Sunday, 22 November 2026, 14:20:30 in Berlin.
    fn now() -> Timestamp {
        DateTime::parse_from_rfc3339("2026-11-22T14:20:30+01:00").expect("a date").into()
    }

    fn local(text: &str, now: Timestamp, zone: Tz) -> Result<String, WhenFault> {
        read(text, now, zone).map(|at| at.on(zone).format("%Y-%m-%d %H:%M").to_string())
    }

    #[test]
    fn dates_are_read_as_people_say_them() {
        let cases = [
            ("in 2 days", "2026-11-24 14:20"),
            ("in 2 days 9am", "2026-11-24 09:00"),
            ("in 2h", "2026-11-22 16:20"),
            ("1h30m", "2026-11-22 15:50"),
            ("1 h 30 min", "2026-11-22 15:50"),
            ("90 min", "2026-11-22 15:50"),
            ("in an hour", "2026-11-22 15:20"),
            ("2w", "2026-12-06 14:20"),
            ("3 months", "2027-02-22 14:20"),
            ("a year", "2027-11-22 14:20"),
            ("2 days ago", "2026-11-20 14:20"),
            ("2h ago", "2026-11-22 12:20"),
            ("tomorrow 3pm", "2026-11-23 15:00"),
            ("tomorrow at 3pm", "2026-11-23 15:00"),
            ("3 pm tomorrow", "2026-11-23 15:00"),
            ("Tomorrow, 15:00", "2026-11-23 15:00"),
            ("tomorrow", "2026-11-23 09:00"),
            ("tomorrow afternoon", "2026-11-23 14:00"),
            ("yesterday 10:00", "2026-11-21 10:00"),
            ("today 16:00", "2026-11-22 16:00"),
            ("today", "2026-11-22 14:20"),
            ("tue 3pm", "2026-11-24 15:00"),
            ("on Tuesday at 3:15 p.m.", "2026-11-24 15:15"),
            ("next tue 10:30", "2026-11-24 10:30"),
            ("next sunday", "2026-11-29 09:00"),
            ("next week", "2026-11-23 09:00"),
            ("mon", "2026-11-23 09:00"),
            ("sun 16:00", "2026-11-22 16:00"),
            ("sun", "2026-11-29 09:00"),
            ("15:30", "2026-11-22 15:30"),
            ("14:00", "2026-11-23 14:00"),
            ("3pm", "2026-11-22 15:00"),
            ("12am", "2026-11-23 00:00"),
            ("12:30pm", "2026-11-23 12:30"),
            ("noon", "2026-11-23 12:00"),
            ("midnight", "2026-11-23 00:00"),
            ("1 Dec 10:30", "2026-12-01 10:30"),
            ("Dec 1 10:30", "2026-12-01 10:30"),
            ("1st of December", "2026-12-01 09:00"),
            ("1 Dec 2027 10:30", "2027-12-01 10:30"),
            ("Dec 1, 2027", "2027-12-01 09:00"),
            ("Tue 24 Nov 15:00", "2026-11-24 15:00"),
            ("Sat, 6 Mar 2027", "2027-03-06 09:00"),
            ("3 March", "2027-03-03 09:00"),
            ("29 feb", "2028-02-29 09:00"),
            ("2026-12-06 14:00", "2026-12-06 14:00"),
            ("2026-12-06T14:00", "2026-12-06 14:00"),
            ("2026-12-06", "2026-12-06 09:00"),
            ("06.12.2026", "2026-12-06 09:00"),
            ("6.12. 14:00", "2026-12-06 14:00"),
            ("13/12/2026", "2026-12-13 09:00"),
            ("2026-12-06T14:00:00Z", "2026-12-06 15:00"),
            ("2026-12-06T14:00:00-05:00", "2026-12-06 20:00"),
        ];
        for (text, at) in cases {
            assert_eq!(local(text, now(), ZONE), Ok(at.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn half_a_date_is_no_date() {
        let word = |word: &str| WhenFault::Word(word.to_owned());
        let cases = [
            ("", WhenFault::Empty),
            ("  ", WhenFault::Empty),
            ("3pm é", word("é")),
            ("morgen 15 Uhr", word("morgen")),
            ("tomorrow 3", word("3")),
            ("tue tue", word("tue")),
            ("3pm 4pm", word("4pm")),
            ("in", word("in")),
            ("2 days 3 apples", word("3 apples")),
            ("in 15:00", word("in")),
            ("1 mon", word("1")),
            ("next", word("next")),
            ("25:00", WhenFault::NoSuchTime("25:00".into())),
            ("13pm", WhenFault::NoSuchTime("13pm".into())),
            ("0am", WhenFault::NoSuchTime("0am".into())),
            ("30 feb", WhenFault::NoSuchDate("30 feb".into())),
            ("wed 24 nov", WhenFault::NoSuchDate("wed 24 nov".into())),
            ("2026-13-01", WhenFault::NoSuchDate("2026-13-01".into())),
            ("3/4/2026", WhenFault::Ambiguous("3/4/2026".into())),
            ("9999999999999999999 days", WhenFault::TooFar),
            ("5000 years", WhenFault::TooFar),
            ("1 dec 99999", WhenFault::TooFar),
        ];
        for (text, fault) in cases {
            assert_eq!(read(text, now(), ZONE), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn clock_changes_are_stepped_over() {
        let cases = [
            // Skipped: the first instant after the gap.
            ("2027-03-14 02:30", Tz::America__New_York, "2027-03-14T07:00:00Z"),
            ("2026-10-04 02:10", Tz::Australia__Lord_Howe, "2026-10-03T15:30:00Z"),
            ("2011-12-30 12:00", Tz::Pacific__Apia, "2011-12-30T10:00:00Z"),
            // Twice: the first one.
            ("2026-11-01 01:30", Tz::America__New_York, "2026-11-01T05:30:00Z"),
            ("2027-04-04 01:45", Tz::Australia__Lord_Howe, "2027-04-03T14:45:00Z"),
        ];
        for (text, zone, utc) in cases {
            assert_eq!(read(text, now(), zone).map(Timestamp::iso), Ok(utc.to_owned()), "{text} {zone}");
        }
        // A day is a day on the clock, whatever its length; an hour is an hour.
        let eve: Timestamp = DateTime::parse_from_rfc3339("2027-03-27T12:00:00+01:00").expect("a date").into();
        assert_eq!(local("in 1 day", eve, ZONE), Ok("2027-03-28 12:00".to_owned()));
        assert_eq!(local("24h", eve, ZONE), Ok("2027-03-28 13:00".to_owned()));
    }

    #[test]
    fn instants_are_said_back() {
        let cases = [
            ("today 15:00", "today 15:00"),
            ("tomorrow 9:30", "tomorrow 09:30"),
            ("yesterday 9:30", "yesterday 09:30"),
            ("tue 3pm", "Tue 24 Nov 15:00"),
            ("2027-01-05 8:00", "Tue 5 Jan 2027 08:00"),
        ];
        for (text, said) in cases {
            let at = read(text, now(), ZONE).expect("a good date");
            assert_eq!(say(at, ZONE, now()), said, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), now in any::<i64>()) {
            let _ = read(&text, Timestamp(now), ZONE);
            prop_assert!(!say(Timestamp(now), ZONE, Timestamp(0)).is_empty());
        }

        #[test]
        fn no_likely_text_panics(
            words in proptest::collection::vec("in|at|next|tue|dec|feb|[0-9]{1,5}|[0-9]{0,20}[dhmwy]|[0-9]{1,2}:[0-9]{1,3}|am|pm|days|months|years|[0-9.]{1,10}|[0-9/-]{1,10}|ago", 1..5),
            now in -5_000_000_000_000_i64..8_000_000_000_000,
        ) {
            let _ = read(&words.join(" "), Timestamp(now), Tz::Australia__Lord_Howe);
        }

        #[test]
        fn what_is_said_reads_back(minutes in -200_000_i64..900_000) {
            let at = Timestamp((now().0 / 60_000 + minutes) * 60_000);
            // The second half of the hour that comes twice has no name of its own.
            let twice = at.on(ZONE).naive_local();
            if let chrono::LocalResult::Single(_) = ZONE.from_local_datetime(&twice)
                && (minutes > 0 || at.on(ZONE).date_naive() >= now().on(ZONE).date_naive() - Days::new(1))
            {
                prop_assert_eq!(read(&say(at, ZONE, now()), now(), ZONE), Ok(at));
            }
        }
    }
}
