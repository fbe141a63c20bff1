//! The page of a person or a company: facts, and what hangs on them.

use super::{
    leads::{Columns, Page as Rows, heading},
    paint::{ends, fit, said},
};
use crate::{
    desk::{AccountPage, ContactPage, DealRow, plural},
    domain::{
        contact::{Channel, ChannelKind, Standing},
        deal::DealState,
        money::Money,
        text,
    },
    tui::{
        actions::{Act, key},
        model::{Model, Page, PageView},
    },
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// Draws it.
pub fn draw(model: &Model, view: &PageView, frame: &mut Frame<'_>, area: Rect) {
    let columns = usize::from(area.width);
    let theme = model.theme;
    let (title, strip) = match &view.page {
        Some(Page::Contact(page)) => (contact_title(model, page, columns), contact_facts(model, page)),
        Some(Page::Account(page)) => {
            (account_title(model, page, columns), vec![account_facts(model, page), account_worth(model, page)])
        }
        None => (Line::raw(""), Vec::new()),
    };
    let hint = format!(" {} opens · {} goes back", key::shown("enter"), key::shown("esc"));
    let fault = view.fault.as_ref().map(|fault| format!("The page cannot be read: {fault}"));
    Rows {
        listing: &view.list,
        title,
        strip: strip.into_iter().map(|spans| Line::from(fit(spans, columns))).collect(),
        columns: Columns::Hanging,
        foot: vec![Line::raw(""), Line::styled(hint, theme.dim())],
        empty: fault
            .unwrap_or_else(|| format!("Nothing hangs on it any more; {} goes back.", model.keys.word(Act::Close))),
    }
    .draw(model, frame, area);
}

fn owner(model: &Model, name: &str) -> Span<'static> {
    match name {
        "" => Span::styled("no owner", model.theme.warn()),
        name => said(&format!("owner {name}"), model.theme.text()),
    }
}

fn contact_title(model: &Model, page: &ContactPage, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let mut left = vec![heading(model, "Contact"), Span::styled(" · ", theme.dim())];
    left.push(said(page.contact.called(), theme.strong()));
    let right = format!("#{} ", page.contact.id);
    ends(left, vec![Span::styled(right, theme.faint())], columns)
}

fn contact_facts(model: &Model, page: &ContactPage) -> Vec<Vec<Span<'static>>> {
    let theme = model.theme;
    let contact = &page.contact;
    let company = page.account.as_ref().map(|account| account.name.clone()).or_else(|| contact.company.clone());
    let work: Vec<String> = [contact.job_title.clone(), company].into_iter().flatten().collect();
    let mut first = vec![said(&format!(" {}", work.join(" · ")), theme.text())];
    if !work.is_empty() {
        first.push(Span::styled(" · ", theme.dim()));
    }
    first.push(owner(model, &page.owner_name));
    let mut lines = vec![first];
    if page.do_not_call {
        lines.push(vec![Span::styled(" ⊘ do not call: asked not to be called", theme.bad())]);
    }
    lines.extend(contact.channels.iter().map(|channel| channel_line(model, channel)));
    lines
}

fn channel_line(model: &Model, channel: &Channel) -> Vec<Span<'static>> {
    let theme = model.theme;
    let label = if channel.kind == ChannelKind::Phone { " phone " } else { " email " };
    let (glyph, style) = match channel.standing {
        Standing::Preferred => ("✓ ", theme.good()),
        Standing::Allowed => ("", theme.dim()),
        Standing::NotToBeUsed => ("⊘ ", theme.bad()),
    };
    let mut spans = vec![
        Span::styled(label, theme.dim()),
        said(&text::pad(&text::show(&channel.shown()), 32), theme.text()),
        Span::styled(format!(" {glyph}{}", channel.standing.label()), style),
    ];
    if let Some(fault) = &channel.fault {
        spans.push(said(&format!(" · ! {fault}"), theme.warn()));
    }
    spans
}

fn account_title(model: &Model, page: &AccountPage, columns: usize) -> Line<'static> {
    let theme = model.theme;
    let mut left = vec![heading(model, "Account"), Span::styled(" · ", theme.dim())];
    left.push(said(&page.account.name, theme.strong()));
    let counts = format!(
        "{} · {} · {} ",
        plural(page.people.len(), "person", "people"),
        plural(page.leads.len(), "lead", "leads"),
        plural(page.deals.len(), "deal", "deals")
    );
    ends(left, vec![Span::styled(counts, theme.dim())], columns)
}

fn account_facts(model: &Model, page: &AccountPage) -> Vec<Span<'static>> {
    let theme = model.theme;
    let account = &page.account;
    let known = [&account.domain, &account.industry, &account.size, &account.place];
    let words: Vec<String> = known.into_iter().flatten().cloned().collect();
    let mut spans = vec![said(&format!(" {}", words.join(" · ")), theme.text())];
    if !words.is_empty() {
        spans.push(Span::styled(" · ", theme.dim()));
    }
    spans.push(owner(model, &page.owner_name));
    spans
}

/// What its deals are worth, each currency by itself.
fn account_worth(model: &Model, page: &AccountPage) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for state in [DealState::Open, DealState::Won] {
        for money in worth(&page.deals, state) {
            let words = format!(" {} {} {money} ", state.glyph(), state.label().to_lowercase());
            spans.push(Span::styled(words, model.theme.deal(state)));
        }
    }
    spans
}

/// What the deals in that state are worth, each currency by itself.
fn worth(deals: &[DealRow], state: DealState) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for amount in deals.iter().filter(|row| row.deal.state == state).filter_map(|row| row.deal.amount) {
        match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(amount.minor),
            None => sums.push(amount),
        }
    }
    sums
}
