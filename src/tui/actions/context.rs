//! What the actions look at to say whether they can be done: a snapshot, never the model itself.

use super::{Act, Keymap};
use crate::{
    desk::{Card, HistoryRow, LeadRow},
    domain::{
        contact::ChannelKind,
        deal::DealState,
        ids::{LeadId, RepId},
        stage::{Stage, Status},
    },
    store::journal::EntryKind,
    tui::{actions::Reason, state::Screen},
};

/// The lead that actions are about.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// Which.
    pub id: LeadId,
    /// As it is on the screen.
    pub version: i64,
    /// The person, or what there is in place of a name.
    pub name: String,
    /// The rep responsible.
    pub owner: Option<RepId>,
    /// How far it has got.
    pub stage: Stage,
    /// What is being done with it.
    pub status: Status,
}

impl From<&LeadRow> for Selected {
    fn from(row: &LeadRow) -> Self {
        Self {
            id: row.id,
            version: row.version,
            name: row.name.clone(),
            owner: row.owner_id,
            stage: row.stage,
            status: row.status,
        }
    }
}

impl From<&Card> for Selected {
    fn from(card: &Card) -> Self {
        Self {
            id: card.lead.id,
            version: card.lead.version,
            name: card.contact.called().to_owned(),
            owner: card.lead.owner,
            stage: card.lead.stage,
            status: card.lead.status,
        }
    }
}

/// What the screen shows now.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The keys as they are bound.
    pub keys: &'a Keymap,
    /// A desk is open.
    pub seated: bool,
    /// Which screen.
    pub screen: Screen,
    /// Something can be closed with Esc.
    pub closes: bool,
    /// Both panes are on the screen.
    pub panes: bool,
    /// Something is withheld.
    pub withheld: bool,
    /// The lead that actions are about.
    pub lead: Option<Selected>,
    /// Its card, once it is there.
    pub card: Option<&'a Card>,
    /// Who I am.
    pub me: Option<RepId>,
    /// What I hold.
    pub held: Option<LeadId>,
    /// Something can be opened with Enter.
    pub opens: bool,
    /// The entry of the journal under the cursor.
    pub entry: Option<&'a HistoryRow>,
    /// A lead of a list is under the cursor.
    pub listed: bool,
    /// So many leads are marked: actions are about all of them.
    pub marked: usize,
}

impl Context<'_> {
    fn lead(&self) -> Result<&Selected, Reason> {
        self.lead.as_ref().ok_or_else(|| {
            let word = |act| self.keys.word(act);
            let way = match self.screen {
                Screen::Funnel => format!("{} on a number lists the leads behind it", word(Act::Open)),
                Screen::History => format!("{} on an entry opens its lead", word(Act::Open)),
                Screen::Queue | Screen::Pipeline | Screen::Nurture => {
                    format!("{} gives you the next one, {} finds anybody", word(Act::Next), word(Act::Find))
                }
            };
            format!("no lead is selected; {way}")
        })
    }
}

/// Always possible.
pub fn never(_: &Context<'_>) -> Option<Reason> {
    None
}

/// Needs a desk.
pub fn no_desk(context: &Context<'_>) -> Option<Reason> {
    (!context.seated).then(|| "the file is still being opened".to_owned())
}

/// Needs a lead, or marked ones.
pub fn no_lead(context: &Context<'_>) -> Option<Reason> {
    if context.marked > 0 { None } else { context.lead().err() }
}

/// Needs one lead alone: what it asks differs from lead to lead.
fn not_alone(context: &Context<'_>) -> Option<Reason> {
    let marks = crate::desk::plural(context.marked, "mark", "marks");
    let close = context.keys.word(Act::Close);
    (context.marked > 0).then(|| format!("this goes one lead at a time; {close} takes the {marks} away"))
}

/// Needs one lead.
pub fn no_lead_alone(context: &Context<'_>) -> Option<Reason> {
    not_alone(context).or_else(|| no_lead(context))
}

/// Needs one lead that is worked.
pub fn not_working_alone(context: &Context<'_>) -> Option<Reason> {
    not_alone(context).or_else(|| not_working(context))
}

/// Needs a lead in a list.
pub fn not_listed(context: &Context<'_>) -> Option<Reason> {
    (!context.listed).then(|| "no lead of a list is under the cursor".to_owned())
}

/// Needs the lead's card.
pub fn no_card(context: &Context<'_>) -> Option<Reason> {
    not_alone(context)
        .or_else(|| no_lead(context))
        .or_else(|| context.card.is_none().then(|| "the card is still being read".to_owned()))
}

fn rejected(context: &Context<'_>, lead: &Selected) -> Reason {
    format!("{} is rejected; {} reopens it", lead.name, context.keys.word(Act::Reopen))
}

