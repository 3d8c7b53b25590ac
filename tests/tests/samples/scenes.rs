//! What each sample needs before it runs, and what must be true afterwards.

use std::time::Duration;

use application::sandbox::disputes::OpenDispute;
use domain::dispute::DisputeReason;
use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};

use crate::busy::Busy;
use crate::sample::Sample;

/// Runs a sample in its scene.
///
/// # Panics
///
/// When it does not do what it says, or has no scene.
pub(crate) async fn play(sample: &Sample) {
    let server = Server::on_sqlite().await;
    match sample.name.as_str() {
        "agreement" => agreement(sample, &server).await,
        "cancel-payment" => cancel_payment(sample, &server).await,
        "capture-payment" => capture_payment(sample, &server).await,
        "create-payment" => create_payment(sample, &server).await,
        "disputes" => disputes(sample, &server).await,
        "errors" => errors(sample, &server).await,
        "events" => events(sample, &server).await,
        "get-payment" => get_payment(sample, &server).await,
        "idempotency" => idempotency(sample, &server).await,
        "moto-api" => moto_api(sample, &server).await,
        "rate-limit-retry" => rate_limit_retry(sample, &server).await,
        "recurring-payment" => recurring_payment(sample, &server).await,
        "refund-payment" => refund_payment(sample, &server).await,
        "search-payments" => search_payments(sample, &server).await,
        "search-refunds" => search_refunds(sample, &server).await,
        "telephone-payment" => telephone_payment(sample, &server).await,
        _ => panic!("{sample} needs a scene in tests/tests/samples/scenes.rs"),
    }
    server.stop().await;
}

async fn create_payment(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let payment = only_payment(server).await;
    assert_eq!(payment["reference"], "PERMIT-0417");
    says(&said, &[text(&payment, "/payment_id"), "/secure/"]);
}

async fn get_payment(sample: &Sample, server: &Server) {
    let id = server.api().create(json!({ "amount": 2_601 })).await.id;

    let said = sample.run(server, &[("PAYMENT_ID", &id)]).await;

    says(&said, &["2601", "created"]);
}

async fn search_payments(sample: &Sample, server: &Server) {
    let api = server.api();
    let mut wanted = Vec::new();
    for _ in 0..51 {
        let payment = api.create(json!({ "reference": "PERMIT-0417" })).await;
        wanted.push(payment.id);
    }
    let other = api.create(json!({ "reference": "PERMIT-0418" })).await.id;

    let said = sample.run(server, &[]).await;

    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    says(&said, &wanted);
    assert!(!said.contains(&other), "{said}");
}

async fn cancel_payment(sample: &Sample, server: &Server) {
    let id = server.api().create(json!({})).await.id;

    let said = sample.run(server, &[("PAYMENT_ID", &id)]).await;

    says(&said, &["cancelled"]);
    assert_eq!(server.api().state(&id).await["status"], "cancelled");
}

async fn capture_payment(sample: &Sample, server: &Server) {
    let walk = Walk::to_the_end(server, json!({ "delayed_capture": true })).await;
    assert_eq!(walk.status().await, "capturable");

    let said = sample
        .run(server, &[("PAYMENT_ID", &walk.payment.id)])
        .await;

    says(&said, &["captured"]);
    assert_eq!(walk.status().await, "success");
}

async fn refund_payment(sample: &Sample, server: &Server) {
    let walk = Walk::to_the_end(server, json!({})).await;

    let said = sample
        .run(server, &[("PAYMENT_ID", &walk.payment.id)])
        .await;

    let refunds = format!("/v1/payments/{}/refunds", walk.payment.id);
    let refunds = walk.api.get(&refunds).await.at("/_embedded/refunds");
    assert_eq!(refunds.as_array().map(Vec::len), Some(1), "{refunds}");
    assert_eq!(refunds[0]["amount"], 600);
    says(&said, &[text(&refunds, "/0/refund_id"), "success"]);
}

async fn events(sample: &Sample, server: &Server) {
    let walk = Walk::to_the_end(server, json!({})).await;

    let said = sample
        .run(server, &[("PAYMENT_ID", &walk.payment.id)])
        .await;

    let history = walk.history().await;
    let history: Vec<&str> = history.iter().map(String::as_str).collect();
    says(&said, &history);
}

async fn idempotency(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let payment = only_payment(server).await;
    let id = text(&payment, "/payment_id");
    says(&said, &["201", "200", id]);
    // A whole payment names its id in its links as well.
    let lines = said.lines().filter(|line| line.contains(id)).count();
    assert_eq!(lines, 2, "{said}");
}

