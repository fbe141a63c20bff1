//! How far each zone is from UTC, in the time the demo plays in.
//!
//! A story asks for it twenty times; looking it up in a short list is a fifth of a record's cost cheaper than
//! asking the zone data each time.

use super::places::ATLAS;
use crate::domain::time::{DAY, MINUTE, Timestamp};
use chrono::{Offset, TimeZone};
use chrono_tz::Tz;

/// How long before and after now the lists reach.
const REACH: i64 = 400 * DAY;

/// The offsets of one zone, each with the instant from which it holds.
#[derive(Debug, Clone)]
pub(super) struct Offsets {
    zone: Tz,
    changes: Vec<(i64, i64)>,
    until: i64,
}

impl Offsets {
    /// The zone's offsets around `now`.
    pub(super) fn around(zone: Tz, now: Timestamp) -> Self {
        let (from, until) = (now.plus(-REACH).0, now.plus(REACH).0);
        let mut changes = vec![(from, ask(zone, from))];
        let mut before = from;
        while before < until {
            let after = before.saturating_add(DAY);
            let offset = ask(zone, after);
            if changes.last().is_some_and(|(_, last)| *last != offset) {
                changes.push((change_between(zone, before, after), offset));
            }
            before = after;
        }
        Self { zone, changes, until }
    }

    /// Milliseconds that the wall is ahead of UTC at that instant.
    pub(super) fn at(&self, at: Timestamp) -> i64 {
        let known = self.changes.iter().rev().find(|(from, _)| *from <= at.0);
        known.filter(|_| at.0 < self.until).map_or_else(|| ask(self.zone, at.0), |(_, offset)| *offset)
    }
}

/// The offsets of all places, in the order of the atlas.
pub(super) fn of_places(now: Timestamp) -> Vec<Offsets> {
    let mut known: Vec<Offsets> = Vec::new();
    let mut of_zone = |zone| match known.iter().find(|own| own.zone == zone) {
        Some(own) => own.clone(),
        None => {
            known.push(Offsets::around(zone, now));
            known[known.len() - 1].clone()
        }
    };
    ATLAS.places.iter().map(|place| of_zone(place.zone)).collect()
}

fn ask(zone: Tz, at: i64) -> i64 {
    i64::from(zone.offset_from_utc_datetime(&Timestamp(at).utc().naive_utc()).fix().local_minus_utc()) * 1_000
}

/// The first whole minute at which the later offset holds; clocks change at whole minutes.
fn change_between(zone: Tz, before: i64, after: i64) -> i64 {
    let new = ask(zone, after);
    let (mut low, mut high) = (before.div_euclid(MINUTE), after.div_euclid(MINUTE));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if ask(zone, middle * MINUTE) == new { high = middle } else { low = middle }
    }
    high * MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_what_the_zone_says() {
        let now = Timestamp(1_774_620_600_000);
        let all = of_places(now);
        assert_eq!(all.len(), ATLAS.places.len());
        for (place, offsets) in ATLAS.places.iter().zip(&all) {
            for step in -1_000..1_000 {
                let at = now.plus(step * (10 * 60 + 7) * MINUTE);
                assert_eq!(offsets.at(at), ask(place.zone, at.0), "{} {}", place.zone, at.iso());
            }
            for (at, _) in &offsets.changes[1..] {
                assert_ne!(offsets.at(Timestamp(at - 1)), offsets.at(Timestamp(*at)));
                assert_eq!(offsets.at(Timestamp(at - 1)), ask(place.zone, at - 1));
            }
        }
    }
}
