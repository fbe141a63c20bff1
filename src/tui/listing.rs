//! A list of leads with a cursor. Only the rows that are on the screen are ever drawn.

use crate::{
    desk::{DealRow, LeadRow, NurtureRow, Person, QueueRow, WithheldLead},
    domain::{ids::LeadId, stage::Stage},
    policy::{
        deals::Need,
        lanes::{QueueLane, Withheld},
    },
    store::{funnel::Part, history::Touch},
    tui::marks::Marks,
};

/// A lead in a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// The lead.
    pub lead: LeadRow,
    /// What heads it: a lane, a reason.
    pub group: &'static str,
    /// The group's glyph.
    pub glyph: char,
    /// Why it stands here.
    pub why: String,
    /// What the row is about, where it is not the lead alone.
    pub about: About,
}

/// What a row is about beside its lead.
#[derive(Debug, Clone, Default)]
pub enum About {
    /// Nothing else.
    #[default]
    Lead,
    /// A deal.
    Deal(Box<DealRow>),
    /// How it rests in nurture.
    Rest(Box<NurtureRow>),
    /// The person.
    Person(Box<Person>),
    /// Something that happened to it.
    Touch(Box<Touch>),
}

impl Row {
    /// What tells this row from every other one of its list.
    #[must_use]
    pub fn key(&self) -> (u8, i64) {
        match &self.about {
            About::Lead | About::Rest(_) => (0, self.lead.id.0),
            About::Deal(row) => (1, row.deal.id.0),
            About::Person(person) => (2, person.contact.id.0),
            About::Touch(touch) => (3, touch.id),
        }
    }

    /// The deal that it is about.
    #[must_use]
    pub fn deal(&self) -> Option<&DealRow> {
        match &self.about {
            About::Deal(row) => Some(row),
            _ => None,
        }
    }

    /// Of the pipeline, or of a page's deals.
    #[must_use]
    pub fn of_deal(row: DealRow) -> Self {
        let (group, glyph) = match row.need {
            Some(need) => (need.label(), need_glyph(need)),
            None => (row.deal.state.label(), row.deal.state.glyph()),
        };
        Self { lead: row.made_by.clone(), group, glyph, why: String::new(), about: About::Deal(Box::new(row)) }
    }

    /// Of nurture.
    #[must_use]
    pub fn of_nurture(row: NurtureRow) -> Self {
        let group = row.lead.lane.map_or("no lane", crate::domain::nurture::Lane::label);
        Self { lead: row.lead.clone(), group, glyph: '◌', why: String::new(), about: About::Rest(Box::new(row)) }
    }

    /// Of the queue.
    #[must_use]
    pub fn of_queue(row: QueueRow) -> Self {
        let (group, glyph) = match row.queue {
            Some(lane) => (lane.label(), lane_glyph(lane)),
            None => ("not yet", '·'),
        };
        Self { lead: row.lead, group, glyph, why: row.why, about: About::Lead }
    }

    /// Behind a number of the funnel.
    #[must_use]
    pub fn of_funnel(lead: LeadRow, stage: Stage, part: Part) -> Self {
        let (group, glyph) = match part {
            Part::Reach => ("reached", '▶'),
            Part::Leaked => ("leaked", '✗'),
            Part::Waiting => ("waiting", '◷'),
        };
        let why = match (part, &lead.reject_reason, lead.lane) {
            (Part::Leaked, Some(reason), _) => reason.replace('_', " "),
            (Part::Leaked, None, _) => "every deal lost".to_owned(),
            (_, _, Some(lane)) => format!("in nurture: {}", lane.label()),
            (Part::Reach, ..) if lead.stage > stage => format!("now {}", lead.stage.label().to_lowercase()),
            _ => format!("{} tries", lead.tries),
        };
        let owner = if lead.owner.is_empty() { "no owner" } else { &lead.owner };
        let why = format!("{owner} · {why}");
        Self { lead, group, glyph, why, about: About::Lead }
    }

    /// Of what is withheld.
    #[must_use]
    pub fn of_withheld(reason: Withheld, lead: WithheldLead) -> Self {
        let (group, glyph) = (reason.label(), withheld_glyph(reason));
        Self { lead: lead.lead, group, glyph, why: lead.why, about: About::Lead }
    }
}

const fn need_glyph(need: Need) -> char {
    match need {
        Need::StepOverdue | Need::CloseOverdue => '!',
        Need::NoStep => '?',
        Need::Planned => '◷',
        Need::Undated => '·',
    }
}

const fn lane_glyph(lane: QueueLane) -> char {
    match lane {
        QueueLane::Promises => '◆',
        QueueLane::Fresh => '✦',
        QueueLane::Lifted => '▲',
        QueueLane::Turns => '↻',
        QueueLane::Rest => '·',
    }
}

const fn withheld_glyph(reason: Withheld) -> char {
    match reason {
        Withheld::DoNotCall => '⊘',
        Withheld::Held => '■',
        Withheld::NoNumber => '?',
        Withheld::WaitingRetry => '↻',
        Withheld::Nurturing => '◌',
        Withheld::OutsideHours => '☾',
    }
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// What has been read of it.
    pub rows: Vec<Row>,
    /// The row under the cursor; one behind the last is the line under the list, where there is one.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// Something stands under the list that the cursor can go to.
    pub foot: bool,
    /// It has been read at least once.
    pub read: bool,
    /// Leads that are picked out, for acting on them together.
    pub marks: Marks,
}

impl Listing {
    /// The lead under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Whether the cursor is on the line under the list.
    #[must_use]
    pub fn on_foot(&self) -> bool {
        self.foot && self.cursor >= self.rows.len()
    }

    fn last(&self) -> usize {
        (self.rows.len() + usize::from(self.foot)).saturating_sub(1)
    }

    /// Moves the cursor by so many rows, of which `height` are on the screen.
    pub fn go(&mut self, by: isize, height: usize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.last());
        self.follow(height);
    }

    /// To the first row.
    pub fn go_top(&mut self, height: usize) {
        self.cursor = 0;
        self.follow(height);
    }

    /// To the last row that is read.
    pub fn go_bottom(&mut self, height: usize) {
        self.cursor = self.rows.len().saturating_sub(1);
        self.follow(height);
    }

    /// Puts other rows in; the cursor stays with its lead, or at its place when that is gone.
    pub fn put(&mut self, rows: Vec<Row>, height: usize) {
        let was = self.selected().map(Row::key);
        self.rows = rows;
        self.read = true;
        if let Some(at) = was.and_then(|key| self.rows.iter().position(|row| row.key() == key)) {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.last());
        self.follow(height);
    }

    /// Where a lead stands.
    #[must_use]
    pub fn place(&self, lead: LeadId) -> Option<usize> {
        self.rows.iter().position(|row| row.lead.id == lead)
    }

    /// Whether the cursor comes near the end of what is read.
    #[must_use]
    pub fn is_near_end(&self, height: usize) -> bool {
        self.cursor + height >= self.rows.len()
    }

    /// Keeps the cursor on the screen.
    pub fn follow(&mut self, height: usize) {
        let height = height.max(1);
        let shown = self.cursor.min(self.rows.len().saturating_sub(1));
        if shown < self.top {
            self.top = shown;
        } else if shown >= self.top + height {
            self.top = shown + 1 - height;
        }
        // Never an empty screen below while there are rows above.
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}
