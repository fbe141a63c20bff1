//! Small things that every drawing uses. All text of people goes through here, or through `text::show` itself.

use crate::{domain::text, tui::theme::Theme};
use ratatui::{
    style::Style,
    text::{Line, Span},
};

/// Text of whatever origin, safe, in exactly so many columns.
pub fn cell(given: &str, columns: usize, style: Style) -> Span<'static> {
    Span::styled(text::pad(&text::show(given), columns), style)
}

/// The same, against the right.
pub fn right(given: &str, columns: usize, style: Style) -> Span<'static> {
    let clipped = text::clip(&text::show(given), columns);
    let missing = columns.saturating_sub(text::width(&clipped));
    Span::styled(format!("{}{clipped}", " ".repeat(missing)), style)
}

/// Text of whatever origin, safe, as long as it is.
pub fn said(given: &str, style: Style) -> Span<'static> {
    Span::styled(text::show(given).into_owned(), style)
}

/// Columns that these take.
pub fn width(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| text::width(&span.content)).sum()
}

/// A line with one part at the left and one at the right; the left one gives way.
pub fn ends(left: Vec<Span<'static>>, right: Vec<Span<'static>>, columns: usize) -> Line<'static> {
    let room = columns.saturating_sub(width(&right));
    let mut spans = fit(left, room);
    let gap = room.saturating_sub(width(&spans));
    spans.push(Span::raw(" ".repeat(gap)));
    spans.extend(right);
    Line::from(spans)
}

/// As much of these as fits, ending in `…` where something was cut off.
pub fn fit(spans: Vec<Span<'static>>, columns: usize) -> Vec<Span<'static>> {
    let mut left = columns;
    let mut fitted = Vec::with_capacity(spans.len());
    for span in spans {
        let wide = text::width(&span.content);
        if wide <= left {
            left -= wide;
            fitted.push(span);
        } else {
            if left > 0 {
                fitted.push(Span::styled(text::clip(&span.content, left), span.style));
            }
            break;
        }
    }
    fitted
}

/// Text in lines of at most so many columns, broken between words where that is possible. Line ends in it stay.
pub fn wrap(given: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in given.split('\n') {
        let safe = text::show(paragraph);
        let mut line = String::new();
        for word in safe.split(' ') {
            let gap = usize::from(!line.is_empty());
            if text::width(&line) + gap + text::width(word) <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = break_word(word, columns, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// A word longer than a line, broken hard; gives what is left for the next line.
fn break_word(word: &str, columns: usize, lines: &mut Vec<String>) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let mut line = String::new();
    for grapheme in word.graphemes(true) {
        if text::width(&line) + text::width(grapheme) > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(grapheme);
    }
    line
}

/// A line under the cursor: on the ground of the focus every word has the colour that is read there.
pub fn picked(theme: Theme, mut line: Line<'static>, focused: bool) -> Line<'static> {
    let style = theme.picked(focused);
    for span in &mut line.spans {
        span.style = span.style.patch(style);
    }
    line.patch_style(style)
}

/// A number with thin groups: 12,345.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}
