//! E-mail addresses: what was given, and the one spelling under which two of them are the same.

use email_address::{EmailAddress, Error, Options};
use serde::{Deserialize, Serialize};

use super::text;

/// An address as somebody gave it, and what became of it. Either `normal` or `fault` is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    /// What was typed or imported, cleaned of what cannot be shown; never thrown away.
    pub given: String,
    /// The bare address in lower case, for matching and sending.
    pub normal: Option<String>,
    /// Why there is no `normal`.
    pub fault: Option<EmailFault>,
}

/// Why a text is not an e-mail address, in words for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum EmailFault {
    /// Nothing was given.
    #[error("empty")]
    Empty,
    /// There is no `@`.
    #[error("no @ in it")]
    NoAt,
    /// Nothing before the `@`.
    #[error("nothing before the @")]
    NoName,
    /// Nothing after the `@`, or a name without a dot such as `localhost`.
    #[error("no domain after the @")]
    NoDomain,
    /// More than one address in one field.
    #[error("more than one address")]
    Several,
    /// Longer than mail servers accept.
    #[error("too long")]
    TooLong,
    /// A blank, a stray dot or another character that cannot be in an address.
    #[error("a character or dot where none can be")]
    Character,
}

impl Email {
    /// Reads an address out of `given`: a bare one, `mailto:…`, `<…>` or `Name <…>`.
    #[must_use]
    pub fn read(given: &str) -> Self {
        let given = text::clean(given);
        let (normal, fault) = match normal(&given) {
            Ok(normal) => (Some(normal), None),
            Err(fault) => (None, Some(fault)),
        };
        Self {
            given,
            normal,
            fault,
        }
    }

    /// The part after the `@` of a good address, in lower case.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        self.normal
            .as_deref()?
            .rsplit_once('@')
            .map(|(_, domain)| domain)
    }
}

/// Whether `domain` gives addresses to anybody, so that it says nothing about a company.
#[must_use]
pub fn is_free_mail(domain: &str) -> bool {
    FREE_MAIL.contains(&domain.to_ascii_lowercase().as_str())
}

fn normal(given: &str) -> Result<String, EmailFault> {
    let bare = bare(given).to_lowercase();
    if bare.is_empty() {
        return Err(EmailFault::Empty);
    }
    let quoted = bare.starts_with('"');
    if !quoted && bare.matches('@').count() > 1 {
        return Err(EmailFault::Several);
    }
    // The crate takes any mail-legal sign for a letter of a domain, and digits for its last part.
    let options = Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    let address = EmailAddress::parse_with_options(&bare, options).map_err(fault)?;
    let domain = address
        .as_str()
        .rsplit_once('@')
        .map_or("", |(_, domain)| domain);
    let last = domain.rsplit('.').next().unwrap_or_default();
    if last.chars().count() < 2 || last.chars().all(|c| c.is_ascii_digit()) {
        return Err(EmailFault::NoDomain);
    }
    if !domain
        .chars()
        .all(|c| c.is_alphanumeric() || !c.is_ascii() || matches!(c, '-' | '.'))
    {
        return Err(EmailFault::Character);
    }
    Ok(bare)
}

/// The address without what programs and people wrap around it.
fn bare(given: &str) -> &str {
    let inner = match (given.rfind('<'), given.rfind('>')) {
        (Some(open), Some(close)) if open < close => &given[open + 1..close],
        _ => given,
    };
    let inner = inner.trim();
    let link = inner
        .get(..7)
        .filter(|start| start.eq_ignore_ascii_case("mailto:"));
    let address = match link {
        Some(_) => inner[7..].split('?').next().unwrap_or_default(),
        None => inner,
    };
    address.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\''))
}

const fn fault(error: Error) -> EmailFault {
    match error {
        Error::MissingSeparator => EmailFault::NoAt,
        Error::LocalPartEmpty => EmailFault::NoName,
        Error::DomainEmpty | Error::DomainTooFew | Error::UnsupportedDomainLiteral => {
            EmailFault::NoDomain
        }
        Error::LocalPartTooLong | Error::DomainTooLong | Error::SubDomainTooLong => {
            EmailFault::TooLong
        }
        _ => EmailFault::Character,
    }
}

const FREE_MAIL: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "bluewin.ch",
    "bt.com",
    "btinternet.com",
    "comcast.net",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "seznam.cz",
    "sky.com",
    "t-online.de",
    "terra.com.br",
    "tutanota.com",
    "uol.com.br",
    "verizon.net",
    "virgilio.it",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yahoo.co.in",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_read() {
        let cases = [
            (" Ada@Example.COM ", "ada@example.com"),
            ("mailto:ada@example.com?subject=hi", "ada@example.com"),
            ("MAILTO:ada@example.com", "ada@example.com"),
            ("<ada@example.com>", "ada@example.com"),
            ("Lovelace, Ada <mailto:Ada@example.com>", "ada@example.com"),
            ("ada@example.com;", "ada@example.com"),
            ("ada.l+x@mail.example.co.uk", "ada.l+x@mail.example.co.uk"),
            ("jürgen@müller.de", "jürgen@müller.de"),
            ("\"a b\"@example.com", "\"a b\"@example.com"),
        ];
        for (given, normal) in cases {
            let email = Email::read(given);
            assert_eq!(
                email.normal.as_deref(),
                Some(normal),
                "{given:?}: {:?}",
                email.fault
            );
            assert_eq!(email.fault, None);
        }
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            ("", EmailFault::Empty),
            ("<>", EmailFault::Empty),
            ("ada", EmailFault::NoAt),
            ("@example.com", EmailFault::NoName),
            ("ada@", EmailFault::NoDomain),
            ("ada@localhost", EmailFault::NoDomain),
            ("ada@[127.0.0.1]", EmailFault::NoDomain),
            ("ada@127.0.0.1", EmailFault::NoDomain),
            ("a@example.com, b@example.com", EmailFault::Several),
            ("a da@example.com", EmailFault::Character),
            ("ada@exa_mple.com", EmailFault::Character),
            ("ada@example..com", EmailFault::Character),
            ("ada.@example.com", EmailFault::Character),
        ];
        for (given, fault) in cases {
            let email = Email::read(given);
            assert_eq!(email.fault, Some(fault), "{given:?}: {:?}", email.normal);
            assert_eq!(email.normal, None);
        }
        let long = format!("{}@example.com", "a".repeat(65));
        assert_eq!(Email::read(&long).fault, Some(EmailFault::TooLong));
    }

    #[test]
    fn free_mail_says_nothing_about_a_company() {
        assert_eq!(Email::read("X@GMail.com").domain(), Some("gmail.com"));
        assert!(is_free_mail("GMail.com"));
        assert!(!is_free_mail("example.com"));
        assert_eq!(Email::read("nobody").domain(), None);
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_has_a_fault(given in any::<String>()) {
            let email = Email::read(&given);
            prop_assert!(email.normal.is_some() != email.fault.is_some());
        }

        #[test]
        fn a_normal_address_reads_as_itself(given in "[A-Za-z.<\"@ ]{1,8}@[a-zA-Z.-]{1,8}\\.[a-z]{2,3}>?") {
            if let Some(normal) = Email::read(&given).normal {
                prop_assert_eq!(Email::read(&normal).normal, Some(normal));
            }
        }
    }
}
