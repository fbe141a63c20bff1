//! Editing, and deciding on what was on the screen.

use crate::support::{Colleague, Office, expect_refused, say::*, says};
use callsheet::{
    desk::{
        Filter, QueueAsk, Refusal, Sort,
        command::{Command, Edit, On},
    },
    domain::contact::{ChannelKind, Standing},
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
