//! How messages are signed: two ways at once, under the same keys.
//!
//! `Pay-Signature` is what receivers verify today (as in GOV.UK Pay). The headers of Standard
//! Webhooks say besides when it was sent, and are checked by libraries in many languages.
//! A key is the bytes of a secret's text in both.

use data_encoding::{BASE64, HEXLOWER};
use domain::Timestamp;
use domain::ports::webhooks::WebhookMessage;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// What secrets begin with where a Standard Webhooks library takes them.
const STANDARD_SECRET_PREFIX: &str = "whsec_";
/// What this kind of signature is called in `webhook-signature`.
const STANDARD_VERSION: &str = "v1";

/// The headers that sign a message: their names as they are written, and what they say.
pub fn headers(message: &WebhookMessage, sent_at: Timestamp) -> Vec<(&'static str, String)> {
    let body = message.body.as_bytes();
    let id = message.id.as_str();
    let newest = message.secrets.first();
    newest
        .map(|secret| ("Pay-Signature", pay_signature(secret, body)))
        .into_iter()
        .chain([
            ("Webhook-Id", id.to_owned()),
            ("Webhook-Timestamp", seconds(sent_at).to_string()),
            (
                "Webhook-Signature",
                standard_signature(&message.secrets, id, sent_at, body),
            ),
        ])
        .collect()
}

/// The value of `Pay-Signature`: HMAC-SHA-256 of the body in lower-case hexadecimal digits.
pub fn pay_signature(secret: &SecretString, body: &[u8]) -> String {
    HEXLOWER.encode(&mac(secret.expose_secret().as_bytes(), &[body]))
}

/// The value of `webhook-signature`: one signature for each secret, in their order, parted by
/// spaces.
pub fn standard_signature(
    secrets: &[SecretString],
    id: &str,
    sent_at: Timestamp,
    body: &[u8],
) -> String {
    let signatures: Vec<_> = secrets
        .iter()
        .map(|secret| standard(secret.expose_secret().as_bytes(), id, sent_at, body))
        .collect();
    signatures.join(" ")
}

/// A secret as Standard Webhooks libraries take it: `whsec_`, and the base 64 of the bytes
/// that are the key.
pub fn standard_secret(text: &str) -> String {
    format!("{STANDARD_SECRET_PREFIX}{}", BASE64.encode(text.as_bytes()))
}

fn standard(key: &[u8], id: &str, sent_at: Timestamp, body: &[u8]) -> String {
    let before = format!("{id}.{}.", seconds(sent_at));
    let mac = mac(key, &[before.as_bytes(), body]);
    format!("{STANDARD_VERSION},{}", BASE64.encode(&mac))
}

/// Whole seconds since 1970.
fn seconds(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(1_000)
}

/// HMAC-SHA-256. Keys may have any length, so that none is refused; if one were, nobody would
/// take the empty signature for one.
fn mac(key: &[u8], message: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    for part in message {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the makers of Standard Webhooks test their own libraries with.
    #[test]
    fn the_example_of_standard_webhooks_is_signed_as_published() {
        let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let sent_at = Timestamp::from_millis(1_614_265_330_999);

        assert_eq!(
            standard(
                &key,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                sent_at,
                br#"{"test": 2432232314}"#,
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    /// Made with `openssl dgst -sha256 -hmac`.
    #[test]
    fn pay_signature_is_the_plain_hmac_of_the_body() {
        for (secret, body, expected) in [
            (
                "webhook_test_0123456789abcdefghijklmnop",
                r#"{"webhook_message_id":"a"}"#,
                "89f232ead9cc7696f9d3cdbb6a823f20191ad07fc0be843a6ecb6b18a25bb0bb",
            ),
            (
                "webhook_live_0123456789abcdefghijklmnop",
                "{\"description\":\"Trwydded bysgota – £12\"}\n",
                "8e1a27662ffb60c0771a6db86d98f3493ed04671a07b29b75213ecab5c7c0459",
            ),
            (
                "webhook_live_0123456789abcdefghijklmnop",
                "",
                "691bd2cdd3e21f7fdd903a7ac35ee69a587678e0f52234eb6b79336301565bb5",
            ),
        ] {
            let secret = SecretString::from(secret);
            assert_eq!(pay_signature(&secret, body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn every_secret_signs_in_order() {
        let [new, old] = ["new", "old"].map(SecretString::from);
        let at = Timestamp::from_millis(5_000);
        let of = |secrets: &[SecretString]| standard_signature(secrets, "id", at, b"{}");

        let both = of(&[new.clone(), old.clone()]);

        assert_eq!(both, format!("{} {}", of(&[new]), of(&[old])));
    }

    #[test]
    fn the_other_spelling_of_a_secret_is_the_same_bytes() {
        let text = "webhook_test_0123456789abcdefghijklmnop";

        let spelt = standard_secret(text);

        assert_eq!(
            spelt,
            "whsec_d2ViaG9va190ZXN0XzAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9w"
        );
        let encoded = spelt.strip_prefix(STANDARD_SECRET_PREFIX).unwrap();
        assert_eq!(BASE64.decode(encoded.as_bytes()).unwrap(), text.as_bytes());
    }
}
