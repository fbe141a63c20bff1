//! Money: whole minor units (cents) and a currency. Nothing here divides, so nothing rounds.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code, such as `EUR`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

/// An amount of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in the currency's smallest unit: cents for EUR, yen for JPY, fils for KWD.
    pub minor: i64,
    /// What it is an amount of.
    pub currency: Currency,
}

/// Why a text is not an amount of money, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyFault {
    /// No digits.
    #[error("no amount in it")]
    Empty,
    /// A word that is no currency.
    #[error("{0} is no currency: use a code such as EUR")]
    Currency(String),
    /// Dots and commas that fit no way of writing numbers.
    #[error("cannot tell how much {0} is: write it like 1,200.50")]
    Number(String),
    /// More decimals than the currency has.
    #[error("{0} has only {1} decimals")]
    Decimals(Currency, u32),
    /// More than fits.
    #[error("too large")]
    TooLarge,
}

impl Currency {
    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals its amounts have: 2 for EUR, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl FromStr for Currency {
    type Err = MoneyFault;

    /// # Errors
    /// [`MoneyFault::Currency`] when ISO 4217 does not know the code (any case).
    fn from_str(code: &str) -> Result<Self, MoneyFault> {
        let upper = code.trim().to_ascii_uppercase();
        iso_currency::Currency::from_code(&upper)
            .map(Self)
            .ok_or(MoneyFault::Currency(code.trim().to_owned()))
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyFault;

    fn try_from(code: String) -> Result<Self, MoneyFault> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// Reads an amount as people write it: `1,200.50 EUR`, `EUR 1200`, `€1.200,50`, `12k`.
    ///
    /// `default` is the currency of a bare number, and of a sign that several currencies share
    /// (`$`, `kr`, `¥`) when it is one of them. One separator with three digits behind it groups
    /// thousands, unless the currency has three decimals and the separator is a dot.
    ///
    /// # Errors
    /// A [`MoneyFault`] that says what to write instead.
    pub fn read(text: &str, default: Currency) -> Result<Self, MoneyFault> {
        let text = text.trim();
        let (Some(start), Some(end)) = (text.find(digit), text.rfind(digit)) else {
            return Err(MoneyFault::Empty);
        };
        let (before, number, after) = (&text[..start], &text[start..=end], &text[end + 1..]);
        let (shift, after) = thousands(after.trim());
        let negative = before.contains(['-', '−']);
        let sign = |part: &str| part.replace(['-', '−', '+'], "").trim().to_owned();
        let currency = match (sign(before).as_str(), after) {
            ("", "") => default,
            (name, "") | ("", name) => currency_of(name, default)?,
            (one, two) => {
                let (one, two) = (currency_of(one, default)?, currency_of(two, default)?);
                if one != two {
                    return Err(MoneyFault::Number(text.to_owned()));
                }
                one
            }
        };
        let minor = minor_units(number, currency, shift)?;
        Ok(Self {
            minor: if negative { -minor } else { minor },
            currency,
        })
    }
}

impl fmt::Display for Money {
    /// As `EUR 1,200.50`; a whole amount has no decimals (`EUR 1,200`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let unit = 10_u64.pow(decimals);
        let (whole, rest) = (
            self.minor.unsigned_abs() / unit,
            self.minor.unsigned_abs() % unit,
        );
        let digits = whole.to_string();
        let mut out = format!(
            "{} {}",
            self.currency,
            if self.minor < 0 { "-" } else { "" }
        );
        for (index, c) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        if rest > 0 {
            out.push_str(&format!(".{rest:0width$}", width = decimals as usize));
        }
        f.pad(&out)
    }
}

const fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Takes `k` (thousand) or `m` (million) off the front of what follows the digits.
fn thousands(after: &str) -> (u32, &str) {
    let mut rest = after.chars();
    let shift = match rest.next() {
        Some('k' | 'K') => 3,
        Some('m' | 'M') => 6,
        _ => return (0, after),
    };
    // `kr` and `MXN` begin with the same letters.
    if rest.as_str().starts_with(char::is_alphabetic) {
        (0, after)
    } else {
        (shift, rest.as_str().trim())
    }
}

fn currency_of(name: &str, default: Currency) -> Result<Currency, MoneyFault> {
    let name = name.trim().trim_end_matches('.');
    let lower = name.to_lowercase();
    let choices: &[&str] = match lower.as_str() {
        "$" => &[
            "USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "CLP", "COP", "ARS",
        ],
        "€" | "euro" | "euros" => &["EUR"],
        "£" => &["GBP"],
        "¥" | "￥" => &["JPY", "CNY"],
        "₹" | "rs" => &["INR"],
        "kr" => &["SEK", "NOK", "DKK", "ISK"],
        "zł" => &["PLN"],
        "kč" => &["CZK"],
        "fr" | "sfr" => &["CHF"],
        "us$" => &["USD"],
        "a$" => &["AUD"],
        "c$" | "ca$" => &["CAD"],
        "nz$" => &["NZD"],
        "r$" => &["BRL"],
        "₺" => &["TRY"],
        "₽" => &["RUB"],
        "₩" => &["KRW"],
        "₪" => &["ILS"],
        _ => return name.parse(),
    };
    match choices.first() {
        _ if choices.contains(&default.code()) => Ok(default),
        // Four kinds of crown: a guess would be wrong three times.
        Some(first) if lower != "kr" => first.parse(),
        _ => Err(MoneyFault::Currency(name.to_owned())),
    }
}

/// `number` begins and ends with a digit.
fn minor_units(number: &str, currency: Currency, shift: u32) -> Result<i64, MoneyFault> {
    let unclear = || MoneyFault::Number(number.to_owned());
    let plain: String = number
        .chars()
        .map(|c| {
            if c.is_whitespace() || matches!(c, '\'' | '’' | '_') {
                '\''
            } else {
                c
            }
        })
        .collect();
    if plain
        .chars()
        .any(|c| !digit(c) && !matches!(c, '.' | ',' | '\''))
    {
        return Err(unclear());
    }
    let (whole, fraction) = match decimal_mark(&plain, currency, shift) {
        Some(at) => (&plain[..at], &plain[at + 1..]),
        None => (plain.as_str(), ""),
    };
    if !fraction.chars().all(digit) || !well_grouped(whole) {
        return Err(unclear());
    }
    let decimals = currency.decimals() + shift;
    let fraction = fraction.trim_end_matches('0');
    let missing = usize::try_from(decimals)
        .unwrap_or_default()
        .checked_sub(fraction.len());
    let Some(missing) = missing else {
        return Err(MoneyFault::Decimals(currency, currency.decimals()));
    };
    let digits: String = whole
        .chars()
        .filter(|c| digit(*c))
        .chain(fraction.chars())
        .chain("0".repeat(missing).chars())
        .collect();
    digits.parse().map_err(|_| MoneyFault::TooLarge)
}

/// Where the decimals begin, if there are any.
fn decimal_mark(number: &str, currency: Currency, shift: u32) -> Option<usize> {
    let last = number.rfind(['.', ','])?;
    let mark = &number[last..=last];
    let other = if mark == "." { "," } else { "." };
    if number.matches(mark).count() > 1 {
        return None;
    }
    let behind = number.len() - last - 1;
    let dotted_thousandths = currency.decimals() == 3 && mark == ".";
    let grouped = behind == 3 && last <= 3 && !number.starts_with('0') && shift == 0;
    let mixed = number[..last].contains([other.as_bytes()[0] as char, '\'']);
    (mixed || dotted_thousandths || !grouped).then_some(last)
}

/// Groups of three from the right; of two as well, for lakhs (`12,34,567`).
fn well_grouped(whole: &str) -> bool {
    let marks: Vec<char> = whole.chars().filter(|c| !digit(*c)).collect();
    let groups: Vec<usize> = whole.split(['.', ',', '\'']).map(str::len).collect();
    let [first, middle @ .., last] = groups.as_slice() else {
        return true;
    };
    marks.windows(2).all(|pair| pair[0] == pair[1])
        && *last == 3
        && (1..=3).contains(first)
        && (middle.iter().all(|size| *size == 3)
            || (*first <= 2 && middle.iter().all(|size| *size == 2)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a code of the test")
    }

    #[test]
    fn amounts_are_read() {
        let cases = [
            ("1,200.50 EUR", "USD", 120_050, "EUR"),
            ("EUR 1200", "USD", 120_000, "EUR"),
            ("€1.200,50", "USD", 120_050, "EUR"),
            ("1200", "USD", 120_000, "USD"),
            ("1.200", "EUR", 120_000, "EUR"),
            ("1,200", "EUR", 120_000, "EUR"),
            ("1.5", "EUR", 150, "EUR"),
            ("1,5", "EUR", 150, "EUR"),
            ("0.50", "EUR", 50, "EUR"),
            ("1.200.000", "EUR", 120_000_000, "EUR"),
            ("1 200,50 €", "USD", 120_050, "EUR"),
            ("1'200.50 CHF", "EUR", 120_050, "CHF"),
            ("₹12,34,567", "EUR", 123_456_700, "INR"),
            ("$5", "CAD", 500, "CAD"),
            ("$5", "EUR", 500, "USD"),
            ("US$5", "CAD", 500, "USD"),
            ("100 kr", "NOK", 10_000, "NOK"),
            ("12k", "EUR", 1_200_000, "EUR"),
            ("1.25m usd", "EUR", 125_000_000, "USD"),
            ("1.125k", "EUR", 112_500, "EUR"),
            ("¥1,200", "EUR", 1_200, "JPY"),
            ("1200.00 JPY", "EUR", 1_200, "JPY"),
            ("1.200 KWD", "EUR", 1_200, "KWD"),
            ("1,200 KWD", "EUR", 1_200_000, "KWD"),
            ("-€3", "USD", -300, "EUR"),
            ("$1,200 USD", "EUR", 120_000, "USD"),
        ];
        for (text, default, minor, code) in cases {
            let read = Money::read(text, currency(default));
            assert_eq!(
                read,
                Ok(Money {
                    minor,
                    currency: currency(code)
                }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            ("", MoneyFault::Empty),
            ("EUR", MoneyFault::Empty),
            ("5 xyz", MoneyFault::Currency("xyz".into())),
            ("5 kr", MoneyFault::Currency("kr".into())),
            ("1,20,0", MoneyFault::Number("1,20,0".into())),
            ("1.2.3,4,5", MoneyFault::Number("1.2.3,4,5".into())),
            ("12-14", MoneyFault::Number("12-14".into())),
            ("1.005,555", MoneyFault::Decimals(currency("EUR"), 2)),
            ("0.005", MoneyFault::Decimals(currency("EUR"), 2)),
            ("99999999999999999999", MoneyFault::TooLarge),
            ("€5 USD", MoneyFault::Number("€5 USD".into())),
        ];
        for (text, fault) in cases {
            assert_eq!(Money::read(text, currency("EUR")), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn amounts_are_shown_with_their_code() {
        let cases = [
            (120_050, "EUR", "EUR 1,200.50"),
            (120_000, "EUR", "EUR 1,200"),
            (5, "EUR", "EUR 0.05"),
            (-123_456_789, "JPY", "JPY -123,456,789"),
            (1_200_500, "KWD", "KWD 1,200.500"),
            (0, "USD", "USD 0"),
        ];
        for (minor, code, shown) in cases {
            assert_eq!(
                Money {
                    minor,
                    currency: currency(code)
                }
                .to_string(),
                shown
            );
        }
        let money = Money {
            minor: 5,
            currency: currency("EUR"),
        };
        let json = serde_json::to_string(&money).expect("plain data");
        assert_eq!(json, r#"{"minor":5,"currency":"EUR"}"#);
        assert_eq!(
            serde_json::from_str::<Money>(&json).expect("its own output"),
            money
        );
        assert!(serde_json::from_str::<Currency>("\"XYZ\"").is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minor in -i64::MAX..=i64::MAX, code in "EUR|JPY|KWD|USD") {
            let money = Money { minor, currency: currency(&code) };
            prop_assert_eq!(Money::read(&money.to_string(), currency("EUR")), Ok(money));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Money::read(&text, currency("EUR"));
        }

        #[test]
        fn no_likely_text_panics(text in "[-+€$kmr0-9., '’A-Z]{0,14}") {
            let _ = Money::read(&text, currency("KWD"));
        }
    }
}
