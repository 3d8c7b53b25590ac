//! `getPaymentEvents`.

use serde_json::json;
use system_tests::harness::{Server, Walk};

use crate::shown::{line, whole};

#[tokio::test]
async fn the_history_of_a_payment_that_was_refunded() {
    let server = Server::on_sqlite().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    walk.api
        .refund(&walk.payment.id, json!({ "amount": 500 }))
        .await;

    let answer = walk
        .api
        .get(&format!("/v1/payments/{}/events", walk.payment.id))
        .await;

    insta::assert_snapshot!(whole(&answer), @r#"
    200
    content-type: application/json
    {
      "payment_id": "<id>",
      "events": [
        {
          "payment_id": "<id>",
          "state": {
            "status": "created",
            "finished": false
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        },
        {
          "payment_id": "<id>",
          "state": {
            "status": "started",
            "finished": false
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        },
        {
          "payment_id": "<id>",
          "state": {
            "status": "submitted",
            "finished": false
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        },
        {
          "payment_id": "<id>",
          "state": {
            "status": "success",
            "finished": true
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        },
        {
          "payment_id": "<id>",
          "state": {
            "status": "submitted",
            "finished": false
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        },
        {
          "payment_id": "<id>",
          "state": {
            "status": "success",
            "finished": true
          },
          "updated": "<instant>",
          "_links": {
            "payment_url": {
              "href": "<here>/v1/payments/<id>",
              "method": "GET"
            }
          }
        }
      ],
      "_links": {
        "self": {
          "href": "<here>/v1/payments/<id>/events",
          "method": "GET"
        }
      }
    }
    "#);
    let events = answer.at("/events");
    let times: Vec<&str> = events
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["updated"].as_str())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[tokio::test]
async fn the_history_of_nothing() {
    let server = Server::on_sqlite().await;
    let answer = server.api().get("/v1/payments/unknown/events").await;
    assert_eq!(
        line(&answer),
        r#"404 {"code":"P0300","description":"Not found"}"#
    );
}
