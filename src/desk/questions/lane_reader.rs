//! Reads the lanes one after the other, each as a merge of index ranges.

use crate::{
    desk::questions::queue::{Cursor, Sort, View},
    domain::{
        ids::LeadId,
        time::{MINUTE, Timestamp},
    },
    policy::lanes::{self, QueueLane, Rule, Seat},
    settings::Settings,
    store::{
        engine::Db,
        fault::StoreFault,
        queue::{self, Order, Place},
    },
};
use std::collections::VecDeque;

/// A lead met while reading the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) struct Seen {
    pub lead: LeadId,
    pub lane: Option<QueueLane>,
    pub rule: Rule,
    pub seat: Seat,
    pub gate: i64,
    pub at: Timestamp,
}

/// Where a stream reads.
#[derive(Clone, Copy)]
enum Source {
    /// One index range, in one of its orders.
    Range { rule: Rule, seat: Seat, gate: i64, times: (Timestamp, Timestamp), order: Order },
    /// A seat, newest capture first.
    Newest(Seat),
    /// Places that are in memory already, best score first.
    Memory,
}

/// Places in one order, read a little at a time.
struct Stream {
    source: Source,
    after: Option<Key>,
    buffer: VecDeque<Place>,
    chunk: usize,
    done: bool,
}

impl Stream {
    fn over(source: Source, after: Option<Key>) -> Self {
        Self { source, after, buffer: VecDeque::new(), chunk: 8, done: false }
    }

    /// The key of a place as the index has it.
    fn stored(&self, place: &Place) -> Key {
        match self.source {
            Source::Range { order: Order::Best, .. } | Source::Memory => (place.rank, place.lead),
            Source::Range { .. } => (place.at.0, place.lead),
            Source::Newest(_) => (place.captured_at.0, place.lead),
        }
    }

    fn is_backwards(&self) -> bool {
        matches!(self.source, Source::Range { order: Order::Latest, .. } | Source::Newest(_))
    }

    fn head(&mut self, db: &Db, unfolded: &[Place]) -> Result<Option<Place>, StoreFault> {
        while self.buffer.is_empty() && !self.done {
            let found = match self.source {
                Source::Range { rule, seat, gate, times, order } => {
                    queue::range(db, rule, seat, gate, times, order, self.after, self.chunk)?
                }
                Source::Newest(seat) => queue::newest(db, seat, self.after, self.chunk)?,
                Source::Memory => Vec::new(),
            };
            self.done = found.len() < self.chunk;
            self.chunk = (self.chunk * 4).min(512);
            self.after = found.last().map(|last| self.stored(last)).or(self.after);
            let by_score = matches!(self.source, Source::Range { order: Order::Best, .. });
            // Those whose score is not folded in yet come from memory instead.
            let elsewhere = |place: &Place| by_score && unfolded.iter().any(|other| other.lead == place.lead);
            self.buffer.extend(found.into_iter().filter(|place| !elsewhere(place)));
        }
        Ok(self.buffer.front().copied())
    }
}

/// A place in an order: the key, then the lead.
type Key = (i64, LeadId);

/// Several ranges merged into one order.
#[derive(Default)]
struct Merge(Vec<Stream>);

impl Merge {
    /// The first place, with the stream that has it and its key; all streams go the same way.
    fn peek(&mut self, db: &Db, unfolded: &[Place]) -> Result<Option<(usize, Place, Key)>, StoreFault> {
        let mut best: Option<(usize, Place, Key)> = None;
        for (n, stream) in self.0.iter_mut().enumerate() {
            if let Some(place) = stream.head(db, unfolded)? {
                let key = stream.stored(&place);
                if best.as_ref().is_none_or(|(_, _, first)| (key < *first) != stream.is_backwards()) {
                    best = Some((n, place, key));
                }
            }
        }
        Ok(best)
    }

    fn pop(&mut self, db: &Db, unfolded: &[Place]) -> Result<Option<(Place, Key)>, StoreFault> {
        let Some((n, place, key)) = self.peek(db, unfolded)? else { return Ok(None) };
        self.0[n].buffer.pop_front();
        Ok(Some((place, key)))
    }
}

/// Reads the queue from a cursor on.
pub(in crate::desk) struct Reader<'a> {
    db: &'a Db,
    settings: &'a Settings,
    view: &'a View,
    unfolded: &'a [Place],
    sort: Sort,
    now: Timestamp,
    cursor: Cursor,
    lane: Merge,
    new: Merge,
    opened: bool,
}

/// The lanes in their order; all of them at once where the order is another.
const LANES: usize = 5;

impl<'a> Reader<'a> {
    pub fn new(
        db: &'a Db,
        settings: &'a Settings,
        view: &'a View,
        unfolded: &'a [Place],
        sort: Sort,
        from: Cursor,
        now: Timestamp,
    ) -> Self {
        Self {
            db,
            settings,
            view,
            unfolded,
            sort,
            now,
            cursor: from,
            lane: Merge::default(),
            new: Merge::default(),
            opened: false,
        }
    }

