//! Random histories: three people, a moving clock, every kind of change, and much undoing.

use crate::support::{Colleague, Office, hours, minutes, say::*};
use callsheet::{
    desk::{
        Refusal,
        command::{Call, Command, DealMove, Edit, On, SalesReady},
    },
    domain::{
        contact::Standing,
        ids::{DealId, LeadId, Seq},
        qualification::Qualification,
        rep::Assignee,
        touch::TouchKind,
    },
    store::engine::Db,
};
use proptest::{collection, prelude::*, sample};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    New,
    NewFromFile,
    Again,
    Assign,
    Return,
    Log,
    Touch,
    Note,
    Callback,
    Reject,
    RejectToNurture,
    Reopen,
    Nurture,
    Qualify,
    Convert,
    Join,
    Win,
    Lose,
    ReopenDeal,
    Edit,
    DoNotCall,
    Many,
    Retire,
    UndoMine,
    UndoAny,
    UndoRest,
    RedoMine,
    RedoAny,
    Next,
    Claim,
    Release,
}

/// How often each verb is drawn.
const WEIGHTS: [(u32, Verb); 31] = [
    (8, Verb::New),
    (2, Verb::NewFromFile),
    (4, Verb::Again),
    (5, Verb::Assign),
    (2, Verb::Return),
    (9, Verb::Log),
    (2, Verb::Touch),
    (1, Verb::Note),
    (4, Verb::Callback),
    (4, Verb::Reject),
    (2, Verb::RejectToNurture),
    (4, Verb::Reopen),
    (3, Verb::Nurture),
    (3, Verb::Qualify),
    (5, Verb::Convert),
    (3, Verb::Join),
    (5, Verb::Win),
    (5, Verb::Lose),
    (5, Verb::ReopenDeal),
    (3, Verb::Edit),
    (1, Verb::DoNotCall),
    (4, Verb::Many),
    (1, Verb::Retire),
    (7, Verb::UndoMine),
    (6, Verb::UndoAny),
    (3, Verb::UndoRest),
    (6, Verb::RedoMine),
    (3, Verb::RedoAny),
    (5, Verb::Next),
    (4, Verb::Claim),
    (1, Verb::Release),
];

#[derive(Debug, Clone)]
pub struct Step {
    pub verb: Verb,
    pub who: usize,
    pub pick: sample::Index,
    pub other: sample::Index,
    pub wait: i64,
    /// Look closer after this one.
    pub look: bool,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let verb = prop::strategy::Union::new_weighted(WEIGHTS.iter().map(|(n, verb)| (*n, Just(*verb))).collect());
    let wait = prop_oneof![
        4 => 0..minutes(2),
        3 => 0..hours(3),
        2 => 0..hours(30),
        1 => 0..hours(24 * 40),
    ];
    let step = (verb, 0..3_usize, any::<sample::Index>(), any::<sample::Index>(), wait, any::<bool>())
        .prop_map(|(verb, who, pick, other, wait, look)| Step { verb, who, pick, other, wait, look });
    collection::vec(step, 30..45)
}

pub struct World {
    // The desks live as long as the office does; it is leaked, and its folder with it removed at the end.
    pub office: &'static Office,
    pub desks: Vec<Colleague<'static>>,
    leads: Vec<LeadId>,
    deals: Vec<DealId>,
    new: usize,
}

impl World {
    pub fn new() -> Self {
        let office: &'static Office = Box::leak(Box::new(Office::new()));
        let mut max = office.manager();
        max.adds_rep("ana", "North");
        max.adds_rep("ben", "North");
        let desks = vec![max, office.desk("ana"), office.desk("ben")];
        let mut world = Self { office, desks, leads: Vec::new(), deals: Vec::new(), new: 0 };
        let (lead, deals) = world.desks[0].loads_a_lead_with_two_deals("ana");
        world.leads.push(lead);
        world.deals.extend(deals);
        for n in 0..6 {
            // Of different ages, some with more to go by than others.
            world.new += 1;
            let new = stranger(world.new).at(office.now().plus(-hours(7 * n)));
            let new = if n % 2 == 0 { new.company("Acme") } else { new };
            let lead = world.desks[0].captures(new);
            world.leads.push(lead);
        }
        world
    }

