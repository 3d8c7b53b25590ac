//! Refunds one after the other, and where they are seen.

use serde_json::{Value, json};

use super::{links, not_available};
use crate::row::{Area, Row, error, get, post};
use crate::shown::{captured, links as links_of_payment, state, typed_card, web_payment};
use crate::states::events;
use crate::world::World;

/// A payment that is given back in two parts, and looked at in between.
pub(super) async fn area(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let target = format!("/v1/payments/{payment}/refunds");
    let refund = |amount: i64| {
        json!({
            "refund_id": "<id>",
            "created_date": "<instant>",
            "amount": amount,
            "status": "success",
            "_links": links(),
        })
    };
    let seen = |amount: i64| {
        let mut seen = refund(amount);
        seen["settlement_summary"] = json!({});
        seen
    };
    let list = |refunds: Vec<Value>| {
        json!({
            "payment_id": "<id>",
            "_links": {
                "self": { "href": "<here>/v1/payments/<id>/refunds", "method": "GET" },
                "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
            },
            "_embedded": { "refunds": refunds },
        })
    };
    let at = format!("/v1/payments/{payment}");
    let shown = |status: &str, submitted: i64| {
        web_payment(json!({
            "email": "ade.okafor@example.org",
            "state": state("success"),
            "refund_summary": {
                "status": status,
                "amount_available": 14_500 - submitted,
                "amount_submitted": submitted,
            },
            "settlement_summary": captured(),
            "card_details": typed_card("4242424242424242", "Visa", Some("credit")),
            "card_brand": "Visa",
            "provider_id": "<uuid>",
            "_links": links_of_payment(&[]),
        }))
    };
    let api = &world.api;
    let first = json!({ "amount": 500, "refund_amount_available": 14_500 });
    let second = json!({ "amount": 14_000, "refund_amount_available": "14000" });
    let rows = vec![
        Row::new("a part", api, post(&target, &first), 202, refund(500)).header("location", None),
        Row::new(
            "the payment is refunded in part",
            api,
            get(&at),
            200,
            shown("available", 500),
        ),
        Row::new(
            "one refund is listed",
            api,
            get(&target),
            200,
            list(vec![seen(500)]),
        ),
        Row::new(
            "the belief from before is wrong now",
            api,
            post(&target, &first),
            412,
            error("P0604", "Refund amount available mismatch."),
        ),
        Row::new(
            "more than the rest",
            api,
            post(&target, &json!({ "amount": 14_001 })),
            400,
            not_available("amount_not_available"),
        ),
        Row::new("the rest", api, post(&target, &second), 202, refund(14_000)),
        Row::new(
            "refunds are listed oldest first",
            api,
            get(&target),
            200,
            list(vec![seen(500), seen(14_000)]),
        ),
        Row::new(
            "the payment is refunded in full",
            api,
            get(&at),
            200,
            shown("full", 14_500),
        ),
        Row::new(
            "its events",
            api,
            get(format!("{at}/events")),
            200,
            events(&[
                "created",
                "started",
                "submitted",
                "success",
                "submitted",
                "success",
                "submitted",
                "success",
            ]),
        ),
        Row::new(
            "nothing is left",
            api,
            post(&target, &json!({ "amount": 1 })),
            400,
            not_available("full"),
        ),
    ];
    Area {
        name: "create refund, in turn",
        rows,
    }
}

/// Refunds that the payment does not have.
pub(super) async fn elsewhere(world: &World) -> Area {
    let (api, theirs) = (&world.api, &world.stranger.api);
    let payment = world.captured(json!({})).await;
    let other = world.captured(json!({})).await;
    let made = api.refund(&payment, json!({ "amount": 1 })).await;
    let id = made.at("/refund_id").as_str().unwrap().to_owned();
    let at = |payment: &str, refund: &str| get(format!("/v1/payments/{payment}/refunds/{refund}"));
    let not_found = || error("P0700", "Not found");
    let found = json!({
        "refund_id": "<refund>",
        "created_date": "<instant>",
        "amount": 1,
        "status": "success",
        "settlement_summary": {},
        "_links": {
            "self": { "href": "<here>/v1/payments/<payment>/refunds/<refund>", "method": "GET" },
            "payment": { "href": "<here>/v1/payments/<payment>", "method": "GET" },
        },
    });
    let rows = vec![
        Row::new("its own", api, at(&payment, &id), 200, found)
            .named(&payment, "<payment>")
            .named(&id, "<refund>"),
        Row::new("none", api, at(&payment, "x"), 404, not_found()),
        Row::new("another payment's", api, at(&other, &id), 404, not_found()),
        Row::new(
            "another account's",
            theirs,
            at(&payment, &id),
            404,
            not_found(),
        ),
    ];
    Area {
        name: "get refund",
        rows,
    }
}
