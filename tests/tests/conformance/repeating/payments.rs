//! Payments: the same request again, and others with its key.

use serde_json::{Value, json};

use super::{in_use, with_key};
use crate::modes::{agreement, request, unattended_request};
use crate::row::{Area, Row, about, error, invalid, post_nothing, post_text};
use crate::shown::{links, merged, refund_summary, state, web_payment};
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";

pub(super) async fn area(world: &World) -> Area {
    let api = &world.api;
    let body = request(json!({ "metadata": { "a": 1, "b": true } }));
    let looks = web_payment(json!({ "metadata": { "a": 1, "b": true } }));
    let again = async |body: &Value, key: &str| {
        let made = api.send(with_key(PAYMENTS, body, key)).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made.at("/payment_id").as_str().unwrap().to_owned()
    };
    let first = again(&body, "web-1").await;
    let written = |text: &str| post_text(PAYMENTS, text).header("idempotency-key", "web-1");
    let turned = r#"{"return_url":"https://licences.example.org/applications/2291","metadata":{"b":true,"a":1},
        "description" : "Street\u0020trading licence", "reference":"LIC-2291","amount":14500}"#;
    let twice = format!("{{\"amount\":1,{} and more", &body.to_string()[1..]);
    let mut rows: Vec<Row> = [
        ("the same request", with_key(PAYMENTS, &body, "web-1")),
        ("in another order, with white space", written(turned)),
        (
            "with a member said twice, and text at the end",
            written(&twice),
        ),
    ]
    .into_iter()
    .map(|(rule, sent)| {
        Row::new(rule, api, sent, 200, about(&looks, "<first>"))
            .named(&first, "<first>")
            .header("location", None)
            .header("cache-control", Some("no-store"))
            .header("pragma", Some("no-cache"))
    })
    .collect();
    for (rule, other) in [
        (
            "another amount",
            merged(body.clone(), json!({ "amount": 7 })),
        ),
        (
            "a member more",
            merged(body.clone(), json!({ "delayed_capture": false })),
        ),
        (
            "an unknown member more",
            merged(body.clone(), json!({ "made_up": 7 })),
        ),
        (
            "a member less",
            merged(body.clone(), json!({ "metadata": null })),
        ),
        ("another mode", unattended_request("moto_api", json!({}))),
    ] {
        let sent = with_key(PAYMENTS, &other, "web-1");
        rows.push(Row::new(rule, api, sent, 409, in_use()));
    }
    rows.push(
        Row::new(
            "the same request in another account",
            &world.stranger.api,
            with_key(PAYMENTS, &body, "web-1"),
            201,
            looks.clone(),
        )
        .header("location", Some("<here>/v1/payments/<id>")),
    );
    rows.extend(refused_first(world, &body, &looks));

    let over = again(&body, "web-2").await;
    let cancelled = merged(
        about(&looks, "<first>"),
        json!({
            "state": state("cancelled"),
            "refund_summary": refund_summary("unavailable", 14_500),
            "_links": about(&links(&[]), "<first>"),
        }),
    );
    rows.push(Row::new(
        "what was made is cancelled",
        api,
        post_nothing(format!("{PAYMENTS}/{over}/cancel")),
        204,
        Value::Null,
    ));
    let sent = with_key(PAYMENTS, &body, "web-2");
    rows.push(
        Row::new("a replay shows it as it is now", api, sent, 200, cancelled)
            .named(&over, "<first>"),
    );

    let body = unattended_request("moto_api", json!({}));
    let first = again(&body, "moto-1").await;
    let looks = crate::shown::payment(json!({
        "moto": true,
        "authorisation_mode": "moto_api",
        "_links": links(&["cancel", "auth_url_post"]),
    }));
    rows.push(
        Row::new(
            "a payment by moto_api",
            api,
            with_key(PAYMENTS, &body, "moto-1"),
            200,
            about(&looks, "<first>"),
        )
        .named(&first, "<first>")
        .header("location", None),
    );
    rows.extend(on_an_agreement(world).await);
    rows.extend(stopped(world).await);
    Area {
        name: "idempotency, payments",
        rows,
    }
}

/// A refusal uses no key up.
fn refused_first(world: &World, body: &Value, looks: &Value) -> Vec<Row> {
    let zero = "Must be greater than or equal to 1. Refer to https://docs.payments.service.gov.uk/making_payments/#amount";
    let nothing = merged(body.clone(), json!({ "amount": 0 }));
    let api = &world.api;
    vec![
        Row::new(
            "a request that is refused",
            api,
            with_key(PAYMENTS, &nothing, "web-3"),
            422,
            invalid("amount", "P0102", zero),
        ),
        Row::new(
            "its key is free for another",
            api,
            with_key(PAYMENTS, body, "web-3"),
            201,
            looks.clone(),
        ),
        Row::new(
            "and is used then",
            api,
            with_key(PAYMENTS, &nothing, "web-3"),
            409,
            in_use(),
        ),
    ]
}

/// Replays come before what the account permits.
async fn stopped(world: &World) -> Vec<Row> {
    let account = world.account("stopped later").await;
    let (api, body) = (&account.api, request(json!({})));
    let made = api.send(with_key(PAYMENTS, &body, "key-1")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.at("/payment_id").as_str().unwrap().to_owned();
    world.stop(&account).await;
    let disabled = "GOV.UK Pay has disabled payment and refund creation on this account. Contact support with your error code - https://www.payments.service.gov.uk/support/ .";
    let replay = with_key(PAYMENTS, &body, "key-1");
    let looks = about(&web_payment(json!({})), "<first>");
    let fresh = with_key(PAYMENTS, &body, "key-2");
    let other = with_key(PAYMENTS, &request(json!({ "amount": 7 })), "key-1");
    vec![
        Row::new("a replay on a stopped account", api, replay, 200, looks).named(&id, "<first>"),
        Row::new("another body with its key", api, other, 409, in_use()),
        Row::new("nothing new", api, fresh, 403, error("P0941", disabled)),
    ]
}

async fn on_an_agreement(world: &World) -> Vec<Row> {
    let api = &world.api;
    let agreement = agreement(api, "AGR-REPEATED").await;
    world
        .captured(json!({ "set_up_agreement": agreement }))
        .await;
    let body = unattended_request("agreement", json!({ "agreement_id": agreement }));
    let made = api.send(with_key(PAYMENTS, &body, "agreement-1")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    world
        .server
        .advance(std::time::Duration::from_secs(60))
        .await;
    let id = made.at("/payment_id").as_str().unwrap().to_owned();
    let now = api.payment(&id).await;
    let now: Value = serde_json::from_str(&crate::steady::steady(&now.text())).unwrap();
    let other = merged(body.clone(), json!({ "amount": 7 }));
    vec![
        Row::new(
            "a payment on an agreement, as it is now",
            api,
            with_key(PAYMENTS, &body, "agreement-1"),
            200,
            about(&now, "<first>"),
        )
        .named(&id, "<first>")
        .named(&agreement, "<first>")
        .header("location", None),
        Row::new(
            "another payment on it",
            api,
            with_key(PAYMENTS, &other, "agreement-1"),
            409,
            in_use(),
        ),
    ]
}
