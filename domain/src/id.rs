//! Identifiers: 26 characters of `[0-9a-v]`, which is 130 random bits.
//!
//! The shape is that of GOV.UK Pay's. Incoming identifiers that
//! have another shape name nothing, so parsing answers `None`, not an error.

/// How many characters an identifier has.
pub const ID_LENGTH: usize = 26;

/// The digits of base 32 as the public API writes them.
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// Writes bytes as base-32 digits, five bits of each byte.
pub(crate) fn digits_of(random: &[u8]) -> String {
    random
        .iter()
        .filter_map(|byte| DIGITS.get(usize::from(byte & 31)))
        .map(|digit| char::from(*digit))
        .collect()
}

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Makes an identifier of 26 random bytes, using five bits of each.
            pub fn from_random(random: [u8; ID_LENGTH]) -> Self {
                Self(digits_of(&random))
            }

            /// Reads an identifier; `None` when the text cannot be one.
            pub fn parse(text: &str) -> Option<Self> {
                let shaped = text.len() == ID_LENGTH && text.bytes().all(|b| DIGITS.contains(&b));
                shaped.then(|| Self(text.to_owned()))
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id_types! {
    /// Names a payment.
    PaymentId;
    /// Names a refund.
    RefundId;
    /// Names an agreement.
    AgreementId;
    /// Names a gateway account: one service's account at one PSP.
    AccountId;
    /// Names a service.
    ServiceId;
    /// Names an API key without being it.
    ApiKeyId;
    /// Names one operation at a PSP; the PSP's idempotency key derives from it.
    OperationId;
    /// Names a piece of work.
    WorkId;
    /// Names a member of staff.
    StaffId;
    /// Names a session of a member of staff.
    SessionId;
    /// Names an invitation.
    InvitationId;
    /// Names a set of PSP credentials without being them.
    CredentialsId;
    /// Names a passkey in lists.
    PasskeyId;
    /// Names a webhook endpoint.
    WebhookId;
    /// Names one event for one webhook endpoint: `webhook_message_id` on the wire.
    DeliveryId;
    /// Names an e-mail.
    EmailId;
}

/// Names a dispute: 26 lower-case hexadecimal digits (as in GOV.UK Pay).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisputeId(String);

impl DisputeId {
    /// Makes an identifier of 26 random bytes, using four bits of each.
    pub fn from_random(random: [u8; ID_LENGTH]) -> Self {
        Self(digits_of(&random.map(|byte| byte & 15)))
    }

    /// Reads an identifier; `None` when the text cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let shaped = text.len() == ID_LENGTH && text.bytes().all(hexadecimal);
        shaped.then(|| Self(text.to_owned()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for DisputeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_become_an_identifier_that_reads_back() {
        let id = PaymentId::from_random([0xff; ID_LENGTH]);

        assert_eq!(id.as_str(), "v".repeat(26));
        assert_eq!(PaymentId::parse(id.as_str()), Some(id));
    }

    #[test]
    fn disputes_are_named_in_hexadecimal() {
        let id = DisputeId::from_random([0xff; ID_LENGTH]);

        assert_eq!(id.as_str(), "f".repeat(26));
        assert_eq!(DisputeId::parse(id.as_str()), Some(id));
        assert_eq!(DisputeId::parse(&"g".repeat(26)), None);
    }

    #[test]
    fn other_shapes_name_nothing() {
        for text in [
            "",
            "hu20sqlact5260q2nanm0q8u9",
            "hu20sqlact5260q2nanm0q8u9w",
            "HU20SQLACT5260Q2NANM0Q8U93",
        ] {
            assert_eq!(PaymentId::parse(text), None, "{text}");
        }
    }
}
