//! The same seed gives the same demo, and the numbers are nobody's.

use super::*;
use crate::domain::{phone::Phone, time::DAY};
use std::collections::{HashMap, HashSet};

#[test]
fn the_same_seed_and_now_give_the_same_leads() {
    assert_eq!(demo(500), demo(500));
}

#[test]
fn another_seed_gives_others() {
    let other: Vec<_> = Demo::new(8, NOW, 500, &Settings::default(), REPS).collect();
    let alike = demo(500).iter().zip(&other).filter(|(one, two)| one.lead.name == two.lead.name).count();
    assert!(alike < 50, "{alike}");
}

#[test]
fn a_record_does_not_depend_on_those_before() {
    let whole = demo(2_000);
    let one = Demo::new(7, NOW, 2_000, &Settings::default(), REPS);
    for index in (0..2_000).rev().step_by(37) {
        assert_eq!(one.record(index), whole[index]);
    }
}

#[test]
fn any_number_of_leads_can_be_asked_for() {
    for leads in [0, 1, 3, 10, 49, 120, 300] {
        assert_eq!(demo(leads).len(), leads);
    }
    assert_eq!(Demo::new(1, Timestamp(0), 700, &Settings::default(), REPS).count(), 700);
}

#[test]
fn later_records_came_later_give_or_take_a_few_days() {
    let leads = demo(2_000);
    let times: Vec<_> = leads[..1_900].iter().map(captured).collect();
    assert!(times.iter().zip(&times[60..]).all(|(early, late)| late.since(*early) > -4 * DAY));
    assert!(NOW.since(times[0]) > 170 * DAY && NOW.since(times[0]) < 186 * DAY);
}

#[test]
fn addresses_are_at_reserved_domains() {
    for record in demo(20_000) {
        for email in &record.lead.emails {
            let (local, domain) = email.split_once('@').unwrap();
            let reserved = ["example.com", "example.org", "example.net"].contains(&domain)
                || domain.ends_with(".example")
                || domain.ends_with(".test");
            assert!(reserved && !local.is_empty() && email.is_ascii(), "{email}");
        }
    }
}

#[test]
fn numbers_read_as_numbers_of_ranges_for_fiction() {
    let ranges = [
        "+442079460",
        "+441134960",
        "+441144960",
        "+441154960",
        "+441164960",
        "+441174960",
        "+441184960",
        "+441214960",
        "+441314960",
        "+441414960",
        "+441514960",
        "+441614960",
        "+441914980",
        "+442896496",
        "+442920180",
        "+447700900",
        "+493023125",
        "+496990009",
        "+494066969",
        "+492214710",
        "+498999998",
        "+3319900",
        "+3326191",
        "+3335301",
        "+3346571",
        "+3353649",
        "+6125550",
        "+6127010",
        "+6135550",
        "+6137010",
        "+6175550",
        "+6177010",
        "+6185550",
        "+6187010",
    ];
    let mut faulty = 0;
    for record in demo(20_000) {
        for given in &record.lead.phones {
            let Some(number) = Phone::read(given, Some("US")).e164 else {
                faulty += 1;
                continue;
            };
            let american = number.starts_with("+1") && number[5..].starts_with("55501") && number.len() == 12;
            assert!(american || ranges.iter().any(|range| number.starts_with(range)), "{given} is {number}");
        }
    }
    assert!((200..1_200).contains(&faulty), "{faulty}");
}

#[test]
fn only_colleagues_share_a_number() {
    let mut by_number: HashMap<String, Vec<LeadRecord>> = HashMap::new();
    for record in demo(20_000) {
        let number = record.lead.phones.first().and_then(|given| Phone::read(given, Some("US")).e164);
        if let Some(number) = number {
            by_number.entry(number).or_default().push(record);
        }
    }
    let (mut switchboards, mut again) = (0, 0);
    for people in by_number.values().filter(|people| people.len() > 1) {
        let emails: HashSet<_> = people.iter().map(|record| &record.lead.emails).collect();
        let names: HashSet<_> = people.iter().map(|record| &record.lead.name).collect();
        let companies: HashSet<_> = people.iter().map(|record| &record.lead.company).collect();
        assert_eq!(companies.len(), 1, "{people:#?}");
        if emails.len() == 1 && names.len() == 1 { again += 1 } else { switchboards += 1 }
    }
    assert!(switchboards > 50 && switchboards < 1_500, "{switchboards}");
    assert!(again > 50, "{again}");
}

#[test]
fn the_person_lives_where_the_number_is() {
    for record in demo(2_000) {
        let (Some(zone), Some(given)) = (&record.lead.zone, record.lead.phones.first()) else { continue };
        let foreign = matches!(record.lead.country.as_deref(), Some("ES" | "Spain" | "IN" | "India"))
            // The tables take these numbers for Sydney's.
            || zone == "Australia/Brisbane";
        let Some(number) = Phone::read(given, Some("US")).e164.filter(|_| !foreign) else { continue };
        let zone: chrono_tz::Tz = zone.parse().unwrap();
        let zones = crate::domain::zones::of_phone(&number);
        let offset = |zone| NOW.on(zone).naive_local();
        assert!(zones.iter().any(|known| offset(*known) == offset(zone)), "{given} in {zone}: {zones:?}");
    }
}
