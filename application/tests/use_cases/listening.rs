//! A service team listens to what its endpoints would be told.

use application::listening::{HEARD_MAX, ListenError};
use domain::webhook::EventType;
use secrecy::ExposeSecret;

use crate::scene::{AMOUNT, Scene, hours, of};

#[tokio::test]
async fn who_listens_hears_what_was_handed_on_since_in_order_and_once() {
    let scene = Scene::new().await;
    let application = &scene.application;
    scene.paid().await;
    scene.tell().await;
    scene.pass(hours(1)).await;
    let beginning = application.begin_listening();
    let user = scene.paid().await;
    scene.refund(&user, of(AMOUNT, None)).await.unwrap();

    let (nothing, cursor) = application
        .listen(&scene.service, &beginning)
        .await
        .unwrap();
    assert_eq!((nothing, cursor), (Vec::new(), beginning));
    scene.tell().await;
    let (heard, after) = application.listen(&scene.service, &cursor).await.unwrap();

    let events: Vec<_> = heard.iter().map(|message| message.event).collect();
    use EventType as E;
    assert_eq!(
        events,
        [
            E::CardPaymentSucceeded,
            E::CardPaymentCaptured,
            E::CardPaymentRefunded
        ]
    );
    for message in &heard {
        assert!(message.body.starts_with(message.id.as_str()));
        assert!(message.body.contains(user.payment.as_str()));
    }
    // Heard again from the same place, they have the same names.
    let again = application.listen(&scene.service, &cursor).await.unwrap();
    assert_eq!(again, (heard.clone(), after));
    let from_the_second = application.listen(&scene.service, &heard[0].cursor).await;
    assert_eq!(from_the_second.unwrap().0, heard[1..]);
    let (nothing, _) = application.listen(&scene.service, &after).await.unwrap();
    assert_eq!(nothing, []);
}

#[tokio::test]
async fn another_accounts_payments_are_not_heard() {
    let scene = Scene::new().await;
    let other = Scene::over(scene.world.clone()).await;
    let beginning = scene.application.begin_listening();
    other.paid().await;
    scene.tell().await;

    let (heard, _) = scene
        .application
        .listen(&scene.service, &beginning)
        .await
        .unwrap();
    assert_eq!(heard, []);
    let (theirs, _) = other
        .application
        .listen(&other.service, &beginning)
        .await
        .unwrap();
    assert_eq!(theirs.len(), 2);
}

#[tokio::test]
async fn the_secret_is_the_accounts_own_and_stays() {
    let scene = Scene::new().await;
    let other = Scene::over(scene.world.clone()).await;
    let secret = |scene: &Scene| {
        let secret = scene.application.listening_secret(&scene.service).unwrap();
        secret.expose_secret().to_owned()
    };

    let ours = secret(&scene);
    scene.pass(hours(48)).await;

    assert_eq!(ours.strip_prefix("webhook_test_").unwrap().len(), 26);
    assert_eq!(secret(&scene), ours);
    assert_ne!(secret(&other), ours);
}

#[tokio::test]
async fn live_payments_are_told_to_endpoints_alone() {
    let scene = Scene::new().await.live().await;
    let beginning = scene.application.begin_listening();

    let heard = scene.application.listen(&scene.service, &beginning).await;
    assert!(matches!(heard, Err(ListenError::LiveKey)));
    let secret = scene.application.listening_secret(&scene.service);
    assert!(matches!(secret, Err(ListenError::LiveKey)));
}

#[tokio::test]
async fn more_than_one_look_takes_is_heard_in_the_next() {
    let scene = Scene::new().await;
    let beginning = scene.application.begin_listening();
    for _ in 0..30 {
        scene.paid().await;
    }
    scene.tell().await;

    let (mut cursor, mut looks, mut heard) = (beginning, 0, Vec::new());
    loop {
        let (more, after) = scene
            .application
            .listen(&scene.service, &cursor)
            .await
            .unwrap();
        if after == cursor {
            break;
        }
        assert!(more.len() as u64 <= HEARD_MAX);
        heard.extend(more.into_iter().map(|message| message.id));
        cursor = after;
        looks += 1;
    }

    assert!(looks > 1);
    assert_eq!(heard.len(), 60);
    heard.sort();
    heard.dedup();
    assert_eq!(heard.len(), 60);
}
