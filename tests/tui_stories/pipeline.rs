//! The pipeline, the nurture lanes, and the pages of people and companies.

use crate::at::{At, NOW, lead};
use callsheet::{
    desk::command::{Command, DealEdit, DealMove, NewConvert, NewDeal, PickAccount, PickDeal},
    domain::{
        deal::DealState,
        ids::DealId,
        lead::NewLead,
        money::Money,
        past::{LeadRecord, Past, PastDeal},
        stage::{Stage, Status},
        time::{DAY, HOUR, Timestamp},
    },
    tui::{form::Kind, message::Event, model::Screen},
};

fn money(text: &str) -> Option<Money> {
    Some(Money::read(text, "USD".parse().expect("a currency")).expect("money"))
}

impl At {
    /// Makes the lead of that name a deal.
    fn deal(&mut self, name: &str, deal: NewDeal) -> DealId {
        let convert =
            NewConvert { account: PickAccount::Own, deal: PickDeal::New(deal), reason: Some("signed".to_owned()) };
        let command = Command::Convert { on: self.lead(name).into(), convert: Box::new(convert) };
        self.run(&command).deal.expect("a deal")
    }

    fn named(&mut self, name: &str, called: &str, amount: Option<Money>, at: Option<Timestamp>) -> DealId {
        let next_step = at.map(|_| "send the offer".to_owned());
        let new = NewDeal { name: Some(called.to_owned()), amount, next_step, next_step_at: at, close_on: None };
        self.deal(name, new)
    }

    fn state(&self, name: &str) -> DealState {
        self.ask(|desk| desk.card(self.lead(name), self.now)).deals[0].state
    }

    /// Three deals: one is overdue, one is planned, one has no next step.
    fn with_deals() -> Self {
        let mut at = Self::desk();
        at.named("Ada", "Rollout", money("12,500 USD"), Some(NOW.plus(2 * DAY)));
        at.named("Ben", "Pilot", money("900 EUR"), Some(NOW.plus(-2 * DAY)));
        at.named("Cleo", "Trial", None, None);
        at.happens(Event::Outside).press("2");
        at
    }

    fn selected_deal(&self) -> String {
        let list = self.model.list().expect("a list");
        list.selected().and_then(|row| row.deal()).expect("a deal").deal.name.clone()
    }

    /// Where these words stand on the screen, from its top.
    fn line_of(&self, words: &str) -> usize {
        let screen = self.screen();
        screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("no “{words}” on:\n{screen}"))
    }
}

#[test]
fn an_empty_pipeline_says_what_to_do() {
    let mut at = At::desk();
    at.press("2").expect("[2 Pipeline]").expect("No deal is open.").expect("A lead becomes one");
    at.press("s").expect("No deal is won or lost yet. Press s");
    at.press("s").press("f").pick("maya").press("enter").expect("No open deal here").expect("f shows everybody's");
}

#[test]
fn deals_stand_by_stage_and_what_is_overdue_comes_first() {
    let mut at = At::with_deals();
    at.expect("open deals by stage, overdue first in each · everybody's");
    assert!(at.line_of("2 d late · send the offer") < at.line_of("no next step"));
    assert!(at.line_of(" Trial") < at.line_of(" Rollout"));
    at.expect("USD 12,500").expect("EUR 900").expect("! 1 step overdue · ? 1 without a next step");
    at.expect("1 of them without an amount").expect("weighted by chance").expect("USD 1,250").expect("EUR 90");
    assert_eq!(at.selected_deal(), "Pilot");
    // The card of its lead stands beside it, with the deal on top.
    assert!(at.line_of("◇ Pilot") < at.line_of("+1 513-555-0104"));
}

