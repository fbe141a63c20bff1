//! The middle of the card: how far the lead is, whose it is, what was promised, what it is worth.

use super::card::{LABEL, Paper};
use crate::{
    domain::{
        deal::DealState,
        stage::Stage,
        text,
        time::{self, ago},
        when,
    },
    store::history::PromiseState,
};
use ratatui::text::{Line, Span};

impl Paper<'_> {
    pub(super) fn stage(&mut self) {
        let theme = self.model.theme;
        let stage = self.card.lead.stage;
        let reached = "●".repeat(stage.rank() + 1);
        let left = "○".repeat(Stage::ALL.len() - stage.rank() - 1);
        let short = stage.short().map_or_else(String::new, |short| format!(" ({short})"));
        self.lines.push(Line::from(super::paint::fit(
            vec![
                Span::styled(text::pad("stage", LABEL), theme.dim()),
                Span::styled(reached, theme.accent()),
                Span::styled(left, theme.faint()),
                Span::styled(format!(" {}{short}", stage.label()), theme.strong()),
                Span::styled(format!(" · {}", time::lasting(self.card.in_stage)), theme.dim()),
            ],
            self.columns,
        )));
        if let Some(end) = self.card.ends.iter().rev().find(|end| end.reopened_at.is_none()) {
            let settings = self.model.seat.as_ref().map(|seat| &seat.settings);
            let reason = settings
                .and_then(|settings| settings.reject_reason(&end.reason).or_else(|| settings.lost_reason(&end.reason)))
                .map_or_else(|| end.reason.clone(), |reason| reason.label.clone());
            let note = end.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            let words = format!("✗ {} {} · {reason}{note}", end.how.label(), ago(end.ended_at, self.model.now));
            self.fact("ended", &words, theme.bad());
        }
    }

    pub(super) fn facts(&mut self) {
        let theme = self.model.theme;
        let lead = &self.card.lead;
        let now = self.model.now;
        match (self.card.owner.as_str(), &self.card.team) {
            ("", Some(team)) => self.fact("owner", &format!("nobody · in the pool of team {team}"), theme.warn()),
            ("", None) => self.fact("owner", "nobody · in the pool", theme.warn()),
            (owner, _) => self.fact("owner", owner, theme.text()),
        }
        let campaign = lead.campaign.as_ref().map(|campaign| format!(" · {campaign}")).unwrap_or_default();
        let words = format!("{}{campaign} · captured {}", lead.source, ago(lead.captured_at, now));
        self.fact("source", &words, theme.text());
        if let Some(problem) = &lead.problem {
            self.fact("problem", problem, theme.text());
        }
        if let Some(lane) = lead.lane {
            let cause = lead.cause.map(|cause| format!(", {}", cause.label().to_lowercase())).unwrap_or_default();
            let wakes = lead
                .next_at
                .map(|at| format!(" · wakes {}", when::say(at, self.model.zone(), now)))
                .unwrap_or_default();
            let target = self.model.seat.as_ref().map_or(0, |seat| seat.settings.nurture.touch_target);
            let words = format!("◌ {}{cause}{wakes} · {} of {target} touches", lane.label(), self.card.meaningful);
            self.fact("nurture", &words, theme.text());
        } else if lead.next_kind.as_deref() == Some("plan")
            && let Some(at) = lead.next_at
        {
            let attempts = self.model.seat.as_ref().map_or(0, |seat| seat.settings.plan.attempts);
            let words = format!("try {} of {attempts} {}", lead.tries + 1, when::say(at, self.model.zone(), now));
            self.fact("next", &words, theme.text());
        }
        if !self.card.others.is_empty() {
            let words =
                crate::desk::plural(self.card.others.len(), "other lead of this person", "other leads of this person");
            self.fact("also", &words, theme.dim());
        }
    }

    pub(super) fn promises(&mut self) {
        let theme = self.model.theme;
        let now = self.model.now;
        for promise in self.card.promises.iter().filter(|promise| promise.state == PromiseState::Open) {
            let people = self.model.seat.as_ref().map(|seat| &seat.people);
            let who = promise.rep.and_then(|rep| people.map(|people| people.name(rep).to_owned()));
            let late = promise.due_at < now;
            let mut words = format!(
                "{} {} · by {}",
                if late { "! was due" } else { "◆ due" },
                when::say(promise.due_at, self.model.zone(), now),
                who.unwrap_or_else(|| "anyone".to_owned())
            );
            if let Some(note) = &promise.note {
                words = format!("{words} · {note}");
            }
            self.fact("promise", &words, if late { theme.bad() } else { theme.accent() });
        }
    }

    pub(super) fn deals(&mut self) {
        let theme = self.model.theme;
        let on_top = self.model.selected_deal();
        for deal in self.card.deals.iter().filter(|deal| Some(deal.id) != on_top) {
            let (glyph, style) = (deal.state.glyph(), theme.deal(deal.state));
            let amount = deal.amount.as_ref().map(|money| format!(" · {money}")).unwrap_or_default();
            let mut words = format!("{glyph} {}{amount} · {}", deal.name, deal.stage);
            if deal.state == DealState::Open {
                words = format!("{words} {} %", deal.probability);
                if let Some(date) = deal.close_on {
                    words = format!("{words} · closes {}", date.format("%-d %b %Y"));
                }
            }
            if let Some(step) = deal.next_step.as_ref().filter(|_| deal.state == DealState::Open) {
                words = format!("{words} · next: {step}");
            }
            self.fact("deal", &words, style);
        }
    }

    pub(super) fn bant(&mut self) {
        let theme = self.model.theme;
        let known = &self.card.lead.qualification;
        let word = |known: Option<bool>, yes: &str, no: &str| match known {
            Some(true) => yes.to_owned(),
            Some(false) => no.to_owned(),
            None => "?".to_owned(),
        };
        let budget = known.budget.map_or_else(|| "?".to_owned(), |budget| format!("{budget}/5"));
        let time = known.timeframe.map_or("?", crate::domain::qualification::Timeframe::label);
        let words = format!(
            "budget {budget} · authority {} · need {} · time {time}",
            word(known.authority, "yes", "no"),
            word(known.need, "yes", "no")
        );
        self.fact("BANT", &words, theme.text());
        if let Some(makers) = &known.decision_makers {
            self.fact("", &format!("decides: {makers}"), theme.dim());
        }
        if let Some(process) = &known.purchase_process {
            self.fact("", &format!("buys: {process}"), theme.dim());
        }
        if self.card.missing.is_empty() {
            self.fact("", "✓ nothing missing for sales ready", theme.good());
        } else if known != &Default::default() {
            self.fact("", &format!("missing: {}", self.card.missing.join(", ")), theme.dim());
        }
    }
}
