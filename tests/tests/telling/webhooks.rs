//! Webhooks arrive: every event, in order, signed, and as often as the schedule says.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};
use system_tests::harness::receiver::{Received, Receiver};
use system_tests::harness::walk::DECLINED_CARD;
use system_tests::harness::{Server, Walk};
use wiremock::ResponseTemplate;

use crate::emails;
use crate::endpoints::{ALL_EVENTS, register, secrets};
use crate::signatures;

/// Longer than an unfinished payment lives.
const EXPIRY: Duration = Duration::from_secs(2 * 60 * 60);
/// How long what is due may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);

system_tests::on_every_database!(
    every_event_arrives_in_order_and_signed,
    what_failed_is_sent_again_by_the_schedule,
    a_gone_endpoint_is_disabled,
    a_rotated_secret_signs_beside_its_successor,
    nothing_is_sent_to_a_metadata_service,
);

async fn every_event_arrives_in_order_and_signed(server: Server) {
    let receiver = Receiver::start().await;
    let mut staff = server.staff().await;
    let all = register(&server, &mut staff, &receiver.url("/all"), &ALL_EVENTS).await;
    let only = ["card_payment_refunded"];
    register(&server, &mut staff, &receiver.url("/refunds"), &only).await;

    let refunded = Walk::to_the_end(&server, json!({ "amount": 2_000 })).await;
    receiver.expect("/all", 2).await;
    let refund = json!({ "amount": 500, "refund_amount_available": 2_000 });
    refunded.api.refund(&refunded.payment.id, refund).await;
    let mut declined = Walk::begin(&server).await;
    declined.submit_card(DECLINED_CARD).await;
    let delayed = Walk::to_the_end(&server, json!({ "delayed_capture": true })).await;
    delayed.api.capture(&delayed.payment.id).await;
    let cancelled = server.api().create(json!({})).await;
    server.api().cancel(&cancelled.id).await;
    let expired = server.api().create(json!({})).await;
    receiver.expect("/all", 7).await;
    pass(&server, EXPIRY).await;

    let all_told = |received: &[Received]| different(received).len() >= 8;
    let received = receiver.expect_until("/all", all_told).await;
    assert_eq!(
        by_payment(&received),
        BTreeMap::from([
            (
                refunded.payment.id.clone(),
                vec![
                    "card_payment_succeeded".to_owned(),
                    "card_payment_captured".to_owned(),
                    "card_payment_refunded".to_owned(),
                ],
            ),
            (
                declined.payment.id.clone(),
                vec!["card_payment_failed".to_owned()],
            ),
            (
                delayed.payment.id.clone(),
                vec![
                    "card_payment_succeeded".to_owned(),
                    "card_payment_captured".to_owned(),
                ],
            ),
            (cancelled.id.clone(), vec!["card_payment_failed".to_owned()]),
            (expired.id.clone(), vec!["card_payment_expired".to_owned()]),
        ])
    );
    let refunds = receiver.expect("/refunds", 1).await;
    assert_eq!(different(&refunds).len(), 1);
    assert_eq!(refunds[0].json()["resource_id"], refunded.payment.id);
    signatures::check(&received, &all.secret, &all.standard_secret).await;
    for message in &received {
        has_the_form(message);
    }
    shows_what_the_api_shows(&server, &refunds[0]).await;
}

async fn what_failed_is_sent_again_by_the_schedule(server: Server) {
    let receiver = Receiver::start().await;
    receiver
        .answers("/hook", 2, ResponseTemplate::new(503))
        .await;
    let mut staff = server.staff().await;
    let endpoint = register(&server, &mut staff, &receiver.url("/hook"), &ALL_EVENTS).await;

    let walk = Walk::to_the_end(&server, json!({})).await;
    let first = receiver.expect("/hook", 2).await;
    assert_eq!(
        events(&first),
        ["card_payment_succeeded", "card_payment_captured"]
    );

    pass(&server, MINUTE).await;

    let all = receiver.expect("/hook", 4).await;
    let mut again: Vec<&str> = all[2..].iter().map(|m| m.header("webhook-id")).collect();
    let mut before: Vec<&str> = all[..2].iter().map(|m| m.header("webhook-id")).collect();
    again.sort_unstable();
    before.sort_unstable();
    assert_eq!(again, before);
    let page = staff.page(&endpoint.page).await;
    assert!(page.html().contains(&walk.payment.id), "{}", page.html());
    signatures::check(&all, &endpoint.secret, &endpoint.standard_secret).await;
}

