//! What the token is good for, and what becomes of the payment.

use serde_json::{Value, json};
use system_tests::client::ApiClient;

use super::{AUTH, good};
use crate::row::{Area, Row, error, get, post, post_text};
use crate::world::World;

const NOBODYS: &str = "2d0ea3b1-5dd3-4ad6-8bb5-6a9ab4d2c7a0";

pub(super) async fn area(world: &World) -> Area {
    let nobody = world.server.without_key();
    let web = world.created(json!({})).await.token;
    let not_valid = || error("P1211", "The one_time_token is not valid");
    let used = || error("P1212", "The one_time_token has already been used");
    let mut rows = vec![
        Row::new(
            "a token that is none",
            &nobody,
            post(AUTH, &good("x")),
            400,
            not_valid(),
        ),
        Row::new(
            "nobody's token",
            &nobody,
            post(AUTH, &good(NOBODYS)),
            400,
            not_valid(),
        ),
        Row::new(
            "a web payment's token",
            &nobody,
            post(AUTH, &good(&web)),
            400,
            error("P1211", "The one_time_token is not a valid moto api token"),
        ),
    ];
    for (rule, client, number, status, body, state) in [
        (
            "a card that is authorised",
            &world.api,
            "4242424242424242",
            204,
            Value::Null,
            json!({ "status": "success", "finished": true }),
        ),
        (
            "a card that is declined",
            &world.api,
            "4000000000000002",
            402,
            error("P0010", "The payment was rejected"),
            rejected(),
        ),
        (
            "a card of no known brand",
            &world.api,
            "9999999999999995",
            402,
            error("P0010", "The card_number is not a valid card number"),
            rejected(),
        ),
        (
            "a prepaid card",
            &world.choosy.api,
            "4000160000000004",
            402,
            error("P0010", "Prepaid cards are not accepted"),
            rejected(),
        ),
        (
            "a card type that is not accepted",
            &world.api,
            "6759649826438453",
            402,
            error("P0010", "The card type is not enabled: maestro debit"),
            rejected(),
        ),
        (
            "a card at which the PSP fails",
            &world.api,
            "4000000000000119",
            500,
            error("P0050", "There was an error authorising the payment"),
            json!({
                "status": "error",
                "finished": true,
                "message": "Payment provider returned an error",
                "code": "P0050",
            }),
        ),
    ] {
        let (id, token) = moto(client).await;
        let mut sent = good(&token);
        sent["card_number"] = json!(number);
        rows.push(Row::new(rule, &nobody, post(AUTH, &sent), status, body));
        rows.push(Row::new(
            format!("{rule}, once more"),
            &nobody,
            post(AUTH, &sent),
            400,
            used(),
        ));
        let events = json!([
            event(json!({ "status": "created", "finished": false })),
            event(json!({ "status": "started", "finished": false })),
            event(state.clone()),
        ]);
        if !events_have_more(number) {
            continue;
        }
        rows.push(Row::new(
            format!("{rule}: the payment's events"),
            client,
            get(format!("/v1/payments/{id}/events")),
            200,
            json!({
                "payment_id": "<id>",
                "events": events,
                "_links": { "self": { "href": "<here>/v1/payments/<id>/events", "method": "GET" } },
            }),
        ));
    }
    rows.extend(earlier_tokens(world).await);
    Area {
        name: "authorise payment, told",
        rows,
    }
}

/// Each look at a payment shows another token, and the earlier ones stay good.
async fn earlier_tokens(world: &World) -> Vec<Row> {
    let nobody = world.server.without_key();
    let (id, first) = moto(&world.api).await;
    world.api.payment(&id).await;
    let body = good(&first);
    let lenient = body
        .to_string()
        .replacen('{', "{\"made_up\":[],\"cvc\":\"1\",", 1)
        + " and more";
    let used = error("P1212", "The one_time_token has already been used");
    vec![
        Row::new(
            "an earlier token, in a body that is read leniently",
            &nobody,
            post_text(AUTH, &lenient),
            204,
            Value::Null,
        ),
        Row::new("it was used", &nobody, post(AUTH, &body), 400, used),
    ]
}

/// Cards that reached the PSP and were not authorised there: created, started, over.
fn events_have_more(number: &str) -> bool {
    ["4000000000000002", "4000000000000119"].contains(&number)
}

fn event(state: Value) -> Value {
    json!({
        "payment_id": "<id>",
        "state": state,
        "updated": "<instant>",
        "_links": { "payment_url": { "href": "<here>/v1/payments/<id>", "method": "GET" } },
    })
}

fn rejected() -> Value {
    json!({
        "status": "failed",
        "finished": true,
        "message": "Payment method rejected",
        "code": "P0010",
    })
}

/// A payment whose card its service sends, and its token.
async fn moto(client: &ApiClient) -> (String, String) {
    let body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "authorisation_mode": "moto_api",
    });
    let made = client.post("/v1/payments", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let text = |pointer: &str| made.at(pointer).as_str().unwrap().to_owned();
    (
        text("/payment_id"),
        text("/_links/auth_url_post/params/one_time_token"),
    )
}
