//! A service team listens to what its test payments would tell their endpoints.
//!
//! Nothing is kept for those who listen: they are sent what was handed on since they asked
//! last, under names that stay the same however often they ask.

use domain::account::Mode;
use domain::id::ID_LENGTH;
use domain::ports::StoreError;
use domain::ports::queries::HandedOnCursor;
use domain::ports::secrets::Purpose;
use domain::ports::webhooks::MessageAbout;
use domain::webhook::{EventType, secret};
use domain::{DeliveryId, Timestamp};
use secrecy::SecretString;

use crate::Application;
use crate::actor::Service;

/// How many events one look takes at most.
pub const HEARD_MAX: u64 = 100;

/// Why nobody may listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The key is a live one: real payments are told to endpoints alone.
    #[error("only test payments can be listened to")]
    LiveKey,
    /// They could not be read.
    #[error("the events could not be read")]
    Store(#[from] StoreError),
}

/// A message as an endpoint would be sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardMessage {
    /// Its name, the same whenever it is asked for.
    pub id: DeliveryId,
    /// What happened.
    pub event: EventType,
    /// When it happened.
    pub at: Timestamp,
    /// What is sent.
    pub body: String,
    /// Where to listen on from.
    pub cursor: HandedOnCursor,
}

impl Application {
    /// Where to listen on from for whoever begins now.
    pub fn begin_listening(&self) -> HandedOnCursor {
        HandedOnCursor {
            at: self.now(),
            sequence: 0,
        }
    }

    /// The secret that signs what a service hears: the same for an account as long as the
    /// operator's keys are.
    pub fn listening_secret(&self, service: &Service) -> Result<SecretString, ListenError> {
        admitted(service)?;
        let random = self.listening_digits(&["secret", service.account.id.as_str()]);
        Ok(SecretString::from(secret::text(Mode::Test, random)))
    }

    /// What was handed on after this place, at most [`HEARD_MAX`] events of it, and where to
    /// listen on from.
    pub async fn listen(
        &self,
        service: &Service,
        after: &HandedOnCursor,
    ) -> Result<(Vec<HeardMessage>, HandedOnCursor), ListenError> {
        admitted(service)?;
        let account = &service.account.id;
        let queries = &self.ports.queries;
        let events = queries.handed_on(account, after, HEARD_MAX).await?;
        let mut cursor = *after;
        let mut heard = Vec::new();
        for found in events {
            cursor = found.cursor;
            let Some(event) = EventType::of(&found.event.change) else {
                continue;
            };
            let Some(payment) = queries.payment(account, &found.event.payment).await? else {
                continue;
            };
            let position = found.event.position.to_string();
            let name = ["message", payment.id.as_str(), &position];
            let id = DeliveryId::from_random(self.listening_digits(&name));
            let about = MessageAbout {
                id: &id,
                event,
                at: found.event.at,
                payment: &payment.id,
            };
            heard.push(HeardMessage {
                body: self.ports.webhook_bodies.body(&about, &payment),
                event,
                at: found.event.at,
                cursor,
                id,
            });
        }
        Ok((heard, cursor))
    }

    fn listening_digits(&self, name: &[&str]) -> [u8; ID_LENGTH] {
        let mac = self
            .ports
            .secrets
            .mac(Purpose::Listening, name.join(" ").as_bytes());
        let mut digits = [0; ID_LENGTH];
        digits.iter_mut().zip(mac).for_each(|(to, from)| *to = from);
        digits
    }
}

fn admitted(service: &Service) -> Result<(), ListenError> {
    match service.account.mode {
        Mode::Test => Ok(()),
        Mode::Live => Err(ListenError::LiveKey),
    }
}
