//! Who works at the made-up desk.

use crate::domain::rep::Role;
use chrono_tz::Tz;

/// How many people are at the made-up desk: a manager and six reps.
pub const PEOPLE: usize = 7;

/// Somebody at the made-up desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoRep {
    /// The short name they sign with.
    pub name: &'static str,
    /// As colleagues know them.
    pub full_name: &'static str,
    /// What they may do.
    pub role: Role,
    /// The name of their team; the manager stands above both.
    pub team: Option<&'static str>,
    /// The zone of their own clock.
    pub zone: Tz,
}

/// The made-up desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoTeam {
    /// Names of the teams.
    pub teams: [&'static str; 2],
    /// Who works there: the manager first.
    pub people: [DemoRep; PEOPLE],
}

const AMERICAS: &str = "Americas";
const OVERSEAS: &str = "Overseas";

const fn rep(name: &'static str, full_name: &'static str, team: &'static str, zone: Tz) -> DemoRep {
    DemoRep { name, full_name, role: Role::Rep, team: Some(team), zone }
}

/// The made-up desk: create these people, then give their numbers to [`super::Demo::new`] in this order.
pub const TEAM: DemoTeam = DemoTeam {
    teams: [AMERICAS, OVERSEAS],
    people: [
        DemoRep {
            name: "maya",
            full_name: "Maya Lindqvist",
            role: Role::Manager,
            team: None,
            zone: Tz::America__New_York,
        },
        rep("ana", "Ana Ruiz", AMERICAS, Tz::America__New_York),
        rep("ben", "Ben Okafor", AMERICAS, Tz::America__Chicago),
        rep("carla", "Carla Nguyen", AMERICAS, Tz::America__Los_Angeles),
        rep("dev", "Dev Malhotra", OVERSEAS, Tz::Asia__Kolkata),
        rep("emma", "Emma Hughes", OVERSEAS, Tz::Europe__London),
        rep("jonas", "Jonas Weber", OVERSEAS, Tz::Europe__Berlin),
    ],
};

/// Who misses promises: the position in [`DemoTeam::people`] of ben.
pub(super) const FORGETFUL: usize = 2;

/// How a rep works; the first is the manager, who works no leads.
#[derive(Debug)]
pub(super) struct Habits {
    /// How long everything takes, against the others.
    pub(super) pace: f64,
    /// How well people like to talk to them: weight on reaching and on winning.
    pub(super) ease: f64,
}

const fn habits(pace: f64, ease: f64) -> Habits {
    Habits { pace, ease }
}

/// Habits of the people, in the order of [`DemoTeam::people`].
pub(super) const HABITS: [Habits; PEOPLE] = [
    habits(1.0, 1.0),
    habits(0.5, 1.15),
    habits(1.2, 1.0),
    habits(1.0, 0.95),
    habits(0.7, 1.05),
    habits(1.0, 1.2),
    habits(1.8, 0.85),
];

/// Positions of the reps who take leads from that country.
pub(super) fn takers(country: &str) -> &'static [usize] {
    match country {
        "US" | "CA" => &[1, 2, 3],
        "IN" | "AU" => &[4, 4, 4, 5],
        "GB" => &[5, 5, 4, 6],
        _ => &[6, 6, 5, 4],
    }
}
