//! Passkeys: added and removed by their owners, and good as a second factor.

use domain::audit::{Action, Chain};
use domain::email::StaffMessage;
use domain::id::ID_LENGTH;
use domain::ports::StoreError;
use domain::ports::people::PasskeyError;
use domain::staff::passkey::{PASSKEY_NAME_MAX, PASSKEYS_MAX};
use domain::staff::session::Stage;
use domain::staff::{Passkey, StaffMember};
use domain::{PasskeyId, SessionId};
use secrecy::SecretString;

use super::record::Entry;
use super::second_factor::{CodeError, SignedIn};
use super::session::SessionError;
use super::{Origin, Staff};
use crate::Application;

/// What a browser is asked, and what it brings back with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyQuestion {
    /// The options for the browser, as JSON.
    pub options: String,
    /// What was asked, sealed, for the form that answers.
    pub sealed: Vec<u8>,
}

/// Why a passkey was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddPasskeyError {
    /// The answer is not one to what was asked.
    #[error("the passkey's answer is wrong")]
    Wrong,
    /// The name is blank or over [`PASSKEY_NAME_MAX`] characters.
    #[error("the name must have 1 to {PASSKEY_NAME_MAX} characters")]
    Name,
    /// They have [`PASSKEYS_MAX`].
    #[error("nobody has more than {PASSKEYS_MAX} passkeys")]
    TooMany,
    /// It could not be stored.
    #[error("the passkey could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Asks a browser that is signed in to make a passkey.
    pub fn offer_passkey(&self, staff: &Staff) -> Result<PasskeyQuestion, AddPasskeyError> {
        if staff.member.passkeys.len() >= PASSKEYS_MAX {
            return Err(AddPasskeyError::TooMany);
        }
        let asked = self.ports.people.passkeys.ask_to_add(&staff.member);
        let asked = asked.map_err(|error| self.wrong(&staff.member, &error))?;
        Ok(PasskeyQuestion {
            sealed: self.seal_asked(&staff.session.id, &asked.asked),
            options: asked.options,
        })
    }

    /// Adds the passkey that a browser made.
    pub async fn add_passkey(
        &self,
        staff: &Staff,
        name: &str,
        sealed: &[u8],
        answer: &str,
    ) -> Result<Passkey, AddPasskeyError> {
        let name = name.trim();
        let is_name = !name.is_empty() && !name.contains(char::is_control);
        if !is_name || name.chars().count() > PASSKEY_NAME_MAX {
            return Err(AddPasskeyError::Name);
        }
        let asked = self.open_asked(&staff.session.id, sealed);
        let asked = asked.ok_or(AddPasskeyError::Wrong)?;
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().get(&staff.member.id).await?;
        let mut member = member.ok_or(AddPasskeyError::Wrong)?;
        if member.passkeys.len() >= PASSKEYS_MAX {
            return Err(AddPasskeyError::TooMany);
        }
        let credential = self.ports.people.passkeys.add(&member, &asked, answer);
        let passkey = Passkey {
            id: PasskeyId::from_random(self.random::<ID_LENGTH>()),
            name: name.to_owned(),
            credential: credential.map_err(|error| self.wrong(&member, &error))?,
            added_at: staff.at,
            used_at: None,
        };
        member.passkeys.push(passkey.clone());
        unit.staff().save(&mut member).await?;
        let entry = Entry::of(staff, Chain::Platform, Action::SecondFactorChanged)
            .to(passkey.id.as_str())
            .with("passkey added", name);
        self.record(unit.as_mut(), entry).await?;
        let message = StaffMessage::SecondFactorChanged;
        self.tell(unit.as_mut(), &member.email, message, staff.at)
            .await?;
        unit.commit().await?;
        Ok(passkey)
    }

    /// Takes a passkey away from its owner's list; says whether it was there. The
    /// authenticator app stays, so nobody locks themselves out.
    pub async fn remove_passkey(&self, staff: &Staff, id: &str) -> Result<bool, StoreError> {
        let mut unit = self.ports.store.begin().await?;
        let Some(mut member) = unit.staff().get(&staff.member.id).await? else {
            return Ok(false);
        };
        let here = member.passkeys.iter().position(|key| key.id.as_str() == id);
        let Some(here) = here else {
            return Ok(false);
        };
        let removed = member.passkeys.remove(here);
        unit.staff().save(&mut member).await?;
        let entry = Entry::of(staff, Chain::Platform, Action::SecondFactorChanged)
            .to(removed.id.as_str())
            .with("passkey removed", &removed.name);
        self.record(unit.as_mut(), entry).await?;
        let message = StaffMessage::SecondFactorChanged;
        self.tell(unit.as_mut(), &member.email, message, staff.at)
            .await?;
        unit.commit().await?;
        Ok(true)
    }

    /// Asks a browser that waits for its second factor to prove a passkey; `None` when its
    /// owner has none.
    pub async fn ask_for_passkey(
        &self,
        browser: &SecretString,
    ) -> Result<Option<PasskeyQuestion>, SessionError> {
        let waiting = self.waiting(browser, Stage::SecondFactor).await?;
        if waiting.member.passkeys.is_empty() {
            return Ok(None);
        }
        let asked = match self.ports.people.passkeys.ask_to_prove(&waiting.member) {
            Ok(asked) => asked,
            Err(error) => {
                // The app's code is still there.
                self.wrong(&waiting.member, &error);
                return Ok(None);
            }
        };
        Ok(Some(PasskeyQuestion {
            sealed: self.seal_asked(&waiting.session.id, &asked.asked),
            options: asked.options,
        }))
    }

    /// Takes a passkey's proof as the second factor. A wrong one counts as a wrong code.
    pub async fn sign_in_with_passkey(
        &self,
        browser: &SecretString,
        sealed: &[u8],
        answer: &str,
        origin: &Origin,
    ) -> Result<SignedIn, CodeError> {
        let waiting = self.waiting(browser, Stage::SecondFactor).await?;
        let mut trial = self.second_factor_of(waiting, origin).await?;
        let asked = self.open_asked(&trial.waiting.session.id, sealed);
        let passkeys = &self.ports.people.passkeys;
        let proved = asked.and_then(|asked| passkeys.prove(&trial.member, &asked, answer).ok());
        let Some((id, credential)) = proved else {
            return Err(self.wrong_second_factor(trial).await?);
        };
        for passkey in &mut trial.member.passkeys {
            if passkey.id == id {
                passkey.credential.clone_from(&credential);
                passkey.used_at = Some(trial.waiting.at);
            }
        }
        let session = self.complete(&mut trial, "passkey").await?;
        trial.unit.commit().await?;
        Ok(SignedIn {
            session,
            recovery_codes: Vec::new(),
        })
    }

    fn seal_asked(&self, session: &SessionId, asked: &[u8]) -> Vec<u8> {
        self.ports.people.vault.seal(&asked_place(session), asked)
    }

    fn open_asked(&self, session: &SessionId, sealed: &[u8]) -> Option<Vec<u8>> {
        self.ports.people.vault.open(&asked_place(session), sealed)
    }

    fn wrong(&self, member: &StaffMember, error: &PasskeyError) -> AddPasskeyError {
        if let PasskeyError::Kept(_) = error {
            tracing::error!(staff.id = %member.id, error = error as &dyn std::error::Error, "somebody's passkeys cannot be read");
        }
        AddPasskeyError::Wrong
    }
}

/// Where what was asked of a passkey is sealed for.
fn asked_place(session: &SessionId) -> String {
    format!("passkey asked for in {session}")
}
