//! The cohort funnel, drawn as one: a bar for each stage, narrowing towards won, and what was lost beside it.

use super::paint::{cell, ends, fit, grouped, right, said, wrap};
use crate::{
    desk::FunnelAnswer,
    domain::{
        stage::Stage,
        time::{self, SECOND},
    },
    policy::funnel::Step,
    store::funnel::Part,
    tui::{message::Slot, model::Model, spots::Spot, theme::Theme},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Columns beside the bar.
const NAME: usize = 26;
const NUMBER: usize = 10;
const STAYS: usize = 23;

/// Which leads are counted, in words.
pub fn cohort(model: &Model) -> String {
    let funnel = &model.funnel;
    let source = funnel.source.clone().unwrap_or_else(|| "any source".to_owned());
    let owner = match (funnel.owner, &model.seat) {
        (Some(Some(rep)), Some(seat)) => format!("owned by {} (current owner)", seat.people.name(rep)),
        (Some(None), _) => "owned by nobody (current owner)".to_owned(),
        _ => "any owner".to_owned(),
    };
    format!("captured {}, {source}, {owner}", funnel.period.label())
}

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let columns = usize::from(area.width);
    let mut lines = vec![heading(model, "Cohort", columns)];
    if let Some(fault) = &model.funnel.fault {
        lines.push(Line::raw(""));
        lines.extend(
            wrap(&format!("The funnel cannot be read: {fault}"), columns.saturating_sub(4))
                .into_iter()
                .map(|line| Line::styled(format!("  {line}"), theme.bad())),
        );
        return super::lines(frame, lines, area);
    }
    let Some(answer) = &model.funnel.answer else {
        return super::lines(frame, lines, area);
    };
    let stays = columns >= 104;
    let roomy = usize::from(area.height) >= 7 * 3 + 8;
    let bar = columns.saturating_sub(NAME + NUMBER * 4 + if stays { STAYS } else { 0 } + 4).max(6);
    lines.push(Line::raw(""));
    lines.push(head(theme, bar, stays));
    let most = answer.stages.first().map_or(0, |step| step.reach);
    for (at, step) in answer.stages.iter().enumerate() {
        let next = answer.stages.get(at + 1).map(|next| next.reach);
        cells(model, area, lines.len(), at, bar);
        lines.push(row(model, at, step, most, bar, stays));
        if let Some(next) = next {
            if roomy {
                lines.push(between(theme, step, most, bar, true));
                lines.push(slope(theme, next, most, bar, ""));
            } else if usize::from(area.height) >= 7 * 2 + 8 {
                lines.push(between(theme, step, most, bar, false));
            }
        }
    }
    lines.push(Line::raw(""));
    lines.extend(notes(model, answer, columns));
    super::lines(frame, lines, area);
}

/// Where the numbers of a stage stand.
fn cells(model: &Model, area: Rect, line: usize, stage: usize, bar: usize) {
    let narrow = |columns: usize| u16::try_from(columns).unwrap_or(0);
    let y = area.y.saturating_add(narrow(line));
    let put = |from: usize, columns: usize, part| {
        let place = Rect { x: area.x + narrow(from), y, width: narrow(columns), height: 1 };
        model.spots.put(place.intersection(area), Spot::Cell(stage, part));
    };
    // The name and the bar stand for those who reached the stage.
    put(0, NAME + NUMBER + 2 + bar, Part::Reach);
    let leaked = NAME + NUMBER + 2 + bar + NUMBER - 4;
    put(leaked, NUMBER, Part::Leaked);
    put(leaked + NUMBER, NUMBER, Part::Waiting);
}

/// The line that names view and cohort.
pub fn heading(model: &Model, view: &str, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let left = vec![
        Span::styled(format!(" {view}: "), theme.accent().patch(theme.strong())),
        said(&format!("leads {}", cohort(model)), theme.text()),
    ];
    let counting = model.awaits(Slot::Stays) && model.funnel.answer.is_some();
    let right = if counting { vec![Span::styled("stays are still being counted ", theme.dim())] } else { Vec::new() };
    ends(left, right, columns)
}

fn head(theme: Theme, bar: usize, stays: bool) -> Line<'static> {
    let style = theme.faint();
    let mut spans = vec![
        cell("  stage", NAME, style),
        right("reach", NUMBER, style),
        Span::raw("  "),
        cell("", bar, style),
        right("step", NUMBER - 4, style),
        right("leaked", NUMBER, style),
        right("waiting", NUMBER, style),
    ];
    if stays {
        spans.push(right("median / p90 stay", STAYS, style));
    }
    Line::from(spans)
}

/// A bar in the middle of its column; at least a sliver where there is anybody.
fn centred(reach: i64, most: i64, bar: usize) -> (usize, usize) {
    let wide = i64::try_from(bar).unwrap_or(0);
    let mut own = if most > 0 { usize::try_from(reach * wide / most).unwrap_or(0) } else { 0 };
    if reach > 0 {
        own = own.max(1);
    }
    // An even rest keeps the two edges alike.
    if (bar - own) % 2 == 1 && own < bar {
        own += 1;
    }
    ((bar - own) / 2, own)
}

