//! A database that fails, that cannot look keys up, and that lost an account.

use serde_json::json;
use system_tests::harness::{Backend, Server, Walk};

use crate::modes::{agreement, request};
use crate::row::{Area, Row, Tally, error, get, post, post_nothing, protocol};
use crate::world::World;

/// Every table that an operation reads first.
const TABLES: [&str; 4] = ["payments", "refunds", "agreements", "disputes"];

pub(super) async fn run(world: &World, tally: &mut Tally) {
    let server = world.another(&[]).await;
    let area = without_tables(&server).await;
    for table in TABLES {
        server
            .sql(&format!("alter table {table} rename to hidden_{table}"))
            .await;
    }
    tally.run(area).await;
    for table in TABLES {
        server
            .sql(&format!("alter table hidden_{table} rename to {table}"))
            .await;
    }

    let stranger = server.another_account("stranger").await;
    server
        .sql("alter table api_keys rename to hidden_keys")
        .await;
    tally
        .run(Area {
            name: "a database that cannot look keys up",
            rows: vec![Row::new(
                "a search",
                &stranger.api,
                get("/v1/payments"),
                503,
                protocol(503, "Service Unavailable"),
            )],
        })
        .await;
    server
        .sql("alter table hidden_keys rename to api_keys")
        .await;

    let gone = server.another_account("gone").await;
    // A request lets the server remember whose the key is.
    assert_eq!(gone.api.get("/v1/payments").await.status, 200);
    server.sql(forget(&server)).await;
    tally
        .run(Area {
            name: "an account that is gone",
            rows: vec![Row::new(
                "a payment",
                &gone.api,
                post("/v1/payments", &request(json!({}))),
                500,
                error(
                    "P0199",
                    "There is an error with this account. Contact support with your error code - https://www.payments.service.gov.uk/support/ .",
                ),
            )],
        })
        .await;
}

/// Deletes the accounts, whatever belongs to them.
fn forget(server: &Server) -> &'static str {
    match server.backend() {
        Backend::Sqlite => "pragma foreign_keys = off; delete from accounts",
        Backend::PostgreSql => "truncate accounts cascade",
    }
}

/// Rows for when nothing can be read any more.
async fn without_tables(server: &Server) -> Area {
    let api = &server.api();
    let paid = Walk::to_the_end(server, json!({})).await.payment.id;
    let refund = api.refund(&paid, json!({ "amount": 1 })).await;
    let refund = refund.at("/refund_id").as_str().unwrap().to_owned();
    let levers = format!("/sandbox/api/payments/{paid}/disputes");
    let disputed = json!({ "reason": "general" });
    let opened = server.without_key().post(&levers, &disputed).await;
    assert_eq!(opened.status, 201, "{}", opened.text());
    let agreement = agreement(api, "AGR-1").await;

    let at = |end: &str| format!("/v1/payments/{paid}{end}");
    let of = |end: &str| format!("/v1/agreements/{agreement}{end}");
    let part = json!({ "amount": 1, "refund_amount_available": 1 });
    let made = json!({ "reference": "A", "description": "B" });
    let rows = [
        (
            "a payment is created",
            post("/v1/payments", &request(json!({}))),
            "P0198",
        ),
        ("a payment is got", get(at("")), "P0298"),
        ("its events", get(at("/events")), "P0398"),
        ("payments are searched", get("/v1/payments"), "P0498"),
        (
            "payments are searched by a filter",
            get("/v1/payments?reference=x"),
            "P0498",
        ),
        (
            "transactions are searched",
            get("/v1/transactions"),
            "P0498",
        ),
        ("disputes are searched", get("/v1/disputes"), "P0498"),
        (
            "a payment is cancelled",
            post_nothing(at("/cancel")),
            "P0598",
        ),
        (
            "a payment is refunded",
            post(at("/refunds"), &part),
            "P0698",
        ),
        (
            "a payment is refunded, whatever is left",
            post(at("/refunds"), &json!({ "amount": 1 })),
            "P0298",
        ),
        (
            "a refund is got",
            get(at(&format!("/refunds/{refund}"))),
            "P0798",
        ),
        ("refunds are listed", get(at("/refunds")), "P0898"),
        (
            "a payment is captured",
            post_nothing(at("/capture")),
            "P1098",
        ),
        ("refunds are searched", get("/v1/refunds"), "P1898"),
        (
            "an agreement is created",
            post("/v1/agreements", &made),
            "P2198",
        ),
        ("an agreement is got", get(of("")), "P2298"),
        ("agreements are searched", get("/v1/agreements"), "P2498"),
        (
            "an agreement is cancelled",
            post_nothing(of("/cancel")),
            "P2598",
        ),
    ]
    .into_iter()
    .map(|(rule, sent, code)| {
        Row::new(rule, api, sent, 500, error(code, "Downstream system error"))
    })
    .collect();
    Area {
        name: "a database that fails",
        rows,
    }
}
