//! Reads the lanes one after the other, each as a merge of index ranges.

use crate::{
    desk::questions::view::{Cursor, Sort, View},
    domain::{ids::LeadId, time::Timestamp},
    policy::lanes::{self, QueueLane, Rule, Seat},
    settings::Settings,
    store::{
        claims::Claim,
        engine::Db,
        fault::StoreFault,
        queue::{self, Only, Order, Place, Range},
    },
};
use std::collections::{HashMap, VecDeque};

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

/// The range of one gate, read a little at a time.
struct Stream {
    range: Range,
    gate: i64,
    after: Option<Key>,
    buffer: VecDeque<Place>,
    chunk: usize,
    done: bool,
}

/// What is passed over in the ranges.
pub(in crate::desk) struct Aside<'a> {
    /// Held by others: no turn is spent on these. None where the list shows them all the same.
    pub held: Option<&'a HashMap<LeadId, Claim>>,
    /// Those whose score is not folded in yet come from here instead, in an order by score.
    pub unfolded: &'a [Place],
}

impl Aside<'_> {
    fn is_held(&self, place: &Place) -> bool {
        self.held.is_some_and(|held| held.contains_key(&place.lead))
    }

    fn has(&self, place: &Place, order: Order) -> bool {
        self.is_held(place) || order == Order::Best && self.unfolded.iter().any(|other| other.lead == place.lead)
    }
}

/// How many of a range are read at first; each further read takes four times as many.
const FIRST: usize = 8;

impl Stream {
    fn key(&self, place: &Place) -> Key {
        match self.range.order {
            Order::Best => (place.rank, place.lead),
            Order::Earliest => (place.at.0, place.lead),
            // Latest first: the larger key comes first.
            Order::Latest => (place.at.0.saturating_neg(), LeadId(-place.lead.0)),
        }
    }

    fn take_in(&mut self, found: Vec<Place>, aside: &Aside<'_>) {
        self.done = found.len() < self.chunk;
        self.chunk = (self.chunk * 4).min(512);
        if let Some(last) = found.last() {
            self.after = Some(match self.range.order {
                Order::Best => (last.rank, last.lead),
                Order::Earliest | Order::Latest => (last.at.0, last.lead),
            });
        }
        let order = self.range.order;
        self.buffer.extend(found.into_iter().filter(|place| !aside.has(place, order)));
    }

    fn head(&mut self, db: &Db, aside: &Aside<'_>) -> Result<Option<Place>, StoreFault> {
        while self.buffer.is_empty() && !self.done {
            let found = queue::range(db, &self.range, self.gate, self.after, &Only::default(), self.chunk)?;
            self.take_in(found, aside);
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
    fn peek(&mut self, db: &Db, aside: &Aside<'_>) -> Result<Option<(usize, Place, Key)>, StoreFault> {
        let mut best: Option<(usize, Place, Key)> = None;
        for (n, stream) in self.0.iter_mut().enumerate() {
            if let Some(place) = stream.head(db, aside)? {
                let key = stream.key(&place);
                if best.as_ref().is_none_or(|(_, _, least)| key < *least) {
                    best = Some((n, place, key));
                }
            }
        }
        Ok(best)
    }

    fn pop(&mut self, db: &Db, aside: &Aside<'_>) -> Result<Option<(Place, Key)>, StoreFault> {
        let Some((n, place, key)) = self.peek(db, aside)? else { return Ok(None) };
        self.0[n].buffer.pop_front();
        Ok(Some((place, key)))
    }
}

/// Reads the queue from a cursor on.
pub(in crate::desk) struct Reader<'a> {
    db: &'a Db,
    settings: &'a Settings,
    view: &'a View,
    aside: Aside<'a>,
    sort: Sort,
    now: Timestamp,
    cursor: Cursor,
    lane: Merge,
    new: Merge,
    /// Read ahead for [`Sort::Newest`], with when each was captured.
    newest: VecDeque<(Place, Timestamp)>,
    opened: bool,
}

/// How many of the newest are read at once.
const CHUNK: usize = 64;

/// The lanes in their order; all of them at once where the order is another.
const LANES: usize = 5;

impl<'a> Reader<'a> {
    pub fn new(
        db: &'a Db,
        settings: &'a Settings,
        view: &'a View,
        aside: Aside<'a>,
        sort: Sort,
        from: Cursor,
        now: Timestamp,
    ) -> Self {
        Self {
            db,
            settings,
            view,
            aside,
            sort,
            now,
            cursor: from,
            lane: Merge::default(),
            new: Merge::default(),
            newest: VecDeque::new(),
            opened: false,
        }
    }

