//! The pipeline and the nurture lanes, as they are read.

use crate::support::{Colleague, Office, TUESDAY, days, hours, say::*};
use callsheet::{
    desk::{
        DealFilter, DealRow, NurtureFilter, Whose,
        command::{DealEdit, DealMove, Rest},
    },
    domain::{
        ids::DealId,
        money::Money,
        nurture::{Cause, Lane},
    },
    policy::deals::Need,
};

/// A deal of that name, with these fields.
fn a_deal(ana: &mut Colleague<'_>, n: usize, edits: &[DealEdit]) -> DealId {
    let lead = ana.captures(stranger(n));
    let id = ana.does(convert(lead, new_deal())).deal.unwrap();
    ana.does(deal(id, DealMove::Edit(edits.to_vec())));
    id
}

fn step(at: i64) -> [DealEdit; 2] {
    [DealEdit::NextStep(Some("ring".to_owned())), DealEdit::NextStepAt(Some(TUESDAY.plus(at)))]
}

fn amount(text: &str) -> DealEdit {
    DealEdit::Amount(Some(Money::read(text, "EUR".parse().unwrap()).unwrap()))
}

fn closes(day: &str) -> DealEdit {
    DealEdit::CloseOn(Some(day.parse().unwrap()))
}

const MINE: DealFilter = DealFilter { whose: Whose::Mine, closed: false };
const ALL: DealFilter = DealFilter { whose: Whose::Everybody, closed: false };

fn rows(ana: &Colleague<'_>, filter: DealFilter, at_once: usize) -> Vec<DealRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let page = ana.desk.pipeline(filter, after.as_ref(), at_once, ana.office.now()).unwrap();
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return rows;
        }
    }
}

#[test]
fn what_is_overdue_comes_first_in_its_stage_however_small_the_pages() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let undated = a_deal(&mut ana, 1, &[DealEdit::NextStep(Some("think".to_owned()))]);
    let soon = a_deal(&mut ana, 2, &step(hours(5)));
    let none = a_deal(&mut ana, 3, &[]);
    let none_too = a_deal(&mut ana, 4, &[closes("2026-12-24")]);
    let late = a_deal(&mut ana, 5, &step(-days(1)));
    let later = a_deal(&mut ana, 6, &step(-days(2)));
    let unclosed = a_deal(&mut ana, 7, &[step(days(1)).as_slice(), &[closes("2026-11-20")]].concat());
    let stepless = a_deal(&mut ana, 8, &[closes("2026-11-19")]);
    let moved = a_deal(&mut ana, 9, &step(-days(9)));
    let today = a_deal(&mut ana, 10, &[step(days(3)).as_slice(), &[closes("2026-11-24")]].concat());
    ana.does(deal(moved, DealMove::Stage("Proposal".to_owned())));
    let expected = [
        (later, Need::StepOverdue),
        (late, Need::StepOverdue),
        (stepless, Need::CloseOverdue),
        (unclosed, Need::CloseOverdue),
        (none, Need::NoStep),
        (none_too, Need::NoStep),
        (soon, Need::Planned),
        (today, Need::Planned),
        (undated, Need::Undated),
        (moved, Need::StepOverdue),
    ];
    for at_once in [1, 2, 3, 7, 100] {
        let seen: Vec<(DealId, Need)> =
            rows(&ana, MINE, at_once).iter().map(|row| (row.deal.id, row.need.unwrap())).collect();
        assert_eq!(seen, expected, "pages of {at_once}");
    }
    let sum = ana.desk.pipeline_sum(MINE, office.now()).unwrap();
    assert_eq!((sum.total.step_overdue, sum.total.close_overdue, sum.total.no_step), (3, 2, 2));
    assert_eq!((sum.stages[0].name.as_str(), sum.stages[0].deals, sum.stages[3].deals), ("Sales Lead", 9, 1));
}

#[test]
fn currencies_are_kept_apart_and_weighted() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    a_deal(&mut ana, 1, &[amount("1,000 EUR")]);
    let offered = a_deal(&mut ana, 2, &[amount("2,000 EUR")]);
    ana.does(deal(offered, DealMove::Stage("Proposal".to_owned())));
    a_deal(&mut ana, 3, &[amount("500 USD")]);
    a_deal(&mut ana, 4, &[]);
    a_deal(&mut ben, 5, &[amount("9 EUR")]);
    let sum = ana.desk.pipeline_sum(MINE, office.now()).unwrap();
    let worth: Vec<(String, String)> =
        sum.total.worth.iter().map(|worth| (worth.amount.to_string(), worth.weighted.to_string())).collect();
    let said = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(worth, [said("EUR 3,000", "EUR 1,100"), said("USD 500", "USD 50")]);
    assert_eq!((sum.total.deals, sum.total.without_amount, sum.stages[0].worth.len()), (4, 1, 2));
    let all = ana.desk.pipeline_sum(ALL, office.now()).unwrap();
    assert_eq!(all.total.worth[0].amount.to_string(), "EUR 3,009");
    let bens = DealFilter { whose: Whose::Of(ana.rep("ben")), closed: false };
    assert_eq!((rows(&ana, bens, 10).len(), rows(&ana, MINE, 10).len(), rows(&ana, ALL, 10).len()), (1, 4, 5));
}

