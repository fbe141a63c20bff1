//! Keeps columns in their places. Terminals do not agree on how wide some scripts and emoji are; after such a cell
//! the cursor is put where we want it, instead of trusting that it went there.

use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};
use std::io::{self, Write};

/// A terminal whose cursor is never trusted after a cell that is not plain.
pub struct Steady<W: Write>(CrosstermBackend<W>);

impl<W: Write> Steady<W> {
    /// Over that writer.
    pub const fn new(writer: W) -> Self {
        Self(CrosstermBackend::new(writer))
    }
}

/// Letters, lines and blocks of one column that every terminal draws in one; all else is in doubt.
fn is_plain(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => {
            c.is_ascii() || matches!(c, '\u{A1}'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{2500}'..='\u{259F}')
        }
        _ => false,
    }
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run = Vec::new();
        for (x, y, cell) in content {
            run.push((x, y, cell));
            if !is_plain(cell) {
                // Every draw begins by placing the cursor.
                self.0.draw(run.drain(..))?;
            }
        }
        if run.is_empty() { Ok(()) } else { self.0.draw(run.into_iter()) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.0.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{Terminal, layout::Rect, text::Line};

    fn size(cells: u16) -> std::num::NonZeroU16 {
        std::num::NonZeroU16::new(cells).expect("not nothing")
    }

    #[test]
    fn a_border_stands_in_one_column_behind_any_script() {
        let names = ["प्रिया शर्मा", "日本語", "عمر بن سعيد", "👩\u{200D}💻 x", "e\u{301}\u{302}", "plain", "●○◆▶✓✗"];
        let mut bytes: Vec<u8> = Vec::new();
        for (row, name) in (1_u16..).zip(names) {
            let mut terminal = Terminal::with_options(
                Steady::new(&mut bytes),
                ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(Rect::new(0, row, 30, 1)) },
            )
            .expect("a terminal");
            terminal
                .draw(|frame| {
                    let line = format!("{}│", crate::domain::text::pad(&crate::domain::text::show(name), 20));
                    frame.render_widget(Line::raw(line), Rect::new(0, row, 30, 1));
                })
                .expect("a frame");
        }
        let mut replayed = vt100::Parser::new(size(12), size(40), 0);
        replayed.process(&bytes);
        for (row, name) in (1_u16..).zip(names) {
            let cell = replayed.screen().cell(row, 20).map(|cell| cell.contents().to_owned());
            assert_eq!(cell.as_deref(), Some("│"), "{name}: {}", replayed.screen().contents());
        }
    }

    #[test]
    fn the_cursor_is_placed_again_behind_every_cell_in_doubt() {
        let mut bytes: Vec<u8> = Vec::new();
        let cells: Vec<Cell> = ["a", "प्रि", "b", "●", "c"]
            .map(|text| {
                let mut cell = Cell::default();
                cell.set_symbol(text);
                cell
            })
            .into();
        let mut steady = Steady::new(&mut bytes);
        steady.draw((0_u16..).zip(&cells).map(|(x, cell)| (x, 0, cell))).expect("drawn");
        let text = String::from_utf8(bytes).expect("text");
        for (column, letter) in [(1, 'a'), (3, 'b'), (5, 'c')] {
            assert!(text.contains(&format!("\u{1b}[1;{column}H{letter}")), "{letter} is not placed: {text:?}");
        }
    }
}
