//! The ways in which a payment ends other than by being paid at once.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::client::Page;
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

on_every_database!(
    the_service_cancels_at_every_stage,
    the_paying_user_cancels_on_the_card_page,
    the_paying_user_cancels_on_the_confirm_page,
    leaving_an_unfinished_payment_cancels_it,
    a_payment_expires_ninety_minutes_after_it_was_created,
    a_delayed_capture_waits_for_the_service,
    a_delayed_capture_expires_after_five_days,
);

async fn the_service_cancels_at_every_stage(server: Server) {
    let cancelled = json!({
        "status": "cancelled",
        "finished": true,
        "code": "P0040",
        "message": "Payment was cancelled by the service",
    });

    let fresh = server.api().create(json!({})).await;
    assert_eq!(server.api().cancel(&fresh.id).await.status, 204);
    assert_eq!(server.api().state(&fresh.id).await, cancelled);
    assert_eq!(
        server.api().history(&fresh.id).await,
        ["created", "cancelled"]
    );

    let started = Walk::begin(&server).await;
    let submitted = Walk::to_confirm(&server, json!({})).await;
    let capturable = Walk::to_the_end(&server, json!({ "delayed_capture": true })).await;
    for (mut walk, expected) in [
        (started, "started"),
        (submitted, "submitted"),
        (capturable, "capturable"),
    ] {
        assert_eq!(walk.status().await, expected);

        let answer = walk.api.cancel(&walk.payment.id).await;

        assert_eq!(answer.status, 204);
        assert_eq!(walk.state().await, cancelled, "{expected}");
        let again = walk.api.cancel(&walk.payment.id).await;
        assert_eq!((again.status, again.at("/code")), (400, json!("P0501")));
        let page = walk.look("").await.page();
        assert_eq!(page.status(), 200);
        assert!(page.has(".system-cancel"), "{expected}");
        let payment = walk.api.payment(&walk.payment.id).await;
        assert_eq!(payment.at("/refund_summary/status"), "unavailable");
        assert_eq!(payment.at("/_links/cancel"), Value::Null);
    }
}

async fn the_paying_user_cancels_on_the_card_page(server: Server) {
    let mut walk = Walk::begin(&server).await;
    walk.cancel().await;
    was_cancelled_by_paying_user(walk, &["created", "started", "failed"]).await;
}

async fn the_paying_user_cancels_on_the_confirm_page(server: Server) {
    let mut walk = Walk::to_confirm(&server, json!({})).await;
    walk.cancel().await;
    let history = ["created", "started", "submitted", "failed"];
    was_cancelled_by_paying_user(walk, &history).await;
}

async fn leaving_an_unfinished_payment_cancels_it(server: Server) {
    let mut walk = Walk::to_confirm(&server, json!({})).await;
    let return_address = format!("/return/{}", walk.payment.id);

    let page = walk.visitor.page(&return_address).await;
    assert!(page.has("#confirm-link"), "a link changes nothing");
    assert_eq!(walk.status().await, "submitted");

    let form = page.form_at(&format!("form[action='{return_address}']"));
    let away = walk.visitor.press(&form, "return-url").await.away();
    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
    assert_eq!(walk.state().await["code"], "P0030");
}

async fn was_cancelled_by_paying_user(mut walk: Walk, history: &[&str]) {
    assert_eq!(walk.page.status(), 200);
    assert!(walk.page.has(".user-cancel"));
    assert_eq!(
        walk.state().await,
        json!({
            "status": "failed",
            "finished": true,
            "code": "P0030",
            "message": "Payment was cancelled by the user",
        })
    );
    assert_eq!(walk.history().await, history);

    let away = walk.visitor.follow(&walk.page, "return-url").await.away();

    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
}

async fn a_payment_expires_ninety_minutes_after_it_was_created(server: Server) {
    let created = server.api().create(json!({})).await;
    let started = Walk::begin(&server).await;
    let submitted = Walk::to_confirm(&server, json!({})).await;

    server.advance(88 * MINUTE).await;
    assert_eq!(server.api().state(&created.id).await["status"], "created");
    assert_eq!(started.status().await, "started");
    assert_eq!(submitted.status().await, "submitted");

    server.advance(3 * MINUTE).await;
    assert_eq!(server.api().state(&created.id).await, expired());
    assert_eq!(
        submitted.history().await,
        ["created", "started", "submitted", "failed"]
    );
    for mut walk in [started, submitted] {
        assert_eq!(walk.state().await, expired());
        let page = walk.look("").await.page();
        is_the_expired_page(&page);
        let away = walk.visitor.follow(&page, "return-url").await.away();
        assert_eq!(
            away.as_str(),
            "https://licences.example.org/applications/2291"
        );
    }

    let mut late = server.visitor();
    is_the_expired_page(&late.page(&created.next_url).await);
}

async fn a_delayed_capture_waits_for_the_service(server: Server) {
    let mut walk = Walk::to_confirm(&server, json!({ "delayed_capture": true })).await;
    let refused = walk.api.capture(&walk.payment.id).await;
    assert_eq!(
        (refused.status, refused.at("/code")),
        (409, json!("P1003")),
        "not confirmed yet"
    );

    let away = walk.confirm().await;

    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(
        payment.at("/state"),
        json!({ "status": "capturable", "finished": false })
    );
    assert_eq!(payment.at("/refund_summary/status"), "unavailable");
    assert_eq!(payment.at("/_links/next_url"), Value::Null);
    assert_eq!(payment.at("/_links/capture/method"), "POST");
    let page = walk.look("").await.page();
    assert!(page.has(".successful"), "the paying user is done");

    for _ in 0..2 {
        assert_eq!(walk.api.capture(&walk.payment.id).await.status, 204);
    }

    let payment = walk.api.payment(&walk.payment.id).await;
    assert_eq!(
        payment.at("/state"),
        json!({ "status": "success", "finished": true })
    );
    assert_eq!(payment.at("/refund_summary/status"), "available");
    assert_eq!(payment.at("/_links/capture"), Value::Null);
    assert_eq!(
        walk.history().await,
        ["created", "started", "submitted", "capturable", "success"]
    );
}

async fn a_delayed_capture_expires_after_five_days(server: Server) {
    let walk = Walk::to_the_end(&server, json!({ "delayed_capture": true })).await;

    server.advance(119 * HOUR + 58 * MINUTE).await;
    assert_eq!(walk.status().await, "capturable");

    server.advance(3 * MINUTE).await;
    assert_eq!(walk.state().await, expired());
    let refused = walk.api.capture(&walk.payment.id).await;
    assert_eq!((refused.status, refused.at("/code")), (409, json!("P1003")));
    assert_eq!(
        walk.history().await,
        ["created", "started", "submitted", "capturable", "failed"]
    );
}

fn expired() -> Value {
    json!({
        "status": "failed",
        "finished": true,
        "code": "P0020",
        "message": "Payment expired",
    })
}

fn is_the_expired_page(page: &Page) {
    assert_eq!(page.status(), 200, "{}", page.html());
    assert!(page.has(".session-expired"));
    assert!(page.has("#return-url"), "there is a way back");
}
