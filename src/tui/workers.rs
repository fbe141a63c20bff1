//! The threads that work: a reader for questions and a writer for changes, each at a desk of its own. The screen
//! never waits for either.

use crate::{
    desk::{Desk, Refusal},
    store::{engine::Interrupter, fault::StoreFault, file::while_busy},
    tui::{
        input::{Bell, clock, tell},
        message::{Ask, Deed, Event, Msg, Slot, Ticket},
        perform,
    },
};
use std::{
    collections::VecDeque,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// How often the reader looks whether another desk has changed the file.
const POLL: Duration = Duration::from_millis(700);
/// How often the writer folds in scores that have changed by themselves.
const FOLD: Duration = Duration::from_secs(20);
/// Scores folded in one transaction.
const FOLDED: i64 = 500;

/// A change that takes longer says how far it is.
const SLOW: Duration = Duration::from_millis(200);

/// What opens a desk for a thread, and gives up at once where another program is at the file.
pub type Open = Arc<dyn Fn() -> Result<Desk, Refusal> + Send + Sync>;

/// What the reader is at, and how to end it.
#[derive(Default)]
struct Running {
    slot: Option<Slot>,
    interrupter: Option<Interrupter>,
}

/// The two threads.
pub struct Workers {
    asks: Sender<Ask>,
    deeds: Option<Sender<Deed>>,
    running: Arc<Mutex<Running>>,
    stopped: Arc<AtomicU64>,
    writer: Option<JoinHandle<()>>,
}

impl Workers {
    /// Starts both.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(open: &Open, to: &Sender<Msg>) -> io::Result<Self> {
        let running = Arc::new(Mutex::new(Running::default()));
        let (asks, asked) = channel();
        let (deeds, wanted) = channel();
        let (opener, sender, shared) = (Arc::clone(open), to.clone(), Arc::clone(&running));
        thread::Builder::new().name("reader".to_owned()).spawn(move || {
            let _bell = Bell(sender.clone(), "reader");
            #[cfg(debug_assertions)]
            crate::tui::input::break_if_asked("reader");
            read(&opener, &asked, &sender, &shared);
        })?;
        let stopped = Arc::new(AtomicU64::new(0));
        let (opener, sender, stop) = (Arc::clone(open), to.clone(), Arc::clone(&stopped));
        let writer = thread::Builder::new().name("writer".to_owned()).spawn(move || {
            let _bell = Bell(sender.clone(), "writer");
            #[cfg(debug_assertions)]
            crate::tui::input::break_if_asked("writer");
            write(&opener, &wanted, &sender, &stop);
        })?;
        Ok(Self { asks, deeds: Some(deeds), running, stopped, writer: Some(writer) })
    }

    /// Asks the reader; a newer search ends the one that runs, and a long question steps aside.
    pub fn ask(&self, ask: Ask) {
        let slot = ask.slot;
        // A reader that is gone has said so itself.
        let _ = self.asks.send(ask);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(now), Some(interrupter)) = (running.slot, &running.interrupter)
            && (now.is_patient() || (now == slot && now.is_overtaken()))
        {
            interrupter.interrupt();
        }
    }

    /// Has the writer carry out a change.
    pub fn carry_out(&self, deed: Deed) {
        if let Some(deeds) = &self.deeds {
            let _ = deeds.send(deed);
        }
    }

    /// Stops a change that is under way. No ticket comes twice, so one that is done already is not meant again.
    pub fn stop(&self, ticket: Ticket) {
        self.stopped.store(ticket, Ordering::Relaxed);
    }

    /// Waits until every change that was asked for is written: what a person saved is saved. Not longer than
    /// `patience`: nobody waits for a program whose terminal is gone.
    pub fn finish(&mut self, patience: Duration) {
        self.deeds = None;
        let Some(writer) = self.writer.take() else { return };
        let until = Instant::now() + patience;
        while !writer.is_finished() && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn read(open: &Open, asked: &Receiver<Ask>, to: &Sender<Msg>, shared: &Mutex<Running>) {
    let mut told = false;
    let wait = |_| {
        told = told || tell(to, Event::Occupied);
        told
    };
    let desk = match while_busy(wait, || open()) {
        Ok(desk) => desk,
        Err(refusal) => {
            tell(to, Event::Unseated(refusal.to_string()));
            return;
        }
    };
    match perform::seat(&desk) {
        Ok(seat) => tell(to, Event::Seated(Box::new(seat))),
        Err(refusal) => tell(to, Event::Unseated(refusal.to_string())),
    };
    let set = |slot| shared.lock().unwrap_or_else(PoisonError::into_inner).slot = slot;
    shared.lock().unwrap_or_else(PoisonError::into_inner).interrupter = Some(desk.db().interrupter());
    let mut seen = desk.db().outside_changes().unwrap_or(0);
    let mut waiting: VecDeque<Ask> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            match asked.recv_timeout(POLL) {
                Ok(ask) => waiting.push_back(ask),
                Err(RecvTimeoutError::Timeout) => {
                    let now = desk.db().outside_changes().unwrap_or(seen);
                    if now != seen {
                        seen = now;
                        tell(to, Event::Outside);
                    }
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        waiting.extend(asked.try_iter());
        let short = waiting.iter().position(|ask| !ask.slot.is_patient()).unwrap_or(0);
        let Some(ask) = waiting.remove(short) else { continue };
        if waiting.iter().any(|later| later.slot == ask.slot && later.ticket > ask.ticket) {
            continue;
        }
        set(Some(ask.slot));
        let answer = perform::answer(&desk, &ask.question, ask.at);
        set(None);
        if matches!(answer, Err(Refusal::Store(StoreFault::Interrupted))) {
            // Whatever overtook it comes first; a newer one of its own kind drops it there.
            waiting.extend(asked.try_iter());
            waiting.push_back(ask);
            continue;
        }
        if !tell(to, Event::Answer { slot: ask.slot, ticket: ask.ticket, answer: Box::new(answer) }) {
            return;
        }
    }
}

fn write(open: &Open, wanted: &Receiver<Deed>, to: &Sender<Msg>, stopped: &AtomicU64) {
    let mut early = None;
    // Somebody who quits while it is waited for the file is not kept, unless something is to be saved.
    let wait = |_| match &early {
        Some(_) => true,
        None => {
            let wish = wanted.try_recv();
            let stays = !matches!(wish, Err(TryRecvError::Disconnected));
            early = wish.ok();
            stays
        }
    };
    // The reader tells why no desk can be opened.
    let Ok(mut desk) = while_busy(wait, || open()) else { return };
    let mut patience = Duration::from_secs(2);
    loop {
        match early.take().map_or_else(|| wanted.recv_timeout(patience), Ok) {
            Ok(deed) => {
                let ticket = deed.ticket;
                let (since, mut said) = (Instant::now(), 0);
                let done = perform::carry_out(&mut desk, &deed.change, deed.at, &mut |done, all| {
                    let percent = done * 100 / all;
                    if percent > said && since.elapsed() > SLOW {
                        said = percent;
                        tell(to, Event::Far { ticket, done, all });
                    }
                    stopped.load(Ordering::Relaxed) != ticket
                });
                tell(to, Event::Done { ticket, done });
            }
            Err(RecvTimeoutError::Timeout) => {
                // Scores are derived: a fault here shows at the next change, with words.
                let folded = desk.fold_scores(clock(), FOLDED).unwrap_or(0);
                patience = if folded > 0 { Duration::from_millis(20) } else { FOLD };
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
