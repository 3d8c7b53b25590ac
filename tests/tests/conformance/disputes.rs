//! Disputes, from their opening to their end: what they do to the payment and its
//! refunds, and what is seen of them.

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;

use crate::row::{Area, Row, Tally, error, get, post};
use crate::shown::{captured, links, merged, refund_summary, state, typed_card, web_payment};
use crate::world::World;

/// What can be said in a dispute.
const REASONS: [&str; 9] = [
    "credit_not_processed",
    "duplicate",
    "fraudulent",
    "general",
    "product_not_received",
    "product_unacceptable",
    "subscription_canceled",
    "unrecognised",
    "other",
];

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(opened(world).await).await;
    tally.run(decided(world, "lost").await).await;
    tally.run(decided(world, "won").await).await;
    tally.run(unavailable(world).await).await;
}

/// A dispute as the sandbox shows it.
fn dispute(reason: &str, status: &str) -> Value {
    json!({
        "dispute_id": "<id>",
        "payment_id": "<id>",
        "amount": 14_500,
        "fee": 1_500,
        "reason": reason,
        "status": status,
        "created_date": "<instant>",
        "evidence_due_date": "<instant>",
    })
}

/// The only dispute of an account, as a search shows it.
fn found(dispute: Value) -> Value {
    let found = merged(
        dispute,
        json!({
            "settlement_summary": {},
            "_links": { "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" } },
        }),
    );
    let page = json!({ "href": "<here>/v1/disputes?page=1&display_size=500" });
    let pages = json!({
        "self": page,
        "first_page": page,
        "last_page": page,
        "prev_page": {},
        "next_page": {},
    });
    json!({ "total": 1, "count": 1, "page": 1, "results": [found], "links": pages, "_links": pages })
}

/// The payment, with this refund summary.
fn payment(summary: &str) -> Value {
    web_payment(json!({
        "email": "ade.okafor@example.org",
        "state": state("success"),
        "refund_summary": refund_summary(summary, 14_500),
        "settlement_summary": captured(),
        "card_details": typed_card("4242424242424242", "Visa", Some("credit")),
        "card_brand": "Visa",
        "provider_id": "<uuid>",
        "_links": links(&[]),
    }))
}

fn levers(payment: &str) -> String {
    format!("/sandbox/api/payments/{payment}/disputes")
}

/// One of each reason.
async fn opened(world: &World) -> Area {
    let mut rows = Vec::new();
    for reason in REASONS {
        let account = world.account(reason).await;
        let paid = world.captured_as(&account.api, json!({})).await;
        let (api, nobody) = (&account.api, &world.server.without_key());
        let body = json!({ "reason": reason });
        let opened = dispute(reason, "needs_response");
        rows.push(Row::new(
            format!("{reason}: opened"),
            nobody,
            post(levers(&paid), &body),
            201,
            opened.clone(),
        ));
        rows.push(Row::new(
            format!("{reason}: found"),
            api,
            get("/v1/disputes"),
            200,
            found(opened),
        ));
        rows.push(Row::new(
            format!("{reason}: the payment"),
            api,
            get(format!("/v1/payments/{paid}")),
            200,
            payment("unavailable"),
        ));
    }
    Area {
        name: "disputes, opened",
        rows,
    }
}

/// One that the bank looks at and decides.
async fn decided(world: &World, end: &'static str) -> Area {
    let account = world.account(end).await;
    let paid = world.captured_as(&account.api, json!({})).await;
    let (api, nobody) = (&account.api, &world.server.without_key());
    let opening = json!({ "reason": "fraudulent" });
    let opened = nobody.post(&levers(&paid), &opening).await;
    let id = opened.at("/dispute_id").as_str().unwrap().to_owned();
    let moved = |to: &str| {
        let lever = format!("{}/{id}", levers(&paid));
        post(lever, &json!({ "status": to }))
    };
    let now = |status: &str| dispute("fraudulent", status);
    let over = match end {
        "lost" => merged(now("lost"), json!({ "net_amount": -16_000 })),
        _ => now("won"),
    };
    let refund = json!({ "amount": 14_500, "refund_amount_available": 14_500 });
    let refund = post(format!("/v1/payments/{paid}/refunds"), &refund);
    let at = format!("/v1/payments/{paid}");
    let disputed = error("P0603", "The payment is disputed and cannot be refunded");
    let (summary, refunded) = match end {
        "lost" => ("unavailable", (400, disputed.clone())),
        _ => ("available", (202, whole_refund())),
    };
    let rows = vec![
        Row::new(
            "under review",
            nobody,
            moved("under_review"),
            200,
            now("under_review"),
        ),
        Row::new(
            "found under review",
            api,
            get("/v1/disputes"),
            200,
            found(now("under_review")),
        ),
        Row::new("no refund meanwhile", api, refund.clone(), 400, disputed),
        Row::new("decided", nobody, moved(end), 200, over.clone()),
        Row::new("found decided", api, get("/v1/disputes"), 200, found(over)),
        Row::new("the payment", api, get(&at), 200, payment(summary)),
        Row::new("a refund afterwards", api, refund, refunded.0, refunded.1),
    ];
    Area {
        name: match end {
            "lost" => "disputes, lost",
            _ => "disputes, won",
        },
        rows,
    }
}

fn whole_refund() -> Value {
    json!({
        "refund_id": "<id>",
        "created_date": "<instant>",
        "amount": 14_500,
        "status": "success",
        "_links": {
            "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
            "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
        },
    })
}

/// There is nothing but the search: no dispute can be got by itself.
async fn unavailable(world: &World) -> Area {
    let not_found = json!({ "code": 404, "message": "HTTP 404 Not Found" });
    let rows = vec![
        Row::new(
            "one dispute",
            &world.api,
            get("/v1/disputes/4f0c9a52d36b8e17a5c2903f6d"),
            404,
            not_found,
        ),
        Row::new(
            "disputing through the API",
            &world.api,
            Sent::new("POST", "/v1/disputes"),
            405,
            json!({ "code": 405, "message": "HTTP 405 Method Not Allowed" }),
        )
        .header("allow", Some("GET, HEAD, OPTIONS")),
    ];
    Area {
        name: "disputes, what there is not",
        rows,
    }
}
