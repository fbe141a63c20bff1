//! The words of a day, not yet on a calendar.

use chrono::Weekday;

use super::{WhenFault, is_digits};

/// A day as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Today,
    /// So many days after today.
    Away(i64),
    Weekday(Weekday),
    /// Of the week after this one; weeks begin on Monday.
    NextWeek(Weekday),
    Date(Date),
}

/// A date, which need not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
    /// What it was said to be, as in `Tue 24 Nov`.
    pub(super) weekday: Option<Weekday>,
}

/// One day out of what was said before and what is said now; `None` when that makes two.
pub(super) fn together(before: Option<Day>, now: Day) -> Option<Day> {
    match (before, now) {
        (None, day) => Some(day),
        (Some(Day::Weekday(weekday)), Day::Date(date))
        | (Some(Day::Date(date)), Day::Weekday(weekday))
            if date.weekday.is_none() =>
        {
            Some(Day::Date(Date {
                weekday: Some(weekday),
                ..date
            }))
        }
        _ => None,
    }
}

/// A day at the front of `words`, and how many of them it took.
pub(super) fn some_day(words: &[&str]) -> Result<Option<(Day, usize)>, WhenFault> {
    let day = match words {
        ["today", ..] => (Day::Today, 1),
        ["tomorrow" | "tmr" | "tmrw", ..] => (Day::Away(1), 1),
        ["yesterday", ..] => (Day::Away(-1), 1),
        ["next", "week", ..] => (Day::NextWeek(Weekday::Mon), 2),
        ["next", name, ..] => match weekday(name) {
            Some(day) => (Day::NextWeek(day), 2),
            None => return Ok(None),
        },
        ["this", name, ..] => match weekday(name) {
            Some(day) => (Day::Weekday(day), 2),
            None => return Ok(None),
        },
        [name, ..] if weekday(name).is_some() => match weekday(name) {
            Some(day) => (Day::Weekday(day), 1),
            None => return Ok(None),
        },
        [first, ..] => match numeric_date(first)? {
            Some(day) => (day, 1),
            None => return month_date(words),
        },
        [] => return Ok(None),
    };
    Ok(Some(day))
}

/// `1 Dec`, `1st of December 2027`, `Dec 1 2027`.
fn month_date(words: &[&str]) -> Result<Option<(Day, usize)>, WhenFault> {
    let (day_word, month_word, used) = match words {
        [day, "of", month, ..] => (*day, *month, 3),
        [one, two, ..] if month(one).is_some() => (*two, *one, 2),
        [one, two, ..] => (*one, *two, 2),
        _ => return Ok(None),
    };
    let (Some(day), Some(month)) = (ordinal(day_word), month(month_word)) else {
        return Ok(None);
    };
    let year = words
        .get(used)
        .filter(|word| word.len() >= 4 && is_digits(word));
    match year {
        None => Ok(Some((
            Day::Date(Date {
                year: None,
                month,
                day,
                weekday: None,
            }),
            used,
        ))),
        Some(year) => {
            let year = year
                .parse()
                .ok()
                .filter(|year| *year < 10_000)
                .ok_or(WhenFault::TooFar)?;
            Ok(Some((
                Day::Date(Date {
                    year: Some(year),
                    month,
                    day,
                    weekday: None,
                }),
                used + 1,
            )))
        }
    }
}

/// `2026-12-06`, `06.12.2026`, `6.12.`, and `13/12/2026` where only one reading exists.
pub(super) fn numeric_date(word: &str) -> Result<Option<Day>, WhenFault> {
    let Some(mark) = word.chars().find(|c| matches!(c, '-' | '.' | '/')) else {
        return Ok(None);
    };
    let parts: Vec<&str> = word.split(mark).collect();
    let sized = |part: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&part.len()) && is_digits(part)
    };
    let (year, month, day) = match (mark, parts.as_slice()) {
        ('-' | '/', [y, m, d]) if sized(y, 4..=4) && sized(m, 1..=2) && sized(d, 1..=2) => {
            (*y, *m, *d)
        }
        ('.', [d, m, y])
            if sized(d, 1..=2) && sized(m, 1..=2) && (y.is_empty() || sized(y, 4..=4)) =>
        {
            (*y, *m, *d)
        }
        ('/', [a, b, y]) if sized(a, 1..=2) && sized(b, 1..=2) && sized(y, 4..=4) => {
            let late = |part: &str| part.parse().is_ok_and(|number: u32| number > 12);
            match (late(a), late(b)) {
                (true, _) => (*y, *b, *a),
                (_, true) => (*y, *a, *b),
                _ if a == b => (*y, *a, *b),
                _ => return Err(WhenFault::Ambiguous(word.to_owned())),
            }
        }
        _ => return Ok(None),
    };
    let (Ok(month), Ok(day)) = (month.parse(), day.parse()) else {
        return Ok(None);
    };
    Ok(Some(Day::Date(Date {
        year: year.parse().ok(),
        month,
        day,
        weekday: None,
    })))
}

/// `1`, `1st`, `22nd`, `1.`
fn ordinal(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th", "."]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    (is_digits(digits) && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
}

fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    NAMES
        .iter()
        .find(|(name, _)| begins(name, word))
        .map(|(_, day)| *day)
}

fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = NAMES
        .iter()
        .position(|name| begins(name, word.trim_end_matches('.')))?;
    u32::try_from(index + 1).ok()
}

/// Any abbreviation of three letters or more.
fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.starts_with(word)
}
