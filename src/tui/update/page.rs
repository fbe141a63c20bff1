//! Pages of people and companies: levels over whichever screen they were opened from.

use crate::tui::{
    listing::{About, Listing, Row},
    message::{Effect, Question, Slot},
    model::{Model, Page, PageOf, PageView, Pane},
};
use std::collections::HashMap;

/// Opens one.
pub fn go(model: &mut Model, of: PageOf) -> Vec<Effect> {
    if model.pages.last().is_some_and(|page| page.of == of) {
        model.show_card(None);
        return Vec::new();
    }
    let over = model.full;
    model.show_card(None);
    model.pane = Pane::List;
    model.pages.push(PageView { of, page: None, list: Listing::default(), over, fault: None });
    load(model).into_iter().collect()
}

/// What the page on top shows.
pub fn load(model: &mut Model) -> Option<Effect> {
    let of = model.pages.last()?.of;
    Some(model.ask(Slot::Page, Question::Page(of)))
}

/// Enter: a person's page, or the card of what is under the cursor.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.list().and_then(Listing::selected) else { return Vec::new() };
    let lead = row.lead.id;
    if let About::Person(person) = &row.about {
        let of = PageOf::Contact(person.contact.id);
        return go(model, of);
    }
    let deal = row.deal().map(|row| row.deal.id);
    model.show_card(Some(lead));
    model.full_deal = deal;
    Vec::new()
}

/// Esc: back to what it was opened over; answers whether there was a page to close.
pub fn close(model: &mut Model) -> bool {
    let Some(page) = model.pages.pop() else { return false };
    model.forget(Slot::Page);
    model.show_card(page.over);
    true
}

/// Takes in what a page shows.
pub fn put(model: &mut Model, of: PageOf, page: Page) {
    let rows = rows(&page);
    let Some(view) = model.pages.last_mut().filter(|view| view.of == of) else { return };
    view.page = Some(page);
    view.fault = None;
    let height = model.list_height();
    if let Some(view) = model.pages.last_mut() {
        view.list.put(rows, height);
    }
}

/// It cannot be read.
pub fn fail(model: &mut Model, words: String) {
    if let Some(view) = model.pages.last_mut() {
        view.list.read = true;
        view.fault = Some(words);
    }
}

/// What hangs on a person or a company, as rows of one list.
fn rows(page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    let lead_row = |lead: &crate::desk::LeadRow| Row {
        lead: lead.clone(),
        group: "leads",
        glyph: lead.status.glyph(),
        why: String::new(),
        about: About::Lead,
    };
    let deal_row = |deal: &crate::desk::DealRow| Row { group: "deals", ..Row::of_deal(deal.clone()) };
    match page {
        Page::Contact(page) => {
            rows.extend(page.leads.iter().map(lead_row));
            rows.extend(page.deals.iter().map(deal_row));
            let leads: HashMap<_, _> = page.leads.iter().map(|lead| (lead.id, lead)).collect();
            rows.extend(page.touches.iter().filter_map(|touch| {
                let lead = (*leads.get(&touch.lead)?).clone();
                let about = About::Touch(Box::new(touch.clone()));
                Some(Row { lead, group: "touches", glyph: '·', why: String::new(), about })
            }));
        }
        Page::Account(page) => {
            rows.extend(page.people.iter().filter_map(|person| {
                let lead = person.lead.clone()?;
                let glyph = if person.is_primary { '★' } else { '·' };
                let about = About::Person(Box::new(person.clone()));
                Some(Row { lead, group: "people", glyph, why: String::new(), about })
            }));
            rows.extend(page.deals.iter().map(deal_row));
            rows.extend(page.leads.iter().map(lead_row));
        }
    }
    rows
}
