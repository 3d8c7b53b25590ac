//! The people of services in a unit: members, sessions, invitations, and the record.

use async_trait::async_trait;
use domain::audit::{BEGINNING, Deed, Link, LinkHash};
use domain::ports::StoreError;
use domain::ports::staff::{AuditTrail, Invitations, Sessions, StaffMembers};
use domain::staff::{Invitation, Session, StaffEmail, StaffMember};
use domain::{InvitationId, ServiceId, SessionId, StaffId, Timestamp};

use super::Unit;
use crate::data::{Changes, Reset};
use crate::shared::{Inner, Row};

#[async_trait]
impl StaffMembers for Unit {
    async fn add(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        self.hold(Row::StaffEmail(member.email.clone())).await;
        self.look(|inner, changes| {
            let mut others = changes.members.rows(&inner.data.members);
            if others.any(|other| other.id == member.id || other.email == member.email) {
                return Err(StoreError::Stale);
            }
            drop(others);
            keep(changes, member);
            Ok(())
        })
    }

    async fn get(&mut self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        Ok(self.look(|inner, changes| changes.members.get(&inner.data.members, id).cloned()))
    }

    async fn by_email(&mut self, email: &StaffEmail) -> Result<Option<StaffMember>, StoreError> {
        Ok(self.look(|inner, changes| {
            let mut members = changes.members.rows(&inner.data.members);
            members.find(|member| member.email == *email).cloned()
        }))
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        self.hold(Row::Team(service.clone())).await;
        Ok(self.look(|inner, changes| {
            let members = changes.members.rows(&inner.data.members);
            let here = members.filter(|member| member.role_in(service).is_some());
            here.cloned().collect()
        }))
    }

    async fn save(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        self.hold(Row::Member(member.id.clone())).await;
        self.look(|inner, changes| {
            let present = changes.members.get(&inner.data.members, &member.id);
            if present.map(|present| present.version) != Some(member.version) {
                return Err(StoreError::Stale);
            }
            keep(changes, member);
            Ok(())
        })
    }
}

/// Writes the person as the next version.
fn keep(changes: &mut Changes, member: &mut StaffMember) {
    member.version = member.version.saturating_add(1);
    changes.members.put(member.id.clone(), member.clone());
}

#[async_trait]
impl Sessions for Unit {
    async fn add(&mut self, session: &Session) -> Result<(), StoreError> {
        self.changes
            .sessions
            .put(session.id.clone(), session.clone());
        Ok(())
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        Ok(self.look(|inner, changes| {
            let mut sessions = changes.sessions.rows(&inner.data.sessions);
            sessions.find(|session| session.digest == *digest).cloned()
        }))
    }

    async fn save(&mut self, session: &Session) -> Result<(), StoreError> {
        self.look(|inner, changes| {
            let below = &inner.data.sessions;
            // One that has ended stays ended.
            if changes.sessions.get(below, &session.id).is_some() {
                changes.sessions.put(session.id.clone(), session.clone());
                if below.contains_key(&session.id) {
                    changes.saved_sessions.push(session.id.clone());
                }
            }
        });
        Ok(())
    }

    async fn end(&mut self, member: &StaffId, id: &SessionId) -> Result<bool, StoreError> {
        Ok(self.look(|inner, changes| {
            let session = changes.sessions.get(&inner.data.sessions, id);
            let theirs = session.is_some_and(|session| session.member == *member);
            if theirs {
                changes.sessions.remove(id.clone());
            }
            theirs
        }))
    }

    async fn end_all(
        &mut self,
        member: &StaffId,
        but: Option<&SessionId>,
    ) -> Result<u64, StoreError> {
        Ok(self.remove_sessions(u64::MAX, |session| {
            session.member == *member && Some(&session.id) != but
        }))
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        Ok(self.remove_sessions(limit, |session| session.began_at < before))
    }
}

impl Unit {
    fn remove_sessions(&mut self, limit: u64, goes: impl Fn(&Session) -> bool) -> u64 {
        self.look(|inner, changes| {
            let sessions = changes.sessions.rows(&inner.data.sessions);
            let most = usize::try_from(limit).unwrap_or(usize::MAX);
            let going: Vec<SessionId> = sessions
                .filter(|session| goes(session))
                .map(|session| session.id.clone())
                .take(most)
                .collect();
            let count = u64::try_from(going.len()).unwrap_or(u64::MAX);
            for id in going {
                changes.sessions.remove(id);
            }
            count
        })
    }
}

#[async_trait]
impl Invitations for Unit {
    async fn add(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        self.changes
            .invitations
            .put(invitation.id.clone(), invitation.clone());
        Ok(())
    }

    async fn get(&mut self, id: &InvitationId) -> Result<Option<Invitation>, StoreError> {
        Ok(self.look(|inner, changes| {
            changes
                .invitations
                .get(&inner.data.invitations, id)
                .cloned()
        }))
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        Ok(self.look(|inner, changes| {
            let mut all = changes.invitations.rows(&inner.data.invitations);
            all.find(|invitation| invitation.digest == *digest).cloned()
        }))
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        Ok(self.look(|inner, changes| open_invitations(inner, changes, service)))
    }

    async fn end(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool, StoreError> {
        self.hold(Row::Invitation(id.clone())).await;
        Ok(self.look(|inner, changes| {
            let open = changes
                .invitations
                .get(&inner.data.invitations, id)
                .filter(|invitation| invitation.ended_at.is_none())
                .cloned();
            let Some(invitation) = open else {
                return false;
            };
            let ended = Invitation {
                ended_at: Some(now),
                ..invitation
            };
            changes.invitations.put(id.clone(), ended);
            true
        }))
    }

    async fn add_reset(
        &mut self,
        member: &StaffId,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let reset = Reset {
            member: member.clone(),
            digest: *digest,
            made_at: now,
        };
        self.changes.resets.put(member.clone(), reset);
        Ok(())
    }

    async fn use_reset(
        &mut self,
        digest: &[u8; 32],
    ) -> Result<Option<(StaffId, Timestamp)>, StoreError> {
        self.hold(Row::Reset(*digest)).await;
        Ok(self.look(|inner, changes| {
            let mut resets = changes.resets.rows(&inner.data.resets);
            let found = resets.find(|reset| reset.digest == *digest).cloned();
            drop(resets);
            let reset = found?;
            changes.resets.remove(reset.member.clone());
            Some((reset.member, reset.made_at))
        }))
    }
}

fn open_invitations(inner: &Inner, changes: &Changes, service: &ServiceId) -> Vec<Invitation> {
    let all = changes.invitations.rows(&inner.data.invitations);
    let open = all.filter(|one| one.service == *service && one.ended_at.is_none());
    open.cloned().collect()
}

#[async_trait]
impl AuditTrail for Unit {
    async fn append(
        &mut self,
        deed: Deed,
        hash: &(dyn for<'a> Fn(&'a [u8]) -> LinkHash + Sync),
    ) -> Result<Link, StoreError> {
        self.hold(Row::Chain(deed.chain.clone())).await;
        Ok(self.look(|inner, changes| {
            let last = changes
                .links
                .rows(&inner.data.links)
                .filter(|link| link.deed.chain == deed.chain)
                .max_by_key(|link| link.position);
            let (position, previous) =
                last.map_or((1, BEGINNING), |last| (last.position + 1, last.hash));
            let link = Link {
                position,
                hash: hash(&deed.bytes(position, &previous)),
                previous,
                deed,
            };
            let key = (link.deed.chain.clone(), position);
            changes.links.put(key, link.clone());
            link
        }))
    }
}
