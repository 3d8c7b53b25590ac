//! One payment, and many who want something of it.

use std::time::Duration;

use serde_json::{Value, json};
use system_tests::client::Landing;
use system_tests::harness::Walk;
use system_tests::harness::cards::with_card;
use system_tests::harness::walk::GOOD_CARD;

use crate::ground::{Ground, all};

async fn fifty_submits_of_one_form_authorise_once(ground: Ground) {
    let walk = Walk::begin(&ground.server).await;
    let form = with_card(walk.page.form("card-details"), GOOD_CARD);

    let presses = (0..50).map(|_| {
        let (mut visitor, form) = (walk.visitor.clone(), form.clone());
        async move { visitor.press(&form, "submit-card-details").await.page() }
    });
    let pages = all(presses).await;

    for page in pages {
        assert_eq!(page.status(), 200, "{}", page.title());
    }
    assert_eq!(walk.status().await, "submitted");
    let books = ground.books(&walk.payment.id).await;
    assert_eq!((books.authorised, books.refused), (1, 0));
}

async fn a_hundred_refunds_never_exceed_their_payment(ground: Ground) {
    let walk = Walk::to_the_end(&ground.server, json!({ "amount": 5_000 })).await;
    let id = walk.payment.id.clone();

    let refunds = (0..100).map(|_| {
        let (api, id) = (walk.api.clone(), id.clone());
        async move { api.refund(&id, json!({ "amount": 90 })).await }
    });
    let answers = all(refunds).await;

    let promised = answers.iter().filter(|answer| answer.status == 202).count();
    for answer in &answers {
        assert!(
            matches!(answer.status, 202 | 400 | 412),
            "{}",
            answer.text()
        );
        if answer.status == 202 {
            assert_eq!(answer.at("/status"), "success");
        }
    }
    let books = ground.books(&id).await;
    let given_back: i64 = books.refunded.iter().sum();
    assert!(promised > 0 && given_back <= 5_000, "{given_back}");
    assert_eq!(books.refunded, vec![90; promised]);
    let payment = walk.api.payment(&id).await;
    assert_eq!(
        payment.at("/refund_summary/amount_available"),
        5_000 - given_back
    );
}

async fn a_hundred_guarded_refunds_are_one(ground: Ground) {
    let walk = Walk::to_the_end(&ground.server, json!({ "amount": 5_000 })).await;
    let id = walk.payment.id.clone();

    let body = json!({ "amount": 10, "refund_amount_available": 5_000 });
    let refunds = (0..100).map(|_| {
        let (api, id, body) = (walk.api.clone(), id.clone(), body.clone());
        async move { api.refund(&id, body).await.status }
    });
    let mut statuses = all(refunds).await;

    statuses.sort_unstable();
    assert_eq!(statuses[0], 202);
    let others = &statuses[1..];
    assert!(others.iter().all(|status| *status == 412), "{others:?}");
    assert_eq!(ground.books(&id).await.refunded, [10]);
}

async fn a_link_opened_by_fifty_admits_one(ground: Ground) {
    let payment = ground.server.api().create(json!({})).await;

    let arrivals = (0..50).map(|_| {
        let (mut visitor, link) = (ground.server.visitor(), payment.next_url.clone());
        async move { visitor.page(&link).await }
    });
    let pages = all(arrivals).await;

    let admitted = pages.iter().filter(|page| page.has("form#card-details"));
    assert_eq!(admitted.count(), 1);
}

async fn of_capture_and_cancel_one_wins(ground: Ground) {
    for _ in 0..10 {
        let id = ground.capturable().await;
        let api = ground.server.api();

        let (capture, cancel) = tokio::join!(api.capture(&id), api.cancel(&id));

        let books = ground.books(&id).await;
        let moved = (books.captured, books.cancelled);
        match (capture.status, cancel.status) {
            (204, 400 | 409) => assert_eq!(moved, (1, 0)),
            (400 | 409, 204) => assert_eq!(moved, (0, 1)),
            both => panic!("capture and cancel were answered {both:?}"),
        }
    }
}

async fn a_cancellation_beside_an_authorisation_leaves_no_money_held(ground: Ground) {
    let mut cancelled_so_often = 0;
    for round in 0..10 {
        let walk = Walk::begin(&ground.server).await;
        let form = with_card(walk.page.form("card-details"), GOOD_CARD);
        let mut visitor = walk.visitor.clone();

        let (_, cancel) = tokio::join!(visitor.press(&form, "submit-card-details"), async {
            tokio::time::sleep(Duration::from_millis(round)).await;
            walk.api.cancel(&walk.payment.id).await
        });
        ground.server.advance(Duration::from_secs(120)).await;

        let books = ground.books(&walk.payment.id).await;
        match cancel.status {
            204 => {
                cancelled_so_often += 1;
                assert_eq!(walk.status().await, "cancelled");
                assert!(!books.hold_money(), "{books:?}");
            }
            400 | 409 => assert_eq!(walk.status().await, "submitted"),
            other => panic!("cancel was answered {other}"),
        }
        assert!(!books.repeat_themselves(), "{books:?}");
    }
    assert!(cancelled_so_often > 0);
}

async fn a_confirmation_beside_a_cancellation_is_one_or_the_other(ground: Ground) {
    for _ in 0..10 {
        let walk = Walk::to_confirm(&ground.server, json!({})).await;
        let (confirm, cancel) = (walk.page.form("confirmation"), walk.page.form("cancel"));
        let (mut first, mut second) = (walk.visitor.clone(), walk.visitor.clone());

        let _: (Landing, Landing) = tokio::join!(
            first.press(&confirm, "confirm"),
            second.press(&cancel, "cancel-payment")
        );

        let books = ground.books(&walk.payment.id).await;
        match walk.status().await.as_str() {
            "success" => assert_eq!((books.captured, books.cancelled), (1, 0)),
            "failed" => assert_eq!((books.captured, books.cancelled), (0, 1)),
            other => panic!("the payment is {other}"),
        }
    }
}

async fn a_revoked_key_dies_at_once(ground: Ground) {
    let account = ground.server.another_account("Revoked").await;
    let payment = account.api.create(json!({})).await;
    let target = format!("/v1/payments/{}", payment.id);
    let look = |_| {
        let (api, target) = (account.api.clone(), target.clone());
        async move { api.get(&target).await.status }
    };
    assert_eq!(all((0..20).map(look)).await, vec![200; 20]);

    let revoked = ground.server.application().revoke_key(&account.key_id);
    revoked.await.unwrap();

    assert_eq!(all((0..20).map(look)).await, vec![401; 20]);
}

async fn payments_created_at_once_are_all_there(ground: Ground) {
    let api = ground.server.api();
    let creates = (0..50).map(|number| {
        let api = api.clone();
        let reference: Value = format!("AT-ONCE-{number}").into();
        async move { api.create(json!({ "reference": reference })).await.id }
    });

    let mut ids = all(creates).await;

    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 50);
    let found = api.get("/v1/payments?display_size=500").await;
    assert_eq!(found.at("/total"), 50);
}

on_both_databases!(
    fifty_submits_of_one_form_authorise_once,
    a_hundred_refunds_never_exceed_their_payment,
    a_hundred_guarded_refunds_are_one,
    a_link_opened_by_fifty_admits_one,
    of_capture_and_cancel_one_wins,
    a_cancellation_beside_an_authorisation_leaves_no_money_held,
    a_confirmation_beside_a_cancellation_is_one_or_the_other,
    a_revoked_key_dies_at_once,
    payments_created_at_once_are_all_there,
);
