//! The operator adds people, and lets them in again: at the command line, for the
//! first person and for emergencies.

use domain::audit::{Action, Chain, Doer};
use domain::id::ID_LENGTH;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::password::PasswordError;
use domain::staff::{Invitation, Role, StaffEmail, StaffMember};
use domain::{InvitationId, ServiceId, StaffId, Timestamp};
use secrecy::SecretString;

use super::record::Entry;
use super::second_factor::base32;
use crate::Application;

/// How many random bytes a generated password has: nobody guesses 96 bits.
const GENERATED_LENGTH: usize = 12;
/// After how many characters a generated password has a hyphen.
const GROUP: usize = 5;

/// Somebody to add.
#[derive(Debug)]
pub struct NewMember {
    /// What they sign in with.
    pub email: String,
    /// Their first password.
    pub password: SecretString,
    /// Whether they look after the platform.
    pub is_platform_admin: bool,
    /// A service they belong to from the start, and as what.
    pub place: Option<(ServiceId, Role)>,
}

/// Why the operator could not do it.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// The text is no address.
    #[error("the text is not an e-mail address")]
    NotAnEmail,
    /// Somebody has the address.
    #[error("somebody has this address already")]
    Known,
    /// Nobody has the address.
    #[error("nobody has this address")]
    Unknown,
    /// There is no such service.
    #[error("there is no such service")]
    NoSuchService,
    /// They belong to the service as that already.
    #[error("they belong to the service already")]
    MemberAlready,
    /// The password may not be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// It could not be stored.
    #[error("it could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// A password for the operator to hand over.
    pub fn generate_password(&self) -> SecretString {
        readable(&self.random::<GENERATED_LENGTH>())
    }

    /// Adds somebody who looks after the platform.
    pub async fn create_platform_admin(
        &self,
        email: &str,
        password: SecretString,
    ) -> Result<StaffMember, OperatorError> {
        self.create_member(NewMember {
            email: email.to_owned(),
            password,
            is_platform_admin: true,
            place: None,
        })
        .await
    }

    /// Adds somebody with a password. They set up a second factor when they first
    /// sign in.
    pub async fn create_member(&self, new: NewMember) -> Result<StaffMember, OperatorError> {
        let email = parse(&new.email)?;
        if let Some((service, _)) = &new.place {
            self.known_service(service).await?;
        }
        let hash = self.hash(new.password, &email).await?;
        let now = self.now();
        let id = StaffId::from_random(self.random::<ID_LENGTH>());
        let mut unit = self.ports.store.begin().await?;
        if unit.staff().by_email(&email).await?.is_some() {
            return Err(OperatorError::Known);
        }
        let mut member = StaffMember::new(id, email, now);
        member.password = Some(hash);
        member.is_platform_admin = new.is_platform_admin;
        if let Some((service, role)) = &new.place {
            member.join(service.clone(), *role);
        }
        unit.staff().add(&mut member).await?;
        let entry = Entry::new(Chain::Platform, Action::StaffCreated, Doer::Operator, now);
        let entry = entry.to(member.email.as_str());
        let is_platform_admin = if new.is_platform_admin { "yes" } else { "no" };
        self.record(
            unit.as_mut(),
            entry.with("platform admin", is_platform_admin),
        )
        .await?;
        if let Some((service, role)) = new.place {
            self.record_place(unit.as_mut(), &member, service, role, now)
                .await?;
        }
        unit.commit().await?;
        Ok(member)
    }

    /// Makes somebody this in a service, whatever they were in it.
    pub async fn place_member(
        &self,
        email: &str,
        service: &ServiceId,
        role: Role,
    ) -> Result<StaffMember, OperatorError> {
        let email = parse(email)?;
        self.known_service(service).await?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        let mut member = member.ok_or(OperatorError::Unknown)?;
        if member.role_in(service) == Some(role) {
            return Err(OperatorError::MemberAlready);
        }
        member.join(service.clone(), role);
        unit.staff().save(&mut member).await?;
        self.record_place(unit.as_mut(), &member, service.clone(), role, now)
            .await?;
        unit.commit().await?;
        Ok(member)
    }

    /// Invites somebody to a service, and gives the secret of the link to the operator
    /// to hand over. One who was invited before is invited again, and the link from
    /// before ends: a colleague's invitation that did not arrive is renewed like this.
    pub async fn invite_for_operator(
        &self,
        email: &str,
        service: &ServiceId,
        role: Role,
    ) -> Result<SecretString, OperatorError> {
        let email = parse(email)?;
        self.known_service(service).await?;
        let now = self.now();
        let secret = self.link_secret();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        if member.is_some_and(|member| member.role_in(service).is_some()) {
            return Err(OperatorError::MemberAlready);
        }
        for before in unit.invitations().of_service(service).await? {
            if before.email == email {
                unit.invitations().end(&before.id, now).await?;
            }
        }
        let invitation = Invitation {
            id: InvitationId::from_random(self.random::<ID_LENGTH>()),
            digest: self.link_digest(&secret),
            email,
            service: service.clone(),
            role,
            sent_by: None,
            sent_at: now,
            ended_at: None,
        };
        unit.invitations().add(&invitation).await?;
        let chain = Chain::Service(service.clone());
        let entry = Entry::new(chain, Action::Invited, Doer::Operator, now);
        let entry = entry.to(invitation.email.as_str());
        self.record(unit.as_mut(), entry.with("role", role.word()))
            .await?;
        unit.commit().await?;
        Ok(secret)
    }

    /// Takes somebody's password and second factor away and gives them this password:
    /// they set up a second factor when they next sign in.
    pub async fn reset_member(
        &self,
        email: &str,
        password: SecretString,
    ) -> Result<StaffMember, OperatorError> {
        let email = parse(email)?;
        let hash = self.hash(password, &email).await?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        let mut member = member.ok_or(OperatorError::Unknown)?;
        member.password = Some(hash);
        member.authenticator = None;
        member.passkeys = Vec::new();
        member.recovery_codes = Vec::new();
        member.unlock();
        unit.staff().save(&mut member).await?;
        unit.sessions().end_all(&member.id, None).await?;
        for action in [Action::PasswordSet, Action::SecondFactorChanged] {
            let entry = Entry::new(Chain::Platform, action, Doer::Operator, now);
            self.record(unit.as_mut(), entry.to(member.email.as_str()))
                .await?;
        }
        unit.commit().await?;
        Ok(member)
    }

    /// Lets somebody try again after too many wrong answers.
    pub async fn unlock_member(&self, email: &str) -> Result<StaffMember, OperatorError> {
        let email = parse(email)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        let mut member = member.ok_or(OperatorError::Unknown)?;
        member.unlock();
        member.disabled = false;
        unit.staff().save(&mut member).await?;
        let entry = Entry::new(Chain::Platform, Action::StaffUnlocked, Doer::Operator, now);
        self.record(unit.as_mut(), entry.to(member.email.as_str()))
            .await?;
        unit.commit().await?;
        Ok(member)
    }

    async fn known_service(&self, service: &ServiceId) -> Result<(), OperatorError> {
        match self.ports.queries.service(service).await? {
            Some(_) => Ok(()),
            None => Err(OperatorError::NoSuchService),
        }
    }

    /// The operator's hand shows in the service's own record.
    async fn record_place(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &StaffMember,
        service: ServiceId,
        role: Role,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let chain = Chain::Service(service);
        let entry = Entry::new(chain, Action::RoleChanged, Doer::Operator, now);
        let entry = entry.to(member.email.as_str());
        self.record(unit, entry.with("to", role.word())).await
    }
}

/// A password made of random bytes: letters and digits in groups, easy to copy.
pub(crate) fn readable(bytes: &[u8]) -> SecretString {
    let letters: Vec<char> = base32(bytes).to_ascii_lowercase().chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(String::from_iter).collect();
    SecretString::from(groups.join("-"))
}

fn parse(email: &str) -> Result<StaffEmail, OperatorError> {
    StaffEmail::parse(email).map_err(|_| OperatorError::NotAnEmail)
}
