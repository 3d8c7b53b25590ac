//! The second factor: set up once, asked for at every sign-in.

mod trial;

use domain::audit::{Action, Chain};
use domain::ports::StoreError;
use domain::ports::secrets::Purpose;
use domain::staff::second_factor::{Authenticator, RECOVERY_CODES, step_at};
use domain::staff::session::Stage;
use domain::staff::{StaffEmail, StaffMember};
use secrecy::SecretString;

use super::record::Entry;
use super::session::{NewSession, SessionError};
use super::sign_in::SignInError;
use super::{Origin, Staff};
use crate::Application;

/// How many random bytes an app's secret has (RFC 4226 asks for 16 at least).
const APP_SECRET_LENGTH: usize = 20;

/// An app's secret, to be shown once, and kept by the browser until it is confirmed.
#[derive(Debug)]
pub struct Provisional {
    /// The bytes that the app is to share, for the picture.
    pub secret: SecretString,
    /// The same sealed, for the form that confirms it.
    pub sealed: Vec<u8>,
    /// Whose it is, for the app to show.
    pub email: StaffEmail,
}

/// A sign-in that is complete.
#[derive(Debug)]
pub struct SignedIn {
    /// The new session: the one from before the second factor has ended.
    pub session: NewSession,
    /// Recovery codes to be shown once, where they were just made.
    pub recovery_codes: Vec<SecretString>,
}

/// Why a code was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// It is not the code of now, or was taken before.
    #[error("the code is wrong, or was used")]
    Wrong,
    /// There were too many wrong codes, or the account is locked.
    #[error(transparent)]
    Refused(SignInError),
    /// There is nobody waiting to be let in.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// It could not be stored.
    #[error("the sign-in could not be stored")]
    Store(#[from] StoreError),
}

/// Why there are no new recovery codes.
#[derive(Debug, thiserror::Error)]
pub enum RenewCodesError {
    /// The password is not theirs.
    #[error("the password is wrong")]
    Wrong,
    /// They could not be stored.
    #[error("the recovery codes could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Takes the code of an authenticator app, or a recovery code.
    pub async fn sign_in_with_code(
        &self,
        browser: &SecretString,
        code: &str,
        origin: &Origin,
    ) -> Result<SignedIn, CodeError> {
        let waiting = self.waiting(browser, Stage::SecondFactor).await?;
        let mut trial = self.second_factor_of(waiting, origin).await?;
        let typed: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let by = if self.take_app_code(&mut trial.member, &typed) {
            "authenticator app"
        } else if self.take_recovery_code(&mut trial.member, &typed) {
            "recovery code"
        } else {
            return Err(self.wrong_second_factor(trial).await?);
        };
        let session = self.complete(&mut trial, by).await?;
        trial.unit.commit().await?;
        Ok(SignedIn {
            session,
            recovery_codes: Vec::new(),
        })
    }

    /// A secret for an authenticator app, not in force yet.
    pub async fn offer_app(&self, browser: &SecretString) -> Result<Provisional, SessionError> {
        let staff = self.waiting(browser, Stage::SetUp).await?;
        let secret: [u8; APP_SECRET_LENGTH] = self.random();
        Ok(self.provisional(&staff, &secret))
    }

    /// The secret that was offered to this browser before, to be shown again; a new one
    /// when it was not.
    pub async fn offer_app_again(
        &self,
        browser: &SecretString,
        sealed: &[u8],
    ) -> Result<Provisional, SessionError> {
        let staff = self.waiting(browser, Stage::SetUp).await?;
        let secret: Option<Vec<u8>> = self
            .ports
            .people
            .vault
            .open(&provisional_place(&staff), sealed);
        let secret = secret.unwrap_or_else(|| self.random::<APP_SECRET_LENGTH>().to_vec());
        Ok(self.provisional(&staff, &secret))
    }

    /// Puts an app in force by its first code, and completes the sign-in. The person
    /// gets fresh recovery codes.
    pub async fn confirm_app(
        &self,
        browser: &SecretString,
        sealed: &[u8],
        code: &str,
        origin: &Origin,
    ) -> Result<SignedIn, CodeError> {
        let waiting = self.waiting(browser, Stage::SetUp).await?;
        let place = provisional_place(&waiting);
        let secret = self.ports.people.vault.open(&place, sealed);
        let secret = secret.ok_or(CodeError::Wrong)?;
        let mut trial = self.second_factor_of(waiting, origin).await?;
        let (member, now) = (&mut trial.member, trial.waiting.at);
        let mut app = Authenticator {
            sealed_secret: self.ports.people.vault.seal(&app_place(member), &secret),
            set_up_at: now,
            last_step: step_at(now).saturating_sub(2),
        };
        let steps = app.steps(now);
        let right = steps
            .into_iter()
            .find(|step| self.ports.people.app_codes.code(&secret, *step) == code.trim());
        let Some(step) = right else {
            return Err(self.wrong_second_factor(trial).await?);
        };
        app.take(step);
        member.authenticator = Some(app);
        let recovery_codes = self.new_recovery_codes(member);
        let session = self.complete(&mut trial, "new authenticator app").await?;
        let entry = Entry::of_member(&trial.member, Action::SecondFactorChanged, now);
        self.record(trial.unit.as_mut(), entry.from(origin)).await?;
        trial.unit.commit().await?;
        Ok(SignedIn {
            session,
            recovery_codes,
        })
    }

