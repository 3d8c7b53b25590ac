//! How long keys are remembered: 31 days.

use std::time::Duration;

use serde_json::json;

use super::{in_use, with_key};
use crate::row::{Area, Row, Tally};
use crate::world::World;

const AGREEMENTS: &str = "/v1/agreements";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Moves the clock by a month.
pub(super) async fn run(world: &World, tally: &mut Tally) {
    let body = json!({ "reference": "AGR-OLD", "description": "Permit" });
    let other = json!({ "reference": "AGR-NEW", "description": "Permit" });
    let looks = |reference: &str, id: &str| {
        json!({
            "agreement_id": id,
            "reference": reference,
            "description": "Permit",
            "status": "created",
            "created_date": "<instant>",
        })
    };
    let made = world.api.send(with_key(AGREEMENTS, &body, "old-1")).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.at("/agreement_id").as_str().unwrap().to_owned();
    let sent = |body| with_key(AGREEMENTS, body, "old-1");
    let api = &world.api;

    world.server.advance(DAY * 30).await;
    tally
        .run(Area {
            name: "idempotency, within the month",
            rows: vec![
                Row::new(
                    "a replay",
                    api,
                    sent(&body),
                    201,
                    looks("AGR-OLD", "<first>"),
                )
                .named(&id, "<first>"),
                Row::new("another body", api, sent(&other), 409, in_use()),
            ],
        })
        .await;
    world.server.advance(DAY * 2).await;
    tally
        .run(Area {
            name: "idempotency, after the month",
            rows: vec![Row::new(
                "the key is free for another",
                api,
                sent(&other),
                201,
                looks("AGR-NEW", "<id>"),
            )],
        })
        .await;
}
