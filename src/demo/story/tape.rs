//! What a story is written on.

use crate::{
    demo::{
        calendar::Wall,
        capture::Way,
        menu::{Meant, Menu},
        person::Person,
        rng::Rng,
        team::{FORGETFUL, HABITS, Habits, PEOPLE},
        words::WORDS,
    },
    domain::{
        end::Ending,
        ids::RepId,
        past::{Past, PastEnd, PastTouch},
        stage::{Stage, Status},
        time::{DAY, HOUR, MINUTE, SECOND, Timestamp},
        touch::{LineResult, TouchKind},
    },
    settings::Settings,
};

/// Where and among whom a story plays.
pub(in crate::demo) struct Setting<'a> {
    pub(in crate::demo) rng: Rng,
    pub(in crate::demo) now: Timestamp,
    pub(in crate::demo) person: &'a Person,
    pub(in crate::demo) wall: Wall<'a>,
    pub(in crate::demo) menu: &'a Menu,
    pub(in crate::demo) settings: &'a Settings,
    /// Numbers of the people, in the order of the team.
    pub(in crate::demo) reps: &'a [RepId; PEOPLE],
}

/// One lead's past while it is told.
pub(in crate::demo) struct Tape<'a> {
    pub(super) rng: Rng,
    pub(super) now: Timestamp,
    pub(super) captured: Timestamp,
    pub(super) person: &'a Person,
    pub(super) wall: Wall<'a>,
    pub(super) menu: &'a Menu,
    pub(super) settings: &'a Settings,
    pub(super) reps: &'a [RepId; PEOPLE],
    pub(super) way: Way,
    pub(super) past: Past,
    /// Who owns it: a position in the team.
    pub(super) owner: Option<usize>,
    pub(super) tries: i64,
    voicemails: i64,
    /// Notes already used.
    said: Vec<&'static str>,
    /// They know us: somebody has spoken with them.
    pub(super) warm: bool,
}

impl<'a> Tape<'a> {
    pub(super) fn new(setting: Setting<'a>, captured: Timestamp, way: Way) -> Self {
        let Setting { rng, now, person, wall, menu, settings, reps } = setting;
        let past = Past { status: Some(Status::Open), ..Past::default() };
        Self {
            rng,
            now,
            captured,
            person,
            wall,
            menu,
            settings,
            reps,
            way,
            past,
            owner: None,
            tries: 0,
            voicemails: 0,
            said: Vec::new(),
            warm: false,
        }
    }

    /// The past as it stands, its touches in order of time.
    pub(super) fn finish(mut self) -> Past {
        self.enquire_again();
        self.past.touches.sort_by_key(|touch| touch.at);
        self.past
    }

    /// Some who are being worked fill in a second form in between; it is attached to the lead.
    fn enquire_again(&mut self) {
        let worked = self.past.status.is_some_and(Status::is_working) && self.past.touches.len() > 1;
        if let Some(last) = self.past.touches.last().map(|touch| touch.at)
            && worked
            && self.rng.chance(0.04)
        {
            let at = self.captured.plus(last.since(self.captured) / 2);
            self.touch_by_itself(at, TouchKind::Enquiry);
        }
    }

