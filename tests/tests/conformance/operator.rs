//! What operators choose: further refusals, all of them off unless they are asked
//! for, and the names and addresses in descriptions.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::Sent;
use system_tests::harness::Server;

use crate::modes::{request, unattended_request};
use crate::row::{Area, Row, Tally, blocked, error, field_error, get, invalid, post, protocol};
use crate::shown::web_payment;
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";
const CARD: &str = "4242 4242-4242 4242";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(off(world)).await;
    for (option, refuses) in [
        ("wrong-media-type", "wrong media type"),
        ("missing-media-type", "missing media type"),
        ("urls-in-texts", "addresses in texts"),
        ("http-return-urls", "return URLs without tls"),
        ("card-numbers-as-references", "card numbers as references"),
    ] {
        let server = world.another(&[("BURSAR_EXTRA_REFUSALS", option)]).await;
        tally.run(on(&server, option, refuses)).await;
    }
    own_names(tally).await;
}

/// What the options are about: a request for each, how it is answered where the
/// option is off, and where it is on.
fn cases(
    api: &ApiClient,
) -> Vec<(
    &'static str,
    &'static str,
    ApiClient,
    Sent,
    (u16, Value),
    (u16, Value),
)> {
    let text = |kind: &str| {
        Sent::new("POST", PAYMENTS)
            .header("content-type", kind)
            .body(request(json!({})).to_string())
    };
    let bare = Sent::new("POST", PAYMENTS).body(request(json!({})).to_string());
    let unsupported = || (415, protocol(415, "Unsupported Media Type"));
    let refused = || (400, blocked());
    let created = |extra: Value| (201, web_payment(extra));
    let create = |extra: &Value| post(PAYMENTS, &request(extra.clone()));
    let picky = get(PAYMENTS).header("accept", "text/html");
    let url = json!({ "reference": "see https://example.org" });
    let other_url = json!({ "description": "see www.example.org" });
    let plain_url = json!({ "return_url": "http://example.org/done" });
    let typed = |source: &str| json!({ "reference": CARD, "internal": { "source": source } });
    let number = json!({ "reference": CARD });
    let as_reference = || {
        (
            400,
            error("P0105", "Card number entered in a payment link reference"),
        )
    };
    let kept = || created(json!({ "reference": CARD }));
    let api = || api.clone();
    vec![
        (
            "wrong-media-type",
            "a body of text",
            api(),
            text("text/plain"),
            unsupported(),
            refused(),
        ),
        (
            "wrong-media-type",
            "a form",
            api(),
            text("application/x-www-form-urlencoded"),
            unsupported(),
            refused(),
        ),
        (
            "missing-media-type",
            "a body of no type",
            api(),
            bare,
            created(json!({})),
            refused(),
        ),
        (
            "missing-media-type",
            "an answer that is not JSON",
            api(),
            picky,
            (406, protocol(406, "Not Acceptable")),
            refused(),
        ),
        (
            "urls-in-texts",
            "an address in the reference",
            api(),
            create(&url),
            created(url.clone()),
            refused(),
        ),
        (
            "urls-in-texts",
            "an address in the description",
            api(),
            create(&other_url),
            created(other_url.clone()),
            refused(),
        ),
        (
            "http-return-urls",
            "a return URL without tls",
            api(),
            create(&plain_url),
            created(plain_url.clone()),
            refused(),
        ),
        (
            "card-numbers-as-references",
            "a card number in a payment link",
            api(),
            create(&typed("CARD_PAYMENT_LINK")),
            kept(),
            as_reference(),
        ),
        (
            "card-numbers-as-references",
            "a card number typed by an agent",
            api(),
            create(&typed("CARD_AGENT_INITIATED_MOTO")),
            kept(),
            as_reference(),
        ),
        (
            "card-numbers-as-references",
            "a card number of a program's",
            api(),
            create(&number),
            kept(),
            kept(),
        ),
        (
            "card-numbers-as-references",
            "a number that is no card's",
            api(),
            create(
                &json!({ "reference": "4242 4242 4242 4241", "internal": { "source": "CARD_PAYMENT_LINK" } }),
            ),
            created(json!({ "reference": "4242 4242 4242 4241" })),
            created(json!({ "reference": "4242 4242 4242 4241" })),
        ),
        (
            "card-numbers-as-references",
            "a number of no brand",
            api(),
            create(
                &json!({ "reference": "9999999999999995", "internal": { "source": "CARD_PAYMENT_LINK" } }),
            ),
            created(json!({ "reference": "9999999999999995" })),
            created(json!({ "reference": "9999999999999995" })),
        ),
    ]
}

