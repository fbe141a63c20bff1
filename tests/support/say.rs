//! What people say at a desk.

use callsheet::{
    desk::command::{
        Because, Call, Command, DealMove, Edit, Fate, NewConvert, NewDeal, NewPromise, On, PickAccount, PickDeal, Rest,
        SalesReady,
    },
    domain::{
        ids::{DealId, LeadId, RepId, Seq},
        lead::NewLead,
        nurture::{Cause, Lane},
        qualification::{Qualification, Timeframe},
        rep::Assignee,
        time::Timestamp,
        touch::TouchKind,
    },
};

/// An enquiry, told part by part.
pub trait Enquiry: Sized {
    fn phone(self, number: &str) -> Self;
    fn email(self, address: &str) -> Self;
    fn company(self, name: &str) -> Self;
    fn source(self, source: &str) -> Self;
    fn id(self, external: &str) -> Self;
    fn at(self, captured: Timestamp) -> Self;
}

impl Enquiry for NewLead {
    fn phone(mut self, number: &str) -> Self {
        self.phones.push(number.to_owned());
        self
    }
    fn email(mut self, address: &str) -> Self {
        self.emails.push(address.to_owned());
        self
    }
    fn company(self, name: &str) -> Self {
        Self { company: Some(name.to_owned()), ..self }
    }
    fn source(self, source: &str) -> Self {
        Self { source: Some(source.to_owned()), ..self }
    }
    fn id(self, external: &str) -> Self {
        Self { external_id: Some(external.to_owned()), ..self }
    }
    fn at(self, captured: Timestamp) -> Self {
        Self { captured_at: Some(captured), ..self }
    }
}

pub fn someone(name: &str) -> NewLead {
    NewLead { name: Some(name.to_owned()), ..NewLead::default() }
}

pub fn nobody() -> NewLead {
    NewLead::default()
}

/// Jane Doe of Acme, in New York.
pub fn jane() -> NewLead {
    someone("Jane Doe").phone("+1 212 736 5000").email("jane@acme.com").company("Acme").source("web")
}

/// The `n`-th of many strangers in New York.
pub fn stranger(n: usize) -> NewLead {
    someone(&format!("Stranger {n}")).phone(&format!("+1 212 736 {:04}", 6000 + n))
}

pub fn capture(new: NewLead) -> Command {
    Command::Capture(Box::new(new))
}

pub fn log(lead: LeadId, outcome: &str) -> Command {
    call(lead, Call { outcome: outcome.to_owned(), ..Call::default() })
}

pub fn call(lead: LeadId, call: Call) -> Command {
    Command::Log { on: lead.into(), call: Box::new(call) }
}

/// “Call back at …”, as a call came to it.
pub fn log_promise(lead: LeadId, due_at: Timestamp) -> Command {
    call(lead, Call { outcome: "call_back".to_owned(), promise: Some(promise(due_at)), ..Call::default() })
}

pub fn promise(due_at: Timestamp) -> NewPromise {
    NewPromise { due_at, anyone: false, note: None }
}

pub fn callback(lead: LeadId, due_at: Timestamp) -> Command {
    Command::Callback { on: lead.into(), promise: promise(due_at) }
}

pub fn callback_by_anyone(lead: LeadId, due_at: Timestamp) -> Command {
    Command::Callback { on: lead.into(), promise: NewPromise { anyone: true, ..promise(due_at) } }
}

pub fn assign(lead: LeadId, to: Assignee) -> Command {
    assign_all(&[lead], to)
}

pub fn assign_all(leads: &[LeadId], to: Assignee) -> Command {
    Command::Assign { leads: leads.iter().map(|lead| On::from(*lead)).collect(), to, reason: None }
}

pub fn give_back(lead: LeadId, reason: &str) -> Command {
    Command::Return { on: lead.into(), reason: reason.to_owned() }
}

pub fn note(lead: LeadId, note: &str) -> Command {
    let note = Some(note.to_owned());
    Command::Touch { on: lead.into(), kind: TouchKind::Note, note, offer: None, meaningful: false }
}

pub fn touch(lead: LeadId, kind: TouchKind, meaningful: bool) -> Command {
    Command::Touch { on: lead.into(), kind, note: None, offer: None, meaningful }
}

pub fn because(reason: &str) -> Because {
    Because { reason: reason.to_owned(), note: None }
}

pub fn reject(lead: LeadId, reason: &str) -> Command {
    Command::Reject { on: lead.into(), because: because(reason), fate: Fate::Dead }
}

pub fn reject_to_nurture(lead: LeadId, reason: &str, rest: Rest) -> Command {
    Command::Reject { on: lead.into(), because: because(reason), fate: Fate::Nurture(rest) }
}

pub fn reopen(lead: LeadId) -> Command {
    Command::Reopen { on: lead.into(), reason: None }
}

pub fn not_now(wake_at: Option<Timestamp>) -> Rest {
    Rest { lane: Lane::NotNow, cause: Some(Cause::Timing), wake_at }
}

pub fn nurture(lead: LeadId, rest: Rest) -> Command {
    Command::Nurture { on: lead.into(), rest }
}

/// Everything that the readiness gate asks for.
pub fn ready() -> Qualification {
    Qualification {
        budget: Some(4),
        authority: Some(true),
        need: Some(true),
        timeframe: Some(Timeframe::UnderThreeMonths),
        ..Qualification::default()
    }
}

pub fn qualify(lead: LeadId, answers: Qualification, ready: SalesReady) -> Command {
    Command::Qualify { on: lead.into(), answers, ready }
}

pub fn new_deal() -> NewConvert {
    NewConvert {
        account: PickAccount::Own,
        deal: PickDeal::New(NewDeal::default()),
        reason: Some("asked for it".to_owned()),
    }
}

pub fn join_deal(deal: DealId) -> NewConvert {
    NewConvert { deal: PickDeal::Existing(deal), ..new_deal() }
}

pub fn convert(lead: LeadId, convert: NewConvert) -> Command {
    Command::Convert { on: lead.into(), convert: Box::new(convert) }
}

pub fn deal(deal: DealId, to: DealMove) -> Command {
    Command::Deal { on: deal.into(), to }
}

pub fn lose(lost: DealId) -> Command {
    deal(lost, DealMove::Lost(because("price")))
}

pub fn win(won: DealId) -> Command {
    deal(won, DealMove::Won)
}

pub fn edit(lead: LeadId, edit: Edit) -> Command {
    Command::Edit { on: lead.into(), edits: vec![edit] }
}

pub fn do_not_call(lead: LeadId) -> Command {
    Command::DoNotCall { on: lead.into(), reason: Some("never again".to_owned()) }
}

pub fn retire(rep: RepId, leads_to: Assignee) -> Command {
    Command::RepRetire { rep, leads_to }
}

pub fn undo(seq: Option<Seq>) -> Command {
    Command::Undo { seq, rest: false }
}

pub fn undo_rest(seq: Option<Seq>) -> Command {
    Command::Undo { seq, rest: true }
}

pub fn redo(seq: Option<Seq>) -> Command {
    Command::Redo { seq }
}