fn row(model: &Model, at: usize, step: &Step, most: i64, bar: usize, stays: bool) -> Line<'static> {
    let theme = model.theme;
    let here = at == model.funnel.stage;
    let number = |part: Part, text: String, columns: usize, style| {
        let on = here && model.funnel.part == part;
        let style = if on { theme.picked(true).patch(theme.strong()) } else { style };
        let text = if on { format!("▸{text} ") } else { format!("{text} ") };
        let pad = columns.saturating_sub(crate::domain::text::width(&text));
        vec![Span::raw(" ".repeat(pad)), Span::styled(text, style)]
    };
    let stage = step.stage();
    let name = stage.short().map_or_else(|| stage.label().to_owned(), |short| format!("{} {short}", stage.label()));
    let style = if here { theme.strong() } else { theme.text() };
    let mut spans = vec![Span::styled(if here { "▌ " } else { "  " }, theme.accent()), cell(&name, NAME - 2, style)];
    spans.extend(number(Part::Reach, grouped(step.reach), NUMBER, theme.strong()));
    spans.push(Span::raw("  "));
    let (left, own) = centred(step.reach, most, bar);
    let colour = if stage == Stage::Won { theme.good() } else { theme.accent() };
    spans.push(Span::raw(" ".repeat(left)));
    spans.push(Span::styled("█".repeat(own), colour));
    spans.push(Span::raw(" ".repeat(bar - left - own)));
    let percent =
        step.step_percent().filter(|_| stage != Stage::Won).map_or_else(String::new, |percent| format!("{percent} %"));
    spans.push(right(&percent, NUMBER - 4, theme.text()));
    let leaked = if step.leaked > 0 { format!("✗ {}", grouped(step.leaked)) } else { "0".to_owned() };
    spans.extend(number(Part::Leaked, leaked, NUMBER, if step.leaked > 0 { theme.bad() } else { theme.faint() }));
    let waiting = if step.waiting > 0 { format!("◷ {}", grouped(step.waiting)) } else { "0".to_owned() };
    spans.extend(number(Part::Waiting, waiting, NUMBER, if step.waiting > 0 { theme.warn() } else { theme.faint() }));
    if stays {
        let words = match (step.median_seconds, step.p90_seconds) {
            (Some(median), Some(p90)) => format!("{} / {}", stay(median), stay(p90)),
            _ => String::new(),
        };
        spans.push(right(&words, STAYS, theme.dim()));
    }
    Line::from(spans)
}

/// The largest unit alone: a column of stays is compared, not read.
fn stay(seconds: i64) -> String {
    let long = time::lasting(seconds * SECOND);
    let parts: Vec<&str> = long.split(' ').collect();
    match parts.as_slice() {
        [days, "d", ..] if days.len() > 1 => format!("{days} d"),
        [first, unit, ..] if parts.len() > 2 && *unit == "h" && first.len() > 1 => format!("{first} h"),
        _ => long,
    }
}

/// The slope below a stage, with what its numbers hide: nurture, skipped, not a lead.
fn between(theme: Theme, step: &Step, most: i64, bar: usize, own: bool) -> Line<'static> {
    let mut parts = Vec::new();
    if step.nurture > 0 {
        parts.push(format!("{} in nurture", grouped(step.nurture)));
    }
    if step.not_a_lead > 0 {
        parts.push(format!("{} no lead", grouped(step.not_a_lead)));
    }
    if step.skipped > 0 {
        parts.push(format!("{} skipped", grouped(step.skipped)));
    }
    slope(theme, if own { step.reach } else { step.next }, most, bar, &parts.join(", "))
}

fn slope(theme: Theme, reach: i64, most: i64, bar: usize, words: &str) -> Line<'static> {
    let (left, own) = centred(reach, most, bar);
    Line::from(vec![
        Span::raw(" ".repeat(NAME + NUMBER + 2 + left)),
        Span::styled("░".repeat(own), theme.faint()),
        Span::raw(" ".repeat(bar - left - own + 2)),
        said(words, theme.dim()),
    ])
}

fn notes(model: &Model, answer: &FunnelAnswer, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let holds = crate::policy::funnel::holds(&answer.stages);
    let identity = if holds {
        Span::styled(" ✓ reach = next + leaked + waiting holds at every stage", theme.good())
    } else {
        Span::styled(" ! reach = next + leaked + waiting does not hold: run `callsheet doctor`", theme.bad())
    };
    let first = answer.stages.first().map_or(0, |step| step.reach);
    let won = answer.stages.last().map_or(0, |step| step.reach);
    let share = if first > 0 { format!(" · {} of {} won", grouped(won), grouped(first)) } else { String::new() };
    let mut lines = vec![Line::from(fit(vec![identity, Span::styled(share, theme.dim())], columns))];
    let leakiest = answer
        .stages
        .iter()
        .filter(|step| step.reach >= 30 && step.leaked > 0)
        .max_by(|a, b| (a.leaked * b.reach).cmp(&(b.leaked * a.reach)));
    let slowest =
        answer.stages.iter().filter(|step| step.median_seconds.is_some()).max_by_key(|step| step.median_seconds);
    let mut named = Vec::new();
    if let Some(step) = leakiest {
        let percent = (step.leaked * 100 + step.reach / 2) / step.reach.max(1);
        let words = format!(" ✗ leakiest: {} ({percent} % of those who reach it)", step.stage().label());
        named.push(Span::styled(words, theme.bad()));
    }
    if let Some((step, median)) = slowest.and_then(|step| step.median_seconds.map(|median| (step, median))) {
        let lasting = time::lasting(median * SECOND);
        named.push(Span::styled(format!(" ◷ slowest: {} (median {lasting})", step.stage().label()), theme.warn()));
    }
    if columns >= 100 {
        lines.push(Line::from(fit(named, columns)));
    } else {
        lines.extend(named.into_iter().map(|span| Line::from(fit(vec![span], columns))));
    }
    lines
}
