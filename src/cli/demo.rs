//! `demo`: the desk on made-up people, in a file that is thrown away.

use crate::{
    cli::{exit::Exit, failure::Failure, ground::Ground, out::Out, progress::Progress, screen},
    demo::{self, PEOPLE, TEAM},
    desk::{Desk, QueueAsk, Refusal, Who, command::Command},
    domain::{ids::RepId, time::Timestamp},
    store::{fault::StoreFault, file, journal},
};
use clap::Args;
use serde_json::json;
use std::{
    fs::DirBuilder,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Try the desk on made-up people, in a file that is thrown away
///
/// The same seed makes the same people. You sit down as the rep with the most to do; `--as maya` is the manager.
/// Nobody in it can be reached: numbers and addresses are from ranges set aside for fiction.
#[derive(Debug, Args)]
pub struct Demo {
    /// How many leads
    #[arg(long, value_name = "N", default_value_t = demo::LEADS)]
    leads: usize,
    /// Another seed makes other people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only make the file that --db names; do not open the desk
    #[arg(long)]
    no_desk: bool,
}

impl Demo {
    /// Makes the file, and opens the desk on it.
    pub fn run(self, ground: &Ground, out: &mut Out) -> Result<Exit, Failure> {
        // The usual file, and the one of the environment, are for real people.
        let (file, _folder) = match &ground.named {
            Some(file) => (file.clone(), None),
            None if self.no_desk => {
                return Err(Failure::Usage("--no-desk makes the file that --db names; name one".to_owned()));
            }
            None => {
                let folder = Folder::make()?;
                (folder.0.join("demo.db"), Some(folder))
            }
        };
        refuse_used(&file, ground.now())?;
        self.make(&file, ground)?;
        if self.no_desk {
            self.tell(&file, out)?;
            return Ok(Exit::Done);
        }
        let who = match &ground.who {
            Who::Named(name) => Who::Named(name.clone()),
            Who::SystemUser(_) => busiest(&file, ground)?,
        };
        screen::sit(&Ground { file, who, ..ground.clone() })
    }

    fn make(&self, file: &Path, ground: &Ground) -> Result<(), Failure> {
        let now = ground.now();
        let manager = Who::Named(TEAM.people[0].name.to_owned());
        let mut desk = Desk::open(file, &manager, Arc::clone(&ground.settings), now)?;
        desk.mark_demo()?;
        let reps = hire(&mut desk, now)?;
        let leads = demo::Demo::new(self.seed, now, self.leads, &ground.settings, reps);
        let all = self.leads as u64;
        let mut bar = Progress::of("making up people");
        desk.load("the demo", leads, now, |loaded| bar.at(loaded, all, &format!("{loaded} leads")))?;
        Ok(())
    }

    fn tell(&self, file: &Path, out: &mut Out) -> Result<(), Failure> {
        let people: Vec<&str> = TEAM.people.iter().map(|person| person.name).collect();
        if out.json {
            return out.value(&json!({ "file": file, "leads": self.leads, "seed": self.seed, "people": people }));
        }
        out.line(&format!("Made {} with {} leads and {PEOPLE} people", file.display(), self.leads))?;
        out.line(&format!("  the manager is {}, the reps are {}", people[0], people[1..].join(", ")))?;
        out.line(&format!("  callsheet --db {} --as {}", file.display(), people[1]))
    }
}

/// The rep with the most to do now: half the made-up world is always asleep, and its reps have little.
fn busiest(file: &Path, ground: &Ground) -> Result<Who, Failure> {
    let mut most = (0, Who::Named(TEAM.people[1].name.to_owned()));
    for person in &TEAM.people[1..] {
        let who = Who::Named(person.name.to_owned());
        let desk = Desk::open(file, &who, Arc::clone(&ground.settings), ground.now())?;
        let ready = desk.queue(&QueueAsk { limit: 300, ..QueueAsk::default() }, ground.now())?.rows.len();
        if ready > most.0 {
            most = (ready, who);
        }
    }
    Ok(most.1)
}

/// Adds everybody of the made-up desk; gives their numbers in its order.
fn hire(desk: &mut Desk, now: Timestamp) -> Result<[RepId; PEOPLE], Refusal> {
    for team in TEAM.teams {
        desk.run(&Command::TeamAdd { name: team.to_owned() }, now)?;
    }
    let mut ids = [desk.me().id; PEOPLE];
    for (id, person) in ids.iter_mut().zip(TEAM.people) {
        let (full_name, zone) = (Some(person.full_name.to_owned()), Some(person.zone));
        let command = match desk.people()?.reps.iter().find(|rep| rep.name == person.name) {
            Some(rep) => Command::RepEdit { rep: rep.id, full_name, role: None, team: None, zone },
            None => Command::RepAdd {
                name: person.name.to_owned(),
                full_name,
                role: person.role,
                team: person.team.map(str::to_owned),
                zone,
            },
        };
        desk.run(&command, now)?;
        if let Some(rep) = desk.people()?.reps.iter().find(|rep| rep.name == person.name) {
            *id = rep.id;
        }
    }
    Ok(ids)
}

/// Made-up people are never put among real ones.
fn refuse_used(path: &Path, now: Timestamp) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    let db = file::open(path, now)?;
    let used = !journal::page(&db, &journal::Wanted::default(), 1)?.is_empty();
    if used {
        let fault = format!("{} is in use already and was not touched; name a new file", path.display());
        return Err(Refusal::Impossible(fault).into());
    }
    Ok(())
}

/// A folder of our own that goes with all that is in it.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self, Failure> {
        let at = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let nanos = at.map_or(0, |since| since.subsec_nanos());
        let path = std::env::temp_dir().join(format!("callsheet-demo-{}-{nanos}", std::process::id()));
        // Made anew and readable by nobody else; one that is there already is somebody else's.
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|cause| StoreFault::Unopenable { path: path.clone(), cause: cause.to_string() })?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be deleted here, the system deletes with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
