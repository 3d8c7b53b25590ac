//! A PSP that fails, refuses or does not answer, and one that is not there.

use std::sync::Arc;

use application::Ports;
use domain::account::Provider;
use domain::ports::{Psp, Psps};
use memory::{Behaviour, Call};
use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};

use crate::modes::{request, unattended_request};
use crate::row::{Area, Row, Tally, error, get, post, post_nothing};
use crate::shown::{links, payment, refund_summary, sent_card, state};
use crate::states::events;
use crate::world::{ORIGINAL, World};

pub(super) async fn run(world: &World, tally: &mut Tally) {
    let (server, psp) = Server::with_scripted_psp().await;
    let refused = Walk::to_the_end(&server, json!({})).await.payment.id;
    let submitted = Walk::to_confirm(&server, json!({})).await.payment.id;
    psp.next(Call::Refund, Behaviour::Refuse);
    psp.next(Call::Cancel, Behaviour::Refuse);
    psp.next(Call::Authorise, Behaviour::Fail);
    tally
        .run(failing(&server, &refused, &submitted).await)
        .await;

    let nobody = nobody(world).await;
    let full = "Account is not fully configured. Please refer to documentation to setup your account or contact support with your error code - https://www.payments.service.gov.uk/support/ .";
    tally
        .run(Area {
            name: "an account without a PSP",
            rows: vec![Row::new(
                "a payment",
                &nobody.api(),
                post("/v1/payments", &request(json!({}))),
                403,
                error("P0940", full),
            )],
        })
        .await;
}

async fn failing(server: &Server, refused: &str, submitted: &str) -> Area {
    let api = &server.api();
    let at = |id: &str, end: &str| format!("/v1/payments/{id}{end}");
    let link =
        |end: &str| json!({ "href": format!("<here>/v1/payments/<id>{end}"), "method": "GET" });
    let failed = json!({
        "refund_id": "<id>",
        "created_date": "<instant>",
        "amount": 600,
        "status": "error",
        "settlement_summary": {},
        "_links": { "self": link("/refunds/<id>"), "payment": link("") },
    });
    let mut history = events(&[
        "created",
        "started",
        "submitted",
        "success",
        "submitted",
        "error",
    ]);
    // A refund's events say no more than its status.
    history["events"][4]["state"] = json!({ "status": "submitted", "finished": false });
    history["events"][5]["state"] = json!({ "status": "error", "finished": true });

    let body = unattended_request("moto_api", json!({}));
    let made = api.post("/v1/payments", &body).await;
    let broken = made.at("/payment_id").as_str().unwrap().to_owned();
    let card = json!({
        "one_time_token": made.at("/_links/auth_url_post/params/one_time_token"),
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    });
    let shown = payment(json!({
        "moto": true,
        "authorisation_mode": "moto_api",
        "card_details": sent_card("4242424242424242", "Visa", Some("credit")),
        "card_brand": "Visa",
        "state": state("error"),
        "refund_summary": refund_summary("unavailable", 14_500),
        "_links": links(&[]),
    }));
    let refund = json!({ "amount": 600, "refund_amount_available": 14_500 });
    let rows = vec![
        Row::new(
            "a refund that it refuses",
            api,
            post(at(refused, "/refunds"), &refund),
            500,
            error("P0698", "Downstream system error"),
        ),
        Row::new(
            "the refund has failed",
            api,
            get(at(refused, "/refunds")),
            200,
            json!({
                "payment_id": "<id>",
                "_links": { "self": link("/refunds"), "payment": link("") },
                "_embedded": { "refunds": [failed] },
            }),
        ),
        Row::new(
            "and is in the history",
            api,
            get(at(refused, "/events")),
            200,
            history,
        ),
        Row::new(
            "its money can be refunded once more",
            api,
            post(
                at(refused, "/refunds"),
                &json!({ "amount": 14_501, "refund_amount_available": 14_500 }),
            ),
            400,
            error(
                "P0603",
                "The payment is not available for refund. Payment refund status: amount_not_available",
            ),
        ),
        Row::new(
            "a cancellation that it refuses",
            api,
            post_nothing(at(submitted, "/cancel")),
            204,
            Value::Null,
        ),
        Row::new(
            "the payment is cancelled all the same",
            api,
            get(at(submitted, "/events")),
            200,
            events(&["created", "started", "submitted", "cancelled"]),
        ),
        Row::new(
            "a card at which it fails",
            &server.without_key(),
            post("/v1/auth", &card),
            500,
            error("P0050", "There was an error authorising the payment"),
        ),
        Row::new(
            "the payment has failed",
            api,
            get(at(&broken, "")),
            200,
            shown,
        ),
    ];
    Area {
        name: "a PSP that fails",
        rows,
    }
}

/// A server that can talk to no PSP at all.
async fn nobody(world: &World) -> Server {
    struct Nobody;
    impl Psps for Nobody {
        fn psp(&self, _: Provider) -> Option<Arc<dyn Psp>> {
            None
        }
    }
    let without = |ports| Ports {
        psps: Arc::new(Nobody),
        ..ports
    };
    Server::over(world.server.backend(), &ORIGINAL, without)
        .await
        .expect("another database where there is one")
}
