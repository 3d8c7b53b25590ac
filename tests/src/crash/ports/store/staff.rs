//! The people of services in a unit, and the record, counted.

use async_trait::async_trait;
use domain::audit::{Deed, Link, LinkHash};
use domain::ports::StoreError;
use domain::ports::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use domain::staff::{Invitation, Session, StaffEmail, StaffMember};
use domain::{InvitationId, ServiceId, SessionId, StaffId, Timestamp};

use super::CountedUnit;

#[async_trait]
impl StaffMembers for CountedUnit {
    async fn add(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        self.countdown.around(self.inner.staff().add(member)).await
    }

    async fn get(&mut self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        self.countdown.around(self.inner.staff().get(id)).await
    }

    async fn by_email(&mut self, email: &StaffEmail) -> Result<Option<StaffMember>, StoreError> {
        self.countdown
            .around(self.inner.staff().by_email(email))
            .await
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        self.countdown
            .around(self.inner.staff().of_service(service))
            .await
    }

    async fn save(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        self.countdown.around(self.inner.staff().save(member)).await
    }
}

#[async_trait]
impl Sessions for CountedUnit {
    async fn add(&mut self, session: &Session) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.sessions().add(session))
            .await
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        self.countdown
            .around(self.inner.sessions().by_digest(digest))
            .await
    }

    async fn save(&mut self, session: &Session) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.sessions().save(session))
            .await
    }

    async fn end(&mut self, member: &StaffId, id: &SessionId) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.sessions().end(member, id))
            .await
    }

    async fn end_all(
        &mut self,
        member: &StaffId,
        but: Option<&SessionId>,
    ) -> Result<u64, StoreError> {
        self.countdown
            .around(self.inner.sessions().end_all(member, but))
            .await
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        self.countdown
            .around(self.inner.sessions().remove_before(before, limit))
            .await
    }
}

#[async_trait]
impl Invitations for CountedUnit {
    async fn add(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.invitations().add(invitation))
            .await
    }

    async fn get(&mut self, id: &InvitationId) -> Result<Option<Invitation>, StoreError> {
        self.countdown
            .around(self.inner.invitations().get(id))
            .await
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        self.countdown
            .around(self.inner.invitations().by_digest(digest))
            .await
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        self.countdown
            .around(self.inner.invitations().of_service(service))
            .await
    }

    async fn end(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool, StoreError> {
        self.countdown
            .around(self.inner.invitations().end(id, now))
            .await
    }

    async fn add_reset(
        &mut self,
        member: &StaffId,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.countdown
            .around(self.inner.invitations().add_reset(member, digest, now))
            .await
    }

    async fn use_reset(
        &mut self,
        digest: &[u8; 32],
    ) -> Result<Option<(StaffId, Timestamp)>, StoreError> {
        self.countdown
            .around(self.inner.invitations().use_reset(digest))
            .await
    }
}

#[async_trait]
impl AuditTrail for CountedUnit {
    async fn append(
        &mut self,
        deed: Deed,
        hash: &(dyn for<'a> Fn(&'a [u8]) -> LinkHash + Sync),
    ) -> Result<Link, StoreError> {
        self.countdown
            .around(self.inner.audit().append(deed, hash))
            .await
    }
}
