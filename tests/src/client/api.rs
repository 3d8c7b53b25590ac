//! A service's client of the API. It holds every response that it sees against
//! the contract, so no test has to remember to.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::exchange::{Answer, Sent};
use crate::contract_check::{Contract, PUBLIC, SANDBOX, Seen};

/// Calls the API with one key.
#[derive(Clone, Debug)]
pub struct ApiClient {
    address: SocketAddr,
    key: Option<String>,
}

impl ApiClient {
    /// A client of the server at this address with this key.
    pub fn new(address: SocketAddr, key: &str) -> Self {
        Self {
            address,
            key: Some(key.to_owned()),
        }
    }

    /// A client that sends no key.
    pub fn without_key(address: SocketAddr) -> Self {
        Self { address, key: None }
    }

    /// The key, if there is one.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends a request as it is, but for the key, and checks the answer.
    ///
    /// # Panics
    ///
    /// When the answer is none that the contract promises.
    pub async fn send(&self, sent: Sent) -> Answer {
        let (answer, breaches) = self.judged(sent.clone()).await;
        assert!(
            breaches.is_empty(),
            "{} {} broke the contract: {breaches:#?}\nstatus {}\n{}",
            sent.method,
            sent.target,
            answer.status,
            String::from_utf8_lossy(&answer.body),
        );
        answer
    }

    /// Sends a request; answers with what came back, and what that breaks of the
    /// contract.
    pub async fn judged(&self, sent: Sent) -> (Answer, Vec<String>) {
        let answer = self.send_unchecked(sent.clone()).await;
        let contract: &Contract = if sent.path().starts_with("/sandbox/") {
            &SANDBOX
        } else {
            &PUBLIC
        };
        let breaches = contract.breaches(&Seen {
            method: &sent.method,
            path: sent.path(),
            status: answer.status,
            headers: &answer.headers,
            body: &answer.body,
        });
        (answer, breaches)
    }

    /// Sends a request about something that is in no contract.
    pub async fn send_unchecked(&self, sent: Sent) -> Answer {
        let sent = match &self.key {
            Some(key) => sent.header("authorization", &format!("Bearer {key}")),
            None => sent,
        };
        sent.to(self.address).await
    }

    /// GET.
    pub async fn get(&self, target: &str) -> Answer {
        self.send(Sent::new("GET", target)).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, target: &str, body: &Value) -> Answer {
        self.post_text(target, &body.to_string()).await
    }

    /// POST with a body that claims to be JSON.
    pub async fn post_text(&self, target: &str, body: &str) -> Answer {
        self.send(
            Sent::new("POST", target)
                .header("content-type", "application/json")
                .body(body),
        )
        .await
    }

    /// POST without a body.
    pub async fn post_nothing(&self, target: &str) -> Answer {
        self.send(Sent::new("POST", target)).await
    }

    /// Creates a payment of 14,500 pence, with what `extra` says otherwise.
    pub async fn create(&self, extra: Value) -> Created {
        let mut body = json!({
            "amount": 14_500,
            "reference": "LIC-2291",
            "description": "Street trading licence",
            "return_url": "https://licences.example.org/applications/2291",
        });
        if let (Some(body), Some(extra)) = (body.as_object_mut(), extra.as_object()) {
            body.extend(extra.clone());
        }
        let answer = self.post("/v1/payments", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        Created::of(&answer)
    }

    /// A payment as it is now.
    pub async fn payment(&self, id: &str) -> Answer {
        let answer = self.get(&format!("/v1/payments/{id}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer
    }

    /// A payment's `state`.
    pub async fn state(&self, id: &str) -> Value {
        self.payment(id).await.at("/state")
    }

    /// Every status in a payment's events, the oldest first.
    pub async fn history(&self, id: &str) -> Vec<String> {
        let answer = self.get(&format!("/v1/payments/{id}/events")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let events = answer.at("/events");
        let statuses = events.as_array().into_iter().flatten();
        statuses
            .filter_map(|event| event.pointer("/state/status")?.as_str())
            .map(str::to_owned)
            .collect()
    }

    /// Cancels a payment.
    pub async fn cancel(&self, id: &str) -> Answer {
        self.post_nothing(&format!("/v1/payments/{id}/cancel"))
            .await
    }

    /// Captures a payment.
    pub async fn capture(&self, id: &str) -> Answer {
        self.post_nothing(&format!("/v1/payments/{id}/capture"))
            .await
    }

    /// Refunds a payment.
    pub async fn refund(&self, id: &str, body: Value) -> Answer {
        self.post(&format!("/v1/payments/{id}/refunds"), &body)
            .await
    }
}

/// A payment that was created.
#[derive(Clone, Debug)]
pub struct Created {
    /// Its id.
    pub id: String,
    /// Where a person pays it.
    pub next_url: String,
    /// The token in it.
    pub token: String,
}

impl Created {
    /// Reads what a payment with a way on says.
    pub fn of(answer: &Answer) -> Self {
        Self::of_json(&answer.json())
    }

    /// Reads the JSON of a payment with a way on.
    pub fn of_json(payment: &Value) -> Self {
        let text = |pointer| {
            let member = payment.pointer(pointer).and_then(Value::as_str);
            member.unwrap_or_default().to_owned()
        };
        Self {
            id: text("/payment_id"),
            next_url: text("/_links/next_url/href"),
            token: text("/_links/next_url_post/params/chargeTokenId"),
        }
    }
}
