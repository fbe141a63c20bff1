//! The card: everything about one lead, in the order a rep asks on the phone.

use super::{
    paint::{ends, said, wrap},
    score, timeline,
};
use crate::{
    desk::Card,
    domain::{
        contact::{ChannelKind, Standing},
        text, time, when,
    },
    tui::{
        layout,
        model::{Model, Screen},
        spots::Spot,
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
pub(super) const LABEL: usize = 10;

/// Draws it; `beside` when a list stands next to it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect, focused: bool, beside: bool) {
    let theme = model.theme;
    let edge = if beside && model.size.0 >= 110 { Borders::LEFT } else { Borders::TOP };
    let style = if focused { theme.accent() } else { theme.faint() };
    let block = Block::new().borders(edge).border_style(style);
    let mut inner = block.inner(area);
    frame.render_widget(block, area);
    model.spots.put(area, Spot::Card);
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
    let area = layout::card(model.size, model.full.is_some());
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

/// A card on its way to the screen.
pub(super) struct Paper<'a> {
    pub(super) model: &'a Model,
    pub(super) card: &'a Card,
    pub(super) columns: usize,
    pub(super) lines: Vec<Line<'static>>,
}

impl Paper<'_> {
    fn write(mut self) -> Vec<Line<'static>> {
        self.deal_on_top();
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
    pub(super) fn fact(&mut self, label: &str, value: &str, style: Style) {
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
        } else if let Some(row) =
            self.model.row_of(self.card.lead.id).filter(|row| !row.why.is_empty() && self.model.screen == Screen::Queue)
        {
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
}

/// The city of a zone's name: `America/New_York` is New York.
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}
