//! Payments that nobody finishes: 90 minutes until they expire, five days for those
//! that wait for their capture.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::harness::Walk;

use crate::modes::{created, unattended_request};
use crate::row::{Area, Row, Tally, error, get, post_nothing};
use crate::states::events;
use crate::world::World;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Moves the clock by almost a week.
pub(crate) async fn run(world: &World, tally: &mut Tally) {
    let payments = [
        (
            created(&world.api, &unattended_request("moto_api", json!({}))).await,
            &["created"][..],
        ),
        (world.created(json!({})).await.id, &["created"]),
        (
            world.started(json!({})).await.payment.id,
            &["created", "started"],
        ),
        (
            Walk::to_confirm(&world.server, json!({})).await.payment.id,
            &["created", "started", "submitted"],
        ),
    ];
    let waits = world.capturable().await;
    let waiting = ["created", "started", "submitted", "capturable"];
    let look = |rule: &str, id: &str, states: &[&str]| {
        let target = format!("/v1/payments/{id}/events");
        let name = format!("{rule}: {}", states.join(", "));
        Row::new(name, &world.api, get(target), 200, events(states))
    };

    world.server.advance(MINUTE * 88).await;
    let rows = payments
        .iter()
        .map(|(id, states)| look("after 88 minutes", id, states));
    tally
        .run(Area {
            name: "payments before they expire",
            rows: rows.collect(),
        })
        .await;

    world.server.advance(MINUTE * 3).await;
    let over = |states: &[&'static str]| [states, &["expired"][..]].concat();
    let mut rows: Vec<Row> = payments
        .iter()
        .map(|(id, states)| look("after 91 minutes", id, &over(states)))
        .collect();
    rows.push(look("after 91 minutes", &waits, &waiting));
    tally
        .run(Area {
            name: "payments after they expired",
            rows,
        })
        .await;

    world.server.advance(DAY * 5 - MINUTE * 95).await;
    let rows = vec![look("after almost five days", &waits, &waiting)];
    tally
        .run(Area {
            name: "a capture, before it is too late",
            rows,
        })
        .await;

    world.server.advance(MINUTE * 10).await;
    let target = format!("/v1/payments/{waits}/capture");
    let refused: Value = error("P1003", "Payment cannot be captured");
    let rows = vec![
        look("after five days", &waits, &over(&waiting)),
        Row::new(
            "capturing it",
            &world.api,
            post_nothing(target),
            409,
            refused,
        ),
    ];
    tally
        .run(Area {
            name: "a capture, when it is too late",
            rows,
        })
        .await;
}
