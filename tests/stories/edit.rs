//! Editing, and deciding on what was on the screen.

use crate::support::{Colleague, Office, expect_refused, say::*, says};
use callsheet::{
    desk::{
        Filter, QueueAsk, Refusal, Sort,
        command::{Command, Edit, On},
    },
    domain::{
        contact::{ChannelKind, Standing},
        lead::NewLead,
    },
    policy::lanes::{QueueLane, Withheld},
};

#[test]
fn a_person_without_a_name_is_called_the_same_on_the_card_and_in_every_list() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(nobody().email("x@acme.com"));
    let called = |ana: &Colleague<'_>| {
        let ask = QueueAsk { sort: Sort::Score, limit: 9, ..QueueAsk::default() };
        let row = ana.desk.queue(&ask, office.now()).unwrap().rows.pop().map(|row| row.lead.name);
        let listed = row.unwrap_or_else(|| {
            let reason = Withheld::NoNumber;
            let mut rows = ana.desk.withheld_leads(&Filter::default(), reason, 9, office.now()).unwrap();
            rows.pop().unwrap().lead.name
        });
        let picked = ana.desk.pick_queue(&ask, office.now()).unwrap().leads.pop().map(|pick| pick.name);
        let card = ana.card(lead).contact.called().to_owned();
        assert_eq!((&listed, picked.unwrap_or(listed.clone())), (&card, card.clone()));
        card
    };
    assert_eq!(called(&ana), "x@acme.com");
    ana.does(edit(lead, Edit::AddPhone("+1 212 736 5001".to_owned())));
    assert_eq!(called(&ana), "+1 212 736 5001", "a phone comes before an email");
    ana.does(edit(lead, Edit::AddPhone("+1 212 736 5002".to_owned())));
    let second = ana.card(lead).contact.channels[1].id;
    ana.does(edit(lead, Edit::Standing(second, Standing::Preferred)));
    assert_eq!(called(&ana), "+1 212 736 5002", "the preferred one comes first");
    for channel in ana.card(lead).contact.channels {
        ana.does(edit(lead, Edit::RemoveChannel(channel.id)));
    }
    assert_eq!(called(&ana), "(no name)");
}

#[test]
fn fields_are_changed_and_cleared_and_found_again() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let edits = vec![
        Edit::Name(" Joan  Doe ".to_owned()),
        Edit::JobTitle("CEO".to_owned()),
        Edit::Country("Germany".to_owned()),
        Edit::City(String::new()),
    ];
    says(&ana.does(Command::Edit { on: lead.into(), edits }), "Changed name, job title, country, city of Jane Doe");
    let contact = ana.card(lead).contact;
    assert_eq!((contact.name.as_str(), contact.country.as_deref(), contact.city), ("Joan Doe", Some("DE"), None));
    assert_eq!(ana.desk.find("joan", 9, office.now()).unwrap().len(), 1);
    assert_eq!(ana.desk.find("jane", 9, office.now()).unwrap().len(), 1, "the address has it still");
    expect_refused(ana.tries(edit(lead, Edit::Zone("Mars/Olympus".to_owned()))), "not a time zone");
    expect_refused(ana.tries(Command::Edit { on: lead.into(), edits: vec![] }), "at least one field");
}

#[test]
fn channels_are_preferred_forbidden_changed_and_removed() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    let other = ana.captures(stranger(1));
    says(
        &ana.does(edit(lead, Edit::AddPhone("+1 212 736 6001".to_owned()))),
        "possible duplicate: contact 2, Stranger 1",
    );
    let phones = |ana: &crate::support::Colleague<'_>| -> Vec<(i64, Standing)> {
        let of_kind = ana.card(lead).contact.channels.into_iter().filter(|channel| channel.kind == ChannelKind::Phone);
        of_kind.map(|channel| (channel.id, channel.standing)).collect()
    };
    let [(first, _), (second, _)] = phones(&ana)[..] else { panic!("two phones") };
    ana.does(edit(lead, Edit::Standing(second, Standing::Preferred)));
    assert_eq!(phones(&ana), [(second, Standing::Preferred), (first, Standing::Allowed)]);
    ana.does(edit(lead, Edit::Standing(second, Standing::NotToBeUsed)));
    assert_eq!(phones(&ana), [(first, Standing::Allowed), (second, Standing::NotToBeUsed)]);
    assert_eq!(ana.queue().len(), 2);
    ana.does(edit(lead, Edit::Standing(first, Standing::NotToBeUsed)));
    assert_eq!(ana.queue(), [(other, QueueLane::Fresh)], "no number may be used");
    ana.does(edit(lead, Edit::RemoveChannel(second)));
    expect_refused(ana.tries(edit(lead, Edit::RemoveChannel(second))), "no phone or email of this contact");
    expect_refused(ana.tries(edit(lead, Edit::AddPhone("212 736 5000".to_owned()))), "has +1 212-736-5000 already");
    expect_refused(ana.tries(edit(lead, Edit::AddEmail(" ".to_owned()))), "it is empty");
}

