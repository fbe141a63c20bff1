//! What numbers and names of the settings may be.

use super::{Fault, Settings};
use crate::domain::money::Currency;

/// Refuses what no business could mean, before it is met in the middle of a call.
pub(super) fn check(settings: &Settings) -> Result<(), Fault> {
    let (desk, plan, nurture) = (&settings.desk, &settings.plan, &settings.nurture);
    // Beyond these nothing that the business could mean: a claim of no time holds nobody off, a date a thousand
    // years away cannot be written.
    for (name, value, least, most) in [
        ("desk.claim_minutes", desk.claim_minutes, 1, 24 * 60),
        ("desk.fresh_minutes", desk.fresh_minutes, 0, 7 * 24 * 60),
        ("desk.overdue_minutes", desk.overdue_minutes, 0, 7 * 24 * 60),
        ("desk.return_hours", desk.return_hours, 0, 365 * 24),
        ("desk.turn_every", desk.turn_every, 1, 1_000),
        ("plan.attempts", plan.attempts, 1, 100),
        ("plan.working_days", plan.working_days, 1, 366),
        ("plan.gap_minutes", plan.gap_minutes, 0, 30 * 24 * 60),
        ("plan.voicemails", plan.voicemails, 0, 100),
        ("plan.then_days", plan.then_days, 1, 3_660),
        ("score.age_days", settings.score.age_days, 1, 3_660),
        ("score.marketing_qualified", settings.score.marketing_qualified, 0, 100),
        ("nurture.touch_target", nurture.touch_target, 1, 1_000),
        ("nurture.interested_days", nurture.interested_days, 1, 3_660),
        ("nurture.not_now_days", nurture.not_now_days, 1, 3_660),
        ("nurture.not_interested_days", nurture.not_interested_days, 1, 3_660),
    ] {
        if !(least..=most).contains(&value) {
            return Err(Fault::of(name, format!("{name}: {value} is out of the question; it is {least} to {most}")));
        }
    }
    for (at, stage) in settings.deal_stages.iter().enumerate() {
        let fault =
            |says: String| Fault::of(format!("deal_stages.{at}"), format!("[[deal_stages]] {}: {says}", stage.name));
        if !(0..=100).contains(&stage.probability) {
            return Err(fault(format!("probability is in percent, 0 to 100, and not {}", stage.probability)));
        }
        if settings.deal_stages[..at].iter().any(|other| other.name == stage.name) {
            return Err(fault("the stage is given twice; a deal stands in one".to_owned()));
        }
    }
    if let Err(fault) = settings.currency.parse::<Currency>() {
        return Err(Fault::of("currency", format!("currency: {fault}")));
    }
    Ok(())
}
