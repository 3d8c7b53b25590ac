//! The request as it is sent, and what is believed to be left.

use serde_json::{Value, json};

use super::not_available;
use crate::row::{Area, Row, blocked, error, invalid, missing, post, post_text};
use crate::world::World;

const NUMBER: &str = "Must be a valid numeric format";

pub(super) async fn area(world: &World) -> Area {
    let payment = world.captured(json!({})).await;
    let target = format!("/v1/payments/{payment}/refunds");
    let mut rows = Vec::new();
    let mut row = |rule: String, body: &str, status: u16, expected: Value| {
        let sent = post_text(&target, body);
        rows.push(Row::new(rule, &world.api, sent, status, expected));
    };
    row("the body is empty".to_owned(), "", 400, blocked());
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
