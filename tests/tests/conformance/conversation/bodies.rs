//! What is sent: media types, sizes, and bodies where none is asked for.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;

use super::path_of;
use crate::modes::request;
use crate::row::{Area, Row, error, post_text, protocol};
use crate::shown::web_payment;
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let api = &world.api;
    let create = || Sent::new("POST", "/v1/payments").body(request(json!({})).to_string());
    let mut rows = Vec::new();
    for kind in [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
    ] {
        let sent = create().header("content-type", kind);
        rows.push(Row::new(
            format!("{kind:?}"),
            api,
            sent,
            201,
            web_payment(json!({})),
        ));
    }
    rows.push(Row::new(
        "no media type",
        api,
        create(),
        201,
        web_payment(json!({})),
    ));
    let taking: Vec<String> = PUBLIC
        .operations()
        .iter()
        .filter(|operation| operation.request_content().is_some())
        .map(path_of)
        .collect();
    for path in &taking {
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/xml",
            "multipart/form-data; boundary=x",
            "nonsense",
        ] {
            let sent = Sent::new("POST", path)
                .header("content-type", kind)
                .body("{}");
            let refused = protocol(415, "Unsupported Media Type");
            rows.push(
                Row::new(format!("{kind:?} to {path}"), api, sent, 415, refused)
                    .header("content-type", Some("application/json")),
            );
        }
    }
    let large = format!("{{\"reference\": \"{}\"}}", "x".repeat(2 << 20));
    for path in &taking {
        let refused = protocol(413, "Payload Too Large");
        let rule = format!("two megabytes to {path}");
        rows.push(Row::new(rule, api, post_text(path, &large), 413, refused));
    }
    rows.extend(asked_for_none(world).await);
    rows.extend(not_even_text(world));
    Area {
        name: "bodies",
        rows,
    }
}

/// Cancelling and capturing ask for no body, and mind none of any kind.
async fn asked_for_none(world: &World) -> Vec<Row> {
    let mut rows = Vec::new();
    for (kind, body) in [
        ("application/json", "{}"),
        ("application/json", "not json"),
        ("text/plain", "please"),
        ("application/x-www-form-urlencoded", "a=b"),
    ] {
        let payment = world.created(json!({})).await.id;
        let sent = |path: &str| {
            Sent::new("POST", path)
                .header("content-type", kind)
                .body(body)
        };
        let cancel = sent(&format!("/v1/payments/{payment}/cancel"));
        let rule = format!("{body:?} with a cancellation");
        rows.push(
            Row::new(rule, &world.api, cancel, 204, Value::Null).header("content-type", None),
        );
        for (path, code) in [
            ("/v1/payments/x/capture", "P1000"),
            ("/v1/agreements/x/cancel", "P2500"),
        ] {
            let rule = format!("{body:?} to {path}");
            let refused = error(code, "Not found");
            rows.push(Row::new(rule, &world.api, sent(path), 404, refused));
        }
    }
    rows
}

/// Bodies that were made to hurt a parser.
fn not_even_text(world: &World) -> Vec<Row> {
    let deep = "[".repeat(30_000);
    let mut rows = Vec::new();
    for (path, code) in [
        ("/v1/payments", "P0197"),
        ("/v1/payments/x/refunds", "P0697"),
        ("/v1/agreements", "P2197"),
        ("/v1/auth", "P0197"),
        ("/v1/payment_notification", "P0197"),
    ] {
        for (what, body) in [
            ("bytes that are no text", b"{\"amount\": \"\xff\"}".to_vec()),
            ("a zero byte", b"{\"amount\": \"\0\"}".to_vec()),
            ("30,000 brackets", deep.clone().into_bytes()),
            (
                "30,000 brackets in a member",
                format!("{{\"amount\": {deep}").into_bytes(),
            ),
        ] {
            let sent = Sent::new("POST", path)
                .header("content-type", "application/json")
                .body(body);
            let expected: Value = error(code, "Unable to parse JSON");
            rows.push(Row::new(
                format!("{what} to {path}"),
                &world.api,
                sent,
                400,
                expected,
            ));
        }
    }
    rows
}
