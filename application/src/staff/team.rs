//! The people of a service look after each other: invite, change, remove.
//!
//! A service always has an admin: whoever would take the last one away is refused,
//! in the unit that would do it.

use domain::account::Service;
use domain::audit::{Action, Chain};
use domain::email::StaffMessage;
use domain::id::ID_LENGTH;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::password::PasswordError;
use domain::staff::{Invitation, Permission, Role, StaffEmail, StaffMember};
use domain::{InvitationId, ServiceId, StaffId};
use secrecy::SecretString;

use super::record::Entry;
use super::{Forbidden, Origin, Staff};
use crate::Application;

/// The people of a service, and those who are asked to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The people, by address.
    pub members: Vec<StaffMember>,
    /// The invitations that have not ended, newest first.
    pub invitations: Vec<Invitation>,
}

/// Why the team was not changed.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// They may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The text is no address.
    #[error("the text is not an e-mail address")]
    NotAnEmail,
    /// Somebody with the address belongs to the service.
    #[error("somebody with this address belongs to the service")]
    MemberAlready,
    /// There is no such person in the service.
    #[error("there is no such person in the service")]
    NoSuchMember,
    /// There is no such invitation.
    #[error("there is no such invitation")]
    NoSuchInvitation,
    /// Nobody changes or removes themselves.
    #[error("nobody changes or removes themselves")]
    Oneself,
    /// The service would have no admin any more.
    #[error("the service would be left without an admin")]
    LastAdmin,
    /// It could not be stored.
    #[error("the team could not be stored")]
    Store(#[from] StoreError),
}

