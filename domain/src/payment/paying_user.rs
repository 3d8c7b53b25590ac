//! What we know of the person who pays. Personal data: it never prints itself.

use std::fmt;

/// The longest e-mail address, in UTF-16 code units (as in GOV.UK Pay).
pub const EMAIL_MAX: usize = 254;

/// Stands where personal data stood once its retention is over.
pub const REDACTED: &str = "<DELETED>";

/// An e-mail address as somebody gave it. Services' addresses are not checked
/// for shape (as in GOV.UK Pay); the payment pages check those that people type.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// An e-mail address over [`EMAIL_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the e-mail address is too long")]
pub struct EmailTooLong;

impl Email {
    /// Reads an address of at most [`EMAIL_MAX`] units.
    pub fn parse(text: impl Into<String>) -> Result<Self, EmailTooLong> {
        let text = text.into();
        if text.encode_utf16().count() > EMAIL_MAX {
            Err(EmailTooLong)
        } else {
            Ok(Self(text))
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// A postal address; what is unknown is absent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// First line, at most 255 units.
    pub line1: Option<String>,
    /// Second line, at most 255 units.
    pub line2: Option<String>,
    /// Town or city, at most 255 units.
    pub city: Option<String>,
    /// Postcode, at most 25 units.
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

impl Address {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same fields, each one's content removed. The country stays: it names nobody.
    pub fn redacted(&self) -> Self {
        let gone = |field: &Option<String>| field.as_ref().map(|_| REDACTED.to_owned());
        Self {
            line1: gone(&self.line1),
            line2: gone(&self.line2),
            city: gone(&self.city),
            postcode: gone(&self.postcode),
            country: self.country.clone(),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// What the service knows of the paying user beforehand, to fill the card page with.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PrefilledCardholder {
    /// Name on the card, at most 255 units.
    pub name: Option<String>,
    /// Billing address.
    pub billing_address: Option<Address>,
}

impl PrefilledCardholder {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.billing_address.as_ref().is_none_or(Address::is_empty)
    }

    /// The same fields, each one's content removed.
    pub fn redacted(&self) -> Self {
        Self {
            name: self.name.as_ref().map(|_| REDACTED.to_owned()),
            billing_address: self.billing_address.as_ref().map(Address::redacted),
        }
    }
}

impl fmt::Debug for PrefilledCardholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrefilledCardholder(…)")
    }
}
