//! Export: what leaves comes back identical, or runs nothing where it is opened.
//!
//! Small here; `CALLSHEET_SAFETY=full cargo test --release --test export` tries 10,000 files.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod support;

use calamine::{Data, Reader, Xlsx};
use callsheet::{
    desk::{
        Desk,
        command::{Command, Edit},
        doctor,
        import::ImportReport,
    },
    domain::{
        contact::{ChannelKind, Standing},
        ids::LeadId,
        lead::NewLead,
        time::{DAY, Timestamp},
    },
    handoff::{Format, Leaving, Outlet, To},
    intake::CsvFile,
    store::{doctor::Finding, export::Chosen},
};
use proptest::{collection, option, prelude::*, sample};
use std::{
    error::Error,
    fmt::Write as _,
    fs,
    io::{Read, Seek},
};
use support::{Colleague, Office, TUESDAY, facts::count, say::*};

fn cases(few: u32) -> ProptestConfig {
    let full = std::env::var("CALLSHEET_SAFETY").is_ok_and(|asked| asked == "full");
    let cases = if full { 10_000 } else { few };
    ProptestConfig { cases, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() }
}

fn exported(desk: &Desk, format: Format, now: Timestamp) -> Vec<u8> {
    let mut file = tempfile::tempfile().unwrap();
    let folder = std::env::temp_dir();
    desk.export(&Chosen::default(), now, |leads| {
        let to = To::File(&mut file, &folder);
        let mut outlet = Outlet::open(format, to, leads.sheet()?, leads.count(), chrono_tz::UTC, now)?;
        leads.each(|lead| Ok::<_, Box<dyn Error>>(outlet.put(lead).map(|()| true)?))?;
        Ok::<_, Box<dyn Error>>(outlet.close()?)
    })
    .unwrap();
    file.rewind().unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn imported(who: &mut Colleague<'_>, bytes: &[u8]) -> ImportReport {
    let path = who.office.folder().join("in.csv");
    fs::write(&path, bytes).unwrap();
    let file = CsvFile::open(&path).unwrap();
    who.desk.import("in.csv", file, who.office.now(), |_| true).unwrap()
}

/// Normal forms, bans, and the do-not-call list.
type Reached = (Vec<Option<String>>, Vec<Standing>, Vec<String>);

/// What must be the same of a lead in either file, beside the bytes: what was made of its channels.
fn channels(desk: &Desk, now: Timestamp) -> Vec<Reached> {
    let mut seen = Vec::new();
    let of = |out: &Leaving| {
        let channels = &out.contact.channels;
        let normals = channels.iter().map(|channel| channel.normal.clone()).collect();
        // Which of the allowed comes first is in their order.
        let bans = channels.iter().map(|channel| match channel.standing {
            Standing::NotToBeUsed => Standing::NotToBeUsed,
            _ => Standing::Allowed,
        });
        (normals, bans.collect(), out.do_not_call.clone())
    };
    desk.export(&Chosen::default(), now, |leads| {
        leads.each(|lead| {
            seen.push(of(lead));
            Ok::<_, Box<dyn Error>>(true)
        })
    })
    .unwrap();
    seen
}

const NAUGHTY: &[&str] = &[
    "",
    " ",
    "-",
    "N/A",
    "none",
    "null",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+44 20 7946 0018",
    "-1",
    "\t=1",
    "\r\n=1",
    "＝1+1",
    "＋1",
    "a;=1+1;b",
    "a;\"=1+1\"",
    "x|=1",
    "l:12",
    "p:+49301234567",
    "007",
    "01067",
    "1E5",
    "\u{FEFF}bom",
    "a\u{0}b\u{1b}[31m",
    "\"",
    "\"\"",
    " \"quoted, \" ",
    "a,b",
    "one\ntwo\r\nthree\n\n- four",
    "漢字カナ ｗｉｄｅ",
    "مرحبا \u{202E}evil",
    "👩\u{200D}💻",
    "person",
    "same person",
    "callsheet_exact_1",
    "_x0041_",
    "</t><f>1</f>",
    "http://example.com/",
    "mailto:a@b.example",
    "{\"a\":1}",
];

const ADDRESSES: &[&str] =
    &["ada@acme.example", "bo@acme.example", "ADA@acme.example", "Cy <cy@d.example>", "no address"];
const NUMBERS: &[&str] = &[
    "+1 212 736 5000",
    "(212) 736-5000",
    "212 736 5001 ext. 12",
    "030 1234567",
    "+49 30 1234567",
    "7946 0018",
    "+44 20 7946 0018, +44 20 7946 0019",
    "000",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => sample::select(NAUGHTY).prop_map(str::to_owned),
        2 => "[ -~]{0,12}",
        1 => any::<String>(),
        1 => (sample::select(NAUGHTY), 100_usize..200).prop_map(|(text, times)| format!("x{text} ").repeat(times)),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    option::weighted(0.4, texts())
}

/// A text, or one of a few that several leads share.
fn shared(known: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    collection::vec(prop_oneof![3 => sample::select(known).prop_map(str::to_owned), 1 => texts()], 0..3)
}

fn enquiries() -> impl Strategy<Value = NewLead> {
    let names = prop_oneof![Just(Some("Ada Lovelace".to_owned())), maybe()];
    let countries = prop_oneof![Just(None), Just(Some("Germany".to_owned())), Just(Some("GB".to_owned())), maybe()];
    let zones = prop_oneof![Just(None), Just(Some("Europe/Berlin".to_owned())), maybe()];
    let pairs = || collection::btree_map(texts(), texts(), 0..3);
    (
        (names, maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe()),
        (shared(NUMBERS), shared(ADDRESSES), countries, zones),
        (maybe(), maybe(), maybe(), maybe(), maybe(), maybe()),
        (pairs(), pairs(), option::of(0_i64..400 * DAY)),
    )
        .prop_map(|(who, (phones, emails, country, zone), said, (tokens, extra, before))| {
            let (name, job_title, company, industry, size, street, city, region, postal_code) = who;
            let (source, campaign, problem, owner_hint, external_id, note) = said;
            NewLead {
                name,
                job_title,
                company,
                industry,
                size,
                phones,
                emails,
                street,
                city,
                region,
                postal_code,
                country,
                zone,
                source,
                campaign,
                tokens,
                problem,
                owner_hint,
                external_id,
                note,
                captured_at: before.map(|before| TUESDAY.plus(-before)),
                extra,
            }
        })
}

/// What happens to a lead after it came.
#[derive(Debug, Clone, Copy)]
enum Then {
    Nothing,
    Rejected,
    DoNotCall,
    Noted,
    NotOnThis(ChannelKind),
}

fn histories() -> impl Strategy<Value = Vec<(NewLead, Then)>> {
    let then = prop_oneof![
        3 => Just(Then::Nothing),
        3 => Just(Then::Rejected),
        1 => Just(Then::DoNotCall),
        2 => Just(Then::Noted),
        1 => Just(Then::NotOnThis(ChannelKind::Phone)),
        1 => Just(Then::NotOnThis(ChannelKind::Email)),
    ];
    collection::vec((enquiries(), then), 1..8)
}

/// A file in which all that happened, as far as the desk allows it.
fn lived(office: &Office, history: &[(NewLead, Then)]) -> usize {
    let mut max = office.manager();
    let mut leads = 0;
    for (new, then) in history {
        let Ok(receipt) = max.tries(Command::Capture(Box::new(new.clone()))) else { continue };
        let Some(lead) = receipt.lead else { continue };
        leads += 1;
        let _ = match then {
            Then::Nothing => continue,
            Then::Rejected => max.tries(reject(lead, "no_budget")),
            Then::DoNotCall => max.tries(do_not_call(lead)),
            Then::Noted => max.tries(note(lead, new.note.as_deref().unwrap_or("=1\n- two"))),
            Then::NotOnThis(kind) => {
                let contact = max.desk.card(lead, office.now()).unwrap().contact;
                let Some(channel) = contact.channels.iter().find(|channel| channel.kind == *kind) else { continue };
                max.tries(edit(lead, Edit::Standing(channel.id, Standing::NotToBeUsed)))
            }
        };
    }
    leads
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn what_is_exported_exactly_comes_back_identical(history in histories()) {
        let (here, there) = (Office::new(), Office::new());
        lived(&here, &history);
        let desk = here.manager().desk;
        let out = exported(&desk, Format::Exact, here.now());
        let rows = channels(&desk, here.now());
        if rows.is_empty() {
            return Ok(());
        }
        // Later: what is captured after now is captured now.
        there.wait(DAY);
        let mut max = there.manager();
        let report = imported(&mut max, &out);
        prop_assert_eq!(report.added, rows.len() as u64, "{:?}", report);
        let again = exported(&max.desk, Format::Exact, there.now());
        prop_assert_eq!(String::from_utf8(again.clone()).unwrap(), String::from_utf8(out.clone()).unwrap());
        prop_assert_eq!(&channels(&max.desk, there.now()), &rows);
        let findings = doctor::examine(max.desk.db(), there.settings(), there.now()).unwrap();
        prop_assert!(findings.iter().all(Finding::is_sound), "{:?}", findings);
        let report = imported(&mut max, &out);
        prop_assert_eq!((report.added, report.duplicates), (0, rows.len() as u64), "a second time: {:?}", report);
    }

    #[test]
    fn no_cell_of_a_spreadsheet_is_a_formula(history in histories()) {
        let office = Office::new();
        lived(&office, &history);
        let desk = office.manager().desk;
        let csv = exported(&desk, Format::Csv, office.now());
        // Also where lists are separated otherwise, and quotes fall apart.
        for separator in *b",;|" {
            let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false)
                .from_reader(&csv[3..]);
            for record in reader.byte_records() {
                for cell in &record.unwrap() {
                    let cell = String::from_utf8_lossy(cell).into_owned();
                    let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                    prop_assert!(!start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
                    // Read otherwise, a quotation mark may swallow the end of a row.
                    prop_assert!(separator != b',' || !cell.starts_with(['\t', '\r']), "{cell:?}");
                }
            }
        }
        let xlsx = exported(&desk, Format::Xlsx, office.now());
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(xlsx)).unwrap();
        let formulas = book.worksheet_formula("Leads").unwrap();
        prop_assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{formulas:?}");
        let sheet = book.worksheet_range("Leads").unwrap();
        let mut reader = csv::Reader::from_reader(&csv[3..]);
        prop_assert_eq!(sheet.height() - 1, reader.records().count());
    }
}

