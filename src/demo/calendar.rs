//! The clock on a person's wall, and when they may be called.

use super::offsets::Offsets;
use crate::domain::{
    hours::CallingHours,
    time::{DAY, MINUTE, Timestamp},
};

/// Calling hours at one person's place.
#[derive(Debug, Clone)]
pub(super) struct Wall<'a> {
    offsets: &'a Offsets,
    /// Milliseconds after midnight.
    from: i64,
    to: i64,
    /// Monday first.
    days: [bool; 7],
}

impl<'a> Wall<'a> {
    /// The calling hours there, narrowed to `open` (minutes of the day) where the two meet.
    pub(super) fn new(offsets: &'a Offsets, hours: &CallingHours, open: Option<(u16, u16)>) -> Self {
        let (mut from, mut to) = (hours.from_minute, hours.to_minute);
        if let Some((opens, closes)) = open
            && opens.max(from) < closes.min(to)
        {
            (from, to) = (opens.max(from), closes.min(to));
        }
        // Without a single day nothing could ever happen: then every day counts.
        let days = if hours.days.contains(&true) { hours.days } else { [true; 7] };
        Self { offsets, from: i64::from(from) * MINUTE, to: i64::from(to) * MINUTE, days }
    }

    /// Milliseconds on the wall: local days since 1970 times [`DAY`], plus the time of day.
    pub(super) fn local(&self, at: Timestamp) -> i64 {
        at.0 + self.offsets.at(at)
    }

    /// The instant at which the wall shows `local`.
    pub(super) fn instant(&self, local: i64) -> Timestamp {
        let guess = Timestamp(local - self.offsets.at(Timestamp(local)));
        // The offset at the guess is the one that holds there, or daylight saving began in between.
        Timestamp(local - self.offsets.at(guess))
    }

    fn is_day(&self, day: i64) -> bool {
        self.days[weekday(day)]
    }

    /// Whether somebody may be called.
    pub(super) fn is_open(&self, at: Timestamp) -> bool {
        let local = self.local(at);
        self.is_day(local.div_euclid(DAY)) && (self.from..self.to).contains(&local.rem_euclid(DAY))
    }

    /// That instant where it is open, or `late` milliseconds after the next opening (still inside the hours).
    pub(super) fn open_from(&self, at: Timestamp, late: i64) -> Timestamp {
        let local = self.local(at);
        let (mut day, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        if self.is_day(day) && (self.from..self.to).contains(&time) {
            return at;
        }
        if time >= self.from {
            day += 1;
        }
        while !self.is_day(day) {
            day += 1;
        }
        self.instant(day * DAY + self.from + late.min(self.to - self.from - MINUTE))
    }

    /// That instant where it is open, or `early` milliseconds before the last closing.
    pub(super) fn open_until(&self, at: Timestamp, early: i64) -> Timestamp {
        if self.is_open(at) {
            return at;
        }
        let local = self.local(at);
        let (mut day, time) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        if time < self.to {
            day -= 1;
        }
        while !self.is_day(day) {
            day -= 1;
        }
        self.instant(day * DAY + self.to - early.clamp(MINUTE, self.to - self.from))
    }

    /// Moved to a time of day that people agree on: a multiple of `minutes`, inside the hours.
    pub(super) fn round(&self, at: Timestamp, minutes: i64) -> Timestamp {
        let local = self.local(self.open_from(at, 0));
        let rounded = self.instant(local - local.rem_euclid(minutes * MINUTE));
        self.open_from(rounded, 0)
    }

    /// Saturday or Sunday on the wall.
    pub(super) fn is_weekend(&self, at: Timestamp) -> bool {
        weekday(self.local(at).div_euclid(DAY)) >= 5
    }
}

/// Monday is 0; 1 January 1970 was a Thursday.
const fn weekday(day: i64) -> usize {
    (day + 3).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::HOUR;
    use crate::settings::Settings;
    use chrono::{Datelike, Timelike};
    use chrono_tz::Tz;

    #[test]
    fn openings_lie_inside_the_hours_in_every_season() {
        let hours = Settings::default().calling_hours.0;
        for zone in [Tz::America__New_York, Tz::Europe__London, Tz::Australia__Adelaide, Tz::Asia__Kolkata] {
            let offsets = Offsets::around(zone, Timestamp(1_776_000_000_000));
            let wall = Wall::new(&offsets, &hours, None);
            for step in 0..9_000 {
                let at = Timestamp(1_760_000_000_000 + step * 61 * MINUTE);
                let (next, last) = (wall.open_from(at, 0), wall.open_until(at, 0));
                assert!(next >= at && last <= at && next.since(last) <= 38 * HOUR);
                for opening in [next, last, wall.round(at, 15), wall.open_from(at, 90 * MINUTE)] {
                    let local = opening.on(zone);
                    assert!((8..20).contains(&local.hour()) && local.weekday() != chrono::Weekday::Sun, "{local}");
                }
            }
        }
    }
}
