//! People and companies.

use crate::domain::{
    ids::{AccountId, ContactId, RepId},
    phone, words,
};
use chrono_tz::Tz;
use serde::Serialize;

words! {
    /// The kinds of channel.
    ChannelKind {
        /// A telephone number.
        Phone = "phone" / "Phone",
        /// A mail address.
        Email = "email" / "Email",
    }
}

words! {
    /// May this channel be used?
    Standing {
        /// Use this one first.
        Preferred = "preferred" / "preferred",
        /// May be used.
        Allowed = "allowed" / "allowed",
        /// Not to be used; guard and exports obey.
        NotToBeUsed = "not_to_be_used" / "not to be used",
    }
}

/// One way to reach a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Row number.
    pub id: i64,
    /// Phone or email.
    pub kind: ChannelKind,
    /// As somebody wrote it.
    pub given: String,
    /// E.164, or the normalised address; none when it cannot be used as one.
    pub normal: Option<String>,
    /// An extension behind the number.
    pub extension: Option<String>,
    /// What is wrong with it, in words.
    pub fault: Option<String>,
    /// May it be used?
    pub standing: Standing,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    /// Row number.
    pub id: ContactId,
    /// The journal sequence that last changed it.
    pub version: i64,
    /// Their name; empty when nobody told it.
    pub name: String,
    /// What they do.
    pub job_title: Option<String>,
    /// The kind of buyer they are.
    pub persona: Option<String>,
    /// Company as given, also before there is an account.
    pub company: Option<String>,
    /// The company, once it is known as an account.
    pub account: Option<AccountId>,
    /// Street and number.
    pub street: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// ISO 3166 alpha-2 code, or as given where that is not known.
    pub country: Option<String>,
    /// Their zone when somebody said so.
    pub zone: Option<Tz>,
    /// The rep responsible.
    pub owner: Option<RepId>,
    /// Phones and emails, preferred first.
    pub channels: Vec<Channel>,
}

impl Channel {
    /// As people read it: the number in its international form, the address as it is mailed, or as given.
    #[must_use]
    pub fn shown(&self) -> String {
        match (&self.normal, self.kind) {
            (Some(number), ChannelKind::Phone) => phone::shown(number, self.extension.as_deref()),
            (Some(address), ChannelKind::Email) => address.clone(),
            (None, _) => self.given.clone(),
        }
    }

    /// What it is known by: its normal form, or what was given where it has none.
    #[must_use]
    pub fn key(&self) -> &str {
        self.normal.as_deref().unwrap_or(&self.given)
    }

    /// Whether it can and may be used.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.normal.is_some() && self.standing != Standing::NotToBeUsed
    }
}

/// What stands for a person who has neither a name nor a phone nor an email.
pub const NO_NAME: &str = "(no name)";

impl Contact {
    /// The phone to use first: usable before faulty.
    #[must_use]
    pub fn first_phone(&self) -> Option<&Channel> {
        self.first(ChannelKind::Phone)
    }

    /// The email to use first: usable before faulty.
    #[must_use]
    pub fn first_email(&self) -> Option<&Channel> {
        self.first(ChannelKind::Email)
    }

    fn first(&self, kind: ChannelKind) -> Option<&Channel> {
        let mut of_kind = self.channels.iter().filter(|channel| channel.kind == kind);
        of_kind.clone().find(|channel| channel.is_usable()).or_else(|| of_kind.next())
    }

    /// The country of which a number without a country code is one: their own where it is known, else `home`, the
    /// business's.
    #[must_use]
    pub fn country_or<'a>(&self, home: &'a str) -> &'a str {
        self.country.as_deref().and_then(phone::country_code).unwrap_or(home)
    }

    /// The name, or a phone or an email in its place, or that there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        if !self.name.is_empty() {
            return &self.name;
        }
        self.channels.first().map_or(NO_NAME, |channel| channel.given.as_str())
    }
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Row number.
    pub id: AccountId,
    /// The journal sequence that last changed it.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// Its mail and web domain.
    pub domain: Option<String>,
    /// Its trade.
    pub industry: Option<String>,
    /// Its size, in people, as given.
    pub size: Option<String>,
    /// Where it sits.
    pub place: Option<String>,
    /// The rep responsible.
    pub owner: Option<RepId>,
    /// The contact shown first.
    pub primary_contact: Option<ContactId>,
}
