//! The rows. The order is that of help and of the palette.

use super::{Action, Scope, context};

/// Declares every action as a row: name, keys, place in the hint bar (0: not there), whether undo cannot take it
/// back, what disables it; then its title and its sentence.
macro_rules! actions {
    ($($scope:ident { $($act:ident [$($key:literal),+] $rank:literal $danger:ident $disabled:ident $title:literal: $help:literal;)+ })+) => {
        /// Everything a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Act { $($(#[doc = $help] $act,)+)+ }

        /// Every action there is.
        pub const ACTIONS: &[Action] = &[$($(Action {
            act: Act::$act,
            row: stringify!($act),
            keys: &[$($key),+],
            scope: Scope::$scope,
            title: $title,
            help: $help,
            rank: $rank,
            danger: actions!(@$danger),
            disabled: context::$disabled,
        },)+)+];
    };
    (@undoable) => { false };
    (@danger) => { true };
}

actions! {
    Lead {
        Log ["L"] 2 undoable not_working_alone
            "log outcome": "Logs what a call came to, with one key; the screen says first what each will do.";
        Callback ["b"] 4 undoable not_working
            "callback": "Books a callback at a time on the customer's clock, for you or for anyone.";
        Reject ["x"] 5 undoable not_working
            "reject": "Rejects the lead for a reason: dead, or to nurture.";
        Nurture ["z"] 9 undoable not_working
            "nurture": "Keeps the lead warm in a nurture lane, with a wake date.";
        Qualify ["i"] 7 undoable not_working_card
            "qualify": "Keeps the answers to BANT, shows what the gate misses, and hands it to sales: ready, or early with a reason.";
        Convert ["v"] 8 undoable not_working_card
            "convert": "Makes or picks account and deal in one step.";
        Touch ["t"] 3 undoable no_lead
            "note, touch": "Notes something, or logs an email, a message or a visit.";
        Assign ["a"] 6 undoable not_assignable
            "assign": "Gives the lead to a rep, a team or the pool.";
        Return ["r"] 0 undoable not_mine
            "return, release": "Gives back a hand-off, or the lead you hold, with the reason.";
        Reopen ["R"] 3 undoable not_reopenable
            "reopen, wake": "Takes a rejected lead up again, or wakes one in nurture now.";
        DoNotCall ["d"] 0 danger no_number
            "do not call": "Puts every number of the person on the do-not-call list; no undo lifts that.";
        Copy ["y"] 0 undoable no_card
            "copy": "Copies a number, an address, or the whole person to the clipboard of your terminal.";
        Trail ["H"] 0 undoable no_lead_alone
            "history of lead": "What was done with the lead, entry by entry; undo from there.";
        Edit ["e"] 11 undoable no_card
            "edit": "Changes name, company, place, phones and emails.";
    }
    Deal {
        MoveDeal ["m"] 4 undoable no_open_deal
            "move deal": "Moves a deal of this lead to another stage.";
        CloseDeal ["w"] 5 undoable no_deal
            "won or lost": "Wins, loses or reopens a deal of this lead.";
        EditDeal ["E"] 6 undoable no_deal
            "edit deal": "Changes a deal's name, amount, next step with its time, and closing date.";
    }
    Marks {
        Mark ["space"] 0 undoable not_listed
            "mark": "Marks the lead and goes on to the next; actions then work on all that are marked.";
        MarkRange ["V"] 0 undoable not_listed
            "mark a range": "Marks from here to wherever you go; the same key ends it.";
        MarkAll ["*"] 0 undoable not_listed
            "mark all": "Marks every lead of the list, also those that are not read yet.";
    }
    Queue {
        Filter ["f"] 12 undoable no_desk
            "filter": "Shows only some leads: whose, from which source, with which status or stage.";
        Sort ["s"] 0 undoable no_desk
            "sort": "Orders by turn (what is ready now), by score, or newest first.";
        Withheld ["W"] 13 undoable none_withheld
            "withheld": "Lists the leads that are not offered now, each with its reason and when it opens.";
        FirstSteps ["I"] 0 undoable never
            "first steps": "Hides the first steps under the queue, or shows them again.";
    }
    Pipeline {
        Deals ["f"] 12 undoable no_desk
            "filter": "Shows only some deals: whose; open, or won and lost.";
        Closed ["s"] 13 undoable no_desk
            "open, closed": "Shows the deals that are won and lost in place of the open ones; again goes back.";
    }
    Nurture {
        Resting ["f"] 12 undoable no_desk
            "filter": "Shows only some leads in nurture: whose, and in which lane.";
    }
    Funnel {
        Period ["p"] 1 undoable no_desk
            "period": "Another period of capture for the cohort.";
        Slice ["f"] 2 undoable no_desk
            "slice": "Only leads of one source or one owner.";
        BySource ["s"] 3 undoable no_desk
            "by source": "One row a source, in place of the stages; again goes back.";
    }
    History {
        TakeBack ["U"] 1 undoable no_entry
            "undo this": "Takes back the entry under the cursor, days later too; one that is taken back is done again.";
        Narrow ["f"] 2 undoable no_desk
            "filter": "Shows only what one person did, one kind of entry, or one day.";
    }
    Everywhere {
        Next ["n"] 1 undoable no_desk
            "next lead": "Claims the next lead of your queue: nobody else is given it while you work it.";
        Find ["/"] 10 undoable never
            "find": "Finds anybody by any letters or digits, for when the phone is ringing.";
        NewLead ["o"] 14 undoable no_desk
            "new lead": "Captures a new lead; says whose it is and why.";
        Undo ["u"] 15 undoable no_desk
            "undo": "Takes back what you did last.";
        Redo ["ctrl-r"] 0 undoable no_desk
            "redo": "Does again what you took back last.";
        Queue ["1"] 0 undoable never
            "queue": "The leads to work, in the order they are offered.";
        Pipeline ["2"] 0 undoable never
            "pipeline": "Deals by stage, what they are worth, and what is overdue.";
        Nurturing ["3"] 0 undoable never
            "nurture screen": "The nurture lanes: who wakes when.";
        Funnel ["4"] 0 undoable never
            "funnel": "Where leads leak, stage by stage.";
        History ["7"] 0 undoable never
            "history": "What was done, by whom and when; undo from there, days later too.";
        Palette [":"] 0 undoable never
            "palette": "Every action by its name.";
        Help ["?", "f1"] 20 undoable never
            "help": "Every key of this screen; type to filter, Enter runs.";
        Mouse ["M"] 0 undoable never
            "mouse on or off": "Gives the mouse back to the terminal, so that text can be selected with it; again takes it.";
        Quit ["q"] 0 undoable never
            "quit": "Ends Callsheet; ctrl-c does so from anywhere.";
    }
    Movement {
        Open ["enter"] 16 undoable nothing_to_open
            "open": "Opens the card, or the leads behind a number.";
        Close ["esc"] 17 undoable nothing_open
            "back": "Closes one level.";
        Pane ["tab", "shift-tab"] 0 undoable one_pane
            "next pane": "Goes from the list to the card and back.";
        Down ["j", "down"] 0 undoable never
            "down": "One row down.";
        Up ["k", "up"] 0 undoable never
            "up": "One row up.";
        Left ["h", "left"] 0 undoable never
            "left": "One column to the left.";
        Right ["l", "right"] 0 undoable never
            "right": "One column to the right.";
        GoTo ["g"] 18 undoable no_desk
            "go to": "Goes to the first row, the contact, the account or the deal of what is under the cursor.";
        Top ["home"] 0 undoable never
            "first row": "The first row.";
        Bottom ["G", "end"] 0 undoable never
            "last row": "The last row that is read.";
        PageDown ["pgdn"] 0 undoable never
            "page down": "One page down.";
        PageUp ["pgup"] 0 undoable never
            "page up": "One page up.";
        HalfDown ["ctrl-d"] 0 undoable never
            "half a page down": "Half a page down.";
        HalfUp ["ctrl-u"] 0 undoable never
            "half a page up": "Half a page up.";
    }
}
