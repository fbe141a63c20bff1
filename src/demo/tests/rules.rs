//! Every history obeys the rules of the trade.

use super::*;
use crate::domain::{
    end::Ending,
    nurture::Lane,
    stage::{Stage, Status},
    time::MINUTE,
    touch::{LineResult, TouchKind},
};
use chrono::{Datelike, Timelike, Weekday};

fn both_sizes(check: impl Fn(usize, &LeadRecord)) {
    for leads in [2_000, 20_000] {
        for (index, record) in demo(leads).iter().enumerate() {
            check(index, record);
        }
    }
}

fn furthest(past: &Past) -> Stage {
    past.entries.last().map_or(Stage::Captured, |(stage, _)| *stage)
}

#[test]
fn stages_are_entered_in_the_order_of_the_funnel() {
    both_sizes(|index, record| {
        let entries = &past(record).entries;
        assert!(entries.iter().all(|(stage, at)| *stage > Stage::Captured && *at >= captured(record)), "{index}");
        assert!(entries.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1), "{index} {entries:?}");
        let at = |wanted| entries.iter().find(|(stage, _)| *stage == wanted).map(|(_, at)| *at);
        assert!(at(Stage::MarketingQualified).is_none_or(|at| at == captured(record)), "{index}");
        let touched = past(record).touches.iter().find(|touch| touch.rep.is_some() && touch.kind != TouchKind::Note);
        assert_eq!(at(Stage::Accepted), touched.map(|touch| touch.at), "{index}");
        assert_eq!(at(Stage::Assigned), past(record).owners.first().map(|(_, at)| *at), "{index}");
    });
}

#[test]
fn nothing_lies_after_now_but_what_is_planned() {
    both_sizes(|index, record| {
        let past = past(record);
        let mut times = vec![captured(record)];
        times.extend(past.entries.iter().map(|(_, at)| *at));
        times.extend(past.owners.iter().map(|(_, at)| *at));
        times.extend(past.touches.iter().map(|touch| touch.at));
        times.extend(past.touches.iter().filter_map(|touch| Some(touch.at.plus(touch.attempt.as_ref()?.2 * 1_000))));
        times.extend(past.promise.iter().map(|promise| promise.made_at));
        times.extend(past.end.iter().map(|end| end.at));
        times.extend(past.deals.iter().flat_map(|deal| [Some(deal.made_at), deal.closed_at]).flatten());
        assert!(times.iter().all(|at| *at <= NOW && *at >= captured(record)), "{index}: {record:#?}");
    });
}

#[test]
fn calls_obey_the_contact_plan() {
    let settings = Settings::default();
    both_sizes(|index, record| {
        let calls: Vec<_> = past(record).touches.iter().filter(|touch| touch.attempt.is_some()).collect();
        assert!(calls.len() as i64 <= settings.plan.attempts, "{index}");
        assert!(calls.windows(2).all(|pair| pair[1].at.since(pair[0].at) >= 60 * MINUTE), "{index} {calls:#?}");
        let left = calls.iter().filter(|touch| matches!(touch.attempt, Some((LineResult::VoicemailLeft, ..)))).count();
        assert!(left as i64 <= settings.plan.voicemails, "{index}");
        let zone = zone(index, record);
        for call in calls {
            let local = call.at.on(zone);
            assert!((8..20).contains(&local.hour()) && local.weekday() != Weekday::Sun, "{index}: {local}");
            let (line, slug, length) = call.attempt.as_ref().unwrap();
            let outcome = settings.outcome(slug).unwrap();
            assert_eq!(outcome.line, *line, "{index}");
            assert!((0..3_600).contains(length) && call.kind == TouchKind::Call && call.rep.is_some(), "{index}");
            assert!(!record.lead.phones.is_empty(), "{index}");
        }
    });
}

/// What the person said, else where the city is.
fn zone(index: usize, record: &LeadRecord) -> chrono_tz::Tz {
    let said = record.lead.zone.as_ref().map(|zone| zone.parse().unwrap());
    let lead = &record.lead;
    let places = &crate::demo::places::ATLAS.places;
    let of_city = || {
        places
            .iter()
            .find(|place| Some(place.city) == lead.city.as_deref() && Some(place.region) == lead.region.as_deref())
    };
    said.or_else(|| of_city().map(|place| place.zone)).unwrap_or_else(|| panic!("{index}: {lead:?}"))
}

