//! Phone numbers: what was given, and the one spelling (E.164) under which two are the same.
//!
//! A number is usable when its length fits its country, not only when it is assigned today:
//! number plans change monthly, and a stored number is never judged again.

mod countries;

pub use countries::country_code;
use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, Region, ValidationError,
};
use serde::{Deserialize, Serialize};

use super::text;

/// A number as somebody gave it, and what became of it. Either `e164` or `fault` is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// What was typed or imported, cleaned of what cannot be shown; never thrown away.
    pub given: String,
    /// The number as `+493012345678`, for matching and dialling.
    pub e164: Option<String>,
    /// Digits to dial after somebody answered.
    pub extension: Option<String>,
    /// Why there is no `e164`.
    pub fault: Option<PhoneFault>,
}

/// Why a text is not a phone number that can be dialled, in words for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PhoneFault {
    /// Nothing was given.
    #[error("empty")]
    Empty,
    /// `9.19E+11`: digits are lost for good.
    #[error("mangled by a spreadsheet: format the column as text and export again")]
    Mangled,
    /// No number in it at all.
    #[error("not a number")]
    NotANumber,
    /// A number with letters that are no part of it.
    #[error("letters in the number")]
    Letters,
    /// `0000000000`, typed to get past a form.
    #[error("a placeholder, not a number")]
    Placeholder,
    /// Several numbers in one field.
    #[error("more than one number")]
    Several,
    /// Fewer digits than any number of its country.
    #[error("too short")]
    TooShort,
    /// Good only for a neighbour's call: the area code is missing.
    #[error("too short: no area code")]
    NoAreaCode,
    /// More digits than any number of its country.
    #[error("too long")]
    TooLong,
    /// A length between the shortest and the longest of its country that it does not use.
    #[error("wrong length for its country")]
    WrongLength,
    /// Written for use inside a country, and nobody said which.
    #[error("no country: cannot tell")]
    NoCountry,
    /// `+` and digits that are no country's calling code.
    #[error("no country has this calling code")]
    NoCallingCode,
}

impl Phone {
    /// Reads `given` as a number written in `country`, or as an international number, which needs
    /// no country. `country` is an ISO 3166-1 alpha-2 code in any case; a name works, more slowly.
    #[must_use]
    pub fn read(given: &str, country: Option<&str>) -> Self {
        let given = text::clean(given);
        match number(&given, country) {
            Ok(number) => {
                let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
                Self {
                    given,
                    e164: Some(e164),
                    extension: number.extension.filter(|digits| !digits.is_empty()),
                    fault: None,
                }
            }
            Err(fault) => Self { given, e164: None, extension: None, fault: Some(fault) },
        }
    }

    /// Takes it for no number after all: whoever first wrote it down could not tell of which country.
    pub fn keep_as_text(&mut self) {
        if self.e164.take().is_some() {
            self.extension = None;
            self.fault = Some(PhoneFault::NoCountry);
        }
    }

    /// The number for people: `+49 30 12345678`, with `ext. 12` when there is one; what was given
    /// when it is not a number.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.e164 {
            Some(e164) => shown(e164, self.extension.as_deref()),
            None => text::show(&self.given).into_owned(),
        }
    }
}

/// An E.164 number, as it is stored, for people: `+49 30 12345678 ext. 12`.
#[must_use]
pub fn shown(e164: &str, extension: Option<&str>) -> String {
    let number = match PHONE_NUMBER_UTIL.parse(e164, None) {
        Ok(number) => number.format_as(PhoneNumberFormat::International).into_owned(),
        Err(_) => text::show(e164).into_owned(),
    };
    match extension {
        Some(extension) => format!("{number} ext. {}", text::show(extension)),
        None => number,
    }
}

fn number(given: &str, country: Option<&str>) -> Result<PhoneNumber, PhoneFault> {
    let bare = bare(given);
    if bare.is_empty() {
        return Err(PhoneFault::Empty);
    }
    if is_scientific(bare) {
        return Err(PhoneFault::Mangled);
    }
    let region = country.and_then(region);
    let fault = match usable(bare, region) {
        Ok(number) if has_letters(bare) && !number.is_valid() => PhoneFault::Letters,
        Ok(number) => return Ok(number),
        Err(fault) => fault,
    };
    if let Some(number) = again(bare, region) {
        return Ok(number);
    }
    Err(reason(bare, region, fault))
}

