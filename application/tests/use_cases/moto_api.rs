//! Payments whose card the service sends, of somebody on the telephone or in a letter.

use std::time::Duration;

use application::checkout::confirm::ConfirmError;
use application::checkout::open::OpenLinkError;
use application::payments::authorise::AuthorisePaymentError as Refusal;
use domain::card::product::NotAccepted;
use domain::card::{CardDetails, Expiry};
use domain::payment::state::DeclineReason;
use domain::payment::{AuthorisationMode, PaymentState, Status};
use domain::work::LEASE;
use memory::{Behaviour, Call};

use crate::scene::{DECLINED, FAILING, GOOD, NOT_TAKEN, Scene, card, hours, minutes, new_payment};

#[tokio::test]
async fn a_card_that_is_sent_pays() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    scene.send_card(&token, GOOD).await.unwrap();

    let payment = scene.payment(&user).await;
    assert_eq!(payment.status(), Status::Success);
    assert!(payment.moto && payment.mode == AuthorisationMode::MotoApi);
    assert_eq!(
        payment.card.clone().unwrap().last_four.as_deref(),
        Some("4242")
    );
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
    scene.settle().await;
}

#[tokio::test]
async fn a_delayed_capture_waits_for_the_service() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(true).await;

    scene.send_card(&token, GOOD).await.unwrap();
    let authorised = scene.status(&user).await;
    let id = user.payment.as_str();
    let capture = scene.application.capture_payment(&scene.service, id).await;
    scene.perform(capture.unwrap()).await;

    assert_eq!(authorised, Status::Capturable);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn a_service_that_disappears_after_sending_is_not_needed() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let work = scene
        .application
        .authorise_payment(&token, card(GOOD))
        .await;
    assert!(work.unwrap().is_some());
    let before = scene.books(&user);
    scene.pass(LEASE).await;

    assert_eq!(before, ["authorised"]);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn a_token_is_good_once() {
    for (number, succeeds) in [(GOOD, true), (DECLINED, false), (NOT_TAKEN, false)] {
        let scene = Scene::new().await;
        let (user, token) = scene.by_api(false).await;

        let first = scene.send_card(&token, number).await;
        let second = scene.send_card(&token, GOOD).await;

        assert_eq!(first.is_ok(), succeeds);
        assert!(matches!(second, Err(Refusal::TokenUsed)), "{second:?}");
        assert!(scene.books(&user).len() <= 2);
    }
}

#[tokio::test]
async fn of_fifty_sends_of_one_token_one_counts() {
    let scene = Scene::new().await.shared();
    let (user, token) = scene.by_api(false).await;

    let sends: Vec<_> = (0..50)
        .map(|_| {
            let (scene, token) = (scene.clone(), token.clone());
            tokio::spawn(async move { scene.send_card(&token, GOOD).await })
        })
        .collect();

    let mut paid = 0;
    for send in sends {
        match send.await.unwrap() {
            Ok(()) => paid += 1,
            Err(Refusal::TokenUsed | Refusal::TokenUnknown) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(paid, 1);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn every_token_of_a_payment_is_worthless_once_one_is_used() {
    let scene = Scene::new().await;
    let (user, first) = scene.by_api(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    let _ = scene.send_card(&first, GOOD).await;
    let id = user.payment.as_str();
    let shown = scene.application.get_payment(&scene.service, id).await;
    let second = shown.unwrap().token.unwrap().value.to_string();

    let refused = scene.send_card(&second, GOOD).await;

    assert_ne!(first, second);
    assert!(matches!(refused, Err(Refusal::TokenUnknown)));
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn the_token_of_a_web_payment_is_refused_and_stays_good() {
    let scene = Scene::new().await;
    let linked = scene.create(new_payment(false)).await.unwrap().linked;
    let token = linked.token.unwrap().value.to_string();

    let refused = scene.send_card(&token, GOOD).await;

    assert!(matches!(refused, Err(Refusal::TokenOfWebPayment)));
    scene.application.open_link(&token).await.unwrap();
}

#[tokio::test]
async fn a_one_time_token_opens_no_pages_and_stays_good() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let opened = scene.application.open_link(&token).await;

    assert!(matches!(opened, Err(OpenLinkError::Unknown)));
    assert!(scene.application.checkout(&user).await.is_err());
    scene.send_card(&token, GOOD).await.unwrap();
}

#[tokio::test]
async fn a_card_is_good_to_the_end_of_its_month_wherever_on_earth_and_no_longer() {
    let scene = Scene::new().await;
    let send = async |token: &str, month: &str| {
        let june = CardDetails {
            expiry: Expiry::parse(month, "2026").unwrap(),
            ..card(GOOD)
        };
        scene.application.authorise_payment(token, june).await
    };

    // The world begins on 24 June at noon; the last place to end the month is twelve hours late.
    let (_, token) = scene.by_api(false).await;
    let in_may = send(&token, "05").await;
    let in_june = send(&token, "06").await;
    scene
        .world
        .clock
        .pass(hours(7 * 24) - Duration::from_millis(1));
    let (_, token) = scene.by_api(false).await;
    let at_the_end = send(&token, "06").await;
    scene.world.clock.pass(Duration::from_millis(1));
    let (user, token) = scene.by_api(false).await;
    let in_july = send(&token, "06").await;

    assert!(matches!(in_may, Err(Refusal::CardExpired)));
    // The token was not used up.
    assert!(in_june.is_ok() && at_the_end.is_ok());
    assert!(matches!(in_july, Err(Refusal::CardExpired)));
    assert_eq!(scene.status(&user).await, Status::Created);
}

#[tokio::test]
async fn what_is_no_token_pays_nothing() {
    let scene = Scene::new().await;

    for text in ["", "nonsense", "00000000-0000-4000-8000-000000000000"] {
        let refused = scene.send_card(text, GOOD).await;

        assert!(matches!(refused, Err(Refusal::TokenUnknown)), "{text}");
    }
}

#[tokio::test]
async fn a_payment_that_is_over_takes_no_card() {
    let scene = Scene::new().await;
    let (cancelled, of_cancelled) = scene.by_api(false).await;
    scene.cancel(&cancelled).await;
    let (expired, of_expired) = scene.by_api(false).await;
    scene.pass(minutes(90)).await;

    for (user, token) in [(cancelled, of_cancelled), (expired, of_expired)] {
        let refused = scene.send_card(&token, GOOD).await;

        assert!(matches!(refused, Err(Refusal::TokenUnknown)));
        assert!(scene.books(&user).is_empty());
    }
}

#[tokio::test]
async fn a_card_that_the_account_does_not_take_ends_the_payment() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let refused = scene.send_card(&token, NOT_TAKEN).await;

    assert!(matches!(
        refused,
        Err(Refusal::NotAccepted(NotAccepted::Brand(_)))
    ));
    let payment = scene.payment(&user).await;
    assert_eq!(
        payment.state,
        PaymentState::Declined(DeclineReason::RefusedByAccount)
    );
    assert!(payment.card.is_some());
    assert_eq!(scene.world.psp.count(Call::Authorise), 0);
    scene.settle().await;
}

#[tokio::test]
async fn a_card_ends_the_payment_as_the_bank_says() {
    for (number, status) in [(DECLINED, Status::Declined), (FAILING, Status::Error)] {
        let scene = Scene::new().await;
        let (user, token) = scene.by_api(false).await;

        let refused = scene.send_card(&token, number).await;

        match status {
            Status::Declined => assert!(matches!(refused, Err(Refusal::Declined))),
            _ => assert!(matches!(refused, Err(Refusal::Failed))),
        }
        assert_eq!(scene.status(&user).await, status);
        scene.settle().await;
    }
}

#[tokio::test]
async fn a_lost_answer_is_an_error_for_now_and_captured_by_itself_later() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);

    let unknown = scene.send_card(&token, GOOD).await;
    let meanwhile = scene.status(&user).await;
    scene.pass(Duration::from_secs(5)).await;

    assert!(matches!(unknown, Err(Refusal::Failed)));
    assert_eq!(meanwhile, Status::Started);
    assert_eq!(scene.status(&user).await, Status::Success);
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn a_lost_answer_to_a_delayed_payment_makes_it_capturable() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(true).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);

    let _ = scene.send_card(&token, GOOD).await;
    scene.pass(Duration::from_secs(5)).await;

    assert_eq!(scene.status(&user).await, Status::Capturable);
    assert_eq!(scene.books(&user), ["authorised"]);
}

