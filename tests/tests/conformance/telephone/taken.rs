//! Reports that are taken, and the payments that they make.

use serde_json::{Value, json};

use super::{NOTIFY, good, with};
use crate::row::{Area, Row, get, post, post_text};
use crate::shown::{merged, payment, refund_summary, state};
use crate::states::events;
use crate::world::World;

/// Everything that can be said of a payment.
fn everything() -> Value {
    with(json!({
        "reference": "CALL <7> | a",
        "description": "Bulky > waste",
        "provider_id": "0094",
        "created_date": "2026-03-02T10:41:00+01:00",
        "authorised_date": "2026-03-02T09:41:02.500Z",
        "auth_code": "A71C09",
        "name_on_card": "Ade Okafor",
        "email_address": "ade.okafor@example.org",
        "telephone_number": "+44 20 7946 0018",
        "card_type": "master-card",
        "card_expiry": "11/39",
        "last_four_digits": "0042",
        "first_six_digits": "510510",
    }))
}

pub(super) async fn area(world: &World) -> Area {
    let answered = |sent: Value, name: &str| {
        merged(sent, json!({ "payment_id": "<id>", "state": state(name) }))
    };
    let api = &world.api;
    let whole = merged(
        answered(everything(), "success"),
        json!({ "created_date": "<instant>", "authorised_date": "<instant>" }),
    );
    let mut rows = vec![
        Row::new(
            "the least",
            api,
            post(NOTIFY, &good()),
            201,
            answered(good(), "success"),
        ),
        Row::new(
            "a known provider_id",
            api,
            post(NOTIFY, &good()),
            200,
            answered(good(), "success"),
        ),
        Row::new(
            "a known provider_id, whatever else is said",
            api,
            post(NOTIFY, &with(json!({ "amount": 7, "reference": "CALL-2" }))),
            200,
            answered(good(), "success"),
        ),
        Row::new(
            "the same provider_id in another account",
            &world.stranger.api,
            post(NOTIFY, &good()),
            201,
            answered(good(), "success"),
        ),
        Row::new("everything", api, post(NOTIFY, &everything()), 201, whole)
            .named("2026-03-02T09:41:00.000Z", "<instant>")
            .header("content-type", Some("application/json")),
    ];
    for (code, name) in [
        ("P0010", "declined"),
        ("P0030", "error"),
        ("P0050", "error"),
    ] {
        let body = with(json!({
            "provider_id": code,
            "payment_outcome": {
                "status": "failed",
                "code": code,
                "supplemental": { "error_code": "51", "error_message": "Not enough money" },
            },
        }));
        let expected = answered(body.clone(), name);
        rows.push(Row::new(
            format!("a failure of {code}"),
            api,
            post(NOTIFY, &body),
            201,
            expected,
        ));
    }
    let lenient = with(json!({
        "provider_id": "lenient",
        "made_up": 7,
        "payment_outcome": { "status": "success", "made_up": {} },
    }));
    let text = lenient.to_string().replacen('{', "{\"amount\":7,", 1) + " and more";
    rows.push(Row::new(
        "unknown members, a member said twice, text after the body",
        api,
        post_text(NOTIFY, &text),
        201,
        answered(with(json!({ "provider_id": "lenient" })), "success"),
    ));
    for extra in [
        json!({ "amount": 0, "provider_id": "nothing" }),
        json!({ "amount": 10_000_000, "provider_id": "much" }),
        json!({ "reference": "x".repeat(255), "description": "y".repeat(255), "provider_id": "long" }),
        json!({ "card_type": "visa", "provider_id": "visa" }),
        json!({ "card_type": "maestro", "provider_id": "maestro" }),
        json!({ "card_type": "diners-club", "provider_id": "diners" }),
        json!({ "card_type": "american-express", "provider_id": "amex" }),
        json!({ "card_type": "jcb", "provider_id": "jcb" }),
    ] {
        let body = with(extra);
        let rule = format!("{} is taken", body["provider_id"]);
        let expected = answered(body.clone(), "success");
        rows.push(Row::new(rule, api, post(NOTIFY, &body), 201, expected));
    }
    rows.extend(seen(world).await);
    Area {
        name: "telephone payment, taken",
        rows,
    }
}

/// What `getPayment` says of one that was taken, and of one that failed.
async fn seen(world: &World) -> Vec<Row> {
    let report = async |body: Value| {
        let answer = world.api.post(NOTIFY, &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.at("/payment_id");
        format!("/v1/payments/{}", id.as_str().unwrap())
    };
    let whole = report(merged(everything(), json!({ "provider_id": "0095" }))).await;
    let failed = report(with(json!({
        "provider_id": "0096",
        "payment_outcome": { "status": "failed", "code": "P0010" },
    })))
    .await;
    let shown = payment(json!({
        "amount": 4_200,
        "reference": "CALL <7> | a",
        "description": "Bulky > waste",
        "email": "ade.okafor@example.org",
        "state": state("success"),
        "refund_summary": refund_summary("pending", 4_200),
        "settlement_summary": { "capture_submit_time": "<instant>" },
        "card_details": {
            "last_digits_card_number": "0042",
            "first_digits_card_number": "510510",
            "cardholder_name": "Ade Okafor",
            "expiry_date": "11/39",
            "billing_address": null,
            "card_brand": "Mastercard",
            "card_type": null,
            "wallet_type": null,
        },
        "moto": true,
        "provider_id": "0095",
        "authorisation_mode": "external",
        "card_brand": "Mastercard",
    }));
    let shown_failed = payment(json!({
        "amount": 4_200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "state": state("declined"),
        "refund_summary": refund_summary("unavailable", 4_200),
        "moto": true,
        "provider_id": "0096",
        "authorisation_mode": "external",
    }));
    let events = events(&["created", "success"]);
    let api = &world.api;
    vec![
        Row::new("one that was taken", api, get(&whole), 200, shown),
        Row::new(
            "its events",
            api,
            get(format!("{whole}/events")),
            200,
            events,
        ),
        Row::new("one that failed", api, get(&failed), 200, shown_failed),
    ]
}
