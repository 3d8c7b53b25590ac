//! The card behind an agreement: what may be shown of it, and the PSP's name for it.

use std::fmt;

use crate::Timestamp;
use crate::card::CardSummary;

/// A card that a PSP keeps for an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentInstrument {
    /// When the paying user brought it.
    pub created_at: Timestamp,
    /// What may be shown of it.
    pub card: CardSummary,
    /// The PSP's name for it.
    pub stored: StoredCard,
}

/// A PSP's own name for a card that it keeps; opaque. Whoever has it and our
/// credentials can take payments, so it never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredCard(String);

impl StoredCard {
    /// The name as the PSP gave it.
    pub fn given(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StoredCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredCard(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_stored_card_never_prints_itself() {
        let stored = StoredCard::given("token-1");

        assert_eq!(format!("{stored:?}"), "StoredCard(…)");
        assert_eq!(stored.as_str(), "token-1");
    }
}
