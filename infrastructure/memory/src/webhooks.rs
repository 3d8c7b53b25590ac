//! A way out to webhook endpoints that keeps what it was handed, and answers as it was
//! told; and bodies that say plainly what they are about.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::ports::webhooks::{
    MessageAbout, WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender,
};
use domain::ports::{Clock, WebhookBodies};
use domain::{DeliveryId, Payment, Timestamp};
use secrecy::ExposeSecret;

use crate::clock::MemoryClock;
use crate::gate::Gate;
use crate::shared::OpenUnits;

/// Endpoints that take every message unless they were told otherwise.
///
/// # Panics
///
/// Sending panics when the task that sends has a unit of work open: a slow endpoint would
/// hold the unit, and its rows, for as long as it likes.
#[derive(Debug)]
pub struct MemoryWebhookSender {
    clock: Arc<MemoryClock>,
    open_units: OpenUnits,
    lines: Mutex<Lines>,
    gate: Gate,
}

/// How an endpoint takes a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It answers with this status, and names it in the body.
    Status(u16),
    /// It answers with this status and body, and asks for so long a wait.
    Answer(WebhookAnswer),
    /// It does not answer in time.
    TimeOut,
    /// It cannot be reached.
    Unreachable,
    /// Its address is one that nothing is sent to.
    Forbidden,
    /// It answers with 200, but not before [`MemoryWebhookSender::release`].
    Stall,
}

/// A message that was handed on, whatever came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// Where to.
    pub url: String,
    /// The delivery's name.
    pub id: DeliveryId,
    /// When.
    pub at: Timestamp,
    /// The body.
    pub body: String,
    /// The texts of the secrets that signed it.
    pub secrets: Vec<String>,
}

#[derive(Debug, Default)]
struct Lines {
    next: HashMap<String, VecDeque<Reply>>,
    usually: HashMap<String, Reply>,
    sent: Vec<SentMessage>,
}

impl MemoryWebhookSender {
    /// A way out with this clock that watches these units.
    pub fn new(clock: Arc<MemoryClock>, open_units: OpenUnits) -> Self {
        Self {
            clock,
            open_units,
            lines: Mutex::default(),
            gate: Gate::default(),
        }
    }

    /// Says how the next message to this address is taken. Told several times, it keeps the
    /// order; afterwards the address goes back to what it does usually.
    pub fn next(&self, url: &str, reply: Reply) {
        let mut lines = self.lines();
        lines
            .next
            .entry(url.to_owned())
            .or_default()
            .push_back(reply);
    }

    /// Says how messages to this address are taken from now on, unless
    /// [`MemoryWebhookSender::next`] says otherwise.
    pub fn usually(&self, url: &str, reply: Reply) {
        self.lines().usually.insert(url.to_owned(), reply);
    }

    /// Every message that was handed on, oldest first.
    pub fn sent(&self) -> Vec<SentMessage> {
        self.lines().sent.clone()
    }

    /// Those that went to this address.
    pub fn sent_to(&self, url: &str) -> Vec<SentMessage> {
        let mut sent = self.sent();
        sent.retain(|message| message.url == url);
        sent
    }

    /// How many messages [`Reply::Stall`] holds back.
    pub fn stalled(&self) -> usize {
        self.gate.waiting()
    }

    /// Gives the answers of all messages that [`Reply::Stall`] holds back.
    pub fn release(&self) {
        self.gate.open();
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the message down, and says how it is taken.
    fn take(&self, message: &WebhookMessage) -> Reply {
        let mut lines = self.lines();
        let url = message.url.as_str();
        lines.sent.push(SentMessage {
            url: url.to_owned(),
            id: message.id.clone(),
            at: self.clock.now(),
            body: message.body.clone(),
            secrets: (message.secrets.iter())
                .map(|secret| secret.expose_secret().to_owned())
                .collect(),
        });
        let told = lines.next.get_mut(url).and_then(VecDeque::pop_front);
        told.or_else(|| lines.usually.get(url).cloned())
            .unwrap_or(Reply::Status(200))
    }

    #[expect(
        clippy::panic,
        reason = "a fake tells the test, not the code under test, that the code is wrong"
    )]
    async fn refuse_open_units(&self) {
        if self.open_units.any_of_this_task().await {
            panic!("a webhook endpoint was sent a message while a unit of work is open");
        }
    }
}

#[async_trait]
impl WebhookSender for MemoryWebhookSender {
    async fn send(&self, message: &WebhookMessage) -> Result<WebhookAnswer, WebhookSendError> {
        self.refuse_open_units().await;
        match self.take(message) {
            Reply::Status(status) => Ok(plain_answer(status)),
            Reply::Answer(answer) => Ok(answer),
            Reply::TimeOut => Err(WebhookSendError::TimedOut),
            Reply::Unreachable => Err(WebhookSendError::Unreachable("on purpose".into())),
            Reply::Forbidden => Err(WebhookSendError::Forbidden),
            Reply::Stall => {
                self.gate.wait().await;
                Ok(plain_answer(200))
            }
        }
    }
}

impl Reply {
    /// It answers with this status and asks for so long a wait.
    pub fn retry_after(status: u16, wait: Duration) -> Self {
        Self::Answer(WebhookAnswer {
            retry_after: Some(wait),
            ..plain_answer(status)
        })
    }
}

fn plain_answer(status: u16) -> WebhookAnswer {
    WebhookAnswer {
        status,
        beginning: format!("status {status}"),
        retry_after: None,
    }
}

/// Bodies that are no JSON: the message's name, what happened, the payment and its status.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryWebhookBodies;

impl WebhookBodies for MemoryWebhookBodies {
    fn body(&self, about: &MessageAbout<'_>, payment: &Payment) -> String {
        let status = payment.status();
        format!("{} {status:?}", plainly(about))
    }

    fn example(&self, about: &MessageAbout<'_>) -> String {
        format!("{} example", plainly(about))
    }
}

fn plainly(about: &MessageAbout<'_>) -> String {
    format!("{} {} {}", about.id, about.event.word(), about.payment)
}
