//! What an endpoint's messages are signed with.
//!
//! One secret, two spellings: the text itself is the key of `Pay-Signature`; `whsec_` and
//! the base 64 of the same bytes is what Standard Webhooks libraries take.

use std::time::Duration;

use crate::account::Mode;
use crate::id::{ID_LENGTH, digits_of};
use crate::{Timestamp, WebhookId};

/// How long the secret from before signs beside a new one.
pub const ROTATION_LASTS: Duration = Duration::from_secs(24 * 60 * 60);

/// A secret as it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningSecret {
    /// Its text, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
    /// From when on it signs no more; `None` for the newest.
    pub retires_at: Option<Timestamp>,
}

impl SigningSecret {
    /// Whether it signs now.
    pub fn signs(&self, now: Timestamp) -> bool {
        self.retires_at.is_none_or(|at| now < at)
    }
}

/// Where the secrets of an endpoint are sealed for.
pub fn place(endpoint: &WebhookId) -> String {
    format!("signing secret of webhook {endpoint}")
}

/// A new secret's text: `webhook_test_` or `webhook_live_` and 26 digits (as in GOV.UK Pay).
pub fn text(mode: Mode, random: [u8; ID_LENGTH]) -> String {
    format!("webhook_{}_{}", mode.word(), digits_of(&random))
}
