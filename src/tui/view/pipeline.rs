//! The pipeline: what the deals of each stage are worth, and the deals.

use super::{
    leads::{Columns, Page, heading, left_count},
    paint::{cell, ends, fit, grouped, right, said},
    score::bar,
};
use crate::{
    desk::{DealSum, PipelineSum, Whose, plural},
    domain::{
        money::{Currency, Money},
        text,
    },
    tui::{actions::Act, model::Model},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

const NAME: usize = 16;
const COUNT: usize = 6;
const CHANCE: usize = 6;
const BAR: usize = 10;

/// Whose rows a list shows, in words.
pub fn whose(model: &Model, whose: Whose) -> String {
    match (whose, &model.seat) {
        (Whose::Mine, _) => "mine".to_owned(),
        (Whose::Of(rep), Some(seat)) => format!("{}'s", seat.people.name(rep)),
        (Whose::Everybody | Whose::Of(_), _) => "everybody's".to_owned(),
    }
}

/// Draws it.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let listing = &model.pipeline.list;
    let fault = model.pipeline.fault.as_ref().map(|fault| format!("The pipeline cannot be read: {fault}"));
    Page {
        listing,
        title: title(model, columns),
        strip: model.pipeline.sum.as_ref().map(|sum| strip(model, sum, columns)).unwrap_or_default(),
        columns: Columns::Deals,
        foot: foot(model, columns),
        empty: fault.unwrap_or_else(|| nothing(model)),
    }
    .draw(model, frame, area);
}

fn title(model: &Model, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let filter = model.pipeline.filter;
    let what =
        if filter.closed { "won and lost, the last first" } else { "open deals by stage, overdue first in each" };
    let left = vec![
        heading(model, "Pipeline"),
        Span::styled(format!(" · {what} · "), theme.dim()),
        said(&whose(model, filter.whose), theme.warn()),
    ];
    let right = match &model.pipeline.sum {
        Some(sum) => Span::styled(format!("{} ", grouped(sum.total.deals)), theme.dim()),
        None => left_count(model, &model.pipeline.list, model.pipeline.next.is_some()),
    };
    ends(left, vec![right], columns)
}

/// A line for each stage, and their sum: count, amounts by currency, and a bar of the counts.
fn strip(model: &Model, sum: &PipelineSum, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let all: Vec<Currency> = sum.total.worth.iter().map(|worth| worth.amount.currency).collect();
    let rest = columns.saturating_sub(1 + NAME + CHANCE + COUNT);
    // The sums of all are the widest.
    let money = sum.total.worth.iter().map(|worth| text::width(&whole(worth.amount)) + 2).max().unwrap_or(0).max(12);
    let shown = all.len().min((rest / money).max(1));
    let bars = rest.saturating_sub(shown * money + 3).min(40);
    let bars = if bars >= BAR { bars } else { 0 };
    let most = sum.stages.iter().map(|stage| stage.deals).max().unwrap_or(0);
    // Where there are too many stages, those without a deal give way; what is cut off then is said.
    let fixed = 1 + usize::from(!model.pipeline.filter.closed);
    let room = model.strip_rows().saturating_sub(fixed);
    let mut stages: Vec<&DealSum> = sum.stages.iter().collect();
    if stages.len() > room {
        stages.retain(|stage| stage.deals > 0);
    }
    let cut = if stages.len() > room { stages.split_off(room.saturating_sub(1)) } else { Vec::new() };
    let amounts = |sum: &DealSum, of: fn(&crate::desk::Worth) -> Money, style| -> Vec<Span<'static>> {
        let amount = |currency: &Currency| {
            let worth = sum.worth.iter().find(|worth| worth.amount.currency == *currency);
            right(&worth.map_or_else(|| "–".to_owned(), |worth| whole(of(worth))), money, style)
        };
        all.iter().take(shown).map(amount).collect()
    };
    let mut lines: Vec<Line<'static>> = stages
        .iter()
        .map(|stage| {
            let chance = stage.probability.map_or_else(String::new, |chance| format!("{chance} %"));
            let style = if stage.deals > 0 { theme.text() } else { theme.faint() };
            let mut spans = vec![
                Span::raw(" "),
                cell(&stage.name, NAME, style),
                right(&chance, CHANCE, theme.dim()),
                right(&grouped(stage.deals), COUNT, style),
            ];
            spans.extend(amounts(stage, |worth| worth.amount, style));
            if bars > 0 {
                let (filled, _) = bar(stage.deals, most, bars);
                spans.push(Span::styled(format!("  {filled}"), theme.accent()));
            }
            Line::from(fit(spans, columns))
        })
        .collect();
    if !cut.is_empty() && room > 0 {
        let deals: i64 = cut.iter().map(|stage| stage.deals).sum();
        let words = format!(" and {} with {} deals", plural(cut.len(), "more stage", "more stages"), grouped(deals));
        lines.push(Line::styled(words, theme.dim()));
    }
    let hidden = all.len() - shown;
    let more = if hidden > 0 { format!("  +{hidden} more") } else { String::new() };
    let total = |name: &str, count: String, money, more: &str, style| {
        let mut spans = vec![Span::raw(" "), cell(name, NAME + CHANCE, style), right(&count, COUNT, style)];
        spans.extend(money);
        spans.push(Span::styled(more.to_owned(), theme.dim()));
        Line::from(fit(spans, columns))
    };
    let strong = theme.strong();
    let sums = amounts(&sum.total, |worth| worth.amount, strong);
    lines.push(total("total", grouped(sum.total.deals), sums, &more, strong));
    if !model.pipeline.filter.closed {
        let sums = amounts(&sum.total, |worth| worth.weighted, theme.good());
        lines.push(total("weighted by chance", String::new(), sums, "", theme.good()));
    }
    lines
}

