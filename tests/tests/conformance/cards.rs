//! The sandbox's card numbers: what each one is, and what becomes of a payment.

use serde_json::{Value, json};

use crate::modes::unattended_request;
use crate::row::{Area, Row, Tally, error, get, post};
use crate::shown::{captured, links, merged, payment, refund_summary, sent_card, state};
use crate::world::World;

/// What becomes of a payment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Paid,
    Declined,
    NotTaken,
    Failed,
}

use End::{Declined, Failed, NotTaken, Paid};

const CARDS: [(&str, &str, Option<&str>, End); 25] = [
    ("4444333322221111", "Visa", Some("credit"), Paid),
    ("4242424242424242", "Visa", Some("credit"), Paid),
    ("4000056655665556", "Visa", Some("debit"), Paid),
    ("5105105105105100", "Mastercard", Some("debit"), Paid),
    ("5200828282828210", "Mastercard", Some("debit"), Paid),
    ("371449635398431", "American Express", Some("credit"), Paid),
    ("3566002020360505", "Jcb", Some("credit"), Paid),
    ("6011000990139424", "Discover", Some("credit"), Paid),
    ("36148900647913", "Diners Club", Some("credit"), Paid),
    ("6759649826438453", "Maestro", Some("debit"), NotTaken),
    ("4000000000000002", "Visa", None, Declined),
    ("4000000000000127", "Visa", None, Declined),
    ("4000000000000069", "Visa", None, Declined),
    ("4000000000000119", "Visa", None, Failed),
    ("4917610000000000003", "Visa", Some("debit"), Paid),
    ("222100000000000", "Mastercard", Some("credit"), Paid),
    ("4000000000000010", "Visa", None, Paid),
    ("4000160000000004", "Visa", Some("debit"), Paid),
    ("4000020000000000", "Visa", None, Paid),
    ("4988080000000000", "Visa", Some("debit"), Paid),
    ("4111111111111111", "Visa", Some("credit"), Paid),
    ("4293189100000008", "Visa", Some("credit"), Paid),
    ("5101180000000007", "Mastercard", Some("credit"), Paid),
    ("4131840000000003", "Visa", Some("debit"), Paid),
    ("4000180000000002", "Visa", Some("debit"), Paid),
];

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(area(world).await).await;
}

async fn area(world: &World) -> Area {
    let nobody = world.server.without_key();
    let mut rows = Vec::new();
    for (number, brand, card_type, end) in CARDS {
        let body = unattended_request("moto_api", json!({}));
        let made = world.api.post("/v1/payments", &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let card = json!({
            "one_time_token": made.at("/_links/auth_url_post/params/one_time_token"),
            "card_number": number,
            "cvc": if number.starts_with("37") { "1234" } else { "123" },
            "expiry_date": "11/39",
            "cardholder_name": "Ade Okafor",
        });
        let (status, answer) = match end {
            Paid => (204, Value::Null),
            Declined => (402, error("P0010", "The payment was rejected")),
            NotTaken => (
                402,
                error("P0010", "The card type is not enabled: maestro debit"),
            ),
            Failed => (
                500,
                error("P0050", "There was an error authorising the payment"),
            ),
        };
        rows.push(Row::new(
            number,
            &nobody,
            post("/v1/auth", &card),
            status,
            answer,
        ));
        let id = made.at("/payment_id");
        let at = format!("/v1/payments/{}", id.as_str().unwrap());
        let shown = looks(number, brand, card_type, end);
        rows.push(Row::new(
            format!("{number}, afterwards"),
            &world.api,
            get(at),
            200,
            shown,
        ));
    }
    Area {
        name: "sandbox cards",
        rows,
    }
}

fn looks(number: &str, brand: &str, card_type: Option<&str>, end: End) -> Value {
    let shown = payment(json!({
        "moto": true,
        "authorisation_mode": "moto_api",
        "card_details": sent_card(number, brand, card_type),
        "card_brand": brand,
        "refund_summary": refund_summary("unavailable", 14_500),
        "_links": links(&[]),
    }));
    let end = match end {
        Paid => json!({
            "state": state("success"),
            "refund_summary": refund_summary("available", 14_500),
            "settlement_summary": captured(),
            "provider_id": "<uuid>",
        }),
        Declined | NotTaken => json!({ "state": state("declined") }),
        Failed => json!({ "state": state("error") }),
    };
    merged(shown, end)
}
