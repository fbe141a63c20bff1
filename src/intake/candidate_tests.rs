use super::*;
use crate::domain::time::Timestamp;
use proptest::prelude::*;

fn read(headings: &str, cells: &str) -> Result<NewLead, RowFault> {
    let headings: Vec<&str> = headings.split('|').collect();
    let cells: Vec<&str> = cells.split('|').collect();
    candidate(&Headings::read(&headings), &cells, Tz::UTC)
}

fn lead(headings: &str, cells: &str) -> NewLead {
    read(headings, cells).expect("a lead")
}

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn map(pairs: Pairs) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn every_field_is_filled() {
    let read = lead(
        "Name|Job Title|Company|Industry|Employees|Phone|Phone 2|Email|Email 2|Street|Street 2|City|State|Zip|Country|\
         Time zone|Source|Campaign|utm_source|gclid|Problem|Owner|ID|Notes|Created|Status|Do Not Call|Budget",
        "Ada King|CEO|Acme|Steel|50|555-0100|555-0101|a@b.co|c@d.co|1 High St|Flat 4|York|Yorks|YO1|UK|\
         Europe/London|Web|Spring|news|Cj0|Too slow|ana|L-1|Call\nsoon|2024-03-15|New|yes|5k",
    );
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        read,
        NewLead {
            name: some("Ada King"),
            job_title: some("CEO"),
            company: some("Acme"),
            industry: some("Steel"),
            size: some("50"),
            phones: vec!["555-0100".into(), "555-0101".into()],
            emails: vec!["a@b.co".into(), "c@d.co".into()],
            street: some("1 High St, Flat 4"),
            city: some("York"),
            region: some("Yorks"),
            postal_code: some("YO1"),
            country: some("UK"),
            zone: some("Europe/London"),
            source: some("Web"),
            campaign: some("Spring"),
            tokens: map(&[("utm_source", "news"), ("gclid", "Cj0")]),
            problem: some("Too slow"),
            owner_hint: some("ana"),
            external_id: some("L-1"),
            note: some("Call\nsoon"),
            captured_at: Some(Timestamp(1_710_460_800_000)),
            extra: map(&[("Status", "New"), ("Do Not Call", "yes"), ("Budget", "5k")]),
        }
    );
}

#[test]
fn names_are_joined() {
    let cases = [
        ("First Name|Last Name|Email", "Ada|King|e", "Ada King"),
        (
            "Last Name|Middle Name|First Name|Email",
            "King|B.|Ada|e",
            "Ada B. King",
        ),
        ("First Name|Last Name|Email", "Ada||e", "Ada"),
        ("Vorname|Name|E-Mail", "Ada|König|e", "Ada König"),
        ("Nombre|Apellidos|Correo", "Ada|King|e", "Ada King"),
        ("First Name|Name|Email", "Ada|Ada King|e", "Ada King"),
        (
            "Name|First Name|Last Name|Email",
            "Ada King|Ada|King|e",
            "Ada King",
        ),
        (
            "Name|First Name|Last Name|Email",
            "Dr. A. King|Ada|King|e",
            "Dr. A. King",
        ),
    ];
    for (headings, cells, name) in cases {
        assert_eq!(
            lead(headings, cells).name.as_deref(),
            Some(name),
            "{headings}: {cells}"
        );
    }
    assert_eq!(
        lead("Name|First Name|Last Name|Email", "Dr. A. King|Ada|King|e").extra,
        map(&[("First Name", "Ada")])
    );
    assert_eq!(lead("Name|Email", "N/A|e").name, None);
}

