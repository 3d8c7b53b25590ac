//! What services send of cards, rightly and wrongly.

use std::time::Duration;

use memory::{Behaviour, Call, MemoryPsp};
use serde_json::{Value, json};
use system_tests::client::exchange::{Answer, Sent};
use system_tests::harness::{Server, Walk};

use crate::canary::{AMEX, AMEX_CODE, CODE, DECLINED, FAILING, GOOD, MISTYPED, NOT_TAKEN, UNKNOWN};
use crate::walks::Shown;

const AUTH: &str = "/v1/auth";
const REPORT: &str = "/v1/payment_notification";
/// A card number as people write it.
const SPACED: &str = "4444 3333 2222 1111";
/// The same as other people write it.
const DASHED: &str = "4444-3333-2222-1111";

/// Every way in for a card that is not a page.
pub(crate) async fn all(server: &Server, shown: &mut Shown) {
    for number in [GOOD, AMEX, DECLINED, FAILING, NOT_TAKEN, UNKNOWN, MISTYPED] {
        send(server, &filled(number), shown).await;
    }
    in_wrong_members(server, shown).await;
    with_wrong_tokens(server, shown).await;
    in_no_shape(server, shown).await;
    in_reports(server, shown).await;
    as_references(server, shown).await;
    kept_for_later(server, shown).await;
}

/// A card, without its token.
fn filled(number: &str) -> Value {
    let code = if number == AMEX { AMEX_CODE } else { CODE };
    json!({
        "card_number": number,
        "cvc": code,
        "expiry_date": "11/39",
        "cardholder_name": "Ade Okafor",
    })
}

fn with(mut body: Value, member: &str, value: &str) -> Value {
    body[member] = json!(value);
    body
}

