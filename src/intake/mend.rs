//! Cells that a hand-written file took apart: `Ada, "Acme, Inc."`.
//!
//! A blank before the quotation mark makes it an ordinary letter to every reader, and the comma inside a
//! separator. Mending waits until a whole row shows that it was meant otherwise; reading such marks as
//! quotes from the start would let one stray inch mark swallow the rest of the file.

use crate::intake::records::Cell;

/// The texts of a row, with cells joined again where that gives exactly the `width` of the headings.
pub(super) fn row(cells: Vec<Cell>, width: usize, delimiter: u8) -> Vec<String> {
    let joined = if cells.len() > width {
        joined(&cells, char::from(delimiter))
    } else {
        None
    };
    let cells = joined
        .filter(|joined| joined.len() == width)
        .unwrap_or(cells);
    cells
        .into_iter()
        .map(|cell| {
            if cell.quoted {
                cell.text
            } else {
                unquoted(cell.text)
            }
        })
        .collect()
}

fn joined(cells: &[Cell], delimiter: char) -> Option<Vec<Cell>> {
    let mut whole: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut open = false;
    for cell in cells {
        match whole.last_mut() {
            Some(last) if open => {
                last.text.push(delimiter);
                last.text.push_str(&cell.text);
                open = cell.quoted || !closes(&cell.text);
            }
            _ => {
                open = !cell.quoted
                    && opens(&cell.text)
                    && !(closes(&cell.text) && cell.text.trim().len() > 1);
                whole.push(cell.clone());
            }
        }
    }
    (!open).then_some(whole)
}

fn opens(text: &str) -> bool {
    text.starts_with([' ', '\t']) && text.trim_start().starts_with('"')
}

fn closes(text: &str) -> bool {
    text.trim_end().ends_with('"')
}

fn unquoted(text: String) -> String {
    if !opens(&text) || !closes(&text) {
        return text;
    }
    match text
        .trim()
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::records::Records;

    #[test]
    fn quotes_behind_a_blank() {
        let cases: [(&str, usize, &[&str]); 8] = [
            ("Ada, \"Acme, Inc.\" ", 2, &["Ada", "Acme, Inc."]),
            ("Ada, \"Acme\",x", 3, &["Ada", "Acme", "x"]),
            ("Ada, \"a, b, c\", \"d, e\"", 3, &["Ada", "a, b, c", "d, e"]),
            // Nothing is gained by joining: as it stands.
            ("Ada, \"Acme, Inc.\"", 3, &["Ada", " \"Acme", " Inc.\""]),
            (
                "Ada, \"Acme, Inc.\",x,y,z",
                3,
                &["Ada", " \"Acme", " Inc.\"", "x", "y", "z"],
            ),
            ("Ada, 5\" pipe,x", 2, &["Ada", " 5\" pipe", "x"]),
            ("Ada,\" \"\"own\"\" \"", 2, &["Ada", " \"own\" "]),
            ("Ada, \"say \"\"hi\"\"\"", 2, &["Ada", "say \"hi\""]),
        ];
        for (text, width, cells) in cases {
            let record = Records::new(text.as_bytes(), b',', 0)
                .next()
                .expect("readable")
                .expect("a record");
            assert_eq!(
                row(record.cells.expect("cells"), width, b','),
                cells,
                "{text}"
            );
        }
    }
}