    pub fn db(&self) -> &Db {
        self.desks[0].desk.db()
    }

    /// Every lead that there ever was.
    pub fn every_lead(&self) -> Vec<LeadId> {
        self.db().all("SELECT id FROM lead WHERE taken_back_at IS NULL", &[], |row| Ok(LeadId(row.get(0)?))).unwrap()
    }

    pub fn live(&mut self, steps: &[Step], mut check: impl FnMut(&Self, &Step)) {
        for step in steps {
            self.take(step);
            check(self, step);
        }
    }

    /// Takes a step; gives its entry where it did something that an undo is meant for.
    pub fn take(&mut self, step: &Step) -> Option<Seq> {
        self.office.wait(step.wait);
        match step.verb {
            Verb::Next => {
                crate::queue::check_next(self, step.who);
                return None;
            }
            Verb::Claim => {
                let lead = *step.pick.get(&self.leads);
                let _ = self.desks[step.who].desk.claim(lead, self.office.now());
                return None;
            }
            Verb::Release => {
                let now = self.office.now();
                let _ = self.desks[step.who].desk.release(None, step.look.then_some("not now"), now);
                return None;
            }
            _ => {}
        }
        let command = self.command(step)?;
        let receipt = match self.desks[step.who].tries(command.clone()) {
            Ok(receipt) => receipt,
            // The desk may refuse, with reasons; the file never.
            Err(Refusal::Store(fault)) => panic!("{command:?}: {fault}"),
            Err(_) => return None,
        };
        if let Some(lead) = receipt.lead.filter(|lead| !self.leads.contains(lead)) {
            self.leads.push(lead);
        }
        if let Some(deal) = receipt.deal.filter(|deal| !self.deals.contains(deal)) {
            self.deals.push(deal);
        }
        let is_do = !matches!(command, Command::Undo { .. } | Command::Redo { .. });
        receipt.seq.filter(|_| is_do && receipt.undo.is_some())
    }

    pub fn undo(&mut self, seq: Seq) {
        self.desks[0].does(undo(Some(seq)));
    }

    pub fn redo(&mut self, seq: Seq) {
        self.desks[0].does(redo(Some(seq)));
    }

    /// Those of the entries that stand.
    pub fn standing_since(&self, done: &[Seq]) -> Vec<Seq> {
        let stands = |seq: &Seq| callsheet::store::journal::standing(self.db(), *seq).unwrap().1;
        done.iter().copied().filter(stands).collect()
    }

    /// An action, and every other lead to do it to.
    pub fn of_many(&mut self, step: &Step) -> Option<(Vec<On>, Command)> {
        let verbs = [
            Verb::Assign,
            Verb::Return,
            Verb::Touch,
            Verb::Note,
            Verb::Callback,
            Verb::Reject,
            Verb::RejectToNurture,
            Verb::Reopen,
            Verb::Nurture,
        ];
        let what = self.command(&Step { verb: *step.other.get(&verbs), ..step.clone() })?;
        let odd = step.pick.index(2);
        let leads = self.leads.iter().enumerate().filter(|(n, _)| n % 2 == odd);
        Some((leads.map(|(_, lead)| On::from(*lead)).collect(), what))
    }

