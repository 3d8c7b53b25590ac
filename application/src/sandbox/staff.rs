//! Sandbox mode's staff: two people who can sign in from the first start on, and whose
//! authenticator app is this program. There are two for what nobody does alone.
//!
//! Their passwords and their apps' secrets follow from the operator's keys, so every
//! start and every replica knows them without having kept them.

use domain::audit::{Action, Chain, Doer};
use domain::ports::StoreError;
use domain::ports::secrets::Purpose;
use domain::staff::second_factor::{Authenticator, TOTP_STEPS_OFF, step_at};
use domain::staff::{Role, StaffEmail, StaffMember};
use domain::{ServiceId, Timestamp};
use secrecy::SecretString;

use super::SandboxError;
use crate::Application;
use crate::staff::members::{NewMember, OperatorError, readable};
use crate::staff::record::Entry;
use crate::staff::second_factor::{app_place, base32};

/// Which of the two.
#[derive(Clone, Copy)]
enum DemoPart {
    /// An admin of the service and of the platform.
    Admin,
    /// A refund manager.
    Colleague,
}

/// What one of the sandbox's staff signs in with.
#[derive(Clone, Debug)]
pub struct DemoStaff {
    /// Their address.
    pub email: String,
    /// Their password, as it was in the beginning.
    pub password: SecretString,
    /// The secret of their authenticator app, in base 32, as it was in the beginning.
    pub app_secret: SecretString,
}

/// Why there is no demo member of staff, or no code.
#[derive(Debug, thiserror::Error)]
pub enum DemoStaffError {
    /// They could not be added.
    #[error(transparent)]
    Operator(#[from] OperatorError),
    /// This is not sandbox mode.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// They have no authenticator app.
    #[error("they have set up no authenticator app")]
    NoApp,
    /// The codes that are good now were taken.
    #[error("the codes of this minute were used; ask again in half a minute")]
    Used,
    /// It could not be stored.
    #[error("it could not be stored")]
    Store(#[from] StoreError),
}

impl DemoPart {
    fn is_platform_admin(self) -> bool {
        matches!(self, Self::Admin)
    }

    fn role(self) -> Role {
        match self {
            Self::Admin => Role::ServiceAdmin,
            Self::Colleague => Role::RefundManager,
        }
    }

    /// The word that their secrets follow from.
    fn word(self) -> &'static str {
        match self {
            Self::Admin => "staff",
            Self::Colleague => "colleague",
        }
    }
}

impl Application {
    /// The member of staff that sandbox mode starts with, added if there is none: an
    /// admin of the service and of the platform. Whatever they changed stays; only if
    /// the operator's keys changed under them do they start afresh.
    pub async fn demo_staff(
        &self,
        email: &str,
        service: &ServiceId,
    ) -> Result<DemoStaff, DemoStaffError> {
        self.demo_person(email, DemoPart::Admin, service).await
    }

    /// Their colleague, added likewise: a refund manager, who approves the refunds that
    /// need a second person.
    pub async fn demo_colleague(
        &self,
        email: &str,
        service: &ServiceId,
    ) -> Result<DemoStaff, DemoStaffError> {
        self.demo_person(email, DemoPart::Colleague, service).await
    }

