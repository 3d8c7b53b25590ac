//! `createRefund`, `getPaymentRefund` and `getPaymentRefunds`.

use serde_json::json;
use system_tests::harness::{Server, Walk};

use crate::shown::{Table, case, line, whole};

#[tokio::test]
async fn a_refund_and_where_it_is_seen() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    let refunds = format!("/v1/payments/{}/refunds", walk.payment.id);

    insta::assert_snapshot!(whole(&walk.api.get(&refunds).await), @r#"
    200
    content-type: application/json
    {
      "payment_id": "<id>",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        },
        "payment": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        }
      },
      "_embedded": {
        "refunds": []
      }
    }
    "#);

    let body = json!({ "amount": 600, "refund_amount_available": 14_500 });
    let created = walk.api.refund(&walk.payment.id, body).await;
    insta::assert_snapshot!(whole(&created), @r#"
    202
    content-type: application/json
    {
      "refund_id": "<id>",
      "created_date": "<instant>",
      "amount": 600,
      "status": "success",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>/refunds/<id>",
          "method": "GET"
        },
        "payment": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        }
      }
    }
    "#);

    let id = created.at("/refund_id");
    let one = format!("{refunds}/{}", id.as_str().unwrap());
    insta::assert_snapshot!(whole(&walk.api.get(&one).await), @r#"
    200
    content-type: application/json
    {
      "refund_id": "<id>",
      "created_date": "<instant>",
      "amount": 600,
      "status": "success",
      "settlement_summary": {},
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>/refunds/<id>",
          "method": "GET"
        },
        "payment": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        }
      }
    }
    "#);
    insta::assert_snapshot!(whole(&walk.api.get(&refunds).await), @r#"
    200
    content-type: application/json
    {
      "payment_id": "<id>",
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>/refunds",
          "method": "GET"
        },
        "payment": {
          "href": "<here>/v1/payments/<id>",
          "method": "GET"
        }
      },
      "_embedded": {
        "refunds": [
          {
            "refund_id": "<id>",
            "created_date": "<instant>",
            "amount": 600,
            "status": "success",
            "settlement_summary": {},
            "_links": {
              "self": {
                "href": "<here>/v1/payments/<id>/refunds/<id>",
                "method": "GET"
              },
              "payment": {
                "href": "<here>/v1/payments/<id>",
                "method": "GET"
              }
            }
          }
        ]
      }
    }
    "#);
}

