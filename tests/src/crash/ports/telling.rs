//! The ways out to endpoints and people, counted.

use std::sync::Arc;

use async_trait::async_trait;
use domain::email::{Letter, OutgoingEmail};
use domain::ports::emails::{MailError, Mailer};
use domain::ports::webhooks::{WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender};

use crate::crash::Countdown;

pub(super) struct CountedSender {
    pub(super) inner: Arc<dyn WebhookSender>,
    pub(super) countdown: Arc<Countdown>,
}

#[async_trait]
impl WebhookSender for CountedSender {
    async fn send(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError> {
        self.countdown.around(self.inner.send(message)).await
    }
}

pub(super) struct CountedMailer {
    pub(super) inner: Arc<dyn Mailer>,
    pub(super) countdown: Arc<Countdown>,
}

#[async_trait]
impl Mailer for CountedMailer {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.inner.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        self.countdown.around(self.inner.send(email)).await
    }
}
