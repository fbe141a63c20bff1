//! `convert`: contact, account and deal in one go. What a deal is made of is shared with `log` and `deal edit`.

use crate::{
    cli::{
        exit::Exit,
        failure::Failure,
        read,
        session::{Session, typed},
    },
    desk::command::{Command, NewConvert, NewDeal, On, PickAccount, PickDeal},
    domain::{
        ids::{AccountId, DealId, LeadId},
        money::Money,
    },
};
use clap::Args;

/// Convert a lead: contact, account and deal in one go
///
/// Without options the contact's own company is the account and a new deal is made at the first stage.
#[derive(Debug, Args)]
pub struct Convert {
    /// Which lead
    #[arg(value_parser = read::id::<LeadId>)]
    lead: LeadId,
    #[command(flatten)]
    to: To,
    /// Why now, when the lead is not sales qualified yet
    #[arg(long)]
    reason: Option<String>,
}

/// What a lead converts to.
#[derive(Debug, Default, Args)]
pub struct To {
    /// The new deal's name; the company's when nobody says
    #[arg(long, value_name = "NAME", conflicts_with = "existing_deal")]
    pub deal: Option<String>,
    /// An open deal to join
    #[arg(long, value_name = "ID", value_parser = read::id::<DealId>, conflicts_with_all = ["amount", "next_step", "next_step_at", "close_on"])]
    pub existing_deal: Option<DealId>,
    /// A new account of this name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["existing_account", "no_account"])]
    pub account: Option<String>,
    /// An account that exists
    #[arg(long, value_name = "ID", value_parser = read::id::<AccountId>, conflicts_with = "no_account")]
    pub existing_account: Option<AccountId>,
    /// A private person: no account
    #[arg(long)]
    pub no_account: bool,
    #[command(flatten)]
    pub parts: Parts,
}

/// What is known of a deal.
#[derive(Debug, Default, Args)]
pub struct Parts {
    /// What it is worth, like “12k” or “EUR 1,200”
    #[arg(long, value_name = "MONEY")]
    pub amount: Option<String>,
    /// What comes next
    #[arg(long, value_name = "TEXT")]
    pub next_step: Option<String>,
    /// When that is due
    #[arg(long, value_name = "WHEN")]
    pub next_step_at: Option<String>,
    /// The day it should close
    #[arg(long, value_name = "DAY")]
    pub close_on: Option<String>,
}

impl Parts {
    /// Whether any of it was said.
    pub const fn is_said(&self) -> bool {
        self.amount.is_some() || self.next_step.is_some() || self.next_step_at.is_some() || self.close_on.is_some()
    }

    /// The parts of a deal of that name; an amount without a currency is in that of the one before it.
    pub fn named(self, name: Option<String>, before: Option<Money>, session: &Session<'_>) -> Result<NewDeal, Failure> {
        let zone = session.desk.zone();
        Ok(NewDeal {
            name: typed(name),
            amount: self.amount.map(|amount| read::money(&amount, before, session.desk.settings())).transpose()?,
            next_step: typed(self.next_step),
            next_step_at: session.my_when(self.next_step_at.as_deref())?,
            close_on: self.close_on.map(|on| read::day(&on, session.now, zone)).transpose()?,
        })
    }
}

impl To {
    /// Whether any of it was said.
    pub const fn is_said(&self) -> bool {
        self.deal.is_some()
            || self.existing_deal.is_some()
            || self.account.is_some()
            || self.existing_account.is_some()
            || self.no_account
            || self.parts.is_said()
    }

    /// The convert that this says.
    pub fn read(self, reason: Option<String>, session: &Session<'_>) -> Result<NewConvert, Failure> {
        let account = match (self.account, self.existing_account, self.no_account) {
            (Some(name), ..) => PickAccount::New(name),
            (_, Some(id), _) => PickAccount::Existing(id),
            (.., true) => PickAccount::None,
            _ => PickAccount::Own,
        };
        let deal = match self.existing_deal {
            Some(id) => PickDeal::Existing(id),
            None => PickDeal::New(self.parts.named(self.deal, None, session)?),
        };
        Ok(NewConvert { account, deal, reason })
    }
}

impl Convert {
    /// Converts it.
    pub fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let convert = Box::new(self.to.read(self.reason, session)?);
        session.change(&Command::Convert { on: On::from(self.lead), convert })
    }
}
