//! One table of actions. Dispatch, the hint bar, help, the palette and `callsheet keys` all come from it.

mod context;
pub mod key;
mod keymap;
mod table;

pub use context::{Context, Selected};
pub use keymap::Keymap;
pub use table::{ACTIONS, Act};

use crate::tui::state::Screen;

/// Where an action is at home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The queue screen.
    Queue,
    /// The pipeline screen.
    Pipeline,
    /// The nurture screen.
    Nurture,
    /// The funnel screen.
    Funnel,
    /// The history screen.
    History,
    /// A lead, in whatever list or on its card.
    Lead,
    /// A deal of the lead that is shown.
    Deal,
    /// Leads of a list, several at once.
    Marks,
    /// Every screen.
    Everywhere,
    /// Every list.
    Movement,
}

impl Scope {
    /// As help heads its sections.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Queue => "On the queue",
            Self::Pipeline => "On the pipeline",
            Self::Nurture => "On nurture",
            Self::Funnel => "On the funnel",
            Self::History => "On the history",
            Self::Lead => "On a lead",
            Self::Deal => "On a deal of the lead",
            Self::Marks => "Many at once",
            Self::Everywhere => "Everywhere",
            Self::Movement => "Moving about",
        }
    }

    /// Whether its keys mean anything on this screen.
    #[must_use]
    pub fn is_here(self, context: &Context<'_>) -> bool {
        self.is_on(context.screen)
    }

    /// Whether its keys mean anything on that screen.
    #[must_use]
    pub fn is_on(self, screen: Screen) -> bool {
        match self {
            Self::Queue => screen == Screen::Queue,
            Self::Pipeline => screen == Screen::Pipeline,
            Self::Nurture => screen == Screen::Nurture,
            Self::Funnel => screen == Screen::Funnel,
            Self::History => screen == Screen::History,
            _ => true,
        }
    }
}

/// Why an action cannot be done now, in words that say what would help.
pub type Reason = String;

/// One row of the table.
pub struct Action {
    /// Which.
    pub act: Act,
    /// Its name in the table.
    pub row: &'static str,
    /// The keys that it is shipped with, the one to print first.
    pub keys: &'static [&'static str],
    /// Where it is at home.
    pub scope: Scope,
    /// In two or three words.
    pub title: &'static str,
    /// In a sentence.
    pub help: &'static str,
    /// Place in the hint bar, 1 first; 0 is never shown there.
    pub rank: u8,
    /// Undo cannot take it back.
    pub danger: bool,
    /// Why it cannot be done now; none when it can.
    pub disabled: fn(&Context<'_>) -> Option<Reason>,
}

impl Action {
    /// Its name in the settings: `do-not-call`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = String::new();
        for letter in self.row.chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(letter.to_lowercase());
        }
        name
    }
}

/// The row of an action.
#[must_use]
pub fn row(act: Act) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.act == act)
}

/// The action that leads to a screen.
#[must_use]
pub const fn leading_to(screen: Screen) -> Act {
    match screen {
        Screen::Queue => Act::Queue,
        Screen::Pipeline => Act::Pipeline,
        Screen::Nurture => Act::Nurturing,
        Screen::Funnel => Act::Funnel,
        Screen::History => Act::History,
    }
}

/// What the hint bar shows: enabled actions of this screen, by rank.
#[must_use]
pub fn hints(context: &Context<'_>) -> Vec<&'static Action> {
    let mut hints: Vec<&Action> = ACTIONS
        .iter()
        .filter(|action| action.rank > 0 && action.scope.is_here(context) && (action.disabled)(context).is_none())
        .collect();
    // With marks it is about them: how to be rid of them, and what can be done to all of them.
    let many = context.marked > 0;
    hints.sort_by_key(|action| {
        let about = match action.act {
            Act::Close => 0,
            _ if action.scope == Scope::Lead => 1,
            _ => 2,
        };
        (if many { about } else { 0 }, action.rank)
    });
    hints
}
