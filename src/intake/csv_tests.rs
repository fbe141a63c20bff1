use super::*;
use crate::intake::{Field, Meaning};
use proptest::prelude::*;
use std::io::Write;

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a place for the file");
    file.write_all(bytes).expect("written");
    file
}

/// Lines of a file: its leads by name or first channel, refusals by reason, blanks as a dot.
fn told(bytes: &[u8]) -> Vec<(u64, String)> {
    let file = file(bytes);
    let csv = CsvFile::open(file.path()).expect("opens");
    csv.map(|row| row.expect("readable"))
        .map(|row| match row.found {
            Found::Exact(row) => panic!("{row:?}"),
            Found::Lead(lead) => (row.line, lead.name.unwrap_or_else(|| lead.emails.join(" "))),
            Found::Refused(fault) => (row.line, fault.to_string()),
            Found::Blank => (row.line, ".".to_owned()),
        })
        .collect()
}

#[test]
fn every_row_is_told_with_its_line() {
    let cases: [(&str, &[(u64, &str)]); 9] = [
        ("Name,Email\nAda,a@b.co\nBo,b@b.co", &[(2, "Ada"), (3, "Bo")]),
        ("\u{feff}Name;Email\r\nAda;a@b.co\r\n", &[(2, "Ada")]),
        ("\u{feff}\"Name\",\"Email\"\nAda,a@b.co\n", &[(2, "Ada")]),
        ("Name,Email\n\nAda,a@b.co\n,,\n  \nBo,b@b.co\n", &[(2, "."), (3, "Ada"), (4, "."), (5, "."), (6, "Bo")]),
        ("\n\nName,Email\nAda,a@b.co\n", &[(4, "Ada")]),
        (
            "Name,Email\nAda\nBo,b@b.co,x\n,N/A\n",
            &[(2, "no phone, email or id"), (3, "Bo"), (4, "no phone, email or id")],
        ),
        ("Name,Email,Notes\nAda,a@b.co,\"one\ntwo\"\nBo,b@b.co,\n", &[(2, "Ada"), (4, "Bo")]),
        ("sep=|\nName|Email\nAda|a@b.co\n", &[(3, "Ada")]),
        (" Name , Email , Company \n\" Ada \",a@b.co, \" Acme, Inc. \"\n", &[(2, "Ada")]),
    ];
    for (text, rows) in cases {
        let rows: Vec<(u64, String)> = rows.iter().map(|(line, told)| (*line, (*told).to_owned())).collect();
        assert_eq!(told(text.as_bytes()), rows, "{text:?}");
    }
}

#[test]
fn a_file_says_what_it_is() {
    let text = "Record ID,Emial,Lifecycle Stage,Original Source,Shoe\n1,a@b.co,lead,ads,42\n\n";
    let file = file(text.as_bytes());
    let mut csv = CsvFile::open(file.path()).expect("opens").in_zone(Tz::Europe__Berlin);
    assert_eq!((csv.kind(), csv.delimiter(), csv.size()), (Some("HubSpot"), ',', text.len() as u64));
    let columns: Vec<(&str, &Meaning, bool)> =
        csv.columns().iter().map(|column| (column.heading.as_str(), &column.meaning, column.misspelt)).collect();
    assert_eq!(
        columns,
        [
            ("Record ID", &Meaning::Field(Field::ExternalId), false),
            ("Emial", &Meaning::Field(Field::Email), true),
            ("Lifecycle Stage", &Meaning::Field(Field::Status), false),
            ("Original Source", &Meaning::Field(Field::Source), false),
            ("Shoe", &Meaning::Extra, false),
        ]
    );
    let before = csv.bytes_read();
    assert!(before > 0 && before < csv.size());
    assert_eq!(csv.by_ref().count(), 2);
    assert_eq!(csv.bytes_read(), csv.size());
    assert!(csv.next().is_none());
}

