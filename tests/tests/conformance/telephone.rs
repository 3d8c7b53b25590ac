//! `POST /v1/payment_notification`: what another system says of a payment that was
//! taken by telephone, and what is seen of it afterwards.

use serde_json::{Value, json};

use crate::row::{Area, Row, Tally, blocked, error, get, invalid, missing, post, post_text};
use crate::shown::{merged, payment, refund_summary, state};
use crate::world::World;

const NOTIFY: &str = "/v1/payment_notification";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent(world)).await;
    tally.run(taken(world).await).await;
}

fn good() -> Value {
    json!({
        "amount": 4_200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "processor_id": "ivr-1",
        "provider_id": "0093",
        "payment_outcome": { "status": "success" },
    })
}

fn with(extra: Value) -> Value {
    merged(good(), extra)
}

fn without(member: &str) -> Value {
    merged(good(), json!({ member: null }))
}

/// The same with a member that is null, which [`merged`] would leave out.
fn with_null(member: &str) -> Value {
    let mut body = good();
    body[member] = Value::Null;
    body
}

fn as_sent(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, expected: Value| {
        rows.push(Row::new(
            rule,
            &world.api,
            post(NOTIFY, &body),
            422,
            expected,
        ));
    };
    let needed = [
        "amount",
        "reference",
        "description",
        "processor_id",
        "provider_id",
        "payment_outcome",
    ];
    for member in needed {
        let expected = || missing(member, "P0101");
        row(format!("{member} is absent"), without(member), expected());
        row(format!("{member} is null"), with_null(member), expected());
    }
    for wrong in [
        json!("1"),
        json!(1.5),
        json!(true),
        json!(2_147_483_648_i64),
    ] {
        row(
            format!("amount is {wrong}"),
            with(json!({ "amount": wrong })),
            invalid("amount", "P0102", "Must be a valid numeric format"),
        );
    }
    for member in [
        "reference",
        "description",
        "processor_id",
        "provider_id",
        "created_date",
        "authorised_date",
        "auth_code",
        "name_on_card",
        "email_address",
        "telephone_number",
        "card_type",
        "card_expiry",
        "last_four_digits",
        "first_six_digits",
    ] {
        row(
            format!("{member} is no text"),
            with(json!({ member: 7 })),
            invalid(member, "P0102", "Must be of type String"),
        );
    }
    for (amount, message) in [
        (-1, "Must be greater than or equal to 1"),
        (10_000_001, "Must be less than or equal to 10000000"),
    ] {
        row(
            format!("amount is {amount}"),
            with(json!({ "amount": amount })),
            invalid("amount", "P0102", message),
        );
    }
    for member in ["reference", "description"] {
        row(
            format!("{member} has 256 characters"),
            with(json!({ member: "x".repeat(256) })),
            invalid(
                member,
                "P0102",
                "Must be less than or equal to 255 characters length",
            ),
        );
    }
    for member in ["created_date", "authorised_date"] {
        let message = format!("Field [{member}] must be a valid ISO-8601 time and date format");
        for wrong in ["2026-03-02", "2026-03-02T10:41:00", "yesterday"] {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                invalid(member, "P0102", &message),
            );
        }
    }
    for wrong in [
        json!({}),
        json!({ "status": "paid" }),
        json!({ "status": "failed" }),
        json!({ "status": "failed", "code": "P0020" }),
        json!({ "status": "failed", "code": "P0040" }),
        json!({ "status": "success", "code": "P0010" }),
    ] {
        row(
            format!("payment_outcome is {wrong}"),
            with(json!({ "payment_outcome": wrong })),
            invalid(
                "payment_outcome",
                "P0102",
                "Field [payment_outcome] must include a valid status and error code",
            ),
        );
    }
    for (member, wrong, message) in [
        (
            "card_type",
            &["discover", "Visa", "unionpay"][..],
            "Field [card_type] must be either master-card, visa, maestro, diners-club, american-express or jcb",
        ),
        (
            "card_expiry",
            &["13/29", "1/29", "11/2029", "1129"],
            "Field [card_expiry] must have valid MM/YY",
        ),
        (
            "last_four_digits",
            &["042", "42424", "42x2"],
            "Field [last_four_digits] must be exactly 4 digits",
        ),
        (
            "first_six_digits",
            &["42424", "4242424", "42424x"],
            "Field [first_six_digits] must be exactly 6 digits",
        ),
    ] {
        for wrong in wrong {
            row(
                format!("{member} is {wrong}"),
                with(json!({ member: wrong })),
                invalid(member, "P0102", message),
            );
        }
    }
    for (text, expected) in [
        ("", blocked()),
        ("{", error("P0197", "Unable to parse JSON")),
        ("[]", error("P0197", "Unable to parse JSON")),
        ("null", error("P0197", "Unable to parse JSON")),
    ] {
        let rule = format!("the body is {text:?}");
        rows.push(Row::new(
            rule,
            &world.api,
            post_text(NOTIFY, text),
            400,
            expected,
        ));
    }
    rows.push(Row::new(
        "telephone payments are not permitted",
        &world.plain.api,
        post(NOTIFY, &good()),
        403,
        error(
            "P0930",
            "Access to this resource is not enabled for this account. Contact support with your error code - https://www.payments.service.gov.uk/support/ .",
        ),
    ));
    Area {
        name: "telephone payment, as sent",
        rows,
    }
}

