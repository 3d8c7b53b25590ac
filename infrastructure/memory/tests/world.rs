//! What the world does beyond its ports: the contract suites test the ports.
#![cfg(test)]

use std::sync::Arc;
use std::time::Duration;

use domain::account::Provider;
use domain::agreement::StoredCard;
use domain::id::ID_LENGTH;
use domain::idempotency::{Claim, IdempotencyKey, Made};
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::payment::{AgreementPaymentType, Description, Reference};
use domain::ports::psp::{
    AuthorisationOutcome, CancelOutcome, CancelRequest, Found, Retry, StoredAuthorisationRequest,
};
use domain::ports::repositories::Claimed;
use domain::ports::sandbox::AdjustableClock;
use domain::ports::{Clock, PspError, Psps, Store};
use domain::token::Token;
use domain::{AccountId, OperationId, PaymentId};
use memory::{Behaviour, Call, START, World};

fn token(world: &World) -> Token {
    let payment = PaymentId::from_random([1; ID_LENGTH]);
    Token::issue(payment, [7; 16], world.clock.now())
}

fn cancel() -> CancelRequest {
    CancelRequest {
        order_code: OrderCode::of(&OperationId::from_random([2; ID_LENGTH])),
        psp_reference: PspReference::given("none"),
    }
}

#[tokio::test]
#[should_panic(expected = "the PSP was asked to Cancel while a unit of work is open")]
async fn calling_the_psp_with_a_unit_open_panics() {
    let world = World::new();
    let psp = world.psp.psp(Provider::Sandbox).unwrap();
    let _unit = world.store.begin().await.unwrap();

    let _ = psp.cancel(&cancel()).await;
}

#[tokio::test]
async fn a_unit_of_another_task_does_not_disturb_the_psp() {
    let world = World::new();
    let psp = world.psp.psp(Provider::Sandbox).unwrap();
    let _unit = world.store.begin().await.unwrap();

    let outcome = tokio::spawn(async move { psp.cancel(&cancel()).await });

    assert_eq!(outcome.await.unwrap().unwrap(), CancelOutcome::Cancelled);
}

#[tokio::test]
async fn a_unit_waits_for_a_row_that_another_unit_holds() {
    let world = World::new();
    let token = token(&world);
    let mut unit = world.store.begin().await.unwrap();
    unit.tokens().add(&token).await.unwrap();
    unit.commit().await.unwrap();

    let mut first = world.store.begin().await.unwrap();
    assert!(first.tokens().consume(&token.value, START).await.unwrap());
    let second = tokio::spawn({
        let store = Arc::clone(&world.store);
        async move {
            let mut unit = store.begin().await.unwrap();
            unit.tokens().consume(&token.value, START).await.unwrap()
        }
    });
    tokio::task::yield_now().await;
    assert!(!second.is_finished());

    drop(first);
    assert!(second.await.unwrap());
    assert_eq!(world.store.open_units().count(), 0);
}

#[tokio::test]
async fn a_unit_waits_for_an_idempotency_key_as_long_as_it_was_told() {
    let world = World::new();
    let claim = Claim {
        account: AccountId::from_random([3; ID_LENGTH]),
        key: IdempotencyKey::parse("key").unwrap(),
        fingerprint: [4; 32],
        made: Made::Payment(PaymentId::from_random([1; ID_LENGTH])),
        at: START,
    };
    let mut first = world.store.begin().await.unwrap();
    let claimed = first.idempotency().claim(&claim).await.unwrap();
    assert_eq!(claimed, Claimed::First);

    let impatient = world.store.waiting_for_keys(Duration::from_millis(20));
    let mut second = impatient.begin().await.unwrap();
    let claimed = second.idempotency().claim(&claim).await.unwrap();
    assert_eq!(claimed, Claimed::Busy);

    drop(first);
    let claimed = second.idempotency().claim(&claim).await.unwrap();
    assert_eq!(claimed, Claimed::First);
}

