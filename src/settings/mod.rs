//! What a business edits: lists, limits and rules, read from TOML over the shipped defaults.

mod bounds;
mod look;
mod outcome;
mod own;
mod page;
mod parts;

pub use look::{Bindings, Colour, ThemeName, ThemeRules};
pub use outcome::{Flag, FollowUp, Outcome};
pub use own::{Fault, Own};
pub use page::{Entry, Part, page, template};
pub use parts::{AssignmentRule, DealStage, DeskRules, Hours, Method, NurtureRules, Plan, Reason, ScoreRules};

use serde::Deserialize;
use std::path::{Path, PathBuf};

const DEFAULTS: &str = include_str!("../../assets/settings.toml");

/// Everything a business edits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// ISO 3166 alpha-2 code: numbers without a country code are read as numbers of this country.
    pub country: String,
    /// ISO 4217 code for amounts that name none.
    pub currency: String,
    /// Who is at the desk, when it is not the operating-system user.
    #[serde(default)]
    pub rep: Option<String>,
    /// The file of leads, when it is not the usual one.
    #[serde(default)]
    pub db: Option<PathBuf>,
    /// How a lead can have come to us; *unknown* is always there besides.
    pub sources: Vec<String>,
    /// Limits of the desk.
    pub desk: DeskRules,
    /// When people may be called, on their own clocks.
    pub calling_hours: Hours,
    /// How often, how far apart and when to try.
    pub plan: Plan,
    /// How leads are scored.
    pub score: ScoreRules,
    /// Cadence of the lanes.
    pub nurture: NurtureRules,
    /// The way of a deal, first to last, before it is won or lost.
    pub deal_stages: Vec<DealStage>,
    /// Why a lead is rejected.
    pub reject_reasons: Vec<Reason>,
    /// Why a deal is lost.
    pub lost_reasons: Vec<Reason>,
    /// What a call can mean for business.
    pub outcomes: Vec<Outcome>,
    /// Who gets what, first rule that fits.
    #[serde(default)]
    pub assignment: Vec<AssignmentRule>,
    /// The colours of the screen.
    pub theme: ThemeRules,
    /// Keys of the screen that are not the shipped ones, by the name of their action.
    #[serde(default, deserialize_with = "look::bindings")]
    pub keys: Bindings,
}

/// Settings that cannot be used, in words that name file and remedy.
#[derive(Debug, thiserror::Error)]
pub enum SettingsFault {
    /// The file is there and cannot be read.
    #[error("cannot read the settings in {path}: {cause}; give this user the right to read it, or move it away")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is not TOML, or has a setting that does not exist or does not fit.
    #[error("the settings in {path} cannot be used: {fault}; `callsheet config edit` opens them")]
    Unfit {
        /// Which file.
        path: PathBuf,
        /// On which line, and what is wrong.
        fault: Fault,
    },
}

impl Default for Settings {
    fn default() -> Self {
        // The shipped defaults are part of the program; a test holds that they parse and are sound.
        #[expect(clippy::expect_used, reason = "the text is compiled in and tested")]
        toml::from_str(DEFAULTS).expect("the shipped settings parse")
    }
}

impl Settings {
    /// The defaults with the settings of `path` laid over them; a missing file changes nothing.
    ///
    /// # Errors
    /// When the file cannot be read or used; the message names file, line and what is wrong.
    pub fn load(path: &Path) -> Result<Self, SettingsFault> {
        Own::read(path)?.map_or_else(|| Ok(Self::default()), |own| own.settings())
    }

    /// The defaults with `text` laid over them: tables are merged, lists and values replaced.
    ///
    /// # Errors
    /// Says what is wrong, with the line.
    pub fn over_defaults(text: &str) -> Result<Self, Fault> {
        own::over_defaults(text)
    }

