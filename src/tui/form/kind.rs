//! The forms that there are.

/// The forms there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Logs what a call came to.
    Log,
    /// Makes somebody else responsible.
    Assign,
    /// Gives back a hand-off or a claim.
    Return,
    /// Rejects.
    Reject,
    /// Takes a rejected lead up again.
    Reopen,
    /// Keeps warm.
    Nurture,
    /// Never to be called again.
    DoNotCall,
    /// BANT and the gate.
    Qualify,
    /// To a deal.
    Convert,
    /// A note or a touch.
    Touch,
    /// A promise.
    Callback,
    /// Fields and channels.
    Edit,
    /// A capture.
    NewLead,
    /// A deal to another stage.
    MoveDeal,
    /// A deal won, lost, reopened.
    CloseDeal,
    /// Fields of a deal.
    EditDeal,
    /// Which leads the queue shows.
    Filter,
    /// Which deals the pipeline shows.
    Deals,
    /// Which leads nurture shows.
    Resting,
    /// Where to go.
    GoTo,
    /// Which leads the funnel counts.
    Slice,
    /// From which time.
    Period,
    /// Which entries the history shows.
    Narrow,
    /// What goes to the clipboard.
    Copy,
}

impl Kind {
    /// Every form, for tests that must see all.
    pub const ALL: [Self; 24] = [
        Self::Log,
        Self::Assign,
        Self::Return,
        Self::Reject,
        Self::Reopen,
        Self::Nurture,
        Self::DoNotCall,
        Self::Qualify,
        Self::Convert,
        Self::Touch,
        Self::Callback,
        Self::Edit,
        Self::NewLead,
        Self::MoveDeal,
        Self::CloseDeal,
        Self::EditDeal,
        Self::Filter,
        Self::Deals,
        Self::Resting,
        Self::GoTo,
        Self::Slice,
        Self::Period,
        Self::Narrow,
        Self::Copy,
    ];

    /// Whether it is about the lead that is selected.
    #[must_use]
    pub const fn is_on_lead(self) -> bool {
        !matches!(
            self,
            Self::NewLead | Self::Filter | Self::Deals | Self::Resting | Self::Slice | Self::Period | Self::Narrow
        )
    }
    /// Whether it changes only what is shown, or copies; the file stays as it is.
    #[must_use]
    pub const fn is_of_the_screen(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Deals
                | Self::Resting
                | Self::GoTo
                | Self::Slice
                | Self::Period
                | Self::Narrow
                | Self::Copy
        )
    }
}