#[test]
fn what_changed_on_the_way_is_told_not_overwritten() {
    let office = Office::staffed();
    let (mut ana, mut ben) = (office.desk("ana"), office.desk("ben"));
    let lead = ana.captures(jane());
    let seen = On { lead, seen: Some(ana.lead(lead).version) };
    ben.logs(lead, "no_answer");
    let tried = ana.tries(Command::Reopen { on: seen, reason: None });
    let refusal = expect_refused(tried, "was changed by ben in the meantime (No answer: Jane Doe");
    assert!(matches!(refusal, Refusal::Changed { .. }));
    // A note overwrites nothing.
    ana.does(Command::Touch {
        on: seen,
        kind: callsheet::domain::touch::TouchKind::Note,
        note: Some("has a dog".to_owned()),
        offer: None,
        meaningful: false,
    });
}

#[test]
fn another_company_is_another_account_or_none() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(convert(lead, new_deal()));
    assert!(ana.card(lead).account.is_some());
    ana.does(edit(lead, Edit::Company("Beta".to_owned())));
    assert!(ana.card(lead).account.is_none());
    ana.does(edit(lead, Edit::Company("acme".to_owned())));
    assert!(ana.card(lead).account.is_some());
}

#[test]
fn a_number_is_read_at_home_where_their_country_is_none_that_we_know() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    ana.does(edit(lead, Edit::Country("Atlantis".to_owned())));
    ana.does(edit(lead, Edit::AddPhone("212 736 5001".to_owned())));
    let channels = ana.card(lead).contact.channels;
    assert!(channels.iter().any(|channel| channel.normal.as_deref() == Some("+12127365001")), "{channels:?}");
}

#[test]
fn what_is_typed_is_cleaned_whatever_it_is_typed_for() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let dirty = "red\u{1b}[31m \u{202e}herring";
    let pairs = || std::collections::BTreeMap::from([(format!("k{dirty}"), dirty.to_owned())]);
    let lead = ana.captures(NewLead { extra: pairs(), tokens: pairs(), ..jane() });
    let ben = ana.who("ben");
    let reason = Some(dirty.to_owned());
    ana.does(Command::Assign { leads: vec![lead.into()], to: ben, reason: reason.clone() });
    let (ana_s, pool) = (ana.who("ana"), ana.who("pool"));
    ana.does(assign(lead, ana_s));
    ana.does(give_back(lead, dirty));
    let (kind, offer) = (callsheet::domain::touch::TouchKind::Email, reason.clone());
    ana.does(Command::Touch { on: lead.into(), kind, note: reason.clone(), offer, meaningful: true });
    ana.desk.claim(lead, office.now()).unwrap();
    ana.desk.release(None, Some(dirty), office.now()).unwrap();
    ana.does(Command::Assign { leads: vec![lead.into()], to: pool, reason: reason.clone() });
    ana.does(reject(lead, "not_interested"));
    ana.does(Command::Reopen { on: lead.into(), reason: reason.clone() });
    ana.does(Command::DoNotCall { on: lead.into(), reason });
    let db = ana.desk.db();
    for (table, column) in [
        ("lead", "extra"),
        ("lead", "tokens"),
        ("touch", "note"),
        ("touch", "offer"),
        ("owner_span", "reason"),
        ("do_not_call", "reason"),
        ("journal", "reason"),
        ("journal", "sentence"),
    ] {
        let sql = format!("SELECT {column} FROM {table} WHERE {column} LIKE '%herring%'");
        let kept: Vec<String> = db.all(&sql, &[], |row| row.get(0)).unwrap();
        assert!(!kept.is_empty(), "{table}.{column} has nothing of it");
        let dirt = ["\u{1b}", "\\u001b", "\u{202e}"];
        assert!(!kept.iter().any(|text| dirt.iter().any(|dirt| text.contains(dirt))), "{table}.{column}: {kept:?}");
    }
}

#[test]
fn a_note_is_kept_whole_or_refused_whole() {
    let office = Office::staffed();
    let mut ana = office.desk("ana");
    let lead = ana.captures(jane());
    expect_refused(ana.tries(note(lead, &"w".repeat(20_001))), "20001 characters");
    ana.does(note(lead, &"w".repeat(20_000)));
    assert_eq!(ana.card(lead).touches[0].note.as_deref().map(str::len), Some(20_000));
}
