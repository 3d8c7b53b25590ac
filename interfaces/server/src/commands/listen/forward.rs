//! Posting a message to an endpoint as a real delivery would be, and how that went.

use std::time::{Duration, Instant};

use anyhow::Context;
use domain::DeliveryId;
use domain::ports::webhooks::{
    ANSWER_WITHIN, WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender,
};
use secrecy::SecretString;
use url::Url;
use webhook_sender::{HttpWebhookSender, Reach};

use super::api::root;

/// Most characters that are shown of an answer.
const ANSWER_SHOWN_MAX: usize = 100;

/// Posts to one endpoint.
pub(in crate::commands) struct Forwarder {
    sender: HttpWebhookSender,
    to: Url,
}

/// How it went.
pub(in crate::commands) struct Posted {
    answer: Result<WebhookAnswer, WebhookSendError>,
    took: Duration,
}

impl Forwarder {
    /// One that posts to this address, on this machine or in this network too.
    pub(in crate::commands) fn to(to: Url) -> anyhow::Result<Self> {
        let sender = HttpWebhookSender::new(Reach::Local).context("nothing can be posted")?;
        Ok(Self { sender, to })
    }

    /// Where it posts to.
    pub(in crate::commands) fn address(&self) -> &Url {
        &self.to
    }

    /// Posts once.
    pub(in crate::commands) async fn post(
        &self,
        id: &DeliveryId,
        body: &str,
        secret: &SecretString,
    ) -> Posted {
        let message = message(&self.to, id, body, secret);
        let started = Instant::now();
        let answer = self.sender.send(&message).await;
        Posted {
            answer,
            took: started.elapsed(),
        }
    }
}

/// A message that is sent now.
pub(in crate::commands) fn message(
    to: &Url,
    id: &DeliveryId,
    body: &str,
    secret: &SecretString,
) -> WebhookMessage {
    WebhookMessage {
        url: to.clone(),
        id: id.clone(),
        body: body.to_owned(),
        secrets: vec![secret.clone()],
    }
}

impl Posted {
    /// What the endpoint answered with, if it did.
    pub(in crate::commands) fn status(&self) -> Option<u16> {
        self.answer.as_ref().ok().map(|answer| answer.status)
    }

    /// How long it took.
    pub(in crate::commands) fn took_ms(&self) -> u64 {
        u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether a real delivery would count as made.
    pub(in crate::commands) fn is_good(&self) -> bool {
        self.status()
            .is_some_and(|status| (200..300).contains(&status))
    }

    /// What the endpoint said besides, in one line; nothing if it said nothing.
    pub(in crate::commands) fn said(&self) -> Option<String> {
        let answer = self.answer.as_ref().ok()?;
        let line = answer
            .beginning
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())?;
        let mut said: String = line.chars().take(ANSWER_SHOWN_MAX).collect();
        if said.len() < line.len() {
            said.push('…');
        }
        Some(said)
    }

    /// Why it was no success, in words; nothing if it was one.
    pub(in crate::commands) fn failure(&self) -> Option<String> {
        match &self.answer {
            Ok(_) if self.is_good() => None,
            Ok(answer) if (300..400).contains(&answer.status) => {
                Some("redirects are not followed; post to where it leads".to_owned())
            }
            Ok(_) => Some(
                self.said()
                    .unwrap_or_else(|| "it said nothing else".to_owned()),
            ),
            Err(WebhookSendError::TimedOut) => {
                Some(format!("no answer within {} s", ANSWER_WITHIN.as_secs()))
            }
            Err(WebhookSendError::Unreachable(source)) => {
                Some(format!("not reached: {}", root(source.as_ref())))
            }
            Err(WebhookSendError::Forbidden) => {
                Some("nothing is ever sent to this address".to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted(status: u16, beginning: &str) -> Posted {
        Posted {
            answer: Ok(WebhookAnswer {
                status,
                beginning: beginning.to_owned(),
                retry_after: None,
            }),
            took: Duration::from_millis(12),
        }
    }

    #[test]
    fn failures_are_told_in_words() {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        let failed = |error| Posted {
            answer: Err(error),
            took: Duration::ZERO,
        };
        for (posted, expected) in [
            (posted(204, ""), None),
            (posted(200, "thanks"), None),
            (posted(500, "\n  oops  \nmore"), Some("oops")),
            (posted(404, ""), Some("it said nothing else")),
            (
                posted(301, "moved"),
                Some("redirects are not followed; post to where it leads"),
            ),
            (
                failed(WebhookSendError::TimedOut),
                Some("no answer within 3 s"),
            ),
            (
                failed(WebhookSendError::Unreachable(Box::new(refused))),
                Some("not reached: connection refused"),
            ),
            (
                failed(WebhookSendError::Forbidden),
                Some("nothing is ever sent to this address"),
            ),
        ] {
            assert_eq!(posted.failure().as_deref(), expected);
            assert_eq!(posted.is_good(), expected.is_none());
        }
        let long = posted(500, &"£".repeat(ANSWER_SHOWN_MAX + 1))
            .failure()
            .unwrap();
        assert_eq!(long.chars().count(), ANSWER_SHOWN_MAX + 1);
    }
}
