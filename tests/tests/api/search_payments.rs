//! `searchPayments`.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use system_tests::client::Answer;
use system_tests::harness::{Server, Walk};
use url::Url;

use crate::shown::{Table, line, whole};

#[tokio::test]
async fn one_page_with_one_result() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({ "reference": "PERMIT-0417" })).await;

    let answer = walk.api.get("/v1/payments?reference=permit-0417").await;

    insta::assert_snapshot!(whole(&answer), @r#"
    200
    cache-control: no-store
    pragma: no-cache
    content-type: application/json
    {
      "total": 1,
      "count": 1,
      "page": 1,
      "results": [
        {
          "amount": 14500,
          "description": "Street trading licence",
          "reference": "PERMIT-0417",
          "language": "en",
          "email": "ade.okafor@example.org",
          "state": {
            "status": "success",
            "finished": true
          },
          "payment_id": "<id>",
          "payment_provider": "sandbox",
          "created_date": "<instant>",
          "refund_summary": {
            "status": "available",
            "amount_available": 14500,
            "amount_submitted": 0
          },
          "settlement_summary": {
            "capture_submit_time": "<instant>",
            "captured_date": "<date>"
          },
          "card_details": {
            "last_digits_card_number": "4242",
            "first_digits_card_number": "424242",
            "cardholder_name": "Ade Okafor",
            "expiry_date": "11/39",
            "billing_address": {
              "line1": "3 Harbour Road",
              "line2": "Flat 2",
              "postcode": "SW1A 1AA",
              "city": "Northport",
              "country": "GB"
            },
            "card_brand": "Visa",
            "card_type": "credit",
            "wallet_type": null
          },
          "delayed_capture": false,
          "moto": false,
          "provider_id": "<uuid>",
          "return_url": "https://licences.example.org/applications/2291",
          "authorisation_mode": "web",
          "card_brand": "Visa",
          "_links": {
            "self": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            },
            "events": {
              "href": "<here>/v1/payments/<id>/events",
              "method": "GET"
            },
            "refunds": {
              "href": "<here>/v1/payments/<id>/refunds",
              "method": "GET"
            },
            "cancel": null,
            "capture": null
          }
        }
      ],
      "_links": {
        "self": {
          "href": "<here>/v1/payments?reference=permit-0417&page=1&display_size=500"
        },
        "first_page": {
          "href": "<here>/v1/payments?reference=permit-0417&page=1&display_size=500"
        },
        "last_page": {
          "href": "<here>/v1/payments?reference=permit-0417&page=1&display_size=500"
        }
      }
    }
    "#);
}

