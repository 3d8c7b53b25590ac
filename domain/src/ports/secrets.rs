//! Keyed hashes, without the keys.

/// What a keyed hash is for. Each purpose has a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum Purpose {
    /// The checksum inside an API key.
    ApiKeyChecksum,
    /// What is stored of an API key.
    ApiKeyDigest,
    /// A browser's session with one payment.
    PageSession,
    /// A form that belongs to a session.
    FormToken,
    /// What a request with an idempotency key asked for.
    IdempotencyFingerprint,
    /// A signed-in browser of a member of staff.
    StaffSession,
    /// The link of an invitation, or to set a new password.
    StaffLink,
    /// A recovery code.
    RecoveryCode,
    /// The links of the audit trail.
    AuditTrail,
    /// What a service team that listens is sent: names of messages, and their secret.
    Listening,
}

/// Keyed hashes (HMAC-SHA-256) under the operator's keys.
///
/// An operator changes keys by putting a new one before the old ones: new hashes
/// use the newest, and old hashes stay good while their key is listed.
pub trait Secrets: Send + Sync {
    /// The hash under the newest key.
    fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32];

    /// The hash under every key, newest first; never empty.
    fn macs(&self, purpose: Purpose, message: &[u8]) -> Vec<[u8; 32]>;

    /// Whether this is the message's hash under any key. Takes the same time for
    /// every wrong hash of the same length.
    fn verify(&self, purpose: Purpose, message: &[u8], mac: &[u8]) -> bool;
}
