//! Convert, and what becomes of deals.

use crate::support::{Colleague, Office, days, expect_refused, facts::count, hours, say::*, says};
use callsheet::{
    desk::{
        Refusal,
        command::{Command, DealEdit, DealMove, Edit, NewConvert, NewDeal, OnDeal, PickAccount, PickDeal, SalesReady},
    },
    domain::{
        deal::DealState,
        ids::{AccountId, DealId, LeadId},
        lead::NewLead,
        money::Money,
        stage::{Stage, Status},
    },
};

#[test]
fn convert_makes_account_and_deal_once() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(qualify(lead, ready(), SalesReady::Ready));
    let receipt = ana.does(convert(lead, NewConvert { reason: None, ..new_deal() }));
    says(&receipt, "Jane Doe converted to a new deal “Acme” (1)");
    let twice = ana.tries(convert(lead, new_deal())).unwrap_err();
    assert!(matches!(twice, Refusal::Converted { deal: DealId(1), .. }), "{twice}");
    let card = ana.card(lead);
    let account = card.account.unwrap();
    assert_eq!((account.name.as_str(), account.domain.as_deref()), ("Acme", Some("acme.com")));
    assert_eq!((account.owner, account.primary_contact), (Some(ana.rep("ana")), Some(card.contact.id)));
    let deal = &card.deals[0];
    assert_eq!((deal.stage.as_str(), deal.probability, deal.state), ("Sales Lead", 10, DealState::Open));
    assert_eq!((card.lead.status, card.lead.next_at), (Status::Converted, None));
    assert_eq!((count(ana.desk.db(), "deal", "1"), count(ana.desk.db(), "account", "1")), (1, 1));
    expect_refused(ana.tries(log(lead, "busy")), "work its deal");
    assert_eq!(ana.queue(), []);
}

#[test]
fn below_sales_qualified_it_asks_why() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    expect_refused(ana.tries(convert(lead, NewConvert { reason: Some(" ".to_owned()), ..new_deal() })), "say why");
    assert_eq!(ana.owner(lead), "", "a refusal leaves nothing behind");
    ana.does(convert(lead, new_deal()));
    let funnel = ana.funnel();
    assert_eq!(funnel[Stage::SalesQualified.rank()].skipped, 1);
    assert_eq!(funnel[Stage::Converted.rank()].waiting, 1);
}

#[test]
fn the_company_is_found_made_picked_or_none() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let mut account = |n: usize, pick, company: &str| {
        let lead = ana.captures(stranger(n).company(company));
        ana.does(convert(lead, NewConvert { account: pick, ..new_deal() }));
        ana.card(lead).account.map(|account| account.id)
    };
    let acme = account(1, PickAccount::Own, "Acme");
    assert_eq!(account(2, PickAccount::Own, "ACME"), acme);
    assert_eq!(account(3, PickAccount::Existing(acme.unwrap()), "Acme Holdings"), acme);
    let beta = account(4, PickAccount::New("Beta".to_owned()), "");
    assert!(beta.is_some() && beta != acme);
    assert_eq!(account(5, PickAccount::None, ""), None);
    assert_eq!(account(6, PickAccount::Own, ""), None);
    let lead = ana.captures(stranger(7));
    expect_refused(
        ana.tries(convert(lead, NewConvert { account: PickAccount::Existing(AccountId(99)), ..new_deal() })),
        "no account 99",
    );
    expect_refused(
        ana.tries(convert(lead, NewConvert { account: PickAccount::New(" ".to_owned()), ..new_deal() })),
        "needs a name",
    );
    expect_refused(ana.tries(convert(lead, join_deal(DealId(99)))), "no deal 99");
}

#[test]
fn several_leads_on_one_deal_are_all_won_and_the_money_stays_with_the_first() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let (one, two) = (ana.captures(stranger(1)), ana.captures(stranger(2)));
    let amount = Some(Money::read("1200", "EUR".parse().unwrap()).unwrap());
    let new = NewConvert { deal: PickDeal::New(NewDeal { amount, ..NewDeal::default() }), ..new_deal() };
    let deal_id = ana.does(convert(one, new)).deal.unwrap();
    says(&ana.does(convert(two, join_deal(deal_id))), "converted to the deal “Stranger 1”");
    says(&ana.does(win(deal_id)), "Won “Stranger 1”");
    assert_eq!((ana.lead(one).stage, ana.lead(two).stage), (Stage::Won, Stage::Won));
    assert_eq!(ana.card(two).deals[0].lead, one);
    expect_refused(ana.tries(win(deal_id)), "is won; reopen it first");
    let three = ana.captures(stranger(3));
    expect_refused(ana.tries(convert(three, join_deal(deal_id))), "pick an open one");
}

