//! There is something of everything, in believable shares.

use super::*;
use crate::domain::{
    end::Ending,
    nurture::Lane,
    stage::{Stage, Status},
    time::{DAY, MINUTE},
    touch::TouchKind,
};
use chrono::Datelike;
use std::collections::HashSet;

fn reaches(record: &LeadRecord, stage: Stage) -> bool {
    past(record).entries.last().is_some_and(|(furthest, _)| *furthest >= stage)
}

fn share(leads: &[LeadRecord], of: impl Fn(&LeadRecord) -> bool) -> f64 {
    leads.iter().filter(|record| of(record)).count() as f64 / leads.len() as f64
}

#[test]
fn everything_the_desk_can_show_is_there() {
    let (leads, settings) = (demo(2_000), Settings::default());
    let any = |what: &str, rule: &dyn Fn(&LeadRecord) -> bool| assert!(leads.iter().any(rule), "no {what}");
    for source in settings.sources.iter().map(Some).chain([None]) {
        any(&format!("{source:?}"), &|record| record.lead.source.as_ref() == source);
    }
    for stage in &Stage::ALL[1..] {
        any(stage.slug(), &|record| past(record).entries.last().is_some_and(|(furthest, _)| furthest == stage));
    }
    for status in Status::ALL {
        any(status.slug(), &|record| past(record).status == Some(*status));
    }
    for how in Ending::ALL {
        any(how.slug(), &|record| past(record).end.as_ref().is_some_and(|end| end.how == *how));
    }
    for lane in Lane::ALL {
        let waits = |record: &LeadRecord, awake| {
            past(record).nurture.is_some_and(|(own, _, at)| own == *lane && (at <= NOW) == awake)
        };
        any(lane.slug(), &|record| waits(record, false));
    }
    for stage in settings.deal_stages.iter().map(|stage| stage.name.as_str()).chain(["Won", "Lost"]) {
        any(stage, &|record| past(record).deals.iter().any(|deal| deal.stage == stage));
    }
    for code in ["EUR", "USD", "GBP"] {
        let is = |deal: &crate::domain::past::PastDeal| deal.amount.is_some_and(|money| money.currency.code() == code);
        any(code, &|record| past(record).deals.iter().any(is));
    }
    for outcome in &settings.outcomes {
        let is =
            |touch: &crate::domain::past::PastTouch| touch.attempt.as_ref().is_some_and(|own| own.1 == outcome.slug);
        any(&outcome.slug, &|record| past(record).touches.iter().any(is));
    }
    for kind in
        [TouchKind::Email, TouchKind::Newsletter, TouchKind::TriggeredEmail, TouchKind::Social, TouchKind::Visit]
    {
        any(kind.slug(), &|record| past(record).touches.iter().any(|touch| touch.kind == kind));
    }
    any("overdue next step", &|record| {
        past(record).deals.iter().any(|deal| deal.next_step.as_ref().is_some_and(|(_, at)| *at < NOW))
    });
    any("missing name", &|record| record.lead.name.is_none());
    any("gclid", &|record| record.lead.tokens.contains_key("gclid"));
    any("fbclid", &|record| record.lead.tokens.contains_key("fbclid"));
    any("not a lead", &|record| past(record).end.as_ref().is_some_and(|end| end.reason == "not_a_lead"));
    any("skipped stage", &|record| {
        reaches(record, Stage::Converted)
            && past(record).entries.iter().all(|(stage, _)| *stage != Stage::SalesQualified)
    });
    assert!(leads.iter().all(|record| !record.lead.phones.is_empty() || !record.lead.emails.is_empty()));
}

#[test]
fn every_rep_has_somebody_in_every_lane() {
    let leads = demo(2_000);
    for rep in &REPS[1..] {
        let mine = || leads.iter().map(past).filter(|past| past.owners.last().is_some_and(|(owner, _)| owner == rep));
        let promised = |rule: &dyn Fn(i64) -> bool| {
            mine()
                .filter_map(|past| past.promise.as_ref())
                .filter(|promise| promise.rep == Some(*rep))
                .any(|promise| rule(promise.due_at.since(NOW)))
        };
        assert!(promised(&|ahead| ahead <= 0 && ahead > -2 * DAY) && promised(&|ahead| ahead > 0), "promises of {rep}");
        assert!(promised(&|ahead| ahead < -30 * MINUTE), "overdue of {rep}");
        let untried = |past: &&Past| past.status == Some(Status::Open);
        assert!(mine().filter(untried).count() > 1, "untried of {rep}");
        assert!(mine().any(|past| past.nurture.is_some_and(|(_, _, wake)| wake <= NOW)), "woken for {rep}");
        assert!(mine().any(|past| past.nurture.is_some_and(|(_, _, wake)| wake > NOW)), "sleeping for {rep}");
        assert!(mine().any(|past| past.next_try_at.is_some_and(|at| at <= NOW)), "due of {rep}");
        assert!(mine().any(|past| past.next_try_at.is_some_and(|at| at > NOW)), "later of {rep}");
        let fresh = leads.iter().filter(|record| NOW.since(captured(record)) < 5 * MINUTE);
        assert!(
            fresh.clone().any(|record| past(record).owners.last().is_some_and(|(owner, _)| owner == rep)),
            "fresh for {rep}"
        );
        assert!(fresh.clone().any(|record| past(record).owners.is_empty()), "fresh for anyone");
    }
    let anyones =
        leads.iter().filter_map(|record| past(record).promise.as_ref()).filter(|promise| promise.rep.is_none());
    assert!(anyones.count() > 3);
}

#[test]
fn the_funnel_narrows_like_one() {
    for leads in [2_000, 20_000] {
        let leads = demo(leads);
        let at = |stage| share(&leads, |record| reaches(record, stage));
        for (stage, from, to) in [
            (Stage::Assigned, 0.90, 0.98),
            (Stage::Accepted, 0.74, 0.90),
            (Stage::SalesQualified, 0.16, 0.34),
            (Stage::Converted, 0.10, 0.24),
            (Stage::Won, 0.02, 0.12),
        ] {
            assert!((from..to).contains(&at(stage)), "{stage}: {}", at(stage));
        }
        let pool = share(&leads, |record| past(record).owners.is_empty() && past(record).end.is_none());
        assert!((0.008..0.06).contains(&pool), "pool {pool}");
        let nurture = share(&leads, |record| past(record).status == Some(Status::Nurturing));
        assert!((0.1..0.4).contains(&nurture), "nurture {nurture}");
        let weekend = share(&leads, |record| {
            captured(record).on(chrono_tz::America::New_York).weekday().number_from_monday() > 5
        });
        assert!((0.04..0.2).contains(&weekend), "weekend {weekend}");
        let recent = share(&leads, |record| NOW.since(captured(record)) < 60 * DAY);
        assert!((0.36..0.6).contains(&recent), "recent {recent}");
    }
}

#[test]
fn people_differ() {
    let leads = demo(2_000);
    let many = |of: &dyn Fn(&LeadRecord) -> Option<String>| leads.iter().filter_map(of).collect::<HashSet<_>>().len();
    assert!(many(&|record| record.lead.name.clone()) > 1_700);
    assert!(many(&|record| record.lead.company.clone()) > 1_200);
    assert!(many(&|record| record.lead.city.clone()) > 150);
    assert!(many(&|record| record.lead.zone.clone()) > 15);
    assert!(many(&|record| record.lead.campaign.clone()) > 12);
    assert!(many(&|record| past(record).touches.iter().find_map(|touch| touch.note.clone())) > 100);
    assert!(share(&leads, |record| past(record).touches.is_empty()) < 0.3);
}