#[test]
fn absurd_amounts_do_not_hide_the_pipeline() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    for n in 1..4 {
        a_deal(&mut ana, n, &[amount("92,233,720,368,547,758.07 EUR")]);
    }
    let sum = ana.desk.pipeline_sum(MINE, office.now()).unwrap();
    assert_eq!((sum.total.deals, sum.total.worth[0].amount.minor), (3, i64::MAX));
}

#[test]
fn closed_deals_show_where_they_were_lost_and_stages_of_old_still_show() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let (won, lost) = (a_deal(&mut ana, 1, &[amount("1,000 EUR")]), a_deal(&mut ana, 2, &[]));
    let open = a_deal(&mut ana, 3, &[]);
    ana.does(deal(lost, DealMove::Stage("Negotiation".to_owned())));
    ana.does(win(won));
    ana.does(lose(lost));
    let closed = DealFilter { closed: true, ..MINE };
    for at_once in [1, 10] {
        let seen: Vec<(DealId, Option<String>)> =
            rows(&ana, closed, at_once).into_iter().map(|row| (row.deal.id, row.deal.last_stage)).collect();
        assert_eq!(seen, [(lost, Some("Negotiation".to_owned())), (won, Some("Sales Lead".to_owned()))]);
    }
    let sum = ana.desk.pipeline_sum(closed, office.now()).unwrap();
    let counts: Vec<(&str, i64)> = sum.stages.iter().map(|stage| (stage.name.as_str(), stage.deals)).collect();
    assert_eq!(counts, [("Won", 1), ("Lost", 1)]);
    // The business has other stages by now; the deal still stands at the one it was put at.
    let other = "[[deal_stages]]\nname = 'Hello'\nprobability = 5";
    let settings = callsheet::settings::Settings::over_defaults(other).unwrap();
    let who = callsheet::desk::Who::Named("ana".to_owned());
    let desk = callsheet::desk::Desk::open(&office.path(), &who, std::sync::Arc::new(settings), office.now()).unwrap();
    let page = desk.pipeline(MINE, None, 10, office.now()).unwrap();
    assert_eq!(page.rows.iter().map(|row| row.deal.id).collect::<Vec<_>>(), [open]);
    let sum = desk.pipeline_sum(MINE, office.now()).unwrap();
    let counts: Vec<(&str, i64)> = sum.stages.iter().map(|stage| (stage.name.as_str(), stage.deals)).collect();
    assert_eq!(counts, [("Hello", 0), ("Sales Lead", 1)]);
}

#[test]
fn nurture_is_listed_by_when_it_wakes() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let mut resting = Vec::new();
    for (n, (lane, in_days)) in [(Lane::NotNow, 9), (Lane::Interested, 2), (Lane::NotInterested, 40)].iter().enumerate()
    {
        let lead = ana.captures(stranger(n + 1));
        ana.does(assign(lead, ana.who("ana")));
        let cause = (*lane == Lane::NotNow).then_some(Cause::Budget);
        ana.does(nurture(lead, Rest { lane: *lane, cause, wake_at: Some(TUESDAY.plus(days(*in_days))) }));
        resting.push(lead);
    }
    let bens = ben.captures(stranger(9));
    ben.does(assign(bens, ben.who("ben")));
    ben.does(nurture(bens, not_now(Some(TUESDAY.plus(days(1))))));
    ana.does(touch(resting[0], callsheet::domain::touch::TouchKind::Email, true));
    office.wait(days(3));
    let mine = NurtureFilter::default();
    let page = ana.desk.nurturing(mine, None, 2, office.now()).unwrap();
    let more = ana.desk.nurturing(mine, page.next, 2, office.now()).unwrap();
    let order: Vec<_> = page.rows.iter().chain(&more.rows).map(|row| row.lead.id).collect();
    assert_eq!(order, [resting[1], resting[0], resting[2]]);
    assert_eq!((page.rows[1].cause, page.rows[1].touches, more.next), (Some(Cause::Budget), 1, None));
    let lanes = ana.desk.nurture_lanes(Whose::Mine, office.now()).unwrap();
    let counts: Vec<_> = lanes.iter().map(|lane| (lane.lane, lane.leads, lane.awake, lane.this_week)).collect();
    assert_eq!(counts, [(Lane::Interested, 1, 1, 0), (Lane::NotNow, 1, 0, 1), (Lane::NotInterested, 1, 0, 0)]);
    assert_eq!(lanes.iter().map(|lane| lane.without_touch).sum::<i64>(), 0);
    let all = NurtureFilter { whose: Whose::Everybody, lane: Some(Lane::NotNow) };
    let seen: Vec<_> = ana.desk.nurturing(all, None, 9, office.now()).unwrap().rows;
    assert_eq!(seen.iter().map(|row| row.lead.id).collect::<Vec<_>>(), [bens, resting[0]]);
}
