//! `createRefund`: what is sent, its limits, the guard of what is believed to be
//! left, and the order in which the mistakes are told.

use serde_json::{Value, json};

use crate::row::{Area, Row, Tally, error, get, invalid, missing, post, post_text};
use crate::world::World;

const NUMBER: &str = "Must be a valid numeric format";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent(world).await).await;
    tally.run(in_turn(world).await).await;
    tally.run(disputed(world).await).await;
}

async fn as_sent(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let target = format!("/v1/payments/{payment}/refunds");
    let mut rows = Vec::new();
    let mut row = |rule: String, body: &str, status: u16, expected: Value| {
        let sent = post_text(&target, body);
        rows.push(Row::new(rule, &world.api, sent, status, expected));
    };
    let blocked =
        "Request blocked by security rules. Please consult API documentation for more information.";
    row(
        "the body is empty".to_owned(),
        "",
        400,
        error("P0920", blocked),
    );
    for text in ["null", "abc", "{", "{\"amount\": 1,}"] {
        row(
            format!("the body is {text}"),
            text,
            400,
            error("P0697", "Unable to parse JSON"),
        );
    }
    for text in ["{}", "[]", "7", "\"x\"", "{\"amount\": null}"] {
        row(
            format!("the body is {text}"),
            text,
            400,
            missing("amount", "P0601"),
        );
    }
    for wrong in ["\"100\"", "1.5", "100.0", "true", "{}", "2147483648"] {
        row(
            format!("amount is {wrong}"),
            &format!("{{\"amount\": {wrong}}}"),
            400,
            invalid("amount", "P0602", NUMBER),
        );
    }
    for (amount, message) in [
        (0, "Must be greater than or equal to 1"),
        (-1, "Must be greater than or equal to 1"),
        (10_000_001, "Must be less than or equal to 10000000"),
    ] {
        row(
            format!("amount is {amount}"),
            &format!("{{\"amount\": {amount}}}"),
            422,
            invalid("amount", "P0602", message),
        );
    }
    // What is believed to be left is read leniently: what is no number is nothing.
    for believed in [
        "null",
        "\"x\"",
        "{}",
        "[]",
        "true",
        "0",
        "14499",
        "\"14499\"",
    ] {
        row(
            format!("refund_amount_available is {believed}"),
            &format!("{{\"amount\": 1, \"refund_amount_available\": {believed}}}"),
            412,
            error("P0604", "Refund amount available mismatch."),
        );
    }
    row(
        "more than is left".to_owned(),
        "{\"amount\": 14501}",
        400,
        not_available("amount_not_available"),
    );
    row(
        "more than is left, and a wrong belief: the belief is told".to_owned(),
        "{\"amount\": 14501, \"refund_amount_available\": 1}",
        412,
        error("P0604", "Refund amount available mismatch."),
    );
    let theirs = post(
        &target,
        &json!({ "amount": 1, "refund_amount_available": 1 }),
    );
    rows.push(Row::new(
        "another account's payment",
        &world.stranger.api,
        theirs,
        404,
        error("P0600", "Not found"),
    ));
    Area {
        name: "create refund, as sent",
        rows,
    }
}

/// A payment that is given back in two parts, and looked at in between.
async fn in_turn(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let target = format!("/v1/payments/{payment}/refunds");
    let refund = |amount: i64| {
        json!({
            "refund_id": "<id>",
            "created_date": "<instant>",
            "amount": amount,
            "status": "success",
            "_links": links(),
        })
    };
    let seen = |amount: i64| {
        let mut seen = refund(amount);
        seen["settlement_summary"] = json!({});
        seen
    };
    let list = |refunds: Vec<Value>| {
        json!({
            "payment_id": "<id>",
            "_links": {
                "self": { "href": "<here>/v1/payments/<id>/refunds", "method": "GET" },
                "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
            },
            "_embedded": { "refunds": refunds },
        })
    };
    let api = &world.api;
    let first = json!({ "amount": 500, "refund_amount_available": 14_500 });
    let second = json!({ "amount": 14_000, "refund_amount_available": "14000" });
    let rows = vec![
        Row::new("a part", api, post(&target, &first), 202, refund(500)).header("location", None),
        Row::new(
            "one refund is listed",
            api,
            get(&target),
            200,
            list(vec![seen(500)]),
        ),
        Row::new(
            "the belief from before is wrong now",
            api,
            post(&target, &first),
            412,
            error("P0604", "Refund amount available mismatch."),
        ),
        Row::new(
            "more than the rest",
            api,
            post(&target, &json!({ "amount": 14_001 })),
            400,
            not_available("amount_not_available"),
        ),
        Row::new("the rest", api, post(&target, &second), 202, refund(14_000)),
        Row::new(
            "refunds are listed oldest first",
            api,
            get(&target),
            200,
            list(vec![seen(500), seen(14_000)]),
        ),
        Row::new(
            "nothing is left",
            api,
            post(&target, &json!({ "amount": 1 })),
            400,
            not_available("full"),
        ),
    ];
    Area {
        name: "create refund, in turn",
        rows,
    }
}

async fn disputed(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let dispute = format!("/sandbox/api/payments/{payment}/disputes");
    let answer = world
        .server
        .without_key()
        .post(&dispute, &json!({ "reason": "fraudulent" }))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let target = format!("/v1/payments/{payment}/refunds");
    let body = json!({ "amount": 1, "refund_amount_available": 7 });
    let rows = vec![Row::new(
        "a disputed payment",
        &world.api,
        post(&target, &body),
        400,
        error("P0603", "The payment is disputed and cannot be refunded"),
    )];
    Area {
        name: "create refund, disputed",
        rows,
    }
}

fn not_available(status: &str) -> Value {
    let words = "The payment is not available for refund. Payment refund status:";
    error("P0603", format!("{words} {status}"))
}

fn links() -> Value {
    json!({
        "self": { "href": "<here>/v1/payments/<id>/refunds/<id>", "method": "GET" },
        "payment": { "href": "<here>/v1/payments/<id>", "method": "GET" },
    })
}
