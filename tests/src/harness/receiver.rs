//! A service's endpoint: a real HTTP server that keeps what it is sent.

use std::time::Duration;

use serde_json::Value;
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, Respond, ResponseTemplate};

/// How long a message may take to arrive on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The server. It ends when this is dropped.
pub struct Receiver(MockServer);

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// The headers, by their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, to the byte.
    pub body: String,
}

impl Receiver {
    /// A server that takes everything.
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let takes_all = Mock::given(any()).respond_with(ResponseTemplate::new(204));
        takes_all.with_priority(10).mount(&server).await;
        Self(server)
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.uri())
    }

    /// Answers otherwise at a path, the first `times` times.
    pub async fn answers(&self, at: &str, times: u64, answer: impl Respond + 'static) {
        let mock = Mock::given(path(at)).respond_with(answer);
        mock.up_to_n_times(times)
            .with_priority(1)
            .mount(&self.0)
            .await;
    }

    /// What arrived at a path so far, in order.
    pub async fn received(&self, at: &str) -> Vec<Received> {
        let all = self.0.received_requests().await.unwrap_or_default();
        let here = all.iter().filter(|request| request.url.path() == at);
        here.map(|request| Received {
            headers: request
                .headers
                .iter()
                .map(|(name, value)| {
                    let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                    (name.as_str().to_owned(), value)
                })
                .collect(),
            body: String::from_utf8_lossy(&request.body).into_owned(),
        })
        .collect()
    }

    /// The same, once so many are there.
    ///
    /// # Panics
    ///
    /// When they do not come.
    pub async fn expect(&self, at: &str, count: usize) -> Vec<Received> {
        self.expect_until(at, |received| received.len() >= count)
            .await
    }

    /// The same, once this is so of them.
    ///
    /// # Panics
    ///
    /// When it does not become so.
    pub async fn expect_until(
        &self,
        at: &str,
        enough: impl Fn(&[Received]) -> bool,
    ) -> Vec<Received> {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let received = self.received(at).await;
                if enough(&received) {
                    return received;
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        });
        let received = match waited.await {
            Ok(received) => received,
            Err(_) => self.received(at).await,
        };
        assert!(enough(&received), "{received:#?}");
        received
    }
}

impl Received {
    /// A header.
    ///
    /// # Panics
    ///
    /// When it is not there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).expect(name)
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// When it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a body of JSON")
    }
}
