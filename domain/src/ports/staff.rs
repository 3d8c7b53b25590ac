//! Where the people of services are kept, inside a unit of work.

use async_trait::async_trait;

use super::StoreError;
use crate::audit::{Deed, Link, LinkHash};
use crate::staff::{Invitation, Session, StaffEmail, StaffMember};
use crate::{InvitationId, ServiceId, SessionId, StaffId, Timestamp};

/// The people.
#[async_trait]
pub trait StaffMembers: Send {
    /// Adds somebody. [`StoreError::Stale`] when somebody has the address.
    async fn add(&mut self, member: &mut StaffMember) -> Result<(), StoreError>;

    /// The person of this name in our records.
    async fn get(&mut self, id: &StaffId) -> Result<Option<StaffMember>, StoreError>;

    /// The person with this address.
    async fn by_email(&mut self, email: &StaffEmail) -> Result<Option<StaffMember>, StoreError>;

    /// Everybody who belongs to the service. Two units that ask for the same service
    /// and change what they got do so one after the other, or one of them is
    /// [`StoreError::Stale`].
    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError>;

    /// Saves somebody. [`StoreError::Stale`] when they were saved by another since.
    async fn save(&mut self, member: &mut StaffMember) -> Result<(), StoreError>;
}

/// Signed-in browsers.
#[async_trait]
pub trait Sessions: Send {
    /// Adds a session.
    async fn add(&mut self, session: &Session) -> Result<(), StoreError>;

    /// The session with this digest.
    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Session>, StoreError>;

    /// Saves how far a session has come, when it was last used, and what it has entered. A
    /// session that has ended stays ended.
    async fn save(&mut self, session: &Session) -> Result<(), StoreError>;

    /// Ends one session of a person; says whether there was one.
    async fn end(&mut self, member: &StaffId, id: &SessionId) -> Result<bool, StoreError>;

    /// Ends every session of a person but this one, if one is named; says how many.
    async fn end_all(
        &mut self,
        member: &StaffId,
        but: Option<&SessionId>,
    ) -> Result<u64, StoreError>;

    /// Removes up to `limit` sessions that began before `before`; says how many.
    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError>;
}

/// Invitations, and links to set a new password.
#[async_trait]
pub trait Invitations: Send {
    /// Adds an invitation.
    async fn add(&mut self, invitation: &Invitation) -> Result<(), StoreError>;

    /// The invitation of this name in lists.
    async fn get(&mut self, id: &InvitationId) -> Result<Option<Invitation>, StoreError>;

    /// The invitation whose link has this digest.
    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Invitation>, StoreError>;

    /// Every invitation to the service that has not ended.
    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError>;

    /// Notes that an invitation ended. Of any number of callers, one is told `true`.
    async fn end(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool, StoreError>;

    /// Keeps a link to set a new password, in place of any the person had.
    async fn add_reset(
        &mut self,
        member: &StaffId,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Uses up the link with this digest. Of any number of callers, one is told whose
    /// it was, and when it was made.
    async fn use_reset(
        &mut self,
        digest: &[u8; 32],
    ) -> Result<Option<(StaffId, Timestamp)>, StoreError>;
}

/// The record of what was done. Nothing in it is ever changed or removed.
#[async_trait]
pub trait AuditTrail: Send {
    /// Adds a deed at the end of its chain. The store finds the place and the hash
    /// before it; `hash` makes the new one. Units that add to one chain do so one
    /// after the other.
    async fn append(
        &mut self,
        deed: Deed,
        hash: &(dyn for<'a> Fn(&'a [u8]) -> LinkHash + Sync),
    ) -> Result<Link, StoreError>;
}
