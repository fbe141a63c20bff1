//! The queue: read, never maintained. A page is a merge over the seats a rep may see and the gates that are open.

use crate::{
    desk::{
        Desk, LeadRow, Refusal,
        questions::{
            lane_reader::{Aside, Reader, Seen},
            view::{Cursor, Filter, Sort, View},
        },
    },
    domain::{
        ids::RepId,
        stage::Status,
        time::{self, MINUTE, Timestamp},
        when,
    },
    policy::lanes::{QueueLane, Rule, Seat},
    store::people,
};
use serde::Serialize;

/// A question for a page of the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueAsk {
    /// Which leads.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// From behind this place; missing is from the top.
    pub after: Option<Cursor>,
    /// At most so many rows.
    pub limit: usize,
}

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The lead.
    #[serde(flatten)]
    pub lead: LeadRow,
    /// The lane it stands in; none where it is not ready.
    pub queue: Option<QueueLane>,
    /// Which rule put it there, in words.
    pub why: String,
}

/// A page of the queue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueuePage {
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; none at the end.
    pub next: Option<Cursor>,
}

impl Desk {
    /// A page of the queue as it stands at `now`.
    ///
    /// # Errors
    /// When the file cannot be read, or another thread interrupts.
    pub fn queue(&self, ask: &QueueAsk, now: Timestamp) -> Result<QueuePage, Refusal> {
        self.db.read(|| {
            let view = self.view(&ask.filter, now)?;
            let turn = people::turn(&self.db, &turn_name(self.me.id))?;
            let start = ask.after.unwrap_or(Cursor { turn, ..Cursor::default() });
            let unfolded = self.unfolded(now)?;
            let held = (ask.sort == Sort::Turn).then_some(&view.held);
            let aside = Aside { held, unfolded: &unfolded };
            let mut reader = Reader::new(&self.db, &self.settings, &view, aside, ask.sort, start, now);
            let mut page = QueuePage::default();
            // A narrow filter must not read a million leads for one page; the next page goes on from there.
            let mut left = 20_000_usize;
            while page.rows.len() < ask.limit && left > 0 {
                left -= 1;
                let Some(seen) = reader.next()? else { return Ok(page) };
                if let Some(row) = self.rows(&[seen.lead], now)?.pop()
                    && ask.filter.fits(&row.source, row.status, row.stage)
                {
                    let why = self.why(&seen, &row, &view, now);
                    page.rows.push(QueueRow { lead: row, queue: seen.lane, why });
                }
            }
            page.next = Some(reader.cursor());
            Ok(page)
        })
    }

    /// Which rule put it there, what matters first: in a narrow column the rest is cut off.
    fn why(&self, seen: &Seen, row: &LeadRow, view: &View, now: Timestamp) -> String {
        let due = when::say(seen.at, self.zone(), now);
        let since = roughly(now.since(seen.at));
        match seen.lane {
            Some(QueueLane::Promises) if seen.seat == Seat::POOL => format!("anyone's promise, {since} late"),
            Some(QueueLane::Promises) if seen.seat == Seat::of_rep(self.me.id) => format!("my promise, {since} late"),
            Some(QueueLane::Promises) => {
                format!("{}'s promise, {since} late", view.people.name(RepId(seen.seat.0)))
            }
            Some(QueueLane::Fresh) => {
                let left = self.settings.desk.fresh_minutes * MINUTE - now.since(seen.at);
                format!("just came in · {} left", time::lasting(left))
            }
            Some(QueueLane::Lifted) if row.status == Status::Nurturing => format!("woke from nurture {since} ago"),
            Some(QueueLane::Lifted) => format!("enquired again {since} ago"),
            Some(QueueLane::Turns) if seen.rule == Rule::New => format!("never tried, its turn · score {}", row.score),
            Some(QueueLane::Turns) => {
                format!("try {} of {}, due {since} ago", row.tries + 1, self.settings.plan.attempts)
            }
            Some(QueueLane::Rest) if seen.rule == Rule::New => format!("never tried · score {}", row.score),
            Some(QueueLane::Rest) => format!("no next step · score {}", row.score),
            None => match seen.rule {
                Rule::Promise => format!("promised for {due}"),
                Rule::Lifted => format!("wakes {due}"),
                Rule::FollowUp => format!("next try {due}"),
                Rule::New => "never tried".to_owned(),
                Rule::Rest => "no next step".to_owned(),
            },
        }
    }
}

/// A length of time in its largest unit only: “36 d”, “12 min”.
fn roughly(ms: i64) -> String {
    time::lasting(ms.max(0)).split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

/// The name of a rep's turn counter.
pub(in crate::desk) fn turn_name(rep: RepId) -> String {
    format!("rep {rep}")
}
