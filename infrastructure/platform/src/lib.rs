//! What the operating system and well-kept cryptography give: the time, randomness,
//! keyed hashes and sealed secrets under the operator's keys, passwords, the codes of
//! authenticator apps, and passkeys.

mod app_codes;
mod clock;
mod keys;
mod passkeys;
mod passwords;
mod random;
mod vault;

pub use app_codes::TotpCodes;
pub use clock::{MovableClock, SystemClock};
pub use keys::{Keys, KeysError};
pub use passkeys::{NoSuchAddress, WebauthnPasskeys};
pub use passwords::Argon2Passwords;
pub use random::SystemRandom;
pub use vault::SealedVault;
