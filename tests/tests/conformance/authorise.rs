//! `POST /v1/auth`: the token, the card, and which mistake is told first.

use serde_json::{Value, json};
use system_tests::client::ApiClient;

use crate::row::{Area, Row, Tally, error, get, invalid, missing, post};
use crate::world::World;

const AUTH: &str = "/v1/auth";
const NOBODYS: &str = "2d0ea3b1-5dd3-4ad6-8bb5-6a9ab4d2c7a0";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(as_sent(world)).await;
    tally.run(told(world).await).await;
}

fn good(token: &str) -> Value {
    json!({
        "one_time_token": token,
        "card_number": "4242424242424242",
        "cvc": "123",
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    })
}

fn with(member: &str, value: Value) -> Value {
    let mut body = good(NOBODYS);
    body[member] = value;
    body
}

fn as_sent(world: &World) -> Area {
    let nobody = world.server.without_key();
    let mut rows = Vec::new();
    let mut row = |rule: String, body: Value, expected: Value| {
        let sent = post(AUTH, &body);
        rows.push(Row::new(rule, &nobody, sent, 422, expected));
    };
    for member in [
        "one_time_token",
        "card_number",
        "cvc",
        "expiry_date",
        "cardholder_name",
    ] {
        let mut without = good(NOBODYS);
        without.as_object_mut().unwrap().remove(member);
        row(
            format!("{member} is absent"),
            without,
            missing(member, "P0101"),
        );
        row(
            format!("{member} is null"),
            with(member, json!(null)),
            missing(member, "P0101"),
        );
        row(
            format!("{member} is a number"),
            with(member, json!(7)),
            invalid(member, "P0102", "Must be of type String"),
        );
    }
    for member in ["one_time_token", "cardholder_name"] {
        row(
            format!("{member} is blank"),
            with(member, json!("  ")),
            missing(member, "P0101"),
        );
    }
    for wrong in ["42424242424", "42424242424242424242"] {
        row(
            format!("a card number of {} digits", wrong.len()),
            with("card_number", json!(wrong)),
            invalid(
                "card_number",
                "P0102",
                "Must be between 12 and 19 characters long",
            ),
        );
    }
    for wrong in ["12", "12345"] {
        row(
            format!("a security code of {} digits", wrong.len()),
            with("cvc", json!(wrong)),
            invalid("cvc", "P0102", "Must be between 3 and 4 characters long"),
        );
    }
    for wrong in ["1/39", "11/2039", "1139"] {
        row(
            format!("an expiry date of {wrong}"),
            with("expiry_date", json!(wrong)),
            invalid(
                "expiry_date",
                "P0102",
                "Must be a valid date with the format MM/YY",
            ),
        );
    }
    row(
        "a name of 256 characters".to_owned(),
        with("cardholder_name", json!("x".repeat(256))),
        invalid(
            "cardholder_name",
            "P0102",
            "Must be less than or equal to 255 characters long",
        ),
    );
    // What only the card itself tells comes without the field's name.
    for (member, value, message) in [
        (
            "card_number",
            "4242424242424241",
            "Must be a valid card number",
        ),
        ("cvc", "12a", "Must contain numbers only"),
        (
            "expiry_date",
            "13/39",
            "Must be a valid date with the format MM/YY",
        ),
        (
            "expiry_date",
            "aa/bb",
            "Must be a valid date with the format MM/YY",
        ),
        ("expiry_date", "01/20", "Must be a valid date in the future"),
    ] {
        row(
            format!("{member} is {value}"),
            with(member, json!(value)),
            error(
                "P0102",
                format!("Invalid attribute value: {member}. {message}"),
            ),
        );
    }
    Area {
        name: "authorise payment, as sent",
        rows,
    }
}

async fn told(world: &World) -> Area {
    let nobody = world.server.without_key();
    let web = world.created(json!({})).await.token;
    let not_valid = || error("P1211", "The one_time_token is not valid");
    let used = || error("P1212", "The one_time_token has already been used");
    let mut rows = vec![
        Row::new(
            "a token that is none",
            &nobody,
            post(AUTH, &good("x")),
            400,
            not_valid(),
        ),
        Row::new(
            "nobody's token",
            &nobody,
            post(AUTH, &good(NOBODYS)),
            400,
            not_valid(),
        ),
        Row::new(
            "a web payment's token",
            &nobody,
            post(AUTH, &good(&web)),
            400,
            error("P1211", "The one_time_token is not a valid moto api token"),
        ),
    ];
    for (rule, client, number, status, body, state) in [
        (
            "a card that is authorised",
            &world.api,
            "4242424242424242",
            204,
            Value::Null,
            json!({ "status": "success", "finished": true }),
        ),
        (
            "a card that is declined",
            &world.api,
            "4000000000000002",
            402,
            error("P0010", "The payment was rejected"),
            rejected(),
        ),
        (
            "a card of no known brand",
            &world.api,
            "9999999999999995",
            402,
            error("P0010", "The card_number is not a valid card number"),
            rejected(),
        ),
        (
            "a prepaid card",
            &world.choosy.api,
            "4000160000000004",
            402,
            error("P0010", "Prepaid cards are not accepted"),
            rejected(),
        ),
        (
            "a card type that is not accepted",
            &world.api,
            "6759649826438453",
            402,
            error("P0010", "The card type is not enabled: maestro debit"),
            rejected(),
        ),
        (
            "a card at which the PSP fails",
            &world.api,
            "4000000000000119",
            500,
            error("P0050", "There was an error authorising the payment"),
            json!({
                "status": "error",
                "finished": true,
                "message": "Payment provider returned an error",
                "code": "P0050",
            }),
        ),
    ] {
        let (id, token) = moto(client).await;
        let mut sent = good(&token);
        sent["card_number"] = json!(number);
        rows.push(Row::new(rule, &nobody, post(AUTH, &sent), status, body));
        rows.push(Row::new(
            format!("{rule}, once more"),
            &nobody,
            post(AUTH, &sent),
            400,
            used(),
        ));
        let events = json!([
            event(json!({ "status": "created", "finished": false })),
            event(json!({ "status": "started", "finished": false })),
            event(state.clone()),
        ]);
        if !events_have_more(number) {
            continue;
        }
        rows.push(Row::new(
            format!("{rule}: the payment's events"),
            client,
            get(format!("/v1/payments/{id}/events")),
            200,
            json!({
                "payment_id": "<id>",
                "events": events,
                "_links": { "self": { "href": "<here>/v1/payments/<id>/events", "method": "GET" } },
            }),
        ));
    }
    Area {
        name: "authorise payment, told",
        rows,
    }
}

/// Cards that reached the PSP and were not authorised there: created, started, over.
fn events_have_more(number: &str) -> bool {
    ["4000000000000002", "4000000000000119"].contains(&number)
}

fn event(state: Value) -> Value {
    json!({
        "payment_id": "<id>",
        "state": state,
        "updated": "<instant>",
        "_links": { "payment_url": { "href": "<here>/v1/payments/<id>", "method": "GET" } },
    })
}

fn rejected() -> Value {
    json!({
        "status": "failed",
        "finished": true,
        "message": "Payment method rejected",
        "code": "P0010",
    })
}

/// A payment whose card its service sends, and its token.
async fn moto(client: &ApiClient) -> (String, String) {
    let body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "authorisation_mode": "moto_api",
    });
    let made = client.post("/v1/payments", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let text = |pointer: &str| made.at(pointer).as_str().unwrap().to_owned();
    (
        text("/payment_id"),
        text("/_links/auth_url_post/params/one_time_token"),
    )
}
