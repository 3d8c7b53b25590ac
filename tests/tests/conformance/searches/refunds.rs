//! Which refunds match, and their pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::catalogue::pay_out;
use super::page::{Search, encoded};
use crate::row::{Area, Row, about, error, get};
use crate::world::World;

pub(super) async fn area(world: &World) -> Area {
    let account = world.account("refunding").await;
    let api = &account.api;
    let search = Search {
        api,
        path: "/v1/refunds",
        names: &[],
    };
    let payment = world.captured_as(api, json!({})).await;
    let mut created = Vec::new();
    for (amount, payday) in [
        (100, Some("2026-03-04")),
        (200, Some("2026-03-06")),
        (300, None),
    ] {
        let answer = api.refund(&payment, json!({ "amount": amount })).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        created.push(answer.at("/created_date").as_str().unwrap().to_owned());
        if let Some(payday) = payday {
            pay_out(world, payday).await;
        }
        world.server.advance(Duration::from_secs(1)).await;
    }
    let items = |amounts: &[i64]| amounts.iter().copied().map(item).collect::<Vec<_>>();
    let at = |index: usize| encoded(&created[index]);
    let mut rows = Vec::new();
    for (query, amounts) in [
        (String::new(), &[300, 200, 100][..]),
        (
            "from_date=&to_date=&from_settled_date=&to_settled_date=&page=&display_size=".into(),
            &[300, 200, 100],
        ),
        ("made_up=7".into(), &[300, 200, 100]),
        (format!("from_date={}", at(1)), &[300, 200]),
        (format!("to_date={}", at(1)), &[100]),
        (format!("from_date={}&to_date={}", at(1), at(2)), &[200]),
        (format!("from_date={}&to_date={}", at(1), at(1)), &[]),
        ("from_date=2016-01-25T13:23Z".into(), &[300, 200, 100]),
        ("from_settled_date=2026-03-04".into(), &[200, 100]),
        ("from_settled_date=2026-03-05".into(), &[200]),
        ("to_settled_date=2026-03-04".into(), &[100]),
        ("to_settled_date=2026-03-05".into(), &[100]),
        (
            "from_settled_date=2026-03-04&to_settled_date=2026-03-06".into(),
            &[200, 100],
        ),
        ("from_settled_date=2026-03-07".into(), &[]),
    ] {
        rows.push(search.finds(query.clone(), &query, items(amounts)));
    }
    for (page, amounts) in [(1, &[300, 200][..]), (2, &[100])] {
        let query = format!("display_size=2&page={page}");
        rows.push(search.finds_of(query.clone(), &query, 3, items(amounts)));
    }
    rows.push(Row::new(
        "a page after the last",
        api,
        get("/v1/refunds?page=2"),
        404,
        error("P1100", "Page not found"),
    ));
    rows.push(search.finds(
        "a page of nothing",
        "to_date=2016-01-25T13:23Z&page=9",
        Vec::new(),
    ));
    let theirs = &world.account("refunding nothing").await.api;
    let nobodys = Search {
        api: theirs,
        path: "/v1/refunds",
        names: &[],
    };
    rows.push(nobodys.finds("another account", "", Vec::new()));
    let one = api
        .get("/v1/refunds?display_size=1")
        .await
        .at("/results/0/refund_id");
    let target = format!("/v1/payments/{payment}/refunds/{}", one.as_str().unwrap());
    let mut alone = about(&item(300), "<id>");
    alone.as_object_mut().unwrap().remove("payment_id");
    rows.push(Row::new(
        "one of them by itself does not name its payment",
        api,
        get(target),
        200,
        alone,
    ));
    Area {
        name: "search refunds",
        rows,
    }
}

fn item(amount: i64) -> Value {
    let settled = match amount {
        100 => json!({ "settled_date": "<first payday>" }),
        200 => json!({ "settled_date": "<second payday>" }),
        _ => json!({}),
    };
    json!({
        "refund_id": "<id>",
        "payment_id": "<id>",
        "created_date": "<instant>",
        "amount": amount,
        "status": "success",
        "settlement_summary": settled,
        "_links": {
            "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
            "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
        },
    })
}