/// Jane, with all kinds of values.
fn at_a_desk() -> Office {
    let office = Office::new();
    let mut max = office.manager();
    let mut new = jane().phone("(212) 736-5001").at(TUESDAY.plus(-3 * DAY)).id("0042");
    new.extra.insert("Name".to_owned(), "=HYPERLINK(\"http://x.example\")".to_owned());
    new.tokens.insert("gclid".to_owned(), "1E5".to_owned());
    new.postal_code = Some("01067".to_owned());
    new.size = Some("10-50".to_owned());
    let lead = max.captures(new);
    max.does(note(lead, "- rang\n- rang again"));
    office
}

#[test]
fn a_sheet_has_real_types() {
    let office = at_a_desk();
    let xlsx = exported(&office.manager().desk, Format::Xlsx, office.now());
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range("Leads").unwrap();
    let cell = |heading: &str| {
        let column = sheet.rows().next().unwrap().iter().position(|cell| cell == heading).unwrap();
        sheet.get((1, column)).unwrap().clone()
    };
    let Data::DateTime(captured) = cell("Captured at") else { panic!("{:?}", cell("Captured at")) };
    assert_eq!(captured.to_ymd_hms_milli(), (2026, 11, 21, 15, 0, 0, 0));
    assert_eq!(cell("Lead"), Data::Float(1.0));
    assert!(matches!(cell("Score"), Data::Float(_)));
    for (heading, text) in [
        ("Phone", "+1 212-736-5000"),
        ("Other phone", "+1 212-736-5001"),
        ("Postal code", "01067"),
        ("Company size", "10-50"),
        ("External id", "0042"),
        ("gclid", "1E5"),
        ("Name", "Jane Doe"),
        ("Name (2)", "=HYPERLINK(\"http://x.example\")"),
        ("Note", "- rang\n- rang again"),
    ] {
        assert_eq!(cell(heading), Data::String(text.to_owned()), "{heading}");
    }
}