async fn a_gone_endpoint_is_disabled(server: Server) {
    let receiver = Receiver::start().await;
    receiver
        .answers("/hook", 1, ResponseTemplate::new(410))
        .await;
    let mut staff = server.staff().await;
    let events = ["card_payment_captured"];
    let endpoint = register(&server, &mut staff, &receiver.url("/hook"), &events).await;

    Walk::to_the_end(&server, json!({})).await;
    receiver.expect("/hook", 1).await;
    pass(&server, MINUTE).await;
    Walk::to_the_end(&server, json!({})).await;
    pass(&server, MINUTE).await;

    assert_eq!(receiver.received("/hook").await.len(), 1);
    let page = staff.page(&endpoint.page).await;
    assert!(page.html().contains("Disabled"), "{}", page.html());
    let outbox = emails::all(&server).await.to_string();
    assert!(outbox.contains("Told by a test"), "{outbox}");
}

async fn a_rotated_secret_signs_beside_its_successor(server: Server) {
    let receiver = Receiver::start().await;
    let mut staff = server.staff().await;
    let events = ["card_payment_captured"];
    let endpoint = register(&server, &mut staff, &receiver.url("/hook"), &events).await;

    let form = staff.page(&format!("{}/rotate", endpoint.page)).await;
    let form = form.form("rotate-form");
    staff.press(&form, "continue").await.page();
    let (secret, standard_secret) = secrets(&mut staff, &endpoint.page).await;
    assert_ne!(secret, endpoint.secret);
    Walk::to_the_end(&server, json!({})).await;
    let received = receiver.expect("/hook", 1).await;

    signatures::check(&received, &secret, &standard_secret).await;
    let signatures = received[0].header("webhook-signature");
    assert_eq!(signatures.split(' ').count(), 2, "{signatures}");
    pass(&server, 25 * 60 * MINUTE).await;
    Walk::to_the_end(&server, json!({})).await;
    let received = receiver.expect("/hook", 2).await;
    let signatures = received[1].header("webhook-signature");
    assert_eq!(signatures.split(' ').count(), 1, "{signatures}");
}

async fn nothing_is_sent_to_a_metadata_service(server: Server) {
    let mut staff = server.staff().await;
    let events = ["card_payment_succeeded"];
    for url in ["http://169.254.169.254/latest", "http://0xa9fea9fe/latest"] {
        let endpoint = register(&server, &mut staff, url, &events).await;
        let form = staff.page(&format!("{}/test-event", endpoint.page)).await;
        let form = form.form("test-form").with("event", events[0]);
        staff.press(&form, "continue").await;
        pass(&server, Duration::from_secs(1)).await;

        let page = staff.page(&endpoint.page).await;
        let href = page.attribute("#deliveries tbody a", "href").unwrap();
        let delivery = staff.page(&href).await;
        let said = delivery.html();
        assert!(said.contains("nothing is sent to"), "{said}");
    }
}

/// Lets time pass once nothing is under way: what is would seem to have lost its lease, and
/// would be sent again.
async fn pass(server: &Server, by: Duration) {
    let at_rest = async {
        while server.application().backlog().await.unwrap().due > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, at_rest).await;
    waited.expect("the work that is due to be done");
    server.advance(by).await;
}

/// Each message once.
fn different(received: &[Received]) -> Vec<&Received> {
    let mut seen = BTreeSet::new();
    let first = |message: &&Received| seen.insert(message.header("webhook-id").to_owned());
    received.iter().filter(first).collect()
}

/// The events of each payment, in the order in which they first arrived.
fn by_payment(received: &[Received]) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for message in different(received) {
        let body = message.json();
        let word = |name: &str| body[name].as_str().unwrap().to_owned();
        told.entry(word("resource_id"))
            .or_default()
            .push(word("event_type"));
    }
    told
}

fn events(received: &[Received]) -> Vec<String> {
    received
        .iter()
        .map(|message| message.json()["event_type"].as_str().unwrap().to_owned())
        .collect()
}

fn has_the_form(message: &Received) {
    let body = message.json();
    assert_eq!(message.header("content-type"), "application/json");
    assert_eq!(body["webhook_message_id"], message.header("webhook-id"));
    assert_eq!(body["api_version"], 1);
    assert!(
        body["resource_type"]
            .as_str()
            .unwrap()
            .eq_ignore_ascii_case("payment")
    );
    assert_eq!(body["resource"]["payment_id"], body["resource_id"]);
    for left_out in ["_links", "provider_id", "authorisation_mode"] {
        assert_eq!(body["resource"].get(left_out), None, "{left_out}");
    }
}

/// Whether a message about a payment that rests shows what the API shows.
async fn shows_what_the_api_shows(server: &Server, message: &Received) {
    let body = message.json();
    let id = body["resource_id"].as_str().unwrap();
    let shown = server.api().payment(id).await.json();
    for member in [
        "amount",
        "reference",
        "refund_summary",
        "card_details",
        "state",
    ] {
        let of = |value: &Value| value[member].clone();
        assert_eq!(of(&body["resource"]), of(&shown), "{member}");
    }
}
