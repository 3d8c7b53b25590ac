//! The one-time links in payments' `next_url`.

use std::time::Duration;

use application::checkout::open::{Arrival, OpenLinkError};
use application::payments::LinkedPayment;
use domain::token::{TOKEN_LIFETIME, TOKEN_SHOWN_FOR};

use crate::scene::{Scene, new_payment};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn create(scene: &Scene) -> LinkedPayment {
    let command = new_payment(false);
    let made = scene.application.create_payment(&scene.service, command);
    made.await.unwrap().linked
}

fn link(payment: &LinkedPayment) -> String {
    payment.token.as_ref().unwrap().value.to_string()
}

async fn get(scene: &Scene, payment: &LinkedPayment) -> LinkedPayment {
    let id = payment.payment.id.as_str();
    let got = scene.application.get_payment(&scene.service, id);
    got.await.unwrap()
}

#[tokio::test]
async fn a_link_admits_one_browser_once() {
    let scene = Scene::new().await;
    let made = create(&scene).await;

    let first = scene.application.open_link(&link(&made)).await.unwrap();
    let second = scene.application.open_link(&link(&made)).await.unwrap();

    assert_eq!(first, Arrival::Admitted(made.payment.id.clone()));
    assert_eq!(second, Arrival::Again(made.payment.id.clone()));
}

#[tokio::test]
async fn of_fifty_browsers_at_once_one_is_admitted() {
    let scene = Scene::new().await.shared();
    let made = create(&scene).await;
    let text = link(&made);

    let arrivals: Vec<_> = (0..50)
        .map(|_| {
            let (scene, text) = (scene.clone(), text.clone());
            tokio::spawn(async move { scene.application.open_link(&text).await.unwrap() })
        })
        .collect();

    let mut admitted = 0;
    for arrival in arrivals {
        admitted += u32::from(matches!(arrival.await.unwrap(), Arrival::Admitted(_)));
    }
    assert_eq!(admitted, 1);
}

#[tokio::test]
async fn what_is_no_link_opens_nothing() {
    let scene = Scene::new().await;

    for text in ["", "nonsense", "00000000-0000-4000-8000-000000000000"] {
        let opened = scene.application.open_link(text).await;

        assert!(matches!(opened, Err(OpenLinkError::Unknown)), "{text}");
    }
}

#[tokio::test]
async fn a_link_is_good_for_seven_days() {
    let scene = Scene::new().await;
    let (first, second) = (create(&scene).await, create(&scene).await);

    scene.world.clock.pass(TOKEN_LIFETIME);
    let in_time = scene.application.open_link(&link(&first)).await;
    scene.world.clock.pass(Duration::from_millis(1));
    let late = scene.application.open_link(&link(&second)).await;

    assert!(matches!(in_time, Ok(Arrival::Admitted(_))));
    assert!(matches!(late, Err(OpenLinkError::Unknown)));
}

#[tokio::test]
async fn the_same_link_is_shown_while_nobody_used_it() {
    let scene = Scene::new().await;
    let made = create(&scene).await;

    scene.world.clock.pass(TOKEN_SHOWN_FOR);
    let got = get(&scene, &made).await;

    assert_eq!(link(&got), link(&made));
}

#[tokio::test]
async fn a_new_link_is_shown_once_the_old_one_is_used_or_nearly_too_old() {
    let scene = Scene::new().await;
    let (used, old) = (create(&scene).await, create(&scene).await);
    scene.application.open_link(&link(&used)).await.unwrap();
    let instead_of_used = get(&scene, &used).await;

    scene.world.clock.pass(6 * DAY + Duration::from_millis(1));
    let instead_of_old = get(&scene, &old).await;

    assert_ne!(link(&instead_of_used), link(&used));
    assert_ne!(link(&instead_of_old), link(&old));
    let opened = scene.application.open_link(&link(&instead_of_old)).await;
    assert_eq!(opened.unwrap(), Arrival::Admitted(old.payment.id.clone()));
}

#[tokio::test]
async fn a_finished_payment_has_no_link() {
    let scene = Scene::new().await;
    let made = create(&scene).await;
    let id = made.payment.id.as_str();
    let cancelled = scene.application.cancel_payment(&scene.service, id);
    cancelled.await.unwrap();

    let got = get(&scene, &made).await;

    assert!(got.token.is_none());
}