#[tokio::test]
async fn the_psp_says_of_a_refused_card_what_it_was_told_and_says_it_again() {
    let world = World::new();
    let psp = world.psp.psp(Provider::Sandbox).unwrap();
    let recurring = psp.recurring().unwrap();
    for (behaviour, retry) in [
        (Behaviour::Refuse, Retry::Unsaid),
        (Behaviour::RefuseForNow, Retry::Later),
        (Behaviour::RefuseForGood, Retry::Never),
    ] {
        let operation = OperationId::from_random([retry as u8; ID_LENGTH]);
        let request = StoredAuthorisationRequest {
            order_code: OrderCode::of(&operation),
            operation,
            payment: PaymentId::from_random([1; ID_LENGTH]),
            amount: Amount::from_minor(100).unwrap(),
            reference: Reference::parse("reference").unwrap(),
            description: Description::parse("description").unwrap(),
            card: StoredCard::given("unknown"),
            payment_type: AgreementPaymentType::Recurring,
        };
        world.psp.next(Call::AuthoriseStored, behaviour);

        let refused = AuthorisationOutcome::Declined(retry);
        for _ in 0..2 {
            let outcome = recurring.authorise_stored(&request).await.unwrap();
            assert_eq!(outcome, refused);
        }
        let found = psp.inquiry().unwrap().find(&request.order_code).await;
        assert_eq!(found.unwrap(), Found::Declined(retry));
        assert_eq!(world.psp.authorisations(&request.order_code), 2);
    }

    world.psp.lose_recurring();
    assert!(psp.recurring().is_none());
}

#[tokio::test]
async fn the_psp_goes_wrong_as_it_was_told() {
    let world = World::new();
    let psp = world.psp.psp(Provider::Sandbox).unwrap();
    world.psp.usually(Call::Cancel, Behaviour::Refuse);
    world.psp.next(Call::Cancel, Behaviour::Defer);
    world.psp.next(Call::Cancel, Behaviour::NotSend);
    world.psp.next(Call::Cancel, Behaviour::LoseAnswer);

    assert_eq!(psp.cancel(&cancel()).await.unwrap(), CancelOutcome::Pending);
    assert!(matches!(
        psp.cancel(&cancel()).await,
        Err(PspError::NotSent(_))
    ));
    assert!(matches!(
        psp.cancel(&cancel()).await,
        Err(PspError::OutcomeUnknown(_))
    ));
    assert_eq!(psp.cancel(&cancel()).await.unwrap(), CancelOutcome::Refused);
    assert_eq!(world.psp.count(Call::Cancel), 3);
}

#[tokio::test]
async fn a_stalled_answer_waits_for_its_release() {
    let world = World::new();
    world.psp.next(Call::Cancel, Behaviour::Stall);
    let psp = world.psp.psp(Provider::Sandbox).unwrap();

    let asked = tokio::spawn(async move { psp.cancel(&cancel()).await });
    tokio::task::yield_now().await;
    assert_eq!(world.psp.stalled(), 1);

    world.psp.release();
    assert_eq!(asked.await.unwrap().unwrap(), CancelOutcome::Cancelled);
    assert_eq!(world.psp.stalled(), 0);
}

#[tokio::test]
async fn the_clock_goes_where_it_is_told() {
    let world = World::new();
    let minute = Duration::from_secs(60);

    assert_eq!(world.clock.now(), START);
    assert_eq!(START.utc().to_string(), "2026-06-24 12:00:00.0 +00:00:00");
    assert_eq!(world.clock.pass(minute), START.plus(minute));
    let advanced = world.clock.advance(minute).await.unwrap();
    assert_eq!(advanced, START.plus(minute * 2));
    assert_eq!(world.clock.now(), advanced);

    world.clock.restore().await.unwrap();
    assert_eq!(world.clock.now(), START.plus(minute));
}
