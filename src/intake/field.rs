//! What a column of a file can fill.

use crate::domain::words::words;

words! {
    /// The fields of a lead that a column can fill, and two kinds of column that are known but have none.
    Field {
        /// The whole name.
        Name = "name" / "name",
        /// The given name.
        FirstName = "first_name" / "first name",
        /// What stands between first and last name.
        MiddleName = "middle_name" / "middle name",
        /// The family name.
        LastName = "last_name" / "last name",
        /// What they do.
        JobTitle = "job_title" / "job title",
        /// Where they do it.
        Company = "company" / "company",
        /// The company's trade.
        Industry = "industry" / "industry",
        /// The company's size, in people.
        Size = "size" / "company size",
        /// A number to ring first; several columns may be one.
        Phone = "phone" / "phone",
        /// A number to ring when the others fail; several columns may be one.
        OtherPhone = "other_phone" / "other phone",
        /// A mail address; several columns may be one.
        Email = "email" / "email",
        /// A mail address to use when the others fail; several columns may be one.
        OtherEmail = "other_email" / "other email",
        /// Street and number.
        Street = "street" / "street",
        /// A second line of the street.
        StreetMore = "street_more" / "second line of the street",
        /// Town.
        City = "city" / "city",
        /// State, province or county.
        Region = "region" / "region",
        /// Postal code.
        PostalCode = "postal_code" / "postal code",
        /// Country, by name or code.
        Country = "country" / "country",
        /// IANA name of the person's zone.
        Zone = "zone" / "time zone",
        /// How they came to us.
        Source = "source" / "source",
        /// Which campaign brought them.
        Campaign = "campaign" / "campaign",
        /// The problem they want solved.
        Problem = "problem" / "problem",
        /// The owner in the system it came from.
        OwnerHint = "owner_hint" / "owner",
        /// The lead's number in the system it came from.
        ExternalId = "external_id" / "external id",
        /// A remark.
        Note = "note" / "note",
        /// When the person enquired.
        CapturedAt = "captured_at" / "captured at",
        /// What the other system was doing with the lead; kept under its own heading.
        Status = "status" / "status there",
        /// What the person allowed or forbade; kept under its own heading.
        Consent = "consent" / "consent",
    }
}

impl Field {
    /// Whether a lead can have several, so that a second column of the same meaning is one more of them.
    #[must_use]
    pub const fn repeats(self) -> bool {
        matches!(
            self,
            Self::Phone
                | Self::OtherPhone
                | Self::Email
                | Self::OtherEmail
                | Self::Consent
                | Self::Status
        )
    }

    /// Whether the column says who the lead is or how to reach them. A file without any such column is
    /// not a list of leads.
    #[must_use]
    pub const fn identifies(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::FirstName
                | Self::LastName
                | Self::Phone
                | Self::OtherPhone
                | Self::Email
                | Self::OtherEmail
                | Self::ExternalId
        )
    }

    /// Whether the column is understood but kept under its own heading, because a new lead has no field for it.
    #[must_use]
    pub const fn is_only_kept(self) -> bool {
        matches!(self, Self::Status | Self::Consent)
    }
}
