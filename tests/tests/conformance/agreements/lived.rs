//! Agreements from their making to their end.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::Sent;

use super::{AGREEMENTS, good, with};
use crate::modes::unattended_request;
use crate::row::{Area, Row, error, get, invalid, post, post_text};
use crate::shown::merged;
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let made = world.api.post(AGREEMENTS, &good()).await;
    let fresh = made.at("/agreement_id").as_str().unwrap().to_owned();
    let made = world.api.post(AGREEMENTS, &good()).await;
    let active = made.at("/agreement_id").as_str().unwrap().to_owned();
    world.captured(json!({ "set_up_agreement": active })).await;

    let at = |id: &str| format!("{AGREEMENTS}/{id}");
    let cancel = |id: &str| Sent::new("POST", &format!("{AGREEMENTS}/{id}/cancel"));
    let looks = |status: &str| {
        json!({
            "agreement_id": "<id>",
            "reference": "AGR-7",
            "description": "Permit, monthly",
            "status": status,
            "created_date": "<instant>",
        })
    };
    let with_card = |status: &str| {
        let mut agreement = looks(status);
        agreement["payment_instrument"] = json!({
            "type": "card",
            "created_date": "<instant>",
            "card_details": {
                "last_digits_card_number": "4242",
                "first_digits_card_number": "424242",
                "cardholder_name": "Ade Okafor",
                "expiry_date": "11/39",
                "billing_address": {
                    "line1": "3 Harbour Road",
                    "line2": "Flat 2",
                    "postcode": "SW1A 1AA",
                    "city": "Northport",
                    "country": "GB",
                },
                "card_brand": "Visa",
                "card_type": "credit",
            },
        });
        agreement
    };
    let mut identified = looks("created");
    identified["user_identifier"] = json!("user-3fb81274");
    let mut cancelled = with_card("cancelled");
    cancelled["cancelled_date"] = json!("<instant>");
    let not_active = || error("P2501", "Cancellation of agreement failed");
    let api = &world.api;
    let mut rows: Vec<Row> = [
        json!({ "reference": "x".repeat(255), "description": "y".repeat(255) }),
        json!({ "user_identifier": "z" }),
        json!({ "user_identifier": "z".repeat(255) }),
        json!({ "reference": "\"a\" \\ https://example.org" }),
    ]
    .into_iter()
    .map(|extra| {
        let sent = post(AGREEMENTS, &merged(good(), extra.clone()));
        let rule: String = extra.to_string().chars().take(60).collect();
        Row::new(rule, api, sent, 201, merged(looks("created"), extra))
    })
    .collect();
    rows.extend(read_leniently(api, &looks("created")));
    rows.extend([
        Row::new(
            "one is made",
            api,
            post(AGREEMENTS, &good()),
            201,
            looks("created"),
        )
        .header("location", None),
        Row::new(
            "one is made for somebody",
            api,
            post(AGREEMENTS, &with("user_identifier", json!("user-3fb81274"))),
            201,
            identified,
        ),
        Row::new(
            "one without a card",
            api,
            get(at(&fresh)),
            200,
            looks("created"),
        ),
        Row::new(
            "one with a card",
            api,
            get(at(&active)),
            200,
            with_card("active"),
        ),
        Row::new(
            "one that does not exist",
            api,
            get(at("hu20sqlact5260q2nanm0q8u93")),
            404,
            error("P2200", "Not found"),
        ),
        Row::new(
            "another account's",
            &world.stranger.api,
            get(at(&active)),
            404,
            error("P2200", "Not found"),
        ),
        Row::new(
            "cancelling one without a card",
            api,
            cancel(&fresh),
            400,
            not_active(),
        ),
        Row::new(
            "cancelling one that does not exist",
            api,
            cancel("hu20sqlact5260q2nanm0q8u93"),
            404,
            error("P2500", "Not found"),
        ),
        Row::new(
            "cancelling another account's",
            &world.stranger.api,
            cancel(&active),
            404,
            error("P2500", "Not found"),
        ),
        Row::new(
            "cancelling one with a card",
            api,
            cancel(&active),
            204,
            Value::Null,
        ),
        Row::new(
            "cancelling it once more",
            api,
            cancel(&active),
            400,
            not_active(),
        ),
        Row::new(
            "one that was cancelled",
            api,
            get(at(&active)),
            200,
            cancelled,
        ),
        Row::new(
            "a payment on one that was cancelled",
            api,
            post(
                "/v1/payments",
                &unattended_request("agreement", json!({ "agreement_id": active })),
            ),
            400,
            invalid("agreement_id", "P0102", "Agreement must be active"),
        ),
    ]);
    Area {
        name: "agreements, through their life",
        rows,
    }
}

/// Unknown members, members said twice, and what comes after the body.
fn read_leniently(api: &ApiClient, looks: &Value) -> Vec<Row> {
    let body = good().to_string();
    let twice = body.replacen('{', "{\"reference\":\"AGR-6\",", 1);
    let unknown = merged(good(), json!({ "made_up": {} })).to_string();
    let nobody = body.replacen('{', "{\"user_identifier\":null,", 1);
    [
        ("unknown members are ignored", unknown),
        ("user_identifier may be null", nobody),
        ("a member said twice: the last counts", twice),
        ("text after the body is ignored", format!("{body} and more")),
    ]
    .into_iter()
    .map(|(rule, text)| Row::new(rule, api, post_text(AGREEMENTS, &text), 201, looks.clone()))
    .collect()
}
