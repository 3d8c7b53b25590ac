//! The ways out for e-mails and webhooks do as they are told.
#![cfg(test)]

use std::time::Duration;

use domain::email::{EmailContent, EmailState, OutgoingEmail, StaffMessage};
use domain::id::ID_LENGTH;
use domain::ports::emails::MailError;
use domain::ports::webhooks::{WebhookMessage, WebhookSendError};
use domain::ports::{Mailer, Store, WebhookSender};
use domain::webhook::EndpointUrl;
use domain::{DeliveryId, EmailId};
use memory::{MailMishap, Reply, START, World};
use secrecy::SecretString;

const HOOK: &str = "https://service.example/hook";

fn email() -> OutgoingEmail {
    OutgoingEmail {
        id: EmailId::from_random([1; ID_LENGTH]),
        about: None,
        to: "ada@example.org".to_owned(),
        content: EmailContent::Staff(StaffMessage::PasswordReset {
            link: "https://pay.example/reset".to_owned(),
        }),
        state: EmailState::Waiting,
        attempts: 0,
        last_failure: None,
        written_at: START,
    }
}

fn message() -> WebhookMessage {
    WebhookMessage {
        url: EndpointUrl::parse(HOOK, false).unwrap().as_url().clone(),
        id: DeliveryId::from_random([1; ID_LENGTH]),
        body: "body".to_owned(),
        secrets: vec![SecretString::from("newest"), SecretString::from("older")],
    }
}

#[tokio::test]
#[should_panic(expected = "an e-mail was sent while a unit of work is open")]
async fn sending_an_email_with_a_unit_open_panics() {
    let world = World::new();
    let _unit = world.store.begin().await.unwrap();

    let _ = world.mailer.send(&email()).await;
}

#[tokio::test]
#[should_panic(expected = "a webhook endpoint was sent a message while a unit of work is open")]
async fn sending_a_webhook_message_with_a_unit_open_panics() {
    let world = World::new();
    let _unit = world.store.begin().await.unwrap();

    let _ = world.webhook_sender.send(&message()).await;
}

#[tokio::test]
async fn what_is_refused_was_not_sent() {
    let world = World::new();
    for mishap in [MailMishap::NotNow, MailMishap::Never] {
        world.mailer.fail(Some(mishap));
        let refused = world.mailer.send(&email()).await.unwrap_err();
        assert_eq!(
            matches!(refused, MailError::Never(_)),
            mishap == MailMishap::Never
        );
    }
    assert_eq!(world.mailer.sent(), []);

    world.mailer.fail(None);
    world.mailer.send(&email()).await.unwrap();

    assert_eq!(world.mailer.sent(), [email()]);
    let letter = world.mailer.letter(&email());
    assert_eq!(letter.subject, "PasswordReset(…)");
    assert_eq!(letter.text, "https://pay.example/reset");
}

#[tokio::test]
async fn an_endpoint_answers_as_it_was_told_and_then_as_usual() {
    let world = World::new();
    let sender = &world.webhook_sender;
    sender.usually(HOOK, Reply::Status(204));
    for reply in [
        Reply::retry_after(429, Duration::from_secs(7)),
        Reply::TimeOut,
        Reply::Unreachable,
        Reply::Forbidden,
    ] {
        sender.next(HOOK, reply);
    }

    let busy = sender.send(&message()).await.unwrap();
    assert_eq!(
        (busy.status, busy.retry_after),
        (429, Some(Duration::from_secs(7)))
    );
    let mut failed = Vec::new();
    for _ in 0..3 {
        failed.push(sender.send(&message()).await.unwrap_err());
    }
    assert!(matches!(
        failed.as_slice(),
        [
            WebhookSendError::TimedOut,
            WebhookSendError::Unreachable(_),
            WebhookSendError::Forbidden
        ]
    ));
    assert_eq!(sender.send(&message()).await.unwrap().status, 204);

    let sent = sender.sent_to(HOOK);
    assert_eq!(sent.len(), 5);
    assert!(sent.iter().all(|one| one.secrets == ["newest", "older"]));
    assert_eq!(sender.sent_to("https://service.example/other"), []);
}

#[tokio::test]
async fn a_message_waits_for_its_answer_until_it_is_released() {
    let world = World::new();
    let sender = world.webhook_sender.clone();
    sender.next(HOOK, Reply::Stall);
    let sending = tokio::spawn({
        let sender = sender.clone();
        async move { sender.send(&message()).await }
    });
    while sender.stalled() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(sender.sent().len(), 1);

    sender.release();

    assert_eq!(sending.await.unwrap().unwrap().status, 200);
    assert_eq!(sender.stalled(), 0);
}
