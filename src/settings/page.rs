//! What each setting is for, read from the comments of the shipped settings: there is no other place that says it.

use super::DEFAULTS;

/// One setting.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name: `plan.attempts`.
    pub name: String,
    /// What it is for.
    pub doc: String,
    /// As it is shipped; none where there is no default.
    pub shipped: Option<toml::Value>,
}

/// One part of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The table; empty for what stands in none.
    pub name: String,
    /// What it is about.
    pub doc: String,
    /// Its settings.
    pub entries: Vec<Entry>,
}

/// Every setting, in the order of the shipped file.
#[must_use]
pub fn page() -> Vec<Part> {
    let shipped: toml::Table = DEFAULTS.parse().unwrap_or_default();
    let value = |part: &str, key: &str| match part {
        "" => shipped.get(key).cloned(),
        part => shipped.get(part).and_then(|table| table.get(key)).cloned(),
    };
    let mut parts = vec![Part { name: String::new(), doc: String::new(), entries: Vec::new() }];
    let mut lists = Vec::new();
    let mut over: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in DEFAULTS.lines() {
        let (said, after) = split(line.trim());
        let bare = said.strip_prefix('#').unwrap_or(said);
        if let Some(name) = bare.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            inside = true;
            if lists.iter().all(|entry: &Entry| entry.name != name) {
                lists.push(Entry { name: name.to_owned(), doc: over.join(" "), shipped: value("", name) });
            }
        } else if let Some(name) = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = false;
            let doc = if after.is_empty() { over.join(" ") } else { after.to_owned() };
            parts.push(Part { name: name.to_owned(), doc, entries: Vec::new() });
        } else if let Some(comment) = said.strip_prefix("# ") {
            over.push(comment);
            continue;
        } else if let (Some((key, _)), false, Some(part)) = (bare.split_once(" = "), inside, parts.last_mut()) {
            let name = if part.name.is_empty() { key.to_owned() } else { format!("{}.{key}", part.name) };
            let doc = if after.is_empty() { over.join(" ") } else { after.to_owned() };
            part.entries.push(Entry { name, doc, shipped: value(&part.name, key) });
        }
        over.clear();
    }
    let doc = "Lists: one of your own replaces the shipped one as a whole.".to_owned();
    parts.push(Part { name: "[[…]]".to_owned(), doc, entries: lists });
    parts
}

/// The shipped settings with everything commented out, to begin a file of one's own with; `keys` goes to its table.
#[must_use]
pub fn template(keys: &str) -> String {
    let mut text = String::from(
        "# Settings of your own. Take the # away from what you want different; the rest stays as it is shipped.\n",
    );
    // The first lines are about the shipped file.
    for line in DEFAULTS.lines().skip_while(|line| line.starts_with('#')) {
        let keeps = line.is_empty() || line.starts_with('#') || (line.starts_with('[') && !line.starts_with("[["));
        text.push_str(if keeps { "" } else { "#" });
        text.push_str(line);
        text.push('\n');
        if line.starts_with("[keys]") {
            text.push_str(keys);
        }
    }
    text
}

/// What a line says, and the comment after it.
fn split(line: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted && at > 0 => return (line[..at].trim_end(), line[at + 1..].trim()),
            _ => {}
        }
    }
    (line, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    /// The names that a table takes, as the reader of it knows them.
    fn known(part: &str) -> Vec<String> {
        let dot = if part.is_empty() { "" } else { "." };
        let fault = Settings::over_defaults(&format!("{part}{dot}zzz = 1")).unwrap_err().says;
        let names = fault.split_once("expected").map(|(_, names)| names.split('`').skip(1).step_by(2));
        names.into_iter().flatten().map(|name| format!("{part}{dot}{name}")).collect()
    }

    #[test]
    fn every_setting_says_what_it_is_for() {
        let parts = page();
        let entries: Vec<&Entry> = parts.iter().flat_map(|part| &part.entries).collect();
        for entry in &entries {
            assert!(entry.doc.len() > 8, "{} has no doc: {:?}", entry.name, entry.doc);
        }
        let mut wanted = known("");
        for part in parts.iter().filter(|part| !part.name.is_empty() && !part.name.starts_with("[[")) {
            assert!(part.doc.len() > 8, "[{}] has no doc", part.name);
            wanted.retain(|name| *name != part.name);
            // Any name may stand in [keys]; which ones do, the table of actions says.
            wanted.extend(known(&part.name).into_iter().filter(|_| part.name != "keys"));
        }
        assert!(wanted.len() > 40, "{wanted:?}");
        wanted.retain(|name| entries.iter().all(|entry| entry.name != *name));
        assert_eq!(wanted, [""; 0], "settings that the shipped file does not show");
        let of = |name: &str| entries.iter().find(|entry| entry.name == name).unwrap();
        assert_eq!(of("theme.accent").shipped, None);
        assert!(of("theme.accent").doc.starts_with("headings"), "{:?}", of("theme.accent"));
        assert_eq!(of("plan.attempts").shipped, Some(toml::Value::Integer(6)));
        assert!(of("sources").doc.starts_with("how a lead"), "{:?}", of("sources"));
    }

    #[test]
    fn the_template_changes_nothing_and_all_of_it_can_be_taken_up() {
        let text = template("");
        assert_eq!(Settings::over_defaults(&text).unwrap(), Settings::default());
        let taken: Vec<&str> = text
            .lines()
            .map(|line| if line.starts_with("# ") { "" } else { line.strip_prefix('#').unwrap_or(line) })
            .collect();
        let settings = Settings::over_defaults(&taken.join("\n")).unwrap();
        assert_eq!((settings.outcomes, settings.plan), (Settings::default().outcomes, Settings::default().plan));
        assert_eq!((settings.rep.as_deref(), settings.assignment.len()), (Some("ana"), 1));
    }
}
