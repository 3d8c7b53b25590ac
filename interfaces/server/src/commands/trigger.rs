//! `bursar trigger`: an example of an event, signed as a real one, for trying an endpoint
//! out. No server takes part in it.

use anyhow::{Context, bail};
use api::WebhookBodies;
use data_encoding::BASE64;
use domain::account::Mode;
use domain::id::ID_LENGTH;
use domain::ports::webhooks::{MessageAbout, WebhookMessage};
use domain::ports::{Clock, Random, WebhookBodies as _};
use domain::webhook::{EventType, secret};
use domain::{DeliveryId, PaymentId};
use platform::{SystemClock, SystemRandom};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use url::Url;
use webhook_sender::signature;

use super::listen::forward::{Forwarder, Posted, message};
use super::listen::screen::Screen;
use crate::arguments::listen::Trigger;

/// How the other spelling of a secret begins.
const STANDARD: &str = "whsec_";
/// Where an example goes that is only shown. It leaves no trace in it.
const NOWHERE: &str = "http://localhost/";

/// Makes an example and posts it, or shows it.
pub(super) async fn run(arguments: Trigger) -> anyhow::Result<()> {
    let screen = Screen::new(arguments.json);
    let (secret, is_new) = match &arguments.secret {
        Some(given) => (as_text(given)?, false),
        None => (SecretString::from(secret::text(Mode::Test, random())), true),
    };
    let payment = PaymentId::from_random(random());
    let example = example(arguments.event, &payment);
    let made = if is_new {
        introduced(&secret)
    } else {
        String::new()
    };
    match arguments.forward_to {
        None => {
            let message = message(&Url::parse(NOWHERE)?, &example.id, &example.body, &secret);
            screen.say(&shown(&made, &message), &example.object(&message, None))
        }
        Some(to) => {
            let forwarder = Forwarder::to(to)?;
            let message = message(forwarder.address(), &example.id, &example.body, &secret);
            let posted = forwarder.post(&example.id, &example.body, &secret).await;
            let line = screen.line(example.event.word(), payment.as_str(), Some(&posted));
            let said = posted.said().filter(|_| posted.is_good());
            let said = said.map(|said| format!("\nThe endpoint said: {said}"));
            let text = format!("{made}{line}{}", said.unwrap_or_default());
            screen.say(&text, &example.object(&message, Some(&posted)))?;
            if !posted.is_good() {
                bail!("the endpoint at {} did not take it", forwarder.address());
            }
            Ok(())
        }
    }
}

struct Example {
    id: DeliveryId,
    event: EventType,
    body: String,
}

fn example(event: EventType, payment: &PaymentId) -> Example {
    let id = DeliveryId::from_random(random());
    let about = MessageAbout {
        id: &id,
        event,
        at: SystemClock.now(),
        payment,
    };
    let body = WebhookBodies.example(&about);
    Example { id, event, body }
}

impl Example {
    fn object(&self, message: &WebhookMessage, posted: Option<&Posted>) -> Value {
        let headers: Map<_, _> = headers(message)
            .map(|(name, value)| (name.to_owned(), Value::from(value)))
            .collect();
        let secret = message.secrets.first().map(ExposeSecret::expose_secret);
        json!({
            "id": self.id.as_str(),
            "event_type": self.event.word(),
            "forward_to": posted.map(|_| message.url.as_str()),
            "status": posted.and_then(Posted::status),
            "duration_ms": posted.map(Posted::took_ms),
            "failure": posted.and_then(Posted::failure),
            "answer": posted.and_then(Posted::said),
            "signing_secret": secret,
            "headers": headers,
            "body": self.body,
        })
    }
}

/// What says of a message what it is and that it is ours.
fn headers(message: &WebhookMessage) -> impl Iterator<Item = (&'static str, String)> {
    let kind = ("Content-Type", "application/json".to_owned());
    std::iter::once(kind).chain(signature::headers(message, SystemClock.now()))
}

/// A message as it would be posted.
fn shown(made: &str, message: &WebhookMessage) -> String {
    let headers: Vec<_> = headers(message)
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    format!("{made}{}\n\n{}", headers.join("\n"), message.body)
}

fn introduced(secret: &SecretString) -> String {
    let text = secret.expose_secret();
    let standard = signature::standard_secret(text);
    format!(
        "Signed with a secret made for it; --secret gives your own.\n  \
         Pay-Signature      {text}\n  \
         Standard Webhooks  {standard}\n\n"
    )
}

/// A secret in the spelling that is the key itself.
fn as_text(given: &SecretString) -> anyhow::Result<SecretString> {
    let Some(encoded) = given.expose_secret().strip_prefix(STANDARD) else {
        return Ok(given.clone());
    };
    let bytes = BASE64.decode(encoded.as_bytes()).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(SecretString::from).with_context(|| {
        format!("the secret begins with {STANDARD}, but not with one of ours after it")
    })
}

fn random() -> [u8; ID_LENGTH] {
    let mut digits = [0; ID_LENGTH];
    SystemRandom.fill(&mut digits);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_secret_are_the_same_secret() {
        let text = "webhook_test_0123456789abcdefghijklmnop";
        for (given, expected) in [
            (text.to_owned(), Some(text)),
            (signature::standard_secret(text), Some(text)),
            ("anything".to_owned(), Some("anything")),
            ("whsec_§".to_owned(), None),
            ("whsec_/w==".to_owned(), None),
        ] {
            let found = as_text(&SecretString::from(given.clone())).ok();
            let found = found.as_ref().map(ExposeSecret::expose_secret);
            assert_eq!(found, expected, "{given}");
        }
    }

    #[test]
    fn every_event_has_an_example() {
        let payment = PaymentId::from_random(random());
        for event in EventType::offered() {
            let example = example(event, &payment);
            let body: Value = serde_json::from_str(&example.body).unwrap();
            assert_eq!(body["event_type"], event.word());
            assert_eq!(body["resource_id"], payment.as_str());
            assert_eq!(body["webhook_message_id"], example.id.as_str());
        }
    }
}
