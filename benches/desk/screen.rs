//! The screen beside a minimal program that draws a table of the same size from memory, in the same kind of
//! terminal. Prints ratios; fails on none.
//!
//! `CALLSHEET_BENCH_IDLE=60` for a longer look at an idle desk.

use crate::support::{print, spread};
use crossterm::event::{self, Event, KeyCode};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::{
    layout::Constraint,
    style::{Modifier, Style},
    widgets::{Row, Table, TableState},
};
use std::{
    io::{Read, Write},
    num::NonZero,
    path::Path,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

/// Measures a desk on the screen.
pub fn screen(leads: usize, path: &Path) {
    first_row(leads, path);
    cursor(leads, path);
    idle(leads, path);
}

/// The least that a program can do: open the file, read one page, draw a table, move a cursor.
pub fn floor(path: &Path) {
    let file = rusqlite::Connection::open(path).expect("the demo file");
    let mut page = file
        .prepare("SELECT contact.name, contact.company FROM lead JOIN contact ON contact.id = lead.contact_id ORDER BY lead.id DESC LIMIT 200")
        .expect("prepared");
    let rows: Vec<(String, String)> = page
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default())))
        .expect("read")
        .map(|row| row.expect("a row"))
        .collect();
    let mut state = TableState::default().with_selected(0);
    let mut terminal = ratatui::init();
    loop {
        terminal
            .draw(|frame| {
                let shown = rows.iter().map(|(name, company)| Row::new([name.as_str(), company.as_str(), "floor row"]));
                let widths = [Constraint::Length(30), Constraint::Length(40), Constraint::Fill(1)];
                let marked = Style::new().add_modifier(Modifier::REVERSED);
                let table = Table::new(shown, widths).row_highlight_style(marked);
                frame.render_stateful_widget(table, frame.area(), &mut state);
            })
            .expect("drawn");
        match event::read().expect("an event") {
            Event::Key(key) if key.code == KeyCode::Char('j') => state.select_next(),
            Event::Key(key) if key.code == KeyCode::Char('k') => state.select_previous(),
            Event::Key(key) if key.code == KeyCode::Char('q') => break,
            _ => {}
        }
    }
    ratatui::restore();
}

/// A program in a terminal of its own.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    started: Instant,
}

impl Terminal {
    fn start(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its keys");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(count) = reader.read(&mut bytes) {
                if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (Some(rows), Some(columns)) = (NonZero::new(SIZE.rows), NonZero::new(SIZE.cols)) else {
            unreachable!("a terminal has a size");
        };
        let screen = vt100::Parser::new(rows, columns, 0);
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("started");
        Self { child, master: pair.master, keys, output, screen, started }
    }

    fn desk(path: &Path) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_callsheet"));
        command.args(["--as", "ana", "--now", "2026-11-24T15:00:00Z", "--db"]);
        command.arg(path);
        command.env("TERM", "xterm-256color");
        Self::start(command)
    }

    fn floor(path: &Path) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.arg("--floor");
        command.arg(path);
        command.env("TERM", "xterm-256color");
        Self::start(command)
    }

    /// Milliseconds since the start until the screen shows one of these words.
    fn until(&mut self, words: &[&str]) -> f64 {
        loop {
            let bytes = self.output.recv_timeout(Duration::from_secs(20)).expect("the screen goes on");
            self.screen.process(&bytes);
            let text = self.screen.screen().contents();
            if words.iter().any(|word| text.contains(word)) {
                return self.started.elapsed().as_secs_f64() * 1e3;
            }
        }
    }

    /// Waits until nothing is drawn for a while.
    fn settle(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(300)) {
            self.screen.process(&bytes);
        }
    }

    /// Microseconds from a key to the first byte of the repaint.
    fn key(&mut self, key: &[u8]) -> f64 {
        while self.output.try_recv().is_ok() {}
        let pressed = Instant::now();
        self.keys.write_all(key).expect("pressed");
        self.output.recv_timeout(Duration::from_secs(5)).expect("a repaint");
        pressed.elapsed().as_secs_f64() * 1e6
    }

    fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    fn end(mut self) {
        self.keys.write_all(b"q").expect("pressed");
        let _ = self.child.wait();
        drop(self.master);
    }
}

fn first_row(leads: usize, path: &Path) {
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for round in 0..=15 {
        let mut desk = Terminal::desk(path);
        let one = desk.until(&["promise", "fresh", "lifted", "turn", "ready  "]) * 1e3;
        desk.settle();
        desk.end();
        let mut least = Terminal::floor(path);
        let other = least.until(&["floor row"]) * 1e3;
        least.settle();
        least.end();
        if round > 0 {
            ours.push(one);
            floors.push(other);
        }
    }
    print("start, first row on screen", leads, spread(ours), spread(floors), 1.5);
}

fn cursor(leads: usize, path: &Path) {
    let mut desk = Terminal::desk(path);
    desk.settle();
    let mut least = Terminal::floor(path);
    least.settle();
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for n in 0..200 {
        let key: &[u8] = if n % 40 < 20 { b"j" } else { b"k" };
        ours.push(desk.key(key));
        std::thread::sleep(Duration::from_millis(4));
        floors.push(least.key(key));
        std::thread::sleep(Duration::from_millis(4));
    }
    print("cursor moved, repainted", leads, spread(ours), spread(floors), 1.5);
    desk.end();
    least.end();
}

fn idle(leads: usize, path: &Path) {
    let seconds: u64 = std::env::var("CALLSHEET_BENCH_IDLE").ok().and_then(|asked| asked.parse().ok()).unwrap_or(10);
    let mut desk = Terminal::desk(path);
    desk.settle();
    let before = ticks(desk.pid());
    std::thread::sleep(Duration::from_secs(seconds));
    println!(
        "idle for {seconds} s                     {leads:>9} leads  {} clock ticks (bar 2 in 60 s)  memory {} MB (bar 60)",
        ticks(desk.pid()) - before,
        memory(desk.pid())
    );
    desk.end();
}

/// Processor time that a process has used, in clock ticks.
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    behind.split_whitespace().skip(11).take(2).filter_map(|number| number.parse::<u64>().ok()).sum()
}

/// Memory of a process, in megabytes.
fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
