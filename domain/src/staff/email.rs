//! The address a member of staff signs in with.

use std::fmt;

/// The longest address, in characters.
pub const STAFF_EMAIL_MAX: usize = 254;

/// An e-mail address, in lower case: two spellings of one address are one person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffEmail(String);

/// A text that no e-mail can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is not an e-mail address")]
pub struct NotAnEmail;

impl StaffEmail {
    /// Reads an address as people type it: something, an @, and a domain with a dot.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let address = text.trim().to_lowercase();
        let plain = |c: char| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"')
        };
        let (name, domain) = address.rsplit_once('@').ok_or(NotAnEmail)?;
        let dotted =
            domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty());
        let sound = !name.is_empty()
            && !name.contains('@')
            && dotted
            && address.chars().all(plain)
            && address.chars().count() <= STAFF_EMAIL_MAX;
        sound.then_some(Self(address.clone())).ok_or(NotAnEmail)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StaffEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffEmail(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        for (text, expected) in [
            (" Ada@Example.ORG ", Some("ada@example.org")),
            (
                "a.b+c@parking.example.gov.uk",
                Some("a.b+c@parking.example.gov.uk"),
            ),
            ("", None),
            ("ada", None),
            ("ada@", None),
            ("@example.org", None),
            ("ada@example", None),
            ("ada@example..org", None),
            ("a da@example.org", None),
            ("a@b@example.org", None),
            ("ada@example.org,bob@example.org", None),
        ] {
            let read = StaffEmail::parse(text).ok();
            assert_eq!(read.as_ref().map(StaffEmail::as_str), expected, "{text}");
        }
    }
}
