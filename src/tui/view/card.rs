//! The card: everything about one lead, in the order a rep asks on the phone.

use super::{
    paint::{ends, said, wrap},
    score, timeline,
};
use crate::{
    desk::Card,
    domain::{
        contact::{ChannelKind, Standing},
        deal::DealState,
        stage::Stage,
        text,
        time::{self, ago},
        when,
    },
    store::history::PromiseState,
    tui::{
        layout,
        model::{Model, Screen},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, Borders},
};

/// Columns of the words before the facts.
const LABEL: usize = 10;

/// Draws it; `beside` when a list stands next to it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect, focused: bool, beside: bool) {
    let theme = model.theme;
    let edge = if beside && model.size.0 >= 110 { Borders::LEFT } else { Borders::TOP };
    let style = if focused { theme.accent() } else { theme.faint() };
    let block = Block::new().borders(edge).border_style(style);
    let mut inner = block.inner(area);
    frame.render_widget(block, area);
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    let all = lines(model, usize::from(inner.width));
    let height = usize::from(inner.height);
    let scroll = model.card.scroll.min(all.len().saturating_sub(height));
    let below = all.len().saturating_sub(scroll + height);
    let mut shown: Vec<Line<'static>> = all.into_iter().skip(scroll).take(height).collect();
    if below > 0
        && let Some(last) = shown.last_mut()
    {
        let words = if focused {
            format!("↓ {} more lines", below + 1)
        } else {
            format!("↓ {} more lines · Tab", below + 1)
        };
        *last = Line::styled(words, theme.dim());
    }
    super::lines(frame, shown, inner);
}

/// How many lines the card has on this screen.
#[must_use]
pub fn line_count(model: &Model) -> usize {
    let body = layout::parts(model.size).body;
    let area = if model.full.is_some() { body } else { layout::split(model).map_or(body, |(_, card)| card) };
    lines(model, usize::from(area.width.saturating_sub(3))).len()
}

fn lines(model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    if let Some(card) = model.shown_card() {
        return Paper { model, card, columns, lines: Vec::new() }.write();
    }
    let words = match (&model.card.fault, model.wanted()) {
        (Some(fault), _) => format!("The card cannot be read: {fault}"),
        (None, Some(_)) => String::new(),
        (None, None) => "No lead is selected.".to_owned(),
    };
    wrap(&words, columns).into_iter().map(|line| Line::styled(line, theme.dim())).collect()
}

struct Paper<'a> {
    model: &'a Model,
    card: &'a Card,
    columns: usize,
    lines: Vec<Line<'static>>,
}

