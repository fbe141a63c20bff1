//! One action on many leads: one transaction, one entry, one undo. What it does to each is what it does to one.

use crate::{
    desk::{
        Refusal,
        command::{Command, Fate, On},
        plural,
        work::{Done, Work},
    },
    domain::{ids::LeadId, touch::TouchKind},
    store::leads,
};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// What one action on many leads came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Leads on which it was done.
    pub done: usize,
    /// Leads that were left as they were.
    pub left_out: Vec<LeftOut>,
}

/// A lead that an action on many left as it was, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Which lead.
    pub lead: LeadId,
    /// The person, or what there is in place of a name.
    pub name: String,
    /// Why, in words that do not name the lead.
    pub why: String,
    /// Somebody else was there: it was changed or is held.
    pub conflict: bool,
    /// Its version now, for whoever has read this and decides again.
    #[serde(skip)]
    pub version: Option<i64>,
}

/// Names said of those that share a reason.
const NAMED: usize = 5;
/// Reasons, and notes, said of one change.
const SAID: usize = 6;

/// The reasons, the most frequent first, each with how many and with the first names.
#[must_use]
pub fn by_reason(left_out: &[LeftOut]) -> Vec<String> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for one in left_out {
        groups.entry(&one.why).or_default().push(&one.name);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
    let more: usize = groups.iter().skip(SAID).map(|(_, names)| names.len()).sum();
    let said =
        groups.into_iter().take(SAID).map(|(why, names)| format!("{} {why}: {}", names.len(), first_names(&names)));
    said.chain((more > 0).then(|| format!("{more} for other reasons"))).collect()
}

/// The first of these names, and how many more there are.
#[must_use]
pub fn first_names(names: &[&str]) -> String {
    let said = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(NAMED);
    if more > 0 { format!("{said} and {more} more") } else { said }
}

impl Command {
    /// The same, done to this lead; none where it is not about a lead, or each lead needs words of its own.
    #[must_use]
    pub fn on(&self, lead: On) -> Option<Self> {
        let mut command = self.clone();
        match &mut command {
            Self::Assign { leads, .. } => *leads = vec![lead],
            Self::Return { on, .. }
            | Self::Touch { on, .. }
            | Self::Callback { on, .. }
            | Self::Reject { on, .. }
            | Self::Reopen { on, .. }
            | Self::Nurture { on, .. }
            | Self::DoNotCall { on, .. } => *on = lead,
            _ => return None,
        }
        Some(command)
    }
}

impl Work<'_> {
    pub fn many(&mut self, on: &[On], what: &Command, whole: bool) -> Result<Done, Refusal> {
        let mut met = HashSet::new();
        let on: Vec<On> = on.iter().copied().filter(|on| met.insert(on.lead)).collect();
        if on.is_empty() {
            return Err(Refusal::Impossible("name at least one lead".to_owned()));
        }
        // An action on a lead, and then its keys.
        self.record.steps.expect(on.len() * 2);
        let mut tally = Tally::default();
        let mut all = Done::default();
        let mut notes: BTreeMap<String, usize> = BTreeMap::new();
        for one in &on {
            self.record.steps.step()?;
            let command = what
                .on(*one)
                .ok_or_else(|| Refusal::Impossible(format!("“{}” is done to one lead at a time", what.word())))?;
            let writes = self.record.writes();
            match self.carry_out(&command) {
                Ok(done) => {
                    tally.done += 1;
                    all.beside |= done.beside;
                    all.reason = done.reason;
                    done.notes.into_iter().for_each(|note| *notes.entry(note).or_default() += 1);
                }
                // What was half done before it was refused can't be left out: then nothing is done.
                Err(refusal) if refusal.is_of_one_lead() && self.record.writes() == writes => {
                    tally.left_out.push(self.left_out(*one, &refusal)?);
                }
                Err(refusal) => return Err(refusal),
            }
        }
        if tally.done == 0 || whole && !tally.left_out.is_empty() {
            return Err(Refusal::LeftOut { word: what.word(), tally });
        }
        all.sentence = self.say_many(what, &plural(tally.done, "lead", "leads"), all.reason.as_deref());
        if !tally.left_out.is_empty() {
            all.notes.push(format!("{} left as they were:", plural(tally.left_out.len(), "lead was", "leads were")));
            all.notes.extend(by_reason(&tally.left_out));
        }
        let mut notes: Vec<(String, usize)> = notes.into_iter().collect();
        notes.sort_by_key(|(_, leads)| std::cmp::Reverse(*leads));
        let leads = |leads: usize| plural(leads, "lead", "leads");
        all.notes.extend(notes.into_iter().take(SAID).map(|(note, count)| format!("{note} ({})", leads(count))));
        Ok(Done { many: Some(tally), ..all })
    }

    fn left_out(&self, on: On, refusal: &Refusal) -> Result<LeftOut, Refusal> {
        let lead = leads::get(self.db, on.lead)?;
        let name = lead.as_ref().map_or_else(|| Ok(format!("lead {}", on.lead)), |lead| self.called(lead))?;
        Ok(LeftOut {
            lead: on.lead,
            name,
            why: refusal.why_not(on.lead),
            conflict: matches!(refusal, Refusal::Changed { .. } | Refusal::Held { .. }),
            version: lead.map(|lead| lead.version),
        })
    }

    fn say_many(&self, what: &Command, leads: &str, reason: Option<&str>) -> String {
        let because = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        match what {
            Command::Assign { to, .. } => format!("Assigned {leads} to {}", self.people.say(*to)),
            Command::Return { .. } => format!("Returned {leads} to the pool{because}"),
            Command::Touch { kind: TouchKind::Note, .. } => format!("Noted on {leads}"),
            Command::Touch { kind, .. } => format!("{kind} to {leads}"),
            Command::Callback { promise, .. } => {
                let by = if promise.anyone { " (anyone)" } else { "" };
                format!("Promised {leads} a callback {}{by}", self.clock(promise.due_at))
            }
            Command::Reject { fate: Fate::Dead, .. } => format!("Rejected {leads}{because}"),
            Command::Reject { fate: Fate::Nurture(rest), .. } => {
                format!("Rejected {leads} to nurture “{}”{because}", rest.lane.label())
            }
            Command::Reopen { .. } => format!("Reopened {leads}"),
            Command::Nurture { rest, .. } => format!("{leads} to nurture “{}”{because}", rest.lane.label()),
            Command::DoNotCall { .. } => format!("{leads} not to be called again{because}"),
            what => format!("{} on {leads}", what.word()),
        }
    }
}
