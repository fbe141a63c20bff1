//! The funnel by source: one row each, so that they can be compared.

use super::paint::{cell, grouped, right};
use crate::{
    domain::stage::Stage,
    policy::funnel::Step,
    tui::{actions::Act, model::Model, spots::Spot},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Stage, heading, and how wide its column is on a narrow screen.
const COLUMNS: [(Stage, &str, usize); 6] = [
    (Stage::Captured, "captured", 9),
    (Stage::MarketingQualified, "MQL", 7),
    (Stage::Accepted, "accepted", 9),
    (Stage::SalesQualified, "SQL", 7),
    (Stage::Converted, "converted", 10),
    (Stage::Won, "won", 7),
];
/// How wide a column is where there is room for shares.
const WIDE: usize = 13;

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let columns = usize::from(area.width);
    let wide = columns >= 24 + 7 * WIDE;
    let name = if wide { 24 } else { 21 };
    let width = |narrow: usize| if wide { WIDE } else { narrow };
    let mut lines = vec![super::funnel::heading(model, "Cohort by source", columns), Line::raw("")];
    let style = theme.faint();
    let mut head = vec![cell("  source", name, style)];
    head.extend(COLUMNS.iter().map(|(_, word, narrow)| right(word, width(*narrow), style)));
    head.push(right("leaked", width(9), style));
    lines.push(Line::from(super::paint::fit(head, columns)));
    let height = usize::from(area.height).saturating_sub(6);
    let from = model.funnel.row.saturating_sub(height.saturating_sub(1));
    for (at, (source, steps)) in model.funnel.sources.iter().flatten().enumerate().skip(from).take(height) {
        let picked = at == model.funnel.row;
        let mut spans = vec![
            Span::styled(if picked { "▌ " } else { "  " }, theme.accent()),
            cell(source, name - 2, theme.strong()),
        ];
        let reach = |stage: Stage| steps.get(stage.rank()).map_or(0, |step| step.reach);
        let captured = reach(Stage::Captured);
        for (stage, _, narrow) in COLUMNS {
            let count = reach(stage);
            let share = if wide && stage != Stage::Captured {
                format!(" {:>3}%", percent(count, captured))
            } else {
                String::new()
            };
            spans.push(right(&format!("{}{share}", grouped(count)), width(narrow), theme.text()));
        }
        let leaked: i64 = steps.iter().map(|step: &Step| step.leaked).sum();
        let share = percent(leaked, captured);
        let words = if leaked > 0 { format!("✗ {share} %") } else { "0 %".to_owned() };
        spans.push(right(&words, width(9), if share >= 50 { theme.bad() } else { theme.dim() }));
        let line = Line::from(super::paint::fit(spans, columns));
        lines.push(if picked { super::paint::picked(theme, line, true) } else { line });
    }
    lines.push(Line::raw(""));
    let (open, back) = (model.keys.word(Act::Open), model.keys.word(Act::BySource));
    let words = format!(" {open} shows one source's funnel · {back} goes back to the stages");
    lines.push(Line::styled(words, theme.dim()));
    super::lines(frame, lines, area);
    let count = model.funnel.sources.as_ref().map_or(0, Vec::len).saturating_sub(from).min(height);
    model.spots.rows(Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area }, from, count, Spot::Row);
}

fn percent(part: i64, of: i64) -> i64 {
    if of > 0 { (part * 100 + of / 2) / of } else { 0 }
}
