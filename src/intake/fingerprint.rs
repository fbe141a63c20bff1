//! A mark by which a row is known again.

use crate::domain::lead::NewLead;
use siphasher::sip128::{Hasher128, SipHasher24};
use std::hash::Hasher;

/// 128 bits in hexadecimal that are the same for identical candidates and, but for a chance of one in
/// 10^18 among ten thousand million, different for all others. The order of a file's columns does not
/// matter. Stored with leads: what it is made of must never change.
#[must_use]
pub fn fingerprint(lead: &NewLead) -> String {
    // Taken apart by name, so that a new field cannot be forgotten here.
    let NewLead {
        name,
        job_title,
        company,
        industry,
        size,
        phones,
        emails,
        street,
        city,
        region,
        postal_code,
        country,
        zone,
        source,
        campaign,
        tokens,
        problem,
        owner_hint,
        external_id,
        note,
        captured_at,
        extra,
    } = lead;
    let mut print = Print(SipHasher24::new());
    let single = [
        ("name", name),
        ("job_title", job_title),
        ("company", company),
        ("industry", industry),
        ("size", size),
        ("street", street),
        ("city", city),
        ("region", region),
        ("postal_code", postal_code),
        ("country", country),
        ("zone", zone),
        ("source", source),
        ("campaign", campaign),
        ("problem", problem),
        ("owner_hint", owner_hint),
        ("external_id", external_id),
        ("note", note),
    ];
    for (field, value) in single {
        if let Some(value) = value {
            print.add("field", field, value);
        }
    }
    for (kind, values) in [("phone", phones), ("email", emails)] {
        let mut values: Vec<&String> = values.iter().collect();
        values.sort_unstable();
        values
            .into_iter()
            .for_each(|value| print.add("channel", kind, value));
    }
    for (kind, values) in [("token", tokens), ("extra", extra)] {
        values
            .iter()
            .for_each(|(key, value)| print.add(kind, key, value));
    }
    if let Some(at) = captured_at {
        print.add("field", "captured_at", &at.0.to_string());
    }
    let print = print.0.finish128();
    format!("{:016x}{:016x}", print.h1, print.h2)
}

struct Print(SipHasher24);

impl Print {
    fn add(&mut self, kind: &str, key: &str, value: &str) {
        for part in [kind, key, value] {
            // The length first, or “ab” and “c” would be “a” and “bc”.
            self.0.write(&(part.len() as u64).to_le_bytes());
            self.0.write(part.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    fn ada() -> NewLead {
        NewLead {
            name: Some("Ada".into()),
            phones: vec!["1".into(), "2".into()],
            emails: vec!["a@b.co".into()],
            extra: BTreeMap::from([("Budget".into(), "5".into())]),
            ..NewLead::default()
        }
    }

    #[test]
    fn the_same_for_ever() {
        // Prints are stored: a different text here means that old rows are no longer known again.
        assert_eq!(fingerprint(&ada()), "3c6d96414bf2747482ab0a44bbb27a56");
        assert_eq!(
            fingerprint(&NewLead::default()),
            "7de0a38047d74950f4f2ced447ab0242"
        );
        let swapped = NewLead {
            phones: vec!["2".into(), "1".into()],
            ..ada()
        };
        assert_eq!(fingerprint(&swapped), fingerprint(&ada()));
    }

    #[test]
    fn different_for_any_other() {
        let others = [
            ada(),
            NewLead::default(),
            NewLead {
                name: Some("ada".into()),
                ..ada()
            },
            NewLead {
                name: None,
                company: Some("Ada".into()),
                ..ada()
            },
            NewLead {
                phones: vec!["12".into()],
                ..ada()
            },
            NewLead {
                phones: vec!["1".into()],
                emails: vec!["2".into(), "a@b.co".into()],
                ..ada()
            },
            NewLead {
                extra: BTreeMap::new(),
                tokens: BTreeMap::from([("Budget".into(), "5".into())]),
                ..ada()
            },
            NewLead {
                extra: BTreeMap::from([("Budge".into(), "t5".into())]),
                ..ada()
            },
            NewLead {
                captured_at: Some(crate::domain::time::Timestamp(0)),
                ..ada()
            },
            NewLead {
                name: Some(String::new()),
                ..ada()
            },
        ];
        let prints: HashSet<String> = others.iter().map(fingerprint).collect();
        assert_eq!(prints.len(), others.len());
        assert!(prints.iter().all(|print| print.len() == 32));
    }
}
