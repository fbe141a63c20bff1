//! A lead's score, 0 to 100, in parts that can be read line by line. Until there are facts for more, the parts
//! are quality (how complete the record is) and age (new is high).

use crate::{
    domain::time::{DAY, Timestamp},
    settings::ScoreRules,
};
use serde::Serialize;

/// What quality looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completeness {
    /// A number that can be dialled.
    pub phone: bool,
    /// An address that can be mailed.
    pub email: bool,
    /// A name.
    pub name: bool,
    /// A company.
    pub company: bool,
    /// A job title.
    pub job_title: bool,
    /// A town or a country.
    pub place: bool,
    /// A problem to solve.
    pub problem: bool,
}

/// One line of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The part it belongs to.
    pub part: &'static str,
    /// What it looks at.
    pub rule: &'static str,
    /// Whole points.
    pub points: i64,
    /// Most that this line can give.
    pub of: i64,
    /// In words.
    pub why: String,
}

/// A score with its lines; the points of the lines sum to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// 0 to 100.
    pub points: i64,
    /// What it is made of.
    pub lines: Vec<Line>,
    /// When it changes by itself next; none when it will not.
    #[serde(skip)]
    pub changes_at: Option<Timestamp>,
}

/// Shares of the quality part: what a rep needs most weighs most.
const SHARES: [(&str, i64); 7] =
    [("phone", 15), ("email", 12), ("name", 10), ("company", 8), ("job title", 6), ("place", 5), ("problem", 4)];

/// The points at `now`, 0 to 100, and when they change by themselves next.
#[must_use]
pub fn points(
    has: Completeness,
    captured_at: Timestamp,
    now: Timestamp,
    rules: &ScoreRules,
) -> (i64, Option<Timestamp>) {
    let quality: i64 = quality(has, rules).map(|(known, of)| if known { of } else { 0 }).iter().sum();
    let (age, changes_at) = age(captured_at, now, rules);
    (quality + age, changes_at)
}

/// What is known of each share, and the points that it gives.
fn quality(has: Completeness, rules: &ScoreRules) -> [(bool, i64); 7] {
    let facts = [has.phone, has.email, has.name, has.company, has.job_title, has.place, has.problem];
    let maxima = largest_remainder(rules.quality, &SHARES.map(|(_, share)| share));
    std::array::from_fn(|n| (facts[n], maxima[n]))
}

/// The score at `now`, line by line.
#[must_use]
pub fn score(has: Completeness, captured_at: Timestamp, now: Timestamp, rules: &ScoreRules) -> Score {
    let mut lines: Vec<Line> = SHARES
        .iter()
        .zip(quality(has, rules))
        .map(|((rule, _), (known, of))| Line {
            part: "quality",
            rule,
            points: if known { of } else { 0 },
            of,
            why: if known { format!("{rule} known") } else { format!("{rule} missing") },
        })
        .collect();
    let (points, changes_at) = age(captured_at, now, rules);
    let days = (now.since(captured_at) / DAY).max(0);
    lines.push(Line {
        part: "age",
        rule: "days since captured",
        points,
        of: rules.age,
        why: match days {
            0 => "captured today".to_owned(),
            1 => "captured yesterday".to_owned(),
            _ => format!("captured {days} days ago"),
        },
    });
    Score { points: lines.iter().map(|line| line.points).sum(), lines, changes_at }
}

/// Whole points for age, falling evenly to 0 at `age_days`, and when they fall next.
fn age(captured_at: Timestamp, now: Timestamp, rules: &ScoreRules) -> (i64, Option<Timestamp>) {
    let life = rules.age_days * DAY;
    if rules.age == 0 || life <= 0 {
        return (0, None);
    }
    let lived = now.since(captured_at).clamp(0, life);
    // Rounded up: a lead has all its points until the first step.
    let points = (rules.age * (life - lived) + life - 1) / life;
    // The first millisecond at which one point less is left.
    let falls = (points > 0).then(|| captured_at.plus((life * (rules.age - points + 1) + rules.age - 1) / rules.age));
    (points, falls)
}

/// Whole points in these shares that sum to `total`: rounded down, then one each to the largest remainders.
fn largest_remainder<const N: usize>(total: i64, shares: &[i64; N]) -> [i64; N] {
    let sum: i64 = shares.iter().sum();
    let mut points = shares.map(|share| total * share / sum);
    let mut order: [usize; N] = std::array::from_fn(|n| n);
    order.sort_by_key(|n| std::cmp::Reverse(total * shares[*n] % sum));
    let missing = total - points.iter().sum::<i64>();
    for n in order.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        points[n] += 1;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use proptest::prelude::*;

    fn all() -> Completeness {
        Completeness {
            phone: true,
            email: true,
            name: true,
            company: true,
            job_title: true,
            place: true,
            problem: true,
        }
    }

    #[test]
    fn a_complete_new_lead_has_every_point() {
        let now = Timestamp(40 * DAY);
        let rules = Settings::default().score;
        assert_eq!(score(all(), now, now, &rules).points, 100);
        assert_eq!(score(all(), now.plus(-15 * DAY), now, &rules).points, 80);
        assert_eq!(score(all(), now.plus(-30 * DAY), now, &rules).points, 60);
        assert_eq!(score(Completeness::default(), now.plus(-99 * DAY), now, &rules).points, 0);
    }

    proptest! {
        #[test]
        fn points_fall_exactly_when_announced(age in 0..40 * DAY, most in 1_i64..60) {
            let captured = Timestamp(DAY);
            let now = captured.plus(age);
            let rules = ScoreRules { age: most, quality: 0, ..Settings::default().score };
            let here = score(all(), captured, now, &rules);
            match here.changes_at {
                Some(at) => {
                    prop_assert!(at > now);
                    prop_assert_eq!(score(all(), captured, at.plus(-1), &rules).points, here.points);
                    prop_assert_eq!(score(all(), captured, at, &rules).points, here.points - 1);
                }
                None => prop_assert_eq!(here.points, 0),
            }
        }

        #[test]
        fn the_points_are_those_of_the_lines(age in 0..40 * DAY, most in 0_i64..60, has in 0_u8..128) {
            let known = |n: u8| has >> n & 1 == 1;
            let has = Completeness {
                phone: known(0),
                email: known(1),
                name: known(2),
                company: known(3),
                job_title: known(4),
                place: known(5),
                problem: known(6),
            };
            let rules = ScoreRules { age: most, quality: 100 - most, ..Settings::default().score };
            let score = score(has, Timestamp(0), Timestamp(age), &rules);
            prop_assert_eq!(points(has, Timestamp(0), Timestamp(age), &rules), (score.points, score.changes_at));
            prop_assert_eq!(score.points, score.lines.iter().map(|line| line.points).sum::<i64>());
        }

        #[test]
        fn remainders_are_shared_out_whole(total in 0_i64..200) {
            let points = largest_remainder(total, &[15, 12, 10, 8, 6, 5, 4]);
            prop_assert_eq!(points.iter().sum::<i64>(), total);
        }
    }
}
