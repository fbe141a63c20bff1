//! `doctor`: is the file sound?

use crate::{
    cli::{exit::Exit, failure::Failure, ground::Ground, out::Out},
    desk::doctor,
    store::doctor::{Facts, Finding, facts},
};
use clap::Args;
use serde_json::json;

/// Check the file of leads: whole, safe, and by the rules of the trade
#[derive(Debug, Args)]
pub struct Doctor {
    /// Make the derived keys (queue, search) again; nothing else is changed
    #[arg(long)]
    repair: bool,
}

impl Doctor {
    /// Examines it.
    pub fn run(self, ground: &Ground, out: &mut Out) -> Result<Exit, Failure> {
        let db = ground.file_alone(out)?;
        let now = ground.now();
        let repaired = if self.repair { Some(doctor::repair(&db, &ground.settings, now)?) } else { None };
        let facts = facts(&db)?;
        let findings = doctor::examine(&db, &ground.settings, now)?;
        let sound = findings.iter().all(Finding::is_sound);
        if out.json {
            let checks: Vec<_> = findings
                .iter()
                .map(|finding| {
                    json!({
                        "check": finding.check, "sound": finding.is_sound(), "count": finding.count,
                        "first": finding.first, "repairable": finding.repairable, "says": says(finding),
                    })
                })
                .collect();
            let repaired = repaired.map(|(leads, contacts)| json!({ "leads": leads, "contacts": contacts }));
            let facts = json!({ "file": ground.file, "sound": sound, "facts": facts, "repaired": repaired });
            let mut answer = facts;
            answer["checks"] = checks.into();
            out.value(&answer)?;
        } else {
            if let Some((leads, contacts)) = repaired {
                out.line(&format!("Made the keys of {leads} leads and {contacts} contacts again"))?;
            }
            tell(out, ground, &facts, &findings, sound)?;
        }
        Ok(if sound { Exit::Done } else { Exit::Fault })
    }
}

fn tell(out: &mut Out, ground: &Ground, facts: &Facts, findings: &[Finding], sound: bool) -> Result<(), Failure> {
    out.line(&ground.file.display().to_string())?;
    out.line(&format!(
        "  {} leads, {} journal entries · SQLite {} · schema {} by Callsheet {} · journal {}, synchronous {} · mode {}",
        facts.leads,
        facts.entries,
        facts.sqlite,
        facts.schema,
        facts.written_by,
        facts.journal_mode,
        facts.synchronous,
        facts.mode
    ))?;
    for finding in findings {
        let mark = if finding.is_sound() { "✓" } else { "✗" };
        out.line(&format!("  {mark} {}", finding.check))?;
        if !finding.is_sound() {
            out.line(&format!("      {}", says(finding)))?;
        }
    }
    out.line(if sound { "Sound." } else { "Not sound." })
}

fn says(finding: &Finding) -> String {
    if finding.is_sound() {
        return "sound".to_owned();
    }
    let first: Vec<String> = finding.first.iter().map(ToString::to_string).collect();
    let first = match (first.is_empty(), finding.count > first.len()) {
        (true, _) => String::new(),
        (false, true) => format!(" (first: {} …)", first.join(", ")),
        (false, false) => format!(" ({})", first.join(", ")),
    };
    let detail = finding.detail.as_ref().map(|detail| format!(" · {detail}")).unwrap_or_default();
    format!("found {}: {}{first}{detail}", finding.count, finding.wrong)
}