    /// Where the reading stands: what has been given out is behind it.
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }

    pub fn next(&mut self) -> Result<Option<Seen>, StoreFault> {
        if self.sort != Sort::Turn {
            return self.next_sorted();
        }
        while self.cursor.lane < LANES {
            if !self.opened {
                self.open();
            }
            let found = if self.cursor.lane == 3 { self.next_turn()? } else { self.next_plain()? };
            if found.is_some() {
                return Ok(found);
            }
            self.cursor.lane += 1;
            self.cursor.at = None;
            self.opened = false;
        }
        Ok(None)
    }

    fn next_plain(&mut self) -> Result<Option<Seen>, StoreFault> {
        let Some((place, key)) = self.lane.pop(self.db, self.unfolded)? else { return Ok(None) };
        self.cursor.at = Some(key);
        Ok(Some(seen(&place, Some(QueueLane::ALL[self.cursor.lane]))))
    }

    /// Follow-ups, with a never-tried lead at every so many turns; without follow-ups there are no turns.
    fn next_turn(&mut self) -> Result<Option<Seen>, StoreFault> {
        if self.lane.peek(self.db, self.unfolded)?.is_none() {
            return Ok(None);
        }
        let turn = self.cursor.turn;
        if lanes::is_new_turn(turn, self.settings.desk.turn_every)
            && let Some((place, key)) = self.new.pop(self.db, self.unfolded)?
        {
            self.cursor.turn += 1;
            self.cursor.new = Some(key);
            return Ok(Some(seen(&place, Some(QueueLane::Turns))));
        }
        let Some((place, key)) = self.lane.pop(self.db, self.unfolded)? else { return Ok(None) };
        self.cursor.turn += 1;
        self.cursor.at = Some(key);
        Ok(Some(seen(&place, Some(QueueLane::Turns))))
    }

    fn next_sorted(&mut self) -> Result<Option<Seen>, StoreFault> {
        if !self.opened {
            self.opened = true;
            if self.sort == Sort::Newest {
                let seats = self.view.seats.iter();
                self.lane.0 = seats.map(|seat| Stream::over(Source::Newest(*seat), self.cursor.at)).collect();
                return self.next_sorted();
            }
            let ever = (Timestamp(i64::MIN), Timestamp(i64::MAX));
            let rules = [Rule::Promise, Rule::New, Rule::Lifted, Rule::FollowUp, Rule::Rest];
            let gates: Vec<i64> = self.view.gates.iter().map(|gate| gate.id).collect();
            for rule in rules {
                self.add(false, rule, &self.view.seats, &gates, ever, Order::Best, self.cursor.at);
            }
        }
        let Some((place, key)) = self.lane.pop(self.db, self.unfolded)? else { return Ok(None) };
        self.cursor.at = Some(key);
        let open = self.view.open.contains(&place.gate);
        let lane = lanes::lane(place.rule, place.at, self.now, self.settings.desk.fresh_minutes).filter(|_| open);
        Ok(Some(seen(&place, lane)))
    }

    fn open(&mut self) {
        self.opened = true;
        self.lane = Merge::default();
        self.new = Merge::default();
        let (now, at) = (self.now, self.cursor.at);
        let start = Timestamp(i64::MIN);
        let fresh = lanes::fresh_since(now, self.settings.desk.fresh_minutes);
        let view = self.view;
        match self.cursor.lane {
            0 => {
                self.add(false, Rule::Promise, &view.seats, &view.open, (start, now), Order::Earliest, at);
                let overdue = now.plus(-self.settings.desk.overdue_minutes * MINUTE);
                self.add(false, Rule::Promise, &view.mates, &view.open, (start, overdue), Order::Earliest, at);
            }
            // Without an end: a clock that runs ahead of ours makes nobody vanish.
            1 => self.add(false, Rule::New, &view.seats, &view.open, (fresh, Timestamp(i64::MAX)), Order::Latest, at),
            2 => self.add(false, Rule::Lifted, &view.seats, &view.open, (start, now), Order::Earliest, at),
            3 => {
                self.add(false, Rule::FollowUp, &view.seats, &view.open, (start, now), Order::Earliest, at);
                self.add(true, Rule::New, &view.seats, &view.open, (start, fresh), Order::Best, self.cursor.new);
            }
            _ => {
                // Never-tried leads that had their turn above are not given twice.
                let new = at.max(self.cursor.new);
                self.add(false, Rule::New, &view.seats, &view.open, (start, fresh), Order::Best, new);
                self.add(false, Rule::Rest, &view.seats, &view.open, (start, now), Order::Best, at);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one index range")]
    fn add(
        &mut self,
        to_new: bool,
        rule: Rule,
        seats: &[Seat],
        gates: &[i64],
        times: (Timestamp, Timestamp),
        order: Order,
        after: Option<(i64, LeadId)>,
    ) {
        let merge = if to_new { &mut self.new } else { &mut self.lane };
        for seat in seats {
            for gate in gates {
                let source = Source::Range { rule, seat: *seat, gate: *gate, times, order };
                merge.0.push(Stream::over(source, after));
            }
        }
        if order == Order::Best {
            let is_here = |place: &&Place| {
                place.rule == rule
                    && seats.contains(&place.seat)
                    && gates.contains(&place.gate)
                    && place.at > times.0
                    && place.at <= times.1
                    && after.is_none_or(|after| (place.rank, place.lead) > after)
            };
            let mut buffer: Vec<Place> = self.unfolded.iter().filter(is_here).copied().collect();
            buffer.sort_by_key(|place| (place.rank, place.lead));
            merge.0.push(Stream { buffer: buffer.into(), ..Stream::over(Source::Memory, None) });
        }
    }
}

const fn seen(place: &Place, lane: Option<QueueLane>) -> Seen {
    Seen { lead: place.lead, lane, rule: place.rule, seat: place.seat, gate: place.gate, at: place.at }
}