#[test]
fn m_and_w_act_on_the_deal_under_the_cursor() {
    let mut at = At::with_deals();
    at.press("m").pick("Proposal").press("enter").expect_toast("Moved “Pilot” to Proposal");
    assert_eq!(at.selected_deal(), "Pilot");
    assert!(at.line_of("Proposal") > 0);
    at.press("w").pick("lost").pick("Price").press("enter").expect_toast("Lost “Pilot”: Price");
    assert_ne!(at.selected_deal(), "Pilot");
    at.press("s").expect("at Proposal · Price").expect("won and lost, the last first");
    assert_eq!(at.selected_deal(), "Pilot");
    at.press("w").pick("open again").press("enter").expect_toast("Reopened “Pilot” at Proposal");
    at.press("u").expect_toast("Undid");
    assert_eq!(at.state("Ben"), DealState::Lost);
}

#[test]
fn of_two_deals_of_one_lead_the_selected_one_is_meant() {
    let mut at = At::desk();
    // No command gives a lead a second deal, but a file with a history may.
    let deal = |name: &str, days: i64| PastDeal {
        name: name.to_owned(),
        amount: None,
        stage: "Sales Lead".to_owned(),
        last_stage: None,
        made_at: NOW,
        closed_at: None,
        lost_reason: None,
        next_step: Some(("ring".to_owned(), NOW.plus(days * DAY))),
        close_on: None,
    };
    let past = Past {
        entries: vec![(Stage::Converted, NOW)],
        status: Some(Status::Converted),
        deals: vec![deal("Rollout", 1), deal("Annex", 2)],
        ..Past::default()
    };
    let new = NewLead { captured_at: Some(NOW), ..lead("Dana Reed", "+15135550106") };
    let record = LeadRecord { lead: new, past: Some(past) };
    at.other("maya").load("a file", std::iter::once(record), NOW, |_| {}).expect("loaded");
    at.happens(Event::Outside).press("2").press("j");
    assert_eq!(at.selected_deal(), "Annex");
    at.expect("◇ Annex").press("E").field("Deal").expect("Annex").press("up").field("Name");
    assert_eq!(at.form().value(callsheet::tui::form::F::DealName), "Rollout", "another deal shows its own fields");
    at.press("esc").press("w").pick("won").press("enter").expect_toast("Won “Annex”");
    assert_eq!(at.selected_deal(), "Rollout");
    at.press("enter").press("w").pick("won").press("enter").expect_toast("Won “Rollout”");
}

#[test]
fn a_deal_is_edited_and_cleared() {
    let mut at = At::with_deals();
    at.press("E").expect("Edit deal").expect("send the offer").press("enter").expect_fault("nothing is changed yet");
    at.field("Amount").press("ctrl-u").types("15k GBP").field("Next step").press("ctrl-u");
    at.field("  when").press("ctrl-u").field("Closes on").types("15 Dec").expect("= Tue 15 Dec 2026").press("ctrl-s");
    at.expect_toast("Changed the deal “Pilot”").expect("GBP 15,000");
    let deal = at.ask(|desk| desk.card(at.lead("Ben"), at.now)).deals[0].clone();
    assert_eq!((deal.next_step, deal.next_step_at), (None, None));
    assert_eq!(deal.close_on.map(|day| day.to_string()).as_deref(), Some("2026-12-15"));
    at.press("E").field("Amount").press("ctrl-u").types("much").press("ctrl-s").expect_fault("amount: ").expect("much");
}

#[test]
fn two_people_who_move_one_deal_are_told() {
    let mut at = At::with_deals();
    let deal = at.ask(|desk| desk.card(at.lead("Ben"), at.now)).deals[0].id;
    at.press("m");
    let other = Command::Deal { on: deal.into(), to: DealMove::Stage("Negotiation".to_owned()) };
    at.other("maya").run(&other, at.now).expect("moved");
    at.happens(Event::Outside).pick("Proposal").press("enter");
    at.expect_fault("was changed by maya in the meantime (Moved “Pilot” to Negotiation)");
    // Whoever was told, and presses Enter again, has decided on what is there now.
    at.press("enter").expect_toast("Moved “Pilot” to Proposal");
}

