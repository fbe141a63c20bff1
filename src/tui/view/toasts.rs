//! Messages that go away, above the hints at the right.

use super::paint::wrap;
use crate::tui::{model::Model, toast::Mood};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear},
};

const WIDEST: u16 = 72;

/// Draws them, the newest lowest.
pub fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let mut bottom = area.bottom();
    for toast in model.toasts.iter().rev() {
        let (glyph, style) = match toast.mood {
            Mood::Good => ('✓', theme.good()),
            Mood::Told => ('i', theme.accent()),
            Mood::Bad => ('!', theme.bad()),
        };
        let columns = WIDEST.min(area.width.saturating_sub(2));
        let mut lines = Vec::new();
        for (at, text) in toast.lines.iter().enumerate() {
            for (row, part) in wrap(text, usize::from(columns.saturating_sub(6))).into_iter().enumerate() {
                let mark = if at == 0 && row == 0 { format!("{glyph} ") } else { "  ".to_owned() };
                let text = if at == 0 { theme.strong() } else { theme.dim() };
                lines.push(Line::from(vec![Span::styled(mark, style), Span::styled(part, text)]));
            }
        }
        let wide = lines.iter().map(Line::width).max().unwrap_or(0);
        let width = u16::try_from(wide).unwrap_or(columns).saturating_add(4).min(columns);
        let height = u16::try_from(lines.len()).unwrap_or(1).saturating_add(2).min(bottom.saturating_sub(area.y));
        if height < 3 {
            return;
        }
        bottom -= height;
        let place = Rect::new(area.right().saturating_sub(width + 1), bottom, width, height);
        let block = Block::bordered().border_type(BorderType::Rounded).border_style(style);
        let mut inner = block.inner(place);
        inner.x += 1;
        inner.width = inner.width.saturating_sub(1);
        frame.render_widget(Clear, place);
        frame.render_widget(block, place);
        super::lines(frame, lines, inner);
    }
}