    fn command(&mut self, step: &Step) -> Option<Command> {
        let now = self.office.now();
        let soon = now.plus(minutes(10) + i64::try_from(step.other.index(96)).unwrap() * minutes(30));
        let one_of = |words: &[&'static str]| words[step.other.index(words.len())];
        let sources = ["web", "email", "unknown"];
        if matches!(step.verb, Verb::New | Verb::NewFromFile) {
            self.new += 1;
            let mut new = stranger(self.new).source(one_of(&sources));
            match step.pick.index(5) {
                // Somewhere else, an unknown place, nobody to call, a switchboard.
                0 => new.phones = vec![format!("+61 2 9374 {:04}", 4000 + self.new)],
                1 => new.phones = vec!["+1 800 356 9377".to_owned()],
                2 => (new.phones, new.emails) = (Vec::new(), vec![format!("s{}@acme.com", self.new)]),
                3 => new = new.phone("+1 212 736 5999").company("Acme"),
                _ => {}
            }
            if step.verb == Verb::NewFromFile {
                new = new.at(now.plus(-hours(i64::try_from(step.other.index(900)).unwrap())));
            }
            return Some(capture(new));
        }
        let lead = *step.pick.get(&self.leads);
        let of = |deals: &[DealId]| (!deals.is_empty()).then(|| *step.pick.get(deals));
        let any_entry = || Some(Seq(1 + i64::try_from(step.pick.index(self.new + 60)).unwrap()));
        Some(match step.verb {
            Verb::New | Verb::NewFromFile | Verb::Next | Verb::Claim | Verb::Release => return None,
            Verb::Again => {
                let n = 1 + step.pick.index(self.new.max(1));
                capture(stranger(n).source(one_of(&sources)))
            }
            Verb::Assign => {
                let to = ["ana", "ben", "max", "pool", "team North"];
                assign(lead, self.desks[0].desk.people().unwrap().find(one_of(&to)).ok()?)
            }
            Verb::Return => give_back(lead, "no time"),
            Verb::Log => {
                let outcomes = [
                    "no_answer",
                    "no_answer",
                    "voicemail_left",
                    "call_back",
                    "not_now",
                    "wrong_number",
                    "sold",
                    "gatekeeper",
                ];
                let outcome = one_of(&outcomes).to_owned();
                call(lead, Call { outcome, promise: Some(promise(soon)), convert: Some(new_deal()), ..Call::default() })
            }
            Verb::Touch => touch(lead, TouchKind::Email, step.look),
            Verb::Note => note(lead, "has a dog"),
            Verb::Callback if step.look => callback(lead, soon),
            Verb::Callback => callback_by_anyone(lead, soon),
            Verb::Reject => reject(lead, one_of(&["no_need", "wrong_number"])),
            Verb::RejectToNurture => reject_to_nurture(lead, "wrong_number", not_now(Some(soon))),
            Verb::Reopen => reopen(lead),
            Verb::Nurture => nurture(lead, not_now(Some(soon))),
            Verb::Qualify if step.look => qualify(lead, ready(), SalesReady::Ready),
            Verb::Qualify => qualify(lead, Qualification::default(), SalesReady::Early("big name".to_owned())),
            Verb::Convert => convert(lead, new_deal()),
            Verb::Join => convert(lead, join_deal(*step.other.get(&self.deals))),
            Verb::Win => win(of(&self.deals)?),
            Verb::Lose => lose(of(&self.deals)?),
            Verb::ReopenDeal => deal(of(&self.deals)?, DealMove::Reopen),
            Verb::Edit => {
                let channel = self.desks[0].desk.card(lead, now).ok()?.contact.channels.first().map(|one| one.id);
                edit(
                    lead,
                    match (step.other.index(11), channel) {
                        (0, Some(channel)) => Edit::Standing(channel, Standing::NotToBeUsed),
                        (1, Some(channel)) => Edit::RemoveChannel(channel),
                        (2, _) => Edit::AddPhone("+1 212 736 5999".to_owned()),
                        (3, _) => Edit::Zone("Europe/Berlin".to_owned()),
                        (4, _) => Edit::Company("Acme".to_owned()),
                        (5, _) => Edit::Name(String::new()),
                        (6, _) => Edit::JobTitle("CEO".to_owned()),
                        (7, _) => Edit::City("Springfield".to_owned()),
                        (8, _) => Edit::Problem("too slow".to_owned()),
                        (9, _) => Edit::AddEmail("somebody@acme.example".to_owned()),
                        _ => Edit::Name("Somebody".to_owned()),
                    },
                )
            }
            Verb::DoNotCall => do_not_call(lead),
            Verb::Many => {
                let (on, what) = self.of_many(step)?;
                Command::Many { on, what: Box::new(what), whole: step.look }
            }
            Verb::Retire => retire(
                self.desks[2].desk.me().id,
                *step.other.get(&[Assignee::Pool, Assignee::Rep(self.desks[1].desk.me().id)]),
            ),
            Verb::UndoMine => undo(None),
            Verb::UndoAny => undo(any_entry()),
            Verb::UndoRest => undo_rest(any_entry()),
            Verb::RedoMine => redo(None),
            Verb::RedoAny => redo(any_entry()),
        })
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.desks.clear();
        let _ = std::fs::remove_dir_all(self.office.folder());
    }
}
