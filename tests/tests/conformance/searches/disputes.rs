//! Which disputes match, and their pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::catalogue::pay_out;
use super::page::{Search, encoded};
use crate::row::{Area, Row, error, get};
use crate::world::World;

/// How far each has come, by its amount; the oldest first.
const DISPUTES: [(i64, &str, Option<&str>); 5] = [
    (100, "lost", Some("2026-03-04")),
    (200, "lost", Some("2026-03-06")),
    (300, "won", None),
    (400, "under_review", None),
    (500, "needs_response", None),
];

pub(super) async fn area(world: &World) -> Area {
    let account = world.account("disputing").await;
    let api = &account.api;
    let search = Search {
        api,
        path: "/v1/disputes",
        names: &[],
    };
    let mut created = Vec::new();
    for (amount, status, payday) in DISPUTES {
        created.push(disputed(world, api, amount, status).await);
        if let Some(payday) = payday {
            pay_out(world, payday).await;
        }
        world.server.advance(Duration::from_secs(1)).await;
    }
    let items = |amounts: &[i64]| amounts.iter().copied().map(item).collect::<Vec<_>>();
    let at = |index: usize| encoded(&created[index]);
    let all = &[500, 400, 300, 200, 100][..];
    let mut rows = Vec::new();
    for (query, amounts) in [
        (String::new(), all),
        (
            "status=&from_date=&to_date=&from_settled_date=&to_settled_date=&page=&display_size="
                .into(),
            all,
        ),
        ("made_up=7".into(), all),
        ("status=needs_response".into(), &[500]),
        ("status=under_review".into(), &[400]),
        ("status=won".into(), &[300]),
        ("status=lost".into(), &[200, 100]),
        (format!("from_date={}", at(2)), &[500, 400, 300]),
        (format!("to_date={}", at(2)), &[200, 100]),
        (format!("from_date={}&to_date={}", at(2), at(3)), &[300]),
        (format!("status=lost&from_date={}", at(1)), &[200]),
        ("from_settled_date=2026-03-04".into(), &[200, 100]),
        ("from_settled_date=2026-03-05".into(), &[200]),
        ("to_settled_date=2026-03-04".into(), &[100]),
        (
            "from_settled_date=2026-03-04&to_settled_date=2026-03-04".into(),
            &[100],
        ),
        ("from_settled_date=2026-03-04&status=won".into(), &[]),
    ] {
        rows.push(search.finds(query.clone(), &query, items(amounts)));
    }
    for (page, amounts) in [(1, &[500, 400][..]), (2, &[300, 200]), (3, &[100])] {
        let query = format!("display_size=2&page={page}");
        rows.push(search.finds_of(query.clone(), &query, 5, items(amounts)));
    }
    let query = "status=lost&display_size=1&page=1";
    rows.push(search.finds_of("a page of what matches", query, 2, items(&[200])));
    rows.push(Row::new(
        "a page after the last",
        api,
        get("/v1/disputes?page=2"),
        404,
        error("P0402", "Page not found"),
    ));
    rows.push(search.finds(
        "a page of nothing",
        "to_date=2016-01-25T13:23Z&page=9",
        Vec::new(),
    ));
    let theirs = &world.account("disputing nothing").await.api;
    let nobodys = Search {
        api: theirs,
        path: "/v1/disputes",
        names: &[],
    };
    rows.push(nobodys.finds("another account", "", Vec::new()));
    Area {
        name: "search disputes",
        rows,
    }
}

/// A dispute that has come so far; answers with when it was opened.
async fn disputed(
    world: &World,
    api: &system_tests::client::ApiClient,
    amount: i64,
    status: &str,
) -> String {
    let nobody = world.server.without_key();
    let payment = world.captured_as(api, json!({})).await;
    let levers = format!("/sandbox/api/payments/{payment}/disputes");
    let body = json!({ "reason": "general", "amount": amount });
    let opened = nobody.post(&levers, &body).await;
    assert_eq!(opened.status, 201, "{}", opened.text());
    if status != "needs_response" {
        let id = opened.at("/dispute_id");
        let lever = format!("{levers}/{}", id.as_str().unwrap());
        let moved = nobody.post(&lever, &json!({ "status": status })).await;
        assert_eq!(moved.status, 200, "{}", moved.text());
    }
    opened.at("/created_date").as_str().unwrap().to_owned()
}

fn item(amount: i64) -> Value {
    let known = DISPUTES.into_iter().find(|dispute| dispute.0 == amount);
    let (_, status, payday) = known.unwrap();
    let settled = match payday {
        Some("2026-03-04") => json!({ "settled_date": "<first payday>" }),
        Some(_) => json!({ "settled_date": "<second payday>" }),
        None => json!({}),
    };
    let mut item = json!({
        "dispute_id": "<id>",
        "payment_id": "<id>",
        "amount": amount,
        "fee": 1_500,
        "created_date": "<instant>",
        "evidence_due_date": "<instant>",
        "reason": "general",
        "status": status,
        "settlement_summary": settled,
        "_links": { "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" } },
    });
    if status == "lost" {
        item["net_amount"] = json!(-(amount + 1_500));
    }
    item
}
