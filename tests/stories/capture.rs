//! Capture and match: nothing is dropped, nobody is joined by chance, and the screen says why.

use crate::support::{Office, TUESDAY, days, expect_refused, facts::count, hours, say::*, says};
use callsheet::{
    domain::{
        lead::NewLead,
        stage::{Stage, Status},
        touch::TouchKind,
    },
    policy::lanes::QueueLane,
};

#[test]
fn a_phone_an_email_or_a_number_from_elsewhere_is_enough() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    for new in
        [nobody().phone("+1 212 736 5000"), nobody().email("a@acme.com"), nobody().id("L-1"), nobody().phone("12")]
    {
        let lead = ana.captures(new);
        assert_eq!(ana.lead(lead).source, "unknown");
    }
    expect_refused(ana.tries(capture(someone("Jane Doe").company("Acme"))), "a phone, an email or an external id");
    expect_refused(ana.tries(capture(nobody().phone("  ").id(" "))), "a phone, an email or an external id");
}

#[test]
fn what_is_no_number_is_kept_as_text_and_said() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let receipt = ana.capture_receipt(someone("Jane").phone("call me").email("jane at acme"));
    says(&receipt, "the phone “call me” is kept as text");
    says(&receipt, "the email “jane at acme” is kept as text");
    let channels = ana.card(receipt.lead.unwrap()).contact.channels;
    assert!(channels.iter().all(|channel| channel.normal.is_none() && channel.fault.is_some()));
    assert_eq!(ana.lead(receipt.lead.unwrap()).stage, Stage::Captured, "not marketing qualified");
}

#[test]
fn a_known_email_is_the_same_person_whatever_its_case() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    let receipt = ben.capture_receipt(someone("J. Doe").email("Jane@ACME.com"));
    says(&receipt, "by the email jane@acme.com");
    assert_eq!(receipt.lead, Some(lead));
    assert_eq!(ana.card(lead).contact.name, "Jane Doe", "what is known is not overwritten");
}

#[test]
fn a_known_number_is_the_same_person_however_it_is_written() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let receipt = ana.capture_receipt(nobody().phone("(212) 736-5000").email("jane.private@web.de"));
    says(&receipt, "joined to lead 1");
    says(&receipt, "by the number +1 212-736-5000");
    assert_eq!(ana.card(lead).contact.channels.len(), 3, "the new address is kept");
}

#[test]
fn a_switchboard_joins_nobody() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let jane = ana.captures(jane());
    let other = ana.capture_receipt(someone("John Roe").phone("+1 212 736 5000").email("john@acme.com"));
    assert_ne!(other.lead, Some(jane));
    says(&other, "possible duplicate: Jane Doe has the number +1 212-736-5000 too");
    // Two have it now: a third with no name is nobody we know, one of the same name is.
    let third = ana.capture_receipt(nobody().phone("+1 212 736 5000"));
    assert!(third.lead != Some(jane) && third.lead != other.lead);
    let again = ana.capture_receipt(someone("john ROE").phone("+1 212 736 5000"));
    assert_eq!(again.lead, other.lead);
}

#[test]
fn the_same_name_and_company_is_offered_never_joined() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let receipt = ana.capture_receipt(someone("Jane Doe").company("ACME").phone("+1 312 922 9410"));
    says(&receipt, "possible duplicate: contact 1 has the same name and company");
    assert_ne!(receipt.lead, Some(lead));
}

#[test]
fn a_re_enquiry_joins_the_newest_open_lead_and_lifts_it() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(assign(lead, ana.who("ana")));
    ana.logs(lead, "no_answer");
    assert_eq!(ana.queue(), []);
    office.wait(hours(1));
    let receipt = ana.capture_receipt(NewLead { problem: Some("now it burns".to_owned()), ..jane() }.source("webinar"));
    says(&receipt, "enquired again: joined to lead 1");
    says(&receipt, "it stays with ana");
    assert_eq!(ana.queue(), [(lead, QueueLane::Lifted)]);
    let card = ana.card(lead);
    assert_eq!(
        (card.lead.source.as_str(), card.lead.tries),
        ("web", 0),
        "the first source is kept, the plan begins anew"
    );
    assert_eq!(card.touches[0].kind, TouchKind::Enquiry);
    assert_eq!(card.touches[0].note.as_deref(), Some("Enquired again (webinar): now it burns"));
    assert_eq!(count(ana.desk.db(), "lead", "1"), 1);
}

