//! A payment in each state: what it looks like, which links it has, what can be
//! done with it, and what can be refunded.

mod shapes;

pub(crate) use self::shapes::events;

use serde_json::{Value, json};
use system_tests::harness::Walk;

use self::shapes::Shape;
use crate::row::{Area, Row, Tally, about, error, get, post, post_nothing};
use crate::world::World;

/// A payment that was brought into a state.
struct Specimen {
    state: &'static str,
    id: String,
    shape: Shape,
}

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(shown(world).await).await;
    tally.run(cancelled(world).await).await;
    tally.run(captured(world).await).await;
    tally.run(refunded(world).await).await;
    tally.run(histories(world).await).await;
    tally.run(unknown(world).await).await;
}

/// One payment in each state. Whoever expires payments comes first.
async fn specimens(world: &World) -> Vec<Specimen> {
    let specimen = |state, id: &str, shape| Specimen {
        state,
        id: id.to_owned(),
        shape,
    };
    let expired = world.expired().await;
    let created = world.created(json!({})).await.id;
    let started = world.started(json!({})).await.payment.id;
    let submitted = Walk::to_confirm(&world.server, json!({})).await.payment.id;
    let capturable = world.capturable().await;
    let success = world.captured(json!({})).await;
    let mut declined = world.started(json!({})).await;
    declined.submit_card("4000000000000002").await;
    let mut errored = world.started(json!({})).await;
    errored.submit_card("4000000000000119").await;
    let mut abandoned = world.started(json!({})).await;
    abandoned.cancel().await;
    let by_service = world.created(json!({})).await.id;
    world.api.cancel(&by_service).await;
    vec![
        specimen("created", &created, Shape::new("created")),
        specimen("started", &started, Shape::new("started")),
        specimen("submitted", &submitted, Shape::new("submitted")),
        specimen("capturable", &capturable, Shape::new("capturable")),
        specimen("success", &success, Shape::new("success")),
        specimen("declined", &declined.payment.id, Shape::new("declined")),
        specimen("error", &errored.payment.id, Shape::new("error")),
        specimen("abandoned", &abandoned.payment.id, Shape::new("abandoned")),
        specimen("cancelled", &by_service, Shape::new("cancelled")),
        specimen("expired", &expired, Shape::new("expired")),
    ]
}

async fn shown(world: &World) -> Area {
    let mut rows = Vec::new();
    for specimen in specimens(world).await {
        let target = format!("/v1/payments/{}", specimen.id);
        let rule = format!("a payment that is {}", specimen.state);
        let whole = specimen.shape.whole();
        let own = about(&whole, "<payment>");
        rows.push(
            Row::new(&rule, &world.api, get(&target), 200, own)
                .named(&specimen.id, "<payment>")
                .header("cache-control", Some("no-store"))
                .header("pragma", Some("no-cache"))
                .header("content-type", Some("application/json")),
        );
        rows.push(Row::new(
            format!("{rule}, with a slash at the end"),
            &world.api,
            get(format!("{target}/")),
            200,
            whole,
        ));
        rows.push(Row::new(
            format!("{rule}, to another account"),
            &world.stranger.api,
            get(&target),
            404,
            error("P0200", "Not found"),
        ));
    }
    Area {
        name: "get payment, by state",
        rows,
    }
}

async fn cancelled(world: &World) -> Area {
    let mut rows = Vec::new();
    for specimen in specimens(world).await {
        let target = format!("/v1/payments/{}/cancel", specimen.id);
        let open = ["created", "started", "submitted", "capturable"];
        let (status, body) = match open.contains(&specimen.state) {
            true => (204, Value::Null),
            false => (400, error("P0501", "Cancellation of payment failed")),
        };
        let rule = format!("cancelling a payment that is {}", specimen.state);
        let sent = post_nothing(&target);
        rows.push(Row::new(&rule, &world.api, sent.clone(), status, body));
        rows.push(Row::new(
            format!("{rule}, once more"),
            &world.api,
            sent,
            400,
            error("P0501", "Cancellation of payment failed"),
        ));
    }
    Area {
        name: "cancel payment, by state",
        rows,
    }
}

