//! The words that headings are made of, read once from `assets/headings.toml`.

use crate::{
    domain::{text, words::UnknownWord},
    intake::{field::Field, spelling::slips},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

const WORDS: &str = include_str!("../../assets/headings.toml");

/// Fewer shared headings than this name no set: three are beyond chance.
const MARKS_NEEDED: usize = 3;

static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| {
    // The shipped words are part of the program; a test holds that they parse and are sound.
    #[expect(clippy::expect_used, reason = "the text is compiled in and tested")]
    let asset = toml::from_str(WORDS).expect("the shipped headings parse");
    Vocabulary::new(asset)
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    fields: BTreeMap<Field, Vec<String>>,
    tokens: BTreeMap<String, Vec<String>>,
    qualified: Qualified,
    other: Other,
    sets: Vec<SetAsset>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Qualified {
    before: Vec<String>,
    fields: BTreeSet<Field>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetAsset {
    name: String,
    #[serde(default)]
    prefixed: bool,
    marks: Vec<String>,
    #[serde(default)]
    means: BTreeMap<String, Sense>,
}

/// What a set says one of its headings means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Sense {
    Field(Field),
    Extra,
}

impl TryFrom<String> for Sense {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        if word == "extra" {
            Ok(Self::Extra)
        } else {
            word.parse().map(Self::Field)
        }
    }
}

/// A kind of export that is known by name.
#[derive(Debug)]
pub(super) struct KnownSet {
    pub name: String,
    /// Its values say what they are: `p:+49…`, `l:123`.
    pub prefixed: bool,
    marks: HashSet<String>,
    means: HashMap<String, Sense>,
}

impl KnownSet {
    /// What this set alone says about a heading.
    pub fn sense(&self, key: &str) -> Option<Sense> {
        self.means.get(key).copied()
    }
}

/// All that is known about headings.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: HashMap<String, Field>,
    tokens: HashMap<String, String>,
    before: Vec<String>,
    qualified: BTreeSet<Field>,
    others: HashSet<String>,
    sets: Vec<KnownSet>,
}

/// A heading without case, accents, spaces and punctuation.
pub(super) fn key(heading: &str) -> String {
    text::fold(heading).replace(' ', "")
}

