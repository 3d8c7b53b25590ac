//! The ways to authorise a payment: what each looks like when it is created and
//! afterwards, and what is echoed of a request.

mod echoes;
mod recurring;
mod surcharges;
mod unattended;

use serde_json::{Value, json};
use system_tests::client::ApiClient;

use crate::row::Tally;
use crate::shown::merged;
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";

/// Every area of the modes.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(echoes::area(world)).await;
    tally.run(unattended::area(world).await).await;
    tally.run(recurring::set_up(world).await).await;
    tally.run(recurring::taken(world).await).await;
    tally.run(recurring::declined(world).await).await;
    tally.run(surcharges::area(world).await).await;
}

/// A request for a web payment, with these members besides or instead.
pub(crate) fn request(extra: Value) -> Value {
    let body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "return_url": "https://licences.example.org/applications/2291",
    });
    merged(body, extra)
}

/// A request for a payment that nobody stands at the pages for.
pub(crate) fn unattended_request(mode: &str, extra: Value) -> Value {
    let body = request(json!({ "return_url": null, "authorisation_mode": mode }));
    merged(body, extra)
}

/// Makes an agreement; answers with its id.
pub(crate) async fn agreement(api: &ApiClient, reference: &str) -> String {
    let body = json!({ "reference": reference, "description": "Permit, monthly" });
    let made = api.post("/v1/agreements", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.at("/agreement_id").as_str().unwrap().to_owned()
}

/// Creates a payment; answers with its id.
pub(crate) async fn created(api: &ApiClient, body: &Value) -> String {
    let made = api.post(PAYMENTS, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.at("/payment_id").as_str().unwrap().to_owned()
}

/// Creates a payment and sends a card for it, whatever becomes of it; answers with
/// its id.
pub(crate) async fn sent(api: &ApiClient, extra: Value, card: Value) -> String {
    let made = api
        .post(PAYMENTS, &unattended_request("moto_api", extra))
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let token = made.at("/_links/auth_url_post/params/one_time_token");
    let body = json!({
        "one_time_token": token,
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    });
    let answer = api.post("/v1/auth", &merged(body, card)).await;
    assert!(
        [204, 402, 500].contains(&answer.status),
        "{}",
        answer.text()
    );
    made.at("/payment_id").as_str().unwrap().to_owned()
}
