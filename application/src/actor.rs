//! Who is asking. Each use case takes the actor it is for, so one who may not
//! ask cannot be passed in.

use domain::account::GatewayAccount;
use domain::{ApiKeyId, PaymentId, Timestamp};

/// A service, through one of its API keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The account its key opens, as it was when the key was looked up.
    pub account: GatewayAccount,
    /// The key it presented.
    pub key: ApiKeyId,
}

/// A browser that was admitted to the pages of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayingUser {
    /// The payment.
    pub payment: PaymentId,
    /// When the browser was admitted.
    pub admitted_at: Timestamp,
}
