//! Whatever strangers wrote into their fields, no screen passes it on raw, and no column moves.
use crate::{
    bytes,
    seat::{Seat, callsheet},
};
use tempfile::TempDir;

const NASTY: [&str; 12] = [
    "\x1b[2J\x1b[1;1Hgone",
    "\x1b]52;c;aGFjaw==\x07clip",
    "\x1b]0;title\x1b\\x",
    "abc\u{202E}exe.gpj\u{2066}x",
    "z\u{200B}e\u{200D}r\u{FEFF}o\u{200F}",
    "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30A}algo",
    "日本語株式会社の名前はとても長いです",
    "محمد بن عبد الله العربي",
    "नमस्ते दुनिया क्षत्रिय",
    "👩\u{200D}👩\u{200D}👧\u{200D}👦🏽🇩🇪\u{200D}\u{200D}\u{200D}\u{200D}",
    "\u{9b}31m\u{90}q\u{9c}\u{85}next\u{2028}line",
    "%s%n$(touch x)`id`=cmd|' /C calc'!A0",
];

fn file() -> TempDir {
    let folder = TempDir::new().unwrap();
    let db = folder.path().join("leads.db");
    let long = "Ω".repeat(500);
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut rows = "Name,Company,Job Title,City,Email,Phone,Campaign,Problem,Note,Website,Source\n".to_owned();
    for (n, nasty) in NASTY.iter().copied().chain([long.as_str()]).enumerate() {
        let cell = quoted(nasty);
        rows.push_str(&format!(
            "{cell},{cell},{cell},{cell},n{n}@example.com,+1 212 736 5{n:03},{cell},{cell},{cell},{cell},{cell}\n"
        ));
    }
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, rows).unwrap();
    callsheet(&db, &["--as", "maya", "import", path.to_str().unwrap()]);
    callsheet(&db, &["--as", "maya", "rep", "add", "ben", "--full-name", "Ben \u{202E}\u{200B}Nasty"]);
    for lead in 1..=13 {
        let note = format!("{}\n{}", NASTY[lead % 12].replace('\0', ""), "\u{202E}second");
        callsheet(&db, &["--as", "maya", "touch", &lead.to_string(), "note", &note]);
    }
    folder
}

#[test]
fn no_screen_passes_on_what_strangers_typed() {
    for no_color in [false, true] {
        let env: &[(&str, &str)] = if no_color { &[("NO_COLOR", "1")] } else { &[] };
        let mut seat = Seat::at(file(), env, "exec \"$@\"", "maya");
        seat.wait_for("the desk", |screen| screen.contains("maya manager"));
        // In turn, nobody is offered at night; the newest are.
        seat.press("ss");
        seat.wait_for("the list", |screen| screen.contains("algo"));
        seat.settle();
        assert!(!no_color || seat.reversed().contains(&3), "the selection is not seen:\n{}", seat.screen());
        let rounds = [
            "j", "j", "j", "\r", "\x1b[6~", "\x1b", "G", "f", "\x1b", "W", "\x1b", "L", "\x1b", "b", "\x1b", "x",
            "\x1b", "z", "\x1b", "i", "\x1b", "v", "\x1b", "t", "\x1b", "a", "\x1b", "r", "\x1b", "e", "\x1b", "d",
            "\x1b", "m", "\x1b", "w", "\x1b", "4", "s", "f", "\x1b", "p", "\x1b", "\r", "j", "\r", "\x1b", "\x1b", "1",
            "s", "s", "s", "/", "a", "\x1b", ":", "\x1b", "?", "\x1b", "n", "j", "u", "\x12", "\x1b",
        ];
        let mut read = 0;
        for (n, keys) in rounds.iter().enumerate() {
            seat.press(keys);
            seat.settle();
            if n == 0 {
                // Every form once more on another of the nasty leads.
                for lead in ["g", "jj", "jjjj"] {
                    seat.press(lead);
                    for form in ["e", "x", "v", "\r"] {
                        seat.press(form);
                        seat.settle();
                        seat.press("\x1b");
                        seat.settle();
                    }
                }
            }
            let all = seat.bytes();
            assert_eq!(
                bytes::stranger(&all[read..]),
                None,
                "after {keys:?} (no color: {no_color}):\n{}",
                seat.screen()
            );
            read = all.len();
        }
        // What is pasted is no better.
        seat.press("o");
        seat.wait_for("the form", |screen| screen.contains("New lead"));
        seat.press("\x1b[200~\x1b]52;c;aGk=\x07\u{202E}evil\u{200B}\x1b[31m\x1b[201~");
        seat.settle();
        assert_eq!(bytes::stranger(&seat.bytes()[read..]), None, "{}", seat.screen());
        seat.press("\x03");
        seat.end();
    }
}