async fn errors(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let description = "Invalid attribute value: amount. Must be less than or equal to 10000000";
    says(&said, &["422", "P0102", "amount", description]);
    assert_eq!(server.api().get("/v1/payments").await.at("/total"), 0);
}

async fn rate_limit_retry(sample: &Sample, server: &Server) {
    let id = server.api().create(json!({})).await.id;
    let busy = Busy::before(server.address(), 2).await;

    let said = sample
        .run_at(&busy.origin, server.key(), &[("PAYMENT_ID", &id)])
        .await;

    says(&said, &["created"]);
    assert!(!said.contains("P0900"), "{said}");
    assert_eq!(busy.asked(), 3, "it is not asked more often than needed");
}

async fn agreement(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let found = server.api().get("/v1/agreements").await;
    assert_eq!(found.at("/total"), 1, "{}", found.text());
    let agreement = found.at("/results/0");
    assert_eq!(agreement["status"], "created");
    let id = text(&agreement, "/agreement_id");
    says(&said, &[id, "/secure/"]);

    let payment = only_payment(server).await;
    let payment = server.api().payment(text(&payment, "/payment_id")).await;
    assert_eq!(payment.at("/agreement_id"), id);
}

async fn recurring_payment(sample: &Sample, server: &Server) {
    let agreement = active_agreement(server).await;

    let said = sample.run(server, &[("AGREEMENT_ID", &agreement)]).await;

    server.advance(Duration::from_secs(1)).await;
    let found = server.api().get("/v1/payments?reference=PERMIT-0417").await;
    assert_eq!(found.at("/total"), 1, "{}", found.text());
    let payment = found.at("/results/0");
    assert_eq!(payment["authorisation_mode"], "agreement");
    assert_eq!(payment["state"]["status"], "success");
    says(&said, &[text(&payment, "/payment_id"), "created"]);
}

async fn moto_api(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let payment = only_payment(server).await;
    assert_eq!(payment["authorisation_mode"], "moto_api");
    assert_eq!(payment["state"]["status"], "success");
    says(&said, &[text(&payment, "/payment_id"), "authorised"]);
}

async fn telephone_payment(sample: &Sample, server: &Server) {
    let said = sample.run(server, &[]).await;

    let payment = only_payment(server).await;
    assert_eq!(payment["authorisation_mode"], "external");
    says(&said, &[text(&payment, "/payment_id"), "success"]);
}

async fn disputes(sample: &Sample, server: &Server) {
    let walk = Walk::to_the_end(server, json!({})).await;
    dispute(server, &walk.payment.id).await;

    let said = sample.run(server, &[]).await;

    let found = server.api().get("/v1/disputes").await;
    assert_eq!(found.at("/total"), 1, "{}", found.text());
    let dispute = found.at("/results/0");
    let id = text(&dispute, "/dispute_id");
    says(&said, &[id, &walk.payment.id, "14500"]);
}

async fn search_refunds(sample: &Sample, server: &Server) {
    let walk = Walk::to_the_end(server, json!({})).await;
    let body = json!({ "amount": 601 });
    let refund = walk.api.refund(&walk.payment.id, body).await;

    let said = sample.run(server, &[]).await;

    let refund = refund.json();
    let id = text(&refund, "/refund_id");
    says(&said, &[id, &walk.payment.id, "601"]);
}

/// An agreement whose set-up payment was paid.
async fn active_agreement(server: &Server) -> String {
    let body = json!({ "reference": "PERMIT-0416", "description": "Every month" });
    let made = server.api().post("/v1/agreements", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.at("/agreement_id").as_str().unwrap().to_owned();
    Walk::to_the_end(server, json!({ "set_up_agreement": id })).await;
    let agreement = server.api().get(&format!("/v1/agreements/{id}")).await;
    assert_eq!(agreement.at("/status"), "active");
    id
}

/// The bank takes a payment's money back.
async fn dispute(server: &Server, payment: &str) {
    let command = OpenDispute {
        payment: payment.to_owned(),
        reason: DisputeReason::Fraudulent,
        amount: None,
    };
    server.application().open_dispute(command).await.unwrap();
}

/// The payment that is there, when it is the only one.
async fn only_payment(server: &Server) -> Value {
    let found = server.api().get("/v1/payments").await;
    assert_eq!(found.at("/total"), 1, "{}", found.text());
    found.at("/results/0")
}

/// A text within JSON.
fn text<'a>(json: &'a Value, pointer: &str) -> &'a str {
    let member = json.pointer(pointer).and_then(Value::as_str);
    member.unwrap_or_else(|| panic!("no {pointer} in {json}"))
}

/// Every one of these words was printed.
fn says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "it does not say {word}:\n{said}");
    }
}
