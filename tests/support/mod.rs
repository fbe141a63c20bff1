//! An office to tell stories in: a real file of leads, colleagues at their desks, and a clock that only moves when
//! the story says so.
#![expect(
    dead_code,
    clippy::unwrap_used,
    reason = "each file of tests uses its own part of the office, and a story that cannot go on ends"
)]

pub mod facts;
pub mod say;

use callsheet::{
    desk::{Card, Desk, FunnelAsk, QueueAsk, QueueRow, Receipt, Refusal, Who, command::Command},
    domain::{
        ids::{DealId, LeadId, RepId, Seq},
        lead::{Lead, NewLead},
        past::{LeadRecord, Past, PastDeal},
        rep::{Assignee, Role},
        stage::{Stage, Status},
        time::{DAY, HOUR, MINUTE, SECOND, Timestamp},
    },
    policy::{funnel::Step, lanes::QueueLane},
    settings::Settings,
};
use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

/// Tuesday 24 November 2026, 10:00 in New York: open everywhere from there to Chicago.
pub const TUESDAY: Timestamp = Timestamp(1_795_532_400_000);

pub const fn minutes(n: i64) -> i64 {
    n * MINUTE
}

pub const fn hours(n: i64) -> i64 {
    n * HOUR
}

pub const fn days(n: i64) -> i64 {
    n * DAY
}

pub struct Office {
    dir: TempDir,
    now: Cell<Timestamp>,
    settings: Arc<Settings>,
}

impl Office {
    /// A new file, with max as its manager.
    pub fn new() -> Self {
        Self::with("")
    }

    /// The same with settings of its own, as TOML.
    pub fn with(settings: &str) -> Self {
        let settings = Arc::new(Settings::over_defaults(settings).unwrap());
        let office = Self { dir: TempDir::new().unwrap(), now: Cell::new(TUESDAY), settings };
        drop(office.manager());
        office
    }

    /// An office with a copy of a file that is there, which nobody has opened yet.
    pub fn on_copy_of(file: &Path) -> Self {
        let settings = Arc::new(Settings::over_defaults("").unwrap());
        let office = Self { dir: TempDir::new().unwrap(), now: Cell::new(TUESDAY), settings };
        std::fs::copy(file, office.path()).unwrap();
        office
    }

    /// With ana and ben in team North and cem in team South.
    pub fn staffed() -> Self {
        let office = Self::new();
        office.staff();
        office
    }

    pub fn staff(&self) {
        let mut max = self.manager();
        max.adds_rep("ana", "North");
        max.adds_rep("ben", "North");
        max.adds_rep("cem", "South");
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("leads.db")
    }

    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    pub fn now(&self) -> Timestamp {
        self.now.get()
    }

    pub fn wait(&self, ms: i64) {
        self.now.set(self.now.get().plus(ms));
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn manager(&self) -> Colleague<'_> {
        let who = Who::SystemUser("max".to_owned());
        Colleague { office: self, desk: Desk::open(&self.path(), &who, self.settings.clone(), self.now()).unwrap() }
    }

    pub fn desk(&self, name: &str) -> Colleague<'_> {
        Colleague { office: self, desk: self.try_desk(name).unwrap() }
    }

    pub fn try_desk(&self, name: &str) -> Result<Desk, Refusal> {
        Desk::open(&self.path(), &Who::Named(name.to_owned()), self.settings.clone(), self.now())
    }
}

/// Somebody at a desk of the office. Whatever they do takes a second.
pub struct Colleague<'o> {
    pub office: &'o Office,
    pub desk: Desk,
}