#[test]
fn a_csv_for_spreadsheets_shows_what_it_says() {
    let office = at_a_desk();
    let csv = exported(&office.manager().desk, Format::Csv, office.now());
    let text = String::from_utf8(csv).unwrap();
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    assert_eq!(text.matches("\r\n").count(), 2, "{text}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |heading: &str| &row[headings.iter().position(|known| known == heading).unwrap()];
    for (heading, shown) in [
        ("Phone", "(+1) 212-736-5000"),
        ("Other phone", "(+1) 212-736-5001"),
        ("Postal code", "'01067"),
        ("Company size", "'10-50"),
        ("External id", "'0042"),
        ("Captured at", "2026-11-21 15:00:00"),
        ("Name (2)", "'=HYPERLINK(\"http://x.example\")"),
        ("Note", "'- rang\n'- rang again"),
    ] {
        assert_eq!(cell(heading), shown, "{heading}");
    }
}

#[test]
fn numbers_that_are_not_to_be_used_stay_behind() {
    let office = at_a_desk();
    let mut max = office.manager();
    let lead = max.desk.card(LeadId(1), office.now()).unwrap();
    max.does(edit(LeadId(1), Edit::Standing(lead.contact.channels[0].id, Standing::NotToBeUsed)));
    for format in [Format::Csv, Format::JsonLines] {
        let text = String::from_utf8(exported(&max.desk, format, office.now())).unwrap();
        assert!(!text.contains("736-5000") && !text.contains("7365000"), "{text}");
        assert!(text.contains("736-5001"), "{text}");
    }
}

#[test]
fn a_row_that_was_changed_is_refused_with_its_line() {
    let office = at_a_desk();
    let out = String::from_utf8(exported(&office.manager().desk, Format::Exact, office.now())).unwrap();
    let there = Office::new();
    let report = imported(&mut there.manager(), out.replace("2026-11-21T15:00:00Z", "Saturday").as_bytes());
    assert_eq!(report.refused.len(), 1, "{report:?}");
    assert_eq!(report.refused[0].line, 2);
    assert!(report.refused[0].reason.contains("captured_at is no time"), "{report:?}");
    let path = there.folder().join("other.csv");
    fs::write(&path, out.replacen("job_title", "title", 1)).unwrap();
    assert!(CsvFile::open(&path).unwrap_err().to_string().contains("columns were changed"));
}

#[test]
fn what_follows_a_refused_row_is_not_joined_to_who_came_before_it() {
    let office = Office::new();
    let mut max = office.manager();
    max.captures(jane());
    max.captures(someone("Bob Roe").email("bob@roe.example").id("B-1").at(TUESDAY.plus(-DAY)));
    max.captures(someone("Bob Roe").email("bob@roe.example").id("B-2"));
    let out = String::from_utf8(exported(&max.desk, Format::Exact, office.now())).unwrap();
    let there = Office::new();
    let mut max = there.manager();
    let report = imported(&mut max, out.replacen("person,B-1", "person?,B-1", 1).as_bytes());
    assert_eq!((report.added, report.refused.len()), (2, 1), "{report:?}");
    assert_eq!(max.card(LeadId(2)).contact.name, "Bob Roe");
}

#[test]
fn a_ban_in_one_row_protects_who_shares_the_number_in_another() {
    let office = Office::new();
    let mut max = office.manager();
    let jane = max.captures(jane());
    max.captures(someone("John Roe").phone("+1 212 736 5000").email("john@roe.example"));
    max.does(do_not_call(jane));
    let out = exported(&max.desk, Format::Exact, office.now());
    // John's own row says nothing of it.
    let mut reader = csv::Reader::from_reader(out.as_slice());
    let ban = reader.headers().unwrap().iter().position(|heading| heading == "do_not_call").unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let john = &row[3] == "John Roe";
        assert!(!row[ban].is_empty());
        writer.write_record(row.iter().enumerate().map(|(n, cell)| if john && n == ban { "" } else { cell })).unwrap();
    }
    let there = Office::new();
    let mut max = there.manager();
    assert_eq!(imported(&mut max, &writer.into_inner().unwrap()).added, 2);
    assert_eq!(max.queue(), []);
}

