//! Convert: contact, account and deal in one go, once.

use crate::{
    desk::{
        Refusal,
        command::{NewConvert, NewDeal, On, PickAccount, PickDeal},
        work::{Done, Work},
    },
    domain::{
        contact::{Account, Contact},
        deal::{Deal, DealState},
        ids::{AccountId, DealId},
        lead::Lead,
        stage::{Stage, Status},
        text,
    },
    store::{claims, contacts, deals, entity::Entity, history::PromiseState, keys::Kind},
};

impl Work<'_> {
    pub fn convert(&mut self, on: On, convert: &NewConvert) -> Result<Done, Refusal> {
        let mut lead = self.lead_on(on)?;
        if lead.status == Status::Converted
            && let Some(deal) = deals::of_lead(self.db, lead.id)?.first()
        {
            return Err(Refusal::Converted { lead: lead.id, deal: deal.id });
        }
        if lead.status == Status::Rejected {
            return Err(Refusal::Impossible(format!("lead {} is rejected; reopen it before it is converted", lead.id)));
        }
        let done = self.carry_over(&mut lead, convert)?;
        claims::release(self.db, lead.id, self.me.id)?;
        let called = self.called(&lead)?;
        Ok(Done { sentence: format!("{called} {}", done.sentence), lead: Some(lead.id), ..done })
    }

    /// Converts the lead: the history stays with it, and the deal stands beside it.
    pub fn carry_over(&mut self, lead: &mut Lead, convert: &NewConvert) -> Result<Done, Refusal> {
        let reason = text::typed(convert.reason.as_deref());
        if lead.stage < Stage::SalesQualified && reason.is_none() {
            return Err(Refusal::Unfit {
                field: "reason",
                fault: "it is not sales qualified yet; say why it converts now".to_owned(),
            });
        }
        if lead.owner.is_none() {
            self.give(lead, Some(self.me.id), None, Some("converted it"))?;
        }
        let contact = self.contact_of(lead)?;
        let account = self.pick_account(lead, &contact, &convert.account)?;
        let (deal, words) = match &convert.deal {
            PickDeal::Existing(id) => {
                let deal = self.open_deal(*id)?;
                // Marked as changed: how it stood before this lead joined must not come back behind its back.
                self.record.update(Entity::Deal, deal.id.0, &[("name", &deal.name)])?;
                (deal.id, format!("converted to the deal “{}” ({})", deal.name, deal.id))
            }
            PickDeal::New(new) => {
                let (id, name) = self.make_deal(lead, &contact, account.as_ref(), new)?;
                (id, format!("converted to a new deal “{name}” ({id})"))
            }
        };
        self.record.insert(Entity::LeadDeal, &[("lead_id", &lead.id.0), ("deal_id", &deal.0)])?;
        self.close_promise(lead, PromiseState::Cancelled)?;
        self.enter(lead, Stage::Converted, self.now)?;
        lead.status = Status::Converted;
        self.set(
            lead,
            &[
                ("status", &Status::Converted.slug()),
                ("lane", &None::<String>),
                ("cause", &None::<String>),
                ("next_at", &None::<i64>),
                ("next_kind", &None::<String>),
            ],
        )?;
        Ok(Done { deal: Some(deal), ..Done::saying(words).because(reason.as_deref()) })
    }

    fn open_deal(&self, id: DealId) -> Result<Deal, Refusal> {
        let deal = self.deal(id)?;
        if deal.state == DealState::Open {
            Ok(deal)
        } else {
            Err(Refusal::Impossible(format!("deal {id} is {}; pick an open one or a new one", deal.state.slug())))
        }
    }

    fn pick_account(&mut self, lead: &Lead, contact: &Contact, pick: &PickAccount) -> Result<Option<Account>, Refusal> {
        let picked = match pick {
            PickAccount::None => return Ok(None),
            PickAccount::Existing(id) => self.account(*id)?,
            PickAccount::New(name) => self.account_for(lead, contact, name)?,
            PickAccount::Own => match (contact.account, contact.company.as_deref()) {
                (Some(id), _) => self.account(id)?,
                (None, Some(company)) => self.account_for(lead, contact, company)?,
                (None, None) => return Ok(None),
            },
        };
        if contact.account != Some(picked.id) {
            self.record.update(
                Entity::Contact,
                contact.id.0,
                &[("account_id", &picked.id.0), ("company", &picked.name)],
            )?;
        }
        Ok(Some(picked))
    }

    fn account(&self, id: AccountId) -> Result<Account, Refusal> {
        contacts::account(self.db, id)?.ok_or_else(|| Refusal::Unknown { what: "account", which: id.to_string() })
    }

    /// The account of that name, made from the contact where there is none: nobody means a second company by the
    /// same name.
    pub fn account_for(&mut self, lead: &Lead, contact: &Contact, name: &str) -> Result<Account, Refusal> {
        match contacts::account_named(self.db, &text::fold(name))? {
            Some(account) => Ok(account),
            None => self.make_account(lead, contact, name),
        }
    }

    fn make_account(&mut self, lead: &Lead, contact: &Contact, name: &str) -> Result<Account, Refusal> {
        let name = text::clean(name);
        if name.is_empty() {
            return Err(Refusal::Unfit { field: "account", fault: "a company needs a name".to_owned() });
        }
        let (industry, size) = contacts::trade(self.db, contact.id)?;
        let domain = contact
            .first_email()
            .and_then(|channel| channel.normal.as_deref())
            .and_then(|address| address.rsplit('@').next())
            .filter(|domain| !crate::domain::email::is_free_mail(domain))
            .map(str::to_owned);
        let place = contact.city.clone().or_else(|| contact.country.clone());
        let id = self.record.insert(
            Entity::Account,
            &[
                ("name", &name),
                ("name_key", &text::fold(&name)),
                ("domain", &domain),
                ("industry", &industry),
                ("size", &size),
                ("place", &place),
                ("owner_id", &lead.owner.map(|rep| rep.0)),
                ("primary_contact_id", &contact.id.0),
            ],
        )?;
        self.now_has(Kind::Account, Some(text::fold(&name).as_str()));
        self.account(AccountId(id))
    }

    fn make_deal(
        &mut self,
        lead: &Lead,
        contact: &Contact,
        account: Option<&Account>,
        new: &NewDeal,
    ) -> Result<(DealId, String), Refusal> {
        let given = text::typed(new.name.as_deref());
        let name = given
            .or_else(|| account.map(|account| account.name.clone()))
            .unwrap_or_else(|| contact.called().to_owned());
        let first = &self.settings.deal_stages[0];
        let id = self.record.insert(
            Entity::Deal,
            &[
                ("lead_id", &lead.id.0),
                ("contact_id", &contact.id.0),
                ("account_id", &account.map(|account| account.id.0)),
                ("name", &name),
                ("amount", &new.amount.as_ref().map(|money| money.minor)),
                ("currency", &new.amount.as_ref().map(|money| money.currency.code())),
                ("stage", &first.name),
                ("probability", &first.probability),
                ("next_step", &new.next_step.as_deref().map(text::clean)),
                ("next_step_at", &new.next_step_at.map(|at| at.0)),
                ("close_on", &new.close_on.map(|date| date.to_string())),
                ("state", &DealState::Open.slug()),
                ("made_at", &self.now.0),
                ("owner_id", &lead.owner.map(|rep| rep.0)),
            ],
        )?;
        Ok((DealId(id), name))
    }
}