#[tokio::test]
async fn a_card_that_never_arrived_is_an_error_in_the_end() {
    for behaviour in [Behaviour::LoseRequest, Behaviour::NotSend] {
        let scene = Scene::new().await;
        let (user, token) = scene.by_api(false).await;
        scene.world.psp.next(Call::Authorise, behaviour);

        let refused = scene.send_card(&token, GOOD).await;
        scene.settle().await;

        assert!(matches!(refused, Err(Refusal::Failed)));
        assert_eq!(scene.status(&user).await, Status::Error);
        assert!(scene.books(&user).is_empty());
    }
}

/// Sends a card whose answer arrives only after this has happened.
async fn answered_late(
    scene: &Scene,
    token: &str,
    meanwhile: impl AsyncFnOnce(),
) -> Option<Refusal> {
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    let sent = tokio::spawn({
        let (scene, token) = (scene.shared(), token.to_owned());
        async move { scene.send_card(&token, GOOD).await }
    });
    scene.until_stalled().await;
    meanwhile().await;
    scene.world.psp.release();
    sent.await.unwrap().err()
}

#[tokio::test]
async fn a_payment_that_is_cancelled_while_the_bank_is_asked_is_not_paid() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let refusal = answered_late(&scene, &token, async || scene.cancel(&user).await).await;

    assert!(matches!(refusal, Some(Refusal::Failed)), "{refusal:?}");
    scene.settle().await;
    assert_eq!(scene.status(&user).await, Status::CancelledByService);
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn nobody_is_told_of_money_that_was_released_before_the_answer_came() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let refusal = answered_late(&scene, &token, async || {
        scene.cancel(&user).await;
        scene.pass(hours(2)).await;
    });
    let refusal = refusal.await;

    assert!(matches!(refusal, Some(Refusal::Failed)), "{refusal:?}");
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
    scene.settle().await;
}

#[tokio::test]
async fn an_answer_that_work_has_found_already_is_still_good_news() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;

    let refusal = answered_late(&scene, &token, async || scene.pass(LEASE).await).await;

    assert!(refusal.is_none(), "{refusal:?}");
    assert_eq!(scene.status(&user).await, Status::Success);
    scene.settle().await;
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn nobody_who_calls_is_asked_to_confirm() {
    let scene = Scene::new().await;
    let (user, token) = scene.by_api(false).await;
    scene.send_card(&token, GOOD).await.unwrap();

    let confirmed = scene.application.confirm_payment(&user).await;

    assert!(matches!(confirmed, Err(ConfirmError::WrongState)));
}
