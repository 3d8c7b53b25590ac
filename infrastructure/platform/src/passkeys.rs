//! Passkeys: WebAuthn for one address, over `webauthn-rs`.
//!
//! What a ceremony remembers between its halves is written out as JSON, which the crate
//! calls dangerous: whoever could change it could choose what is asked. It therefore never
//! leaves the program but sealed by the caller for the session that it was asked in. That
//! is also why an answer is worth nothing a second time: the session ends with it.

use domain::PasskeyId;
use domain::ports::Passkeys;
use domain::ports::people::{Ceremony, PasskeyError};
use domain::staff::StaffMember;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// Stands for the machine itself: browsers make no passkeys for addresses of numbers.
const THIS_MACHINE: &str = "localhost";

/// People cannot sign in at this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address is not one that a browser can open")]
pub struct NoSuchAddress;

/// Passkeys for the address that people sign in at. The person proves themselves to the
/// passkey, by a finger or a PIN, each time.
pub struct WebauthnPasskeys {
    webauthn: Webauthn,
}

impl WebauthnPasskeys {
    /// For this origin, such as `https://pay.example.org`, under this name.
    ///
    /// An address of numbers can have no passkeys. They are made for `localhost` then,
    /// which is the same place for a sandbox on one's own machine; anywhere else browsers
    /// refuse, and the code of an app is still there.
    ///
    /// # Errors
    ///
    /// When it is not an address.
    pub fn of(origin: &str, name: &str) -> Result<Self, NoSuchAddress> {
        let mut origin = Url::parse(origin).map_err(|_| NoSuchAddress)?;
        if origin.domain().is_none() {
            origin
                .set_host(Some(THIS_MACHINE))
                .map_err(|_| NoSuchAddress)?;
        }
        let id = origin.domain().unwrap_or_default().to_owned();
        let builder = WebauthnBuilder::new(&id, &origin).map_err(|_| NoSuchAddress)?;
        let webauthn = builder.rp_name(name).build().map_err(|_| NoSuchAddress)?;
        Ok(Self { webauthn })
    }
}

impl Passkeys for WebauthnPasskeys {
    fn ask_to_add(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError> {
        let had = kept(member)?.into_iter();
        let had = had.map(|(_, passkey)| passkey.cred_id().clone()).collect();
        let email = member.email.as_str();
        let asked =
            self.webauthn
                .start_passkey_registration(handle(member), email, email, Some(had));
        let (options, asked) = asked.map_err(|error| PasskeyError::Kept(Box::new(error)))?;
        ceremony(&options, &asked)
    }

    fn add(
        &self,
        member: &StaffMember,
        asked: &[u8],
        answer: &str,
    ) -> Result<String, PasskeyError> {
        let asked: PasskeyRegistration = read(asked)?;
        let answer: RegisterPublicKeyCredential = read(answer.as_bytes())?;
        let added = self.webauthn.finish_passkey_registration(&answer, &asked);
        let added = added.map_err(|_| PasskeyError::Wrong)?;
        let had = kept(member)?;
        if had.iter().any(|(_, had)| had.cred_id() == added.cred_id()) {
            return Err(PasskeyError::Wrong);
        }
        write(&added)
    }

    fn ask_to_prove(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError> {
        let had = kept(member)?.into_iter();
        let had: Vec<_> = had.map(|(_, passkey)| passkey).collect();
        let asked = self.webauthn.start_passkey_authentication(&had);
        let (options, asked) = asked.map_err(|error| PasskeyError::Kept(Box::new(error)))?;
        ceremony(&options, &asked)
    }

    fn prove(
        &self,
        member: &StaffMember,
        asked: &[u8],
        answer: &str,
    ) -> Result<(PasskeyId, String), PasskeyError> {
        let asked: PasskeyAuthentication = read(asked)?;
        let answer: PublicKeyCredential = read(answer.as_bytes())?;
        let proof = self.webauthn.finish_passkey_authentication(&answer, &asked);
        let proof = proof.map_err(|_| PasskeyError::Wrong)?;
        // What was asked remembers the passkeys of then. One that was removed since proves
        // nothing, and a counter must have moved on from where it is by now.
        let mut had = kept(member)?.into_iter();
        let (id, mut passkey) = had
            .find(|(_, passkey)| passkey.cred_id() == proof.cred_id())
            .ok_or(PasskeyError::Wrong)?;
        let moved_on = passkey.update_credential(&proof) == Some(true);
        if proof.counter() > 0 && !moved_on {
            return Err(PasskeyError::Wrong);
        }
        Ok((id, write(&passkey)?))
    }
}

/// What authenticators know a person by: always the same, and nobody else's.
fn handle(member: &StaffMember) -> Uuid {
    let digest = Sha256::digest(member.id.as_str());
    let first = digest.first_chunk::<16>().copied();
    Uuid::from_bytes(first.unwrap_or_default())
}

fn kept(member: &StaffMember) -> Result<Vec<(PasskeyId, Passkey)>, PasskeyError> {
    let passkeys = member.passkeys.iter().map(|passkey| {
        let read = serde_json::from_str(&passkey.credential);
        read.map(|read| (passkey.id.clone(), read))
    });
    passkeys
        .collect::<Result<_, _>>()
        .map_err(|error| PasskeyError::Kept(Box::new(error)))
}

fn ceremony(options: &impl Serialize, asked: &impl Serialize) -> Result<Ceremony, PasskeyError> {
    Ok(Ceremony {
        options: write(options)?,
        asked: write(asked)?.into_bytes(),
    })
}

fn write(value: &impl Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|error| PasskeyError::Kept(Box::new(error)))
}

fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, PasskeyError> {
    serde_json::from_slice(text).map_err(|_| PasskeyError::Wrong)
}

#[cfg(test)]
mod tests;
