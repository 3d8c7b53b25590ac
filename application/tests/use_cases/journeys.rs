//! From asking for a payment to its end.

use application::checkout::submit_card::SubmitCardError;
use application::payments::events::PublicOutcome;
use application::payments::get::GetPaymentError;
use application::searching::SearchError;
use domain::payment::{RefundAvailability, Status};
use domain::ports::queries::{PaymentSearch, Sheet};
use memory::{Behaviour, Call};

use crate::scene::{DECLINED, FAILING, GOOD, NOT_TAKEN, Scene};

#[tokio::test]
async fn a_payment_is_paid() {
    let scene = Scene::new().await;

    let user = scene.paid().await;

    let payment = scene.payment(&user).await;
    assert_eq!(payment.status(), Status::Success);
    assert_eq!(payment.refund_availability(), RefundAvailability::Available);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    scene.settle().await;
    assert_eq!(scene.status(&user).await, Status::Success);
}

#[tokio::test]
async fn its_events_are_told_in_order_and_once() {
    let scene = Scene::new().await;
    let user = scene.paid().await;

    let id = user.payment.as_str();
    let told = scene.application.payment_events(&scene.service, id).await;

    let outcomes: Vec<_> = told
        .unwrap()
        .events
        .into_iter()
        .map(|e| e.outcome)
        .collect();
    let expected = [
        Status::Created,
        Status::Started,
        Status::Submitted,
        Status::Success,
    ];
    assert_eq!(outcomes, expected.map(PublicOutcome::Payment));
}

#[tokio::test]
async fn a_card_ends_a_payment_as_the_bank_says() {
    for (number, status, books) in [
        (DECLINED, Status::Declined, "declined"),
        (FAILING, Status::Error, "failed"),
    ] {
        let scene = Scene::new().await;
        let user = scene.started(false).await;

        scene.submit(&user, number).await.unwrap();

        assert_eq!(scene.status(&user).await, status);
        scene.settle().await;
        assert_eq!(scene.status(&user).await, status);
        assert_eq!(scene.books(&user), [books]);
    }
}

#[tokio::test]
async fn a_card_that_was_never_sent_is_an_error_and_moves_nothing() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::NotSend);

    scene.submit(&user, GOOD).await.unwrap();

    assert_eq!(scene.status(&user).await, Status::Error);
    scene.settle().await;
    assert!(scene.books(&user).is_empty());
}

#[tokio::test]
async fn a_card_that_the_account_does_not_take_leaves_room_for_another() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;

    let refused = scene.submit(&user, NOT_TAKEN).await;

    assert!(matches!(refused, Err(SubmitCardError::NotAccepted(_))));
    assert!(scene.payment(&user).await.card.is_none());
    scene.submit(&user, GOOD).await.unwrap();
    assert_eq!(scene.status(&user).await, Status::Submitted);
}

#[tokio::test]
async fn only_the_first_card_counts() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;

    let second = scene.submit(&user, GOOD).await;

    assert!(matches!(second, Err(SubmitCardError::WrongState)));
    assert_eq!(scene.books(&user), ["authorised"]);
}

#[tokio::test]
async fn a_card_submitted_while_another_is_asked_about_is_refused() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    let first = tokio::spawn({
        let (scene, user) = (scene.shared(), user.clone());
        async move { scene.submit(&user, GOOD).await }
    });
    scene.until_stalled().await;

    let second = scene.submit(&user, GOOD).await;
    scene.world.psp.release();

    assert!(matches!(second, Err(SubmitCardError::WrongState)));
    first.await.unwrap().unwrap();
    assert_eq!(scene.status(&user).await, Status::Submitted);
    assert_eq!(scene.books(&user), ["authorised"]);
}

#[tokio::test]
async fn starting_twice_starts_once() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;

    scene.application.start_payment(&user).await.unwrap();
    let again = scene.application.start_payment(&user).await.unwrap();

    assert_eq!(again.payment.status(), Status::Started);
    assert_eq!(again.payment.events, 2);
}

#[tokio::test]
async fn another_account_sees_nothing() {
    let scene = Scene::new().await;
    let user = scene.created(false).await;
    let stranger = Scene::over(scene.world.clone()).await.service;

    let seen = scene
        .application
        .get_payment(&stranger, user.payment.as_str());

    assert!(matches!(seen.await, Err(GetPaymentError::NotFound)));
}

#[tokio::test]
async fn a_search_has_an_end() {
    let scene = Scene::new().await;
    scene.created(false).await;
    let page = |page, reference: &str| PaymentSearch {
        reference: Some(reference.to_owned()),
        sheet: Sheet {
            page,
            display_size: 1,
        },
        ..PaymentSearch::default()
    };
    let search = async |wanted| {
        scene
            .application
            .search_payments(&scene.service, &wanted)
            .await
    };

    assert_eq!(search(page(1, "lic-1")).await.unwrap().total, 1);
    assert!(matches!(
        search(page(2, "lic-1")).await,
        Err(SearchError::NoSuchPage)
    ));
    assert_eq!(search(page(9, "other")).await.unwrap().total, 0);
}
