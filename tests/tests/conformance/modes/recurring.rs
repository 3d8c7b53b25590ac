//! Payments that set an agreement up, and payments that are taken on one.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::harness::Walk;

use super::{PAYMENTS, agreement, created, request, unattended_request};
use crate::row::{Area, Row, error, get, invalid, post, post_nothing};
use crate::shown::{
    captured, links, merged, payment, refund_summary, state, typed_card, web_payment,
};
use crate::states::events;
use crate::world::World;

/// The card that is good once.
const GOOD_ONCE: &str = "5105105105105100";

/// Payments that set one up.
pub(super) async fn set_up(world: &World) -> Area {
    let agreement = agreement(&world.api, "AGR-1").await;
    let api = &world.api;
    let of = |kind: &str, extra: Value| {
        let part = json!({ "agreement_id": "<id>", "agreement_payment_type": kind });
        merged(web_payment(part), extra)
    };
    let mut rows = Vec::new();
    for (rule, extra, kind) in [
        ("recurring unless it is said", json!({}), "recurring"),
        (
            "recurring",
            json!({ "agreement_payment_type": "recurring" }),
            "recurring",
        ),
        (
            "by instalments",
            json!({ "agreement_payment_type": "instalment" }),
            "instalment",
        ),
        (
            "unscheduled",
            json!({ "agreement_payment_type": "unscheduled" }),
            "unscheduled",
        ),
    ] {
        let body = merged(request(extra), json!({ "set_up_agreement": agreement }));
        let expected = of(kind, json!({}));
        rows.push(
            Row::new(rule, api, post(PAYMENTS, &body), 201, expected)
                .header("location", Some("<here>/v1/payments/<id>")),
        );
    }
    let paid = world
        .captured(json!({ "set_up_agreement": agreement }))
        .await;
    let expected = of(
        "recurring",
        json!({
            "email": "ade.okafor@example.org",
            "state": state("success"),
            "refund_summary": refund_summary("available", 14_500),
            "settlement_summary": captured(),
            "card_details": typed_card("4242424242424242", "Visa", Some("credit")),
            "card_brand": "Visa",
            "provider_id": "<uuid>",
            "_links": links(&[]),
        }),
    );
    rows.push(Row::new(
        "one that was paid",
        api,
        get(format!("{PAYMENTS}/{paid}")),
        200,
        expected,
    ));
    Area {
        name: "payments that set an agreement up",
        rows,
    }
}

/// A payment on an agreement that was paid with a card, as it is created.
fn on_agreement(number: &str, brand: &str, card_type: &str) -> Value {
    payment(json!({
        "agreement_id": "<id>",
        "agreement_payment_type": "recurring",
        "authorisation_mode": "agreement",
        "card_details": typed_card(number, brand, Some(card_type)),
        "card_brand": brand,
    }))
}