/// Needs a lead that is worked; of marked ones the desk says which cannot be.
pub fn not_working(context: &Context<'_>) -> Option<Reason> {
    match context.lead() {
        _ if context.marked > 0 => None,
        Err(reason) => Some(reason),
        Ok(lead) if lead.status == Status::Rejected => Some(rejected(context, lead)),
        Ok(lead) if lead.status == Status::Converted => {
            let (moves, closes) = (context.keys.word(Act::MoveDeal), context.keys.word(Act::CloseDeal));
            Some(format!("{} is converted; {moves} and {closes} work its deal", lead.name))
        }
        Ok(_) => None,
    }
}

/// Needs a lead that is worked, and its card.
pub fn not_working_card(context: &Context<'_>) -> Option<Reason> {
    not_working(context).or_else(|| no_card(context))
}

/// Needs a lead that can change hands.
pub fn not_assignable(context: &Context<'_>) -> Option<Reason> {
    match context.lead() {
        _ if context.marked > 0 => None,
        Err(reason) => Some(reason),
        Ok(lead) if lead.status == Status::Rejected => Some(rejected(context, lead)),
        Ok(_) => None,
    }
}

/// Needs something of mine to give back.
pub fn not_mine(context: &Context<'_>) -> Option<Reason> {
    let lead = match context.lead() {
        _ if context.marked > 0 => return None,
        Err(reason) => return Some(reason),
        Ok(lead) => lead,
    };
    if context.held == Some(lead.id) {
        return None;
    }
    if lead.owner != context.me {
        return Some(format!("you neither hold nor own {}; there is nothing to give back", lead.name));
    }
    not_working(context).or_else(|| {
        let (assign, reject) = (context.keys.word(Act::Assign), context.keys.word(Act::Reject));
        (lead.stage > Stage::Assigned)
            .then(|| format!("{} was worked already; {assign} reassigns, {reject} rejects", lead.name))
    })
}

/// Needs a lead that is rejected, or that rests.
pub fn not_reopenable(context: &Context<'_>) -> Option<Reason> {
    match context.lead() {
        _ if context.marked > 0 => None,
        Err(reason) => Some(reason),
        Ok(lead) if matches!(lead.status, Status::Rejected | Status::Nurturing) => None,
        Ok(lead) => Some(format!("{} is not rejected, nor in nurture", lead.name)),
    }
}

/// Needs numbers that can still be called.
pub fn no_number(context: &Context<'_>) -> Option<Reason> {
    if context.marked > 0 {
        return None;
    }
    let card = match no_card(context) {
        Some(reason) => return Some(reason),
        None => context.card?,
    };
    if card.do_not_call {
        return Some(format!("{} is on the do-not-call list already", card.contact.called()));
    }
    let has =
        card.contact.channels.iter().any(|channel| channel.kind == ChannelKind::Phone && channel.normal.is_some());
    (!has).then(|| format!("{} has no number that could be called", card.contact.called()))
}

/// Needs an open deal on the card.
pub fn no_open_deal(context: &Context<'_>) -> Option<Reason> {
    no_deal(context).or_else(|| {
        let open = context.card.is_some_and(|card| card.deals.iter().any(|deal| deal.state == DealState::Open));
        (!open).then(|| format!("its deals are won or lost; {} reopens one", context.keys.word(Act::CloseDeal)))
    })
}

/// Needs a deal on the card.
pub fn no_deal(context: &Context<'_>) -> Option<Reason> {
    no_card(context).or_else(|| {
        let has = context.card.is_some_and(|card| !card.deals.is_empty());
        (!has).then(|| format!("it has no deal; {} converts it to one", context.keys.word(Act::Convert)))
    })
}

/// Needs something withheld.
pub fn none_withheld(context: &Context<'_>) -> Option<Reason> {
    (!context.withheld).then(|| "nothing is withheld".to_owned())
}

/// Needs an entry of the journal that can be taken back, or done again.
pub fn no_entry(context: &Context<'_>) -> Option<Reason> {
    let Some(row) = context.entry else { return Some("no entry is selected".to_owned()) };
    match (row.entry.kind, row.entry.target) {
        (EntryKind::Do, _) => None,
        (_, Some(target)) => Some(format!("this is itself an undo or a redo, of entry {target}; choose that one")),
        (_, None) => Some("this is itself an undo or a redo; choose the entry that it is about".to_owned()),
    }
}

/// Needs something to close.
pub fn nothing_open(context: &Context<'_>) -> Option<Reason> {
    (!context.closes).then(|| format!("nothing is open that could be closed; {} quits", context.keys.word(Act::Quit)))
}

/// Needs something under the cursor.
pub fn nothing_to_open(context: &Context<'_>) -> Option<Reason> {
    (!context.opens).then(|| "there is nothing to open here".to_owned())
}

/// Needs a second pane.
pub fn one_pane(context: &Context<'_>) -> Option<Reason> {
    (!context.panes).then(|| format!("there is only one pane; {} opens the card", context.keys.word(Act::Open)))
}