    async fn demo_person(
        &self,
        email: &str,
        part: DemoPart,
        service: &ServiceId,
    ) -> Result<DemoStaff, DemoStaffError> {
        self.sandbox()?;
        let parsed = StaffEmail::parse(email).map_err(|_| OperatorError::NotAnEmail)?;
        let app_secret = self.fixed("authenticator app", part);
        let [password @ .., _, _, _, _, _, _, _, _] = self.fixed("password", part);
        let demo = DemoStaff {
            email: email.to_owned(),
            password: readable(&password),
            app_secret: base32(&app_secret).into(),
        };
        match self.by_email(&parsed).await? {
            None => {
                let new = NewMember {
                    email: email.to_owned(),
                    password: demo.password.clone(),
                    is_platform_admin: part.is_platform_admin(),
                    place: Some((service.clone(), part.role())),
                };
                match self.create_member(new).await {
                    // Another replica was quicker, with the same.
                    Err(OperatorError::Known | OperatorError::Store(StoreError::Stale)) => {
                        return Ok(demo);
                    }
                    other => other?,
                };
            }
            Some(member) if self.is_locked_in(&member) => {
                self.reset_member(email, demo.password.clone()).await?;
            }
            Some(member) if member.authenticator.is_some() => return Ok(demo),
            Some(member) if member.signed_in_at.is_some() => return Ok(demo),
            Some(_) => {}
        }
        match self.set_app(&parsed, &app_secret).await {
            Err(DemoStaffError::Store(StoreError::Stale)) => Ok(demo),
            other => other.map(|()| demo),
        }
    }

    /// The code that somebody's authenticator app would show now: the next one, if this
    /// one was used. For sandbox mode alone.
    pub async fn app_code(&self, email: &str) -> Result<String, DemoStaffError> {
        self.sandbox()?;
        let email = StaffEmail::parse(email).map_err(|_| OperatorError::NotAnEmail)?;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(&email).await?;
        let mut member = member.ok_or(OperatorError::Unknown)?;
        let place = app_place(&member);
        let app = member.authenticator.as_mut().ok_or(DemoStaffError::NoApp)?;
        let secret = self.ports.people.vault.open(&place, &app.sealed_secret);
        let secret = secret.ok_or(DemoStaffError::NoApp)?;
        if app.last_step > step_at(now).saturating_add(TOTP_STEPS_OFF) {
            // The clock was set back, and codes that are yet to come were taken before.
            app.last_step = 0;
            unit.staff().save(&mut member).await?;
            unit.commit().await?;
        }
        let app = member.authenticator.ok_or(DemoStaffError::NoApp)?;
        let step = app.steps(now).into_iter().next();
        let step = step.ok_or(DemoStaffError::Used)?;
        Ok(self.ports.people.app_codes.code(&secret, step))
    }

    /// Bytes that follow from the oldest of the operator's keys: a newer one beside it
    /// changes nothing.
    fn fixed(&self, what: &str, part: DemoPart) -> [u8; 20] {
        let name = format!("{what} of the sandbox's {}", part.word());
        let macs = self.ports.secrets.macs(Purpose::StaffLink, name.as_bytes());
        let mut bytes = [0; 20];
        if let Some(mac) = macs.last() {
            bytes.iter_mut().zip(mac).for_each(|(to, from)| *to = *from);
        }
        bytes
    }

    async fn by_email(&self, email: &StaffEmail) -> Result<Option<StaffMember>, StoreError> {
        self.ports
            .store
            .begin()
            .await?
            .staff()
            .by_email(email)
            .await
    }

    /// Whether somebody's app was sealed under keys that are no longer there.
    fn is_locked_in(&self, member: &StaffMember) -> bool {
        let vault = &self.ports.people.vault;
        member
            .authenticator
            .as_ref()
            .is_some_and(|app| vault.open(&app_place(member), &app.sealed_secret).is_none())
    }

    async fn set_app(&self, email: &StaffEmail, secret: &[u8]) -> Result<(), DemoStaffError> {
        let now: Timestamp = self.now();
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().by_email(email).await?;
        let mut member = member.ok_or(OperatorError::Unknown)?;
        member.authenticator = Some(Authenticator {
            sealed_secret: self.ports.people.vault.seal(&app_place(&member), secret),
            set_up_at: now,
            last_step: 0,
        });
        unit.staff().save(&mut member).await?;
        let action = Action::SecondFactorChanged;
        let entry = Entry::new(Chain::Platform, action, Doer::Operator, now);
        self.record(unit.as_mut(), entry.to(member.email.as_str()))
            .await?;
        Ok(unit.commit().await?)
    }
}
