//! The score as a bar, with the parts it is made of.

use crate::{desk::Card, domain::text, tui::theme::Theme};
use ratatui::text::{Line, Span};

const BAR: usize = 20;

/// A bar of a share of a hundred, in eighths of a cell.
pub fn bar(share: i64, of: i64, columns: usize) -> (String, usize) {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let of = of.max(1);
    let eighths = usize::try_from(share.clamp(0, of) * 8 * i64::try_from(columns).unwrap_or(0) / of).unwrap_or(0);
    let (full, rest) = (eighths / 8, eighths % 8);
    (format!("{}{}", "█".repeat(full), EIGHTHS[rest]), full + usize::from(rest > 0))
}

/// The lines of the card that show it.
pub fn lines(theme: Theme, card: &Card, columns: usize) -> Vec<Line<'static>> {
    let score = &card.score;
    let (filled, used) = bar(score.points, 100, BAR);
    let mut lines = vec![Line::from(vec![
        Span::styled(text::pad("score", 10), theme.dim()),
        Span::styled(filled, theme.accent()),
        Span::styled("·".repeat(BAR - used), theme.faint()),
        Span::styled(format!(" {}", score.points), theme.strong()),
        Span::styled(" of 100", theme.dim()),
    ])];
    let mut parts: Vec<(&str, i64, i64, Vec<String>)> = Vec::new();
    for line in &score.lines {
        match parts.iter_mut().find(|(part, ..)| *part == line.part) {
            Some((_, points, of, whys)) => {
                *points += line.points;
                *of += line.of;
                if line.points == 0 {
                    whys.push(line.why.clone());
                }
            }
            None => {
                // What is there needs no words; what is missing does, and so does age.
                let whys = if line.points == 0 || line.part != "quality" { vec![line.why.clone()] } else { Vec::new() };
                parts.push((line.part, line.points, line.of, whys));
            }
        }
    }
    for (part, points, of, whys) in parts {
        let words = if whys.is_empty() { "complete".to_owned() } else { whys.join(", ") };
        let head = format!("{part} {points}/{of} · ");
        let rows = super::paint::wrap(&format!("{head}{words}"), columns.saturating_sub(10));
        lines.extend(
            rows.into_iter().map(|row| Line::from(vec![Span::raw(" ".repeat(10)), Span::styled(row, theme.dim())])),
        );
    }
    lines
}
