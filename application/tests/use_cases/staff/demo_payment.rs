//! Staff try a payment out with test money.

use application::accounts::change::AccountChange;
use application::payments::create::{CreatePaymentError, CreatedPayment};
use application::staff::Staff;
use application::staff::demo_payment::DemoPaymentError;
use domain::account::Mode;
use domain::payment::{Description, ReturnUrl, Status};
use domain::staff::Role;

use super::ADA;
use crate::scene::{GOOD, Scene, pence};

async fn demo(
    scene: &Scene,
    staff: &Staff,
    mode: Mode,
) -> Result<CreatedPayment, DemoPaymentError> {
    let house = scene.house().await;
    let what = (pence(1_250), Description::parse("A demo").unwrap());
    let back = ReturnUrl::parse("https://admin.example/demo").unwrap();
    scene
        .application
        .staff_demo_payment(staff, &house.id, mode, what, back)
        .await
}

#[tokio::test]
async fn a_demo_payment_can_be_paid_like_any_other() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;

    let created = demo(&scene, &ada, Mode::Test).await.unwrap();

    let payment = &created.linked.payment;
    assert_eq!(payment.amount, pence(1_250));
    assert_eq!(payment.account, scene.service.account.id);
    let user = scene.user(payment);
    scene.application.start_payment(&user).await.unwrap();
    scene.submit(&user, GOOD).await.unwrap();
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    assert_eq!(scene.status(&user).await, Status::Success);
}

#[tokio::test]
async fn nobody_plays_with_real_money() {
    let scene = Scene::new().await.live().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    let refused = demo(&scene, &ada, Mode::Live).await;

    assert!(matches!(refused, Err(DemoPaymentError::Live)));
    assert_eq!(scene.world.store.all_work(), []);
}

#[tokio::test]
async fn a_stopped_account_takes_no_demo_either() {
    let stopped = AccountChange {
        disabled: Some(true),
        ..AccountChange::default()
    };
    let scene = Scene::new().await.with_account(stopped).await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;

    let refused = demo(&scene, &ada, Mode::Test).await;

    assert!(matches!(
        refused,
        Err(DemoPaymentError::Refused(
            CreatePaymentError::AccountDisabled
        ))
    ));
}