impl Paper<'_> {
    fn write(mut self) -> Vec<Line<'static>> {
        self.who();
        self.claim();
        self.reach();
        self.clock();
        self.gap();
        self.stage();
        self.facts();
        self.promises();
        self.deals();
        self.gap();
        self.lines.extend(score::lines(self.model.theme, self.card, self.columns));
        self.bant();
        self.gap();
        self.lines.extend(timeline::lines(self.model, self.card, self.columns));
        self.lines
    }

    fn gap(&mut self) {
        self.lines.push(Line::raw(""));
    }

    /// A fact behind its word, wrapped under itself.
    fn fact(&mut self, label: &str, value: &str, style: Style) {
        for (at, line) in wrap(value, self.columns.saturating_sub(LABEL)).into_iter().enumerate() {
            let label = text::pad(if at == 0 { label } else { "" }, LABEL);
            self.lines.push(Line::from(vec![Span::styled(label, self.model.theme.dim()), Span::styled(line, style)]));
        }
    }

    fn who(&mut self) {
        let theme = self.model.theme;
        let contact = &self.card.contact;
        let status = self.card.lead.status;
        let right = vec![Span::styled(format!(" {} {}", status.glyph(), status.label()), theme.status(status))];
        let name =
            if contact.name.is_empty() { format!("{} (no name)", contact.called()) } else { contact.name.clone() };
        self.lines.push(ends(vec![said(&name, theme.strong())], right, self.columns));
        let parts = [contact.job_title.as_deref(), contact.company.as_deref()];
        let job = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let number = vec![Span::styled(format!(" #{}", self.card.lead.id), theme.faint())];
        self.lines.push(ends(vec![said(&job, theme.text())], number, self.columns));
    }

    fn claim(&mut self) {
        let theme = self.model.theme;
        let mine = self.model.held.as_ref().filter(|mine| mine.row.id == self.card.lead.id);
        if let Some(mine) = mine {
            let left = mine.claim.until.since(self.model.now).max(0) / time::SECOND;
            let words = format!("▶ yours for {}:{:02} · {}", left / 60, left % 60, mine.why);
            self.lines.push(Line::from(super::paint::fit(vec![said(&words, theme.accent())], self.columns)));
        } else if let Some(held) = &self.card.held
            && self.model.seat.as_ref().is_some_and(|seat| seat.me.id != held.rep)
        {
            let words =
                format!("■ held by {} until {}", held.who, when::say(held.until, self.model.zone(), self.model.now));
            self.lines.push(Line::from(super::paint::fit(vec![said(&words, theme.warn())], self.columns)));
        } else if let Some(row) = self.model.row_of(self.card.lead.id).filter(|_| self.model.screen == Screen::Queue) {
            let words = format!("{} {} · {}", row.glyph, row.group, row.why);
            let lines = wrap(&words, self.columns).into_iter().take(2);
            self.lines.extend(lines.map(|line| Line::styled(line, theme.dim())));
        }
    }

    fn reach(&mut self) {
        let theme = self.model.theme;
        self.gap();
        if self.card.do_not_call {
            self.fact("", "⊘ do not call: asked not to be called", theme.bad());
        }
        for channel in &self.card.contact.channels {
            let label = if channel.kind == ChannelKind::Phone { "phone" } else { "email" };
            let mut words = channel.shown();
            let mut style = theme.text();
            match channel.standing {
                Standing::Preferred => style = theme.strong(),
                Standing::Allowed => {}
                Standing::NotToBeUsed => {
                    words = format!("⊘ {words} · not to be used");
                    style = theme.bad();
                }
            }
            if let Some(fault) = &channel.fault {
                words = format!("{words} · ! {fault}");
                style = theme.warn();
            }
            self.fact(label, &words, style);
        }
        if self.card.contact.channels.is_empty() {
            self.fact("phone", "! none, and no email", theme.bad());
        }
    }

    fn clock(&mut self) {
        let theme = self.model.theme;
        let now = self.model.now;
        let zones = &self.card.zones;
        let local = zones.first().map(|zone| now.on(*zone).format("%a %H:%M").to_string());
        let place = match zones.as_slice() {
            [] => "place unknown".to_owned(),
            [one] => city(one.name()),
            [one, .., last] => format!("{} to {}, one of {} zones", city(one.name()), city(last.name()), zones.len()),
        };
        let there = local.map_or_else(|| place.clone(), |local| format!("{local} in {place}"));
        let callable = self.card.contact.first_phone().is_some_and(crate::domain::contact::Channel::is_usable);
        let (words, style) = if self.card.do_not_call {
            (there, theme.dim())
        } else if !callable {
            (format!("? no number that can be called · {there}"), theme.warn())
        } else if self.card.may_call {
            (format!("✓ may call now · {there}"), theme.good())
        } else if let Some(at) = self.card.opens_at {
            (format!("☾ closed · opens {} · {there}", when::say(at, self.model.zone(), now)), theme.warn())
        } else {
            (format!("☾ closed · {there}"), theme.warn())
        };
        self.fact("there", &words, style);
    }

    fn stage(&mut self) {
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

    fn facts(&mut self) {
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

    fn promises(&mut self) {
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

    fn deals(&mut self) {
        let theme = self.model.theme;
        for deal in &self.card.deals {
            let (glyph, style) = match deal.state {
                DealState::Open => ('◇', theme.text()),
                DealState::Won => ('★', theme.good()),
                DealState::Lost => ('✗', theme.bad()),
            };
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

    fn bant(&mut self) {
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

/// The city of a zone's name: `America/New_York` is New York.
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}