/// A payment whose card is sent, as the API shows it.
async fn by_api(server: &Server) -> Answer {
    let body = json!({
        "amount": 1_000,
        "reference": "LETTER",
        "description": "A licence by letter",
        "authorisation_mode": "moto_api",
    });
    let created = server.api().post("/v1/payments", &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    created
}

fn token(created: &Answer) -> Value {
    created.at("/_links/auth_url_post/params/one_time_token")
}

/// Sends a card for a new payment, and looks at the payment afterwards.
async fn send(server: &Server, card: &Value, shown: &mut Shown) -> u16 {
    let created = by_api(server).await;
    let mut body = card.clone();
    if body["one_time_token"].is_null() {
        body["one_time_token"] = token(&created);
    }
    let answer = server.without_key().post(AUTH, &body).await;
    shown.answer("auth", &answer);
    let id = created.at("/payment_id");
    let target = format!("/v1/payments/{}", id.as_str().unwrap());
    for target in [target.clone(), format!("{target}/events")] {
        shown.answer("payment", &server.api().get(&target).await);
    }
    answer.status
}

async fn in_wrong_members(server: &Server, shown: &mut Shown) {
    for number in [GOOD, SPACED, DASHED] {
        for member in ["cardholder_name", "cvc", "expiry_date", "one_time_token"] {
            let card = with(filled(DECLINED), member, number);
            let status = send(server, &card, shown).await;
            assert!(matches!(status, 400 | 422), "{member} took a card number");
        }
    }
    for (member, value) in [
        ("card_number", CODE),
        ("card_number", CODE),
        ("card_number", SPACED),
        ("expiry_date", CODE),
        ("one_time_token", CODE),
        ("cardholder_name", CODE),
    ] {
        let card = with(filled(DECLINED), member, value);
        let status = send(server, &card, shown).await;
        assert!(matches!(status, 400 | 422), "{member} took {value}");
    }
}

async fn with_wrong_tokens(server: &Server, shown: &mut Shown) {
    let nobody = server.without_key();
    let web = Walk::begin(server).await;
    let used = by_api(server).await;
    let used = token(&used).as_str().unwrap().to_owned();
    let unknown = "2d0ea3b1-5dd3-4ad6-8bb5-6a9ab4d2c7a0".to_owned();
    for token in [used.clone(), used, web.payment.token, unknown] {
        let body = with(filled(GOOD), "one_time_token", &token);
        shown.answer("auth", &nobody.post(AUTH, &body).await);
    }
}

async fn in_no_shape(server: &Server, shown: &mut Shown) {
    let nobody = server.without_key();
    for text in [
        format!("{{\"card_number\": \"{GOOD}\", \"cvc\": \"{CODE}\""),
        format!("{{\"card_number\": {GOOD}, \"cvc\": {CODE}}}"),
        format!("[\"{GOOD}\", \"{CODE}\"]"),
        format!("\"{GOOD}\""),
        format!("card_number={GOOD}&cvc={CODE}"),
    ] {
        shown.answer("auth", &nobody.post_text(AUTH, &text).await);
        let keyed = server.api();
        shown.answer("report", &keyed.post_text(REPORT, &text).await);
    }
    let asked = format!("{AUTH}?card_number={GOOD}&cvc={CODE}");
    for method in ["GET", "POST"] {
        let sent = Sent::new(method, &asked);
        shown.answer("auth", &nobody.send_unchecked(sent).await);
    }
}

fn report(provider_id: &str) -> Value {
    json!({
        "amount": 1_000,
        "reference": "CALL",
        "description": "A licence by telephone",
        "processor_id": "processor",
        "provider_id": provider_id,
        "payment_outcome": { "status": "success" },
        "card_type": "visa",
        "name_on_card": "Ade Okafor",
        "card_expiry": "11/39",
        "first_six_digits": "444433",
        "last_four_digits": "1111",
    })
}

/// Reports have room for the ends of a card number, and for nothing between.
async fn in_reports(server: &Server, shown: &mut Shown) {
    let api = server.api();
    for (place, number) in [GOOD, SPACED, DASHED].into_iter().enumerate() {
        for member in [
            "name_on_card",
            "card_expiry",
            "card_type",
            "first_six_digits",
            "last_four_digits",
            "created_date",
            "authorised_date",
            "payment_outcome",
            "amount",
        ] {
            let body = with(report("call-wrong"), member, number);
            let answer = api.post(REPORT, &body).await;
            assert_eq!(answer.status, 422, "{member} took a card number");
            shown.answer("report", &answer);
        }
        let name = with(report("call-wrong"), "name_on_card", CODE);
        assert_eq!(api.post(REPORT, &name).await.status, 422);
        let mut unknown = report(&format!("call-{place}"));
        unknown["card_number"] = json!(number);
        unknown["cvc"] = json!(CODE);
        let answer = api.post(REPORT, &unknown).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        shown.answer("report", &answer);
    }
}

/// What somebody typed into a form of the service's.
async fn as_references(server: &Server, shown: &mut Shown) {
    for number in [GOOD, SPACED, DASHED] {
        for source in ["CARD_PAYMENT_LINK", "CARD_AGENT_INITIATED_MOTO"] {
            let body = json!({
                "amount": 1_000,
                "reference": number,
                "description": "A licence",
                "return_url": "https://licences.example.org/done",
                "internal": { "source": source },
            });
            let answer = server.api().post("/v1/payments", &body).await;
            assert_eq!(answer.at("/code"), "P0105", "{}", answer.text());
            shown.answer("reference", &answer);
        }
    }
}

/// A card that the PSP keeps, and a payment on it.
async fn kept_for_later(server: &Server, shown: &mut Shown) {
    let api = server.api();
    let agreement = json!({ "reference": "SUB", "description": "A subscription" });
    let agreement = api.post("/v1/agreements", &agreement).await;
    let id = agreement.at("/agreement_id");
    let mut walk = Walk::begin_with(server, json!({ "set_up_agreement": id })).await;
    walk.submit_card(GOOD).await;
    walk.confirm().await;
    let body = json!({
        "amount": 1_000,
        "reference": "MONTH",
        "description": "A month",
        "authorisation_mode": "agreement",
        "agreement_id": id,
    });
    let taken = api.post("/v1/payments", &body).await;
    assert_eq!(taken.status, 201, "{}", taken.text());
    server.advance(Duration::from_secs(60)).await;

    let agreement = format!("/v1/agreements/{}", id.as_str().unwrap());
    for target in [agreement.as_str(), "/v1/agreements", "/v1/payments"] {
        shown.answer("search", &api.get(target).await);
    }
}

/// Cards that are sent while the PSP does not work.
pub(crate) async fn with_mishaps(server: &Server, psp: &MemoryPsp, shown: &mut Shown) {
    for behaviour in [
        Behaviour::LoseAnswer,
        Behaviour::LoseRequest,
        Behaviour::NotSend,
        Behaviour::Refuse,
        Behaviour::Fail,
    ] {
        psp.next(Call::Authorise, behaviour);
        let status = send(server, &filled(GOOD), shown).await;
        assert!(matches!(status, 402 | 500), "{behaviour:?}: {status}");
        server.advance(Duration::from_secs(10)).await;
    }
}
