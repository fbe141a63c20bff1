//! Reading the values that arguments have.

use crate::{
    cli::{failure::Failure, session::Session},
    desk::Refusal,
    domain::{
        ids::RepId,
        money::{Currency, Money},
        rep::Assignee,
        stage::Stage,
        time::Timestamp,
        when,
    },
    settings::Settings,
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::str::FromStr;

/// A row's number, with or without `#`.
pub fn id<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("“{text}” is not a number"))
}

/// An instant in RFC 3339.
pub fn instant(text: &str) -> Result<Timestamp, String> {
    Timestamp::from_iso(text).ok_or_else(|| "write it as 2026-11-22T08:20:00Z".to_owned())
}

/// A stage, by slug, label or the trade's short form.
pub fn stage(text: &str) -> Result<Stage, String> {
    let short = Stage::ALL.iter().find(|stage| stage.short().is_some_and(|short| short.eq_ignore_ascii_case(text)));
    short.map_or_else(|| text.parse().map_err(|fault: crate::domain::words::UnknownWord| fault.to_string()), |s| Ok(*s))
}

/// Yes or no.
pub fn yes_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(true),
        "no" | "n" | "false" | "0" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}

/// A rep, by name.
pub fn rep(session: &Session<'_>, name: &str) -> Result<RepId, Failure> {
    match session.desk.people()?.find(name)? {
        Assignee::Rep(rep) => Ok(rep),
        _ => Err(Refusal::Unknown { what: "rep called", which: name.to_owned() }.into()),
    }
}

/// `key=value`.
pub fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.trim().to_owned())),
        _ => Err("write it as name=value".to_owned()),
    }
}

/// An amount of money, in the currency of the settings where it names none.
pub fn money(text: &str, before: Option<Money>, settings: &Settings) -> Result<Money, Failure> {
    let usual = || settings.currency.parse().map_err(|fault| Failure::Usage(format!("settings: {fault}")));
    let usual: Currency = before.map_or_else(usual, |before| Ok(before.currency))?;
    Money::read(text, usual).map_err(|fault| Failure::Usage(format!("--amount “{text}”: {fault}")))
}

/// A day, on the clocks of `zone`.
pub fn day(text: &str, now: Timestamp, zone: Tz) -> Result<NaiveDate, Failure> {
    let at = when::read(text, now, zone).map_err(|fault| Failure::Usage(fault.to_string()))?;
    Ok(at.on(zone).date_naive())
}

/// The border of a period that is over: a day means its beginning; words must lie in the past.
pub fn border(text: &str, now: Timestamp, zone: Tz) -> Result<Timestamp, Failure> {
    let usage = |fault: String| Failure::Usage(fault);
    let begins = |date: NaiveDate| when::read(&format!("{date} 00:00"), now, zone).map_err(|f| usage(f.to_string()));
    let today = now.on(zone).date_naive();
    match text.trim().to_lowercase().as_str() {
        "today" => return begins(today),
        "yesterday" => return begins(today.pred_opt().unwrap_or(today)),
        _ => {}
    }
    if let Ok(date) = text.trim().parse::<NaiveDate>() {
        return begins(date);
    }
    let at = when::read(text, now, zone).map_err(|fault| usage(fault.to_string()))?;
    if at > now && Timestamp::from_iso(text).is_none() {
        return Err(usage(format!("“{text}” lies ahead; write the day as 2026-11-22, or how long ago: “30 days ago”")));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_of_stages_are_known() {
        for (text, stage_of) in [
            ("MQL", Stage::MarketingQualified),
            ("sal", Stage::Accepted),
            ("Sql", Stage::SalesQualified),
            ("won", Stage::Won),
        ] {
            assert_eq!(stage(text), Ok(stage_of));
        }
        assert!(stage("nope").unwrap_err().contains("captured"));
    }

    #[test]
    fn a_day_as_a_border_means_its_beginning() {
        let now = Timestamp::from_iso("2026-11-22T14:00:00Z").unwrap();
        for (text, at) in [
            ("2026-11-01", "2026-11-01T00:00:00Z"),
            ("today", "2026-11-22T00:00:00Z"),
            ("yesterday", "2026-11-21T00:00:00Z"),
            ("2 days ago", "2026-11-20T14:00:00Z"),
            ("2027-01-01", "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(border(text, now, Tz::UTC).unwrap().iso(), at, "{text}");
        }
        assert!(border("tue", now, Tz::UTC).is_err(), "the next Tuesday is no border of the past");
    }
}
