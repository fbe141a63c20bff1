//! How many colours the terminal has, and the nearest one that it has.

use ratatui::style::Color;

/// How many colours the terminal says it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Any red, green and blue.
    True,
    /// 256, of which all but the first 16 look the same everywhere.
    Indexed,
    /// The 16 with names, which whoever owns the terminal has chosen.
    Named,
}

/// The 16 with names, and what most terminals make of them.
const NAMED: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// Steps of each of the three in the cube that follows them.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Depth {
    /// What the environment says: `COLORTERM` for any colour, `TERM` for 256.
    #[must_use]
    pub fn of_environment() -> Self {
        let said = |name: &str| std::env::var(name).unwrap_or_default();
        Self::of(&said("COLORTERM"), &said("TERM"))
    }

    /// The same, of what they say.
    #[must_use]
    pub fn of(colorterm: &str, term: &str) -> Self {
        if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256color") || !colorterm.is_empty() {
            Self::Indexed
        } else {
            Self::Named
        }
    }

    /// The colour, or the nearest that there is.
    #[must_use]
    pub fn nearest(self, colour: Color) -> Color {
        let colour = match colour {
            Color::Indexed(index @ 0..16) => NAMED[usize::from(index)].0,
            colour => colour,
        };
        match (self, colour) {
            (Self::Indexed, Color::Rgb(red, green, blue)) => Color::Indexed(index_of([red, green, blue])),
            (Self::Named, Color::Rgb(..) | Color::Indexed(_)) => rgb(colour).map_or(colour, name_of),
            _ => colour,
        }
    }
}

/// Red, green and blue of a colour; none of the terminal's own.
#[must_use]
pub fn rgb(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(index @ 0..16) => Some(NAMED[usize::from(index)].1),
        Color::Indexed(index @ 16..232) => {
            let at = usize::from(index - 16);
            Some([STEPS[at / 36], STEPS[at / 6 % 6], STEPS[at % 6]])
        }
        Color::Indexed(index) => Some([8 + 10 * (index - 232); 3]),
        named => NAMED.iter().find(|(colour, _)| *colour == named).map(|(_, rgb)| *rgb),
    }
}

fn distance(one: [u8; 3], other: [u8; 3]) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

fn index_of(wanted: [u8; 3]) -> u8 {
    (16..=255)
        .min_by_key(|index| rgb(Color::Indexed(*index)).map_or(u32::MAX, |known| distance(known, wanted)))
        .unwrap_or(16)
}

/// The nearest name; what has no hue stays without one, and what has some keeps it.
fn name_of(wanted: [u8; 3]) -> Color {
    let hue = |rgb: [u8; 3]| rgb.iter().max() > rgb.iter().min().map(|least| least.saturating_add(24)).as_ref();
    NAMED
        .iter()
        .filter(|(_, known)| hue(*known) == hue(wanted))
        .min_by_key(|(_, known)| distance(*known, wanted))
        .map_or(Color::Reset, |(colour, _)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_says_how_many() {
        for (colorterm, term, depth) in [
            ("truecolor", "xterm-256color", Depth::True),
            ("24bit", "xterm", Depth::True),
            ("", "xterm-direct", Depth::True),
            ("", "xterm-256color", Depth::Indexed),
            ("", "screen-256color-bce", Depth::Indexed),
            ("1", "xterm", Depth::Indexed),
            ("", "xterm", Depth::Named),
            ("", "linux", Depth::Named),
            ("", "", Depth::Named),
        ] {
            assert_eq!(Depth::of(colorterm, term), depth, "{colorterm} {term}");
        }
    }

    #[test]
    fn colours_become_the_nearest_there_is() {
        let own = Color::Rgb(0x5f, 0x87, 0xd7);
        assert_eq!(Depth::True.nearest(own), own);
        assert_eq!(Depth::Indexed.nearest(own), Color::Indexed(68));
        assert_eq!(Depth::Indexed.nearest(Color::Rgb(130, 129, 131)), Color::Indexed(244));
        assert_eq!(Depth::Named.nearest(own), Color::LightBlue);
        for (index, name) in [
            (203, Color::LightRed),
            (124, Color::Red),
            (22, Color::Green),
            (244, Color::DarkGray),
            (255, Color::Gray),
            (234, Color::Black),
        ] {
            assert_eq!(Depth::Named.nearest(Color::Indexed(index)), name, "{index}");
        }
        // One with a name stays that name, whatever the terminal makes of it.
        for depth in [Depth::True, Depth::Indexed, Depth::Named] {
            assert_eq!(
                (depth.nearest(Color::Indexed(9)), depth.nearest(Color::Reset)),
                (Color::LightRed, Color::Reset)
            );
        }
    }
}