async fn captured(world: &World) -> Area {
    let mut rows = Vec::new();
    for specimen in specimens(world).await {
        let target = format!("/v1/payments/{}/capture", specimen.id);
        let (status, body) = match specimen.state {
            "capturable" | "success" => (204, Value::Null),
            _ => (409, error("P1003", "Payment cannot be captured")),
        };
        let rule = format!("capturing a payment that is {}", specimen.state);
        let sent = post_nothing(&target);
        rows.push(Row::new(
            &rule,
            &world.api,
            sent.clone(),
            status,
            body.clone(),
        ));
        rows.push(Row::new(
            format!("{rule}, once more"),
            &world.api,
            sent,
            status,
            body,
        ));
    }
    Area {
        name: "capture payment, by state",
        rows,
    }
}

async fn refunded(world: &World) -> Area {
    let mut rows = Vec::new();
    for specimen in specimens(world).await {
        if specimen.state == "success" {
            continue;
        }
        let target = format!("/v1/payments/{}/refunds", specimen.id);
        let body = json!({ "amount": 1, "refund_amount_available": 14_500 });
        let status = specimen.shape.refund_status();
        let words = "The payment is not available for refund. Payment refund status:";
        rows.push(Row::new(
            format!("refunding a payment that is {}", specimen.state),
            &world.api,
            post(&target, &body),
            400,
            error("P0603", format!("{words} {status}")),
        ));
        let rule = format!("the refunds of a payment that is {}", specimen.state);
        let none = json!({
            "payment_id": "<payment>",
            "_links": {
                "self": { "href": "<here>/v1/payments/<payment>/refunds", "method": "GET" },
                "payment": { "href": "<here>/v1/payments/<payment>", "method": "GET" },
            },
            "_embedded": { "refunds": [] },
        });
        let row = Row::new(rule, &world.api, get(&target), 200, none);
        rows.push(row.named(&specimen.id, "<payment>"));
    }
    Area {
        name: "refunds, by state",
        rows,
    }
}

async fn histories(world: &World) -> Area {
    let mut rows = Vec::new();
    for specimen in specimens(world).await {
        let rule = format!("the events of a payment that is {}", specimen.state);
        let sent = get(format!("/v1/payments/{}/events", specimen.id));
        let own = about(&specimen.shape.events(), "<payment>");
        rows.push(Row::new(rule, &world.api, sent, 200, own).named(&specimen.id, "<payment>"));
    }
    Area {
        name: "events, by state",
        rows,
    }
}

/// Nothing is told of payments that the account does not have.
async fn unknown(world: &World) -> Area {
    let theirs = world.captured(json!({})).await;
    let mut rows = Vec::new();
    for id in [
        "x",
        "hu20sqlact5260q2nanm0q8u93",
        "%20",
        "%00",
        "..%2F..",
        "%F0%9F%98%80",
        &theirs,
    ] {
        let at = |end: &str| format!("/v1/payments/{id}{end}");
        let refund = json!({ "amount": 1 });
        let believed = json!({ "amount": 1, "refund_amount_available": 1 });
        for (sent, code) in [
            (get(at("")), "P0200"),
            (get(at("/events")), "P0300"),
            (post_nothing(at("/cancel")), "P0500"),
            (post_nothing(at("/capture")), "P1000"),
            (post(at("/refunds"), &refund), "P0200"),
            (post(at("/refunds"), &believed), "P0600"),
            (get(at("/refunds")), "P0800"),
            (get(at("/refunds/hu20sqlact5260q2nanm0q8u93")), "P0700"),
        ] {
            rows.push(Row::new(
                format!("{} {}", sent.method, sent.target),
                &world.stranger.api,
                sent,
                404,
                error(code, "Not found"),
            ));
        }
    }
    Area {
        name: "payments the account does not have",
        rows,
    }
}
