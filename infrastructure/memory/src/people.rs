//! Passwords, sealed secrets and codes in memory: quick, and safe for nobody.

use async_trait::async_trait;
use domain::ports::people::{AppCodes, Passwords, Vault};
use domain::staff::{NewPassword, PasswordHash};
use secrecy::{ExposeSecret, SecretString};

/// Passwords that are their own hashes, and one that is common.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryPasswords;

/// The password that everybody has.
pub const COMMON: &str = "correct horse battery";

#[async_trait]
impl Passwords for MemoryPasswords {
    async fn hash(&self, password: &NewPassword) -> PasswordHash {
        PasswordHash::stored(format!("plain:{}", password.expose()))
    }

    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool {
        hash.is_some_and(|hash| hash.as_str() == format!("plain:{}", password.expose_secret()))
    }

    fn is_common(&self, password: &str) -> bool {
        password == COMMON
    }
}

/// Secrets with their place before them, and a sum behind that tells when something was
/// changed.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryVault;

impl Vault for MemoryVault {
    fn seal(&self, place: &str, secret: &[u8]) -> Vec<u8> {
        let mut sealed = place.as_bytes().to_vec();
        sealed.push(0);
        sealed.extend(secret.iter().map(|byte| byte ^ 0x5a));
        let sum = sum(&sealed);
        sealed.extend(sum);
        sealed
    }

    fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (sealed, found) = sealed.split_last_chunk()?;
        if sum(sealed) != *found {
            return None;
        }
        let secret = sealed.strip_prefix(place.as_bytes())?.strip_prefix(&[0])?;
        Some(secret.iter().map(|byte| byte ^ 0x5a).collect())
    }
}

/// A sum of bytes in which each counts (FNV-1a, 64 bits).
fn sum(bytes: &[u8]) -> [u8; 8] {
    let mix = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix);
    sum.to_be_bytes()
}

/// Codes that anybody can work out: the last digits of the step and of the secret.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryAppCodes;

impl AppCodes for MemoryAppCodes {
    fn code(&self, secret: &[u8], step: i64) -> String {
        let sum: i64 = secret.iter().map(|byte| i64::from(*byte)).sum();
        format!("{:06}", (step * 7_919 + sum).rem_euclid(1_000_000))
    }
}
