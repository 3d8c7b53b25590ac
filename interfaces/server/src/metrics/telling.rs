//! Counts of what services and people were told, taken at the ways out.

use std::sync::Arc;
use std::time::Instant;

use domain::email::{Letter, OutgoingEmail};
use domain::ports::emails::{MailError, Mailer};
use domain::ports::webhooks::{WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender};

/// A way out for e-mails, counted.
pub struct CountedMailer(pub Arc<dyn Mailer>);

/// A way out to webhook endpoints, counted.
pub struct CountedWebhookSender(pub Arc<dyn WebhookSender>);

#[async_trait::async_trait]
impl Mailer for CountedMailer {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.0.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        let sent = self.0.send(email).await;
        let result = match &sent {
            Ok(()) => "sent",
            Err(MailError::NotNow(_)) => "not_now",
            Err(MailError::Never(_)) => "refused",
        };
        metrics::counter!("bursar_emails_total", "result" => result).increment(1);
        sent
    }
}

#[async_trait::async_trait]
impl WebhookSender for CountedWebhookSender {
    async fn send(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError> {
        let began = Instant::now();
        let answer = self.0.send(message).await;
        let result = result(&answer);
        metrics::counter!("bursar_webhook_attempts_total", "result" => result).increment(1);
        metrics::histogram!("bursar_webhook_attempt_duration_seconds").record(began.elapsed());
        answer
    }
}

/// How an attempt went, in few words.
fn result(answer: &Result<WebhookAnswer, WebhookSendError>) -> &'static str {
    match answer {
        Ok(answer) => match answer.status {
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            500..=599 => "5xx",
            _ => "other",
        },
        Err(WebhookSendError::TimedOut) => "timed_out",
        Err(WebhookSendError::Unreachable(_)) => "unreachable",
        Err(WebhookSendError::Forbidden) => "forbidden",
    }
}

pub(super) fn describe() {
    metrics::describe_counter!("bursar_emails_total", "Tries to send an e-mail, by result.");
    metrics::describe_counter!(
        "bursar_webhook_attempts_total",
        "Tries to tell a webhook endpoint, by what it answered."
    );
    metrics::describe_histogram!(
        "bursar_webhook_attempt_duration_seconds",
        "Time that such a try took."
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_few_results_whatever_endpoints_answer() {
        let answered = |status| {
            Ok(WebhookAnswer {
                status,
                beginning: String::new(),
                retry_after: None,
            })
        };
        for (answer, expected) in [
            (answered(204), "2xx"),
            (answered(301), "3xx"),
            (answered(410), "4xx"),
            (answered(503), "5xx"),
            (answered(999), "other"),
            (Err(WebhookSendError::TimedOut), "timed_out"),
            (
                Err(WebhookSendError::Unreachable("gone".into())),
                "unreachable",
            ),
            (Err(WebhookSendError::Forbidden), "forbidden"),
        ] {
            assert_eq!(result(&answer), expected);
        }
    }
}