fn off(world: &World) -> Area {
    let rows = cases(&world.api)
        .into_iter()
        .map(|(_, rule, client, sent, (status, body), _)| {
            Row::new(rule, &client, sent, status, body)
        })
        .collect();
    Area {
        name: "further refusals, off",
        rows,
    }
}

/// With one option on, only what it is about is answered otherwise.
fn on(server: &Server, option: &str, name: &'static str) -> Area {
    let rows = cases(&server.api())
        .into_iter()
        .map(|(about, rule, client, sent, off, on)| {
            let (status, body) = if about == option { on } else { off };
            Row::new(rule, &client, sent, status, body)
        })
        .collect();
    Area { name, rows }
}

/// Another operator's names, and its addresses wherever a request came in.
async fn own_names(tally: &mut Tally) {
    let server = Server::on_sqlite_with(&[
        ("BURSAR_PRODUCT_NAME", "Shire Payments"),
        ("BURSAR_SUPPORT_URL", "https://help.example.org"),
        ("BURSAR_DOCUMENTATION_URL", "https://docs.example.org"),
        ("BURSAR_API_URL", "https://api.example.org"),
        ("BURSAR_PAGES_URL", "https://pay.example.org"),
    ])
    .await;
    let account = server.another_account("Parks").await;
    let (api, plain) = (server.api(), account.api);
    let elsewhere = post(PAYMENTS, &request(json!({})))
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example");
    let text = web_payment(json!({})).to_string();
    let text = text.replace("<here>/v1", "https://api.example.org/v1");
    let text = text.replace("<here>/secure", "https://pay.example.org/secure");
    let mut rows = vec![
        Row::new(
            "links",
            &api,
            elsewhere,
            201,
            serde_json::from_str(&text).unwrap(),
        )
        .header("location", Some("https://api.example.org/v1/payments/<id>")),
        Row::new(
            "an amount of nothing",
            &api,
            post(PAYMENTS, &request(json!({ "amount": 0 }))),
            422,
            invalid(
                "amount",
                "P0102",
                "Must be greater than or equal to 1. Refer to https://docs.example.org/making_payments/#amount",
            ),
        ),
        Row::new(
            "moto is not permitted",
            &plain,
            post(PAYMENTS, &request(json!({ "moto": true }))),
            422,
            error(
                "P0196",
                "MOTO payments are not enabled for this account. Please contact support if you would like to process MOTO payments - https://help.example.org .",
            ),
        ),
        Row::new(
            "payments on agreements are not permitted",
            &plain,
            post(
                PAYMENTS,
                &unattended_request("agreement", json!({ "agreement_id": "a".repeat(26) })),
            ),
            422,
            error(
                "P0942",
                "Recurring card payments are currently disabled for this service. Contact support with your error code - https://help.example.org",
            ),
        ),
        Row::new(
            "telephone payments are not permitted",
            &plain,
            post(
                "/v1/payment_notification",
                &json!({
                    "amount": 1,
                    "reference": "a",
                    "description": "b",
                    "processor_id": "c",
                    "provider_id": "d",
                    "payment_outcome": { "status": "success" },
                }),
            ),
            403,
            error(
                "P0930",
                "Access to this resource is not enabled for this account. Contact support with your error code - https://help.example.org .",
            ),
        ),
    ];
    server
        .sql(&format!(
            "update accounts set mode = 'live' where id = '{}'",
            account.id
        ))
        .await;
    rows.push(Row::new(
        "a live account's return URL",
        &plain,
        post(PAYMENTS, &request(json!({ "return_url": "http://example.org" }))),
        422,
        field_error(
            "return_url",
            "P0920",
            "Invalid attribute value: return_url. Must begin with https:// for a live gateway account",
        ),
    ));
    tally
        .run(Area {
            name: "another operator's names",
            rows,
        })
        .await;
    server.sql("update accounts set disabled = true").await;
    let rows = vec![Row::new(
        "a disabled account",
        &server.api(),
        post(PAYMENTS, &request(json!({}))),
        403,
        error(
            "P0941",
            "Shire Payments has disabled payment and refund creation on this account. Contact support with your error code - https://help.example.org .",
        ),
    )];
    tally
        .run(Area {
            name: "another operator's name on a disabled account",
            rows,
        })
        .await;
}
