//! What signs messages: one secret, and two while it is being changed.

use domain::account::Mode;
use domain::webhook::WebhookEndpoint;
use domain::webhook::endpoint::SECRETS_MAX;
use domain::webhook::secret::ROTATION_LASTS;
use secrecy::ExposeSecret;

use super::{Desk, HOOK, seconds};

impl Desk {
    /// The texts of the secrets that sign now, newest first.
    async fn secrets(&self, endpoint: &WebhookEndpoint) -> Vec<String> {
        let (ada, id) = (self.ada(), endpoint.id.as_str());
        let application = &self.scene.application;
        let seen = application.staff_endpoint(&ada, &self.house, Mode::Test, id);
        let secrets = seen.await.unwrap().secrets;
        let texts = secrets
            .iter()
            .map(|secret| secret.expose_secret().to_owned());
        texts.collect()
    }

    async fn rotate(&self, endpoint: &WebhookEndpoint) {
        let (ada, id) = (self.ada(), endpoint.id.as_str());
        let application = &self.scene.application;
        let rotated = application.rotate_secret(&ada, &self.house, Mode::Test, id);
        rotated.await.unwrap();
    }

    /// The secrets that signed the message about a new payment.
    async fn signed_by(&self) -> Vec<String> {
        let user = self.failed().await;
        self.scene.tell().await;
        let sent = self.sent_to(HOOK).into_iter();
        let mut about = sent.filter(|one| one.body.contains(user.payment.as_str()));
        about.next().unwrap().secrets
    }
}

#[tokio::test]
async fn messages_are_signed_with_the_secret_that_staff_see() {
    let (desk, endpoint) = Desk::with_endpoint().await;

    let [secret] = desk.secrets(&endpoint).await.try_into().unwrap();

    assert_eq!(desk.signed_by().await, std::slice::from_ref(&secret));
    let digits = secret.strip_prefix("webhook_test_").unwrap();
    assert_eq!(digits.len(), 26);
    let [sealed] = desk.now(&endpoint).await.secrets.try_into().unwrap();
    let rests = String::from_utf8_lossy(&sealed.sealed).into_owned();
    assert!(!rests.contains(digits));
}

#[tokio::test]
async fn a_changed_secret_signs_beside_its_successor_for_a_day() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let first = desk.secrets(&endpoint).await;
    desk.scene.pass(seconds(60)).await;

    desk.rotate(&endpoint).await;

    let both = desk.secrets(&endpoint).await;
    assert_eq!(both.len(), 2);
    assert_eq!(both[1..], first);
    assert_ne!(both[0], both[1]);
    assert_eq!(desk.signed_by().await, both);
    desk.scene.pass(ROTATION_LASTS - seconds(1)).await;
    assert_eq!(desk.signed_by().await, both);
    desk.scene.pass(seconds(1)).await;
    assert_eq!(desk.signed_by().await, both[..1]);
    assert_eq!(desk.secrets(&endpoint).await, both[..1]);
}

#[tokio::test]
async fn no_more_than_a_few_secrets_sign() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let mut all = desk.secrets(&endpoint).await;
    for _ in 0..SECRETS_MAX + 1 {
        desk.scene.pass(seconds(60)).await;
        desk.rotate(&endpoint).await;
        all.insert(0, desk.secrets(&endpoint).await.remove(0));
    }

    assert_eq!(desk.secrets(&endpoint).await, all[..SECRETS_MAX]);
    assert_eq!(desk.signed_by().await, all[..SECRETS_MAX]);
}
