//! Payments whose card the service sends itself.

use serde_json::{Value, json};

use super::{PAYMENTS, created, sent, unattended_request};
use crate::row::{Area, Row, get, post, post_nothing};
use crate::shown::{captured, links, merged, payment, refund_summary, sent_card, state};
use crate::states::events;
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let api = &world.api;
    let waits = |extra: Value| {
        let payment = payment(json!({
            "moto": true,
            "authorisation_mode": "moto_api",
            "_links": links(&["cancel", "auth_url_post"]),
        }));
        merged(payment, extra)
    };
    let at = |id: &str| format!("{PAYMENTS}/{id}");
    let mut rows = Vec::new();
    for extra in [
        json!({}),
        json!({ "moto": true }),
        json!({ "moto": false }),
        json!({ "delayed_capture": true }),
        json!({ "language": "cy", "email": "a@example.org" }),
        json!({ "metadata": { "desk": 4 } }),
    ] {
        let body = unattended_request("moto_api", extra.clone());
        let expected = merged(waits(extra), json!({ "moto": true }));
        rows.push(
            Row::new(format!("{body}"), api, post(PAYMENTS, &body), 201, expected)
                .header("location", Some("<here>/v1/payments/<id>"))
                .header("cache-control", Some("no-store")),
        );
    }

    let waiting = created(api, &unattended_request("moto_api", json!({}))).await;
    rows.push(Row::new(
        "one that waits for its card",
        api,
        get(at(&waiting)),
        200,
        waits(json!({})),
    ));

    let paid = sent(api, json!({}), json!({})).await;
    let card = json!({
        "card_details": sent_card("4242424242424242", "Visa", Some("credit")),
        "card_brand": "Visa",
        "provider_id": "<uuid>",
    });
    let success = merged(
        waits(card.clone()),
        json!({
            "state": state("success"),
            "refund_summary": refund_summary("available", 14_500),
            "settlement_summary": captured(),
            "_links": links(&[]),
        }),
    );
    rows.push(Row::new(
        "one that was authorised",
        api,
        get(at(&paid)),
        200,
        success,
    ));
    rows.push(Row::new(
        "its events",
        api,
        get(format!("{}/events", at(&paid))),
        200,
        events(&["created", "started", "submitted", "success"]),
    ));

    let later = sent(api, json!({ "delayed_capture": true }), json!({})).await;
    let capturable = merged(
        waits(card),
        json!({
            "state": state("capturable"),
            "refund_summary": refund_summary("unavailable", 14_500),
            "delayed_capture": true,
            "_links": links(&["cancel", "capture"]),
        }),
    );
    rows.push(Row::new(
        "one that waits for its capture",
        api,
        get(at(&later)),
        200,
        capturable,
    ));
    rows.push(Row::new(
        "capturing it",
        api,
        post_nothing(format!("{}/capture", at(&later))),
        204,
        Value::Null,
    ));

    for (number, name) in [
        ("4000000000000002", "declined"),
        ("4000000000000119", "error"),
    ] {
        let over = sent(api, json!({}), json!({ "card_number": number })).await;
        let expected = waits(json!({
            "card_details": sent_card(number, "Visa", None),
            "card_brand": "Visa",
            "state": state(name),
            "refund_summary": refund_summary("unavailable", 14_500),
            "_links": links(&[]),
        }));
        rows.push(Row::new(
            format!("one that was {name}"),
            api,
            get(at(&over)),
            200,
            expected,
        ));
    }

    let cancelled = created(api, &unattended_request("moto_api", json!({}))).await;
    let cancel = post_nothing(format!("{}/cancel", at(&cancelled)));
    rows.push(Row::new("cancelling one", api, cancel, 204, Value::Null));
    let expected = waits(json!({
        "state": state("cancelled"),
        "refund_summary": refund_summary("unavailable", 14_500),
        "_links": links(&[]),
    }));
    rows.push(Row::new(
        "one that was cancelled",
        api,
        get(at(&cancelled)),
        200,
        expected,
    ));
    Area {
        name: "payments by moto_api",
        rows,
    }
}