#[test]
fn rows_of_a_long_exact_file_are_not_matched_with_one_another() {
    let office = Office::new();
    let mut max = office.manager();
    let mut text = "Name,Email\n".to_owned();
    for n in 1..=2_100 {
        writeln!(text, "Person {n},p{n}@acme.example").unwrap();
    }
    assert_eq!(imported(&mut max, text.as_bytes()).added, 2_100);
    // Two people after all, whatever they share.
    max.does(edit(LeadId(2_100), Edit::AddEmail("p1@acme.example".to_owned())));
    let out = exported(&max.desk, Format::Exact, office.now());
    let there = Office::new();
    let mut max = there.manager();
    assert_eq!(imported(&mut max, &out).added, 2_100);
    assert_eq!(count(max.desk.db(), "contact", "taken_back_at IS NULL"), 2_100);
    assert_eq!(imported(&mut max, &out).duplicates, 2_100);
    max.undoes();
    assert_eq!(count(max.desk.db(), "lead", "taken_back_at IS NULL"), 0, "undone as a whole");
}

#[test]
fn others_may_write_while_a_long_export_reads_one_moment() {
    let office = at_a_desk();
    let (max, mut ben) = (office.manager(), office.manager());
    let mut seen = Vec::new();
    max.desk
        .export(&Chosen::default(), office.now(), |leads| {
            ben.captures(stranger(1));
            ben.does(edit(LeadId(1), Edit::Name("Janet".to_owned())));
            leads.each(|lead| {
                seen.push(lead.contact.name.clone());
                Ok::<_, Box<dyn Error>>(true)
            })
        })
        .unwrap();
    assert_eq!(seen, ["Jane Doe"]);
    assert_eq!(max.desk.card(LeadId(1), office.now()).unwrap().contact.name, "Janet");
}
