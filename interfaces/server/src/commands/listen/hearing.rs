//! What the API's events say. Nothing of them reaches a terminal without having been looked at.

use anyhow::{Context, anyhow};
use domain::{AccountId, DeliveryId, PaymentId};
use secrecy::SecretString;
use serde_json::Value;

/// What stands where a body names no payment.
const NO_PAYMENT: &str = "-";

/// The connection stands.
#[derive(Debug)]
pub(super) struct Ready {
    /// The account that is listened to.
    pub(super) account: String,
    /// What deliveries are signed with.
    pub(super) secret: SecretString,
}

/// Something happened.
#[derive(Debug)]
pub(super) struct Heard {
    /// The message's name, the same in every attempt to tell of it.
    pub(super) id: DeliveryId,
    /// What happened.
    pub(super) event_type: String,
    /// When it happened.
    pub(super) created_date: String,
    /// What is posted, to the byte.
    pub(super) body: String,
    payment: Option<PaymentId>,
}

impl Ready {
    pub(super) fn read(data: &str) -> anyhow::Result<Self> {
        let data = object(data)?;
        let account = AccountId::parse(text(&data, "account_id")?);
        Ok(Self {
            account: account.ok_or_else(|| odd("account_id"))?.to_string(),
            secret: SecretString::from(plain(&data, "signing_secret")?),
        })
    }
}

impl Heard {
    pub(super) fn read(data: &str) -> anyhow::Result<Self> {
        let data = object(data)?;
        let body = text(&data, "body")?;
        let told: Value = serde_json::from_str(body).unwrap_or_default();
        let payment = told.get("resource_id").and_then(Value::as_str);
        let id = DeliveryId::parse(text(&data, "id")?);
        Ok(Self {
            id: id.ok_or_else(|| odd("id"))?,
            event_type: plain(&data, "event_type")?.to_owned(),
            created_date: plain(&data, "created_date")?.to_owned(),
            payment: payment.and_then(PaymentId::parse),
            body: body.to_owned(),
        })
    }

    /// The payment that it happened to.
    pub(super) fn payment_id(&self) -> &str {
        self.payment.as_ref().map_or(NO_PAYMENT, PaymentId::as_str)
    }
}

fn object(data: &str) -> anyhow::Result<Value> {
    serde_json::from_str(data).context("the API sent what is no JSON")
}

fn text<'a>(data: &'a Value, member: &str) -> anyhow::Result<&'a str> {
    let text = data.get(member).and_then(Value::as_str);
    text.ok_or_else(|| odd(member))
}

/// A text of printable ASCII.
fn plain<'a>(data: &'a Value, member: &str) -> anyhow::Result<&'a str> {
    let text = text(data, member)?;
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then_some(text).ok_or_else(|| odd(member))
}

fn odd(member: &str) -> anyhow::Error {
    anyhow!(
        "the API sent an event that this version does not understand ({member}); is bursar up to date here?"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEARD: &str = r#"{"id":"2u8c5r1n7j0e4m9t3b6k5q0dva","event_type":"card_payment_failed",
        "created_date":"2026-03-02T10:14:11.987Z","body":"{\"resource_id\":\"5hv2q7l0c9k3m1r8t4e6d0b2ap\"}","new":1}"#;

    #[test]
    fn a_delivery_is_read() {
        let heard = Heard::read(HEARD).unwrap();
        assert_eq!(heard.event_type, "card_payment_failed");
        assert_eq!(heard.payment_id(), "5hv2q7l0c9k3m1r8t4e6d0b2ap");
        assert_eq!(
            heard.body,
            r#"{"resource_id":"5hv2q7l0c9k3m1r8t4e6d0b2ap"}"#
        );
        let nameless = HEARD.replace("5hv2q7l", "ESC");
        assert_eq!(Heard::read(&nameless).unwrap().payment_id(), "-");
    }

    #[test]
    fn what_could_command_a_terminal_is_refused() {
        for (from, to) in [
            ("card_payment_failed", "\\u001b[2J"),
            ("2u8c5r1n", "2u8c5r1\\n"),
            ("2026-03", "2026 03"),
            ("\"body\":", "\"bod\":"),
            ("{\"id", "[\"id"),
        ] {
            assert!(Heard::read(&HEARD.replacen(from, to, 1)).is_err(), "{to}");
        }
        let ready =
            r#"{"account_id":"7c1m4t9e2k8r0b6q3v5s1d0ahj","signing_secret":"webhook_test_x"}"#;
        assert!(Ready::read(ready).is_ok());
        assert!(Ready::read(&ready.replace("_x", "\\r")).is_err());
    }
}
