//! The words of a date, put in order. Knows no clock and no zone.

use chrono::NaiveTime;

use super::days::{Day, numeric_date, some_day, together};
use super::{MORNING, WhenFault, at, is_digits};
use crate::domain::time::{HOUR, MINUTE, SECOND};

/// A whole text, understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// So far from now, and then at a time of day.
    From { span: Span, time: Option<NaiveTime> },
    /// A day, a time of day, or both.
    On {
        day: Option<Day>,
        time: Option<NaiveTime>,
    },
}

/// A distance; all parts have one sign. Days and months are the calendar's.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) months: i32,
    pub(super) days: i64,
    pub(super) ms: i64,
}

/// Reads `text`, which is not empty, to its end.
pub(super) fn phrase(text: &str) -> Result<Phrase, WhenFault> {
    let lower = text
        .to_lowercase()
        .replace(',', " ")
        .replace("p.m.", "pm")
        .replace("a.m.", "am");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = words.as_slice();
    if let Some(from) = from_now(words)? {
        return Ok(from);
    }
    let (mut rest, mut day, mut time) = (words, None, None);
    while let Some(first) = rest.first() {
        if matches!(*first, "at" | "on") && rest.len() > 1 {
            rest = &rest[1..];
        } else if let Some((found, used)) = time_of_day(rest)?
            && time.replace(found).is_none()
        {
            rest = &rest[used..];
        } else if let Some((found, used)) = some_day(rest)?
            && let Some(both) = together(day, found)
        {
            day = Some(both);
            rest = &rest[used..];
        } else if let Some((date, clock)) = first.split_once('t')
            && let (Some(found), Some((clock, 1))) = (numeric_date(date)?, time_of_day(&[clock])?)
            && day.replace(found).is_none()
            && time.replace(clock).is_none()
        {
            rest = &rest[1..];
        } else {
            return Err(WhenFault::Word((*first).to_owned()));
        }
    }
    if day.is_none() && time.is_none() {
        return Err(WhenFault::Empty);
    }
    Ok(Phrase::On { day, time })
}

/// `in 2 days`, `1h30m`, `3 months 9am`, `2h ago`.
fn from_now(words: &[&str]) -> Result<Option<Phrase>, WhenFault> {
    let (announced, mut rest) = match words {
        ["in", rest @ ..] => (true, rest),
        _ => (false, words),
    };
    let mut span = Span::default();
    let mut parts = 0;
    while let Some(used) = measure(rest, &mut span)? {
        rest = &rest[used..];
        parts += 1;
    }
    if parts == 0 {
        return if announced {
            Err(WhenFault::Word("in".to_owned()))
        } else {
            Ok(None)
        };
    }
    if rest == ["ago"] && !announced {
        span = Span {
            months: -span.months,
            days: -span.days,
            ms: -span.ms,
        };
        rest = &[];
    }
    let time = match rest {
        [] => None,
        ["at", rest @ ..] | rest => match time_of_day(rest)? {
            // "2 hours 9am" says two times.
            Some((time, used)) if used == rest.len() && span.ms == 0 => Some(time),
            _ => return Err(WhenFault::Word(rest.join(" "))),
        },
    };
    Ok(Some(Phrase::From { span, time }))
}

/// Adds one measure (`2 days`, `an hour`) or several in one word (`1h30m`) to `span`; says how many
/// words it took.
fn measure(words: &[&str], span: &mut Span) -> Result<Option<usize>, WhenFault> {
    match words {
        ["a" | "an", unit, ..] if Unit::named(unit).is_some() => {
            Unit::named(unit).map_or(Ok(()), |unit| span.add("1", unit))?;
            Ok(Some(2))
        }
        [count, unit, ..] if is_digits(count) && Unit::named(unit).is_some() => {
            Unit::named(unit).map_or(Ok(()), |unit| span.add(count, unit))?;
            Ok(Some(2))
        }
        [joined, ..] => {
            let Some(parts) = joined_measures(joined) else {
                return Ok(None);
            };
            for (count, unit) in parts {
                span.add(count, unit)?;
            }
            Ok(Some(1))
        }
        [] => Ok(None),
    }
}