#[test]
fn a_long_pipeline_is_read_a_page_at_a_time() {
    let mut at = At::desk();
    for n in 0..130 {
        let name = format!("Person{n:03} Long");
        at.run(&Command::Capture(Box::new(lead(&name, &format!("+1513555{:04}", 1000 + n)))));
        at.named(&format!("Person{n:03}"), &format!("Deal {n:03}"), None, Some(NOW.plus(HOUR * (n + 1))));
    }
    at.press("2").expect("130");
    assert_eq!(at.model.pipeline.list.rows.len(), 120);
    at.press("G");
    assert_eq!((at.model.pipeline.list.rows.len(), at.selected_deal().as_str()), (130, "Deal 119"));
    at.press("G").expect("Deal 129");
}

#[test]
fn enter_opens_the_card_with_its_deal_and_esc_goes_back() {
    let mut at = At::with_deals();
    at.happens(Event::Resize(80, 24)).press("enter").expect("◇ Pilot").expect("Ben Stone").refuse("weighted by chance");
    at.press("m").pick("Proposal").press("enter").expect_toast("Moved “Pilot”");
    at.press("esc").expect("weighted by chance");
}

fn names(at: &At) -> Vec<&str> {
    at.model.list().expect("a list").rows.iter().map(|row| row.lead.name.as_str()).collect()
}

#[test]
fn nurture_lists_who_wakes_when_and_r_wakes_now() {
    let mut at = At::desk();
    at.press("3").expect("Nobody is in nurture.").press("1");
    at.select("Ada Lovelace").press("z").pick("Not now").pick("Budget").types("in 3 days").press("enter");
    at.select("Ben Stone").press("z").pick("Interested").types("in 2 days").press("enter");
    at.press("3").expect("[3 Nurture]").expect("✓ 0 without a next touch").expect("0/8");
    assert_eq!(names(&at), ["Ben Stone", "Ada Lovelace"]);
    at.expect("1 within 7 days").expect("Budget");
    at.press("t").press("shift-tab").pick("Email").field("A two-way exchange, or something of value sent");
    at.press("space").press("enter").expect_toast("Email to Ben Stone").expect("1/8");
    at.press("R").press("enter").expect_toast("Woke Ben Stone from nurture").expect("! 1 awake").expect("! awake 0 s");
    at.press("1").expect("woke from nurture");
    at.press("3").press("z").pick("Interested").types("in 9 days").press("enter").expect_toast("Ben Stone to nurture");
    assert_eq!(names(&at), ["Ada Lovelace", "Ben Stone"]);
    at.press("f").field("Lane").pick("Not now").press("enter").expect("everybody's, not now");
    assert_eq!(at.model.nurture.list.rows.len(), 1);
    at.now = at.now.plus(10 * DAY);
    at.happens(Event::Outside).expect("! 1 awake").press("L").pick("Interested");
    at.types("tomorrow 3pm").press("enter");
    assert_eq!(at.ask(|desk| desk.card(at.lead("Ada"), at.now)).lead.status, Status::Contacted);
}

#[test]
fn g_goes_to_the_first_row_the_contact_the_account_and_the_deal() {
    let mut at = At::with_deals();
    at.press("G").press("g").expect("Go to").press("g");
    assert_eq!(at.selected_deal(), "Pilot");
    assert!(at.model.overlays.is_empty());
    at.press("g").press("c").expect("Contact · Ben Stone").expect("phone +1 513-555-0104").expect("✓ preferred");
    at.expect("from web").expect("Pilot").expect("EUR 900");
    at.press("enter");
    assert!(at.model.full.is_some());
    at.press("esc").expect("Contact · Ben Stone");
    at.press("g").press("a").expect("Account · Birch Works").expect("3 people · 3 leads · 3 deals");
    at.expect("primary contact").expect("open USD 12,500").expect("open EUR 900");
    // The primary contact, who made the account, comes first.
    assert!(at.line_of("Ada Lovelace") < at.line_of("Cleo Park"));
    at.press("home").press("enter").expect("Contact · Ada Lovelace");
    at.press("esc").expect("Account · Birch Works");
    at.press("esc").expect("Contact · Ben Stone").press("esc").expect("weighted by chance");
    assert_eq!((at.model.screen, at.model.pages.len()), (Screen::Pipeline, 0));
    at.press("1").press("/").types("ada").press("enter").press("g").press("d").expect("◇ Rollout").expect("USD 12,500");
    at.press("m").pick("Proposal").press("enter").expect_toast("Moved “Rollout”");
}

