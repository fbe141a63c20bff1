//! Closed sets of words: one enum each, with its slug (files, commands, JSON) and its label (screens).

/// A word that a set does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a {set}; it is one of: {known}")]
pub struct UnknownWord {
    /// What was given.
    pub given: String,
    /// The set that was asked.
    pub set: &'static str,
    /// The slugs that the set has, separated by commas.
    pub known: String,
}

/// The word that somebody may have meant, if one is near enough.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.trim().to_lowercase();
    let far = |word: &str| strsim::damerau_levenshtein(&given, &word.to_lowercase());
    let (distance, word) = known.into_iter().map(|word| (far(word), word)).min_by_key(|(distance, _)| *distance)?;
    (distance <= given.chars().count().div_ceil(2).min(3)).then_some(word)
}

/// Declares a closed set of words as an enum with `ALL`, `slug`, `label`, `FromStr` (slug or label, any
/// case, spaces and hyphens as underscores), `Display` (the label) and serde (the slug).
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $slug:literal / $label:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item])* $variant),* }

        impl $name {
            /// Every member, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it stands in files, commands and JSON.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// As a person reads it.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.label())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::words::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let slug = text.trim().to_lowercase().replace([' ', '-'], "_");
                Self::ALL
                    .iter()
                    .find(|word| word.slug() == slug || word.label().to_lowercase().replace([' ', '-'], "_") == slug)
                    .copied()
                    .ok_or_else(|| $crate::domain::words::UnknownWord {
                        given: text.trim().to_owned(),
                        set: stringify!($name),
                        known: Self::ALL.iter().map(|word| word.slug()).collect::<Vec<_>>().join(", "),
                    })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.slug())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;
