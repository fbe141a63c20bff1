//! How the screen looks and which keys it takes, as a person writes it.

use crate::domain::words::words;
use serde::{Deserialize, Deserializer, de::Error};
use std::collections::BTreeMap;

words! {
    /// The colours to begin with.
    ThemeName {
        /// For a dark terminal.
        Dark = "dark" / "dark",
        /// For a light terminal.
        Light = "light" / "light",
        /// No colours: bold, reverse and underline.
        Mono = "mono" / "mono",
    }
}

/// The colours of the screen: a theme, and what is to be different in it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeRules {
    /// The theme to begin with.
    pub name: ThemeName,
    /// Headings, and whatever has the focus.
    #[serde(default)]
    pub accent: Option<Colour>,
    /// As it should be.
    #[serde(default)]
    pub good: Option<Colour>,
    /// Worth a look.
    #[serde(default)]
    pub warn: Option<Colour>,
    /// Wrong, lost, leaked.
    #[serde(default)]
    pub bad: Option<Colour>,
    /// Plain text.
    #[serde(default)]
    pub text: Option<Colour>,
    /// Beside the point.
    #[serde(default)]
    pub dim: Option<Colour>,
    /// Lines, borders, headings of columns.
    #[serde(default)]
    pub faint: Option<Colour>,
    /// The ground of the row under the cursor.
    #[serde(default)]
    pub picked: Option<Colour>,
    /// What is written on it.
    #[serde(default)]
    pub picked_text: Option<Colour>,
    /// The ground of that row while the keys are elsewhere.
    #[serde(default)]
    pub resting: Option<Colour>,
    /// What is written on a ground of the accent.
    #[serde(default)]
    pub badge_text: Option<Colour>,
}

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Red, green and blue.
    Rgb(u8, u8, u8),
    /// One of the terminal's 256; the first 16 are those with names.
    Indexed(u8),
}

/// The names of the first 16, in their order.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright black",
    "bright red",
    "bright green",
    "bright yellow",
    "bright blue",
    "bright magenta",
    "bright cyan",
    "bright white",
];

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a colour: “#5f87d7”, a number from 0 to 255, or a name as “bright blue”")]
        enum Given {
            Number(i64),
            Text(String),
        }
        let fault = |given: String| {
            let names = NAMES[..8].join(", ");
            D::Error::custom(format!(
                "{given} is no colour; write “#5f87d7”, a number from 0 to 255, or one of {names}, also as “bright red”"
            ))
        };
        match Given::deserialize(from)? {
            Given::Number(number) => u8::try_from(number).map(Self::Indexed).map_err(|_| fault(number.to_string())),
            Given::Text(text) => Self::of(&text).ok_or_else(|| fault(format!("“{text}”"))),
        }
    }
}

impl Colour {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace(['_', '-'], " ");
        if let Some(hex) = text.strip_prefix('#') {
            if hex.len() != 6 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            let [_, red, green, blue] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
            return Some(Self::Rgb(red, green, blue));
        }
        let name = text.replace("light ", "bright ").replace("gray", "bright black").replace("grey", "bright black");
        let at = NAMES.iter().position(|known| *known == name)?;
        u8::try_from(at).ok().map(Self::Indexed)
    }
}

/// Keys by the name of their action; one alone need not stand in a list.
pub type Bindings = BTreeMap<String, Vec<String>>;

pub(super) fn bindings<'de, D: Deserializer<'de>>(from: D) -> Result<Bindings, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a key as \"n\", or a list of keys as [\"n\", \"f2\"]")]
    enum Given {
        One(String),
        Many(Vec<String>),
    }
    let given = BTreeMap::<String, Given>::deserialize(from)?;
    let keys = |given| match given {
        Given::One(key) => vec![key],
        Given::Many(keys) => keys,
    };
    Ok(given.into_iter().map(|(action, given)| (action, keys(given))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn colours_are_written_in_three_ways() {
        let theme = |text: &str| Settings::over_defaults(&format!("[theme]\naccent = {text}")).map(|s| s.theme.accent);
        for (text, colour) in [
            ("'#5f87D7'", Colour::Rgb(0x5f, 0x87, 0xd7)),
            ("33", Colour::Indexed(33)),
            ("'red'", Colour::Indexed(1)),
            ("'Bright-Blue'", Colour::Indexed(12)),
            ("'light blue'", Colour::Indexed(12)),
            ("'grey'", Colour::Indexed(8)),
        ] {
            assert_eq!(theme(text).unwrap(), Some(colour), "{text}");
        }
        for text in ["'#5f87d'", "'#5f87dg'", "'#+5f87d'", "256", "-1", "'pink'", "true"] {
            let fault = theme(text).unwrap_err();
            assert!(fault.line == Some(2) && fault.says.contains("#5f87d7"), "{text}: {fault}");
        }
    }

    #[test]
    fn a_theme_that_is_none_is_refused_with_those_there_are() {
        let fault = Settings::over_defaults("\n[theme]\nname = 'solar'").unwrap_err();
        assert_eq!(fault.line, Some(3));
        assert!(fault.says.contains("solar") && fault.says.contains("dark, light, mono"), "{fault}");
    }

    #[test]
    fn keys_are_a_list_or_one() {
        let settings = Settings::over_defaults("[keys]\nnext = 'f2'\nlog = ['L', 'f3']").unwrap();
        assert_eq!((settings.keys["next"].len(), settings.keys["log"].len()), (1, 2));
        let fault = Settings::over_defaults("[keys]\nnext = 3").unwrap_err();
        assert!(fault.line == Some(2) && fault.says.contains("list of keys"), "{fault}");
    }
}
