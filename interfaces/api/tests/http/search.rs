//! Searching payments.

use serde_json::{Value, json};

use crate::scene::{API, Scene};

fn references(found: &Value) -> Vec<&str> {
    let results = found["results"].as_array().unwrap();
    results
        .iter()
        .map(|payment| payment["reference"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn nothing_found_is_an_empty_page() {
    let scene = Scene::new().await;
    let found = scene.get("/v1/payments/?page=7&unknown=x").await;
    let page = |page| json!({ "href": format!("{API}/v1/payments?page={page}&display_size=500") });
    assert_eq!(found.header("cache-control"), Some("no-store"));
    assert_eq!(
        found.pair(),
        (
            200,
            json!({
                "total": 0,
                "count": 0,
                "page": 7,
                "results": [],
                "_links": { "self": page(7), "first_page": page(1), "last_page": page(1) }
            })
        )
    );
}

#[tokio::test]
async fn pages_lead_to_one_another_with_what_was_asked() {
    let scene = Scene::new().await;
    for n in 1..=3 {
        scene
            .created(json!({ "reference": format!("R {n}") }))
            .await;
        scene.world.clock.pass(std::time::Duration::from_secs(1));
    }
    let uri = "/v1/payments?from_date=2026-06-24T12:00:00%2B00:00&display_size=1&page=2";
    let found = scene.get(uri).await.json();
    assert_eq!(references(&found), ["R 2"]);
    assert_eq!(
        (&found["total"], &found["count"], &found["page"]),
        (&json!(3), &json!(1), &json!(2))
    );
    let to = |page| {
        json!({ "href": format!(
            "{API}/v1/payments?from_date=2026-06-24T12%3A00%3A00%2B00%3A00&page={page}&display_size=1"
        ) })
    };
    assert_eq!(
        found["_links"],
        json!({
            "self": to(2),
            "first_page": to(1),
            "last_page": to(3),
            "prev_page": to(1),
            "next_page": to(3)
        })
    );
    let beyond = scene.get("/v1/payments?page=4&display_size=1").await;
    let expected = json!({ "code": "P0402", "description": "Page not found" });
    assert_eq!(beyond.pair(), (404, expected));
}

#[tokio::test]
async fn results_say_null_where_a_link_does_not_apply() {
    let scene = Scene::new().await;
    let open = scene.created(json!({ "reference": "open" })).await;
    let capturable = json!({ "reference": "capturable", "delayed_capture": true });
    let capturable = scene.created(capturable).await;
    scene.confirmed(&capturable).await;
    let paid = scene.created(json!({ "reference": "paid" })).await;
    scene.confirmed(&paid).await;

    for (reference, id, cancel, capture) in [
        ("OPEN", &open, true, false),
        ("Capturable", &capturable, true, true),
        ("paid", &paid, false, false),
    ] {
        let found = scene
            .get(&format!("/v1/payments?reference={reference}"))
            .await;
        let payment = &found.json()["results"][0];
        let links = payment["_links"].as_object().unwrap();
        assert_eq!(payment["payment_id"], **id);
        assert_eq!(
            links.keys().collect::<Vec<_>>(),
            ["self", "events", "refunds", "cancel", "capture"]
        );
        assert_eq!(
            (!links["cancel"].is_null(), !links["capture"].is_null()),
            (cancel, capture)
        );
    }
    let found = scene.get("/v1/payments?state=capturable").await.json();
    assert_eq!(references(&found), ["capturable"]);
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let scene = Scene::new().await;
    let refused = scene.get("/v1/payments?page=0&state=paid").await;
    let description = "Invalid parameters: state, page. See Public API documentation for the correct data formats";
    assert_eq!(
        refused.pair(),
        (422, json!({ "code": "P0401", "description": description }))
    );
}

#[tokio::test]
async fn payments_are_found_by_their_older_name() {
    let scene = Scene::new().await;
    scene.created(json!({ "email": "ada@example.org" })).await;
    let found = scene
        .get("/v1/transactions?email=ADA%40&to_settled_date=")
        .await;
    let (status, found) = found.pair();
    assert_eq!((status, &found["total"]), (200, &json!(1)));
    let page = format!("{API}/v1/transactions?email=ADA%40&page=1&display_size=500");
    assert_eq!(found["_links"]["self"], json!({ "href": page }));
    let refused = scene
        .get("/v1/transactions?from_settled_date=2026-01-01")
        .await;
    let description = "Invalid parameters: from_settled_date. See Public API documentation for the correct data formats";
    assert_eq!(
        refused.pair(),
        (400, json!({ "code": "P0401", "description": description }))
    );
}

#[tokio::test]
async fn cards_are_searched_for() {
    let scene = Scene::new().await;
    let paid = scene.created(json!({})).await;
    scene.confirmed(&paid).await;
    scene.created(json!({})).await;
    for (query, total) in [
        ("card_brand=Visa", 1),
        ("card_brand=master-card", 0),
        ("card_brand=nothing", 0),
        ("cardholder_name=lovelace", 1),
        ("first_digits_card_number=424242", 1),
        ("last_digits_card_number=4242", 1),
        ("last_digits_card_number=0000", 0),
    ] {
        let found = scene.get(&format!("/v1/payments?{query}")).await.json();
        assert_eq!(found["total"], total, "{query}");
    }
}

#[tokio::test]
async fn refunds_are_searched_for() {
    let scene = Scene::new().await;
    let id = scene.created(json!({})).await;
    scene.confirmed(&id).await;
    let refund = scene
        .post(
            &format!("/v1/payments/{id}/refunds"),
            json!({ "amount": 5 }),
        )
        .await
        .json();
    let found = scene.get("/v1/refunds?to_date=2027-01-01T00:00Z").await;
    let (status, found) = found.pair();
    let mut expected = refund.clone();
    expected["settlement_summary"] = json!({});
    expected["payment_id"] = json!(id);
    assert_eq!((status, &found["results"]), (200, &json!([expected])));
    let page = json!({ "href": format!(
        "{API}/v1/refunds?to_date=2027-01-01T00%3A00Z&page=1&display_size=500"
    ) });
    assert_eq!(
        found["_links"],
        json!({
            "self": page, "first_page": page, "last_page": page, "prev_page": {}, "next_page": {}
        })
    );
    let beyond = scene.get("/v1/refunds?page=2").await;
    let expected = json!({ "code": "P1100", "description": "Page not found" });
    assert_eq!(beyond.pair(), (404, expected));
}
