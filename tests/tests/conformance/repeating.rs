//! `Idempotency-Key`: requests that are repeated, and keys that are used again for
//! something else.

mod kept;
mod narrow;
mod others;
mod payments;

use serde_json::Value;
use system_tests::client::exchange::Sent;

use crate::row::{Tally, error, post};
use crate::world::World;

/// Every area of repetition. The last of them moves the clock by a month.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(payments::area(world).await).await;
    tally.run(others::area(world).await).await;
    narrow::run(world, tally).await;
    kept::run(world, tally).await;
}

fn with_key(target: &str, body: &Value, key: &str) -> Sent {
    post(target, body).header("idempotency-key", key)
}

fn in_use() -> Value {
    error(
        "P0191",
        "The `Idempotency-Key` you sent in the request header has already been used to create a payment.",
    )
}
