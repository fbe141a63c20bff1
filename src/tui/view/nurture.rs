//! Nurture: the lanes with their counts, and who wakes when.

use super::{
    leads::{Columns, Page, heading, left_count},
    paint::{cell, ends, fit, grouped, right, said},
    pipeline::whose,
    score::bar,
};
use crate::{
    desk::{NurtureLane, Whose},
    tui::{actions::Act, model::Model},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let fault = model.nurture.fault.as_ref().map(|fault| format!("Nurture cannot be read: {fault}"));
    Page {
        listing: &model.nurture.list,
        title: title(model, columns),
        strip: lanes(model, columns),
        columns: Columns::Resting,
        foot: foot(model, columns),
        empty: fault.unwrap_or_else(|| nothing(model)),
    }
    .draw(model, frame, area);
}

fn title(model: &Model, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let filter = model.nurture.filter;
    let lane = filter.lane.map_or_else(String::new, |lane| format!(", {}", lane.label().to_lowercase()));
    let left = vec![
        heading(model, "Nurture"),
        Span::styled(" · who wakes when · ", theme.dim()),
        said(&format!("{}{lane}", whose(model, filter.whose)), theme.warn()),
    ];
    let listing = &model.nurture.list;
    let counted =
        if listing.read { vec![left_count(model, listing, model.nurture.next.is_some())] } else { Vec::new() };
    ends(left, counted, columns)
}

/// A line for each lane.
fn lanes(model: &Model, columns: usize) -> Vec<Line<'static>> {
    let most = model.nurture.lanes.iter().map(|lane| lane.leads).max().unwrap_or(0);
    model.nurture.lanes.iter().map(|lane| Line::from(fit(one_lane(model, lane, most, columns), columns))).collect()
}

fn one_lane(model: &Model, lane: &NurtureLane, most: i64, columns: usize) -> Vec<Span<'static>> {
    let theme = model.theme;
    let days = model.seat.as_ref().map_or(0, |seat| seat.settings.nurture.days(lane.lane));
    let style = if lane.leads > 0 { theme.text() } else { theme.faint() };
    let awake = if lane.awake > 0 { format!("! {} awake", grouped(lane.awake)) } else { "0 awake".to_owned() };
    let mut spans = vec![
        cell(" ◌", 3, theme.dim()),
        cell(lane.lane.label(), 15, style),
        right(&grouped(lane.leads), 6, theme.strong()),
        Span::raw("  "),
        cell(&awake, 11, if lane.awake > 0 { theme.warn() } else { theme.faint() }),
        cell(&format!("{} within 7 days", grouped(lane.this_week)), 18, theme.dim()),
    ];
    let room = columns.saturating_sub(3 + 15 + 6 + 2 + 11 + 18 + 2);
    if room >= 10 {
        let (filled, used) = bar(lane.leads, most, (room - 9).min(40));
        spans.push(Span::styled(filled, theme.accent()));
        spans.push(Span::styled(format!("{} {days} d", " ".repeat((room - 9).min(40) - used)), theme.faint()));
    }
    spans
}

/// That nobody is forgotten is said as a number.
fn foot(model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    if model.nurture.lanes.is_empty() {
        return vec![Line::raw(""), Line::raw("")];
    }
    let without: i64 = model.nurture.lanes.iter().map(|lane| lane.without_touch).sum();
    let left = if without == 0 {
        Span::styled(" ✓ 0 without a next touch", theme.good())
    } else {
        Span::styled(format!(" ! {} without a next touch", grouped(without)), theme.bad())
    };
    let key = |act: Act| Span::styled(model.keys.word(act), theme.key());
    let right = vec![
        key(Act::Nurture),
        Span::styled(" another date   ", theme.dim()),
        key(Act::Reopen),
        Span::styled(" wakes now ", theme.dim()),
    ];
    vec![Line::raw(""), ends(vec![left], right, columns)]
}

fn nothing(model: &Model) -> String {
    let (filter, nurture) = (model.keys.word(Act::Resting), model.keys.word(Act::Nurture));
    let what = if model.nurture.filter.whose == Whose::Everybody && model.nurture.filter.lane.is_none() {
        "Nobody is in nurture.".to_owned()
    } else {
        format!("Nobody is in nurture here; {filter} shows everybody's.")
    };
    format!("{what} {nurture} on a lead keeps it warm in a lane until it wakes; so does an outcome like “not now”.")
}
