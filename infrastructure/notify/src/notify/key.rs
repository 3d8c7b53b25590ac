//! The key to an account of GOV.UK Notify, and the token that proves it in each request.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use uuid::Uuid;

/// How many characters at the end of a key mean something: two identifiers and a hyphen. The
/// name before them may have hyphens too.
const MEANING: usize = 73;
/// How many characters an identifier has.
const ID: usize = 36;

/// A key: `{name}-{service}-{secret}`.
pub(super) struct ApiKey {
    service: Uuid,
    secret: SecretString,
}

impl ApiKey {
    /// Reads a key; `None` when it cannot be one.
    pub(super) fn parse(key: &SecretString) -> Option<Self> {
        let key = key.expose_secret().trim();
        let (_name, meaning) = key.split_at_checked(key.len().checked_sub(MEANING)?)?;
        let (service, rest) = meaning.split_at_checked(ID)?;
        let secret = rest.strip_prefix('-')?;
        Uuid::parse_str(secret).ok()?;
        Some(Self {
            service: Uuid::parse_str(service).ok()?,
            secret: SecretString::from(secret),
        })
    }

    /// A token for one request: the server refuses one that is half a minute old.
    pub(super) fn token(&self) -> SecretString {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        self.token_at(now.unwrap_or_default().as_secs())
    }

    /// A JSON Web Token, signed by HMAC with SHA-256, issued so many seconds after 1970.
    fn token_at(&self, issued: u64) -> SecretString {
        let encoded = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
        let head = encoded(r#"{"typ":"JWT","alg":"HS256"}"#);
        let claims = encoded(&format!(r#"{{"iss":"{}","iat":{issued}}}"#, self.service));
        let signed = format!("{head}.{claims}");
        let secret = self.secret.expose_secret().as_bytes();
        // HMAC takes keys of any length.
        let signature = match Hmac::<Sha256>::new_from_slice(secret) {
            Ok(mac) => mac.chain_update(signed.as_bytes()).finalize().into_bytes(),
            Err(_) => Default::default(),
        };
        SecretString::from(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature)))
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-…", self.service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
    const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    fn parsed(key: &str) -> Option<ApiKey> {
        ApiKey::parse(&SecretString::from(key))
    }

    #[test]
    fn a_key_is_read_from_its_end() {
        for name in ["", "live-", "name-with-hyphens-", "ünïcode name-"] {
            let key = parsed(&format!("{name}{SERVICE}-{SECRET}")).unwrap();
            assert_eq!(key.service.to_string(), SERVICE);
            assert_eq!(key.secret.expose_secret(), SECRET);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for key in [
            String::new(),
            SECRET.to_owned(),
            format!("name-{SERVICE}_{SECRET}"),
            format!("name-{SERVICE}-{}", SECRET.replace('3', "x")),
            format!("{}é-{SECRET}", &SERVICE[..35]),
        ] {
            assert!(parsed(&key).is_none(), "{key}");
        }
    }

    /// Made with Python's `hmac` and `base64`.
    #[test]
    fn the_token_is_what_others_make_of_the_same_key() {
        let key = parsed(&format!("name-{SERVICE}-{SECRET}")).unwrap();

        let token = key.token_at(1_795_348_800);

        let expected = [
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9",
            "eyJpc3MiOiIyNjc4NWEwOS1hYjE2LTRlYjAtODQwNy1hMzc0OTdhNTc1MDYiLCJpYXQiOjE3OTUzNDg4MDB9",
            "h0G3r-DQvMpqop72vfTFhpFwhIR3IXoPq6U0E6rseoU",
        ];
        assert_eq!(token.expose_secret(), expected.join("."));
    }

    #[test]
    fn no_secret_prints() {
        let key = parsed(&format!("name-{SERVICE}-{SECRET}")).unwrap();
        assert_eq!(format!("{key:?}"), format!("{SERVICE}-…"));
    }
}
