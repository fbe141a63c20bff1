//! How it looks: every word can be read in every theme, and nothing is told by colour alone.

use crate::at::At;
use callsheet::{
    settings::Settings,
    tui::{
        self,
        theme::{Depth, Theme, rgb},
    },
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};

fn frame(at: &At) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    terminal.draw(|frame| tui::view(&at.model, frame)).expect("a frame");
    terminal.backend().buffer().clone()
}

/// Shows every screen and everything that lies over one, and looks at each.
fn every_scene(theme: Theme, mut look: impl FnMut(&str, &Buffer)) {
    let mut at = At::desk();
    at.model.theme = theme;
    at.colleague("ana").press("s").press("n").press("L").pick("Busy").press("s").press("s");
    at.select("Ada Lovelace").press("x").pick("No need").pick("dead").press("enter");
    let scenes: [&[&str]; 21] = [
        &[],
        &["tab"],
        &["enter"],
        &["L"],
        &["L", "tab"],
        &["x"],
        &["b"],
        &["b", "enter"],
        &["e"],
        &["z"],
        &["i"],
        &["v"],
        &["f"],
        &["/", "a", "d"],
        &["/", "q", "q", "q", "q"],
        &["?"],
        &[":", "r"],
        &["W"],
        &["4"],
        &["4", "down", "right", "enter"],
        &["4", "s"],
    ];
    for keys in scenes {
        for key in keys {
            at.press(key);
        }
        look(&keys.join(" "), &frame(&at));
        for _ in 0..4 {
            at.press("esc");
        }
        at.press("1");
    }
    at.press("R");
    look("a toast", &frame(&at));
}

fn light(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// As WCAG reckons it; black on white is 21.
fn contrast(cell: &Cell, text: [u8; 3], ground: [u8; 3]) -> f64 {
    let (fg, bg) = (rgb(cell.fg).unwrap_or(text), rgb(cell.bg).unwrap_or(ground));
    let (one, other) = (light(fg), light(bg));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_word_can_be_read_on_a_dark_and_on_a_light_terminal() {
    assert!((contrast(&Cell::default(), [0; 3], [255; 3]) - 21.0).abs() < 0.01);
    let of_16 = |name: &str| {
        let own = Settings::over_defaults(&format!("theme.name = '{name}'")).expect("settings");
        Theme::of(&own.theme, Depth::Named)
    };
    let (dark, light) = (([229; 3], [0; 3]), ([0; 3], [255; 3]));
    for (theme, (text, ground)) in
        [(Theme::dark(), dark), (Theme::light(), light), (of_16("dark"), dark), (of_16("light"), light)]
    {
        let mut words = 0;
        every_scene(theme, |scene, buffer| {
            for cell in buffer.content().iter().filter(|cell| cell.symbol().chars().any(char::is_alphanumeric)) {
                let contrast = contrast(cell, text, ground);
                assert!(contrast >= 4.5, "{contrast:.1} for “{}” of {cell:?} at [{scene}]", cell.symbol());
                words += 1;
            }
        });
        assert!(words > 10_000, "{words}");
    }
}

#[test]
fn mono_has_no_colour_and_still_shows_what_is_picked_and_what_is_held() {
    every_scene(Theme::mono(), |scene, buffer| {
        assert!(buffer.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)), "{scene}");
        assert!(buffer.content().iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)), "{scene}");
    });
}

#[test]
fn a_theme_of_ones_own_is_painted_in_what_the_terminal_has() {
    let own = "[theme]\nname = 'light'\naccent = '#5f87d7'\npicked = 'blue'\ntext = 236";
    let rules = Settings::over_defaults(own).expect("settings").theme;
    for (depth, accent) in [
        (Depth::True, Color::Rgb(0x5f, 0x87, 0xd7)),
        (Depth::Indexed, Color::Indexed(68)),
        (Depth::Named, Color::LightBlue),
    ] {
        let theme = Theme::of(&rules, depth);
        assert_eq!((theme.accent().fg, theme.picked(true).bg), (Some(accent), Some(Color::Blue)));
        assert_eq!(
            theme.bad(),
            Theme::of(&Settings::over_defaults("theme.name = 'light'").expect("ok").theme, depth).bad()
        );
    }
    assert_eq!(Theme::of(&rules, Depth::True).text().fg, Some(Color::Indexed(236)));
    let shipped = Settings::default().theme;
    assert_eq!(Theme::of(&shipped, Depth::True), Theme::dark());
    // Nothing is left of what a terminal of 16 colours does not have.
    every_scene(Theme::of(&rules, Depth::Named), |scene, buffer| {
        let strange = |colour: Color| matches!(colour, Color::Rgb(..) | Color::Indexed(_));
        assert!(!buffer.content().iter().any(|cell| strange(cell.fg) || strange(cell.bg)), "{scene}");
    });
}

#[test]
fn colours_have_one_place() {
    fn sources(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() { sources(&entry, found) } else { found.push(entry) }
        }
    }
    let mut files = Vec::new();
    sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/tui")), &mut files);
    assert!(files.len() > 50);
    for file in files.iter().filter(|file| !file.to_string_lossy().contains("/tui/theme")) {
        let text = std::fs::read_to_string(file).expect("a source");
        for word in ["Color::", "Color}", "Stylize", "Rgb("] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}
