//! Faults of the disk and of the system, made for real: words that name the file and the remedy, nothing half done,
//! and work that goes on once the fault is gone. Every test holds that its fault did happen.

use crate::world::{NOW, Said, World, text};
use std::{
    fs::{self, Permissions},
    io::Write,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const FULL: &str = "is full. Nothing was saved; make room and try again";

/// Says so past the harness, which would keep it to itself.
fn skipped(why: &str) {
    std::io::stderr().write_all(format!("SKIPPED: {why}\n").as_bytes()).unwrap();
}

/// Somebody without any rights; what cannot be shown to root is shown to them.
const NOBODY: u32 = 65_534;

/// Claim, note, capture, import, backup.
const VERBS: [&str; 5] = ["next", "touch", "add", "import", "backup"];

/// A file of leads with a lead that is ready, in a folder of its own, and what the verbs need.
struct Desk {
    world: World,
    folder: PathBuf,
    db: PathBuf,
    uid: Option<u32>,
}

impl Desk {
    fn new(world: World, folder: &Path) -> Self {
        let db = folder.join("leads.db");
        let args = ["add", "--name", "Ann Lee", "--phone", "+1 212 736 5001", "--zone", "America/New_York"];
        let made = world.at(&db, "ana", &args);
        assert_eq!(made.code, 0, "{}", made.err);
        let rows: String = (0..300).map(|n| format!("Row {n},row{n}@example.com\n")).collect();
        world.write("rows.csv", &format!("name,email\n{rows}"));
        Self { world, folder: folder.to_owned(), db, uid: None }
    }

    fn copy(&self) -> PathBuf {
        self.folder.join("copy.db")
    }

    /// Carries out a verb in a shell that has done `first`.
    fn under(&self, first: &str, verb: &str) -> Said {
        let (copy, rows) = (self.copy(), self.world.path("rows.csv"));
        let args = match verb {
            "next" => vec!["next"],
            "touch" => vec!["touch", "1", "note", "said hello"],
            "add" => vec!["add", "--name", "Zed Young", "--email", "zed@example.com"],
            "import" => vec!["import", rows.to_str().unwrap()],
            _ => vec!["backup", copy.to_str().unwrap()],
        };
        self.run(first, &self.db, &args)
    }

    fn run(&self, first: &str, db: &Path, args: &[&str]) -> Said {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{first}\nexec \"$@\""), "sh"]).arg(self.world.bare(&[]).get_program());
        command.arg("--db").arg(db).args(["--as", "ana", "--now", NOW]).args(args);
        command.env_clear().env("HOME", self.world.path(".")).env("TZ", "UTC").stdin(Stdio::null());
        if let Some(uid) = self.uid {
            command.uid(uid).gid(uid);
        }
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Entries of the journal. Asked as whoever sits here: another, who may do more, would leave a tidier file behind.
    fn entries(&self) -> u64 {
        self.run(":", &self.db, &["doctor", "--json"]).json()["facts"]["entries"].as_u64().unwrap()
    }

    /// It failed with words that hold `words` and name the file, and left nothing.
    #[track_caller]
    fn is_told(&self, verb: &str, said: &Said, words: &[&str]) {
        assert_eq!(said.code, 1, "{verb}: {}{}", said.out, said.err);
        assert!(words.iter().any(|words| said.err.contains(words)), "{verb}: {}", said.err);
        assert!(["leads.db", "copy.db", "rows.csv"].iter().any(|name| said.err.contains(name)), "{verb}: {}", said.err);
        assert!(!said.err.contains("fault of Callsheet"), "{verb}: {}", said.err);
        let left = ["copy.db", "copy.db.part"].map(|name| self.folder.join(name).exists());
        assert_eq!(left, [false; 2], "{verb} left half a copy");
    }

    /// The fault is gone: the verb does what it did not, and the file is sound.
    #[track_caller]
    fn goes_on(&self, verb: &str) {
        let said = self.under(":", verb);
        assert_eq!(said.code, 0, "{verb}: {}{}", said.out, said.err);
        self.take_back(verb);
        let said = self.run(":", &self.db, &["doctor"]);
        assert_eq!(said.code, 0, "{verb}: {}{}", said.out, said.err);
    }

    /// So that it can be done again.
    #[track_caller]
    fn take_back(&self, verb: &str) {
        match verb {
            "next" => assert_eq!(self.run(":", &self.db, &["release"]).code, 0),
            "backup" => fs::remove_file(self.copy()).unwrap(),
            _ => assert_eq!(self.run(":", &self.db, &["undo"]).code, 0),
        }
    }
}