    /// Fresh recovery codes in place of all from before, to be shown once. The password
    /// is asked for again: each code is a second factor for whoever reads it.
    pub async fn renew_recovery_codes(
        &self,
        staff: &Staff,
        password: &SecretString,
    ) -> Result<Vec<SecretString>, RenewCodesError> {
        let passwords = &self.ports.people.passwords;
        let hash = staff.member.password.as_ref();
        if !passwords.verify(password, hash).await {
            return Err(RenewCodesError::Wrong);
        }
        let mut unit = self.ports.store.begin().await?;
        let member = unit.staff().get(&staff.member.id).await?;
        let mut member = member.ok_or(RenewCodesError::Wrong)?;
        let codes = self.new_recovery_codes(&mut member);
        unit.staff().save(&mut member).await?;
        let entry = Entry::of(staff, Chain::Platform, Action::RecoveryCodes);
        self.record(unit.as_mut(), entry).await?;
        unit.commit().await?;
        Ok(codes)
    }

    fn provisional(&self, staff: &Staff, secret: &[u8]) -> Provisional {
        Provisional {
            secret: SecretString::from(base32(secret)),
            sealed: self
                .ports
                .people
                .vault
                .seal(&provisional_place(staff), secret),
            email: staff.member.email.clone(),
        }
    }

    fn take_app_code(&self, member: &mut StaffMember, typed: &str) -> bool {
        let place = app_place(member);
        let Some(app) = &mut member.authenticator else {
            return false;
        };
        let Some(secret) = self.ports.people.vault.open(&place, &app.sealed_secret) else {
            return false;
        };
        let steps = app.steps(self.ports.clock.now());
        let right = steps
            .into_iter()
            .find(|step| self.ports.people.app_codes.code(&secret, *step) == typed);
        right.map(|step| app.take(step)).is_some()
    }

    fn take_recovery_code(&self, member: &mut StaffMember, typed: &str) -> bool {
        let typed = typed.to_ascii_lowercase();
        let secrets = &self.ports.secrets;
        let before = member.recovery_codes.len();
        member
            .recovery_codes
            .retain(|digest| !secrets.verify(Purpose::RecoveryCode, typed.as_bytes(), digest));
        member.recovery_codes.len() < before
    }

    fn new_recovery_codes(&self, member: &mut StaffMember) -> Vec<SecretString> {
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| base32(&self.random::<10>()))
            .collect();
        member.recovery_codes = codes
            .iter()
            .map(|code| {
                self.ports
                    .secrets
                    .mac(Purpose::RecoveryCode, code.to_ascii_lowercase().as_bytes())
            })
            .collect();
        codes.into_iter().map(SecretString::from).collect()
    }
}

/// Where an app's secret is sealed for.
pub(crate) fn app_place(member: &StaffMember) -> String {
    format!("authenticator of {}", member.id)
}

/// Where an app's secret is sealed for until it is confirmed.
fn provisional_place(staff: &Staff) -> String {
    format!("authenticator offered in {}", staff.session.id)
}

/// Base 32 (RFC 4648) without padding, as authenticator apps read it.
pub(crate) fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut buffer, mut bits) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let digit = usize::try_from((buffer >> bits) & 31).unwrap_or_default();
            text.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
        }
    }
    if bits > 0 {
        let digit = usize::try_from((buffer << (5 - bits)) & 31).unwrap_or_default();
        text.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
    }
    text
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn base_32_is_that_of_the_rfc() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "MY"),
            (b"fo", "MZXQ"),
            (b"foo", "MZXW6"),
            (b"foob", "MZXW6YQ"),
            (b"fooba", "MZXW6YTB"),
            (b"foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes), text);
        }
    }

    #[test]
    fn a_secret_does_not_print() {
        let offered = Provisional {
            secret: SecretString::from("ABC"),
            sealed: Vec::new(),
            email: StaffEmail::parse("ada@example.org").unwrap(),
        };
        assert!(!format!("{offered:?}").contains(offered.secret.expose_secret()));
    }
}
