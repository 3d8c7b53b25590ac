//! Whatever anybody does in whatever order, and however the PSP behaves: our
//! payments and the PSP's books agree in the end.

mod cast;
mod command;

use application::accounts::change::AccountChange;
use application::actor::PayingUser;
use domain::Payment;
use domain::account::Surcharges;
use domain::agreement::AgreementStatus;
use domain::operation::OrderCode;
use domain::payment::PaymentState;
use domain::payment::state::CleanUp;
use domain::ports::sandbox::MovementKind;
use domain::refund::RefundStatus;
use memory::World;
use proptest::prelude::*;

use self::cast::Cast;
use self::command::{command, lawful};
use crate::scene::{GOOD, Scene, pence};

fn sum(scene: &Scene, user: &PayingUser, counts: fn(&MovementKind) -> bool) -> i64 {
    let movements = scene.movements(user).into_iter();
    let counted = movements.filter(|movement| counts(&movement.kind));
    counted.map(|movement| movement.amount.minor()).sum()
}

fn check(scene: &Scene, user: &PayingUser, payment: &Payment) {
    let books = scene.books(user);
    let count = |word| books.iter().filter(|entry| **entry == word).count();
    let (authorised, captured, cancelled) =
        (count("authorised"), count("captured"), count("cancelled"));
    let verdicts = authorised + count("declined") + count("failed");
    assert!(verdicts <= 1, "authorised twice: {books:?}");
    assert!(captured + cancelled <= authorised, "moved twice: {books:?}");

    let is_captured = matches!(payment.state, PaymentState::Captured(..));
    assert_eq!(is_captured, captured == 1, "{:?} {books:?}", payment.state);
    let gave_up = matches!(
        payment.state,
        PaymentState::CaptureFailed(_)
            | PaymentState::Cancelled(_, CleanUp::Failed)
            | PaymentState::AuthorisationFailed(CleanUp::Failed)
    );
    let still_held = authorised == 1 && captured + cancelled == 0;
    assert!(!still_held || gave_up, "{:?} {books:?}", payment.state);
    assert!(payment.state.is_final(), "{:?}", payment.state);

    let total = payment.total().minor();
    let taken = sum(scene, user, |kind| {
        matches!(kind, MovementKind::Captured(_))
    });
    assert_eq!(taken, if is_captured { total } else { 0 }, "{books:?}");
    let refunded = sum(scene, user, |kind| {
        matches!(kind, MovementKind::Refunded(_))
    });
    let promised: i64 = payment
        .refunds
        .iter()
        .filter(|refund| refund.status() == RefundStatus::Success)
        .map(|refund| refund.amount.minor())
        .sum();
    assert_eq!(refunded, promised, "{books:?}");
    assert!(refunded <= total, "{books:?}");
}

/// Whatever was said between us and the PSP is written down.
fn check_exchanges(scene: &Scene) {
    let exchanges = scene.world.store.all_exchanges();
    let calls = scene.world.psp.calls();
    for (call, order_code) in &calls {
        let about = |of: &OrderCode| of == order_code;
        let heard = exchanges.iter().filter(|one| about(&one.order_code));
        let made = calls.iter().filter(|(_, of)| about(of)).count();
        // What was not sent is written down too.
        assert!(heard.count() >= made, "{call:?} of {order_code:?}");
    }
}

/// A scene with a payment of each kind under way, and an agreement.
async fn opening(seed: u64) -> (Scene, Cast) {
    let surcharges = Surcharges {
        credit: Some(pence(250)),
        ..Surcharges::default()
    };
    let scene = Scene::over(World::seeded(seed)).await;
    let scene = scene.with_account(AccountChange {
        surcharges: Some(surcharges),
        ..AccountChange::default()
    });
    let scene = scene.await;
    let mut cast = Cast::default();
    for delayed_capture in [false, true] {
        cast.users.push(scene.started(delayed_capture).await);
        cast.welcome(scene.by_api(delayed_capture).await);
    }
    cast.agreements.push(scene.active(GOOD).await);
    (scene, cast)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn our_payments_and_the_psps_books_agree(
        commands in prop::collection::vec(command(), 1..50),
        seed in any::<u64>(),
        refuses in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (scene, mut cast) = opening(seed).await;

            for command in commands {
                cast.run(&scene, lawful(command, refuses)).await;
            }
            scene.settle().await;

            for user in &cast.users {
                check(&scene, user, &scene.payment(user).await);
            }
            for agreement in &cast.agreements {
                let agreement = scene.agreement(agreement).await;
                let has_card = agreement.instrument.is_some();
                assert_eq!(has_card, agreement.status != AgreementStatus::Created);
            }
            check_exchanges(&scene);
            assert_eq!(cast.made.len(), scene.world.store.all_claims().len());
        });
    }
}
