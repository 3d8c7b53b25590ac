//! `POST /v1/auth`: the token, the card, and which mistake is told first.

mod as_sent;
mod told;

use serde_json::{Value, json};

use crate::row::Tally;
use crate::world::World;

const AUTH: &str = "/v1/auth";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent::area(world)).await;
    tally.run(told::area(world).await).await;
}

fn good(token: &str) -> Value {
    json!({
        "one_time_token": token,
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    })
}