#[tokio::test]
async fn a_search_that_finds_nothing_is_an_empty_page() {
    let server = Server::on_sqlite().await;
    let answer = server
        .api()
        .get("/v1/payments?reference=nobody&page=7")
        .await;
    insta::assert_snapshot!(line(&answer), @r#"200 {"total":0,"count":0,"page":7,"results":[],"_links":{"self":{"href":"<here>/v1/payments?reference=nobody&page=7&display_size=500"},"first_page":{"href":"<here>/v1/payments?reference=nobody&page=1&display_size=500"},"last_page":{"href":"<here>/v1/payments?reference=nobody&page=1&display_size=500"}}}"#);
}

#[tokio::test]
async fn filters_narrow_together() {
    let server = Server::on_sqlite().await;
    let api = server.api();
    api.create(json!({ "reference": "Alpha" })).await;
    server.advance(Duration::from_secs(3600)).await;
    let middle = api.create(json!({ "reference": "ALPHA" })).await;
    let at = api.payment(&middle.id).await.at("/created_date");
    let at: String =
        url::form_urlencoded::byte_serialize(at.as_str().unwrap().as_bytes()).collect();
    server.advance(Duration::from_secs(1)).await;
    api.create(json!({ "reference": "Alphabet" })).await;
    let cancelled = api.create(json!({ "reference": "alpha" })).await;
    api.cancel(&cancelled.id).await;
    let capturable = json!({ "reference": "later", "delayed_capture": true });
    Walk::to_the_end(&server, capturable).await;

    for (query, total) in [
        (String::new(), 5),
        ("reference=alpha".into(), 3),
        ("reference=ALPHABET".into(), 1),
        ("reference=alph".into(), 0),
        ("state=created".into(), 3),
        ("state=cancelled".into(), 1),
        ("state=capturable".into(), 1),
        ("state=success".into(), 0),
        ("reference=alpha&state=created".into(), 2),
        (format!("from_date={at}"), 4),
        (format!("to_date={at}"), 1),
        (format!("from_date={at}&to_date={at}"), 0),
        (
            "reference=&state=&from_date=&to_date=&page=&display_size=".into(),
            5,
        ),
        ("email=nobody&cardholder_name=ignored&made_up=1".into(), 5),
        ("from_date=2016-01-25T13:23:55Z".into(), 5),
        ("from_date=2016-01-25T13:23Z".into(), 5),
        ("from_date=2016-01-25T13:23:55.123%2B01:00".into(), 5),
        ("to_date=2016-01-25T13:23:55Z".into(), 0),
    ] {
        let answer = api.get(&format!("/v1/payments?{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        assert_eq!(answer.at("/total"), total, "{query}");
        assert_eq!(answer.at("/count"), total, "{query}");
    }
}

#[tokio::test]
async fn parameters_that_cannot_be_understood() {
    let server = Server::on_sqlite().await;
    server.api().create(json!({})).await;
    let long = "x".repeat(256);
    let mut table = Table::new();
    for query in [
        "state=finished",
        "state=SUCCESS",
        "from_date=2016-01-25",
        "from_date=2016-01-25T13:23:55",
        "from_date=2016-01-25T13:23:55+01:00",
        "to_date=yesterday",
        "page=0",
        "page=-1",
        "page=one",
        "page=1.5",
        "page=99999999999",
        "display_size=0",
        "display_size=501",
        "display_size=many",
        "page=0&display_size=0&to_date=x&from_date=x&state=x",
    ] {
        let answer = server.api().get(&format!("/v1/payments?{query}")).await;
        table.add(query, &answer);
    }
    let answer = server
        .api()
        .get(&format!("/v1/payments?reference={long}"))
        .await;
    table.add("reference of 256 characters", &answer);
    let answer = server.api().get("/v1/payments?page=2").await;
    table.add("a page after the last", &answer);
    insta::assert_snapshot!(table.text(), @r#"
    state=finished
      422 {"code":"P0401","description":"Invalid parameters: state. See Public API documentation for the correct data formats"}
    state=SUCCESS
      422 {"code":"P0401","description":"Invalid parameters: state. See Public API documentation for the correct data formats"}
    from_date=2016-01-25
      422 {"code":"P0401","description":"Invalid parameters: from_date. See Public API documentation for the correct data formats"}
    from_date=2016-01-25T13:23:55
      422 {"code":"P0401","description":"Invalid parameters: from_date. See Public API documentation for the correct data formats"}
    from_date=2016-01-25T13:23:55+01:00
      422 {"code":"P0401","description":"Invalid parameters: from_date. See Public API documentation for the correct data formats"}
    to_date=yesterday
      422 {"code":"P0401","description":"Invalid parameters: to_date. See Public API documentation for the correct data formats"}
    page=0
      422 {"code":"P0401","description":"Invalid parameters: page. See Public API documentation for the correct data formats"}
    page=-1
      422 {"code":"P0401","description":"Invalid parameters: page. See Public API documentation for the correct data formats"}
    page=one
      422 {"code":"P0401","description":"Invalid parameters: page. See Public API documentation for the correct data formats"}
    page=1.5
      422 {"code":"P0401","description":"Invalid parameters: page. See Public API documentation for the correct data formats"}
    page=99999999999
      422 {"code":"P0401","description":"Invalid parameters: page. See Public API documentation for the correct data formats"}
    display_size=0
      422 {"code":"P0401","description":"Invalid parameters: display_size. See Public API documentation for the correct data formats"}
    display_size=501
      422 {"code":"P0401","description":"Invalid parameters: display_size. See Public API documentation for the correct data formats"}
    display_size=many
      422 {"code":"P0401","description":"Invalid parameters: display_size. See Public API documentation for the correct data formats"}
    page=0&display_size=0&to_date=x&from_date=x&state=x
      422 {"code":"P0401","description":"Invalid parameters: state, from_date, to_date, page, display_size. See Public API documentation for the correct data formats"}
    reference of 256 characters
      422 {"code":"P0401","description":"Invalid parameters: reference. See Public API documentation for the correct data formats"}
    a page after the last
      404 {"code":"P0402","description":"Page not found"}
    "#);
}

#[tokio::test]
async fn pages_lead_to_each_other_newest_first() {
    let server = Server::on_sqlite().await;
    let api = server.api();
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.insert(0, api.create(json!({ "reference": "a b&c" })).await.id);
        server.advance(Duration::from_secs(1)).await;
    }
    let query = "reference=a%20b%26c&state=created&display_size=2";

    let mut found = Vec::new();
    let mut answer = api.get(&format!("/v1/payments?{query}")).await;
    for (page, count) in [(1, 2), (2, 2), (3, 1)] {
        assert_eq!(answer.at("/page"), page);
        assert_eq!(
            (answer.at("/total"), answer.at("/count")),
            (json!(5), json!(count))
        );
        found.extend(ids_of(&answer));
        for (link, leads_to) in [("self", page), ("first_page", 1), ("last_page", 3)] {
            assert_eq!(page_of(&answer, link), Some(leads_to.to_string()), "{link}");
        }
        assert_eq!(
            page_of(&answer, "prev_page"),
            (page > 1).then(|| (page - 1).to_string())
        );
        assert_eq!(
            page_of(&answer, "next_page"),
            (page < 3).then(|| (page + 1).to_string())
        );
        if page < 3 {
            let next = answer.at("/_links/next_page/href");
            let next = Url::parse(next.as_str().unwrap()).unwrap();
            assert_eq!(
                filters_of(&next),
                [
                    ("display_size", "2"),
                    ("reference", "a b&c"),
                    ("state", "created")
                ]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into()
            );
            assert_eq!(answer.at("/_links/next_page/method"), Value::Null);
            answer = api.get(&next[url::Position::BeforePath..]).await;
        }
    }
    assert_eq!(found, ids);
}

fn ids_of(answer: &Answer) -> Vec<String> {
    let results = answer.at("/results");
    let ids = results.as_array().unwrap().iter();
    ids.map(|payment| payment["payment_id"].as_str().unwrap().to_owned())
        .collect()
}

fn page_of(answer: &Answer, link: &str) -> Option<String> {
    let href = answer.at(&format!("/_links/{link}/href"));
    let url = Url::parse(href.as_str()?).unwrap();
    let pages = url.query_pairs().find(|(name, _)| name == "page");
    pages.map(|(_, value)| value.into_owned())
}

fn filters_of(url: &Url) -> BTreeSet<(String, String)> {
    url.query_pairs()
        .filter(|(name, _)| name != "page")
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}