#[test]
fn a_lead_ends_when_all_its_deals_are_lost_and_comes_back_with_them() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let (one, two) = (ana.captures(stranger(1)), ana.captures(stranger(2)));
    let deal_id = ana.does(convert(one, new_deal())).deal.unwrap();
    ana.does(convert(two, join_deal(deal_id)));
    ana.does(deal(deal_id, DealMove::Stage("proposal".to_owned())));
    expect_refused(ana.tries(deal(deal_id, DealMove::Lost(because("bad mood")))), "none of: price");
    expect_refused(ana.tries(deal(deal_id, DealMove::Lost(because("other")))), "needs a note");
    office.wait(days(1));
    ana.does(lose(deal_id));
    let lost = &ana.card(one).deals[0];
    assert_eq!((lost.state, lost.last_stage.as_deref(), lost.probability), (DealState::Lost, Some("Proposal"), 0));
    assert_eq!((ana.lead(one).ended_at, ana.lead(two).ended_at), (Some(office.now()), Some(office.now())));
    assert_eq!(ana.counts()[Stage::Converted.rank()], (2, 2, 0));
    ana.does(deal(deal_id, DealMove::Reopen));
    assert_eq!(ana.card(one).deals[0].stage, "Proposal");
    assert_eq!(ana.counts()[Stage::Converted.rank()], (2, 0, 2));
    expect_refused(ana.tries(deal(deal_id, DealMove::Reopen)), "open already");
    ana.does(win(deal_id));
    says(&ana.does(deal(deal_id, DealMove::Reopen)), "the lead stays at Won");
    ana.does(lose(deal_id));
    assert_eq!(ana.counts()[Stage::Won.rank()], (2, 0, 0), "won never ends");
}

#[test]
fn a_deal_is_moved_and_edited() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let deal_id = ana.does(convert(lead, new_deal())).deal.unwrap();
    expect_refused(ana.tries(deal(deal_id, DealMove::Stage("Limbo".to_owned()))), "none of: Sales Lead");
    expect_refused(ana.tries(deal(deal_id, DealMove::Stage("sales lead".to_owned()))), "at Sales Lead already");
    let next_step_at = Some(office.now().plus(hours(48)));
    let edits = |edits: &[DealEdit]| deal(deal_id, DealMove::Edit(edits.to_vec()));
    ana.does(edits(&[DealEdit::NextStep(Some("send offer".to_owned())), DealEdit::NextStepAt(next_step_at)]));
    ana.does(edits(&[DealEdit::Name("Big one".to_owned()), DealEdit::Name(" ".to_owned())]));
    let now = |ana: &Colleague<'_>| ana.card(lead).deals[0].clone();
    let known = now(&ana);
    assert_eq!(
        (known.name.as_str(), known.next_step.as_deref(), known.next_step_at),
        ("Big one", Some("send offer"), next_step_at)
    );
    ana.does(edits(&[DealEdit::NextStep(Some(" ".to_owned())), DealEdit::NextStepAt(None)]));
    let known = now(&ana);
    assert_eq!((known.next_step, known.next_step_at, known.name.as_str()), (None, None, "Big one"));
}

#[test]
fn two_people_who_move_one_deal_are_told() {
    let office = Office::staffed();
    let (mut ana, mut max) = (office.desk("ana"), office.manager());
    let lead = ana.captures(jane());
    let deal_id = ana.does(convert(lead, new_deal())).deal.unwrap();
    let on = OnDeal { deal: deal_id, seen: Some(ana.card(lead).deals[0].version) };
    max.does(deal(deal_id, DealMove::Stage("Proposal".to_owned())));
    let refused = expect_refused(
        ana.tries(Command::Deal { on, to: DealMove::Won }),
        "changed by max in the meantime (Moved “Acme” to Proposal)",
    );
    assert!(matches!(refused, Refusal::DealChanged { deal, .. } if deal == deal_id));
    assert_eq!(ana.card(lead).deals[0].state, DealState::Open);
    let on = OnDeal { seen: Some(ana.card(lead).deals[0].version), ..on };
    ana.does(Command::Deal { on, to: DealMove::Won });
}

#[test]
fn convert_can_be_undone_and_the_lead_goes_on() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.logs(lead, "no_answer");
    ana.does(convert(lead, new_deal()));
    ana.undoes();
    let card = ana.card(lead);
    assert_eq!((card.lead.stage, card.deals.len(), card.account), (Stage::Accepted, 0, None));
    assert!(card.lead.next_at.is_some(), "where the plan had it");
    let again: LeadId = lead;
    ana.does(convert(again, new_deal()));
}

#[test]
fn of_two_companies_by_one_name_the_older_is_meant_everywhere() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let early: Vec<LeadId> =
        (1..=3).map(|n| ana.captures(NewLead { company: (n < 3).then(|| "Acme".to_owned()), ..stranger(n) })).collect();
    // The first was taken back when the second was made, and came again.
    let first = ana.does(convert(early[0], new_deal())).seq;
    ana.undoes_entry(first);
    ben.does(convert(early[1], new_deal()));
    ana.redoes();
    assert_eq!(count(ana.desk.db(), "account", "taken_back_at IS NULL AND name = 'Acme'"), 2);
    let of = |ana: &Colleague<'_>, lead| ana.card(lead).account.map(|account| account.id);
    let older = of(&ana, early[0]);
    assert!(older < of(&ana, early[1]), "two of one name");
    ana.does(convert(early[2], NewConvert { account: PickAccount::New("ACME".to_owned()), ..new_deal() }));
    assert_eq!(of(&ana, early[2]), older, "named when it is converted");
    let captured = ana.captures(stranger(4).company("Acme"));
    assert_eq!(of(&ana, captured), older, "named when it is captured");
    let edited = ana.captures(stranger(5));
    ana.does(edit(edited, Edit::Company("acme".to_owned())));
    assert_eq!(of(&ana, edited), older, "named when it is edited");
}
