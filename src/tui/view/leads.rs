//! A page of rows, on whichever screen: a title, headings, rows, and what stands over and under them.

use super::{
    deals, hanging, list,
    paint::{grouped, wrap},
    resting,
};
use crate::tui::{
    layout::AROUND,
    listing::Listing,
    model::{Model, Pane},
    spots::Spot,
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// What the rows are, and so which columns they have.
pub enum Columns {
    /// Leads, by what the first column is called.
    Leads(&'static str),
    /// Deals.
    Deals,
    /// Leads in nurture.
    Resting,
    /// What hangs on a person or a company.
    Hanging,
}

/// What a screen has to say around its rows.
pub struct Page<'a> {
    /// The leads.
    pub listing: &'a Listing,
    /// Over them.
    pub title: Line<'static>,
    /// Between the title and the headings.
    pub strip: Vec<Line<'static>>,
    /// Which columns there are.
    pub columns: Columns,
    /// Two lines under them.
    pub foot: Vec<Line<'static>>,
    /// In place of them, when there are none: why, and what to do.
    pub empty: String,
}

impl Page<'_> {
    /// Draws it.
    pub fn draw(self, model: &Model, frame: &mut Frame<'_>, area: Rect) {
        let theme = model.theme;
        let columns = usize::from(area.width);
        let mut strip = self.strip;
        // As many as the model counts: moving and drawing agree.
        strip.resize(model.strip_rows(), Line::raw(""));
        let height = usize::from(area.height.saturating_sub(AROUND)).saturating_sub(strip.len());
        let head = match self.columns {
            Columns::Leads(group) => list::heading(theme, self.listing, group, columns),
            Columns::Deals => deals::heading(model, self.listing, columns),
            Columns::Resting => resting::heading(model, columns),
            Columns::Hanging => hanging::heading(model, columns),
        };
        let mut lines = vec![self.title];
        let above = strip.len() + 2;
        lines.extend(strip);
        lines.push(head);
        if !self.listing.rows.is_empty() {
            let focused = list_has_keys(model);
            lines.extend(match self.columns {
                Columns::Leads(_) => list::rows(model, self.listing, columns, height, focused),
                Columns::Deals => deals::rows(model, self.listing, columns, height, focused),
                Columns::Resting => resting::rows(model, self.listing, columns, height, focused),
                Columns::Hanging => hanging::rows(model, self.listing, columns, height, focused),
            });
        } else if self.listing.read {
            lines.push(Line::raw(""));
            let words = wrap(&self.empty, columns.saturating_sub(6));
            lines.extend(words.into_iter().map(|line| Line::styled(format!("   {line}"), theme.text())));
        }
        lines.resize(height + above, Line::raw(""));
        lines.extend(self.foot);
        super::lines(frame, lines, area);
        let narrow = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX);
        let rows = Rect { y: area.y.saturating_add(narrow(above)), height: narrow(height), ..area };
        let count = self.listing.rows.len() - self.listing.top.min(self.listing.rows.len());
        model.spots.rows(rows.intersection(area), self.listing.top, count, Spot::Row);
        if self.listing.foot {
            let foot = Rect { y: area.bottom().saturating_sub(2), height: 2, ..area };
            model.spots.put(foot, Spot::Row(self.listing.rows.len()));
        }
    }
}

/// Whether keys go to the list.
pub fn list_has_keys(model: &Model) -> bool {
    model.pane == Pane::List && model.overlays.is_empty()
}

/// The first words over a page, and how many of its leads are marked.
pub fn heading(model: &Model, words: &str) -> Span<'static> {
    let marks = model.list().map(|list| &list.marks).filter(|marks| !marks.is_empty());
    let marked = marks.map_or_else(String::new, |marks| {
        let range = if marks.is_growing() { ", to here" } else { "" };
        format!(" · ✓ {} marked{range}", grouped(marks.len() as i64))
    });
    Span::styled(format!(" {words}{marked}"), model.theme.accent().patch(model.theme.strong()))
}

/// How many rows are read; `more` when there are more than these.
pub fn left_count(model: &Model, listing: &Listing, more: bool) -> Span<'static> {
    let plus = if more { "+" } else { "" };
    Span::styled(format!("{}{plus} ", grouped(listing.rows.len() as i64)), model.theme.dim())
}