/// Second readings, each only for a text that made no sense as it stands.
fn again(bare: &str, region: Option<Region>) -> Option<PhoneNumber> {
    // `0049 30 …` typed where that is not how one dials abroad.
    if let Some(rest) = bare.strip_prefix("00")
        && let Ok(number) = usable(&format!("+{rest}"), None)
    {
        return Some(number);
    }
    // `4930…` without its plus. Without a country it could as well be a national number: a wrong
    // guess rings a stranger, so it must then be left to a person.
    if region.is_some()
        && bare.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        && let Ok(number) = usable(&format!("+{bare}"), None)
        && number.is_valid()
    {
        return Some(number);
    }
    // `+49 30 12345678 (office)`, `030 12345678 work`.
    let letter = bare.find(char::is_alphabetic)?;
    let before = bare[..letter].trim_end_matches(|c: char| !c.is_ascii_digit());
    let after_is_words = !bare[letter..].contains(|c: char| c.is_ascii_digit());
    (after_is_words && text::digits(before).len() >= 6).then(|| usable(before, region).ok()).flatten()
}

/// A better word for two common mistakes.
fn reason(bare: &str, region: Option<Region>, fault: PhoneFault) -> PhoneFault {
    let numbers = bare.split([';', ',', '/', '|']).filter(|part| usable(part.trim(), region).is_ok()).count();
    match fault {
        _ if numbers > 1 => PhoneFault::Several,
        PhoneFault::NotANumber => fault,
        _ if has_letters(bare) => PhoneFault::Letters,
        _ => fault,
    }
}

/// Digits in the longest number there is, with its country's code and a way to dial abroad.
const LONGEST: usize = 19;

fn usable(given: &str, region: Option<Region>) -> Result<PhoneNumber, PhoneFault> {
    let number = PHONE_NUMBER_UTIL.parse(given, region).map_err(|error| match error {
        ParseError::InvalidCountryCode if given.starts_with(['+', '＋']) => PhoneFault::NoCallingCode,
        ParseError::InvalidCountryCode => PhoneFault::NoCountry,
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => PhoneFault::TooShort,
        ParseError::TooLongNsn => PhoneFault::TooLong,
        ParseError::NotANumber(_) if text::digits(given).len() > LONGEST => PhoneFault::TooLong,
        ParseError::NotANumber(_) => PhoneFault::NotANumber,
    })?;
    match number.is_possible_with_reason() {
        Ok(NumberLengthType::IsPossible) if is_placeholder(&number) => Err(PhoneFault::Placeholder),
        Ok(NumberLengthType::IsPossible) => Ok(number),
        Ok(NumberLengthType::IsPossibleLocalOnly) => Err(PhoneFault::NoAreaCode),
        Err(ValidationError::TooShort) => Err(PhoneFault::TooShort),
        Err(ValidationError::TooLong) => Err(PhoneFault::TooLong),
        Err(ValidationError::InvalidLength) => Err(PhoneFault::WrongLength),
        Err(_) => Err(PhoneFault::NoCallingCode),
    }
}

/// `0000000000`, `1234567890`: typed to get past a form. As a number it would make one person of
/// everybody who did.
fn is_placeholder(number: &PhoneNumber) -> bool {
    let digits = number.get_national_significant_number();
    let same = digits.bytes().all(|byte| digits.starts_with(char::from(byte)));
    let counted = ["1234567", "0123456", "9876543"].iter().any(|run| digits.starts_with(run));
    (same || counted) && !number.is_valid()
}

/// The number without what programs put around it: `tel:`, a web form's `p:`, a spreadsheet's
/// `="…"`, leading `'` and trailing `.0`.
fn bare(given: &str) -> &str {
    let mut rest = given.trim_matches(['=', '"', '\'', ' ']);
    for prefix in ["tel:", "p:", "phone:", "callto:", "sip:"] {
        if let Some(start) = rest.get(..prefix.len())
            && start.eq_ignore_ascii_case(prefix)
        {
            rest = rest[prefix.len()..].trim_start_matches(['/', ' ']);
        }
    }
    match rest.strip_suffix(".0") {
        Some(whole) if whole.len() >= 6 && whole.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => rest,
    }
}

/// `9.19E+11`, `4,93012E+10`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = mantissa.trim_start_matches(['+', '-']).splitn(2, ['.', ',']).collect();
    parts.iter().all(|part| digits(part)) && digits(exponent.trim_start_matches(['+', '-']))
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
        && !["ext", "x", "extn", "durchwahl", "anexo"].iter().any(|word| {
            let only: String = text.chars().filter(|c| c.is_alphabetic()).collect();
            only.eq_ignore_ascii_case(word)
        })
}