/// Why an invitation was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// It was used, withdrawn, is too old, or never was.
    #[error("the invitation is no longer good")]
    Over,
    /// It is for somebody else.
    #[error("the invitation is for somebody else")]
    SomebodyElse,
    /// The password may not be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// It could not be stored.
    #[error("the acceptance could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// The people of a service.
    pub async fn team(&self, staff: &Staff, service: &ServiceId) -> Result<Team, TeamError> {
        staff.may_in_service(Permission::SeeTeam, service)?;
        let now = staff.at;
        let mut invitations = self.ports.queries.invitations(service).await?;
        invitations.retain(|invitation| invitation.is_open(now));
        Ok(Team {
            members: self.ports.queries.team(service).await?,
            invitations,
        })
    }

    /// Asks somebody to join. One who was asked before is asked again, and the link
    /// from before ends.
    pub async fn invite(
        &self,
        staff: &Staff,
        service: &Service,
        email: &str,
        role: Role,
        link: impl Fn(&SecretString) -> String,
    ) -> Result<Invitation, TeamError> {
        staff.may_in_service(Permission::ManageTeam, &service.id)?;
        let email = StaffEmail::parse(email).map_err(|_| TeamError::NotAnEmail)?;
        let secret = self.link_secret();
        let invitation = Invitation {
            id: InvitationId::from_random(self.random::<ID_LENGTH>()),
            digest: self.link_digest(&secret),
            email: email.clone(),
            service: service.id.clone(),
            role,
            sent_by: Some(staff.member.id.clone()),
            sent_at: staff.at,
            ended_at: None,
        };
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        if member.is_some_and(|member| member.role_in(&service.id).is_some()) {
            return Err(TeamError::MemberAlready);
        }
        for before in unit.invitations().of_service(&service.id).await? {
            if before.email == email {
                unit.invitations().end(&before.id, staff.at).await?;
            }
        }
        unit.invitations().add(&invitation).await?;
        let chain = Chain::Service(service.id.clone());
        let entry = Entry::of(staff, chain, Action::Invited).to(email.as_str());
        self.record(unit.as_mut(), entry.with("role", role.word()))
            .await?;
        let message = StaffMessage::Invitation {
            service: service.name.to_string(),
            role,
            by: Some(staff.member.email.clone()),
            link: link(&secret),
        };
        self.tell(unit.as_mut(), &email, message, staff.at).await?;
        unit.commit().await?;
        Ok(invitation)
    }

    /// Withdraws an invitation of the service.
    pub async fn withdraw_invitation(
        &self,
        staff: &Staff,
        service: &ServiceId,
        id: &InvitationId,
    ) -> Result<(), TeamError> {
        staff.may_in_service(Permission::ManageTeam, service)?;
        let mut unit = self.ports.store.begin().await?;
        let invitation = unit.invitations().get(id).await?;
        let invitation = invitation
            .filter(|invitation| invitation.service == *service)
            .ok_or(TeamError::NoSuchInvitation)?;
        if !unit.invitations().end(id, staff.at).await? {
            return Err(TeamError::NoSuchInvitation);
        }
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::InvitationWithdrawn);
        self.record(unit.as_mut(), entry.to(invitation.email.as_str()))
            .await?;
        unit.commit().await?;
        Ok(())
    }

    /// The invitation behind a link, while it is good, and whether its person is known.
    pub async fn invitation(
        &self,
        secret: &SecretString,
    ) -> Result<(Invitation, bool), AcceptError> {
        let digest = self.link_digest(secret);
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let invitation = unit.invitations().by_digest(&digest).await?;
        let invitation = invitation
            .filter(|invitation| invitation.is_open(now))
            .ok_or(AcceptError::Over)?;
        let known = unit.staff().by_email(&invitation.email).await?;
        Ok((invitation, known.is_some()))
    }

    /// Somebody new accepts, and sets a password. They set up a second factor when
    /// they first sign in.
    pub async fn accept_as_new(
        &self,
        secret: &SecretString,
        password: SecretString,
        origin: &Origin,
    ) -> Result<StaffMember, AcceptError> {
        let (invitation, known) = self.invitation(secret).await?;
        if known {
            return Err(AcceptError::SomebodyElse);
        }
        let hash = self.hash(password, &invitation.email).await?;
        let now = self.now();
        let id = StaffId::from_random(self.random::<ID_LENGTH>());
        let mut member = StaffMember::new(id, invitation.email.clone(), now);
        member.password = Some(hash);
        member.join(invitation.service.clone(), invitation.role);
        let mut unit = self.ports.store.begin().await?;
        if !unit.invitations().end(&invitation.id, now).await? {
            return Err(AcceptError::Over);
        }
        unit.staff().add(&mut member).await?;
        self.record_joining(unit.as_mut(), &member, &invitation, origin)
            .await?;
        unit.commit().await?;
        Ok(member)
    }

    /// Somebody who is signed in accepts.
    pub async fn accept(
        &self,
        staff: &Staff,
        secret: &SecretString,
        origin: &Origin,
    ) -> Result<ServiceId, AcceptError> {
        let (invitation, _) = self.invitation(secret).await?;
        if invitation.email != staff.member.email {
            return Err(AcceptError::SomebodyElse);
        }
        let mut unit = self.ports.store.begin().await?;
        if !unit.invitations().end(&invitation.id, staff.at).await? {
            return Err(AcceptError::Over);
        }
        let member = unit.staff().get(&staff.member.id).await?;
        let mut member = member.ok_or(AcceptError::Over)?;
        member.join(invitation.service.clone(), invitation.role);
        unit.staff().save(&mut member).await?;
        self.record_joining(unit.as_mut(), &member, &invitation, origin)
            .await?;
        unit.commit().await?;
        Ok(invitation.service)
    }

    /// Gives a colleague another role.
    pub async fn change_role(
        &self,
        staff: &Staff,
        service: &ServiceId,
        id: &StaffId,
        role: Role,
    ) -> Result<(), TeamError> {
        let mut unit = self.ports.store.begin().await?;
        let mut member = self
            .colleague(unit.as_mut(), staff, service, id, role)
            .await?;
        let before = member.role_in(service).ok_or(TeamError::NoSuchMember)?;
        if before == role {
            return Ok(());
        }
        member.join(service.clone(), role);
        unit.staff().save(&mut member).await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::RoleChanged).to(member.email.as_str());
        let entry = entry.with("from", before.word()).with("to", role.word());
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Takes a colleague out of the service.
    pub async fn remove_member(
        &self,
        staff: &Staff,
        service: &ServiceId,
        id: &StaffId,
    ) -> Result<(), TeamError> {
        let mut unit = self.ports.store.begin().await?;
        let mut member = self
            .colleague(unit.as_mut(), staff, service, id, Role::Viewer)
            .await?;
        member.leave(service);
        unit.staff().save(&mut member).await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::of(staff, chain, Action::MemberRemoved);
        self.record(unit.as_mut(), entry.to(member.email.as_str()))
            .await?;
        unit.commit().await?;
        Ok(())
    }

    /// A colleague who may become this, with at least one admin left.
    async fn colleague(
        &self,
        unit: &mut dyn UnitOfWork,
        staff: &Staff,
        service: &ServiceId,
        id: &StaffId,
        becomes: Role,
    ) -> Result<StaffMember, TeamError> {
        staff.may_in_service(Permission::ManageTeam, service)?;
        if staff.member.id == *id {
            return Err(TeamError::Oneself);
        }
        let team = unit.staff().of_service(service).await?;
        let is_admin = |member: &&StaffMember| member.role_in(service) == Some(Role::ServiceAdmin);
        let others = team.iter().filter(is_admin).filter(|admin| admin.id != *id);
        if becomes != Role::ServiceAdmin && others.count() == 0 {
            return Err(TeamError::LastAdmin);
        }
        let colleague = team.into_iter().find(|member| member.id == *id);
        colleague.ok_or(TeamError::NoSuchMember)
    }

    async fn record_joining(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &StaffMember,
        invitation: &Invitation,
        origin: &Origin,
    ) -> Result<(), StoreError> {
        let chain = Chain::Service(invitation.service.clone());
        let by = domain::audit::Doer::Staff {
            id: member.id.clone(),
            email: member.email.as_str().to_owned(),
        };
        let entry = Entry::new(chain, Action::Joined, by, self.now()).from(origin);
        self.record(unit, entry.with("role", invitation.role.word()))
            .await
    }
}
