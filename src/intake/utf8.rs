//! Whether a file is UTF-8 from its first byte to its last.
//!
//! Checked before the first row is read: half an import is worse than none, and the remedy is to save
//! the file again.

use std::io::{self, BufRead, BufReader, Read};

/// What a look through a file found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// UTF-8, of so many bytes.
    Good { size: u64 },
    /// The first byte that is none: its line, counted from 1, and how many bytes stand before it.
    Bad { line: u64, byte: u64 },
}

/// Looks a file through.
///
/// # Errors
/// When it cannot be read.
pub(super) fn check(input: impl Read) -> io::Result<Checked> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut seen, mut lines) = (0_u64, 1_u64);
    // A letter cut in two by the end of a chunk: at most three bytes.
    let mut cut: Vec<u8> = Vec::new();
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause),
        };
        if chunk.is_empty() {
            return Ok(if cut.is_empty() {
                Checked::Good { size: seen }
            } else {
                Checked::Bad {
                    line: lines,
                    byte: seen,
                }
            });
        }
        let used = chunk.len();
        let bytes = [cut.as_slice(), chunk].concat();
        cut.clear();
        let (good, bad) = match std::str::from_utf8(&bytes) {
            Ok(_) => (bytes.len(), false),
            Err(fault) => (fault.valid_up_to(), fault.error_len().is_some()),
        };
        seen += good as u64;
        lines += bytes[..good].iter().filter(|&&byte| byte == b'\n').count() as u64;
        if bad {
            return Ok(Checked::Bad {
                line: lines,
                byte: seen,
            });
        }
        cut.extend_from_slice(&bytes[good..]);
        input.consume(used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wrong_byte_is_named() {
        let long = [b"x\n".repeat(70_000), "ü".repeat(70_001).into_bytes()].concat();
        let mut wrong = long.clone();
        wrong.push(0xFC);
        let cases: [(&[u8], Checked); 6] = [
            (b"", Checked::Good { size: 0 }),
            ("Müller\n".as_bytes(), Checked::Good { size: 8 }),
            (b"Name\nM\xFCller\n", Checked::Bad { line: 2, byte: 6 }),
            (b"Name\n\xC3", Checked::Bad { line: 2, byte: 5 }),
            (&long, Checked::Good { size: 280_002 }),
            (
                &wrong,
                Checked::Bad {
                    line: 70_001,
                    byte: 280_002,
                },
            ),
        ];
        for (bytes, checked) in cases {
            assert_eq!(check(bytes).expect("memory can be read"), checked);
        }
    }
}
