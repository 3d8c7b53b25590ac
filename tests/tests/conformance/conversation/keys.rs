//! Keys: what is none, whose they are, and which operations need one.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::Sent;
use system_tests::contract_check::PUBLIC;

use super::request_of;
use crate::row::{Area, Row, error, get, post, protocol};
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let nobody = world.server.without_key();
    let good = world.server.key();
    let mut rows = Vec::new();
    for header in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        good.to_owned(),
        format!("bearer {good}"),
        format!("BEARER {good}"),
        format!("Bearer  {good}"),
        format!("Bearer\t{good}"),
        format!("Basic {good}"),
        format!("Bearer {}", &good[..32]),
        format!("Bearer {}", other_checksum(good)),
        format!("Bearer {}", good.to_uppercase()),
        format!("Bearer {good}0"),
        format!("Bearer {}", "x".repeat(5_000)),
    ] {
        let shown = header.replace(good, "<key>");
        let shown: String = shown.chars().take(40).collect();
        let sent = get("/v1/payments").header("authorization", &header);
        rows.push(refused(format!("the header is {shown:?}"), &nobody, sent));
    }
    let revoked = revoked(world).await;
    for operation in PUBLIC.operations().iter().filter(|one| one.secured) {
        let rule = |what: &str| format!("{} with {what}", operation.id);
        rows.push(refused(rule("no key"), &nobody, request_of(operation)));
        rows.push(refused(
            rule("a key that was revoked"),
            &revoked,
            request_of(operation),
        ));
    }
    let head = Row::new(
        "no key, asked for its head",
        &nobody,
        Sent::new("HEAD", "/v1/payments"),
        401,
        Value::Null,
    );
    rows.push(head.header("www-authenticate", Some("Bearer")));
    rows.extend(without_one(world));
    Area { name: "keys", rows }
}

fn refused(rule: String, client: &ApiClient, sent: Sent) -> Row {
    Row::new(
        rule,
        client,
        sent,
        401,
        json!({ "message": "Unauthorized", "status": "401" }),
    )
    .header("www-authenticate", Some("Bearer"))
    .header("content-type", Some("application/json"))
}

/// `/v1/auth` asks for no key, and minds none.
fn without_one(world: &World) -> Vec<Row> {
    let nobody = world.server.without_key();
    let body = json!({
        "one_time_token": "2d0ea3b1-5dd3-4ad6-8bb5-6a9ab4d2c7a0",
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    });
    let unknown = || error("P1211", "The one_time_token is not valid");
    let auth = || post("/v1/auth", &body);
    vec![
        Row::new("a card without a key", &nobody, auth(), 400, unknown()),
        Row::new("a card with a key", &world.api, auth(), 400, unknown()),
        Row::new(
            "a card with what is no key",
            &nobody,
            auth().header("authorization", "Bearer nonsense"),
            400,
            unknown(),
        ),
        Row::new(
            "a path that begins like it",
            &nobody,
            post("/v1/authorise", &body),
            404,
            protocol(404, "Not Found"),
        ),
        Row::new(
            "another method",
            &nobody,
            get("/v1/auth"),
            405,
            protocol(405, "Method Not Allowed"),
        )
        .header("allow", Some("POST, OPTIONS")),
    ]
}

fn other_checksum(key: &str) -> String {
    let (rest, last) = key.split_at(key.len() - 1);
    let other = if last == "0" { "1" } else { "0" };
    format!("{rest}{other}")
}

/// A client with a key that was good once.
pub(super) async fn revoked(world: &World) -> ApiClient {
    let account = world.account("revoked").await;
    let application = world.server.application();
    application.revoke_key(&account.key_id).await.unwrap();
    account.api
}
