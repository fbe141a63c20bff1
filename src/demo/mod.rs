//! A made-up team and its leads, believable enough to try the desk on and to measure it with.
//!
//! A pure generator: [`TEAM`] says who works there, [`Demo`] streams the leads with their histories. Every
//! record is made from the seed and its own number alone, so the same seed and `now` give the same data, a
//! million records need no more memory than one, and nothing lies after `now` but what is planned.
//!
//! Nobody in it can be reached: addresses are at reserved domains, and the numbers of the first 40,000 or so
//! leads are from ranges set aside for fiction (see `assets/demo/places.txt`); later ones are in the North
//! American exchange 555.
//!
//! Three faults are hidden in it, for a manager to find:
//!
//! 1. The source **trade show** leaks before Accepted: its leads come late from the hall, most are never
//!    tried, and about half of them are thrown away untried. (Only where the settings have that source.)
//! 2. **ben** forgets promises: every third one is not kept.
//! 3. The campaign **directory-list** (source *advertising*) is full of wrong numbers.

mod calendar;
mod capture;
mod company;
mod menu;
mod offsets;
mod person;
mod phones;
mod places;
mod rng;
mod story;
mod team;
#[cfg(test)]
mod tests;
mod words;

pub use team::{DemoRep, DemoTeam, PEOPLE, TEAM};

use crate::{
    domain::{
        ids::RepId,
        lead::NewLead,
        past::{LeadRecord, Past},
        stage::Stage,
        time::Timestamp,
    },
    settings::Settings,
};
use calendar::Wall;
use capture::Ways;
use menu::Menu;
use offsets::Offsets;
use person::Person;
use rng::Rng;
use story::{Scene, Setting};

/// How many leads the demo has when nobody says.
pub const LEADS: usize = 2_000;

/// The leads of the made-up team, oldest first but for the time of day; the last few stand in the queue in
/// chosen ways, so that every lane has somebody in it for every rep.
#[derive(Debug)]
pub struct Demo {
    seed: u64,
    now: Timestamp,
    leads: usize,
    settings: Settings,
    reps: [RepId; PEOPLE],
    menu: Menu,
    ways: Ways,
    /// Of each place.
    offsets: Vec<Offsets>,
    /// How the last leads stand in the queue, first to last.
    scenes: Vec<Scene>,
    /// How much earlier in the row the first enquiry of somebody who enquires again is.
    again: usize,
    next: usize,
}

impl Demo {
    /// `leads` made-up leads as they would stand at `now`. `reps` are the numbers of the people of [`TEAM`], in
    /// its order. Sources, stages, reasons, outcomes and rules are those of `settings`.
    #[must_use]
    pub fn new(seed: u64, now: Timestamp, leads: usize, settings: &Settings, reps: [RepId; PEOPLE]) -> Self {
        let all: Vec<Scene> = story::cast().chain(story::fresh()).collect();
        // A small demo gets the last of them: the fresh ones.
        let scenes = all[all.len().saturating_sub(leads / 4)..].to_vec();
        Self {
            seed,
            now,
            leads,
            menu: Menu::of(settings),
            ways: Ways::of(settings),
            offsets: offsets::of_places(now),
            settings: settings.clone(),
            reps,
            scenes,
            again: leads * 35 / 100,
            next: 0,
        }
    }

    /// Record number `index`, from 0; the same one whichever were asked for before.
    #[must_use]
    pub fn record(&self, index: usize) -> LeadRecord {
        let ordinary = self.leads.saturating_sub(self.scenes.len());
        if let Some(scene) = index.checked_sub(ordinary).and_then(|at| self.scenes.get(at)) {
            return self.staged(index, *scene);
        }
        self.again(index).unwrap_or_else(|| self.ordinary(index, index, None))
    }

    fn person(&self, index: usize, must_ring: bool) -> Person {
        Person::of(self.seed, index, &self.settings.country, must_ring)
    }

    fn wall(&self, person: &Person) -> Wall<'_> {
        Wall::new(&self.offsets[person.home], &self.settings.calling_hours.0, person.place.open)
    }

    fn setting<'a>(&'a self, index: usize, person: &'a Person) -> Setting<'a> {
        Setting {
            rng: Rng::of(self.seed, index, 4),
            now: self.now,
            wall: self.wall(person),
            person,
            menu: &self.menu,
            settings: &self.settings,
            reps: &self.reps,
        }
    }

    /// Lead `index` by the person behind lead `whose`; `owner` has that person's contact already.
    fn ordinary(&self, index: usize, whose: usize, owner: Option<RepId>) -> LeadRecord {
        let person = self.person(whose, false);
        let mut rng = Rng::of(self.seed, index, 3);
        let captured = self.ways.time(&mut rng, &self.wall(&person), self.now, index, self.leads);
        let mut lead = person.lead.clone();
        let way = self.ways.fill(&mut rng, &mut lead, &person, index);
        let past = story::tell(self.setting(index, &person), captured, way, owner);
        record(lead, captured, past)
    }

    /// Somebody enquires again, after the earlier lead was ended or converted; none when this is not such a lead.
    fn again(&self, index: usize) -> Option<LeadRecord> {
        let wants = |index| self.again > 0 && Rng::of(self.seed, index, 5).chance(0.06);
        let earlier = index.checked_sub(self.again).filter(|earlier| wants(index) && !wants(*earlier))?;
        let first = self.ordinary(earlier, earlier, None);
        let past = first.past?;
        let converted = past.entries.iter().find(|(stage, _)| *stage == Stage::Converted).map(|(_, at)| *at);
        let over = past.end.as_ref().map(|end| end.at).or(converted)?;
        let owner = past.owners.last().map(|(rep, _)| *rep);
        let reachable = !first.lead.emails.is_empty() || !past.touches.is_empty();
        let record = self.ordinary(index, earlier, owner);
        (reachable && record.lead.captured_at? > over).then_some(record)
    }

    fn staged(&self, index: usize, scene: Scene) -> LeadRecord {
        let person = self.person(index, scene.needs_phone());
        let mut rng = Rng::of(self.seed, index, 3);
        let captured = match scene.age() {
            Some(age) => self.now.plus(-age),
            None => capture::just_now(&mut rng, self.now, self.settings.desk.fresh_minutes),
        };
        let mut lead = person.lead.clone();
        self.ways.fill(&mut rng, &mut lead, &person, index);
        let past = story::stage(self.setting(index, &person), captured, scene);
        record(lead, captured, past)
    }
}

fn record(mut lead: NewLead, captured: Timestamp, past: Past) -> LeadRecord {
    lead.captured_at = Some(captured);
    LeadRecord { lead, past: Some(past) }
}

impl Iterator for Demo {
    type Item = LeadRecord;

    fn next(&mut self) -> Option<LeadRecord> {
        let index = self.next;
        (index < self.leads).then(|| {
            self.next += 1;
            self.record(index)
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.leads - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Demo {}
