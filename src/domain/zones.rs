//! From a place or a phone number to every time zone the person may be in.
//!
//! Never a guess: where a number or a place leaves several zones open, all are returned, and the
//! calling guard asks for good hours in each of them.

use chrono_tz::Tz;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType};

use super::text;
use std::{collections::HashMap, sync::LazyLock};

const PHONE_ZONES: &str = include_str!("../../assets/phone-zones.txt");
const COUNTRY_ZONES: &str = include_str!("../../assets/country-zones.txt");
const PLACE_ZONES: &str = include_str!("../../assets/place-zones.txt");

/// The zones in which the holder of an E.164 number may live; empty when unknown.
///
/// A number tied to an area gives the zones of its longest known prefix. A mobile, where mobiles
/// have no area, gives all zones of its country; any other number without an area (toll free,
/// internet, unassigned) all zones under its calling code.
#[must_use]
pub fn of_phone(e164: &str) -> Vec<Tz> {
    let Ok(number) = PHONE_NUMBER_UTIL.parse(e164, None) else {
        return Vec::new();
    };
    let kind = number.get_type();
    let geographical = PHONE_NUMBER_UTIL.is_number_geographical_by_country_code_and_type(kind, number.country_code);
    // In North America the place is in the area code whatever is behind it, assigned or not.
    let zoned = geographical || (number.country_code == 1 && kind == PhoneNumberType::Unknown);
    let zones = if zoned { of_prefix(e164) } else { without_area(&number) };
    if zones.is_empty() { of_prefix(e164) } else { zones }
}

/// All zones of a country by its ISO 3166-1 alpha-2 code, any case; empty when unknown.
#[must_use]
pub fn of_country(alpha2: &str) -> Vec<Tz> {
    static COUNTRIES: LazyLock<HashMap<&str, Vec<Tz>>> = LazyLock::new(|| {
        let known = lines(COUNTRY_ZONES).filter_map(|line| line.split_once('|'));
        known.map(|(country, names)| (country, parsed(names))).collect()
    });
    COUNTRIES.get(alpha2.trim().to_ascii_uppercase().as_str()).cloned().unwrap_or_default()
}

/// The zones of a state or province, by code or name (`TX`, `Texas`), in the countries that are
/// split by state: US, CA, AU. Elsewhere, and for an unknown region, all zones of the country.
///
/// `country` is an ISO 3166-1 alpha-2 code.
#[must_use]
pub fn of_place(country: &str, region: Option<&str>) -> Vec<Tz> {
    /// By country and state, the state once by its code and once by its name.
    static STATES: LazyLock<HashMap<(String, String), Vec<Tz>>> = LazyLock::new(|| {
        let mut states = HashMap::new();
        for line in lines(PLACE_ZONES) {
            if let [country, code, name, zones] = line.split('|').collect::<Vec<_>>()[..] {
                for state in [code, name] {
                    states.entry((country.to_owned(), text::fold(state))).or_insert_with(|| parsed(zones));
                }
            }
        }
        states
    });
    let code = country.trim().to_ascii_uppercase();
    let found = region.and_then(|region| STATES.get(&(code.clone(), text::fold(region))).cloned());
    found.unwrap_or_else(|| of_country(&code))
}

fn without_area(number: &PhoneNumber) -> Vec<Tz> {
    let country = match number.get_type() {
        PhoneNumberType::Mobile => number.get_region_code(),
        _ => None,
    };
    if let Some(country) = country {
        return of_country(&country.as_region_str());
    }
    let mut zones = Vec::new();
    for country in PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(number.country_code).into_iter().flatten() {
        for zone in of_country(&country.as_region_str()) {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
        }
    }
    zones
}

fn of_prefix(e164: &str) -> Vec<Tz> {
    static SORTED: LazyLock<Vec<(&str, Vec<Tz>)>> = LazyLock::new(|| {
        let known = lines(PHONE_ZONES).filter_map(|line| line.split_once('|'));
        known.map(|(prefix, names)| (prefix, parsed(names))).collect()
    });

    let digits = e164.trim_start_matches('+');
    (1..=LONGEST_PREFIX)
        .rev()
        .filter_map(|length| digits.get(..length))
        .find_map(|prefix| SORTED.binary_search_by(|(key, _)| (*key).cmp(prefix)).ok())
        .map(|index| SORTED[index].1.clone())
        .unwrap_or_default()
}

