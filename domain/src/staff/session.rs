//! A signed-in browser.

use std::time::Duration;

use super::standing::ServiceEntry;
use crate::{SessionId, StaffId, Timestamp};

/// A session ends when nothing was done in it for so long.
pub const IDLE_MAX: Duration = Duration::from_secs(30 * 60);
/// A session ends so long after it began, whatever is done in it.
pub const SESSION_MAX: Duration = Duration::from_secs(12 * 60 * 60);
/// A password alone admits nobody; for so long the second factor may follow.
pub const SECOND_FACTOR_WITHIN: Duration = Duration::from_secs(10 * 60);

/// One browser's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name in lists.
    pub id: SessionId,
    /// Whose it is.
    pub member: StaffId,
    /// A keyed hash of the secret in the browser's cookie.
    pub digest: [u8; 32],
    /// How far the sign-in has come.
    pub stage: Stage,
    /// When it began.
    pub began_at: Timestamp,
    /// When something was last done in it, to within a minute.
    pub seen_at: Timestamp,
    /// What the browser said it was, at most 200 characters.
    pub browser: String,
    /// Where it came from.
    pub address: String,
    /// The service that a platform administrator has entered in it last.
    pub entered: Option<ServiceEntry>,
}

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum Stage {
    /// The password was right; the second factor is missing.
    SecondFactor,
    /// The password was right; a second factor has to be set up first.
    SetUp,
    /// Signed in.
    SignedIn,
}

impl Session {
    /// When it ends if nothing more is done in it.
    pub fn ends_at(&self) -> Timestamp {
        match self.stage {
            Stage::SecondFactor | Stage::SetUp => self.began_at.plus(SECOND_FACTOR_WITHIN),
            Stage::SignedIn => self
                .seen_at
                .plus(IDLE_MAX)
                .min(self.began_at.plus(SESSION_MAX)),
        }
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.ends_at()
    }
}
