//! What stands in place of everything while another program is at the file.

use super::paint::wrap;
use crate::{
    domain::time::{MINUTE, SECOND, Timestamp},
    tui::{actions::Act, model::Model},
};
use ratatui::{Frame, layout::Rect, text::Line};

/// Draws it.
pub fn draw(model: &Model, since: Timestamp, frame: &mut Frame<'_>, area: Rect) {
    let theme = model.theme;
    let quit = model.keys.word(Act::Quit);
    let waited = model.now.since(since);
    let comes = |when: &str| format!("The desk comes up by itself when {when}. {quit} quits.");
    let mut said = Vec::new();
    if waited < MINUTE {
        let head = format!("Waiting for another program to finish with {} ({} s)", model.name, waited / SECOND);
        said.push((head, theme.strong()));
        said.push((comes("it has"), theme.text()));
    } else {
        let minutes = waited / MINUTE;
        let long = if minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") };
        let head = format!("{} cannot be opened: another program has kept it to itself for {long}", model.name);
        said.push((head, theme.bad()));
        let look = "Nothing is lost. Look for a program that has not ended: a database browser, a copy that is being \
                    made, a desk that is stuck.";
        said.push((look.to_owned(), theme.text()));
        said.push((comes("that one ends"), theme.text()));
    }
    let columns = usize::from(area.width).saturating_sub(6);
    let mut lines = vec![Line::raw("")];
    for (text, style) in said {
        lines.extend(wrap(&text, columns).into_iter().map(|line| Line::styled(format!("   {line}"), style)));
        lines.push(Line::raw(""));
    }
    super::lines(frame, lines, area);
}
