//! `createPayment`: the body as it is sent, its limits, the header, and what the
//! account permits, in the order in which the mistakes are told.

mod as_sent;
mod bodies;
mod limits;
mod order;
mod permitted;

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;

use crate::row::{Tally, post};
use crate::world::World;

pub(crate) const PAYMENTS: &str = "/v1/payments";

/// Every area of the operation.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent::area(world)).await;
    tally.run(bodies::area(world)).await;
    tally.run(limits::area(world)).await;
    tally.run(order::area(world)).await;
    tally.run(permitted::area(world).await).await;
}

/// A request that is good.
fn good() -> Value {
    json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "return_url": "https://licences.example.org/applications/2291",
    })
}

/// A good request with these members besides or instead.
fn with(extra: Value) -> Value {
    let mut body = good();
    if let (Some(body), Some(extra)) = (body.as_object_mut(), extra.as_object()) {
        body.extend(extra.clone());
    }
    body
}

/// A good request without a member.
fn without(member: &str) -> Value {
    let mut body = good();
    if let Some(body) = body.as_object_mut() {
        body.remove(member);
    }
    body
}

fn create(body: &Value) -> Sent {
    post(PAYMENTS, body)
}
