//! One listener's stream, from `ready` to its end.
//!
//! It ends when the key does not open the account any more, and where nothing can be read: the
//! client comes again, and says what it had last. That the program stops is the server's to
//! notice.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use application::accounts::authenticate::AuthenticateError;
use application::actor::Service;
use application::listening::{HeardMessage, ListenError};
use domain::ports::queries::HandedOnCursor;
use futures_util::stream;
use poem::web::sse::{Event, SSE};
use poem_openapi::types::ToJSON;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::time::Instant;

use super::follower::Follower;
use super::places::Place;
use super::wanted::{Wanted, text_of};
use crate::contract::DateTime;

/// How often a listener looks for something new.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// How often it makes sure of its key.
const KEY_CHECKED_EVERY: Duration = Duration::from_secs(10);
/// How long the connection is silent at most: proxies close those that say nothing.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// Somebody who listens.
pub(super) struct Listener {
    application: Arc<Application>,
    service: Service,
    key: SecretString,
    wanted: Wanted,
    from: HandedOnCursor,
    follower: Follower,
    waiting: VecDeque<HeardMessage>,
    key_checked_at: Instant,
    _place: Place,
}

impl Listener {
    /// A listener whose key opens this account, at its place. What happens from here on is
    /// told.
    pub(super) async fn begin(
        application: &Arc<Application>,
        service: Service,
        key: &str,
        wanted: Wanted,
        place: Place,
    ) -> Result<Self, ListenError> {
        let from = wanted.after.unwrap_or(application.begin_listening());
        let follower = Follower::begin(application, &service, wanted.after).await?;
        Ok(Self {
            application: Arc::clone(application),
            service,
            key: SecretString::from(key),
            wanted,
            from,
            follower,
            waiting: VecDeque::new(),
            key_checked_at: Instant::now(),
            _place: place,
        })
    }

    /// Everything it is told, as it comes.
    pub(super) fn stream(self, secret: &SecretString) -> SSE {
        let ready = self.ready(secret);
        let deliveries = stream::unfold(self, |mut listener| async move {
            let message = listener.next().await?;
            Some((delivery(&message), listener))
        });
        let events = stream::StreamExt::chain(stream::iter([ready]), deliveries);
        SSE::new(events).keep_alive(SILENCE_MAX)
    }

    fn ready(&self, secret: &SecretString) -> Event {
        let data = json!({
            "account_id": self.service.account.id.as_str(),
            "signing_secret": secret.expose_secret(),
        });
        Event::message(data.to_string())
            .event_type("ready")
            .id(text_of(&self.from))
    }

    /// The next message that is wanted, whenever it comes; `None` at the end.
    async fn next(&mut self) -> Option<HeardMessage> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                return Some(message);
            }
            if !self.is_still_let_in().await {
                return None;
            }
            let heard = self.look().await?;
            if heard.is_empty() {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            let wanted = heard
                .into_iter()
                .filter(|message| self.wanted.wants(message.event));
            self.waiting.extend(wanted);
        }
    }

    /// What is new; `None` if it cannot be read.
    async fn look(&mut self) -> Option<Vec<HeardMessage>> {
        match self.follower.look(&self.application, &self.service).await {
            Ok(heard) => Some(heard),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a listener could not be told more"
                );
                None
            }
        }
    }

    /// Whether the key still opens the account. One that cannot be looked up now is looked up
    /// again later.
    async fn is_still_let_in(&mut self) -> bool {
        if self.key_checked_at.elapsed() < KEY_CHECKED_EVERY {
            return true;
        }
        self.key_checked_at = Instant::now();
        match self
            .application
            .authenticate(self.key.expose_secret())
            .await
        {
            Ok(service) => service.account.id == self.service.account.id,
            Err(AuthenticateError::NotAKey | AuthenticateError::Unknown) => false,
            Err(AuthenticateError::Store(_)) => true,
        }
    }
}

fn delivery(message: &HeardMessage) -> Event {
    let data = json!({
        "id": message.id.as_str(),
        "event_type": message.event.word(),
        "created_date": DateTime::from(message.at).to_json(),
        "body": message.body,
    });
    Event::message(data.to_string())
        .event_type("delivery")
        .id(text_of(&message.cursor))
}
