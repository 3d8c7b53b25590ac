//! Passwords are set: by a link that was sent, or by somebody who is signed in.

use domain::Timestamp;
use domain::audit::{Action, Chain};
use domain::email::StaffMessage;
use domain::ports::secrets::Purpose;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::invitation::RESET_LIFETIME;
use domain::staff::password::PasswordError;
use domain::staff::{NewPassword, PasswordHash, StaffEmail, StaffMember};
use secrecy::{ExposeSecret, SecretString};

use super::record::Entry;
use super::{Origin, Staff};
use crate::Application;

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    /// The link was used, is too old, or never was.
    #[error("the link is no longer good")]
    LinkOver,
    /// The present password is wrong.
    #[error("the present password is wrong")]
    Wrong,
    /// The new password may not be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// It could not be stored.
    #[error("the password could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Sends a link to set a new password, if somebody has the address. The answer is
    /// the same if nobody has.
    pub async fn request_reset(
        &self,
        email: &str,
        link: impl Fn(&SecretString) -> String,
        origin: &Origin,
    ) -> Result<(), StoreError> {
        let Ok(email) = StaffEmail::parse(email) else {
            return Ok(());
        };
        let now = self.now();
        let secret = self.link_secret();
        let mut unit = self.ports.store.begin().await?;
        let Some(member) = unit.staff().by_email(&email).await? else {
            return Ok(());
        };
        let digest = self.link_digest(&secret);
        unit.invitations()
            .add_reset(&member.id, &digest, now)
            .await?;
        let entry = Entry::of_member(&member, Action::ResetRequested, now).from(origin);
        self.record(unit.as_mut(), entry).await?;
        let link = link(&secret);
        let message = StaffMessage::PasswordReset { link };
        self.tell(unit.as_mut(), &email, message, now).await?;
        unit.commit().await
    }

    /// Sets a password by a link that was sent. Every session of the person ends.
    pub async fn reset_password(
        &self,
        secret: &SecretString,
        password: SecretString,
        origin: &Origin,
    ) -> Result<(), SetPasswordError> {
        let now = self.now();
        let digest = self.link_digest(secret);
        // Hashing takes long, so no unit is open meanwhile: this one is dropped, and
        // the link is still good.
        let email = {
            let mut unit = self.ports.store.begin().await?;
            self.owner_of_link(unit.as_mut(), &digest, now).await?.email
        };
        let hash = self.hash(password, &email).await?;
        let mut unit = self.ports.store.begin().await?;
        let mut member = self.owner_of_link(unit.as_mut(), &digest, now).await?;
        self.set_password(unit.as_mut(), &mut member, hash).await?;
        let entry = Entry::of_member(&member, Action::PasswordSet, now).from(origin);
        self.record(unit.as_mut(), entry.with("by", "link")).await?;
        let message = StaffMessage::PasswordChanged;
        self.tell(unit.as_mut(), &member.email, message, now)
            .await?;
        unit.commit().await?;
        Ok(())
    }

    /// Sets another password. Every other session of the person ends.
    pub async fn change_password(
        &self,
        staff: &Staff,
        present: &SecretString,
        password: SecretString,
    ) -> Result<(), SetPasswordError> {
        let passwords = &self.ports.people.passwords;
        let hash = staff.member.password.as_ref();
        if !passwords.verify(present, hash).await {
            return Err(SetPasswordError::Wrong);
        }
        let hash = self.hash(password, &staff.member.email).await?;
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().get(&staff.member.id).await?;
        let mut member = member.ok_or(SetPasswordError::Wrong)?;
        member.password = Some(hash);
        unit.staff().save(&mut member).await?;
        unit.sessions()
            .end_all(&member.id, Some(&staff.session.id))
            .await?;
        let entry = Entry::of(staff, Chain::Platform, Action::PasswordSet);
        self.record(unit.as_mut(), entry).await?;
        let message = StaffMessage::PasswordChanged;
        self.tell(unit.as_mut(), &member.email, message, staff.at)
            .await?;
        unit.commit().await?;
        Ok(())
    }

    pub(crate) async fn hash(
        &self,
        password: SecretString,
        email: &StaffEmail,
    ) -> Result<PasswordHash, PasswordError> {
        let passwords = &self.ports.people.passwords;
        let accepted = NewPassword::accept(password, email, |text| passwords.is_common(text))?;
        Ok(passwords.hash(&accepted).await)
    }

    pub(crate) fn link_digest(&self, secret: &SecretString) -> [u8; 32] {
        self.ports
            .secrets
            .mac(Purpose::StaffLink, secret.expose_secret().as_bytes())
    }

    /// Uses the link up, inside the caller's unit, and answers whose it is.
    async fn owner_of_link(
        &self,
        unit: &mut dyn UnitOfWork,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<StaffMember, SetPasswordError> {
        let used = unit.invitations().use_reset(digest).await?;
        let (id, made_at) = used.ok_or(SetPasswordError::LinkOver)?;
        if now.since(made_at) > RESET_LIFETIME {
            return Err(SetPasswordError::LinkOver);
        }
        let member = unit.staff().get(&id).await?;
        member.ok_or(SetPasswordError::LinkOver)
    }

    async fn set_password(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &mut StaffMember,
        hash: PasswordHash,
    ) -> Result<(), StoreError> {
        member.password = Some(hash);
        member.wrong_passwords.forget();
        unit.staff().save(member).await?;
        unit.sessions().end_all(&member.id, None).await?;
        Ok(())
    }
}
