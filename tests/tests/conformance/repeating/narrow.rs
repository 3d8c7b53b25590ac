//! A server that remembers the keys of payments on agreements alone.

use serde_json::{Value, json};
use system_tests::harness::Walk;

use super::{in_use, with_key};
use crate::modes::{agreement, request, unattended_request};
use crate::row::{Area, Row, Tally, about, field_error};
use crate::shown::{merged, web_payment};
use crate::steady::steady;
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";

pub(super) async fn run(world: &World, tally: &mut Tally) {
    let server = world.another(&[("BURSAR_IDEMPOTENCY", "agreement")]).await;
    let api = server.api();
    let agreement_id = agreement(&api, "AGR-1").await;
    let paid = Walk::to_the_end(&server, json!({ "set_up_agreement": agreement_id }))
        .await
        .payment
        .id;
    let on_it = unattended_request("agreement", json!({ "agreement_id": agreement_id }));
    let made = api.send(with_key(PAYMENTS, &on_it, "key-1")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.at("/payment_id").as_str().unwrap().to_owned();
    server.advance(std::time::Duration::from_secs(60)).await;
    let now = api.payment(&id).await.text();
    let now: Value = serde_json::from_str(&steady(&now)).unwrap();
    let api = &api;

    let refunds = format!("{PAYMENTS}/{paid}/refunds");
    let refund = json!({ "amount": 1 });
    let refunded = json!({
        "refund_id": "<id>",
        "created_date": "<instant>",
        "amount": 1,
        "status": "success",
        "_links": {
            "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
            "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
        },
    });
    let other = merged(on_it.clone(), json!({ "amount": 7 }));
    let mut rows = vec![
        Row::new(
            "the same payment on an agreement",
            api,
            with_key(PAYMENTS, &on_it, "key-1"),
            200,
            about(&now, "<first>"),
        )
        .named(&id, "<first>")
        .named(&agreement_id, "<first>")
        .header("location", None),
        Row::new(
            "another payment on it",
            api,
            with_key(PAYMENTS, &other, "key-1"),
            409,
            in_use(),
        ),
    ];
    for turn in ["once", "and again: another one", "and with another body"] {
        let extra = match turn.ends_with("body") {
            true => json!({ "reference": "LIC-2292" }),
            false => json!({}),
        };
        let sent = with_key(PAYMENTS, &request(extra.clone()), "key-1");
        rows.push(
            Row::new(
                format!("a web payment with a key {turn}"),
                api,
                sent,
                201,
                web_payment(extra),
            )
            .header("location", Some("<here>/v1/payments/<id>")),
        );
    }
    for turn in ["once", "and again: another one"] {
        let sent = with_key(&refunds, &refund, "key-1");
        rows.push(Row::new(
            format!("a refund with a key {turn}"),
            api,
            sent,
            202,
            refunded.clone(),
        ));
    }
    let words = "Header [Idempotency-Key] can have a size between 1 and 255";
    rows.push(Row::new(
        "a key that is none is refused all the same",
        api,
        with_key(PAYMENTS, &request(json!({})), &"k".repeat(256)),
        422,
        merged(
            field_error("", "P0102", words),
            json!({ "field": null, "header": "Idempotency-Key" }),
        ),
    ));
    tally
        .run(Area {
            name: "idempotency, on agreements alone",
            rows,
        })
        .await;
}
