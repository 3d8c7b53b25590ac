//! The judge judged: it must find what it exists to find.

use serde_json::json;

use super::*;

fn json_headers() -> Vec<(String, String)> {
    vec![("content-type".to_owned(), "application/json".to_owned())]
}

fn breaches(method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
    PUBLIC.breaches(&Seen {
        method,
        path,
        status,
        headers: &json_headers(),
        body: body.to_string().as_bytes(),
    })
}

#[test]
fn what_the_contract_promises_is_no_breach() {
    let not_found = json!({ "code": "P0200", "description": "Not found" });

    assert!(breaches("GET", "/v1/payments/x", 404, &not_found).is_empty());
    assert!(breaches("GET", "/v1/payments/x/", 404, &not_found).is_empty());
}

#[test]
fn every_kind_of_breach_is_found() {
    let not_found = json!({ "code": "P0200", "description": "Not found" });
    let odd = json!({ "code": 200, "hint": "look elsewhere" });

    for (breaches, expected) in [
        (
            breaches("GET", "/v1/payments/x", 418, &not_found),
            vec!["getPayment does not document status 418"],
        ),
        (
            breaches("GET", "/v1/payments/x", 404, &odd),
            vec![
                "the body lacks description",
                ".code breaks type \"string\": 200",
                ".hint is not documented",
            ],
        ),
        (
            breaches("GET", "/v1/nothing", 500, &not_found),
            vec!["status 500 where the contract has nothing"],
        ),
        (
            breaches("POST", "/v1/payments/x/cancel", 204, &Value::Null),
            vec![
                "there is a body where the contract has none",
                "there is a media type without a body",
            ],
        ),
        (
            breaches(
                "GET",
                "/v1/payments",
                401,
                &json!({ "message": "Unauthorized", "status": "401" }),
            ),
            vec!["the required header WWW-Authenticate is missing"],
        ),
    ] {
        assert_eq!(breaches, expected);
    }
}

#[test]
fn members_with_two_names_are_sent_twice_and_shown_once() {
    let page = json!({ "href": "https://api.example.org/v1/disputes?page=1&display_size=500" });
    let links = json!({
        "self": page,
        "first_page": page,
        "last_page": page,
        "prev_page": {},
        "next_page": {},
    });
    let mut found =
        json!({ "total": 0, "count": 0, "page": 1, "results": [], "links": links.clone() });
    let schema = PUBLIC.schema("DisputesSearchResults");

    assert!(PUBLIC.violations(schema, &found).is_empty());
    assert!(!breaches("GET", "/v1/disputes", 200, &found).is_empty());
    found["_links"] = links;
    assert!(breaches("GET", "/v1/disputes", 200, &found).is_empty());
}

#[test]
fn what_can_be_done_is_told_without_a_body() {
    let options = |status: u16, body: &[u8]| {
        PUBLIC.breaches(&Seen {
            method: "OPTIONS",
            path: "/v1/payments",
            status,
            headers: &[],
            body,
        })
    };

    assert!(options(200, b"").is_empty());
    assert!(!options(200, b"GET").is_empty());
    assert!(!options(500, b"").is_empty());
}

#[test]
fn instants_have_three_digits_of_a_second() {
    let event = PUBLIC.schema("RefundSettlementSummary");
    let refund = PUBLIC.schema("Refund");
    let instant = |text: &str| {
        let links = json!({ "self": { "href": "" }, "payment": { "href": "" } });
        json!({ "refund_id": "a".repeat(26), "created_date": text, "amount": 1, "status": "success", "_links": links })
    };

    assert!(PUBLIC.violations(event, &json!({})).is_empty());
    for (text, good) in [
        ("2026-03-02T09:14:05.120Z", true),
        ("2026-03-02T09:14:05Z", false),
        ("2026-03-02T09:14:05.120+00:00", false),
    ] {
        let violations = PUBLIC.violations(refund, &instant(text));
        assert_eq!(violations.is_empty(), good, "{violations:?}");
    }
}