/// Payments that are taken on one.
pub(super) async fn taken(world: &World) -> Area {
    let api = &world.api;
    let agreement = agreement(api, "AGR-2").await;
    world
        .captured(json!({ "set_up_agreement": agreement }))
        .await;
    let wanted = |extra: Value| {
        let body = unattended_request("agreement", json!({ "agreement_id": agreement }));
        merged(body, extra)
    };
    let looks = || on_agreement("4242424242424242", "Visa", "credit");
    let mut rows = vec![
        Row::new(
            "the least",
            api,
            post(PAYMENTS, &wanted(json!({}))),
            201,
            looks(),
        )
        .header("location", Some("<here>/v1/payments/<id>"))
        .header("pragma", Some("no-cache"))
        .header("cache-control", Some("no-store")),
    ];
    for extra in [
        json!({ "agreement_payment_type": "instalment" }),
        json!({ "agreement_payment_type": "unscheduled" }),
        json!({ "moto": false }),
        json!({ "delayed_capture": true }),
        json!({ "language": "cy" }),
        json!({ "metadata": { "month": 3 } }),
    ] {
        let expected = merged(looks(), extra.clone());
        let sent = post(PAYMENTS, &wanted(extra.clone()));
        rows.push(Row::new(format!("with {extra}"), api, sent, 201, expected));
    }
    rows.push(Row::new(
        "an email address that is blank",
        api,
        post(PAYMENTS, &wanted(json!({ "email": "" }))),
        201,
        looks(),
    ));

    let paid = created(api, &wanted(json!({}))).await;
    let later = created(api, &wanted(json!({ "delayed_capture": true }))).await;
    world.server.advance(Duration::from_secs(60)).await;
    let at = |id: &str, end: &str| format!("{PAYMENTS}/{id}{end}");
    let done = |extra: Value| {
        let authorised = json!({ "provider_id": "<uuid>" });
        merged(merged(looks(), authorised), extra)
    };
    rows.push(Row::new(
        "one that was paid",
        api,
        get(at(&paid, "")),
        200,
        done(json!({
            "state": state("success"),
            "refund_summary": refund_summary("available", 14_500),
            "settlement_summary": captured(),
        })),
    ));
    rows.push(Row::new(
        "its events",
        api,
        get(at(&paid, "/events")),
        200,
        events(&["created", "started", "submitted", "success"]),
    ));
    rows.push(Row::new(
        "one that waits for its capture: nothing to cancel it by",
        api,
        get(at(&later, "")),
        200,
        done(json!({
            "state": state("capturable"),
            "refund_summary": refund_summary("unavailable", 14_500),
            "delayed_capture": true,
            "_links": links(&["capture"]),
        })),
    ));
    let cancelled = created(api, &wanted(json!({ "delayed_capture": true }))).await;
    world.server.advance(Duration::from_secs(60)).await;
    rows.push(Row::new(
        "another is cancelled, though no link says so",
        api,
        post_nothing(at(&cancelled, "/cancel")),
        204,
        Value::Null,
    ));
    rows.push(Row::new(
        "its events",
        api,
        get(at(&cancelled, "/events")),
        200,
        events(&["created", "started", "submitted", "capturable", "cancelled"]),
    ));
    rows.push(Row::new(
        "capturing it",
        api,
        post_nothing(at(&later, "/capture")),
        204,
        Value::Null,
    ));
    Area {
        name: "payments on an agreement",
        rows,
    }
}

/// A payment that the bank refuses for good, and the end of its agreement.
pub(super) async fn declined(world: &World) -> Area {
    let api = &world.api;
    let agreement = agreement(api, "AGR-3").await;
    let extra = json!({ "set_up_agreement": agreement });
    let mut walk = Walk::begin_with(&world.server, extra).await;
    walk.submit_card(GOOD_ONCE).await;
    walk.confirm().await;
    let wanted = unattended_request("agreement", json!({ "agreement_id": agreement }));
    let refused = created(api, &wanted).await;
    world.server.advance(Duration::from_secs(60)).await;

    let mut over = state("declined");
    over["can_retry"] = json!(false);
    let payment = merged(
        on_agreement(GOOD_ONCE, "Mastercard", "debit"),
        json!({ "state": over, "refund_summary": refund_summary("unavailable", 14_500) }),
    );
    let mut card = typed_card(GOOD_ONCE, "Mastercard", Some("debit"));
    card.as_object_mut().unwrap().remove("wallet_type");
    let inactive = json!({
        "agreement_id": "<id>",
        "reference": "AGR-3",
        "description": "Permit, monthly",
        "status": "inactive",
        "created_date": "<instant>",
        "payment_instrument": { "type": "card", "created_date": "<instant>", "card_details": card },
    });
    let at = format!("{PAYMENTS}/{refused}");
    let agreement_at = format!("/v1/agreements/{agreement}");
    let rows = vec![
        Row::new(
            "the payment cannot be tried again",
            api,
            get(&at),
            200,
            payment,
        ),
        Row::new(
            "its events do not say so",
            api,
            get(format!("{at}/events")),
            200,
            events(&["created", "started", "declined"]),
        ),
        Row::new(
            "the agreement is inactive",
            api,
            get(&agreement_at),
            200,
            inactive,
        ),
        Row::new(
            "nothing is taken on it any more",
            api,
            post(PAYMENTS, &wanted),
            400,
            invalid("agreement_id", "P0102", "Agreement must be active"),
        ),
        Row::new(
            "it cannot be cancelled",
            api,
            post_nothing(format!("{agreement_at}/cancel")),
            400,
            error("P2501", "Cancellation of agreement failed"),
        ),
    ];
    Area {
        name: "an agreement whose card is refused",
        rows,
    }
}