/// An amount without its cents: in a sum of deals they only make noise.
fn whole(money: Money) -> String {
    let unit = 10_i64.pow(money.currency.decimals());
    Money { minor: money.minor / unit * unit, ..money }.to_string()
}

/// What needs a look, in numbers.
fn foot(model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme;
    let key = |act: Act| Span::styled(model.keys.word(act), theme.key());
    let other = if model.pipeline.filter.closed { " open deals " } else { " won and lost " };
    let keys = vec![key(Act::Closed), Span::styled(other, theme.dim())];
    let Some(PipelineSum { total, .. }) = &model.pipeline.sum else { return vec![Line::raw(""), Line::raw("")] };
    let mut left = vec![Span::raw(" ")];
    if !model.pipeline.filter.closed {
        let counts = [
            (total.step_overdue, "! ", ["step overdue", "steps overdue"], theme.bad()),
            (total.close_overdue, "! ", ["closing overdue", "closings overdue"], theme.bad()),
            (total.no_step, "? ", ["without a next step"; 2], theme.warn()),
        ];
        for (count, glyph, words, style) in counts.into_iter().filter(|(count, ..)| *count > 0) {
            if left.len() > 1 {
                left.push(Span::styled(" · ", theme.dim()));
            }
            let words = words[usize::from(count != 1)];
            left.push(Span::styled(format!("{glyph}{} {words}", grouped(count)), style));
        }
        if left.len() == 1 && total.deals > 0 {
            left.push(Span::styled("✓ nothing is overdue, and every deal has a next step", theme.good()));
        }
    }
    let without = if total.without_amount > 0 {
        format!(" {} of them without an amount", grouped(total.without_amount))
    } else {
        String::new()
    };
    let without = vec![Span::styled(without, theme.dim())];
    vec![Line::from(fit(left, columns)), ends(without, keys, columns)]
}

/// An empty pipeline says what to do.
fn nothing(model: &Model) -> String {
    let (filter, closed) = (model.keys.word(Act::Deals), model.keys.word(Act::Closed));
    let convert = model.keys.word(Act::Convert);
    match (model.pipeline.filter.closed, model.pipeline.filter.whose) {
        (true, Whose::Mine) => {
            format!("None of your deals is won or lost yet. Press {closed} for the open ones, {filter} for others'.")
        }
        (true, _) => format!("No deal is won or lost yet. Press {closed} to look at the open ones."),
        (false, Whose::Everybody) => format!(
            "No deal is open. A lead becomes one when you press {convert} on it in the queue; {closed} shows the deals \
             that are won and lost."
        ),
        (false, _) => format!(
            "No open deal here. A lead becomes one when you press {convert} on it in the queue; {filter} shows \
             everybody's, {closed} those that are won and lost."
        ),
    }
}