#[test]
fn a_re_enquiry_wakes_one_in_nurture_with_its_history() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.logs(lead, "not_now");
    assert_eq!(ana.lead(lead).status, Status::Nurturing);
    office.wait(days(7));
    ana.captures(jane());
    assert_eq!(ana.queue(), [(lead, QueueLane::Lifted)]);
    assert_eq!(ana.lead(lead).status, Status::Attempting);
}

#[test]
fn a_re_enquiry_leaves_a_promise_standing() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(callback(lead, TUESDAY.plus(days(1))));
    ana.captures(jane());
    assert_eq!(ana.queue(), []);
    office.wait(days(1));
    assert_eq!(ana.queue(), [(lead, QueueLane::Promises)]);
}

#[test]
fn after_the_end_a_new_enquiry_is_a_new_lead_of_the_same_person() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let first = ana.captures(jane());
    ana.does(reject(first, "no_need"));
    let receipt = ana.capture_receipt(jane());
    says(&receipt, "Jane Doe is a known contact, by the email jane@acme.com");
    let second = receipt.lead.unwrap();
    assert_ne!(second, first);
    assert_eq!(ana.card(second).others, [first]);
}

#[test]
fn the_same_number_from_elsewhere_is_a_duplicate() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane().id("L-1"));
    let receipt = ana.capture_receipt(jane().id("L-1"));
    says(&receipt, "Nothing added");
    assert_eq!((receipt.lead, receipt.seq, receipt.undo), (Some(lead), None, None));
    // One of its own is its own lead, also of somebody who has an open one.
    let other = ana.captures(jane().id("L-2"));
    assert_ne!(other, lead);
    // And a number of blanks is none.
    assert_eq!(ana.captures(jane().id("  ")), other);
}

#[test]
fn two_people_with_one_number_from_elsewhere_are_two() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane().id("4711"));
    let other = ana.captures(someone("Ada Poe").phone("+1 312 922 9410").email("ada@beta.com").id("4711"));
    assert_ne!(lead, other);
    assert_eq!(ana.captures(someone("Ada Poe").email("ada@beta.com").id("4711")), other);
    assert_eq!(ana.captures(jane().id("4711")), lead);
}

#[test]
fn the_contacts_owner_gets_the_lead_whoever_typed_it() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let first = ana.captures(jane());
    ana.does(assign(first, ana.who("ana")));
    ana.does(reject(first, "no_need"));
    let receipt = ben.capture_receipt(jane());
    says(&receipt, "goes to ana: ana owns the contact Jane Doe");
    assert_eq!(ben.owner(receipt.lead.unwrap()), "ana");
    assert_eq!(ben.lead(receipt.lead.unwrap()).stage, Stage::Assigned);
}

#[test]
fn the_accounts_owner_gets_the_lead_of_a_new_person() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    ana.does(convert(lead, new_deal()));
    let receipt = ben.capture_receipt(someone("John Roe").company("acme").email("john@acme.com"));
    says(&receipt, "goes to ana: ana owns the account Acme");
}

#[test]
fn the_owner_who_left_gets_nothing() {
    let office = Office::staffed();
    let (mut ana, mut max) = (office.desk("ana"), office.manager());
    let lead = ana.captures(jane());
    ana.does(assign(lead, ana.who("ana")));
    ana.does(reject(lead, "no_need"));
    max.does(retire(max.rep("ana"), max.who("pool")));
    says(&max.capture_receipt(jane()), "goes to the pool: no rule of assignment fits");
}

#[test]
fn rules_share_leads_out_in_turn_within_the_transaction() {
    let office = Office::with(
        "[[assignment]]\nsources = ['webinar']\nrep = 'cem'\n\
         [[assignment]]\nsources = ['web']\nteam = 'North'\n\
         [[assignment]]\nregions = ['Texas']\nteam = 'South'\nmethod = 'pool'\n\
         [[assignment]]\nscore_from = 60\nteam = 'North'\nmethod = 'least_loaded'",
    );
    office.staff();
    let mut max = office.manager();
    let mut owner = |new: NewLead| {
        let lead = max.captures(new);
        max.owner(lead)
    };
    let shared: Vec<String> = (1..=4).map(|n| owner(stranger(n).source("Web"))).collect();
    assert_eq!(shared, ["ana", "ben", "ana", "ben"]);
    assert_eq!(owner(stranger(5).source("webinar")), "cem");
    assert_eq!(owner(stranger(6).source("web")), "ana", "the turn stands where it stood");
    assert_eq!(owner(stranger(7)), "ben", "the least loaded");
    assert_eq!(owner(nobody().email("x@acme.com")), "", "no rule fits a poor record");
    let texan = max.captures(NewLead { region: Some("texas".to_owned()), ..nobody().email("y@acme.com") });
    let card = max.card(texan);
    assert_eq!(
        (card.owner.as_str(), card.team.as_deref(), card.lead.stage),
        ("", Some("South"), Stage::MarketingQualified)
    );
}