    pub(super) fn habits(&self) -> &'static Habits {
        &HABITS[self.owner.unwrap_or(0)]
    }

    /// ben.
    pub(super) fn owner_forgets(&self) -> bool {
        self.owner == Some(FORGETFUL)
    }

    pub(super) fn rep(&self) -> Option<RepId> {
        self.owner.map(|at| self.reps[at])
    }

    /// A length of time stretched by the owner's pace.
    pub(super) fn paced(&self, ms: i64) -> i64 {
        (ms as f64 * self.habits().pace) as i64
    }

    pub(super) fn is_past(&self, at: Timestamp) -> bool {
        at <= self.now
    }

    pub(super) fn stage(&self) -> Stage {
        self.past.entries.last().map_or(Stage::Captured, |(stage, _)| *stage)
    }

    /// Enters a later stage; what is not later than the furthest one is left as it is.
    pub(super) fn enter(&mut self, stage: Stage, at: Timestamp) {
        if stage > self.stage() {
            let last = self.past.entries.last().map_or(self.captured, |(_, last)| *last);
            self.past.entries.push((stage, at.max(last)));
        }
    }

    pub(super) fn own(&mut self, owner: usize, at: Timestamp) {
        self.owner = Some(owner);
        self.past.owners.push((self.reps[owner], at));
        self.enter(Stage::Assigned, at);
    }

    /// A sentence for the occasion; most of the time, since nobody always writes one.
    pub(super) fn note(&mut self, occasion: &str, often: f64) -> Option<String> {
        if !self.rng.chance(often) {
            return None;
        }
        let all = WORDS.notes.on(occasion);
        let mut words = self.rng.word(all);
        // Nobody writes the same twice in a row, but a demo would.
        for _ in 0..3 {
            if self.said.contains(&words) {
                words = self.rng.word(all);
            }
        }
        self.said.push(words);
        if self.person.company.is_empty() && words.contains("{company}") {
            words = "short talk, see above";
        }
        if !words.contains('{') {
            return Some(words.to_owned());
        }
        Some(words.replace("{first}", self.person.first).replace("{company}", &self.person.company))
    }

    /// A touch by the owner that is no call; it accepts the lead when it goes out to the person.
    pub(super) fn touch(&mut self, at: Timestamp, kind: TouchKind, occasion: &str, meaningful: bool) {
        let note = self.note(occasion, 0.9);
        if kind.is_outbound() {
            self.enter(Stage::Accepted, at);
        }
        self.past.touches.push(PastTouch { at, kind, rep: self.rep(), note, meaningful, attempt: None });
    }

    /// A touch that nobody of ours did: a newsletter, a triggered mail, an enquiry of theirs.
    pub(super) fn touch_by_itself(&mut self, at: Timestamp, kind: TouchKind) {
        let attempt = None;
        let note = None;
        self.past.touches.push(PastTouch { at, kind, rep: None, note, meaningful: false, attempt });
    }

    /// How many voicemails may still be left.
    pub(super) fn voicemails_left(&self) -> i64 {
        self.settings.plan.voicemails - self.voicemails
    }

    /// Logs a call that ended so; returns its length in milliseconds.
    pub(super) fn call(&mut self, at: Timestamp, meant: Meant, occasion: &str) -> i64 {
        let (line, slug) = self.menu.outcome(meant);
        let seconds = match line {
            LineResult::Answered => match meant {
                Meant::Gatekeeper | Meant::NotInterested | Meant::DoNotCall => self.rng.slow(15, 150),
                Meant::CallBack => self.rng.slow(25, 200),
                _ => self.rng.slow(120, 1_500),
            },
            LineResult::NoAnswer => self.rng.span(15, 45),
            LineResult::VoicemailLeft => self.rng.span(22, 60),
            LineResult::Machine => self.rng.span(8, 20),
            LineResult::Busy | LineResult::Disconnected => self.rng.span(3, 9),
            LineResult::WrongNumber => self.rng.span(10, 50),
        };
        // A call that is still going on has not been wrapped up.
        let seconds = seconds.min(self.now.since(at) / SECOND).max(0);
        self.voicemails += i64::from(line == LineResult::VoicemailLeft);
        self.tries += 1;
        self.enter(Stage::Accepted, at);
        let reached = matches!(meant, Meant::CallBack | Meant::Interested | Meant::NotNow | Meant::Sold);
        self.warm |= reached;
        if reached {
            self.past.status = Some(Status::Contacted);
        } else if self.past.status == Some(Status::Open) {
            self.past.status = Some(Status::Attempting);
        }
        let often = if line == LineResult::Answered { 0.9 } else { 0.35 };
        let note = self.note(occasion, often);
        self.past.touches.push(PastTouch {
            at,
            kind: TouchKind::Call,
            rep: self.rep(),
            note,
            meaningful: reached,
            attempt: Some((line, slug, seconds)),
        });
        seconds * SECOND
    }

    /// Ends the lead by a rejection, of the kind that its stage and owner make it.
    pub(super) fn reject(&mut self, at: Timestamp, (reason, needs_note): (String, bool)) {
        let occasion = if needs_note { "other_reason" } else { "reject" };
        let note = self.note(occasion, if needs_note { 1.0 } else { 0.3 });
        self.past.end = Some(PastEnd { at, how: Ending::of_reject(self.stage()), reason, note });
        self.past.status = Some(Status::Rejected);
        self.past.next_try_at = None;
        self.past.promise = None;
    }

    /// When the contact plan tries again after an attempt at `at`: in another part of the day, later that day
    /// or on one of the next.
    pub(super) fn next_try(&mut self, at: Timestamp) -> Timestamp {
        let local = self.wall.local(at);
        // A second attempt on the same day only after an odd one, so that the plan spans days.
        if self.tries % 2 == 1 && self.rng.chance(0.4) {
            let gap = (self.settings.plan.gap_minutes * MINUTE).max(3 * HOUR);
            let later = at.plus(gap + self.rng.span(0, 2 * HOUR));
            if self.wall.is_open(later) {
                return later;
            }
        }
        let days = if self.rng.chance(0.75) { 1 } else { 2 };
        let borders = &self.settings.plan.day_parts;
        let minute = local.rem_euclid(DAY) / MINUTE;
        let now_in = borders.partition_point(|border| i64::from(*border) <= minute);
        let parts = borders.len().saturating_sub(1).max(1);
        let part = (now_in + self.rng.below(parts.max(2) - 1)) % parts;
        let from = borders.get(part).map_or(9 * 60, |border| i64::from(*border));
        let target = (local.div_euclid(DAY) + days) * DAY + (from + self.rng.span(0, 150)) * MINUTE;
        let late = self.rng.span(0, 3 * HOUR);
        self.wall.open_from(self.wall.instant(target), late)
    }
}
