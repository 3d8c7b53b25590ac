//! Which agreements match, and their pages of twenty at most.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::harness::Walk;

use super::page::Search;
use crate::modes::{agreement, created, unattended_request};
use crate::row::{Area, Row, error, get, post_nothing};
use crate::shown::typed_card;
use crate::world::World;

const GOOD_ONCE: &str = "5105105105105100";

pub(super) async fn area(world: &World) -> Area {
    let account = world.account("agreeing").await;
    let api = &account.api;
    let search = Search {
        api,
        path: "/v1/agreements",
        names: &[],
    };
    for (reference, number) in [
        ("Fresh 100%", None),
        ("ACTIVE", Some("4242424242424242")),
        ("inactive", Some(GOOD_ONCE)),
        ("active", Some("4242424242424242")),
    ] {
        let id = agreement(api, reference).await;
        if let Some(number) = number {
            let extra = json!({ "set_up_agreement": id });
            let mut walk = Walk::begin_as(&world.server, api, extra).await;
            walk.submit_card(number).await;
            walk.confirm().await;
        }
        if number == Some(GOOD_ONCE) {
            created(
                api,
                &unattended_request("agreement", json!({ "agreement_id": id })),
            )
            .await;
            world.server.advance(Duration::from_secs(60)).await;
        }
        if reference == "active" {
            let cancelled = api
                .send(post_nothing(format!("/v1/agreements/{id}/cancel")))
                .await;
            assert_eq!(cancelled.status, 204, "{}", cancelled.text());
        }
        world.server.advance(Duration::from_secs(1)).await;
    }
    let (fresh, active) = (item("Fresh 100%", "created"), item("ACTIVE", "active"));
    let (inactive, cancelled) = (item("inactive", "inactive"), item("active", "cancelled"));
    let all = vec![
        cancelled.clone(),
        inactive.clone(),
        active.clone(),
        fresh.clone(),
    ];
    let mut rows = Vec::new();
    for (query, results) in [
        ("", all.clone()),
        ("reference=&status=&page=&display_size=", all.clone()),
        ("made_up=7", all.clone()),
        ("display_size=500", all.clone()),
        ("status=created", vec![fresh.clone()]),
        ("status=active", vec![active.clone()]),
        ("status=inactive", vec![inactive.clone()]),
        ("status=cancelled", vec![cancelled.clone()]),
        ("reference=active", vec![cancelled.clone(), active.clone()]),
        ("reference=Active", vec![cancelled.clone(), active.clone()]),
        ("reference=ACTIVE&status=active", vec![active.clone()]),
        ("reference=fresh%20100%25", vec![fresh.clone()]),
        ("reference=activ", vec![]),
        ("reference=%25", vec![]),
        ("reference=_ctive", vec![]),
        ("reference=nobody&page=9", vec![]),
    ] {
        rows.push(search.finds(query, query, results));
    }
    for (page, result) in [(1, &all[..3]), (2, &all[3..])] {
        let query = format!("display_size=3&page={page}");
        rows.push(search.finds_of(query.clone(), &query, 4, result.to_vec()));
    }
    rows.push(Row::new(
        "a page after the last",
        api,
        get("/v1/agreements?page=2"),
        404,
        error("P2402", "Page not found"),
    ));
    let theirs = &world.account("agreeing to nothing").await.api;
    let nobodys = Search {
        api: theirs,
        path: "/v1/agreements",
        names: &[],
    };
    rows.push(nobodys.finds("another account", "", Vec::new()));
    Area {
        name: "search agreements",
        rows,
    }
}

/// More than a page holds, however much is asked for.
pub(super) async fn many(world: &World) -> Area {
    let account = world.account("agreeing a lot").await;
    let api = &account.api;
    let search = Search {
        api,
        path: "/v1/agreements",
        names: &[],
    };
    for _ in 0..22 {
        agreement(api, "AGR-1").await;
    }
    let items = |count: usize| vec![item("AGR-1", "created"); count];
    let mut rows = Vec::new();
    for (query, count) in [
        ("", 20),
        ("page=2", 2),
        ("display_size=500", 20),
        ("display_size=500&page=2", 2),
        ("display_size=21", 20),
        ("display_size=19", 19),
        ("display_size=19&page=2", 3),
    ] {
        rows.push(search.finds_of(query, query, 22, items(count)));
    }
    Area {
        name: "search agreements, many",
        rows,
    }
}

fn item(reference: &str, status: &str) -> Value {
    let mut item = json!({
        "agreement_id": "<id>",
        "reference": reference,
        "description": "Permit, monthly",
        "status": status,
        "created_date": "<instant>",
    });
    if status != "created" {
        let mut card = match status {
            "inactive" => typed_card(GOOD_ONCE, "Mastercard", Some("debit")),
            _ => typed_card("4242424242424242", "Visa", Some("credit")),
        };
        card.as_object_mut().unwrap().remove("wallet_type");
        item["payment_instrument"] =
            json!({ "type": "card", "created_date": "<instant>", "card_details": card });
    }
    if status == "cancelled" {
        item["cancelled_date"] = json!("<instant>");
    }
    item
}
