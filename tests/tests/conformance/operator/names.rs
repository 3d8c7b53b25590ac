//! Another operator's names in descriptions, and its addresses in links.

use serde_json::json;
use system_tests::harness::Server;

use crate::modes::{request, unattended_request};
use crate::row::{Area, Row, Tally, error, field_error, invalid, post};
use crate::shown::web_payment;

const PAYMENTS: &str = "/v1/payments";

/// Another operator's names, and its addresses wherever a request came in.
pub(super) async fn run(tally: &mut Tally) {
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
