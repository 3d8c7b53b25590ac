//! What corporate cards cost on top.

use application::accounts::change::AccountChange;
use application::payments::create::CreatePayment;
use application::refunds::create::CreateRefundError;
use domain::Amount;
use domain::account::Surcharges;
use domain::payment::{RefundAvailability, RefundError, Status};

use crate::scene::{AMOUNT, GOOD, Scene, new_payment, of, pence};

/// Corporate cards: credit, debit, prepaid debit, and one that may be prepaid.
const CREDIT: &str = "4111111111111111";
const DEBIT: &str = "4988080000000000";
const PREPAID: &str = "4131840000000003";
const PERHAPS_PREPAID: &str = "5200828282828210";

async fn surcharging() -> Scene {
    let scene = Scene::new().await;
    let change = AccountChange {
        surcharges: Some(Surcharges {
            credit: Some(pence(250)),
            debit: Some(pence(50)),
            prepaid_debit: Some(pence(20)),
        }),
        ..AccountChange::default()
    };
    scene.with_account(change).await
}

#[tokio::test]
async fn a_surcharge_is_authorised_captured_and_refundable() {
    for (number, surcharge) in [(CREDIT, 250), (DEBIT, 50), (PREPAID, 20)] {
        let scene = surcharging().await;
        let user = scene.started(false).await;
        scene.submit(&user, number).await.unwrap();
        let work = scene.application.confirm_payment(&user).await.unwrap();
        scene.perform(work).await;

        let total = AMOUNT + surcharge;
        let payment = scene.payment(&user).await;
        assert_eq!(payment.surcharge, Some(pence(surcharge)));
        assert_eq!(payment.amount, pence(AMOUNT));
        assert_eq!(payment.total(), pence(total));
        let held = scene.world.ledger.all_authorisations();
        assert_eq!(held[0].amount, pence(total));
        assert_eq!(scene.movements(&user)[0].amount, pence(total));
        let too_much = scene.refund(&user, of(total + 1, None)).await;
        assert!(matches!(
            too_much,
            Err(CreateRefundError::Refused(RefundError::AboveAvailable))
        ));
        scene.refund(&user, of(total, Some(total))).await.unwrap();
        let refunded = scene.payment(&user).await;
        assert_eq!(refunded.refund_availability(), RefundAvailability::Full);
        assert_eq!(scene.movements(&user)[1].amount, pence(total));
        scene.settle().await;
        assert_eq!(scene.books(&user), ["authorised", "captured", "refunded"]);
    }
}

#[tokio::test]
async fn other_cards_cost_nothing_on_top() {
    let scene = surcharging().await;
    for number in [GOOD, PERHAPS_PREPAID] {
        let user = scene.started(false).await;

        scene.submit(&user, number).await.unwrap();

        let payment = scene.payment(&user).await;
        assert_eq!(payment.surcharge, None);
        assert_eq!(payment.total(), pence(AMOUNT));
    }
}

#[tokio::test]
async fn a_surcharge_that_would_exceed_the_largest_payment_is_waived() {
    let largest = Amount::MAX.minor();
    for (amount, surcharge) in [
        (largest, None),
        (largest - 249, None),
        (largest - 250, Some(pence(250))),
    ] {
        let scene = surcharging().await;
        let command = CreatePayment {
            amount: pence(amount),
            ..new_payment(false)
        };
        let created = scene.create(command).await.unwrap();
        let user = scene.user(&created.linked.payment);
        scene.application.start_payment(&user).await.unwrap();

        scene.submit(&user, CREDIT).await.unwrap();

        assert_eq!(scene.status(&user).await, Status::Submitted);
        assert_eq!(scene.payment(&user).await.surcharge, surcharge);
    }
}

#[tokio::test]
async fn only_cards_on_the_pages_are_surcharged() {
    let scene = surcharging().await;
    let (by_api, token) = scene.by_api(false).await;
    let agreement = scene.agreed().await;
    let set_up = scene.set_up(&agreement, CREDIT).await;

    scene.send_card(&token, CREDIT).await.unwrap();
    let taken = scene.taken_on(&agreement).await;

    assert_eq!(scene.payment(&by_api).await.surcharge, None);
    assert_eq!(scene.payment(&taken).await.surcharge, None);
    assert_eq!(scene.payment(&set_up).await.surcharge, Some(pence(250)));
    scene.settle().await;
    assert_eq!(scene.movements(&taken)[0].amount, pence(AMOUNT));
}
