//! The three hidden faults can be found, and only where they were hidden.

use super::*;
use crate::{
    demo::team::FORGETFUL,
    domain::{
        end::Ending,
        stage::{Stage, Status},
        time::{DAY, HOUR},
    },
};

fn is_accepted(record: &LeadRecord) -> bool {
    past(record).entries.iter().any(|(stage, _)| *stage >= Stage::Accepted)
}

fn share<'a>(leads: impl Iterator<Item = &'a LeadRecord>, rule: impl Fn(&LeadRecord) -> bool) -> f64 {
    let leads: Vec<_> = leads.collect();
    assert!(leads.len() >= 30, "only {}", leads.len());
    leads.iter().filter(|record| rule(record)).count() as f64 / leads.len() as f64
}

#[test]
fn one_source_leaks_before_accepted() {
    for leads in [2_000, 20_000] {
        let leads = demo(leads);
        let old = || leads.iter().filter(|record| NOW.since(captured(record)) > 7 * DAY);
        let of_fair = |record: &&LeadRecord| record.lead.source.as_deref() == Some("trade show");
        let untried =
            |record: &LeadRecord| past(record).status == Some(Status::Open) && !past(record).owners.is_empty();
        let thrown =
            |record: &LeadRecord| past(record).end.as_ref().is_some_and(|end| end.how == Ending::SalesRejected);
        let (fair, rest) =
            (share(old().filter(of_fair), untried), share(old().filter(|record| !of_fair(record)), untried));
        assert!((0.15..0.40).contains(&fair) && rest < 0.05, "untried {fair} {rest}");
        let (fair, rest) =
            (share(old().filter(of_fair), thrown), share(old().filter(|record| !of_fair(record)), thrown));
        assert!((0.25..0.60).contains(&fair) && rest < 0.06, "thrown away {fair} {rest}");
        let (fair, rest) =
            (share(old().filter(of_fair), is_accepted), share(old().filter(|record| !of_fair(record)), is_accepted));
        assert!(fair < 0.45 && rest > 0.8, "accepted {fair} {rest}");
    }
}

#[test]
fn one_rep_misses_promises() {
    for leads in [2_000, 20_000] {
        let leads = demo(leads);
        let missed = |rep: &RepId| {
            let promises = leads.iter().filter_map(|record| past(record).promise.as_ref());
            promises.filter(|own| own.rep == Some(*rep) && NOW.since(own.due_at) > 30 * HOUR).count()
        };
        let bens = missed(&REPS[FORGETFUL]);
        for (at, rep) in REPS.iter().enumerate().skip(1).filter(|(at, _)| *at != FORGETFUL) {
            assert!(bens >= 8 && bens > 4 * missed(rep), "{bens} against {} of {at}", missed(rep));
        }
    }
}

#[test]
fn one_campaign_is_full_of_wrong_numbers() {
    for leads in [2_000, 20_000] {
        let leads = demo(leads);
        let wrong = |record: &LeadRecord| past(record).end.as_ref().is_some_and(|end| end.reason == "wrong_number");
        let of_list = |record: &&LeadRecord| record.lead.campaign.as_deref() == Some("directory-list");
        let tried = || leads.iter().filter(|record| is_accepted(record));
        let (list, rest) =
            (share(tried().filter(of_list), wrong), share(tried().filter(|record| !of_list(record)), wrong));
        assert!(list > 0.45 && rest < 0.08, "{list} {rest}");
    }
}
