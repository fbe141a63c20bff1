//! The fields of forms: a line, a text area, a date, a choice, a switch.

use super::{Choice, F, Opt};
use crate::{domain::text, tui::actions::key};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input as Editor, InputRequest};

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Input {
    /// One line.
    Line(Editor),
    /// Several lines.
    Area(Editor),
    /// A date as people say it; read on the customer's clock when `theirs`.
    When(Editor, bool),
    /// One of several.
    Choice(Choice),
    /// Yes or no.
    Toggle(bool),
}

/// What a key did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// Nothing: the form may use it.
    No,
    /// It was used.
    Yes,
    /// It picked, by key.
    Picked,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Which.
    pub id: F,
    /// As it is headed.
    pub label: String,
    /// What it holds.
    pub input: Input,
    /// Cannot be left empty.
    pub must: bool,
    /// On the form at present.
    pub shown: bool,
    /// What to write, while it is empty.
    pub hint: String,
    /// What it held when the form was opened.
    pub before: String,
}

impl Field {
    fn new(id: F, label: impl Into<String>, input: Input) -> Self {
        Self { id, label: label.into(), input, must: false, shown: true, hint: String::new(), before: String::new() }
    }

    /// One line.
    #[must_use]
    pub fn line(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Input::Line(Editor::default()))
    }

    /// Several lines.
    #[must_use]
    pub fn area(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Input::Area(Editor::default())).hint("Alt-Enter begins a new line")
    }

    /// A date and time.
    #[must_use]
    pub fn when(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Input::When(Editor::default(), false)).hint("tomorrow 3pm · tue 10:30 · in 2 days")
    }

    /// One of several.
    #[must_use]
    pub fn choice(id: F, label: impl Into<String>, options: Vec<Opt>) -> Self {
        Self::new(id, label, Input::Choice(Choice { options, picked: None }))
    }

    /// Yes or no.
    #[must_use]
    pub fn toggle(id: F, label: impl Into<String>, on: bool) -> Self {
        Self::new(id, label, Input::Toggle(on))
    }

    /// That cannot be left empty.
    #[must_use]
    pub fn must(mut self) -> Self {
        self.must = true;
        self
    }

    /// With words for what to write.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// That waits until something else asks for it.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }

    /// Holding this: a text, or the option of that slug.
    #[must_use]
    pub fn holding(mut self, value: Option<&str>) -> Self {
        let value = value.unwrap_or_default();
        self.before = value.to_owned();
        match &mut self.input {
            Input::Line(editor) | Input::Area(editor) | Input::When(editor, _) => {
                *editor = Editor::new(value.to_owned());
            }
            Input::Choice(choice) => choice.picked = choice.options.iter().position(|option| option.slug == value),
            Input::Toggle(on) => *on = value == "yes",
        }
        self
    }

    /// What it holds, as text: the slug of a choice, `yes` or `no` of a switch.
    #[must_use]
    pub fn value(&self) -> &str {
        match &self.input {
            Input::Line(editor) | Input::Area(editor) | Input::When(editor, _) => editor.value().trim(),
            Input::Choice(choice) => {
                choice.picked.and_then(|at| choice.options.get(at)).map_or("", |option| option.slug.as_str())
            }
            Input::Toggle(on) => {
                if *on {
                    "yes"
                } else {
                    "no"
                }
            }
        }
    }

    /// Whether it still has to be filled.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.shown && self.must && self.value().is_empty()
    }

    /// Inserts pasted text; only a text area keeps its line ends.
    pub fn paste(&mut self, pasted: &str) {
        match &mut self.input {
            Input::Line(editor) | Input::When(editor, _) => insert(editor, &text::show(pasted), text::FIELD_MAX),
            Input::Area(editor) => {
                let unified = pasted.replace("\r\n", "\n").replace('\r', "\n");
                let lines: Vec<String> = unified.split('\n').map(|line| text::show(line).into_owned()).collect();
                insert(editor, &lines.join("\n"), text::NOTE_MAX);
            }
            Input::Choice(_) | Input::Toggle(_) => {}
        }
    }

    /// Takes a key.
    pub fn press(&mut self, pressed: KeyEvent, columns: usize) -> Took {
        match &mut self.input {
            Input::Line(editor) | Input::When(editor, _) => edit(editor, pressed, text::FIELD_MAX),
            Input::Area(editor) => {
                let newline = matches!(key::name(pressed).as_str(), "alt-enter" | "ctrl-j")
                    || (pressed.code == KeyCode::Enter && pressed.modifiers.contains(KeyModifiers::SHIFT));
                if newline {
                    insert(editor, "\n", text::NOTE_MAX);
                    return Took::Yes;
                }
                edit(editor, pressed, text::NOTE_MAX)
            }
            Input::Choice(choice) => {
                let is_list = choice.is_list(columns);
                match pressed.code {
                    KeyCode::Up if is_list => choice.step(-1),
                    KeyCode::Down if is_list => choice.step(1),
                    KeyCode::Left if !is_list => choice.step(-1),
                    KeyCode::Right if !is_list => choice.step(1),
                    _ => match key::typed(pressed) {
                        Some(' ') if !is_list => choice.step(1),
                        Some(c) if choice.pick(c) => return Took::Picked,
                        Some(_) => {}
                        None => return Took::No,
                    },
                }
                Took::Yes
            }
            Input::Toggle(on) => match (pressed.code, key::typed(pressed)) {
                (KeyCode::Left | KeyCode::Right, _) | (_, Some(' ')) => {
                    *on = !*on;
                    Took::Yes
                }
                (_, Some('y' | 'n')) => {
                    *on = pressed.code == KeyCode::Char('y');
                    Took::Yes
                }
                _ => Took::No,
            },
        }
    }
}

fn insert(editor: &mut Editor, text: &str, most: usize) {
    let room = most.saturating_sub(editor.value().chars().count());
    let (at, new): (usize, String) = (editor.cursor(), text.chars().take(room).collect());
    let mut value: String = editor.value().chars().take(at).collect();
    value.push_str(&new);
    value.extend(editor.value().chars().skip(at));
    *editor = Editor::new(value).with_cursor(at + new.chars().count());
}

/// The editing keys that people know from shells and from other programs.
pub fn edit(editor: &mut Editor, pressed: KeyEvent, most: usize) -> Took {
    let ctrl = pressed.modifiers.contains(KeyModifiers::CONTROL);
    let alt = pressed.modifiers.contains(KeyModifiers::ALT);
    let request = match pressed.code {
        KeyCode::Char(c) if !ctrl && !alt => {
            insert(editor, &text::show(&c.to_string()), most);
            return Took::Yes;
        }
        KeyCode::Backspace if ctrl || alt => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if ctrl || alt => InputRequest::GoToPrevWord,
        KeyCode::Right if ctrl || alt => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        KeyCode::Char('a') if ctrl => InputRequest::GoToStart,
        KeyCode::Char('e') if ctrl => InputRequest::GoToEnd,
        KeyCode::Char('w') if ctrl => InputRequest::DeletePrevWord,
        KeyCode::Char('u') if ctrl => InputRequest::DeleteLine,
        KeyCode::Char('k') if ctrl => InputRequest::DeleteTillEnd,
        KeyCode::Char('h') if ctrl => InputRequest::DeletePrevChar,
        KeyCode::Char('b') if alt => InputRequest::GoToPrevWord,
        KeyCode::Char('f') if alt => InputRequest::GoToNextWord,
        _ => return Took::No,
    };
    editor.handle(request);
    Took::Yes
}
