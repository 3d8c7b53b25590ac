//! Of several failures, the one that is told: the key's form, then the path, the
//! method, the media types, then whether the key is known, then the body.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;

use super::keys::revoked;
use crate::row::{Area, Row, error, get, post_text, protocol};
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let (none, good) = (world.server.without_key(), world.api.clone());
    let revoked = revoked(world).await;
    let unauthorised = || json!({ "message": "Unauthorized", "status": "401" });
    let nowhere = || get("/v1/nothing");
    let put = || Sent::new("PUT", "/v1/payments");
    let plain = || {
        Sent::new("POST", "/v1/payments")
            .header("content-type", "text/plain")
            .body("{")
    };
    let picky = || get("/v1/payments").header("accept", "text/html");
    let both = || plain().header("accept", "text/html");
    let broken = || post_text("/v1/payments", "{");
    let wrong = || get("/v1/payments?page=0");
    let missing: fn() -> Value = || protocol(404, "Not Found");
    let refused: fn() -> Value = || protocol(405, "Method Not Allowed");
    let unsupported: fn() -> Value = || protocol(415, "Unsupported Media Type");
    let unacceptable: fn() -> Value = || protocol(406, "Not Acceptable");
    let rows = [
        ("no key, a path that is not there", &none, nowhere(), 401, unauthorised()),
        ("no key, another method", &none, put(), 401, unauthorised()),
        ("no key, another media type", &none, plain(), 401, unauthorised()),
        ("no key, nothing acceptable", &none, picky(), 401, unauthorised()),
        ("no key, a broken body", &none, broken(), 401, unauthorised()),
        ("no key, wrong parameters", &none, wrong(), 401, unauthorised()),
        ("a revoked key, a path that is not there", &revoked, nowhere(), 404, missing()),
        ("a revoked key, another method", &revoked, put(), 405, refused()),
        ("a revoked key, another media type", &revoked, plain(), 415, unsupported()),
        ("a revoked key, nothing acceptable", &revoked, picky(), 406, unacceptable()),
        ("a revoked key, a broken body", &revoked, broken(), 401, unauthorised()),
        ("a revoked key, wrong parameters", &revoked, wrong(), 401, unauthorised()),
        ("another media type, nothing acceptable", &good, both(), 415, unsupported()),
        ("another media type, a broken body", &good, plain(), 415, unsupported()),
        ("another method, nothing acceptable", &good, put().header("accept", "text/html"), 405, refused()),
        (
            "a path that is not there, nothing acceptable",
            &good,
            nowhere().header("accept", "text/html"),
            404,
            missing(),
        ),
        (
            "a payment that is not there, a broken body",
            &good,
            post_text("/v1/payments/x/refunds", "{"),
            400,
            error("P0697", "Unable to parse JSON"),
        ),
        (
            "a body that is wrong, a key for repeating that is none",
            &good,
            post_text("/v1/payments", "{}").header("idempotency-key", "_"),
            400,
            json!({ "field": "amount", "code": "P0101", "description": "Missing mandatory attribute: amount" }),
        ),
    ]
    .into_iter()
    .map(|(rule, client, sent, status, body)| Row::new(rule, client, sent, status, body))
    .collect();
    Area {
        name: "the order of failures",
        rows,
    }
}