#[test]
fn a_page_over_a_card_closes_to_the_card() {
    let mut at = At::desk();
    at.select("Ben Stone").press("t").types("asked for prices").press("enter").press("enter");
    let full = at.model.full;
    assert!(full.is_some());
    at.press("g").press("c").expect("Contact · Ben Stone").expect("asked for prices").expect("Note");
    at.press("t").types("and again").press("enter").expect_toast("Noted on Ben Stone").expect("and again");
    at.press("esc");
    assert_eq!((at.model.full, at.model.pages.len()), (full, 0));
    // Without an account there is nowhere to go to.
    at.press("g").refuse("account").press("esc");
    assert_eq!(at.model.overlays.len(), 0);
}

#[test]
fn what_another_desk_does_is_seen_on_every_screen() {
    let mut at = At::with_deals();
    let deal = at.ask(|desk| desk.card(at.lead("Cleo"), at.now)).deals[0].id;
    let step = vec![DealEdit::NextStep(Some("ring Cleo".to_owned())), DealEdit::NextStepAt(Some(NOW.plus(DAY)))];
    at.press("G");
    let stays = at.selected_deal();
    at.other("maya").run(&Command::Deal { on: deal.into(), to: DealMove::Edit(step) }, at.now).expect("edited");
    at.refuse("ring Cleo").happens(Event::Outside).expect("ring Cleo").refuse("without a next step");
    assert_eq!(at.selected_deal(), stays);
    at.press("g").press("a");
    at.run(&Command::Deal { on: deal.into(), to: DealMove::Won });
    at.refuse("★ Trial").happens(Event::Outside).expect("★ Trial");
}

#[test]
fn no_size_panics_on_these_screens_either() {
    let mut at = At::with_deals();
    let sizes = [(60, 16), (61, 17), (80, 24), (109, 33), (110, 34), (120, 40), (500, 200)];
    let scenes: [&[&str]; 8] =
        [&["2"], &["2", "s"], &["3"], &["2", "g"], &["2", "g", "c"], &["2", "g", "a"], &["2", "E"], &["2", "enter"]];
    for keys in scenes {
        for key in keys {
            at.press(key);
        }
        for (columns, rows) in sizes {
            at.happens(Event::Resize(columns, rows)).press("down").press("pgdn").press("up");
            assert_eq!(at.screen().lines().count(), usize::from(rows));
            at.screen_of(80, 24);
            at.screen_of(500, 200);
        }
        for _ in 0..4 {
            at.press("esc");
        }
        at.press("1");
    }
}

#[test]
fn a_deal_can_be_edited_from_its_leads_card() {
    let mut at = At::with_deals();
    at.press("1").press("/").types("cleo").press("enter").press("E");
    assert_eq!(at.form().kind, Kind::EditDeal);
    at.types("think").press("enter").expect_toast("Changed the deal “Trial”");
}

#[test]
fn an_amount_without_a_currency_stays_in_that_of_the_deal() {
    let mut at = At::with_deals();
    at.press("home");
    while at.selected_deal() != "Rollout" {
        at.press("down");
    }
    at.press("E").field("Amount").expect("USD").press("ctrl-u").types("15,500").press("enter").expect_toast("Changed");
    at.expect("USD 15,500").refuse("EUR 15,500");
}
