//! The one-time token in a payment's `next_url`.

use std::time::Duration;

use crate::{PaymentId, Timestamp};

/// An unused token older than this is refused (as in GOV.UK Pay).
pub const TOKEN_LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A token older than this is no longer shown: a new one is issued in its place,
/// so that a link is never about to die when a service hands it out.
pub const TOKEN_SHOWN_FOR: Duration = Duration::from_secs(6 * 24 * 60 * 60);

/// A link token: admits one browser, once, to the pages of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The secret in the link, a version 4 UUID.
    pub value: uuid::Uuid,
    /// The payment it opens.
    pub payment: PaymentId,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When a browser used it, if one has.
    pub used_at: Option<Timestamp>,
}

impl Token {
    /// A fresh token of 16 random bytes.
    pub fn issue(payment: PaymentId, random: [u8; 16], now: Timestamp) -> Self {
        let value = uuid::Builder::from_random_bytes(random).into_uuid();
        Self {
            value,
            payment,
            issued_at: now,
            used_at: None,
        }
    }

    /// Whether an API answer may still show this token.
    pub fn can_be_shown(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now.since(self.issued_at) <= TOKEN_SHOWN_FOR
    }

    /// Whether the token is too old to be used.
    pub fn has_expired(&self, now: Timestamp) -> bool {
        now.since(self.issued_at) > TOKEN_LIFETIME
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ID_LENGTH;

    #[test]
    fn a_token_is_shown_for_six_days_and_lives_for_seven() {
        let issued = Timestamp::from_millis(0);
        let token = Token::issue(PaymentId::from_random([1; ID_LENGTH]), [7; 16], issued);

        assert_eq!(token.value.get_version_num(), 4);
        assert!(token.can_be_shown(issued.plus(TOKEN_SHOWN_FOR)));
        assert!(!token.can_be_shown(issued.plus(TOKEN_SHOWN_FOR).plus(Duration::from_millis(1))));
        assert!(!token.has_expired(issued.plus(TOKEN_LIFETIME)));
        assert!(token.has_expired(issued.plus(TOKEN_LIFETIME).plus(Duration::from_millis(1))));
    }
}
