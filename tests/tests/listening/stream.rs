//! A connection to the stream, read as it comes, every event held against the contract.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::contract;

pub(crate) const DELIVERIES: &str = "/listen/v1/deliveries";
/// How long an event may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it is made sure that nothing comes.
const QUIET: Duration = Duration::from_secs(3);

pub(crate) struct Stream {
    body: Incoming,
    text: String,
    /// What the first event said.
    pub(crate) ready: Value,
}

impl Stream {
    /// Connects, to go on after this event.
    pub(crate) async fn open(address: SocketAddr, key: &str, after: Option<&str>) -> Self {
        let socket = TcpStream::connect(address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await.unwrap();
        tokio::spawn(connection);
        let mut request = hyper::Request::get(DELIVERIES)
            .header("host", address.to_string())
            .header("accept", "text/event-stream")
            .header("authorization", format!("Bearer {key}"));
        if let Some(after) = after {
            request = request.header("last-event-id", after);
        }
        let request = request.body(Empty::<Bytes>::new()).unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        let kind = response.headers().get("content-type").unwrap();
        assert_eq!(kind, "text/event-stream");
        let mut stream = Self {
            body: response.into_body(),
            text: String::new(),
            ready: Value::Null,
        };
        stream.ready = stream.event().await.unwrap();
        contract::check("Ready", &stream.ready);
        stream
    }

    /// The next delivery.
    pub(crate) async fn delivery(&mut self) -> Value {
        let event = tokio::time::timeout(PATIENCE, self.event()).await;
        let event = event.expect("an event in time").expect("an event");
        contract::check("Delivery", &event);
        event
    }

    /// The types and the payments of the next deliveries.
    pub(crate) async fn told(&mut self, count: usize) -> Vec<(String, String)> {
        let mut told = Vec::new();
        for _ in 0..count {
            let event = self.delivery().await;
            let body: Value =
                serde_json::from_str(event["data"]["body"].as_str().unwrap()).unwrap();
            assert_eq!(body["webhook_message_id"], event["data"]["id"]);
            let text = |member: &str| body[member].as_str().unwrap().to_owned();
            told.push((text("event_type"), text("resource_id")));
        }
        told
    }

    pub(crate) async fn is_quiet(&mut self) {
        let event = tokio::time::timeout(QUIET, self.event()).await;
        assert!(event.is_err(), "{event:?}");
    }

    /// Reads to the end, whatever comes before it.
    pub(crate) async fn end(mut self) {
        let all = async { while self.event().await.is_some() {} };
        tokio::time::timeout(PATIENCE, all).await.expect("an end");
    }

    /// The next event as the contract describes it; comments are passed over.
    async fn event(&mut self) -> Option<Value> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let block = block.to_owned();
                self.text = rest.to_owned();
                if block == ":" {
                    continue;
                }
                let field = |name: &str| {
                    let line = block.lines().find_map(|line| line.strip_prefix(name));
                    line.unwrap_or_default().to_owned()
                };
                let data: Value = serde_json::from_str(&field("data: ")).unwrap();
                return Some(
                    json!({ "id": field("id: "), "event": field("event: "), "data": data }),
                );
            }
            let frame = self.body.frame().await?.ok()?;
            let data = frame.into_data().unwrap_or_default();
            self.text.push_str(std::str::from_utf8(&data).unwrap());
        }
    }
}
