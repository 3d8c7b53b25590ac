//! From page to page, and beyond the last one; and what was written a moment ago.

use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::page::Search;
use crate::modes::request;
use crate::row::{Area, Row, error, get, post};
use crate::shown::{merged, payment, search_links, web_payment};
use crate::world::World;

pub(super) fn area(world: &World, catalogue: &Catalogue) -> Area {
    let api = &world.searched.api;
    let newest: Vec<Value> = catalogue
        .specimens
        .iter()
        .rev()
        .map(|specimen| specimen.item.clone())
        .collect();
    let total = newest.len();
    let mut rows = Vec::new();
    for path in ["/v1/payments", "/v1/transactions"] {
        let search = Search {
            api,
            path,
            names: &catalogue.names,
        };
        for size in [1, 5, 12, 13, 14, 500] {
            let last = total.div_ceil(size);
            for page in 1..=last {
                let query = format!("display_size={size}&page={page}");
                let results = newest.chunks(size).nth(page - 1).unwrap().to_vec();
                rows.push(search.finds_of(format!("{path}?{query}"), &query, total, results));
            }
            let beyond = format!("{path}?display_size={size}&page={}", last + 1);
            rows.push(Row::new(
                beyond.clone(),
                api,
                get(beyond),
                404,
                error("P0402", "Page not found"),
            ));
        }
        let query = "state=success&card_brand=visa&display_size=2&page=2";
        let results = catalogue.items(&["paid"]);
        rows.push(search.finds_of("a page of what matches", query, 3, results));
        for page in [2, 7, 2_147_483_647] {
            let query = format!("reference=nobody&page={page}");
            rows.push(search.finds(format!("nothing on page {page}"), &query, Vec::new()));
        }
        let query = "reference=alpha&page=2";
        rows.push(Row::new(
            "a page after the last of what matches",
            api,
            get(format!("{path}?{query}")),
            404,
            error("P0402", "Page not found"),
        ));
    }
    Area {
        name: "search payments, pages",
        rows,
    }
}

/// A search sees what was written before it.
pub(super) async fn at_once(world: &World) -> Area {
    let account = world.account("at once").await;
    let api = &account.api;
    let search = Search {
        api,
        path: "/v1/payments",
        names: &[],
    };
    let item = |reference: &str| {
        payment(json!({
            "reference": reference,
            "return_url": "https://licences.example.org/applications/2291",
            "_links": search_links(&["cancel"]),
        }))
    };
    let mut rows = vec![search.finds("nothing yet", "", Vec::new())];
    let mut items = Vec::new();
    for reference in ["one", "two", "three"] {
        let named = json!({ "reference": reference });
        rows.push(Row::new(
            format!("{reference} is created"),
            api,
            post("/v1/payments", &request(named.clone())),
            201,
            merged(web_payment(json!({})), named),
        ));
        items.push(item(reference));
        let query = format!("reference={reference}");
        rows.push(search.finds(
            format!("{reference} is found"),
            &query,
            vec![item(reference)],
        ));
        let query = "state=created&display_size=1";
        let newest = vec![item(reference)];
        rows.push(search.finds_of(
            format!("{reference} is counted"),
            query,
            items.len(),
            newest,
        ));
        rows.push(search.finds_of(
            format!("{reference} is counted without a filter"),
            "display_size=1",
            items.len(),
            vec![item(reference)],
        ));
    }
    Area {
        name: "search payments, at once",
        rows,
    }
}
