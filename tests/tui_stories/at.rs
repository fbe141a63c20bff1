//! A desk that tests sit at: keys go in, the screen comes out, and everything between is the real thing, carried
//! out in line.

use callsheet::{
    desk::{Desk, Receipt, Refusal, Who, command::Command},
    domain::{
        ids::LeadId,
        lead::NewLead,
        rep::Role,
        time::{SECOND, Timestamp},
    },
    settings::Settings,
    tui::{
        self,
        form::{Form, Input},
        message::{Effect, Event, Msg},
        model::Model,
        overlay::Overlay,
        perform,
        theme::Theme,
    },
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend};
use std::{path::Path, sync::Arc};
use tempfile::TempDir;

/// Monday, 23 November 2026, 15:00 UTC: 10:00 in New York, inside calling hours.
pub const NOW: Timestamp = Timestamp(1_795_446_000_000);

/// Somebody at the screen.
pub struct At {
    pub model: Model,
    pub now: Timestamp,
    reader: Desk,
    writer: Desk,
    folder: TempDir,
    pub has_quit: bool,
    /// What was put on the clipboard last.
    pub copied: Option<String>,
    /// Questions and changes are kept here, and not carried out, while this is set.
    pub hold: bool,
    pub held_back: Vec<Effect>,
    /// What was to be remembered of the first steps.
    pub remembered: Vec<Vec<tui::actions::Act>>,
    /// The change that was stopped last.
    pub stopped: Option<u64>,
}

fn open(path: &Path, name: &str) -> Desk {
    Desk::open(path, &Who::SystemUser(name.to_owned()), Arc::new(Settings::default()), NOW).expect("a desk")
}

/// A lead of that name and number.
pub fn lead(name: &str, phone: &str) -> NewLead {
    NewLead {
        name: Some(name.to_owned()),
        phones: vec![phone.to_owned()],
        emails: vec![format!("{}@birchworks.example", name.split(' ').next().unwrap_or("x").to_lowercase())],
        company: Some("Birch Works".to_owned()),
        source: Some("web".to_owned()),
        country: Some("US".to_owned()),
        region: Some("OH".to_owned()),
        ..NewLead::default()
    }
}

impl At {
    /// A manager, `maya`, alone at a new file with three leads, at a screen of 120 by 40.
    pub fn desk() -> Self {
        let mut at = Self::empty();
        for (name, phone) in
            [("Ada Lovelace", "+15135550103"), ("Ben Stone", "+15135550104"), ("Cleo Park", "+15135550105")]
        {
            at.run(&Command::Capture(Box::new(lead(name, phone))));
            at.now = at.now.plus(SECOND);
        }
        at.sit_down();
        at
    }

