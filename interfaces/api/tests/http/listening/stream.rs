//! A listener's connection, read event by event.

use std::sync::Arc;
use std::time::Duration;

use domain::ports::Store;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, EndpointExt, RequestBuilder};
use serde_json::Value;

use crate::scene::Scene;

pub(super) const DELIVERIES: &str = "/listen/v1/deliveries";
/// How long an event may take, and how long nothing must happen.
const PATIENCE: Duration = Duration::from_secs(25);

pub(super) struct Listening {
    pieces: BoxStream<'static, std::io::Result<Vec<u8>>>,
    text: String,
}

#[derive(Debug)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) data: Value,
}

impl Scene {
    pub(super) fn listening(&self) -> BoxEndpoint<'static> {
        api::listening_endpoint(Arc::clone(&self.application)).boxed()
    }

    pub(super) fn store(&self) -> Arc<dyn Store> {
        self.world.store.clone()
    }
}

impl Listening {
    pub(super) async fn begin(endpoint: &BoxEndpoint<'static>, request: RequestBuilder) -> Self {
        let response = endpoint.call(request.finish()).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        let pieces = response.into_body().into_bytes_stream();
        Self {
            pieces: pieces
                .map(|piece| piece.map(|bytes| bytes.to_vec()))
                .boxed(),
            text: String::new(),
        }
    }

    /// The next event; comments are passed over.
    pub(super) async fn next(&mut self) -> Event {
        let event = tokio::time::timeout(PATIENCE, self.event()).await;
        event.expect("an event in time").expect("an event")
    }

    /// The payments that the next events are about.
    pub(super) async fn payments(&mut self, count: usize) -> Vec<String> {
        let mut payments = Vec::new();
        for _ in 0..count {
            let event = self.next().await;
            let body: Value = serde_json::from_str(event.data["body"].as_str().unwrap()).unwrap();
            payments.push(body["resource_id"].as_str().unwrap().to_owned());
        }
        payments
    }

    pub(super) async fn is_quiet(&mut self) {
        let event = tokio::time::timeout(PATIENCE, self.event()).await;
        assert!(event.is_err(), "{event:?}");
    }

    pub(super) async fn has_ended(&mut self) {
        let event = tokio::time::timeout(PATIENCE, self.event()).await;
        assert!(matches!(event, Ok(None)), "{event:?}");
    }

    async fn event(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let block = block.to_owned();
                self.text = rest.to_owned();
                if block == ":" {
                    continue;
                }
                let field = |name: &str| {
                    let mut lines = block.lines();
                    let line = lines.find_map(|line| line.strip_prefix(name));
                    line.unwrap().to_owned()
                };
                return Some(Event {
                    id: field("id: "),
                    name: field("event: "),
                    data: serde_json::from_str(&field("data: ")).unwrap(),
                });
            }
            let piece = self.pieces.next().await?.unwrap();
            self.text.push_str(&String::from_utf8(piece).unwrap());
        }
    }
}
