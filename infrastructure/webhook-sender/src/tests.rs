//! The sender against endpoints on loopback, most of which misbehave.

mod addresses;
mod answers;
mod environment;
mod floods;
mod limits;
mod requests;
mod secure;

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::id::ID_LENGTH;
use domain::ports::webhooks::{WebhookAnswer, WebhookMessage, WebhookSendError, WebhookSender};
use domain::{DeliveryId, Timestamp};
use rustls::RootCertStore;
use secrecy::SecretString;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::*;

/// Long enough for what answers, however busy the machine is.
const PATIENT: Duration = Duration::from_secs(30);
/// Short, for what never answers.
const IMPATIENT: Duration = Duration::from_millis(250);

/// When every message is sent: 2026-11-22T12:00:00Z.
const SENT_AT: Timestamp = Timestamp::from_millis(1_795_348_800_000);

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

fn sender(reach: Reach) -> HttpWebhookSender {
    HttpWebhookSender {
        within: PATIENT,
        now: || SENT_AT,
        ..HttpWebhookSender::trusting(reach, RootCertStore::empty()).unwrap()
    }
}

fn impatient(reach: Reach) -> HttpWebhookSender {
    HttpWebhookSender {
        within: IMPATIENT,
        ..sender(reach)
    }
}

fn message(url: &str) -> WebhookMessage {
    WebhookMessage {
        url: url.parse().unwrap(),
        id: DeliveryId::from_random([1; ID_LENGTH]),
        body: r#"{"resource_type":"PAYMENT"}"#.to_owned(),
        secrets: ["webhook_test_new", "webhook_test_old"]
            .map(SecretString::from)
            .into(),
    }
}

async fn send(sender: &HttpWebhookSender, url: &str) -> Result<WebhookAnswer, WebhookSendError> {
    sender.send(&message(url)).await
}

/// Which kind of end it came to.
fn kind(outcome: &Result<WebhookAnswer, WebhookSendError>) -> &'static str {
    match outcome {
        Ok(_) => "answered",
        Err(WebhookSendError::TimedOut) => "timed out",
        Err(WebhookSendError::Unreachable(_)) => "unreachable",
        Err(WebhookSendError::Forbidden) => "forbidden",
    }
}

/// An endpoint, until it is dropped.
struct Endpoint {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Endpoint {
    /// One that does something with every connection.
    async fn at<F>(
        address: impl Into<SocketAddr>,
        what: impl Fn(TcpStream) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(address.into()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let serving = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(what(stream));
            }
        });
        Self {
            address,
            connections,
            serving,
        }
    }

    async fn doing<F>(what: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self::at(([127, 0, 0, 1], 0), what).await
    }

    /// One that reads the request, writes this, and hangs up.
    async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer: Arc<[u8]> = answer.into().into();
        Self::doing(move |mut stream| {
            let answer = Arc::clone(&answer);
            async move {
                request(&mut stream).await;
                // The sender may have heard enough.
                let _ = stream.write_all(&answer).await;
            }
        })
        .await
    }

    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Reads one request, to the last byte of its body.
async fn request(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("Content-Length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text.into_owned();
            }
        }
        let before = read.len();
        if stream.read_buf(&mut read).await.unwrap() == 0 {
            panic!("the request ended after {before} bytes");
        }
    }
}

/// Names that lead where a test says: another place each time they are asked for, and to
/// nowhere in the end.
struct Scripted {
    answers: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    fn names(answers: &[&[&str]]) -> Self {
        let addresses = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Self {
            answers: Mutex::new(answers.iter().map(addresses).collect()),
            asked: Arc::default(),
        }
    }
}

#[async_trait]
impl Names for Scripted {
    async fn addresses(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        self.asked.lock().unwrap().push(name.to_owned());
        let answer = self.answers.lock().unwrap().pop_front();
        let addresses = answer.ok_or(io::ErrorKind::NotFound)?;
        let with_port = |address| SocketAddr::new(address, port);
        Ok(addresses.into_iter().map(with_port).collect())
    }
}