/// Everything that can be said of a payment.
fn everything() -> Value {
    with(json!({
        "reference": "CALL <7> | a",
        "description": "Bulky > waste",
        "provider_id": "0094",
        "created_date": "2026-03-02T10:41:00+01:00",
        "authorised_date": "2026-03-02T09:41:02.500Z",
        "auth_code": "A71C09",
        "name_on_card": "Ade Okafor",
        "email_address": "ade.okafor@example.org",
        "telephone_number": "+44 20 7946 0018",
        "card_type": "master-card",
        "card_expiry": "11/39",
        "last_four_digits": "0042",
        "first_six_digits": "510510",
    }))
}

async fn taken(world: &World) -> Area {
    let answered = |sent: Value, name: &str| {
        merged(sent, json!({ "payment_id": "<id>", "state": state(name) }))
    };
    let api = &world.api;
    let whole = merged(
        answered(everything(), "success"),
        json!({ "created_date": "<instant>", "authorised_date": "<instant>" }),
    );
    let mut rows = vec![
        Row::new(
            "the least",
            api,
            post(NOTIFY, &good()),
            201,
            answered(good(), "success"),
        ),
        Row::new(
            "a known provider_id",
            api,
            post(NOTIFY, &good()),
            200,
            answered(good(), "success"),
        ),
        Row::new(
            "a known provider_id, whatever else is said",
            api,
            post(NOTIFY, &with(json!({ "amount": 7, "reference": "CALL-2" }))),
            200,
            answered(good(), "success"),
        ),
        Row::new(
            "the same provider_id in another account",
            &world.stranger.api,
            post(NOTIFY, &good()),
            201,
            answered(good(), "success"),
        ),
        Row::new("everything", api, post(NOTIFY, &everything()), 201, whole)
            .named("2026-03-02T09:41:00.000Z", "<instant>")
            .header("content-type", Some("application/json")),
    ];
    for (code, name) in [
        ("P0010", "declined"),
        ("P0030", "error"),
        ("P0050", "error"),
    ] {
        let body = with(json!({
            "provider_id": code,
            "payment_outcome": {
                "status": "failed",
                "code": code,
                "supplemental": { "error_code": "51", "error_message": "Not enough money" },
            },
        }));
        let expected = answered(body.clone(), name);
        rows.push(Row::new(
            format!("a failure of {code}"),
            api,
            post(NOTIFY, &body),
            201,
            expected,
        ));
    }
    rows.extend(seen(world).await);
    Area {
        name: "telephone payment, taken",
        rows,
    }
}

/// What `getPayment` says of one that was taken, and of one that failed.
async fn seen(world: &World) -> Vec<Row> {
    let report = async |body: Value| {
        let answer = world.api.post(NOTIFY, &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.at("/payment_id");
        format!("/v1/payments/{}", id.as_str().unwrap())
    };
    let whole = report(merged(everything(), json!({ "provider_id": "0095" }))).await;
    let failed = report(with(json!({
        "provider_id": "0096",
        "payment_outcome": { "status": "failed", "code": "P0010" },
    })))
    .await;
    let shown = payment(json!({
        "amount": 4_200,
        "reference": "CALL <7> | a",
        "description": "Bulky > waste",
        "email": "ade.okafor@example.org",
        "state": state("success"),
        "refund_summary": refund_summary("pending", 4_200),
        "settlement_summary": { "capture_submit_time": "<instant>" },
        "card_details": {
            "last_digits_card_number": "0042",
            "first_digits_card_number": "510510",
            "cardholder_name": "Ade Okafor",
            "expiry_date": "11/39",
            "billing_address": null,
            "card_brand": "Mastercard",
            "card_type": null,
            "wallet_type": null,
        },
        "moto": true,
        "provider_id": "0095",
        "authorisation_mode": "external",
        "card_brand": "Mastercard",
    }));
    let shown_failed = payment(json!({
        "amount": 4_200,
        "reference": "CALL-1",
        "description": "Bulky waste",
        "state": state("declined"),
        "refund_summary": refund_summary("unavailable", 4_200),
        "moto": true,
        "provider_id": "0096",
        "authorisation_mode": "external",
    }));
    let events = crate::states::events(&["created", "success"]);
    let api = &world.api;
    vec![
        Row::new("one that was taken", api, get(&whole), 200, shown),
        Row::new(
            "its events",
            api,
            get(format!("{whole}/events")),
            200,
            events,
        ),
        Row::new("one that failed", api, get(&failed), 200, shown_failed),
    ]
}