impl Colleague<'_> {
    pub fn tries(&mut self, command: Command) -> Result<Receipt, Refusal> {
        self.office.wait(SECOND);
        self.desk.run(&command, self.office.now())
    }

    pub fn does(&mut self, command: Command) -> Receipt {
        self.tries(command).unwrap_or_else(|refusal| panic!("{} was refused: {refusal}", self.desk.me().name))
    }

    pub fn captures(&mut self, new: NewLead) -> LeadId {
        self.capture_receipt(new).lead.unwrap()
    }

    pub fn capture_receipt(&mut self, new: NewLead) -> Receipt {
        self.does(Command::Capture(Box::new(new)))
    }

    pub fn logs(&mut self, lead: LeadId, outcome: &str) -> Receipt {
        self.does(say::log(lead, outcome))
    }

    pub fn adds_rep(&mut self, name: &str, team: &str) -> RepId {
        self.does(Command::RepAdd {
            name: name.to_owned(),
            full_name: None,
            role: Role::Rep,
            team: Some(team.to_owned()),
            zone: Some(chrono_tz::Tz::America__New_York),
        });
        self.rep(name)
    }

    /// Jane, converted, with two open deals: no command gives a lead a second one, but a file with a history may.
    pub fn loads_a_lead_with_two_deals(&mut self, owner: &str) -> (LeadId, [DealId; 2]) {
        let now = self.office.now();
        let rep = self.rep(owner);
        let deal = |name: &str| PastDeal {
            name: name.to_owned(),
            amount: None,
            stage: "Sales Lead".to_owned(),
            last_stage: None,
            made_at: now,
            closed_at: None,
            lost_reason: None,
            next_step: None,
            close_on: None,
        };
        let past = Past {
            entries: vec![(Stage::Assigned, now), (Stage::Accepted, now), (Stage::Converted, now)],
            owners: vec![(rep, now)],
            status: Some(Status::Converted),
            deals: vec![deal("One"), deal("Two")],
            ..Past::default()
        };
        let lead = NewLead { captured_at: Some(now), ..say::jane() };
        let record = LeadRecord { lead, past: Some(past) };
        self.desk.load("a file", std::iter::once(record), now, |_| {}).unwrap();
        let newest = LeadId(self.desk.db().number("SELECT max(id) FROM lead", &[]).unwrap());
        let deals = self.card(newest).deals;
        (newest, [deals[0].id, deals[1].id])
    }

    pub fn undoes(&mut self) -> Receipt {
        self.does(say::undo(None))
    }

    pub fn undoes_entry(&mut self, seq: Option<Seq>) -> Receipt {
        self.does(say::undo(Some(seq.unwrap())))
    }

    pub fn redoes(&mut self) -> Receipt {
        self.does(say::redo(None))
    }

    pub fn who(&self, name: &str) -> Assignee {
        self.desk.people().unwrap().find(name).unwrap()
    }

    pub fn rep(&self, name: &str) -> RepId {
        let people = self.desk.people().unwrap();
        people.reps.iter().find(|rep| rep.name == name).unwrap().id
    }

    pub fn card(&self, lead: LeadId) -> Card {
        self.desk.card(lead, self.office.now()).unwrap()
    }

    pub fn lead(&self, lead: LeadId) -> Lead {
        self.card(lead).lead
    }

    /// Who owns the lead, by name; empty is nobody.
    pub fn owner(&self, lead: LeadId) -> String {
        self.card(lead).owner
    }

    pub fn queue_rows(&self) -> Vec<QueueRow> {
        let ask = QueueAsk { limit: 10_000, ..QueueAsk::default() };
        self.desk.queue(&ask, self.office.now()).unwrap().rows
    }

    pub fn queue(&self) -> Vec<(LeadId, QueueLane)> {
        self.queue_rows().into_iter().map(|row| (row.lead.id, row.queue.unwrap())).collect()
    }

    pub fn claims_next(&mut self) -> Option<LeadId> {
        self.desk.next(self.office.now()).unwrap().map(|claimed| claimed.lead)
    }

    pub fn funnel(&self) -> Vec<Step> {
        self.desk.funnel(&FunnelAsk { stays: true, ..FunnelAsk::default() }).unwrap().stages
    }

    /// The funnel in one line a stage: reach, leaked, waiting.
    pub fn counts(&self) -> Vec<(i64, i64, i64)> {
        self.funnel().iter().map(|step| (step.reach, step.leaked, step.waiting)).collect()
    }
}

/// The refusal, which must say these words.
#[track_caller]
pub fn expect_refused<T: std::fmt::Debug>(tried: Result<T, Refusal>, words: &str) -> Refusal {
    let refusal = tried.unwrap_err();
    assert!(refusal.to_string().contains(words), "expected “{words}”, was refused with: {refusal}");
    refusal
}

#[track_caller]
pub fn says(receipt: &Receipt, words: &str) {
    let all = format!("{}\n{}", receipt.sentence, receipt.notes.join("\n"));
    assert!(all.contains(words), "expected “{words}” in:\n{all}");
}
