//! A page of leads, on whichever screen: a title, headings, rows, and what stands under them.

use super::{
    list,
    paint::{grouped, wrap},
};
use crate::tui::{
    layout,
    listing::Listing,
    model::{Model, Pane},
};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

/// What a screen has to say around its leads.
pub struct Page<'a> {
    /// The leads.
    pub listing: &'a Listing,
    /// Over them.
    pub title: Line<'static>,
    /// What the first column is.
    pub group: &'static str,
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
        let height = usize::from(area.height.saturating_sub(layout::AROUND));
        let mut lines = vec![self.title, list::heading(theme, self.listing, self.group, columns)];
        if !self.listing.rows.is_empty() {
            lines.extend(list::rows(theme, self.listing, columns, height, list_has_keys(model)));
        } else if self.listing.read {
            lines.push(Line::raw(""));
            let words = wrap(&self.empty, columns.saturating_sub(6));
            lines.extend(words.into_iter().map(|line| Line::styled(format!("   {line}"), theme.text())));
        }
        lines.resize(height + 2, Line::raw(""));
        lines.extend(self.foot);
        super::lines(frame, lines, area);
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