impl Vocabulary {
    /// The words that come with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    fn new(asset: Asset) -> Self {
        let keys = |words: Vec<String>| {
            words
                .into_iter()
                .map(|word| key(&word))
                .collect::<HashSet<_>>()
        };
        Self {
            words: asset
                .fields
                .into_iter()
                .flat_map(|(field, words)| words.into_iter().map(move |word| (key(&word), field)))
                .collect(),
            tokens: asset
                .tokens
                .into_iter()
                .flat_map(|(token, words)| {
                    words
                        .into_iter()
                        .map(move |word| (key(&word), token.clone()))
                })
                .collect(),
            before: asset.qualified.before,
            qualified: asset.qualified.fields,
            others: keys(asset.other.words),
            sets: asset
                .sets
                .into_iter()
                .map(|set| KnownSet {
                    name: set.name,
                    prefixed: set.prefixed,
                    marks: keys(set.marks),
                    means: set
                        .means
                        .into_iter()
                        .map(|(word, sense)| (key(&word), sense))
                        .collect(),
                })
                .collect(),
        }
    }

    /// The set that these keys come from: the one with most marks among them, if there is one with
    /// [`MARKS_NEEDED`] and no other has as many.
    pub fn set_of(&self, keys: &[String]) -> Option<&KnownSet> {
        let present: HashSet<&String> = keys.iter().collect();
        let mut best: Option<(&KnownSet, usize)> = None;
        let mut tied = false;
        for set in &self.sets {
            let marks = set
                .marks
                .iter()
                .filter(|mark| present.contains(mark))
                .count();
            let most = best.map_or(MARKS_NEEDED - 1, |(_, most)| most);
            tied = marks == most && best.is_some() || tied && marks <= most;
            if marks > most {
                best = Some((set, marks));
            }
        }
        best.filter(|_| !tied).map(|(set, _)| set)
    }

    /// The field of a heading that is spelt as somebody is known to spell it.
    pub fn field(&self, key: &str) -> Option<Field> {
        self.words
            .get(key)
            .copied()
            .or_else(|| self.qualified_field(key))
    }

    fn qualified_field(&self, key: &str) -> Option<Field> {
        let rest = self
            .before
            .iter()
            .find_map(|word| key.strip_prefix(word.as_str()))?;
        self.words
            .get(rest)
            .copied()
            .filter(|field| self.qualified.contains(field))
    }

    /// The name under which a tracking token is kept, when the heading is one: `utm_source`, `gclid`.
    pub fn token(&self, heading: &str) -> Option<String> {
        let words = text::fold(heading);
        if let Some(rest) = words.strip_prefix("utm ") {
            return Some(format!("utm_{}", rest.replace(' ', "_")));
        }
        self.tokens.get(&words.replace(' ', "")).cloned()
    }

    /// The one field whose word this heading misspells: letters swapped, dropped or doubled, one slip in a
    /// word of four to seven letters, two in a longer one. Nothing when two fields are as near, or when
    /// the heading is a word of its own, as every mark of a known set is.
    pub fn misspelt(&self, heading: &str) -> Option<Field> {
        let key = key(heading);
        if self.others.contains(&key) || self.sets.iter().any(|set| set.marks.contains(&key)) {
            return None;
        }
        let mut nearest: Option<(usize, Field)> = None;
        let mut unsure = false;
        for (word, &field) in &self.words {
            let Some(distance) = slips(&key, word) else {
                continue;
            };
            match nearest {
                Some((least, known)) if distance == least => unsure |= known != field,
                Some((least, _)) if distance > least => {}
                _ => {
                    nearest = Some((distance, field));
                    unsure = false;
                }
            }
        }
        nearest.filter(|_| !unsure).map(|(_, field)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        toml::from_str(WORDS).expect("headings parse")
    }

    #[test]
    fn every_word_stands_under_one_field() {
        let mut seen: HashMap<String, Field> = HashMap::new();
        for (field, words) in asset().fields {
            for word in words {
                let key = key(&word);
                assert!(!key.is_empty(), "{word:?}");
                let before = seen.insert(key, field);
                assert!(
                    before.is_none_or(|before| before == field),
                    "{word:?} is {before:?} and {field:?}"
                );
            }
        }
        let fields: HashSet<Field> = seen.values().copied().collect();
        assert_eq!(fields.len(), Field::ALL.len(), "every field has words");
    }

    #[test]
    fn words_of_others_are_none_of_ours() {
        let words = Vocabulary::shipped();
        for word in asset().other.words {
            assert_eq!(words.field(&key(&word)), None, "{word}");
        }
    }

    #[test]
    fn every_set_is_known_by_its_own_marks() {
        for set in asset().sets {
            let keys: Vec<String> = set.marks.iter().map(|mark| key(mark)).collect();
            let known = Vocabulary::shipped()
                .set_of(&keys)
                .map(|set| set.name.clone());
            assert_eq!(known.as_deref(), Some(set.name.as_str()));
        }
    }

    #[test]
    fn marks_shared_by_two_sets_name_neither() {
        let keys = ["leadowner", "leadsource", "leadstatus", "email"].map(str::to_owned);
        assert!(Vocabulary::shipped().set_of(&keys).is_none());
    }

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        let cases = [
            ("Nmae", Some(Field::Name)),
            ("Emial", Some(Field::Email)),
            ("Phne", Some(Field::Phone)),
            ("Compny", Some(Field::Company)),
            ("Statu", Some(Field::Status)),
            ("Adress", Some(Field::Street)),
            ("Emial Adress", Some(Field::Email)),
            ("Phone Nubmer", Some(Field::Phone)),
            ("Organistaion", Some(Field::Company)),
            ("Contract", None),
            ("Data", None),
            ("Fame", None),
            ("Form Name", None),
            ("Farename", None),
            ("Blast", None),
            ("Customer ID", None),
            ("Lead Time", None),
            ("Lead Score", None),
            ("Product", None),
            ("Budget", None),
            ("Property", None),
            ("Language", None),
            ("Rating", None),
            ("Ide", None),
        ];
        for (given, field) in cases {
            assert_eq!(Vocabulary::shipped().misspelt(given), field, "{given}");
        }
    }

    #[test]
    fn tokens_are_kept_under_one_name() {
        let cases = [
            ("utm_source", Some("utm_source")),
            ("UTM Campaign", Some("utm_campaign")),
            ("GCLID", Some("gclid")),
            ("gcl_id", Some("gclid")),
            ("fbclid", Some("fbclid")),
            ("utmost", None),
        ];
        for (given, token) in cases {
            assert_eq!(
                Vocabulary::shipped().token(given).as_deref(),
                token,
                "{given}"
            );
        }
    }
}