#[test]
fn what_no_field_takes_is_kept() {
    let cases: [(&str, &str, Pairs); 8] = [
        ("Email|Name|Name", "e|Ada|Ada K.", &[("Name (2)", "Ada K.")]),
        (
            "Email|Created",
            "e|03/04/2024",
            &[("Created", "03/04/2024")],
        ),
        ("Email|Country Code", "e|+44", &[("Country Code", "+44")]),
        ("Email|Time zone", "e|-5.00", &[("Time zone", "-5.00")]),
        ("Email|Country", "e|NA", &[]),
        (
            "Email|",
            "e|left|over",
            &[("column 2", "left"), ("column 3", "over")],
        ),
        (
            "Email|column 3",
            "e|named|over",
            &[("column 3", "named"), ("column 3 (2)", "over")],
        ),
        ("Email|Budget", "e|none", &[]),
    ];
    for (headings, cells, extra) in cases {
        let lead = lead(headings, cells);
        assert_eq!(lead.extra, map(extra), "{headings}: {cells}");
        assert_eq!(lead.captured_at, None);
    }
}

#[test]
fn nothing_is_cut_off_in_silence() {
    let name = "x".repeat(text::FIELD_MAX + 1);
    assert_eq!(
        lead("Email|Name", &format!("e|{name}")).extra,
        map(&[("Name", &name)])
    );
    let story = "y".repeat(text::NOTE_MAX + 3);
    assert_eq!(
        lead("Email|Notes", &format!("e|{story}")).extra,
        map(&[("Notes", &story[3..]), ("Notes (2)", "yyy")])
    );
}

#[test]
fn prefixes_are_stripped_where_they_are_types() {
    let meta = lead(
        "id|created_time|ad_id|form_id|is_organic|phone_number",
        "l:77|2024-03-15T09:12:00+0100|ag:5|f:6|false|p:+4930123456",
    );
    assert_eq!(meta.external_id.as_deref(), Some("77"));
    assert_eq!(meta.phones, ["+4930123456"]);
    assert_eq!(
        meta.extra,
        map(&[("ad_id", "5"), ("form_id", "6"), ("is_organic", "false")])
    );
    assert_eq!(lead("Email|Shelf", "e|c:5").extra, map(&[("Shelf", "c:5")]));
}

#[test]
fn sources_come_from_tokens_when_nobody_names_one() {
    let read = lead("Email|utm_source|utm_campaign", "e|news|spring");
    assert_eq!(
        (read.source.as_deref(), read.campaign.as_deref()),
        (Some("news"), Some("spring"))
    );
}

#[test]
fn only_the_unreachable_are_refused() {
    let cases = [
        ("Name|Phone", "Ada|not-a-phone", true),
        ("Name|Email", "Ada|invalid-email", true),
        ("Name|ID", "Ada|7", true),
        ("Name|Email", "Ada|N/A", false),
        ("Name|Email", "Ada", false),
        ("Name|Phone", "Ada|\u{200b}", false),
    ];
    for (headings, cells, taken) in cases {
        assert_eq!(read(headings, cells).is_ok(), taken, "{headings}: {cells}");
    }
    assert_eq!(
        read("Name|Phone", "Ada|")
            .expect_err("nothing to reach")
            .to_string(),
        "no phone, email or id"
    );
}

proptest! {
    #[test]
    fn any_cells_are_a_lead_or_refused(
        headings in proptest::collection::vec(prop_oneof![any::<String>(), Just("Phone".to_owned()), Just("Created".to_owned())], 0..8),
        cells in proptest::collection::vec(any::<String>(), 0..10),
    ) {
        let read = candidate(&Headings::read(&headings), &cells, Tz::UTC);
        if let Ok(lead) = read {
            prop_assert!(!lead.phones.is_empty() || !lead.emails.is_empty() || lead.external_id.is_some());
        }
    }

    #[test]
    fn columns_may_stand_in_any_order(turn in 0_usize..6) {
        let mut headings = vec!["Name", "Email", "Phone", "Budget", "City", "ID"];
        let mut cells = vec!["Ada", "a@b.co", "555-0100", "5", "York", "9"];
        let straight = candidate(&Headings::read(&headings), &cells, Tz::UTC).expect("a lead");
        headings.rotate_left(turn);
        cells.rotate_left(turn);
        let turned = candidate(&Headings::read(&headings), &cells, Tz::UTC).expect("a lead");
        prop_assert_eq!(crate::intake::fingerprint(&turned), crate::intake::fingerprint(&straight));
    }
}
