//! Made-up people: who they are, where they work and live, and how they can be reached.

use super::{
    company::Company,
    phones,
    places::{ATLAS, Place},
    rng::Rng,
    words::{Culture, Name, WORDS},
};
use crate::domain::lead::NewLead;

/// Which channels somebody gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gave {
    Both,
    EmailOnly,
    PhoneOnly,
    /// A phone that is none, and an email.
    FaultyAndEmail,
    /// A phone that is none, and nothing else.
    Faulty,
}

/// Somebody who enquires.
#[derive(Debug)]
pub(super) struct Person {
    /// Everything of a lead that is about the person.
    pub(super) lead: NewLead,
    pub(super) place: &'static Place,
    /// The position of `place` in the atlas.
    pub(super) home: usize,
    /// How notes call them.
    pub(super) first: &'static str,
    /// How notes call their company; empty for private people.
    pub(super) company: String,
    /// There is a number that can be dialled.
    pub(super) callable: bool,
    /// There is an address that can be written to.
    pub(super) mailable: bool,
}

impl Person {
    /// The person behind lead `index`; always the same one. `home` is the country of bare numbers; who
    /// `must_ring` gave a number and an address.
    pub(super) fn of(seed: u64, index: usize, home: &str, must_ring: bool) -> Self {
        let mut rng = Rng::of(seed, index, 1);
        let (at, before) = ATLAS.home(seed, index);
        let (home_at, own_number) = phones::number_at(at, before);
        let place = &ATLAS.places[home_at];
        let joins = before % 2 == 1 && rng.chance(0.35) && is_employed(seed, at, before - 1);
        let employed = joins || is_employed(seed, at, before);
        let company = employed.then(|| Company::of(seed, at, before - usize::from(joins), place.country));
        // A few colleagues give the same switchboard: same number, different people.
        let switchboard = joins && rng.chance(0.3);
        let number = if switchboard { phones::number_at(at, before - 1).1 } else { own_number };
        let gave = if must_ring { Gave::Both } else { gave(&mut rng, place) };
        let name = full_name(&mut rng, place);

        let mut lead = NewLead::default();
        if matches!(gave, Gave::Both | Gave::PhoneOnly) {
            lead.phones.push(phones::written(&mut rng, &number, home));
        } else if matches!(gave, Gave::Faulty | Gave::FaultyAndEmail) {
            lead.phones.push(phones::faulty(&mut rng));
        }
        if matches!(gave, Gave::Both | Gave::EmailOnly | Gave::FaultyAndEmail) {
            lead.emails.push(email(&mut rng, &name, company.as_ref(), index));
        }
        let company_name = company.as_ref().map(|company| company.name.clone()).unwrap_or_default();
        if let Some(company) = company {
            lead.job_title = rng.chance(0.8).then(|| rng.word(&WORDS.titles).to_owned());
            lead.industry = rng.chance(0.7).then(|| company.industry.to_owned());
            lead.size = rng.chance(0.55).then(|| company.size.to_owned());
            lead.company = Some(company.name);
        }
        let first = name.first();
        lead.name = (!rng.chance(0.03)).then(|| name.shown(&mut rng));
        live_at(&mut rng, place, &mut lead);
        Self {
            first: if lead.name.is_some() { first } else { "contact" },
            company: company_name,
            callable: matches!(gave, Gave::Both | Gave::PhoneOnly),
            mailable: !lead.emails.is_empty(),
            lead,
            place,
            home: home_at,
        }
    }
}

/// Whether whoever came to place `home` as number `before` wrote for a company; known without making the person,
/// since a colleague has to know.
fn is_employed(seed: u64, home: usize, before: usize) -> bool {
    Rng::of(seed, before * ATLAS.places.len() + home, 6).chance(0.84)
}

fn gave(rng: &mut Rng, place: &Place) -> Gave {
    let shares = if place.has_foreign_number() { [50, 42, 6, 1, 1] } else { [74, 9, 14, 2, 1] };
    let all = [Gave::Both, Gave::EmailOnly, Gave::PhoneOnly, Gave::FaultyAndEmail, Gave::Faulty];
    all[rng.weighted(&shares)]
}

