//! What payments look like, member by member, for rows to say what is special.

use serde_json::{Map, Value, json};

/// The body of a payment that was just created, less what differs between modes:
/// `return_url` and the links besides the three that all payments have. What is
/// `extra` comes besides or instead; null takes a member away.
pub(crate) fn payment(extra: Value) -> Value {
    let payment = json!({
        "amount": 14_500,
        "description": "Street trading licence",
        "reference": "LIC-2291",
        "language": "en",
        "state": state("created"),
        "payment_id": "<id>",
        "payment_provider": "sandbox",
        "created_date": "<instant>",
        "refund_summary": refund_summary("pending", 14_500),
        "settlement_summary": {},
        "delayed_capture": false,
        "moto": false,
        "authorisation_mode": "web",
        "_links": links(&[]),
    });
    merged(payment, extra)
}

/// The body of a web payment that was just created.
pub(crate) fn web_payment(extra: Value) -> Value {
    let mut payment = payment(json!({
        "return_url": "https://licences.example.org/applications/2291",
        "_links": links(&["cancel", "next_url", "next_url_post"]),
    }));
    payment = merged(payment, extra);
    payment
}

/// JSON objects merged, member by member; null takes a member away.
pub(crate) fn merged(mut base: Value, extra: Value) -> Value {
    if let (Some(members), Value::Object(extra)) = (base.as_object_mut(), extra) {
        for (name, value) in extra {
            match value {
                Value::Null => members.remove(&name),
                value => members.insert(name, value),
            };
        }
    }
    base
}

/// `state` of a payment, by our name for how it came there.
pub(crate) fn state(name: &str) -> Value {
    let failed = |status: &str, code: &str, message: &str| json!({ "status": status, "finished": true, "message": message, "code": code });
    match name {
        "success" => json!({ "status": "success", "finished": true }),
        "declined" => failed("failed", "P0010", "Payment method rejected"),
        "expired" => failed("failed", "P0020", "Payment expired"),
        "abandoned" => failed("failed", "P0030", "Payment was cancelled by the user"),
        "cancelled" => failed("cancelled", "P0040", "Payment was cancelled by the service"),
        "error" => failed("error", "P0050", "Payment provider returned an error"),
        unfinished => json!({ "status": unfinished, "finished": false }),
    }
}

/// `refund_summary` of a payment of which nothing was refunded.
pub(crate) fn refund_summary(status: &str, available: i64) -> Value {
    json!({ "status": status, "amount_available": available, "amount_submitted": 0 })
}

/// `settlement_summary` of a payment that was captured.
pub(crate) fn captured() -> Value {
    json!({ "capture_submit_time": "<instant>", "captured_date": "<date>" })
}

/// A link to a payment, or to what belongs to it.
pub(crate) fn link(end: &str, method: &str) -> Value {
    json!({ "href": format!("<here>/v1/payments/<id>{end}"), "method": method })
}

/// `_links` of a payment: the three that all have, and these.
pub(crate) fn links(besides: &[&str]) -> Value {
    let mut links = Map::new();
    for name in ["self", "events", "refunds"].iter().chain(besides) {
        let link = match *name {
            "self" => link("", "GET"),
            "next_url" => json!({ "href": "<here>/secure/<uuid>", "method": "GET" }),
            "next_url_post" => json!({
                "type": "application/x-www-form-urlencoded",
                "params": { "chargeTokenId": "<uuid>" },
                "href": "<here>/secure",
                "method": "POST",
            }),
            "auth_url_post" => json!({
                "type": "application/json",
                "params": { "one_time_token": "<uuid>" },
                "href": "<here>/v1/auth",
                "method": "POST",
            }),
            "cancel" | "capture" => link(&format!("/{name}"), "POST"),
            other => link(&format!("/{other}"), "GET"),
        };
        links.insert((*name).to_owned(), link);
    }
    Value::Object(links)
}

/// `_links` of a payment among search results, where what does not apply is null.
pub(crate) fn search_links(besides: &[&str]) -> Value {
    let mut links = links(besides);
    for name in ["cancel", "capture"] {
        if links.get(name).is_none() {
            links[name] = Value::Null;
        }
    }
    links
}

/// `card_details` as somebody typed them on the card page.
pub(crate) fn typed_card(number: &str, brand: &str, card_type: Option<&str>) -> Value {
    let mut card = sent_card(number, brand, card_type);
    card["billing_address"] = json!({
        "line1": "3 Harbour Road",
        "line2": "Flat 2",
        "postcode": "SW1A 1AA",
        "city": "Northport",
        "country": "GB",
    });
    card
}

/// `card_details` as a service sent them, who knows no address.
pub(crate) fn sent_card(number: &str, brand: &str, card_type: Option<&str>) -> Value {
    json!({
        "last_digits_card_number": &number[number.len() - 4..],
        "first_digits_card_number": &number[..6],
        "cardholder_name": "Ade Okafor",
        "expiry_date": "11/39",
        "billing_address": null,
        "card_brand": brand,
        "card_type": card_type,
        "wallet_type": null,
    })
}
