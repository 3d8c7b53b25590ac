//! Passwords: Argon2id, apart from everything that is quick, and an estimate of how
//! soon one would be guessed.

use std::sync::Arc;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use async_trait::async_trait;
use domain::ports::Passwords;
use domain::staff::{NewPassword, PasswordHash};
use rand::RngCore;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use tokio::task;
use zeroize::Zeroizing;
use zxcvbn::zxcvbn;

/// How much memory one hash takes, in KiB (OWASP's first choice, as the next two).
const MEMORY_KIB: u32 = 19 * 1024;
/// How often that memory is walked.
const PASSES: u32 = 2;
/// How many walk at a time.
const LANES: u32 = 1;
/// How many hashes are made at a time: the rest wait, and the executor's threads and
/// the machine's memory are left to paying users.
const AT_A_TIME: usize = 2;
/// How long a salt is, in bytes.
const SALT_LENGTH: usize = 16;
/// How long a hash is, in bytes.
const HASH_LENGTH: usize = 32;
/// Whose password would be found within so many guesses has one that many have, or a
/// plain variation of it: a machine makes them in a second wherever hashes are quick.
const GUESSES_MIN: u64 = 100_000_000;
/// What is kept when a hash could not be made: no password has it.
const UNUSABLE: &str = "!";

/// Passwords by Argon2id. Needs a tokio runtime, whose threads for blocking work make
/// the hashes. Cheap to clone; clones share the places.
#[derive(Clone, Debug)]
pub struct Argon2Passwords {
    places: Arc<Semaphore>,
}

impl Argon2Passwords {
    /// Passwords with every place free.
    pub fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }

    /// Does slow work where it holds up nobody. The place is kept until the work has
    /// ended, even if the one who asked has gone.
    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
        let done = task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.ok().flatten()
    }
}

impl Default for Argon2Passwords {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl Passwords for Argon2Passwords {
    async fn hash(&self, password: &NewPassword) -> PasswordHash {
        let password = Zeroizing::new(password.expose().to_owned());
        let mut salt = [0_u8; SALT_LENGTH];
        rand::rng().fill_bytes(&mut salt);
        let made = self.slowly(move || hash(&password, &salt)).await;
        PasswordHash::stored(made.unwrap_or_else(|| UNUSABLE.to_owned()))
    }

    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool {
        let password = password.clone();
        let hash = hash.map(|hash| hash.as_str().to_owned());
        let verified = self.slowly(move || {
            let password = password.expose_secret();
            let kept = hash
                .as_deref()
                .and_then(|hash| phc::PasswordHash::new(hash).ok());
            Some(match kept {
                Some(kept) => argon2().verify_password(password.as_bytes(), &kept).is_ok(),
                None => {
                    // Nobody can tell from the time whether there was a hash.
                    let _: Option<String> = self::hash(password, &[0; SALT_LENGTH]);
                    false
                }
            })
        });
        verified.await.unwrap_or(false)
    }

    /// By zxcvbn's lists (30 000 passwords, names, words of English and of films) and
    /// by its eye for what people do to them: years, keyboards, letters for digits.
    fn is_common(&self, password: &str) -> bool {
        zxcvbn(password, &[]).guesses() < GUESSES_MIN
    }
}

/// The hash in the PHC format, which names the algorithm, the costs and the salt.
fn hash(password: &str, salt: &[u8]) -> Option<String> {
    let made: phc::PasswordHash = argon2()
        .hash_password_with_salt(password.as_bytes(), salt)
        .ok()?;
    Some(made.to_string())
}

fn argon2() -> Argon2<'static> {
    // The costs are within the algorithm's limits, so they are never others than these.
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_LENGTH)).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests;
