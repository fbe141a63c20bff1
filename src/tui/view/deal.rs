//! A deal in words: on top of the card of its lead, and in the columns of lists.

use super::{
    card::Paper,
    paint::{ends, said},
};
use crate::{
    domain::{
        deal::{Deal, DealState},
        time::{self, Timestamp},
        when,
    },
    policy::deals::{Need, need},
    tui::model::Model,
};
use chrono::NaiveDate;
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// The day it is, for whoever sits here.
pub fn today(model: &Model) -> NaiveDate {
    model.now.on(model.zone()).date_naive()
}

/// The day that a deal should close, short: the year only where it is another one.
pub fn closes(model: &Model, day: NaiveDate) -> String {
    use chrono::Datelike;
    let form = if day.year() == today(model).year() { "%-d %b" } else { "%-d %b %y" };
    day.format(form).to_string()
}

/// An instant in a column: the time of day only where it is near.
pub fn soon(model: &Model, at: Timestamp) -> String {
    use chrono::Datelike;
    let day = at.on(model.zone()).date_naive();
    match (day - today(model)).num_days() {
        0 | 1 => when::say(at, model.zone(), model.now),
        _ if day.year() == today(model).year() => day.format("%a %-d %b").to_string(),
        _ => day.format("%-d %b %Y").to_string(),
    }
}

/// The largest unit of a length of time: a column is compared, not read.
pub fn roughly(ms: i64) -> String {
    time::lasting(ms.max(0)).split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// What comes next, what is wrong with it first.
pub fn next(model: &Model, deal: &Deal) -> (String, Style) {
    let theme = model.theme;
    if deal.state != DealState::Open {
        return (closed(model, deal), theme.dim());
    }
    let step = deal.next_step.as_deref().unwrap_or("no words for it");
    let late = |at: Timestamp| format!("! {} late · {step}", roughly(model.now.since(at)));
    match (need(deal, model.now, today(model)), deal.next_step_at) {
        (Need::StepOverdue, Some(at)) => (late(at), theme.bad()),
        (Need::CloseOverdue, at) => {
            let day = deal.close_on.map(|day| closes(model, day)).unwrap_or_default();
            let step = match (&deal.next_step, at) {
                (None, None) => "no next step".to_owned(),
                _ => step.to_owned(),
            };
            (format!("! should have closed {day} · {step}"), theme.bad())
        }
        (Need::NoStep, _) => ("? no next step".to_owned(), theme.warn()),
        (_, Some(at)) => (format!("{} · {step}", soon(model, at)), theme.dim()),
        (_, None) => (format!("{step} · no date"), theme.dim()),
    }
}

/// How a deal ended: when, at which stage, why.
fn closed(model: &Model, deal: &Deal) -> String {
    let mut words = Vec::new();
    if let Some(stage) = deal.lost_at() {
        words.push(format!("at {stage}"));
    }
    if let Some(slug) = &deal.lost_reason {
        let reason = model.seat.as_ref().and_then(|seat| seat.settings.lost_reason(slug));
        words.push(reason.map_or_else(|| slug.replace('_', " "), |reason| reason.label.clone()));
    }
    if let Some(at) = deal.closed_at {
        words.push(time::ago(at, model.now));
    }
    words.join(" · ")
}

impl Paper<'_> {
    /// The deal under the cursor, above the lead that made it.
    pub(super) fn deal_on_top(&mut self) {
        let Some(id) = self.model.selected_deal() else { return };
        let Some(deal) = self.card.deals.iter().find(|deal| deal.id == id).cloned() else { return };
        let theme = self.model.theme;
        let style = theme.deal(deal.state);
        let left = vec![
            Span::styled(format!("{} ", deal.state.glyph()), style),
            said(&deal.name, theme.accent().patch(theme.strong())),
        ];
        let stage = match deal.state {
            DealState::Open => format!(" {} {} %", deal.stage, deal.probability),
            state => format!(" {}", state.label()),
        };
        self.lines.push(ends(left, vec![said(&stage, style)], self.columns));
        match deal.amount {
            Some(amount) => self.fact("worth", &amount.to_string(), theme.strong()),
            None => self.fact("worth", "not known yet", theme.dim()),
        }
        let (words, style) = next(self.model, &deal);
        let label = if deal.state == DealState::Open { "next" } else { "ended" };
        self.fact(label, &words, style);
        if let Some(day) = deal.close_on.filter(|_| deal.state == DealState::Open) {
            let over = day < today(self.model);
            let words = format!("{}{}", if over { "! " } else { "" }, day.format("%a %-d %b %Y"));
            self.fact("closes", &words, if over { theme.bad() } else { theme.text() });
        }
        let people = self.model.seat.as_ref().map(|seat| &seat.people);
        let owner = deal.owner.and_then(|rep| people.map(|people| people.name(rep).to_owned()));
        self.fact("owner", owner.as_deref().unwrap_or("nobody"), theme.text());
        self.lines.push(Line::styled("─".repeat(self.columns.min(200)), theme.faint()));
    }
}