#[test]
fn a_file_that_may_not_grow_is_told_and_goes_on() {
    for verb in VERBS {
        let world = World::empty();
        let folder = world.path("desk");
        let desk = Desk::new(world, &folder);
        let entries = desk.entries();
        let mut failed = 0;
        for blocks in [0, 8, 16, 40, 64, 80, 120, 200, 400, 640, 1_600, 4_000] {
            let said = desk.under(&format!("ulimit -f {blocks}"), verb);
            if said.code == 0 {
                desk.take_back(verb);
                break;
            }
            failed += 1;
            let device = "failed on the device (disk I/O error). Nothing was saved; check the disk and how much";
            desk.is_told(verb, &said, &[device, FULL]);
            assert_eq!(desk.entries(), entries, "{verb}: nothing was saved");
        }
        assert!(failed >= 2, "{verb}: the fault did not happen");
        desk.goes_on(verb);
    }
}

/// A disk that is as small as can be, where this user may mount one.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&at).output();
        if mount.is_ok_and(|done| done.status.success()) {
            return Some(Self(at));
        }
        skipped("this user may not mount a small disk, so no disk was full");
        None
    }

    /// Fills it until only `kib` are free.
    fn fill(&self, kib: u64) {
        let said = Command::new("df").args(["-k", "--output=avail"]).arg(&self.0).output().unwrap();
        let free: u64 = String::from_utf8(said.stdout).unwrap().lines().last().unwrap().trim().parse().unwrap();
        fs::write(self.0.join("ballast"), vec![1; usize::try_from(free.saturating_sub(kib) * 1_024).unwrap()]).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_and_goes_on() {
    let world = World::empty();
    let Some(disk) = Disk::mount(world.path("disk")) else { return };
    let desk = Desk::new(world, &disk.0);
    for verb in VERBS {
        let entries = desk.entries();
        let mut failed = 0;
        for kib in [0, 4, 16, 36, 48, 64, 100, 200, 400, 800, 1_600] {
            disk.fill(kib);
            let said = desk.under(":", verb);
            disk.make_room();
            if said.code == 0 {
                desk.take_back(verb);
                break;
            }
            failed += 1;
            desk.is_told(verb, &said, &[FULL]);
            assert_eq!(desk.entries(), entries, "{verb}: nothing was saved");
        }
        assert!(failed >= 2, "{verb}: the fault did not happen");
        desk.goes_on(verb);
    }
}

#[test]
fn a_new_file_that_found_no_room_is_made_by_the_next_command() {
    let world = World::empty();
    let Some(disk) = Disk::mount(world.path("disk")) else { return };
    let desk = Desk::new(world, &disk.0);
    for (n, kib) in [0, 4, 8, 36, 64, 100, 200, 400].into_iter().enumerate() {
        let new = disk.0.join(format!("new leads.db {n}"));
        let add = ["add", "--name", "Zed Young", "--email", "zed@example.com"];
        disk.fill(kib);
        let said = desk.run(":", &new, &add);
        disk.make_room();
        desk.is_told("add", &said, &[FULL]);
        let asked = desk.run(":", &new, &["show", "1"]);
        // Whatever is there by now, there is no lead in it.
        assert!(matches!(asked.code, 1 | 4), "{kib} KiB: {}{}", asked.out, asked.err);
        let said = desk.run(":", &new, &add);
        assert_eq!(said.code, 0, "{kib} KiB: {}{}", said.out, said.err);
        assert_eq!(desk.run(":", &new, &["doctor"]).code, 0, "{kib} KiB");
        let reps = desk.run(":", &new, &["rep", "list", "--json"]).json();
        assert_eq!((text(&reps[0], "name"), text(&reps[0], "role")), ("ana", "manager"));
        let _ = fs::remove_file(&new);
    }
}

/// A desk of somebody whom rights stop: root is stopped by none.
fn of_nobody() -> Option<Desk> {
    let world = World::empty();
    let folder = world.path("desk");
    let mut desk = Desk::new(world, &folder);
    let root = fs::metadata(&desk.db).unwrap().uid() == 0;
    if root {
        desk.uid = Some(NOBODY);
        fs::set_permissions(desk.world.path("."), Permissions::from_mode(0o755)).unwrap();
        for path in [&desk.folder, &desk.db] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        if desk.run(":", &desk.db, &["keys"]).code != 0 {
            skipped("the program lies where only root may start it, and root may do everything");
            return None;
        }
    }
    Some(desk)
}

#[test]
fn what_may_not_be_written_or_read_is_told_and_goes_on() {
    let Some(desk) = of_nobody() else { return };
    let set = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let written = "cannot be written by this user. Nothing was saved; check the rights of the file and of its folder";
    let denied = "cannot be opened (Permission denied";
    for (file, folder, words) in [
        (0o444, 0o700, written),
        (0o600, 0o500, written),
        (0, 0o700, denied),
        (0o600, 0, denied),
        (0o200, 0o700, denied),
    ] {
        for verb in VERBS {
            let entries = desk.entries();
            set(&desk.db, file);
            set(&desk.folder, folder);
            let said = desk.under(":", verb);
            set(&desk.folder, 0o700);
            set(&desk.db, 0o600);
            // Whoever may read may copy it.
            if !(verb == "backup" && said.code == 0) {
                desk.is_told(verb, &said, &[words, denied]);
            }
            let _ = fs::remove_file(desk.copy());
            assert_eq!(desk.entries(), entries, "{file:o} {folder:o} {verb}");
            desk.goes_on(verb);
        }
    }
    set(&desk.world.path("rows.csv"), 0);
    let said = desk.under(":", "import");
    desk.is_told("import", &said, &["Permission denied (os error 13); give this user the right to read it"]);
}

#[test]
fn a_lack_of_descriptors_is_told_and_goes_on() {
    for verb in VERBS {
        let world = World::empty();
        let folder = world.path("desk");
        let desk = Desk::new(world, &folder);
        let entries = desk.entries();
        let mut failed = 0;
        for descriptors in 3..40 {
            let said = desk.under(&format!("ulimit -n {descriptors}"), verb);
            match said.code {
                0 => {
                    desk.take_back(verb);
                    break;
                }
                // Too few even to load the program.
                127 => continue,
                _ => {}
            }
            failed += 1;
            desk.is_told(verb, &said, &["too many files are open", "or allow more open files (`ulimit -n`)"]);
            assert_eq!(desk.entries(), entries, "{verb}: nothing was saved");
        }
        assert!(failed >= 1, "{verb}: the fault did not happen");
        desk.goes_on(verb);
    }
}

#[test]
fn a_file_that_another_program_keeps_is_waited_for_with_a_word() {
    let world = World::empty();
    let folder = world.path("desk");
    let desk = Desk::new(world, &folder);
    let lite = rusqlite::Connection::open(&desk.db).unwrap();
    lite.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let (started, held) = (Instant::now(), Duration::from_millis(2_500));
    let said = std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(held);
            drop(lite);
        });
        desk.under(":", "touch")
    });
    assert!(started.elapsed() >= held);
    assert_eq!(said.code, 0, "{}", said.err);
    let words = format!("callsheet: waiting for another program to finish with {}\n", desk.db.display());
    assert_eq!(said.err, words);
}
