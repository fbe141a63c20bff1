//! The tables of the settings.

use crate::domain::{hours::CallingHours, nurture::Lane, words::words};
use serde::{Deserialize, Deserializer, de::Error};

/// Limits of the desk.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskRules {
    /// Length of a claim, in minutes.
    pub claim_minutes: i64,
    /// Speed-to-lead target, in minutes.
    pub fresh_minutes: i64,
    /// After so many minutes a missed promise is offered to the team too.
    pub overdue_minutes: i64,
    /// How long a hand-off can be returned, in hours.
    pub return_hours: i64,
    /// Every so many turns a never-tried lead comes before the follow-ups.
    pub turn_every: i64,
}

/// Calling hours as a business writes them.
pub type Hours = Written<CallingHours>;

/// A value read from the words a business uses for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written<T>(pub T);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHours {
    from: String,
    to: String,
    days: Vec<String>,
}

impl<'de> Deserialize<'de> for Written<CallingHours> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = WrittenHours::deserialize(from)?;
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let mut days = [false; 7];
        for day in &written.days {
            let day = day.to_lowercase();
            let at = names.iter().position(|name| day.starts_with(name));
            days[at.ok_or_else(|| {
                D::Error::custom(format!("“{day}” is not a weekday; write mon, tue … sun"))
            })?] = true;
        }
        let hours = CallingHours {
            from_minute: minute_of_day(&written.from).map_err(D::Error::custom)?,
            to_minute: minute_of_day(&written.to).map_err(D::Error::custom)?,
            days,
        };
        if hours.from_minute >= hours.to_minute {
            return Err(D::Error::custom(
                "calling hours must open before they close",
            ));
        }
        Ok(Self(hours))
    }
}

fn minute_of_day(text: &str) -> Result<u16, String> {
    let fault = || format!("“{text}” is not a time of day; write it as 08:00");
    let (hour, minute) = text.split_once(':').ok_or_else(fault)?;
    let (hour, minute): (u16, u16) = (
        hour.parse().map_err(|_| fault())?,
        minute.parse().map_err(|_| fault())?,
    );
    if minute > 59 || hour * 60 + minute > 24 * 60 {
        Err(fault())
    } else {
        Ok(hour * 60 + minute)
    }
}

/// The contact plan.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How often to try.
    pub attempts: i64,
    /// Within how many working days.
    pub working_days: i64,
    /// At least so many minutes apart.
    pub gap_minutes: i64,
    /// Borders of the parts of the day, in minutes after the person's midnight.
    #[serde(deserialize_with = "borders")]
    pub day_parts: Vec<u16>,
    /// At most so many voicemails.
    pub voicemails: i64,
    /// The lane when it is used up.
    pub then: Lane,
    /// And in how many days it wakes.
    pub then_days: i64,
}

fn borders<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u16>, D::Error> {
    let borders = Vec::<String>::deserialize(from)?
        .iter()
        .map(|text| minute_of_day(text))
        .collect::<Result<Vec<_>, _>>()
        .map_err(D::Error::custom)?;
    if borders.len() < 2 || !borders.is_sorted_by(|a, b| a < b) {
        return Err(D::Error::custom(
            "day_parts: two or more times of day, each later than the one before",
        ));
    }
    Ok(borders)
}

/// How leads are scored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreRules {
    /// Most points for a complete record.
    pub quality: i64,
    /// Most points for a new lead.
    pub age: i64,
    /// Days until the age part is used up.
    pub age_days: i64,
    /// Score from which a lead with a valid phone or email is marketing qualified.
    pub marketing_qualified: i64,
}

/// Cadence of the lanes: days until the next touch when no date is given.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NurtureRules {
    /// Meaningful touches to aim for.
    pub touch_target: i64,
    /// Days in *Interested*.
    pub interested_days: i64,
    /// Days in *Not now*.
    pub not_now_days: i64,
    /// Days in *Not interested*.
    pub not_interested_days: i64,
}

impl NurtureRules {
    /// Days until the next touch in that lane.
    #[must_use]
    pub const fn days(&self, lane: Lane) -> i64 {
        match lane {
            Lane::Interested => self.interested_days,
            Lane::NotNow => self.not_now_days,
            Lane::NotInterested => self.not_interested_days,
        }
    }
}

/// One step on the way of a deal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DealStage {
    /// As people say it.
    pub name: String,
    /// Chance of winning, in percent.
    pub probability: i64,
}

/// Why a lead is rejected, or a deal lost.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// As it stands in files and commands.
    pub slug: String,
    /// As a rep reads it.
    pub label: String,
    /// Says nothing by itself: a note is needed.
    #[serde(default)]
    pub needs_note: bool,
    /// It never was a lead: counted as leaked, shown apart.
    #[serde(default)]
    pub not_a_lead: bool,
}

words! {
    /// How a rule picks a rep inside a team.
    Method {
        /// One after the other.
        RoundRobin = "round_robin" / "round robin",
        /// Whoever has the fewest open leads.
        LeastLoaded = "least_loaded" / "least loaded",
        /// Nobody: it waits in the team's pool.
        TeamPool = "pool" / "team's pool",
    }
}

/// Who gets a lead that no contact's owner gets. Every condition given must hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRule {
    /// Any of these sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Any of these countries, by code.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Any of these states or provinces, as given.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Any of these industries.
    #[serde(default)]
    pub industries: Vec<String>,
    /// A score of at least this.
    #[serde(default)]
    pub score_from: Option<i64>,
    /// The rep who gets it, by name.
    #[serde(default)]
    pub rep: Option<String>,
    /// The team that gets it, by name.
    #[serde(default)]
    pub team: Option<String>,
    /// How the team shares.
    #[serde(default = "round_robin")]
    pub method: Method,
}

const fn round_robin() -> Method {
    Method::RoundRobin
}