    /// Where the reading stands: what has been given out is behind it.
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }

    pub fn next(&mut self) -> Result<Option<Seen>, StoreFault> {
        match self.sort {
            Sort::Turn => {}
            Sort::Score => return self.next_by_score(),
            Sort::Newest => return self.next_newest(),
        }
        while self.cursor.lane < LANES {
            if !self.opened {
                self.open()?;
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
        let Some((place, key)) = self.lane.pop(self.db, &self.aside)? else { return Ok(None) };
        self.cursor.at = Some(self.stored(key));
        Ok(Some(seen(&place, Some(QueueLane::ALL[self.cursor.lane]))))
    }

    /// A key as the index has it: the lane of fresh leads is read backwards.
    fn stored(&self, (key, lead): (i64, LeadId)) -> (i64, LeadId) {
        if self.cursor.lane == 1 && self.sort == Sort::Turn { (-key, LeadId(-lead.0)) } else { (key, lead) }
    }

    /// Follow-ups, with a never-tried lead at every so many turns; without follow-ups there are no turns.
    fn next_turn(&mut self) -> Result<Option<Seen>, StoreFault> {
        if self.lane.peek(self.db, &self.aside)?.is_none() {
            return Ok(None);
        }
        let turn = self.cursor.turn;
        if lanes::is_new_turn(turn, self.settings.desk.turn_every)
            && let Some((place, key)) = self.new.pop(self.db, &self.aside)?
        {
            self.cursor.turn += 1;
            self.cursor.new = Some(key);
            return Ok(Some(seen(&place, Some(QueueLane::Turns))));
        }
        let Some((place, key)) = self.lane.pop(self.db, &self.aside)? else { return Ok(None) };
        self.cursor.turn += 1;
        self.cursor.at = Some(key);
        Ok(Some(seen(&place, Some(QueueLane::Turns))))
    }

    fn next_by_score(&mut self) -> Result<Option<Seen>, StoreFault> {
        if !self.opened {
            self.opened = true;
            let gates: Vec<i64> = self.view.gates.iter().map(|gate| gate.id).collect();
            for rule in [Rule::Promise, Rule::New, Rule::Lifted, Rule::FollowUp, Rule::Rest] {
                let (from, to) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
                let range = Range { rule, seat: Seat::POOL, from, to, order: Order::Best };
                let more = self.add(&self.view.seats, &gates, range, self.cursor.at)?;
                self.lane.0.extend(more.0);
            }
        }
        let Some((place, key)) = self.lane.pop(self.db, &self.aside)? else { return Ok(None) };
        self.cursor.at = Some(key);
        Ok(Some(seen(&place, self.lane_now(&place))))
    }

    fn next_newest(&mut self) -> Result<Option<Seen>, StoreFault> {
        if self.newest.is_empty() && !self.opened {
            let after = self.cursor.at.map(|(at, lead)| (Timestamp(at), lead));
            let found = queue::newest(self.db, &self.view.seats, after, CHUNK)?;
            self.opened = found.len() < CHUNK;
            self.newest.extend(found);
        }
        let Some((place, captured_at)) = self.newest.pop_front() else { return Ok(None) };
        self.cursor.at = Some((captured_at.0, place.lead));
        Ok(Some(seen(&place, self.lane_now(&place))))
    }

    /// The lane in which a place stands now; none while it is not ready.
    fn lane_now(&self, place: &Place) -> Option<QueueLane> {
        let open = self.view.open.contains(&place.gate);
        lanes::lane(place.rule, place.at, self.now, self.settings.desk.fresh_minutes).filter(|_| open)
    }

    fn open(&mut self) -> Result<(), StoreFault> {
        self.opened = true;
        let (view, now, at) = (self.view, self.now, self.cursor.at);
        let ever = Timestamp(i64::MIN);
        let fresh = lanes::fresh_since(now, self.settings.desk.fresh_minutes);
        let range = |rule, from, to, order| Range { rule, seat: Seat::POOL, from, to, order };
        let read = |seats, range, after| self.add(seats, &view.open, range, after);
        let lane = match self.cursor.lane {
            0 => {
                let (of_a_mate, due) = lanes::of_a_mate(now, self.settings.desk.overdue_minutes);
                let mut lane = read(&view.seats, range(Rule::Promise, ever, now, Order::Earliest), at)?;
                lane.0.extend(read(&view.mates, range(of_a_mate, ever, due, Order::Earliest), at)?.0);
                lane
            }
            // Without an end: a clock that runs ahead of ours makes nobody vanish.
            1 => read(&view.seats, range(Rule::New, fresh, Timestamp(i64::MAX), Order::Latest), at)?,
            2 => read(&view.seats, range(Rule::Lifted, ever, now, Order::Earliest), at)?,
            3 => read(&view.seats, range(Rule::FollowUp, ever, now, Order::Earliest), at)?,
            _ => {
                // Never-tried leads that had their turn above are not given twice.
                let new = at.max(self.cursor.new);
                let mut lane = read(&view.seats, range(Rule::New, ever, fresh, Order::Best), new)?;
                lane.0.extend(read(&view.seats, range(Rule::Rest, ever, now, Order::Best), at)?.0);
                lane
            }
        };
        let new = match self.cursor.lane {
            3 => read(&view.seats, range(Rule::New, ever, fresh, Order::Best), self.cursor.new)?,
            _ => Merge::default(),
        };
        (self.lane, self.new) = (lane, new);
        Ok(())
    }

    fn add(&self, seats: &[Seat], gates: &[i64], range: Range, after: Option<Key>) -> Result<Merge, StoreFault> {
        let mut merge = Merge::default();
        for seat in seats {
            let range = Range { seat: *seat, ..range };
            let mut of_gate: HashMap<i64, Vec<Place>> = HashMap::new();
            for place in queue::heads(self.db, &range, gates, after, FIRST)? {
                of_gate.entry(place.gate).or_default().push(place);
            }
            for (gate, mut found) in of_gate {
                let mut stream = Stream { range, gate, after, buffer: VecDeque::new(), chunk: FIRST, done: false };
                found.sort_by_key(|place| stream.key(place));
                stream.take_in(found, &self.aside);
                merge.0.push(stream);
            }
        }
        if range.order == Order::Best {
            merge.0.push(self.in_memory(seats, gates, range, after));
        }
        Ok(merge)
    }

    /// What of the range is not folded in yet, by the score of the moment.
    fn in_memory(&self, seats: &[Seat], gates: &[i64], range: Range, after: Option<Key>) -> Stream {
        let is_here = |place: &&Place| {
            place.rule == range.rule
                && seats.contains(&place.seat)
                && gates.contains(&place.gate)
                && place.at > range.from
                && place.at <= range.to
                && !self.aside.is_held(place)
                && after.is_none_or(|after| (place.rank, place.lead) > after)
        };
        let mut buffer: Vec<Place> = self.aside.unfolded.iter().filter(is_here).copied().collect();
        buffer.sort_by_key(|place| (place.rank, place.lead));
        Stream { range, gate: 0, after, buffer: buffer.into(), chunk: FIRST, done: true }
    }
}

const fn seen(place: &Place, lane: Option<QueueLane>) -> Seen {
    Seen { lead: place.lead, lane, rule: place.rule, seat: place.seat, gate: place.gate, at: place.at }
}
