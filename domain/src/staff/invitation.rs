//! Somebody is asked to join a service.

use std::time::Duration;

use super::{Role, StaffEmail};
use crate::{InvitationId, ServiceId, StaffId, Timestamp};

/// How long an invitation is good.
pub const INVITATION_LIFETIME: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How long a link to set a new password is good.
pub const RESET_LIFETIME: Duration = Duration::from_secs(90 * 60);

/// How long a link to register is good.
pub const REGISTRATION_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// An invitation that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its name in lists.
    pub id: InvitationId,
    /// A keyed hash of the secret in its link.
    pub digest: [u8; 32],
    /// Whom it is for.
    pub email: StaffEmail,
    /// The service to join.
    pub service: ServiceId,
    /// As what.
    pub role: Role,
    /// Who sent it; nobody for the first person, whom the operator invites.
    pub sent_by: Option<StaffId>,
    /// When.
    pub sent_at: Timestamp,
    /// When it was accepted or withdrawn.
    pub ended_at: Option<Timestamp>,
}

impl Invitation {
    /// Whether it can be accepted.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.sent_at.plus(INVITATION_LIFETIME)
    }
}