#[test]
fn a_refused_capture_does_not_move_the_turn() {
    let office = Office::with("[[assignment]]\nteam = 'North'");
    office.staff();
    let mut max = office.manager();
    expect_refused(max.tries(capture(someone("Jane Doe"))), "needed");
    let lead = max.captures(jane());
    assert_eq!(max.owner(lead), "ana");
}

#[test]
fn marketing_qualifies_at_capture_by_score_and_channel() {
    let office = Office::new();
    let mut max = office.manager();
    let good = max.captures(jane());
    assert_eq!(max.lead(good).stage, Stage::MarketingQualified);
    let unusable = max.captures(someone("Jane").phone("none").company("Acme"));
    assert_eq!(max.lead(unusable).stage, Stage::Captured, "without a usable channel");
    let old = max.captures(nobody().email("old@acme.com").at(TUESDAY.plus(-days(40))));
    assert_eq!(max.lead(old).stage, Stage::Captured, "below 30 points");
    assert!(!max.lead(old).live);
    // What we know of the person already counts as well.
    max.does(reject(good, "no_need"));
    let again = max.captures(nobody().email("jane@acme.com").at(TUESDAY.plus(-days(40))));
    assert_eq!(max.lead(again).stage, Stage::MarketingQualified);
}

#[test]
fn somebody_without_a_name_gets_one_when_it_is_told() {
    let office = Office::new();
    let mut max = office.manager();
    let lead = max.captures(nobody().email("jane@acme.com"));
    max.captures(jane());
    let card = max.card(lead);
    assert_eq!((card.contact.name.as_str(), card.contact.company.as_deref()), ("Jane Doe", Some("Acme")));
    assert_eq!(max.desk.find("jane d", 9, office.now()).unwrap().len(), 1);
    assert_eq!(
        max.desk.find("736 5000", 9, office.now()).unwrap().len(),
        1,
        "and is found by the number that came along"
    );
}

#[test]
fn two_letters_find_the_beginning_of_any_word_and_initials_narrow() {
    let office = Office::new();
    let mut max = office.manager();
    for (name, email) in [("Mei Li", "mei@acme.com"), ("Alina Berg", "alina@acme.com"), ("Anna Li", "anna@acme.com")] {
        max.captures(NewLead { name: Some(name.to_owned()), ..nobody().email(email) });
    }
    let find = |query: &str| -> Vec<String> {
        let mut names: Vec<String> =
            max.desk.find(query, 9, office.now()).unwrap().into_iter().map(|found| found.name).collect();
        names.sort();
        names
    };
    assert_eq!(find("li"), ["Anna Li", "Mei Li"], "a word begins with it, not only the name");
    assert_eq!(find("li an"), ["Anna Li"], "each part narrows");
    assert_eq!(find("m acme"), ["Mei Li"], "an initial beside a longer part");
    assert_eq!(find("ber a"), ["Alina Berg"]);
    assert_eq!(find("m"), ["Mei Li"]);
    assert_eq!(find("lin"), ["Alina Berg"], "three letters stand anywhere");
}

#[test]
fn the_last_digits_of_a_number_are_what_they_are() {
    let office = Office::new();
    let mut max = office.manager();
    max.captures(NewLead { name: Some("Ann Oh".to_owned()), ..nobody().phone("+1 212 736 0105") });
    max.captures(NewLead { name: Some("Bea Ten".to_owned()), ..nobody().phone("+1 310 555 0104") });
    let find = |query: &str| -> Vec<String> {
        max.desk.find(query, 9, office.now()).unwrap().into_iter().map(|found| found.name).collect()
    };
    assert_eq!(find("0105"), ["Ann Oh"], "105 is somewhere in 310 555 too");
    assert_eq!(find("0 212 736 0105"), ["Ann Oh"], "a whole number as it is dialled at home");
}