fn region(country: &str) -> Option<Region> {
    let known = |code: &str| {
        Region::from_code(code).ok().filter(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(*region).is_some())
    };
    // Names, and codes that are not ISO's such as UK, are the rare and slower way.
    known(country.trim()).or_else(|| known(country_code(country)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("+49 30 12345678", None, "+493012345678"),
            ("030/1234 5678", Some("DE"), "+493012345678"),
            ("(0)30 12345678", Some("de"), "+493012345678"),
            ("0049 30 12345678", None, "+493012345678"),
            ("0049 30 12345678", Some("US"), "+493012345678"),
            ("493012345678", Some("US"), "+493012345678"),
            ("p:+14155550100", None, "+14155550100"),
            ("tel:+1-415-555-0100", None, "+14155550100"),
            ("TEL: (415) 555-0100", Some("US"), "+14155550100"),
            ("+15550100123", None, "+15550100123"),
            ("(555) 010-0123", Some("US"), "+15550100123"),
            ("+44 7700 900123", None, "+447700900123"),
            ("030 123456", Some("Germany"), "+4930123456"),
            ("07700 900123", Some("UK"), "+447700900123"),
            ("9876543210", Some("IN"), "+919876543210"),
            ("919876543210", Some("IN"), "+919876543210"),
            ("+39 06 1234 5678", None, "+390612345678"),
            ("1-800-FLOWERS", Some("US"), "+18003569377"),
            ("\u{202A}+1 (415) 555‑0100\u{202C}", None, "+14155550100"),
            ("４１５５５５０１００", Some("US"), "+14155550100"),
            ("'4155550100", Some("US"), "+14155550100"),
            ("=\"4155550100\"", Some("US"), "+14155550100"),
            ("4155550100.0", Some("US"), "+14155550100"),
            ("+49 30 12345678 (Büro)", None, "+493012345678"),
            ("030 12345678 mobile", Some("DE"), "+493012345678"),
        ];
        for (given, country, e164) in cases {
            let phone = Phone::read(given, country);
            assert_eq!(phone.e164.as_deref(), Some(e164), "{given:?} in {country:?}: {:?}", phone.fault);
            assert_eq!(phone.fault, None);
        }
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            ("", None, PhoneFault::Empty),
            ("tel:", None, PhoneFault::Empty),
            ("9.19E+11", Some("IN"), PhoneFault::Mangled),
            ("4,93012e+10", Some("DE"), PhoneFault::Mangled),
            ("n/a", Some("US"), PhoneFault::NotANumber),
            ("call me", None, PhoneFault::NotANumber),
            ("-", None, PhoneFault::NotANumber),
            ("+", None, PhoneFault::NotANumber),
            ("0000000000", Some("US"), PhoneFault::Placeholder),
            ("123-456-7890", Some("US"), PhoneFault::Placeholder),
            ("030 12345678", None, PhoneFault::NoCountry),
            ("4155550100", Some("XX"), PhoneFault::NoCountry),
            ("555-0100", Some("US"), PhoneFault::NoAreaCode),
            ("911", Some("US"), PhoneFault::TooShort),
            ("+49 1", None, PhoneFault::TooShort),
            ("+1 415 555 01000", None, PhoneFault::TooLong),
            ("1234567890123456789012345", Some("DE"), PhoneFault::TooLong),
            ("+999 123 4567", None, PhoneFault::NoCallingCode),
            ("030 12345678; 0171 1234567", Some("DE"), PhoneFault::Several),
            ("41555O0100 call", Some("US"), PhoneFault::Letters),
        ];
        for (given, country, fault) in cases {
            let phone = Phone::read(given, country);
            assert_eq!(phone.fault, Some(fault), "{given:?} in {country:?}: {:?}", phone.e164);
            assert_eq!(phone.e164, None);
        }
    }

    #[test]
    fn people_see_the_international_form() {
        let cases = [
            ("(415) 555-0100 ext. 12", "+1 415-555-0100 ext. 12"),
            ("(415) 555-0100 x12", "+1 415-555-0100 ext. 12"),
            ("+493012345678", "+49 30 12345678"),
            ("ask \u{1b}Ada", "ask Ada"),
        ];
        for (given, shown) in cases {
            assert_eq!(Phone::read(given, Some("US")).shown(), shown, "{given:?}");
        }
        assert_eq!(super::shown("not stored by us", None), "not stored by us");
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_has_a_fault(given in any::<String>(), country in proptest::option::of("[A-Za-z]{2}")) {
            let phone = Phone::read(&given, country.as_deref());
            prop_assert!(phone.e164.is_some() != phone.fault.is_some());
            prop_assert!(!phone.shown().contains(char::is_control));
        }

        #[test]
        fn what_looks_like_a_number_reads_as_itself(given in "[+0-9 ()./x;,eEtl:#*-]{0,30}", country in proptest::option::of("DE|US|GB|IT|IN|AR|MX|BR|AU")) {
            if let Some(e164) = Phone::read(&given, country.as_deref()).e164 {
                prop_assert!(e164.len() <= 18 && e164[1..].bytes().all(|b| b.is_ascii_digit()), "{}", e164);
                prop_assert_eq!(Phone::read(&e164, None).e164, Some(e164));
            }
        }
    }
}
