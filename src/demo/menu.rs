//! The settings, as the demo needs them: which word stands for what happens in a story.

use crate::{
    domain::{money::Currency, touch::LineResult},
    settings::{FollowUp, Reason, Settings},
};

/// What a call meant, in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    NoAnswer,
    Busy,
    Voicemail,
    Machine,
    Gatekeeper,
    CallBack,
    Interested,
    NotNow,
    NotInterested,
    Sold,
    WrongNumber,
    Disconnected,
    DoNotCall,
}

impl Meant {
    const ALL: [(Self, &'static str, LineResult, FollowUp); 13] = [
        (Self::NoAnswer, "no_answer", LineResult::NoAnswer, FollowUp::Plan),
        (Self::Busy, "busy", LineResult::Busy, FollowUp::Plan),
        (Self::Voicemail, "voicemail_left", LineResult::VoicemailLeft, FollowUp::Plan),
        (Self::Machine, "machine", LineResult::Machine, FollowUp::Plan),
        (Self::Gatekeeper, "gatekeeper", LineResult::Answered, FollowUp::Plan),
        (Self::CallBack, "call_back", LineResult::Answered, FollowUp::Promise),
        (Self::Interested, "interested", LineResult::Answered, FollowUp::Promise),
        (Self::NotNow, "not_now", LineResult::Answered, FollowUp::Nurture),
        (Self::NotInterested, "not_interested", LineResult::Answered, FollowUp::Reject),
        (Self::Sold, "sold", LineResult::Answered, FollowUp::Convert),
        (Self::WrongNumber, "wrong_number", LineResult::WrongNumber, FollowUp::Reject),
        (Self::Disconnected, "disconnected", LineResult::Disconnected, FollowUp::Reject),
        (Self::DoNotCall, "do_not_call", LineResult::Answered, FollowUp::Reject),
    ];
}

/// A reason and how often it is given.
#[derive(Debug, Clone)]
struct Given {
    slug: String,
    needs_note: bool,
    weight: u32,
}

/// Reasons with their weights.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    all: Vec<Given>,
    weights: Vec<u32>,
}

impl Reasons {
    fn of<'a>(reasons: impl Iterator<Item = &'a Reason>, weight: impl Fn(&str) -> u32) -> Self {
        let given = |reason: &Reason| Given {
            slug: reason.slug.clone(),
            needs_note: reason.needs_note,
            weight: weight(&reason.slug),
        };
        let all: Vec<Given> = reasons.map(given).collect();
        let weights = all.iter().map(|given| given.weight).collect();
        Self { all, weights }
    }

    /// One of them, and whether it needs a note; `other` where the settings have none.
    pub(super) fn draw(&self, rng: &mut super::rng::Rng) -> (String, bool) {
        let at = rng.weighted(&self.weights);
        self.all.get(at).map_or_else(|| ("other".to_owned(), true), |given| (given.slug.clone(), given.needs_note))
    }
}

/// The settings, resolved once per demo.
#[derive(Debug)]
pub(super) struct Menu {
    outcomes: Vec<(LineResult, String)>,
    /// For leads that were worked.
    pub(super) rejects: Reasons,
    /// For leads that nobody tried.
    pub(super) untried: Reasons,
    /// It never was a lead.
    pub(super) never_a_lead: Reasons,
    pub(super) lost: Reasons,
    wrong_number: String,
    do_not_call: String,
    no_response: String,
    pub(super) eur: Option<Currency>,
    pub(super) usd: Option<Currency>,
    pub(super) gbp: Option<Currency>,
}

impl Menu {
    pub(super) fn of(settings: &Settings) -> Self {
        let leads = || settings.reject_reasons.iter().filter(|reason| !reason.not_a_lead);
        let slug = |wanted: &str| {
            settings
                .reject_reason(wanted)
                .or_else(|| leads().find(|reason| !reason.needs_note))
                .map_or_else(|| wanted.to_owned(), |reason| reason.slug.clone())
        };
        Self {
            outcomes: Meant::ALL.iter().map(|(_, slug, line, then)| outcome(settings, slug, *line, *then)).collect(),
            rejects: Reasons::of(leads(), |slug| match slug {
                "no_need" => 24,
                "no_budget" => 20,
                "competitor" => 16,
                "no_authority" => 9,
                "outside_market" => 6,
                "do_not_call" => 0,
                "no_response" => 3,
                "not_interested" => 14,
                _ => 5,
            }),
            untried: Reasons::of(leads(), |slug| match slug {
                "no_response" => 12,
                "not_interested" | "no_need" => 5,
                "outside_market" => 4,
                "other" => 2,
                _ => 0,
            }),
            never_a_lead: Reasons::of(settings.reject_reasons.iter().filter(|reason| reason.not_a_lead), |slug| {
                if slug == "wrong_number" { 1 } else { 6 }
            }),
            lost: Reasons::of(settings.lost_reasons.iter(), |slug| match slug {
                "price" => 24,
                "competitor" => 20,
                "no_decision" => 16,
                "other" => 4,
                _ => 9,
            }),
            wrong_number: slug("wrong_number"),
            do_not_call: slug("do_not_call"),
            no_response: slug("no_response"),
            eur: "EUR".parse().ok(),
            usd: "USD".parse().ok(),
            gbp: "GBP".parse().ok(),
        }
    }

    /// What the line did and the outcome's slug.
    pub(super) fn outcome(&self, meant: Meant) -> (LineResult, String) {
        self.outcomes.get(meant as usize).cloned().unwrap_or((LineResult::Answered, String::new()))
    }

    /// The reject reason that follows from the call itself.
    pub(super) fn reason_of(&self, meant: Meant) -> String {
        match meant {
            Meant::WrongNumber | Meant::Disconnected => &self.wrong_number,
            Meant::DoNotCall => &self.do_not_call,
            _ => &self.no_response,
        }
        .clone()
    }
}

/// The outcome of that slug; where a business has changed the list, the one that is most like it.
fn outcome(settings: &Settings, slug: &str, line: LineResult, then: FollowUp) -> (LineResult, String) {
    let all = || settings.outcomes.iter();
    let found = all()
        .find(|outcome| outcome.slug == slug)
        .or_else(|| all().find(|outcome| outcome.line == line && outcome.then == then))
        .or_else(|| all().find(|outcome| outcome.line == line))
        .or_else(|| all().next());
    found.map_or_else(|| (line, slug.to_owned()), |outcome| (outcome.line, outcome.slug.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_meaning_stands_at_its_own_place() {
        let menu = Menu::of(&Settings::default());
        for (meant, slug, line, _) in Meant::ALL {
            assert_eq!(menu.outcome(meant), (line, slug.to_owned()));
        }
    }

    #[test]
    fn a_shorter_list_of_outcomes_is_enough() {
        let text = "[[outcomes]]\nkey='n'\nslug='ring'\nlabel='Rang out'\nline='no_answer'\nthen='plan'\n\
                    [[outcomes]]\nkey='t'\nslug='talk'\nlabel='Talked'\nline='answered'\nthen='promise'";
        let menu = Menu::of(&Settings::over_defaults(text).unwrap());
        assert_eq!(menu.outcome(Meant::Interested).1, "talk");
        assert_eq!(menu.outcome(Meant::NoAnswer).1, "ring");
        assert_eq!(menu.outcome(Meant::Busy).1, "ring");
    }
}