/// Public-api 5.2, in its order.
#[tokio::test]
async fn refunds_that_are_refused() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    let refunds = format!("/v1/payments/{}/refunds", walk.payment.id);
    let mut table = Table::new();
    for text in ["", "null", "abc", "{\"amount\": 1", "[]", "7"] {
        let answer = walk.api.post_text(&refunds, text).await;
        table.add(&format!("{text:?}"), &answer);
    }
    for body in [
        json!({}),
        json!({ "amount": null }),
        json!({ "amount": "600" }),
        json!({ "amount": 6.5 }),
        json!({ "amount": 2_147_483_648_i64 }),
        json!({ "amount": true }),
        json!({ "amount": 0 }),
        json!({ "amount": -1 }),
        json!({ "amount": 10_000_001 }),
        json!({ "amount": 1, "refund_amount_available": null }),
        json!({ "amount": 1, "refund_amount_available": "garbage" }),
        json!({ "amount": 1, "refund_amount_available": {} }),
        json!({ "amount": 1, "refund_amount_available": 14_499 }),
        json!({ "amount": 14_501, "refund_amount_available": 14_500 }),
        json!({ "amount": 14_501, "refund_amount_available": 14_501 }),
        json!({ "amount": 14_501 }),
    ] {
        let answer = walk.api.post(&refunds, &body).await;
        table.add(&case(&body), &answer);
    }
    insta::assert_snapshot!(table.text(), @r#"
    ""
      400 {"code":"P0920","description":"Request blocked by security rules. Please consult API documentation for more information."}
    "null"
      400 {"code":"P0697","description":"Unable to parse JSON"}
    "abc"
      400 {"code":"P0697","description":"Unable to parse JSON"}
    "{\"amount\": 1"
      400 {"code":"P0697","description":"Unable to parse JSON"}
    "[]"
      400 {"field":"amount","code":"P0601","description":"Missing mandatory attribute: amount"}
    "7"
      400 {"field":"amount","code":"P0601","description":"Missing mandatory attribute: amount"}
    {}
      400 {"field":"amount","code":"P0601","description":"Missing mandatory attribute: amount"}
    {"amount":null}
      400 {"field":"amount","code":"P0601","description":"Missing mandatory attribute: amount"}
    {"amount":"600"}
      400 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":6.5}
      400 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":2147483648}
      400 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":true}
      400 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":0}
      422 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be greater than or equal to 1"}
    {"amount":-1}
      422 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be greater than or equal to 1"}
    {"amount":10000001}
      422 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be less than or equal to 10000000"}
    {"amount":1,"refund_amount_available":null}
      412 {"code":"P0604","description":"Refund amount available mismatch."}
    {"amount":1,"refund_amount_available":"garbage"}
      412 {"code":"P0604","description":"Refund amount available mismatch."}
    {"amount":1,"refund_amount_available":{}}
      412 {"code":"P0604","description":"Refund amount available mismatch."}
    {"amount":1,"refund_amount_available":14499}
      412 {"code":"P0604","description":"Refund amount available mismatch."}
    {"amount":14501,"refund_amount_available":14500}
      400 {"code":"P0603","description":"The payment is not available for refund. Payment refund status: amount_not_available"}
    {"amount":14501,"refund_amount_available":14501}
      412 {"code":"P0604","description":"Refund amount available mismatch."}
    {"amount":14501}
      400 {"code":"P0603","description":"The payment is not available for refund. Payment refund status: amount_not_available"}
    "#);

    let lenient = json!({ "amount": 1, "refund_amount_available": "14500" });
    assert_eq!(walk.api.post(&refunds, &lenient).await.status, 202);
}

#[tokio::test]
async fn refunds_of_what_is_not_there() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    let (api, paid) = (&walk.api, &walk.payment.id);
    let unknown = "5hv2q7l0c9k3m1r8t4e6d0b2ap";
    let mut table = Table::new();

    let without = api.refund(unknown, json!({ "amount": 1 })).await;
    table.add("unknown payment, amount available not sent", &without);
    let body = json!({ "amount": 1, "refund_amount_available": 1 });
    table.add("unknown payment", &api.refund(unknown, body).await);
    let wrong = api.refund(unknown, json!({ "amount": 0 })).await;
    table.add("unknown payment, amount too small", &wrong);
    let list = api.get(&format!("/v1/payments/{unknown}/refunds")).await;
    table.add("list of an unknown payment", &list);
    let one = format!("/v1/payments/{unknown}/refunds/{unknown}");
    table.add("refund of an unknown payment", &api.get(&one).await);
    let one = format!("/v1/payments/{paid}/refunds/{unknown}");
    table.add("unknown refund", &api.get(&one).await);
    insta::assert_snapshot!(table.text(), @r#"
    unknown payment, amount available not sent
      404 {"code":"P0200","description":"Not found"}
    unknown payment
      404 {"code":"P0600","description":"Not found"}
    unknown payment, amount too small
      422 {"field":"amount","code":"P0602","description":"Invalid attribute value: amount. Must be greater than or equal to 1"}
    list of an unknown payment
      404 {"code":"P0800","description":"Not found"}
    refund of an unknown payment
      404 {"code":"P0700","description":"Not found"}
    unknown refund
      404 {"code":"P0700","description":"Not found"}
    "#);

    let refund = api
        .refund(paid, json!({ "amount": 1 }))
        .await
        .at("/refund_id");
    let other = Walk::to_the_end(&server, json!({})).await.payment.id;
    let elsewhere = format!("/v1/payments/{other}/refunds/{}", refund.as_str().unwrap());
    let answer = api.get(&elsewhere).await;
    assert_eq!(
        line(&answer),
        r#"404 {"code":"P0700","description":"Not found"}"#
    );
}
