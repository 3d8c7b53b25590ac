//! Paths and methods: those there are, those there are not, and those beside the
//! contract.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;

use super::path_of;
use crate::row::{Area, Row, blocked, get, protocol};
use crate::world::World;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

pub(super) fn area(world: &World) -> Area {
    let api = &world.api;
    let mut rows = Vec::new();
    let mut paths: Vec<String> = PUBLIC.operations().iter().map(path_of).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in &paths {
        let allowed = allowed(path);
        for method in METHODS {
            if PUBLIC.operation_at(method, path).is_some() {
                continue;
            }
            let rule = format!("{method} {path}");
            let refused = protocol(405, "Method Not Allowed");
            let row = Row::new(rule, api, Sent::new(method, path), 405, refused);
            rows.push(row.header("allow", Some(&allowed)));
        }
        let rule = format!("OPTIONS {path}");
        let row = Row::new(rule, api, Sent::new("OPTIONS", path), 200, Value::Null);
        rows.push(row.header("allow", Some(&allowed)));
    }
    for path in [
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/Payments",
        "/v1/payments//",
        "/v1/payments/x/y",
        "/v1/payments/x/Cancel",
        "/v1/payments/x/cancel/now",
        "/v1/payments/x/refunds/y/z",
        "/v1/agreements/x/y",
        "/v1/refunds/x",
        "/v2/payments",
    ] {
        let missing = protocol(404, "Not Found");
        let row = Row::new(path, api, get(path), 404, missing);
        // What is not under `/v1` belongs to the pages.
        if path.starts_with("/v1") {
            rows.push(row.header("content-type", Some("application/json")));
        }
    }
    for method in ["GET", "POST", "PUT", "DELETE"] {
        let rule = format!("{method} /request-denied");
        let sent = Sent::new(method, "/request-denied");
        let nobody = world.server.without_key();
        rows.push(Row::new(rule, &nobody, sent, 400, blocked()).beside_the_contract());
    }
    for path in ["/healthcheck", "/healthcheck/"] {
        let nobody = world.server.without_key();
        let healthy = json!({ "ping": { "healthy": true }, "database": { "healthy": true } });
        rows.push(Row::new(path, &nobody, get(path), 200, healthy).beside_the_contract());
    }
    Area {
        name: "paths and methods",
        rows,
    }
}

/// The methods that a path takes, as the `Allow` header lists them.
fn allowed(path: &str) -> String {
    let mut allowed: Vec<&str> = PUBLIC
        .operations()
        .iter()
        .filter(|operation| path_of(operation) == path)
        .map(|operation| operation.method.as_str())
        .collect();
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    allowed.push("OPTIONS");
    allowed.join(", ")
}
