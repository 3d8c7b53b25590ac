//! What comes back: media types, compression, caching, and the heads of answers.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;

use super::path_of;
use crate::row::{Area, Row, error, get, post, protocol};
use crate::shown::web_payment;
use crate::states::events;
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let api = &world.api;
    let payment = world.created(json!({})).await.id;
    let at = |end: &str| format!("/v1/payments/{payment}{end}");
    let not_found = || error("P0200", "Not found");
    let mut rows = Vec::new();
    for accept in [
        "*/*",
        "application/json",
        "application/*",
        "application/json; charset=utf-8",
        "text/html, application/json;q=0.5",
        "text/html, */*;q=0.1",
        "",
    ] {
        let sent = get("/v1/payments/x").header("accept", accept);
        rows.push(Row::new(
            format!("accepting {accept:?}"),
            api,
            sent,
            404,
            not_found(),
        ));
    }
    for accept in [
        "text/html",
        "application/xml, text/plain",
        "application/json;q=0",
    ] {
        for operation in PUBLIC.operations() {
            let sent = Sent::new(&operation.method, &path_of(operation)).header("accept", accept);
            let rule = format!("{} accepting {accept:?}", operation.id);
            let refused = protocol(406, "Not Acceptable");
            rows.push(
                Row::new(rule, api, sent, 406, refused)
                    .header("content-type", Some("application/json")),
            );
        }
    }
    for operation in PUBLIC.operations() {
        // Every path may end in a slash.
        let slashed = Sent::new(&operation.method, &format!("{}/", path_of(operation)));
        let slashed = slashed.header("accept", "text/html");
        let rule = format!("{} with a slash at the end", operation.id);
        rows.push(Row::new(
            rule,
            api,
            slashed,
            406,
            protocol(406, "Not Acceptable"),
        ));
    }
    for (end, status) in [
        ("", 200),
        ("/events", 200),
        ("/refunds", 200),
        ("/refunds/x", 404),
    ] {
        let sent = Sent::new("HEAD", &at(end));
        rows.push(
            Row::new(
                format!("HEAD of a payment's {end:?}"),
                api,
                sent,
                status,
                Value::Null,
            )
            .header("content-type", Some("application/json")),
        );
    }
    for path in [
        "payments",
        "refunds",
        "agreements",
        "disputes",
        "transactions",
    ] {
        let sent = Sent::new("HEAD", &format!("/v1/{path}"));
        rows.push(
            Row::new(format!("HEAD of {path}"), api, sent, 200, Value::Null)
                .header("content-type", Some("application/json")),
        );
    }
    let zipped = get(at("")).header("accept-encoding", "gzip");
    rows.push(
        Row::new(
            "gzip for those who ask",
            api,
            zipped,
            200,
            web_payment(json!({})),
        )
        .header("content-encoding", Some("gzip"))
        .header("vary", Some("Accept-Encoding"))
        .header("content-type", Some("application/json")),
    );
    rows.push(
        Row::new(
            "none for those who do not",
            api,
            get(at("")),
            200,
            web_payment(json!({})),
        )
        .header("content-encoding", None),
    );
    let small = get("/v1/payments/x").header("accept-encoding", "gzip");
    rows.push(
        Row::new("none for what is small", api, small, 404, not_found())
            .header("content-encoding", None),
    );
    rows.extend(kept(world, &payment).await);
    Area {
        name: "answers",
        rows,
    }
}

/// What clients and those between may keep: nothing said, but for payments.
async fn kept(world: &World, payment: &str) -> Vec<Row> {
    let api = &world.api;
    let account = world.account("kept").await;
    let empty = |path: &str, key: &str, or_empty: bool, size: u32| {
        let page = json!({ "href": format!("<here>/v1/{path}?page=1&display_size={size}") });
        let mut pages = json!({ "self": page, "first_page": page, "last_page": page });
        if or_empty {
            pages["prev_page"] = json!({});
            pages["next_page"] = json!({});
        }
        let mut body = json!({ "total": 0, "count": 0, "page": 1, "results": [] });
        body[key] = pages.clone();
        if path == "disputes" {
            body["links"] = pages;
        }
        body
    };
    let at = |end: &str| format!("/v1/payments/{payment}{end}");
    let refunds = json!({
        "payment_id": "<id>",
        "_links": {
            "self": { "href": "<here>/v1/payments/<id>/refunds", "method": "GET" },
            "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
        },
        "_embedded": { "refunds": [] },
    });
    let agreement = json!({ "reference": "AGR-1", "description": "Permit" });
    let made = json!({
        "agreement_id": "<id>",
        "reference": "AGR-1",
        "description": "Permit",
        "status": "created",
        "created_date": "<instant>",
    });
    let own = &account.api;
    let mut rows = Vec::new();
    for (rule, client, sent, status, body, secret) in [
        (
            "a payment",
            api,
            get(at("")),
            200,
            web_payment(json!({})),
            true,
        ),
        (
            "payments",
            own,
            get("/v1/payments"),
            200,
            empty("payments", "_links", false, 500),
            true,
        ),
        (
            "events",
            api,
            get(at("/events")),
            200,
            events(&["created"]),
            false,
        ),
        (
            "a payment's refunds",
            api,
            get(at("/refunds")),
            200,
            refunds,
            false,
        ),
        (
            "refunds",
            own,
            get("/v1/refunds"),
            200,
            empty("refunds", "_links", true, 500),
            false,
        ),
        (
            "disputes",
            own,
            get("/v1/disputes"),
            200,
            empty("disputes", "_links", true, 500),
            false,
        ),
        (
            "agreements",
            own,
            get("/v1/agreements"),
            200,
            empty("agreements", "_links", true, 20),
            false,
        ),
        (
            "transactions",
            own,
            get("/v1/transactions"),
            200,
            empty("transactions", "_links", false, 500),
            false,
        ),
        (
            "an agreement",
            own,
            post("/v1/agreements", &agreement),
            201,
            made,
            false,
        ),
    ] {
        rows.push(
            Row::new(format!("may be kept: {rule}"), client, sent, status, body)
                .header("cache-control", secret.then_some("no-store"))
                .header("pragma", secret.then_some("no-cache"))
                .header("content-type", Some("application/json")),
        );
    }
    rows
}