#[test]
fn stage_status_owner_and_end_agree() {
    let settings = Settings::default();
    both_sizes(|index, record| {
        let past = past(record);
        let (stage, status) = (furthest(past), past.status.unwrap());
        let says = |rule: bool, name: &str| assert!(rule, "{name}: {index} {record:#?}");
        says((stage >= Stage::Assigned) != past.owners.is_empty(), "owners from Assigned on");
        says((stage >= Stage::Converted) == (status == Status::Converted), "converted");
        says((status == Status::Converted) != past.deals.is_empty(), "deals");
        says((status == Status::Nurturing) == past.nurture.is_some(), "nurture has a lane and a date");
        says((status == Status::Open) <= (stage < Stage::Accepted), "open is untried");
        says(matches!(status, Status::Attempting | Status::Contacted) <= (stage >= Stage::Accepted), "tried");
        says(past.promise.is_none() || status == Status::Contacted, "promises of people we spoke to");
        says(past.next_try_at.is_none() || matches!(status, Status::Attempting | Status::Contacted), "next try");
        says(past.promise.is_none() || past.next_try_at.is_none(), "a promise or a follow-up");
        says(past.owners.windows(2).all(|pair| pair[0].1 <= pair[1].1 && pair[0].0 != pair[1].0), "owners in order");
        if let Some((lane, cause, _)) = past.nurture {
            says((lane == Lane::NotNow) == cause.is_some(), "a cause for not now, and only there");
        }
        match &past.end {
            Some(end) if end.how == Ending::Lost => {
                says(settings.lost_reason(&end.reason).is_some() && status == Status::Converted, "lost");
            }
            Some(end) => {
                says(status == Status::Rejected && end.how == Ending::of_reject(stage), "rejected");
                let reason = settings.reject_reason(&end.reason).unwrap();
                says(!reason.needs_note || end.note.is_some(), "a note where the reason needs one");
            }
            None => says(status != Status::Rejected, "rejected leads have ended"),
        }
    });
}

#[test]
fn deals_go_their_way() {
    let settings = Settings::default();
    both_sizes(|index, record| {
        let past = past(record);
        for deal in &past.deals {
            let closed = deal.stage == "Won" || deal.stage == "Lost";
            assert_eq!(closed, deal.closed_at.is_some(), "{index}");
            assert_eq!(closed, deal.last_stage.is_some(), "{index}");
            assert_eq!(deal.stage == "Lost", deal.lost_reason.is_some(), "{index}");
            assert!(deal.lost_reason.as_deref().is_none_or(|slug| settings.lost_reason(slug).is_some()), "{index}");
            let open_stage = deal.last_stage.as_ref().unwrap_or(&deal.stage);
            assert!(settings.deal_stage(open_stage).is_some(), "{index} {open_stage}");
            assert!(deal.amount.is_none_or(|money| (10_000..100_000_000).contains(&money.minor)), "{index}");
            assert!(!closed || deal.next_step.is_none(), "{index}");
        }
        let won = past.deals.iter().any(|deal| deal.stage == "Won");
        assert_eq!(won, furthest(past) == Stage::Won, "{index}");
        let lost = !past.deals.is_empty() && past.deals.iter().all(|deal| deal.stage == "Lost");
        assert_eq!(lost, past.end.as_ref().is_some_and(|end| end.how == Ending::Lost), "{index}");
    });
}

#[test]
fn who_enquires_again_had_finished_before() {
    let leads = demo(2_000);
    let mut again = 0;
    for (index, later) in leads.iter().enumerate() {
        let same = |record: &&LeadRecord| !later.lead.emails.is_empty() && record.lead.emails == later.lead.emails;
        for earlier in leads[..index].iter().filter(same) {
            let over = past(earlier).end.as_ref().map(|end| end.at).or_else(|| {
                past(earlier).entries.iter().find(|(stage, _)| *stage == Stage::Converted).map(|(_, at)| *at)
            });
            assert!(over.is_some_and(|over| over < captured(later)), "{index}");
            if let Some((owner, _)) = past(later).owners.first() {
                assert!(past(earlier).owners.last().is_none_or(|(had, _)| had == owner), "{index}");
            }
            again += 1;
        }
    }
    assert!(again > 10, "{again}");
}