/// `1h30m` as its measures; `None` when it is not made of measures alone.
fn joined_measures(word: &str) -> Option<Vec<(&str, Unit)>> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let unit_at = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, behind) = rest.split_at(unit_at);
        let end = behind
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(behind.len());
        if count.is_empty() {
            return None;
        }
        parts.push((count, Unit::named(&behind[..end])?));
        rest = &behind[end..];
    }
    (!parts.is_empty()).then_some(parts)
}

#[derive(Debug, Clone, Copy)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Second,
            "m" | "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" => Self::Day,
            "w" | "wk" | "wks" | "week" | "weeks" => Self::Week,
            "mo" | "month" | "months" => Self::Month,
            "y" | "yr" | "yrs" | "year" | "years" => Self::Year,
            _ => return None,
        })
    }
}

impl Span {
    fn add(&mut self, count: &str, unit: Unit) -> Result<(), WhenFault> {
        // Small enough that no sum of a few of them overflows, large enough for any promise.
        let count: i32 = count
            .parse()
            .ok()
            .filter(|count| *count < 10_000_000)
            .ok_or(WhenFault::TooFar)?;
        let long = i64::from(count);
        match unit {
            Unit::Second => self.ms = self.ms.saturating_add(long * SECOND),
            Unit::Minute => self.ms = self.ms.saturating_add(long * MINUTE),
            Unit::Hour => self.ms = self.ms.saturating_add(long * HOUR),
            Unit::Day => self.days = self.days.saturating_add(long),
            Unit::Week => self.days = self.days.saturating_add(long * 7),
            Unit::Month => self.months = self.months.saturating_add(count),
            Unit::Year => self.months = self.months.saturating_add(count * 12),
        }
        Ok(())
    }
}

/// A time at the front of `words`, and how many of them it took.
fn time_of_day(words: &[&str]) -> Result<Option<(NaiveTime, usize)>, WhenFault> {
    let Some(first) = words.first() else {
        return Ok(None);
    };
    let named = match *first {
        "noon" => Some(at(12, 0)),
        "midnight" => Some(at(0, 0)),
        "morning" => Some(MORNING),
        "afternoon" => Some(at(14, 0)),
        "evening" => Some(at(18, 0)),
        _ => None,
    };
    if let Some(time) = named {
        return Ok(Some((time, 1)));
    }
    let (clock, half, used) = match (
        first.strip_suffix("am"),
        first.strip_suffix("pm"),
        words.get(1),
    ) {
        (Some(clock), ..) => (clock, Some(0), 1),
        (_, Some(clock), _) => (clock, Some(12), 1),
        (.., Some(&"am")) => (*first, Some(0), 2),
        (.., Some(&"pm")) => (*first, Some(12), 2),
        _ => (*first, None, 1),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    if !parts.iter().all(|part| is_digits(part)) {
        return Ok(None);
    }
    // A bare number is a day, a year or an hour of either half: no guess.
    let (hour, minute, second) = match (parts.as_slice(), half) {
        ([hour], Some(_)) => (*hour, "0", "0"),
        ([hour, minute], _) => (*hour, *minute, "0"),
        ([hour, minute, second], _) => (*hour, *minute, *second),
        _ => return Ok(None),
    };
    let fault = || WhenFault::NoSuchTime(words[..used].join(" "));
    let number = |part: &str| part.parse::<u32>().map_err(|_| fault());
    let (hour, minute, second) = (number(hour)?, number(minute)?, number(second)?);
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(fault()),
        Some(half) => hour % 12 + half,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second).ok_or_else(fault)?;
    Ok(Some((time, used)))
}
