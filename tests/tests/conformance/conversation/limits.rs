//! Rate limits: what is counted together, what is told, and when.

use std::time::Duration;

use application::accounts::change::AccountChange;
use domain::account::RateLimit;
use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::Sent;
use system_tests::harness::Server;

use crate::modes::request;
use crate::row::{Area, Row, Tally, error, get, post, post_nothing, post_text, protocol};
use crate::shown::web_payment;
use crate::world::World;

/// On a server of its own, since all others admit as much as tests like.
pub(super) async fn run(world: &World, tally: &mut Tally) {
    let backend = world.server.backend();
    let server = Server::with_usual_limits(backend)
        .await
        .expect("another database where there is one");
    tally.run(once_a_minute(&server).await).await;
}

/// An account that may send one request of each kind in a minute.
async fn once(server: &Server, name: &str) -> ApiClient {
    let account = server.another_account(name).await;
    let change = AccountChange {
        rate_limit: Some(Some(RateLimit::of(1, 1, Duration::from_secs(60)))),
        ..AccountChange::default()
    };
    let application = server.application();
    application
        .change_account(&account.id, change)
        .await
        .unwrap();
    account.api
}

fn too_many(rule: &str, client: &ApiClient, sent: Sent) -> Row {
    Row::new(rule, client, sent, 429, error("P0900", "Too many requests"))
        .header("retry-after", Some("1"))
        .header("content-type", Some("application/json"))
        .header("content-encoding", None)
}

async fn once_a_minute(server: &Server) -> Area {
    let (api, other) = (once(server, "once").await, once(server, "other").await);
    let nobody = server.without_key();
    let create = || post("/v1/payments", &request(json!({})));
    let agreement = json!({ "reference": "A", "description": "B" });
    let disabled = "Recurring card payments are currently disabled for this service. Contact support with your error code -";
    let not_found = |code: &str| error(code, "Not found");
    let unauthorised = json!({ "message": "Unauthorized", "status": "401" });
    let docs = format!("{}/docs", server.api_url());
    let rows = vec![
        // What does not reach an operation is not counted.
        Row::new(
            "a path that is not there",
            &api,
            get("/v1/nothing"),
            404,
            protocol(404, "Not Found"),
        ),
        Row::new(
            "nothing acceptable",
            &api,
            get("/v1/payments").header("accept", "text/html"),
            406,
            protocol(406, "Not Acceptable"),
        ),
        Row::new(
            "the first payment",
            &api,
            create(),
            201,
            web_payment(json!({})),
        ),
        too_many("a second payment", &api, create()),
        too_many(
            "limits come before bodies",
            &api,
            post_text("/v1/payments", "{"),
        ),
        Row::new(
            "limits come after the key",
            &nobody,
            create(),
            401,
            unauthorised,
        ),
        Row::new(
            "limits come after media types",
            &api,
            Sent::new("POST", "/v1/payments")
                .header("content-type", "text/plain")
                .body("{"),
            415,
            protocol(415, "Unsupported Media Type"),
        ),
        Row::new(
            "the first capture is counted by itself",
            &api,
            post_nothing("/v1/payments/x/capture"),
            404,
            not_found("P1000"),
        ),
        too_many(
            "a second capture",
            &api,
            post_nothing("/v1/payments/x/capture"),
        ),
        Row::new(
            "the first of all other POST",
            &api,
            post_nothing("/v1/payments/x/cancel"),
            404,
            not_found("P0500"),
        ),
        too_many(
            "a refund is counted with it",
            &api,
            post("/v1/payments/x/refunds", &json!({ "amount": 1 })),
        ),
        too_many(
            "so is an agreement",
            &api,
            post("/v1/agreements", &agreement),
        ),
        too_many(
            "and a telephone payment",
            &api,
            post("/v1/payment_notification", &json!({})),
        ),
        Row::new(
            "the first GET",
            &api,
            get("/v1/payments/x"),
            404,
            not_found("P0200"),
        ),
        too_many("all GETs are counted together", &api, get("/v1/refunds")),
        too_many(
            "limits come before parameters",
            &api,
            get("/v1/payments?page=0"),
        ),
        Row::new(
            "another account counts for itself",
            &other,
            post("/v1/agreements", &agreement),
            422,
            error(
                "P0942",
                format!("{disabled} {}", crate::steady::steady(&docs)),
            ),
        ),
        Row::new(
            "its payments too",
            &other,
            create(),
            201,
            web_payment(json!({})),
        ),
        too_many_cards(&nobody),
        Row::new(
            "how it is with the server is not counted",
            &nobody,
            get("/healthcheck"),
            200,
            healthy(),
        )
        .beside_the_contract(),
    ];
    Area {
        name: "rate limits",
        rows,
    }
}

fn healthy() -> Value {
    json!({ "ping": { "healthy": true }, "database": { "healthy": true } })
}

/// Cards have no account, and one count for everybody: 15 in a second.
fn too_many_cards(nobody: &ApiClient) -> Row {
    let body = json!({ "one_time_token": "x" });
    too_many(
        "cards of everybody are counted together",
        nobody,
        post("/v1/auth", &body),
    )
    .within(500)
}