    fn check(&self) -> Result<(), Fault> {
        if self.score.quality + self.score.age > 100 {
            return Err(Fault::of("score", "[score]: the parts sum to more than 100"));
        }
        bounds::check(self)?;
        if self.deal_stages.is_empty() {
            return Err(Fault::of("deal_stages", "[[deal_stages]]: at least one is needed"));
        }
        for (at, outcome) in self.outcomes.iter().enumerate() {
            let fault = |says| Fault::of(format!("outcomes.{at}"), format!("[[outcomes]] {}: {says}", outcome.slug));
            outcome.check(self).map_err(fault)?;
            if self.outcomes[..at].iter().any(|other| other.key == outcome.key) {
                return Err(fault(format!("the key {:?} is given twice", outcome.key)));
            }
        }
        Ok(())
    }

    /// The outcome of that slug.
    #[must_use]
    pub fn outcome(&self, slug: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.slug == slug)
    }

    /// The reject reason of that slug or label, whatever its case.
    #[must_use]
    pub fn reject_reason(&self, text: &str) -> Option<&Reason> {
        find_reason(&self.reject_reasons, text)
    }

    /// The lost reason of that slug or label, whatever its case.
    #[must_use]
    pub fn lost_reason(&self, text: &str) -> Option<&Reason> {
        find_reason(&self.lost_reasons, text)
    }

    /// The deal stage of that name, whatever its case.
    #[must_use]
    pub fn deal_stage(&self, name: &str) -> Option<&DealStage> {
        self.deal_stages.iter().find(|stage| stage.name.eq_ignore_ascii_case(name.trim()))
    }
}

fn find_reason<'a>(reasons: &'a [Reason], text: &str) -> Option<&'a Reason> {
    let text = text.trim();
    reasons.iter().find(|reason| reason.slug.eq_ignore_ascii_case(text) || reason.label.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_settings_are_sound() {
        Settings::default().check().unwrap();
    }

    #[test]
    fn own_settings_lie_over_the_defaults() {
        let settings = Settings::over_defaults("country = 'DE'\n[plan]\nattempts = 4").unwrap();
        assert_eq!((settings.country.as_str(), settings.plan.attempts, settings.plan.voicemails), ("DE", 4, 2));
    }

    #[test]
    fn faults_are_named() {
        for (text, word) in [
            ("colour = 1", "colour"),
            ("[plan]\natempts = 4", "atempts"),
            ("[score]\nquality = 90", "100"),
            ("[[outcomes]]\nkey='x'\nslug='a'\nlabel='A'\nline='busy'\nthen='reject'\nreason='nope'", "nope"),
            ("deal_stages = []", "deal_stages"),
            ("[desk]\nclaim_minutes = 0", "1 to 1440"),
            ("[plan]\nworking_days = 9223372036854775807", "1 to 366"),
            ("currency = 'XYZW'", "XYZW"),
            ("[[deal_stages]]\nname = 'A'\nprobability = 250", "0 to 100"),
            ("[[deal_stages]]\nname = 'A'\nprobability = 1\n[[deal_stages]]\nname = 'A'\nprobability = 2", "twice"),
        ] {
            let fault = Settings::over_defaults(text).unwrap_err().to_string();
            assert!(fault.contains(word), "{text}: {fault}");
        }
    }

    #[test]
    fn faults_say_their_line() {
        for (text, line) in [
            ("country = 'DE'\ncolour = 1", 2),
            ("# mine\n[plan]\natempts = 4", 3),
            ("[plan]\n\nattempts = 'four'", 3),
            ("\n[score]\nquality = 90", 2),
            ("[calling_hours]\nfrom = '8 o clock'", 1),
            ("country = 'DE'\n[calling_hours]\nfrom = '21:00'", 2),
            ("country = 'DE'\n\nthis is no setting", 3),
            ("deal_stages = []", 1),
            (
                "[[outcomes]]\nkey='x'\nslug='a'\nlabel='A'\nline='busy'\nthen='plan'\n[[outcomes]]\nkey='x'\nslug='b'\nlabel='B'\nline='busy'\nthen='plan'",
                7,
            ),
        ] {
            let own = Own::of(Path::new("own.toml"), text.to_owned());
            let SettingsFault::Unfit { fault, .. } = own.settings().unwrap_err() else { panic!("{text}") };
            assert_eq!(fault.line, Some(line), "{text}: {fault}");
        }
    }
}
