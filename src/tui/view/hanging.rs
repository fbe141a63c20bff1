//! Rows of what hangs on a person or a company: people, leads, deals, touches.

use super::{
    deal::next,
    paint::{cell, fit, right},
    timeline,
};
use crate::{
    desk::plural,
    domain::{text, when},
    tui::{
        listing::{About, Listing, Row},
        model::{Model, PageOf},
        theme::Theme,
    },
};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

const GROUP: usize = 10;

/// What a row says: in its first column, in its second, and at its end.
struct Words {
    glyph: (char, Style),
    what: String,
    more: (String, Style),
    end: (String, Style),
}

struct Widths {
    what: usize,
    end: usize,
    more: usize,
}

fn widths(columns: usize) -> Widths {
    let end = if columns >= 90 { 22 } else { 18 };
    let rest = columns.saturating_sub(1 + GROUP + end + 2);
    let what = (rest * 46 / 100).clamp(12, 40);
    Widths { what, end, more: rest.saturating_sub(what + 1) }
}

/// The headings above the rows.
pub fn heading(model: &Model, columns: usize) -> Line<'static> {
    let w = widths(columns);
    let style = model.theme.faint();
    Line::from(fit(
        vec![
            Span::raw(" "),
            cell("", GROUP, style),
            cell("what", w.what, style),
            Span::raw(" "),
            cell("how it stands", w.more, style),
        ],
        columns,
    ))
}

/// The rows that are on the screen.
pub fn rows(model: &Model, list: &Listing, columns: usize, height: usize, focused: bool) -> Vec<Line<'static>> {
    let w = widths(columns);
    let mut group = "";
    list.rows
        .iter()
        .enumerate()
        .skip(list.top)
        .take(height)
        .map(|(at, row)| {
            let heads = row.group != group;
            group = row.group;
            line(model, row, &w, columns, heads, (at == list.cursor).then_some(focused))
        })
        .collect()
}

fn line(model: &Model, row: &Row, w: &Widths, columns: usize, heads: bool, picked: Option<bool>) -> Line<'static> {
    let theme = model.theme;
    let words = words(model, row, theme);
    let group = if heads { row.group } else { "" };
    let line = Line::from(fit(
        vec![
            Span::styled(if picked.is_some() { "▌" } else { " " }, theme.accent()),
            cell(group, GROUP - 2, theme.accent()),
            Span::styled(format!("{} ", model.glyph_or_mark(row.lead.id, words.glyph.0)), words.glyph.1),
            cell(&words.what, w.what, if picked.is_some() { theme.strong() } else { theme.text() }),
            Span::raw(" "),
            cell(&words.more.0, w.more, words.more.1),
            right(&words.end.0, w.end, words.end.1),
            Span::raw(" "),
        ],
        columns,
    ));
    match picked {
        Some(focused) => super::paint::picked(theme, line, focused),
        None => line,
    }
}

fn words(model: &Model, row: &Row, theme: Theme) -> Words {
    let say = |at| when::say(at, model.zone(), model.now);
    let lead = &row.lead;
    match &row.about {
        About::Person(person) => {
            let contact = &person.contact;
            let mut more = Vec::new();
            if person.is_primary {
                more.push("primary contact".to_owned());
            }
            more.extend(contact.job_title.clone());
            more.push(plural(person.leads, "lead", "leads"));
            let channel = contact.first_phone().or_else(|| contact.first_email());
            Words {
                glyph: (row.glyph, if person.is_primary { theme.accent() } else { theme.dim() }),
                what: contact.called().to_owned(),
                more: (more.join(" · "), theme.dim()),
                end: (channel.map(crate::domain::contact::Channel::shown).unwrap_or_default(), theme.text()),
            }
        }
        About::Deal(deal) => {
            let (next, style) = next(model, &deal.deal);
            let amount = deal.deal.amount.map_or_else(|| "–".to_owned(), |amount| amount.to_string());
            let stage = &deal.deal.stage;
            Words {
                glyph: (deal.deal.state.glyph(), theme.deal(deal.deal.state)),
                what: deal.deal.name.clone(),
                more: (format!("{stage} · {next}"), style),
                end: (amount, theme.strong()),
            }
        }
        About::Touch(touch) => {
            let (glyph, style) = timeline::look(model, touch);
            let taken = touch.taken_back.then(|| "taken back".to_owned());
            let who = (!touch.who.is_empty()).then(|| touch.who.clone());
            let note = touch.note.as_deref().map(|note| note.replace('\n', " "));
            let more: Vec<String> = [taken, who, note].into_iter().flatten().collect();
            Words {
                glyph: (glyph, style),
                what: timeline::what(model, touch),
                more: (more.join(" · "), theme.dim()),
                end: (say(touch.at), theme.dim()),
            }
        }
        About::Lead | About::Rest(_) => {
            let of_person = matches!(model.pages.last().map(|page| page.of), Some(PageOf::Contact(_)));
            let what = if of_person { format!("from {}", lead.source) } else { lead.name.clone() };
            let owner = if lead.owner.is_empty() { "no owner" } else { &lead.owner };
            let from = if of_person { String::new() } else { format!(" · {}", lead.source) };
            let captured = text::clip(&say(lead.captured_at), 24);
            Words {
                glyph: (row.glyph, theme.status(lead.status)),
                what,
                more: (format!("{} · {owner}{from} · captured {captured}", lead.stage.label()), theme.dim()),
                end: (lead.status.label().to_owned(), theme.status(lead.status)),
            }
        }
    }
}
