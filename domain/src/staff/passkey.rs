//! Passkeys (WebAuthn): a second factor that cannot be phished.

use crate::{PasskeyId, Timestamp};

/// How many passkeys one person may have.
pub const PASSKEYS_MAX: usize = 10;
/// The longest name of a passkey, in characters.
pub const PASSKEY_NAME_MAX: usize = 50;

/// One passkey of a member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its name in lists.
    pub id: PasskeyId,
    /// What its owner calls it, 1 to [`PASSKEY_NAME_MAX`] characters.
    pub name: String,
    /// Its public half and its counter, as the port keeps them; no secret.
    pub credential: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}