    /// Nobody and nothing yet; the screen has not been told who sits here.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("leads.db");
        let (writer, reader) = (open(&path, "maya"), open(&path, "maya"));
        let model = Model::new("test".to_owned(), Theme::dark(), (120, 40), NOW);
        Self {
            model,
            now: NOW,
            reader,
            writer,
            folder,
            has_quit: false,
            copied: None,
            hold: false,
            held_back: Vec::new(),
            remembered: Vec::new(),
            stopped: None,
        }
    }

    /// Tells the screen who sits here, which makes it ask for everything.
    pub fn sit_down(&mut self) -> &mut Self {
        let seat = perform::seat(&self.reader).expect("a seat");
        self.happens(Event::Seated(Box::new(seat)))
    }

    /// Another desk at the same file.
    pub fn other(&self, name: &str) -> Desk {
        open(&self.folder.path().join("leads.db"), name)
    }

    /// A colleague is added.
    pub fn colleague(&mut self, name: &str) -> &mut Self {
        let add = Command::RepAdd { name: name.to_owned(), full_name: None, role: Role::Rep, team: None, zone: None };
        self.run(&add);
        self.happens(Event::Outside)
    }

    /// Does something behind the screen's back.
    pub fn run(&mut self, command: &Command) -> Receipt {
        self.writer.run(command, self.now).expect("done")
    }

    /// The desk itself, for questions.
    pub fn ask<T>(&self, question: impl FnOnce(&Desk) -> Result<T, Refusal>) -> T {
        question(&self.reader).expect("an answer")
    }

    /// The lead of that name.
    pub fn lead(&self, name: &str) -> LeadId {
        self.ask(|desk| desk.find(name, 1, self.now))[0].lead.as_ref().expect("a lead").id
    }

    /// Something happens, and all that follows from it.
    pub fn happens(&mut self, event: Event) -> &mut Self {
        let effects = tui::update(&mut self.model, Msg { at: self.now, event });
        self.follow(effects)
    }

    fn follow(&mut self, effects: Vec<Effect>) -> &mut Self {
        for effect in effects {
            let event = match effect {
                Effect::Quit(_) => {
                    self.has_quit = true;
                    continue;
                }
                Effect::Suspend | Effect::Mouse(_) => continue,
                Effect::Compose(text) => Event::Composed(Ok(format!("{text}\nand more\n"))),
                Effect::Copy(text) => {
                    self.copied = Some(text);
                    continue;
                }
                Effect::Remember(left) => {
                    self.remembered.push(left);
                    continue;
                }
                Effect::Stop(ticket) => {
                    self.stopped = Some(ticket);
                    continue;
                }
                effect if self.hold => {
                    self.held_back.push(effect);
                    continue;
                }
                Effect::Ask(ask) => {
                    let answer = perform::answer(&self.reader, &ask.question, ask.at);
                    Event::Answer { slot: ask.slot, ticket: ask.ticket, answer: Box::new(answer) }
                }
                Effect::Do(deed) => {
                    let (stopped, mut far) = (self.stopped == Some(deed.ticket), Vec::new());
                    let done = perform::carry_out(&mut self.writer, &deed.change, deed.at, &mut |done, all| {
                        far.push((done, all));
                        !stopped
                    });
                    // As the writer does it: nobody is told of what is over before they can read it.
                    for (done, all) in far.into_iter().filter(|(_, all)| *all >= 100) {
                        self.happens(Event::Far { ticket: deed.ticket, done, all });
                    }
                    Event::Done { ticket: deed.ticket, done }
                }
            };
            self.happens(event);
        }
        self
    }

    /// Lets what was held back go on.
    pub fn let_go(&mut self) -> &mut Self {
        self.hold = false;
        let effects = std::mem::take(&mut self.held_back);
        self.follow(effects)
    }

    /// Presses a key by its name: `x`, `enter`, `ctrl-r`.
    pub fn press(&mut self, name: &str) -> &mut Self {
        let (modifiers, base) = match name.split_once('-') {
            Some(("ctrl", rest)) => (KeyModifiers::CONTROL, rest),
            Some(("alt", rest)) => (KeyModifiers::ALT, rest),
            _ => (KeyModifiers::NONE, name),
        };
        let code = match base {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "shift-tab" => KeyCode::BackTab,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pgup" => KeyCode::PageUp,
            "pgdn" => KeyCode::PageDown,
            "backspace" => KeyCode::Backspace,
            "space" => KeyCode::Char(' '),
            function if function.len() == 2 && function.starts_with('f') => {
                KeyCode::F(function[1..].parse().expect("a function key"))
            }
            one if one.chars().count() == 1 => KeyCode::Char(one.chars().next().unwrap_or(' ')),
            other => panic!("no key is called {other}"),
        };
        self.happens(Event::Key(KeyEvent::new(code, modifiers)))
    }

    /// Types letter by letter.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.happens(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self
    }

    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.happens(Event::Paste(text.to_owned()))
    }

    /// Time goes by.
    pub fn waits(&mut self, ms: i64) -> &mut Self {
        self.now = self.now.plus(ms);
        self.happens(Event::Tick)
    }

    /// The form on top.
    pub fn form(&self) -> &Form {
        match self.model.overlays.last() {
            Some(Overlay::Form(form)) => form,
            other => panic!("no form is open, but {other:?}"),
        }
    }

    /// Picks what is called so in the field that has the keys.
    pub fn pick(&mut self, label: &str) -> &mut Self {
        let form = self.form();
        let field = form.focused().expect("a field");
        let Input::Choice(choice) = &field.input else { panic!("{} is no choice", field.label) };
        let at = choice.options.iter().position(|option| option.label.contains(label));
        let at = at.unwrap_or_else(|| panic!("{label} is none of {:?}", choice.options));
        match choice.key_of(at) {
            Some(key) => self.press(&key.to_string()),
            None => {
                let (back, on) = if choice.is_list(66) { ("up", "down") } else { ("left", "right") };
                for _ in 0..choice.options.len() {
                    self.press(back);
                }
                for _ in 0..at {
                    self.press(on);
                }
                self
            }
        }
    }

    /// Goes to the field of that name.
    pub fn field(&mut self, label: &str) -> &mut Self {
        for _ in 0..self.form().fields.len() {
            if self.form().focused().is_some_and(|field| field.label == label) {
                return self;
            }
            self.press("tab");
        }
        panic!("no field is called {label}")
    }

    /// The cursor goes to that lead.
    pub fn select(&mut self, name: &str) -> &mut Self {
        self.select_with(name, "home")
    }

    /// The same, where the key to the first row is another one.
    pub fn select_with(&mut self, name: &str, top: &str) -> &mut Self {
        self.press(top);
        let down = self.model.keys.of_act(tui::actions::Act::Down)[0].clone();
        for _ in 0..200 {
            if self.model.selected().is_some_and(|lead| lead.name == name) {
                return self;
            }
            self.press(&down);
        }
        panic!("{name} is not in the list:\n{}", self.screen())
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.screen_of(self.model.size.0, self.model.size.1)
    }

    /// What would be on a screen of that size.
    pub fn screen_of(&self, columns: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        terminal.draw(|frame| tui::view(&self.model, frame)).expect("a frame");
        let buffer = terminal.backend().buffer().clone();
        let mut text = String::new();
        for row in 0..rows {
            let line: String = (0..columns).map(|column| buffer[(column, row)].symbol()).collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    pub fn expect(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "“{words}” is not on the screen:\n{screen}");
        self
    }

    pub fn refuse(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” is on the screen:\n{screen}");
        self
    }

    /// A toast says this.
    pub fn expect_toast(&mut self, words: &str) -> &mut Self {
        let said: Vec<String> = self.model.toasts.iter().flat_map(|toast| toast.lines.clone()).collect();
        assert!(
            said.iter().any(|line| line.contains(words)),
            "no toast says “{words}”, but {said:?}\n{}",
            self.screen()
        );
        assert!(self.model.overlays.is_empty(), "an overlay is left open:\n{}", self.screen());
        self
    }

    /// The form on top says this about what is wrong.
    pub fn expect_fault(&mut self, words: &str) -> &mut Self {
        let fault = self.form().fault.clone().unwrap_or_default();
        assert!(fault.contains(words), "the form does not say “{words}”, but “{fault}”");
        self
    }
}