/// Given and family name, or a whole name from elsewhere.
enum FullName {
    Parts(&'static Name, &'static Name),
    Whole(&'static Name),
}

impl FullName {
    fn first(&self) -> &'static str {
        match self {
            Self::Parts(given, _) => given.shown,
            Self::Whole(name) => name.shown,
        }
    }

    fn shown(&self, rng: &mut Rng) -> String {
        let proper = match self {
            Self::Parts(given, family) => format!("{} {}", given.shown, family.shown),
            Self::Whole(name) => name.shown.to_owned(),
        };
        match rng.below(60) {
            0 => proper.to_uppercase(),
            1 => proper.to_lowercase(),
            _ => proper,
        }
    }
}

fn full_name(rng: &mut Rng, place: &Place) -> FullName {
    if let (true, false) = (rng.chance(0.045), WORDS.world.is_empty()) {
        return FullName::Whole(&WORDS.world[rng.below(WORDS.world.len())]);
    }
    let culture = match (place.country, rng.below(100)) {
        ("US" | "CA", 0..=11) => &WORDS.spanish,
        ("US" | "CA" | "GB" | "AU", 12..=15) => &WORDS.indian,
        ("CA", 16..=29) => &WORDS.french,
        ("US", 16..=18) | ("DE", 0..) => &WORDS.german,
        ("FR", _) => &WORDS.french,
        ("ES", _) => &WORDS.spanish,
        ("IN", _) => &WORDS.indian,
        _ => &WORDS.english,
    };
    let mut one = |names: &'static [Name]| &names[rng.below(names.len())];
    FullName::Parts(one(&culture.given), one(&culture.family))
}

fn email(rng: &mut Rng, name: &FullName, company: Option<&Company>, index: usize) -> String {
    let (given, family) = match name {
        FullName::Parts(given, family) => (given.mail.as_str(), family.mail.as_str()),
        FullName::Whole(name) => name.mail.split_once('.').unwrap_or((name.mail.as_str(), "x")),
    };
    match (company, rng.below(8)) {
        (Some(company), 0) => format!("{}.{family}@{}", given.get(..1).unwrap_or(given), company.domain),
        (Some(company), 1) => format!("{given}{family}@{}", company.domain),
        (Some(company), _) => format!("{given}.{family}@{}", company.domain),
        // Without a company's domain the number alone keeps two people of one name apart.
        (None, _) => format!("{given}.{family}{index}@{}", rng.word(&WORDS.mail)),
    }
}

fn culture_of(country: &str) -> &'static Culture {
    match country {
        "DE" => &WORDS.german,
        "FR" => &WORDS.french,
        "ES" => &WORDS.spanish,
        "IN" => &WORDS.indian,
        _ => &WORDS.english,
    }
}

fn live_at(rng: &mut Rng, place: &Place, lead: &mut NewLead) {
    let (street, city, by_name, says_zone) = (rng.chance(0.6), rng.chance(0.88), rng.chance(0.3), rng.chance(0.5));
    if street && city {
        let house = rng.span(1, 240).to_string();
        lead.street = Some(rng.word(&culture_of(place.country).streets).replace("{}", &house));
        lead.postal_code = Some(postal(rng, place.postal));
    }
    if city {
        lead.city = Some(place.city.to_owned());
        lead.region = Some(place.region.to_owned());
    }
    lead.country = Some(if by_name { country_name(place.country) } else { place.country }.to_owned());
    // A number from elsewhere or a bare country says too little about the clock on their wall.
    if says_zone || !city || place.has_foreign_number() {
        lead.zone = Some(place.zone.name().to_owned());
    }
}

fn country_name(code: &'static str) -> &'static str {
    match code {
        "US" => "United States",
        "CA" => "Canada",
        "GB" => "United Kingdom",
        "DE" => "Germany",
        "FR" => "France",
        "ES" => "Spain",
        "IN" => "India",
        "AU" => "Australia",
        code => code,
    }
}

fn postal(rng: &mut Rng, pattern: &str) -> String {
    let letters = b"ABDEFGHJLNPRSTUWXYZ";
    let fill = |c| match c {
        '#' => char::from(b'0' + rng.below(10) as u8),
        '@' => char::from(letters[rng.below(letters.len())]),
        c => c,
    };
    pattern.chars().map(fill).collect()
}
