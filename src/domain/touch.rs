//! Touches and attempts: everything that reached, or tried to reach, a person.

use crate::domain::words;

words! {
    /// By which way a person was reached, or reached us.
    TouchKind {
        /// A telephone call; every attempt is one.
        Call = "call" / "Call",
        /// A personal mail.
        Email = "email" / "Email",
        /// A newsletter.
        Newsletter = "newsletter" / "Newsletter",
        /// A mail that an event set off.
        TriggeredEmail = "triggered_email" / "Triggered email",
        /// A text message.
        Sms = "sms" / "SMS",
        /// A message on a social network.
        Social = "social" / "Social message",
        /// An advertisement shown again.
        Remarketing = "remarketing" / "Remarketing",
        /// A letter or parcel.
        Post = "post" / "Post",
        /// A meeting in person.
        Visit = "visit" / "Visit",
        /// They enquired again.
        Enquiry = "enquiry" / "Enquiry",
        /// A remark of ours; reaches nobody.
        Note = "note" / "Note",
        /// Anything else.
        Other = "other" / "Other",
    }
}

impl TouchKind {
    /// Whether it went out from us to the person: such a touch accepts a lead.
    #[must_use]
    pub const fn is_outbound(self) -> bool {
        !matches!(self, Self::Enquiry | Self::Note)
    }
}

words! {
    /// What the line did.
    LineResult {
        /// A person answered.
        Answered = "answered" / "Answered",
        /// It rang out.
        NoAnswer = "no_answer" / "No answer",
        /// Engaged.
        Busy = "busy" / "Busy",
        /// A message was left on a voicemail.
        VoicemailLeft = "voicemail_left" / "Voicemail left",
        /// A machine, and no message left.
        Machine = "machine" / "Machine",
        /// The number is not in service.
        Disconnected = "disconnected" / "Disconnected",
        /// Somebody else's number.
        WrongNumber = "wrong_number" / "Wrong number",
    }
}
