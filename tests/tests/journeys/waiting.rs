//! When the provider is slow, silent or says no late: pages that wait, and a PSP
//! that was told to go wrong.

use std::time::Duration;

use domain::PaymentId;
use memory::{Behaviour, Call};
use serde_json::json;
use system_tests::client::exchange::Sent;
use system_tests::harness::{Server, Walk};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_bank_is_waited_for() {
    let (server, psp) = Server::with_scripted_psp().await;
    psp.next(Call::Authorise, Behaviour::Stall);
    let mut walk = Walk::begin(&server).await;

    walk.submit_card("4242424242424242").await;

    assert_eq!(walk.page.url.path(), walk.address("/auth_waiting"));
    assert!(walk.page.has("#spinner[alt=waiting]"));
    assert!(
        walk.page.has("noscript meta[http-equiv=refresh]")
            || walk
                .page
                .html()
                .contains("<noscript><meta http-equiv=\"refresh\"")
    );
    assert_eq!(walk.status().await, "started");
    let card_page = walk.look("").await.page();
    assert_eq!(
        card_page.link("confirm-link").path(),
        walk.address("/auth_waiting")
    );

    psp.release();
    let mut page = walk.look("/auth_waiting").await.page();
    for _ in 0..100 {
        if page.title() == "Confirm your payment" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        page = walk.look("/auth_waiting").await.page();
    }
    assert_eq!(page.title(), "Confirm your payment");
    assert_eq!(psp.count(Call::Authorise), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_authorisation_without_an_answer_is_asked_about() {
    let (server, psp) = Server::with_scripted_psp().await;
    psp.next(Call::Authorise, Behaviour::LoseAnswer);
    let mut walk = Walk::begin(&server).await;

    walk.submit_card("4242424242424242").await;
    assert_eq!(walk.page.url.path(), walk.address("/auth_waiting"));
    assert_eq!(
        walk.status().await,
        "started",
        "nobody knows, so nothing is said"
    );

    server.advance(5 * MINUTE).await;
    let page = walk.look("/auth_waiting").await.page();
    assert_eq!(page.title(), "Confirm your payment");
    assert_eq!(psp.count(Call::Authorise), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_capture_does_not_keep_the_paying_user() {
    let (server, psp) = Server::with_scripted_psp().await;
    psp.next(Call::Capture, Behaviour::Stall);
    let mut walk = Walk::to_confirm(&server, json!({})).await;
    let form = walk.page.form("confirmation");

    let away = walk.visitor.press(&form, "confirm").await.away();
    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
    assert_eq!(walk.status().await, "success");
    let page = walk.look("").await.page();
    assert_eq!(page.url.path(), walk.address("/capture_waiting"));
    assert!(page.has("#spinner"));
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(payment.at("/refund_summary/status"), "pending");

    psp.release();
    for _ in 0..100 {
        let page = walk.look("/capture_waiting").await.page();
        if page.has(".successful") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the capture was never finished");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_capture_that_is_refused_for_good_is_an_error() {
    let (server, psp) = Server::with_scripted_psp().await;
    psp.usually(Call::Capture, Behaviour::Refuse);
    let mut walk = Walk::to_confirm(&server, json!({})).await;
    walk.confirm().await;

    for _ in 0..60 {
        server.advance(120 * MINUTE).await;
        if walk.status().await == "error" {
            break;
        }
    }

    let state = walk.state().await;
    assert_eq!(
        (&state["status"], &state["code"]),
        (&json!("error"), &json!("P0050"))
    );
    // Nobody stays that long. Who does, may still look.
    let session = server
        .application()
        .seal_session(&PaymentId::parse(&walk.payment.id).unwrap());
    let answer = Sent::new("GET", &walk.address(""))
        .header("cookie", &format!("payment_{}={session}", walk.payment.id))
        .to(server.address())
        .await;
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("capture-failure"));
    assert!(answer.text().contains("id=\"return-url\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_that_the_provider_refuses_gives_the_money_back_to_refund() {
    let (server, psp) = Server::with_scripted_psp().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    psp.next(Call::Refund, Behaviour::Refuse);

    let refused = walk
        .api
        .refund(&walk.payment.id, json!({ "amount": 500 }))
        .await;

    assert_eq!((refused.status, refused.at("/code")), (500, json!("P0698")));
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(payment.at("/refund_summary/amount_available"), 14_500);
    let list = walk
        .api
        .get(&format!("/v1/payments/{}/refunds", walk.payment.id))
        .await;
    assert_eq!(list.at("/_embedded/refunds/0/status"), "error");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_that_takes_its_time_is_submitted_first() {
    let (server, psp) = Server::with_scripted_psp().await;
    let walk = Walk::to_the_end(&server, json!({})).await;
    psp.next(Call::Refund, Behaviour::Defer);

    let refund = walk
        .api
        .refund(&walk.payment.id, json!({ "amount": 500 }))
        .await;

    assert_eq!(
        (refund.status, refund.at("/status")),
        (202, json!("submitted"))
    );
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(payment.at("/refund_summary/amount_available"), 14_000);
    assert_eq!(payment.at("/refund_summary/amount_submitted"), 500);
}