#[test]
fn dates_are_on_the_clocks_of_the_file() {
    let file = file(b"Email,Created\na@b.co,2024-03-15 09:12\n");
    for (zone, iso) in [(Tz::UTC, "2024-03-15T09:12:00Z"), (Tz::Asia__Kolkata, "2024-03-15T03:42:00Z")] {
        let row = CsvFile::open(file.path()).expect("opens").in_zone(zone).next().expect("a row").expect("readable");
        let Found::Lead(lead) = row.found else { panic!("a lead") };
        assert_eq!(lead.captured_at.map(crate::domain::time::Timestamp::iso).as_deref(), Some(iso));
    }
}

#[test]
fn files_that_are_none_say_why() {
    let wide = format!("Name{}\nAda\n", ",x".repeat(1_000));
    let cases: [(&[u8], &str); 10] = [
        (b"", "is empty; it needs a line of headings"),
        (b"\xEF\xBB\xBF", "is empty"),
        (b"\n ,\n", "is empty"),
        (b"Name,Email\n", "has headings and no row below them"),
        (b"Name,Email\n\n,,\n", "has headings and no row below them"),
        (b"a,b\n1,2\n", "its headings are “a”, “b”; write such headings"),
        (b"a,b,c,d,e,f,g,h,i,j\n1\n", "“h”, and 2 more; write"),
        (b"Name\nM\xFCller\n", "is not UTF-8: line 2, byte 6 of the file, is not a letter in it; save it as UTF-8 CSV"),
        (b"PK\x03\x04", "is a spreadsheet or archive, not a CSV file; open it and save it"),
        (wide.as_bytes(), "(line 1) cannot be read: more than 1000 columns"),
    ];
    for (bytes, words) in cases {
        let file = file(bytes);
        let fault = CsvFile::open(file.path()).expect_err("no list of leads").to_string();
        assert!(fault.contains(words), "{fault}");
        assert!(fault.contains(&file.path().display().to_string()), "{fault}");
    }
    let missing = CsvFile::open("/nowhere/leads.csv").expect_err("no such file").to_string();
    assert!(missing.starts_with("cannot read /nowhere/leads.csv: "), "{missing}");
    assert!(CsvFile::open(std::env::temp_dir()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_open_or_say_why(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let file = file(&bytes);
        if let Ok(csv) = CsvFile::open(file.path()) {
            for row in csv {
                prop_assert!(row.is_ok());
            }
        }
    }

    #[test]
    fn any_text_below_headings_is_told(text in "[a@1,;\"\\r\\n \u{e9}]{0,80}") {
        let file = file(format!("Name,Email\n{text}").as_bytes());
        if let Ok(mut csv) = CsvFile::open(file.path()) {
            prop_assert!(csv.by_ref().all(|row| row.is_ok()));
            prop_assert_eq!(csv.bytes_read(), csv.size());
        }
    }

    /// Rows in, rows out: however their cells are filled.
    #[test]
    fn rows_in_are_rows_out(rows in proptest::collection::vec(("[a-z ,\"\n]{0,8}", "[a-z@]{0,5}", any::<bool>()), 1..30)) {
        let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        writer.write_record(["Name", "Email", "Budget"]).expect("written");
        for (name, email, long) in &rows {
            let cells = [name.as_str(), email.as_str(), "", "more"];
            writer.write_record(&cells[..if *long { 4 } else { 3 }]).expect("written");
        }
        let bytes = writer.into_inner().expect("written");
        let file = file(&bytes);
        match CsvFile::open(file.path()) {
            Err(fault) => prop_assert!(matches!(fault, IntakeFault::NoRows { .. }), "{}", fault),
            Ok(csv) => {
                let told: Vec<Row> = csv.map(|row| row.expect("readable")).collect();
                prop_assert_eq!(told.len(), rows.len());
                for (row, (_, email, _)) in told.iter().zip(&rows) {
                    prop_assert_eq!(matches!(row.found, Found::Lead(_)), crate::intake::value::present(email).is_some());
                }
            }
        }
    }
}