/// Digits in the longest prefix of the table.
const LONGEST_PREFIX: usize = 9;

fn lines(asset: &'static str) -> impl Iterator<Item = &'static str> {
    asset.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn parsed(names: &str) -> Vec<Tz> {
    names.split('&').filter_map(|name| name.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(zones: &[Tz]) -> Vec<&'static str> {
        zones.iter().map(|zone| zone.name()).collect()
    }

    #[test]
    fn every_asset_is_sound() {
        for (asset, zones_at) in [(PHONE_ZONES, 1), (COUNTRY_ZONES, 1), (PLACE_ZONES, 3)] {
            assert!(asset.starts_with('#'), "an asset says where it is from");
            let mut last = "";
            for line in lines(asset) {
                let parts: Vec<&str> = line.split('|').collect();
                assert_eq!(parts.len(), zones_at + 1, "{line}");
                for name in parts[zones_at].split('&') {
                    assert!(name.parse::<Tz>().is_ok(), "{name} is no zone: {line}");
                }
                if zones_at == 1 {
                    assert!(parts[0] > last, "{line} is out of order: the search needs it sorted");
                    assert!(parts[0].len() <= LONGEST_PREFIX);
                    last = parts[0];
                }
            }
        }
    }

    #[test]
    fn a_number_gives_the_zones_of_its_area() {
        let cases: [(&str, &[&str]); 13] = [
            ("+12125550123", &["America/New_York"]),
            ("+12085550123", &["America/Boise", "America/Los_Angeles"]),
            ("+16025550123", &["America/Phoenix"]),
            ("+17095550123", &["America/Halifax", "America/St_Johns"]),
            ("+493012345678", &["Europe/Berlin"]),
            ("+919876543210", &["Asia/Kolkata"]),
            ("+61891234567", &["Australia/Adelaide", "Australia/Perth"]),
            ("+9771234567", &["Asia/Kathmandu"]),
            ("+447400123456", &["Europe/London"]),
            ("+5491123456789", &["America/Buenos_Aires"]),
            ("", &[]),
            ("nonsense", &[]),
            ("+999123", &[]),
        ];
        for (e164, zones) in cases {
            assert_eq!(names(&of_phone(e164)), zones, "{e164}");
        }
    }

    #[test]
    fn a_number_without_an_area_gives_the_whole_country() {
        for (e164, among, many) in [
            ("+61412345678", Tz::Australia__Perth, 10),
            ("+79161234567", Tz::Asia__Vladivostok, 20),
            ("+15550100123", Tz::America__Denver, 40),
            ("+18005550100", Tz::America__Los_Angeles, 40),
            ("+447700900123", Tz::Europe__London, 1),
        ] {
            let zones = of_phone(e164);
            assert!(zones.contains(&among) && zones.len() >= many, "{e164}: {zones:?}");
        }
    }

    #[test]
    fn a_place_gives_the_zones_of_its_state() {
        let cases: [(&str, Option<&str>, &[&str]); 6] = [
            ("US", Some("ny"), &["America/New_York"]),
            ("us", Some("Texas"), &["America/Chicago", "America/Denver"]),
            ("CA", Some("Québec"), &["America/Toronto", "America/Blanc-Sablon"]),
            ("AU", Some("WA"), &["Australia/Perth", "Australia/Eucla"]),
            ("DE", Some("Bayern"), &["Europe/Berlin", "Europe/Busingen"]),
            ("XX", None, &[]),
        ];
        for (country, region, zones) in cases {
            assert_eq!(names(&of_place(country, region)), zones, "{country} {region:?}");
        }
        assert!(of_place("US", None).len() > 20, "a country without a state is the whole country");
        assert_eq!(of_place("US", Some("Atlantis")), of_country("US"));
    }
}
