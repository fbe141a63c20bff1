//! Keeps columns in their places. Terminals do not agree on how wide some scripts and emoji are; after such a cell
//! the cursor is put where we want it, instead of trusting that it went there. A row that had such cells is wiped and
//! drawn anew when it changes: what a terminal has drawn wider than we think would stay on it otherwise.

use crate::domain::text;
use crossterm::{cursor::MoveTo, queue, terminal};
use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// A terminal whose cursor is never trusted after a cell that is not plain.
pub struct Steady<W: Write> {
    terminal: CrosstermBackend<W>,
    /// What was drawn, row by row.
    rows: BTreeMap<u16, BTreeMap<u16, Cell>>,
}

impl<W: Write> Steady<W> {
    /// Over that writer.
    pub const fn new(writer: W) -> Self {
        Self { terminal: CrosstermBackend::new(writer), rows: BTreeMap::new() }
    }

    /// Draws cells of one row; after each that is not plain the cursor is put anew.
    fn put(&mut self, y: u16, cells: &[(u16, Cell)]) -> io::Result<()> {
        let mut rest = cells;
        while !rest.is_empty() {
            // Every draw begins by placing the cursor.
            let run = rest.iter().position(|(_, cell)| !is_plain(cell)).map_or(rest.len(), |at| at + 1);
            let (now, later) = rest.split_at(run);
            self.terminal.draw(now.iter().map(|(x, cell)| (*x, y, cell)))?;
            rest = later;
        }
        Ok(())
    }
}

/// A row without the cells that wide ones lie over.
fn seen(row: &BTreeMap<u16, Cell>) -> Vec<(u16, Cell)> {
    let mut free = 0;
    let mut cells = Vec::with_capacity(row.len());
    for (x, cell) in row {
        if *x >= free {
            free = x + u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1);
            cells.push((*x, cell.clone()));
        }
    }
    cells
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

/// Letters of scripts that join, and emoji: terminals draw some of them wider than they count them.
fn may_spill(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => matches!(c, '\u{590}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{1F000}'..),
        (_, more) => more.is_some(),
    }
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut changed: BTreeMap<u16, Vec<(u16, Cell)>> = BTreeMap::new();
        for (x, y, cell) in content {
            changed.entry(y).or_default().push((x, cell.clone()));
        }
        for (y, cells) in changed {
            let row = self.rows.entry(y).or_default();
            let doubt = row.values().any(may_spill);
            row.extend(cells.iter().cloned());
            if doubt {
                let whole = seen(row);
                queue!(self.terminal, MoveTo(0, y), terminal::Clear(terminal::ClearType::UntilNewLine))?;
                self.put(y, &whole)?;
            } else {
                self.put(y, &cells)?;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.terminal.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.terminal.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.terminal.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.rows.clear();
        self.terminal.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.rows.clear();
        self.terminal.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.terminal.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.terminal)
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

    #[test]
    fn a_row_that_a_terminal_may_have_drawn_wider_is_wiped_when_it_changes() {
        let mut bytes: Vec<u8> = Vec::new();
        let mut steady = Steady::new(&mut bytes);
        let cells = |texts: &[&'static str]| -> Vec<Cell> { texts.iter().map(|text| Cell::new(text)).collect() };
        let (first, second) = (cells(&["प्रि", "a", "b"]), cells(&["x"]));
        steady.draw((0_u16..).zip(&first).map(|(x, cell)| (x, 0, cell))).expect("drawn");
        steady.draw((0_u16..).zip(&second).map(|(x, cell)| (x, 1, cell))).expect("a plain row");
        steady.draw((0_u16..).zip(&second).map(|(x, cell)| (x, 0, cell))).expect("drawn over");
        let text = String::from_utf8(bytes).expect("text");
        let (_, over) = text.split_once("\u{1b}[1;1H\u{1b}[K").expect("wiped from its first column");
        assert!(over.contains('x') && over.contains('a') && over.contains('b'), "and drawn whole: {over:?}");
        assert_eq!(text.matches("\u{1b}[K").count(), 1, "a row that is plain is not: {text:?}");
    }
}
