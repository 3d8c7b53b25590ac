//! Somebody signs in: first the password, then the second factor.
//!
//! A wrong address and a wrong password get one answer, after the same time.

use domain::Timestamp;
use domain::audit::{Action, Chain, Doer};
use domain::email::StaffMessage;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::session::Stage;
use domain::staff::{Admission, StaffEmail, StaffMember};
use secrecy::SecretString;

use super::Origin;
use super::record::{Entry, short};
use super::session::NewSession;
use crate::Application;

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address or the password is wrong; it is not told which.
    #[error("the address or the password is wrong")]
    Wrong,
    /// There were too many wrong answers; not before then.
    #[error("too many wrong answers")]
    Wait(Timestamp),
    /// There were far too many wrong answers, or somebody has shut them out.
    #[error("the account is locked")]
    Locked,
    /// It could not be read or stored.
    #[error("the sign-in could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Takes an address and a password. The session that is answered waits for the
    /// second factor.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &SecretString,
        origin: &Origin,
    ) -> Result<NewSession, SignInError> {
        let known = self.known(email).await?;
        let hash = known.as_ref().and_then(|member| member.password.as_ref());
        // Hashing takes long: no unit is open meanwhile.
        let is_right = self.ports.people.passwords.verify(password, hash).await;
        let now = self.now();
        let mut unit = self.ports.store.begin().await?;
        let Some(known) = known else {
            let stranger = Doer::Stranger(short(email));
            let entry = Entry::new(Chain::Platform, Action::SignInRefused, stranger, now);
            self.record(unit.as_mut(), entry.from(origin)).await?;
            unit.commit().await?;
            return Err(SignInError::Wrong);
        };
        let member = unit.staff().get(&known.id).await?;
        let mut member = member.ok_or(SignInError::Wrong)?;
        let refused = match member.wrong_passwords.admission(now) {
            Admission::Locked => Some(SignInError::Locked),
            Admission::Wait(until) => Some(SignInError::Wait(until)),
            Admission::Open if is_right && member.disabled => Some(SignInError::Locked),
            Admission::Open if is_right => None,
            Admission::Open => {
                member.wrong_passwords.wrong(now);
                unit.staff().save(&mut member).await?;
                let admission = member.wrong_passwords.admission(now);
                self.tell_if_locked(unit.as_mut(), &member, admission, now)
                    .await?;
                Some(SignInError::Wrong)
            }
        };
        if let Some(refused) = refused {
            self.record_refusal(unit.as_mut(), &member, &refused, origin)
                .await?;
            unit.commit().await?;
            return Err(refused);
        }
        member.wrong_passwords.forget();
        unit.staff().save(&mut member).await?;
        let stage = match member.authenticator {
            Some(_) => Stage::SecondFactor,
            None => Stage::SetUp,
        };
        let begun = self
            .begin_session(unit.as_mut(), &member, stage, origin)
            .await?;
        unit.commit().await?;
        Ok(begun)
    }

    async fn known(&self, email: &str) -> Result<Option<StaffMember>, StoreError> {
        let Ok(email) = StaffEmail::parse(email) else {
            return Ok(None);
        };
        let mut unit = self.ports.store.begin().await?;
        unit.staff().by_email(&email).await
    }

    /// Tells somebody that the wrong answer just now was one too many.
    pub(crate) async fn tell_if_locked(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &StaffMember,
        admission: Admission,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if admission != Admission::Locked {
            return Ok(());
        }
        self.tell(unit, &member.email, StaffMessage::LockedOut, now)
            .await
    }

    pub(crate) async fn record_refusal(
        &self,
        unit: &mut dyn UnitOfWork,
        member: &StaffMember,
        refused: &SignInError,
        origin: &Origin,
    ) -> Result<(), StoreError> {
        let (action, why) = match refused {
            SignInError::Locked => (Action::LockedOut, "locked"),
            SignInError::Wait(_) => (Action::SignInRefused, "too many wrong answers"),
            SignInError::Wrong | SignInError::Store(_) => (Action::SignInRefused, "wrong"),
        };
        let entry = Entry::of_member(member, action, self.now()).from(origin);
        self.record(unit, entry.with("why", why)).await
    }
}
