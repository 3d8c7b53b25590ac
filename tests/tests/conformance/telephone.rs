//! `POST /v1/payment_notification`: what another system says of a payment that was
//! taken by telephone, and what is seen of it afterwards.

mod as_sent;
mod taken;

use serde_json::{Value, json};

use crate::row::Tally;
use crate::shown::merged;
use crate::world::World;

const NOTIFY: &str = "/v1/payment_notification";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent::area(world)).await;
    tally.run(taken::area(world).await).await;
}

fn good() -> Value {
    json!({
        "amount": 4_200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "processor_id": "ivr-1",
        "provider_id": "0093",
        "payment_outcome": { "status": "success" },
    })
}

fn with(extra: Value) -> Value {
    merged(good(), extra)
}

fn without(member: &str) -> Value {
    merged(good(), json!({ member: null }))
}

/// The same with a member that is null, which [`merged`] would leave out.
fn with_null(member: &str) -> Value {
    let mut body = good();
    body[member] = Value::Null;
    body
}
