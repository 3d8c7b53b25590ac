//! Web payments: what a request says, and what the answer repeats of it.

use serde_json::{Value, json};

use super::{PAYMENTS, request};
use crate::row::{Area, Row, post, post_text};
use crate::shown::web_payment;
use crate::world::World;

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: &str, extra: Value, expected: Value| {
        let sent = post(PAYMENTS, &request(extra));
        rows.push(
            Row::new(rule, &world.api, sent, 201, web_payment(expected))
                .header("location", Some("<here>/v1/payments/<id>"))
                .header("cache-control", Some("no-store"))
                .header("pragma", Some("no-cache"))
                .header("content-type", Some("application/json")),
        );
    };
    row("the least", json!({}), json!({}));
    for (rule, same) in [
        ("Welsh", json!({ "language": "cy" })),
        ("English", json!({ "language": "en" })),
        ("delayed capture", json!({ "delayed_capture": true })),
        ("no delayed capture", json!({ "delayed_capture": false })),
        ("moto", json!({ "moto": true })),
        ("no moto", json!({ "moto": false })),
        ("the web", json!({ "authorisation_mode": "web" })),
        (
            "an address that is none",
            json!({ "email": "not an address" }),
        ),
        (
            "an address of 254 characters",
            json!({ "email": "x".repeat(254) }),
        ),
        (
            "metadata of every type",
            json!({ "metadata": { "text": "a", "number": 7, "fraction": 1.5, "flag": true, "nothing": "" } }),
        ),
        (
            "metadata of 15 pairs",
            json!({ "metadata": (0..15).map(|n| (format!("key{n}"), json!(n))).collect::<serde_json::Map<_, _>>() }),
        ),
        (
            "metadata of the longest",
            json!({ "metadata": { "k".repeat(30): "v".repeat(100) } }),
        ),
        (
            "the smallest amount",
            json!({ "amount": 1, "refund_summary": { "status": "pending", "amount_available": 1, "amount_submitted": 0 } }),
        ),
        (
            "the largest amount",
            json!({ "amount": 10_000_000, "refund_summary": { "status": "pending", "amount_available": 10_000_000, "amount_submitted": 0 } }),
        ),
        (
            "texts of 255 characters",
            json!({ "reference": "x".repeat(255), "description": "y".repeat(255) }),
        ),
        (
            "a text of 127 astral characters",
            json!({ "reference": "😀".repeat(127) }),
        ),
        (
            "quotes, backslashes and addresses in texts",
            json!({ "reference": "\"a\" \\ b", "description": "see https://example.org" }),
        ),
        (
            "letters of every kind",
            json!({ "description": "café ש 😀" }),
        ),
        (
            "a return URL without tls",
            json!({ "return_url": "http://localhost:3000/done" }),
        ),
        (
            "a return URL inside the house",
            json!({ "return_url": "https://service.internal//done?a=b#c" }),
        ),
        (
            "a return URL of 2000 characters",
            json!({ "return_url": format!("https://example.org/{}", "x".repeat(1_980)) }),
        ),
    ] {
        row(rule, same.clone(), same);
    }
    for (rule, ignored) in [
        (
            "members that are not known",
            json!({ "made_up": 7, "_links": [] }),
        ),
        (
            "members that are not known, further in",
            json!({ "internal": { "made_up": 7, "source": "CARD_PAYMENT_LINK" } }),
        ),
        ("metadata of nothing", json!({ "metadata": {} })),
        (
            "cardholder details that are none",
            json!({ "prefilled_cardholder_details": "nobody" }),
        ),
        (
            "set_up_agreement that is no text",
            json!({ "set_up_agreement": 7 }),
        ),
        (
            "a payment link's source",
            json!({ "internal": { "source": "CARD_PAYMENT_LINK" } }),
        ),
        (
            "an agent's source",
            json!({ "internal": { "source": "CARD_AGENT_INITIATED_MOTO" } }),
        ),
    ] {
        row(rule, ignored, json!({}));
    }
    rows.push(Row::new(
        "an email address of null",
        &world.api,
        post_text(
            PAYMENTS,
            &request(json!({}))
                .to_string()
                .replacen('{', "{\"email\":null,", 1),
        ),
        201,
        web_payment(json!({})),
    ));
    rows.extend(prefilled(world));
    rows.extend(written(world));
    Area {
        name: "create payment, echoes",
        rows,
    }
}

/// What was known of the cardholder beforehand, with null for what was not.
fn prefilled(world: &World) -> Vec<Row> {
    let whole = json!({ "line1": "3 Harbour Road", "line2": "Flat 2", "city": "Northport", "postcode": "ZZ1 1ZZ", "country": "GB" });
    let long = json!({ "line1": "x".repeat(255), "line2": "x".repeat(255), "city": "x".repeat(255), "postcode": "x".repeat(25) });
    [
        (
            "a name and an address",
            json!({ "cardholder_name": "Ade Okafor", "billing_address": whole }),
            json!("Ade Okafor"),
            whole.clone(),
        ),
        (
            "a name",
            json!({ "cardholder_name": "Ade Okafor" }),
            json!("Ade Okafor"),
            json!(null),
        ),
        (
            "a name of 255 characters",
            json!({ "cardholder_name": "x".repeat(255) }),
            json!("x".repeat(255)),
            json!(null),
        ),
        (
            "an address",
            json!({ "billing_address": whole }),
            json!(null),
            whole.clone(),
        ),
        ("members that are not known", json!({ "made_up": 7, "cardholder_name": "Ade Okafor", "billing_address": { "made_up": 7 } }), json!("Ade Okafor"), json!(null)),
        (
            "an address of the longest",
            json!({ "billing_address": long }),
            json!(null),
            long.clone(),
        ),
        (
            "a country of more than two letters is dropped",
            json!({ "billing_address": { "city": "Northport", "country": "Wales" } }),
            json!(null),
            json!({ "city": "Northport" }),
        ),
    ]
    .into_iter()
    .map(|(rule, details, name, address)| {
        let card = json!({
            "last_digits_card_number": null,
            "first_digits_card_number": null,
            "cardholder_name": name,
            "expiry_date": null,
            "billing_address": address,
            "card_brand": null,
            "card_type": null,
            "wallet_type": null,
        });
        let sent = post(
            PAYMENTS,
            &request(json!({ "prefilled_cardholder_details": details })),
        );
        let expected = web_payment(json!({ "card_details": card }));
        Row::new(rule, &world.api, sent, 201, expected)
    })
    .collect()
}

/// The same request, written in other ways.
fn written(world: &World) -> Vec<Row> {
    let body = request(json!({})).to_string();
    let twice = body.replacen('{', "{\"reference\":\"another\",", 1);
    let wide = body.replace(':', " :\n\t").replace(" :\n\t//", "://");
    [
        ("a member said twice: the last counts", twice),
        ("text after the body is ignored", format!("{body} and more")),
        ("a second body is ignored", format!("{body}{body}")),
        ("white space means nothing", format!("\n {wide}\r\n")),
        ("a byte order mark means nothing", format!("\u{feff}{body}")),
    ]
    .into_iter()
    .map(|(rule, text)| {
        let sent = post_text(PAYMENTS, &text);
        Row::new(rule, &world.api, sent, 201, web_payment(json!({})))
    })
    .collect()
}
