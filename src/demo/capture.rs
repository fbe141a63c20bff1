//! When, and by which way, an enquiry came.

use super::{
    calendar::Wall,
    person::Person,
    rng::Rng,
    words::{WORDS, lines},
};
use crate::{
    domain::{
        lead::NewLead,
        time::{DAY, HOUR, MINUTE, SECOND, Timestamp},
    },
    settings::Settings,
};

/// Over how many days before `now` the leads came.
pub(super) const DAYS: usize = 182;
/// Whose leads lie unworked.
pub(super) const NEGLECTED_SOURCE: &str = "trade show";
/// Whose numbers are wrong.
pub(super) const WRONG_CAMPAIGN: &str = "directory-list";

/// A campaign, and the tokens its links carry.
#[derive(Debug)]
struct Campaign {
    name: &'static str,
    utm_source: &'static str,
    utm_medium: &'static str,
    click: Option<&'static str>,
}

#[derive(Debug)]
struct Source {
    name: Option<String>,
    campaigns: Vec<Campaign>,
}

/// The ways by which leads come.
#[derive(Debug)]
pub(super) struct Ways {
    sources: Vec<Source>,
    weights: Vec<u32>,
    /// Share of all leads that came by the end of each day, first day first.
    by_day: Vec<f64>,
}

/// By which way one lead came, as far as its story depends on it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way {
    /// It lies unworked.
    pub(super) neglected: bool,
    /// Its number is likely wrong.
    pub(super) bad_list: bool,
}

impl Ways {
    pub(super) fn of(settings: &Settings) -> Self {
        let known = settings.sources.iter().map(|name| (Some(name.clone()), weight(name)));
        let (names, weights): (Vec<_>, Vec<_>) = known.chain([(None, 5)]).unzip();
        let sources = names.into_iter().map(|name| Source { campaigns: campaigns(name.as_deref()), name }).collect();
        // Business grows: the last weeks bring twice what the first ones brought.
        let growth = |day: usize| 1.0 + (day as f64 / DAYS as f64).powi(2) * 1.2;
        let total: f64 = (0..DAYS).map(growth).sum();
        let mut sum = 0.0;
        let by_day = (0..DAYS).map(|day| {
            sum += growth(day) / total;
            sum
        });
        Self { sources, weights, by_day: by_day.collect() }
    }

    /// When lead `index` of `leads` came: later ones later, but for the time of day.
    pub(super) fn time(&self, rng: &mut Rng, wall: &Wall<'_>, now: Timestamp, index: usize, leads: usize) -> Timestamp {
        let share = (index as f64 + rng.unit()) / leads.max(1) as f64;
        let day = self.by_day.partition_point(|end| *end < share).min(DAYS - 1);
        // A day is the 24 hours that end at the time of day it is now: so today is never cut short.
        let start = now.plus((day as i64 - DAYS as i64) * DAY);
        let hour = rng.weighted(&HOURS) as i64;
        let time = hour * HOUR + rng.span(0, HOUR / SECOND) * SECOND;
        let wait = (time - wall.local(start)).rem_euclid(DAY);
        let at = start.plus(wait);
        let back = if day > 3 && wall.is_weekend(at) && rng.chance(0.62) { 2 } else { 0 };
        at.plus(-back * DAY)
    }

    /// Fills in how it came; an enquiry has the person's own words, campaign tokens and numbers with it.
    pub(super) fn fill(&self, rng: &mut Rng, lead: &mut NewLead, person: &Person, index: usize) -> Way {
        let Some(source) = self.sources.get(rng.weighted(&self.weights)) else {
            return Way::default();
        };
        lead.source.clone_from(&source.name);
        lead.problem = rng.chance(0.72).then(|| rng.word(&WORDS.problems).to_owned());
        let campaign = if source.campaigns.is_empty() || rng.chance(0.12) {
            None
        } else {
            source.campaigns.get(rng.below(source.campaigns.len()))
        };
        if let Some(campaign) = campaign {
            lead.campaign = Some(campaign.name.to_owned());
            tokens(rng, campaign, lead, index);
        }
        if rng.chance(0.3) {
            lead.external_id = Some(format!("W-{:06}", index + 1));
        }
        if rng.chance(0.06) && !person.company.is_empty() {
            lead.note =
                Some(format!("asked for somebody who knows {}", lead.industry.as_deref().unwrap_or("the trade")));
        }
        let is = |name: &str| source.name.as_deref() == Some(name);
        Way { neglected: is(NEGLECTED_SOURCE), bad_list: campaign.is_some_and(|own| own.name == WRONG_CAMPAIGN) }
    }
}

/// How many leads come in each hour of the person's day.
const HOURS: [u32; 24] = [2, 1, 1, 1, 1, 2, 6, 14, 38, 60, 72, 74, 58, 56, 70, 72, 64, 50, 32, 24, 20, 16, 10, 5];

fn weight(source: &str) -> u32 {
    match source {
        "web" => 24,
        "inbound call" => 12,
        "advertising" => 15,
        "trade show" => 13,
        "referral" => 8,
        "webinar" => 8,
        "email" => 6,
        "social" => 6,
        "existing customer" | "seminar" => 4,
        _ => 3,
    }
}

fn campaigns(source: Option<&str>) -> Vec<Campaign> {
    let read = |line: &'static str| {
        let mut fields = line.split('|').map(str::trim);
        let mut next = move || fields.next().unwrap_or_default();
        let (of, name, utm_source, utm_medium, click) = (next(), next(), next(), next(), next());
        let campaign = Campaign { name, utm_source, utm_medium, click: (!click.is_empty()).then_some(click) };
        (Some(of) == source).then_some(campaign)
    };
    lines(include_str!("../../assets/demo/campaigns.txt")).filter_map(read).collect()
}

fn tokens(rng: &mut Rng, campaign: &Campaign, lead: &mut NewLead, index: usize) {
    // Leads from lists and events carry the campaign's name and nothing that a browser would send.
    if matches!(campaign.utm_medium, "list" | "event" | "word-of-mouth") {
        return;
    }
    let mut put = |key: &str, value: String| lead.tokens.insert(key.to_owned(), value);
    put("utm_source", campaign.utm_source.to_owned());
    put("utm_medium", campaign.utm_medium.to_owned());
    put("utm_campaign", campaign.name.to_owned());
    if rng.chance(0.4) {
        put("utm_content", rng.word(&["headline-a", "headline-b", "video", "footer"]).to_owned());
    }
    if let Some(click) = campaign.click {
        put(click, format!("demo{:010x}{index:x}", rng.below(1 << 40)));
    }
}

/// When the last few leads came: inside the speed-to-lead target, so that a countdown runs.
pub(super) fn just_now(rng: &mut Rng, now: Timestamp, target_minutes: i64) -> Timestamp {
    let most = (target_minutes * MINUTE * 9 / 10).max(30 * SECOND);
    now.plus(-rng.span(20 * SECOND, most))
}
