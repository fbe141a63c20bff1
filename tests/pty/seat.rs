//! A desk opened in a pseudo-terminal, with an emulator that reads along.
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{Read, Write},
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long anything may take on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);

struct Seen {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    at: Instant,
}

pub struct Seat {
    pub folder: TempDir,
    pub child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<Mutex<Seen>>,
    reader: Option<JoinHandle<()>>,
    hung_up: Arc<AtomicBool>,
    tty: PathBuf,
    before: String,
}

/// Runs the program without a terminal.
pub fn callsheet(db: &Path, args: &[&str]) {
    let done = Command::new(env!("CARGO_BIN_EXE_callsheet")).arg("--db").arg(db).args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn at_least_one(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap_or(NonZero::<u16>::MIN)
}

fn stty(tty: &Path) -> String {
    let said = Command::new("stty").arg("-F").arg(tty).arg("-g").output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap()
}

impl Seat {
    /// Sits down at a made-up file.
    pub fn take() -> Self {
        Self::with(&[], "exec \"$@\"")
    }

    pub fn with(env: &[(&str, &str)], shell: &str) -> Self {
        let folder = TempDir::new().unwrap();
        callsheet(&folder.path().join("leads.db"), &["demo", "--leads", "40", "--no-desk"]);
        let seat = Self::at(folder, env, shell, "maya");
        seat.wait_for("the desk", |screen| screen.contains("maya manager"));
        seat.settle();
        seat
    }

    /// Sits down at the file in `folder`.
    pub fn at(folder: TempDir, env: &[(&str, &str)], shell: &str, who: &str) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, ..PtySize::default() }).unwrap();
        let tty = pair.master.tty_name().unwrap();
        let before = stty(&tty);
        let mut command = CommandBuilder::new("sh");
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap());
        command.env("HOME", folder.path());
        command.env("TZ", "UTC");
        for (name, value) in env {
            command.env(name, value);
        }
        command.args(["-c", shell, "sh", env!("CARGO_BIN_EXE_callsheet"), "--db"]);
        command.arg(folder.path().join("leads.db"));
        command.args(["--as", who]);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new(Mutex::new(Seen {
            bytes: Vec::new(),
            screen: vt100::Parser::new(at_least_one(40), at_least_one(120), 0),
            at: Instant::now(),
        }));
        let mut output = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&seen);
        let hung_up = Arc::new(AtomicBool::new(false));
        let gone = Arc::clone(&hung_up);
        let reader = std::thread::spawn(move || {
            let mut chunk = [0; 65_536];
            while let (false, Ok(n @ 1..)) = (gone.load(Ordering::SeqCst), output.read(&mut chunk)) {
                let mut seen = shared.lock().unwrap();
                seen.bytes.extend_from_slice(&chunk[..n]);
                seen.screen.process(&chunk[..n]);
                seen.at = Instant::now();
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self {
            folder,
            child,
            master: Some(pair.master),
            keys: Some(keys),
            seen,
            reader: Some(reader),
            hung_up,
            tty,
            before,
        }
    }

    pub fn db(&self) -> PathBuf {
        self.folder.path().join("leads.db")
    }

    pub fn press(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
        // Whoever waits for quiet from now on waits at least until this may have been answered.
        self.seen.lock().unwrap().at = Instant::now();
    }

    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    /// The rows that have a reversed cell.
    pub fn reversed(&self) -> Vec<u16> {
        let seen = self.seen.lock().unwrap();
        let screen = seen.screen.screen();
        let (rows, columns) = screen.size();
        let columns = columns.get();
        (0..rows.get())
            .filter(|row| (0..columns).any(|column| screen.cell(*row, column).is_some_and(vt100::Cell::inverse)))
            .collect()
    }

    /// Waits until the screen is as `is` wants it; gives how long that took.
    #[track_caller]
    pub fn wait_for(&self, what: &str, is: impl Fn(&str) -> bool) -> Duration {
        let since = Instant::now();
        loop {
            let screen = self.screen();
            if is(&screen) {
                return since.elapsed();
            }
            assert!(since.elapsed() < PATIENCE, "{what} never came:\n{screen}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until nothing new is drawn.
    pub fn settle(&self) {
        let since = Instant::now();
        while self.seen.lock().unwrap().at.elapsed() < Duration::from_millis(60) && since.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        // Emulators have no terminals without a row or column.
        self.seen.lock().unwrap().screen.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// The terminal goes away.
    pub fn hang_up(&mut self) {
        // Whoever reads holds it open, too, and sees only after the next byte that it is over.
        self.hung_up.store(true, Ordering::SeqCst);
        while self.reader.as_ref().is_some_and(|reader| !reader.is_finished()) {
            for columns in [100, 101] {
                self.resize(columns, 30);
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end; gives its code and how long it took.
    #[track_caller]
    pub fn end(&mut self) -> (u32, Duration) {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.exit_code(), since.elapsed());
            }
            if since.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("it never ended:\n{}", self.screen());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal is as it was.
    #[track_caller]
    pub fn is_given_back(&mut self) {
        self.reader.take().unwrap().join().unwrap();
        let seen = self.seen.lock().unwrap();
        let screen = seen.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is still shown");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is still ours");
        drop(seen);
        assert_eq!(stty(&self.tty), self.before);
    }

    /// CPU it has used, in clock ticks.
    pub fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id().unwrap())).unwrap();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
