use super::*;
use proptest::prelude::*;

/// A record by its line and its cells.
type Told<'a> = (u64, &'a [&'a str]);

/// The records as lists of texts with their lines; a fault as its words.
fn read(text: &str, delimiter: u8) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(text.as_bytes(), delimiter, 0);
    let mut all = Vec::new();
    while let Some(record) = records.next().expect("memory can be read") {
        let cells = match record.cells {
            Ok(cells) => cells.into_iter().map(|cell| cell.text).collect(),
            Err(fault) => vec![fault.to_string()],
        };
        all.push((record.line, cells));
    }
    assert_eq!(records.offset(), text.len() as u64);
    all
}

#[test]
fn records_are_read_exactly() {
    let cases: [(&str, &[Told]); 14] = [
        ("", &[]),
        ("a,b,c\n1,2,3", &[(1, &["a", "b", "c"]), (2, &["1", "2", "3"])]),
        ("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]),
        ("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]),
        ("1,\"\",\"\"\n", &[(1, &["1", "", ""])]),
        ("1,\"ha \"\"ha\"\" ha\"\n", &[(1, &["1", "ha \"ha\" ha"])]),
        ("a,\"Anytown, WW\"", &[(1, &["a", "Anytown, WW"])]),
        ("\"Once upon \r\na time\",5\r\n7,8", &[(1, &["Once upon \r\na time", "5"]), (3, &["7", "8"])]),
        ("37\u{fffd}36'37.8\"N 121\"W,Modesto", &[(1, &["37\u{fffd}36'37.8\"N 121\"W", "Modesto"])]),
        ("\"a\" ,b", &[(1, &["a ", "b"])]),
        ("\n\r\na\n\n", &[(1, &[""]), (2, &[""]), (3, &["a"]), (4, &[""])]),
        ("a,\n,\n", &[(1, &["a", ""]), (2, &["", ""])]),
        ("a,\"b", &[(1, &["a", "b"])]),
        (
            "a,b\nc,\"d\ne,f\ng,h\n",
            &[
                (1, &["a", "b"]),
                (
                    2,
                    &[
                        "a quotation mark opened on line 2 is never closed: everything down to line 5 is inside it; close it, or take it out, and import the file again",
                    ],
                ),
            ],
        ),
    ];
    for (text, records) in cases {
        let records: Vec<(u64, Vec<String>)> = records
            .iter()
            .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect();
        assert_eq!(read(text, b','), records, "{text:?}");
    }
    assert_eq!(read("a|b,c", b'|'), [(1, vec!["a".to_owned(), "b,c".to_owned()])]);
}

#[test]
fn blank_is_separators_and_blanks() {
    for (text, blank) in
        [("\n", true), (",,,\n", true), ("  \t", true), ("\"\"", true), ("\" \",x", false), ("0", false)]
    {
        let record = Records::new(text.as_bytes(), b',', 0).next().expect("memory can be read");
        assert_eq!(record.map(|record| record.is_blank()), Some(blank), "{text:?}");
    }
}

#[test]
fn too_much_is_refused_and_the_next_row_is_read() {
    let long = "x".repeat(CELL_LIMIT);
    let cases = [
        (format!("a,{long}y\n"), Err(RowFault::CellTooLong { column: 2, limit: CELL_LIMIT })),
        (format!("a,{long}\n"), Ok(2)),
        (format!("{long},{long},{long},{long},y\n"), Err(RowFault::RowTooLong { limit: ROW_LIMIT })),
        (format!("{}\n", ",".repeat(COLUMN_LIMIT)), Err(RowFault::TooManyColumns { limit: COLUMN_LIMIT })),
        (format!("{}\n", ",".repeat(COLUMN_LIMIT - 1)), Ok(COLUMN_LIMIT)),
        (format!("\"{long}{long}\"\n"), Err(RowFault::CellTooLong { column: 1, limit: CELL_LIMIT })),
        (
            format!("a,\"b\n{long}\n{long},\"c\n"),
            Err(RowFault::QuoteRunsOn { opened: 1, closed: 3, limit: CELL_LIMIT }),
        ),
    ];
    for (mut text, cells) in cases {
        text.push_str("next,row\n");
        let mut records = Records::new(text.as_bytes(), b',', 0);
        let first = records.next().expect("readable").expect("a record");
        assert_eq!(first.cells.map(|cells| cells.len()), cells);
        let next = records.next().expect("readable").expect("a record");
        assert_eq!(next.cells.map(|cells| cells.len()), Ok(2));
    }
}

proptest! {
    /// The same cells as the `csv` crate reads, which skips the blank lines that we count.
    #[test]
    fn agrees_with_the_csv_crate(text in "[ab\",;\\r\\n ]{0,60}") {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("text").iter().map(str::to_owned).collect()).collect();
        let mut records = Records::new(text.as_bytes(), b',', 0);
        let mut ours = Vec::new();
        let mut open = false;
        while let Some(record) = records.next().expect("memory can be read") {
            match record.cells {
                Ok(cells) if cells.len() == 1 && cells[0].text.is_empty() && !cells[0].quoted => {}
                Ok(cells) => ours.push(cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>()),
                Err(_) => open = true,
            }
        }
        if open {
            prop_assert_eq!(&ours[..], &theirs[..theirs.len() - 1]);
        } else {
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn any_bytes_are_records(bytes in proptest::collection::vec(any::<u8>(), 0..200), delimiter in prop::sample::select(&b",;\t|"[..])) {
        let mut records = Records::new(&bytes[..], delimiter, 0);
        let mut line = 0;
        while let Some(record) = records.next().expect("memory can be read") {
            prop_assert!(record.line > line, "lines go up");
            line = record.line;
        }
        prop_assert_eq!(records.offset(), bytes.len() as u64);
    }
}
