//! One request and its response, whole, over a connection of its own.

use std::io::Read;
use std::net::SocketAddr;
use std::time::Duration;

use flate2::read::GzDecoder;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// The longest that any answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body; none is sent when there is none.
    pub body: Option<Vec<u8>>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent.
    pub raw: Vec<u8>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Sent {
    /// A request without headers and body.
    pub fn new(method: &str, target: &str) -> Self {
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// The same with one header more.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with this body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The path alone.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Sends it and waits for the answer.
    pub async fn to(&self, address: SocketAddr) -> Answer {
        tokio::time::timeout(PATIENCE, self.exchange(address))
            .await
            .unwrap_or_else(|_| panic!("no answer to {} {}", self.method, self.target))
    }

    async fn exchange(&self, address: SocketAddr) -> Answer {
        let socket = TcpStream::connect(address).await.expect("a connection");
        let (mut sender, connection) = http1::handshake(TokioIo::new(socket))
            .await
            .expect("a connection");
        let driver = tokio::spawn(connection);

        let mut request = hyper::Request::builder()
            .method(self.method.as_str())
            .uri(&self.target);
        let names_host = |(name, _): &(String, String)| name.eq_ignore_ascii_case("host");
        if !self.headers.iter().any(names_host) {
            request = request.header("host", address.to_string());
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = Full::new(Bytes::from(self.body.clone().unwrap_or_default()));
        let request = request.body(body).expect("a request that can be sent");
        let response = sender.send_request(request).await.expect("an answer");

        let (head, body) = response.into_parts();
        let raw = body.collect().await.expect("a body").to_bytes().to_vec();
        driver.abort();
        let headers: Vec<(String, String)> = head
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let zipped = headers
            .iter()
            .any(|(name, value)| name == "content-encoding" && value == "gzip");
        let body = if zipped { unzipped(&raw) } else { raw.clone() };
        Answer {
            status: head.status.as_u16(),
            headers,
            raw,
            body,
        }
    }
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("a body of UTF-8")
    }

    /// The body as JSON; null when it is empty.
    pub fn json(&self) -> Value {
        if self.body.is_empty() {
            return Value::Null;
        }
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The member of the JSON body at a pointer such as `/state/status`.
    pub fn at(&self, pointer: &str) -> Value {
        self.json().pointer(pointer).cloned().unwrap_or_default()
    }
}

fn unzipped(raw: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    if !raw.is_empty() {
        GzDecoder::new(raw)
            .read_to_end(&mut body)
            .expect("a body of gzip");
    }
    body
}
