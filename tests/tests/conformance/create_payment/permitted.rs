//! What the account permits, in the order in which its refusals are told.

use application::accounts::change::AccountChange;
use serde_json::{Value, json};
use system_tests::client::ApiClient;

use super::{create, with};
use crate::row::{Area, Row, error, invalid};
use crate::shown::{refund_summary, web_payment};
use crate::world::World;

const SUPPORT: &str =
    "Contact support with your error code - https://www.payments.service.gov.uk/support/";

pub(super) async fn area(world: &World) -> Area {
    let active = active_agreement(world).await;
    let fresh = agreement(world).await;
    let nobodys = "a".repeat(26);
    let recurring_disabled = || {
        let what = "Recurring card payments are currently disabled for this service.";
        error("P0942", format!("{what} {SUPPORT}"))
    };
    let unexpected = |member: &str| error("P0104", format!("Unexpected attribute: {member}"));
    let on = |agreement: &str, extra: Value| on_agreement(agreement, extra);
    let moto_api = |extra: Value| unattended("moto_api", extra);
    let zero = "Must be greater than or equal to 1. Refer to https://docs.payments.service.gov.uk/making_payments/#amount";
    let no_agreement = || invalid("agreement_id", "P0102", "Agreement does not exist");
    let (all, plain) = (&world.api, &world.plain.api);

    let table: Vec<(&str, &ApiClient, Value, u16, Value)> = vec![
        (
            "a live account takes people back over https alone",
            &world.live.api,
            with(json!({ "return_url": "http://example.org/" })),
            422,
            json!({
                "field": "return_url",
                "code": "P0920",
                "description": "Invalid attribute value: return_url. Must begin with https:// for a live gateway account",
            }),
        ),
        (
            "a disabled account",
            &world.disabled.api,
            with(json!({ "amount": 0 })),
            403,
            error(
                "P0941",
                format!(
                    "GOV.UK Pay has disabled payment and refund creation on this account. {SUPPORT} ."
                ),
            ),
        ),
        (
            "moto_api is not permitted",
            plain,
            moto_api(json!({ "amount": 0 })),
            422,
            error(
                "P0195",
                "Using authorisation_mode of moto_api is not allowed for this account",
            ),
        ),
        (
            "moto is not permitted",
            plain,
            with(json!({ "moto": true, "amount": 0 })),
            422,
            moto_disabled(),
        ),
        (
            "moto_api takes nobody back",
            all,
            with(json!({ "authorisation_mode": "moto_api" })),
            400,
            unexpected("return_url"),
        ),
        (
            "a payment on an agreement takes nobody back",
            all,
            with(json!({ "authorisation_mode": "agreement", "agreement_id": active })),
            400,
            unexpected("return_url"),
        ),
        (
            "payments on agreements are not permitted",
            plain,
            on(&active, json!({ "email": "a@example.org" })),
            422,
            recurring_disabled(),
        ),
        (
            "neither moto nor payments on agreements are permitted",
            plain,
            on(&active, json!({ "moto": true })),
            422,
            moto_disabled(),
        ),
        (
            "setting up agreements is not permitted",
            plain,
            with(json!({ "set_up_agreement": active })),
            422,
            recurring_disabled(),
        ),
        (
            "a payment on an agreement names none",
            all,
            unattended("agreement", json!({})),
            400,
            error("P0101", "Missing mandatory attribute: agreement_id"),
        ),
        (
            "a payment on an agreement sets up another",
            all,
            on(&active, json!({ "set_up_agreement": active, "moto": true })),
            400,
            unexpected("set_up_agreement"),
        ),
        (
            "a payment on an agreement is ordered by telephone",
            all,
            on(&active, json!({ "moto": true, "email": "a@example.org" })),
            400,
            unexpected("moto"),
        ),
        (
            "a payment on an agreement has an email",
            all,
            on(
                &active,
                json!({ "email": "a@example.org", "prefilled_cardholder_details": { "cardholder_name": "A" } }),
            ),
            400,
            unexpected("email"),
        ),
        (
            "a payment on an agreement has cardholder details",
            all,
            on(
                &active,
                json!({ "prefilled_cardholder_details": { "cardholder_name": "A" } }),
            ),
            400,
            unexpected("prefilled_cardholder_details"),
        ),
        (
            "moto_api sets up an agreement",
            all,
            moto_api(json!({ "set_up_agreement": active })),
            400,
            unexpected("agreement_id"),
        ),
        (
            "a payment of nothing",
            all,
            with(json!({ "amount": 0, "set_up_agreement": nobodys })),
            422,
            invalid("amount", "P0102", zero),
        ),
        (
            "setting up an agreement that does not exist",
            all,
            with(json!({ "set_up_agreement": nobodys })),
            400,
            no_agreement(),
        ),
        (
            "a payment on an agreement that does not exist",
            all,
            on(&nobodys, json!({})),
            400,
            no_agreement(),
        ),
        (
            "a payment on another account's agreement",
            &world.stranger.api,
            on(&active, json!({})),
            400,
            no_agreement(),
        ),
        (
            "a payment on an agreement without a card",
            all,
            on(&fresh, json!({})),
            400,
            invalid("agreement_id", "P0102", "Agreement must be active"),
        ),
    ];
    let free = world.account("free").await;
    let nothing = AccountChange {
        allows_zero: Some(true),
        ..AccountChange::default()
    };
    world.change(&free, nothing).await;
    let mut rows = vec![Row::new(
        "a payment of nothing, where it is permitted",
        &free.api,
        create(&with(json!({ "amount": 0 }))),
        201,
        web_payment(json!({ "amount": 0, "refund_summary": refund_summary("pending", 0) })),
    )];
    let refused = table
        .into_iter()
        .map(|(rule, client, body, status, expected)| {
            Row::new(rule, client, create(&body), status, expected)
        });
    rows.extend(refused);
    Area {
        name: "create payment, permitted",
        rows,
    }
}

fn moto_disabled() -> Value {
    error(
        "P0196",
        "MOTO payments are not enabled for this account. Please contact support if you would like to process MOTO payments - https://www.payments.service.gov.uk/support/ .",
    )
}

/// A request for a payment that nobody stands at the pages for.
fn unattended(mode: &str, extra: Value) -> Value {
    let mut body = with(json!({ "authorisation_mode": mode }));
    let members = body.as_object_mut().unwrap();
    members.remove("return_url");
    members.extend(extra.as_object().unwrap().clone());
    body
}

fn on_agreement(agreement: &str, extra: Value) -> Value {
    let mut body = unattended("agreement", json!({ "agreement_id": agreement }));
    let members = body.as_object_mut().unwrap();
    members.extend(extra.as_object().unwrap().clone());
    body
}

async fn agreement(world: &World) -> String {
    let body = json!({ "reference": "AGR-1", "description": "Permit, monthly" });
    let answer = world.api.post("/v1/agreements", &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.at("/agreement_id").as_str().unwrap().to_owned()
}

async fn active_agreement(world: &World) -> String {
    let agreement = agreement(world).await;
    world
        .captured(json!({ "set_up_agreement": agreement }))
        .await;
    agreement
}
