//! The sandbox PSP's books: every entry once, and none that they do not permit.

use std::time::Duration;

use anyhow::Result;
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::ports::StoreError;
use domain::ports::sandbox::{
    LedgerAuthorisation, LedgerMovement, Movement, MovementKind, Verdict,
};

use super::{Fixture, START, at_once};

/// £10.00, what is held here.
const HELD: Amount = match Amount::from_minor(1_000) {
    Ok(amount) => amount,
    Err(_) => Amount::ZERO,
};

impl Fixture {
    /// An authorisation of [`HELD`], not yet entered.
    fn authorisation_entry(&self, verdict: Verdict) -> LedgerAuthorisation {
        LedgerAuthorisation {
            order_code: OrderCode::of(&self.operation_id()),
            psp_reference: PspReference::given("sandbox reference"),
            payment: self.payment_id(),
            amount: HELD,
            verdict,
            kept: None,
            at: START,
        }
    }

    /// Enters an authorisation of £10.00.
    pub(super) async fn hold(&self) -> Result<LedgerAuthorisation, StoreError> {
        let entry = self.authorisation_entry(Verdict::Authorised);
        self.ledger.authorise(entry).await
    }

    /// A capture of all of it by an operation of its own, not yet entered.
    pub(super) fn capture_of(&self, held: &LedgerAuthorisation) -> LedgerMovement {
        movement(
            held,
            MovementKind::Captured(self.operation_id()),
            held.amount,
        )
    }

    fn refund_of(&self, held: &LedgerAuthorisation, minor: i64) -> Result<LedgerMovement> {
        let kind = MovementKind::Refunded(self.refund_id());
        Ok(movement(held, kind, Amount::from_minor(minor)?))
    }

    async fn is_permitted(&self, entry: LedgerMovement) -> Result<bool, StoreError> {
        Ok(match self.ledger.enter(entry.clone()).await? {
            Movement::Entered(entered) => {
                assert_eq!(entered, entry);
                true
            }
            Movement::NotPermitted => false,
        })
    }
}

fn movement(held: &LedgerAuthorisation, kind: MovementKind, amount: Amount) -> LedgerMovement {
    LedgerMovement {
        order_code: held.order_code.clone(),
        kind,
        amount,
        at: START,
    }
}

fn release_of(held: &LedgerAuthorisation) -> LedgerMovement {
    movement(held, MovementKind::Cancelled, held.amount)
}

pub async fn an_authorisation_comes_back_as_it_was_entered(fixture: &Fixture) -> Result<()> {
    use Verdict::{Authorised, Declined, Failed};
    for (verdict, kept) in [
        (Authorised, None),
        (Declined, None),
        (Failed, None),
        (Authorised, Some(Authorised)),
        (Authorised, Some(Declined)),
    ] {
        let entry = LedgerAuthorisation {
            kept,
            ..fixture.authorisation_entry(verdict)
        };

        assert_eq!(fixture.ledger.authorise(entry.clone()).await?, entry);

        let found = fixture.ledger.authorisation(&entry.order_code).await?;
        assert_eq!(found, Some(entry));
    }
    Ok(())
}

pub async fn an_authorisation_is_entered_once_and_repeated_with_the_first_answer(
    fixture: &Fixture,
) -> Result<()> {
    let first = fixture.hold().await?;
    let second = LedgerAuthorisation {
        psp_reference: PspReference::given("another"),
        verdict: Verdict::Declined,
        at: START.plus(Duration::from_secs(1)),
        ..first.clone()
    };

    assert_eq!(fixture.ledger.authorise(second).await?, first);

    let found = fixture.ledger.authorisation(&first.order_code).await?;
    assert_eq!(found, Some(first));
    Ok(())
}

pub async fn an_order_code_nobody_entered_has_no_authorisation(fixture: &Fixture) -> Result<()> {
    let code = OrderCode::of(&fixture.operation_id());

    assert_eq!(fixture.ledger.authorisation(&code).await?, None);
    assert_eq!(fixture.ledger.movements(&code).await?, []);
    Ok(())
}

pub async fn of_many_authorisations_under_one_order_code_one_is_entered(
    fixture: &Fixture,
) -> Result<()> {
    let entry = fixture.authorisation_entry(Verdict::Authorised);
    let answers = at_once((0..20).map(|number| {
        let ledger = fixture.ledger.clone();
        let mine = LedgerAuthorisation {
            psp_reference: PspReference::given(format!("reference {number}")),
            ..entry.clone()
        };
        async move { ledger.authorise(mine).await }
    }))
    .await?;

    let entered = fixture.ledger.authorisation(&entry.order_code).await?;
    for answer in answers {
        assert_eq!(Some(answer?), entered);
    }
    Ok(())
}

pub async fn movements_come_oldest_first_and_as_they_were_entered(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    let mut entries = vec![fixture.capture_of(&held)];
    for minor in [1, 300, 2] {
        entries.push(fixture.refund_of(&held, minor)?);
    }
    for entry in &entries {
        assert!(fixture.is_permitted(entry.clone()).await?);
    }
    let released = fixture.hold().await?;
    assert!(fixture.is_permitted(release_of(&released)).await?);

    let movements = fixture.ledger.movements(&held.order_code).await?;
    assert_eq!(movements, entries);
    let movements = fixture.ledger.movements(&released.order_code).await?;
    assert_eq!(movements, [release_of(&released)]);
    Ok(())
}

pub async fn a_movement_is_entered_once_and_repeated_with_the_first_answer(
    fixture: &Fixture,
) -> Result<()> {
    let (captured, released) = (fixture.hold().await?, fixture.hold().await?);
    let capture = fixture.capture_of(&captured);
    let refund = fixture.refund_of(&captured, 1_000)?;
    for first in [capture, refund, release_of(&released)] {
        assert!(fixture.is_permitted(first.clone()).await?);
        let again = LedgerMovement {
            at: START.plus(Duration::from_secs(60 * 60 * 24)),
            ..first.clone()
        };

        let answer = fixture.ledger.enter(again).await?;

        assert_eq!(answer, Movement::Entered(first));
    }
    assert_eq!(
        fixture.ledger.movements(&captured.order_code).await?.len(),
        2
    );
    assert_eq!(
        fixture.ledger.movements(&released.order_code).await?.len(),
        1
    );
    Ok(())
}

pub async fn money_that_is_not_held_does_not_move(fixture: &Fixture) -> Result<()> {
    let declined = fixture.authorisation_entry(Verdict::Declined);
    let failed = fixture.authorisation_entry(Verdict::Failed);
    fixture.ledger.authorise(declined.clone()).await?;
    fixture.ledger.authorise(failed.clone()).await?;
    let unknown = fixture.authorisation_entry(Verdict::Authorised);

    for authorisation in [declined, failed, unknown] {
        let capture = fixture.capture_of(&authorisation);
        let refund = fixture.refund_of(&authorisation, 1)?;
        for entry in [capture, refund, release_of(&authorisation)] {
            assert!(!fixture.is_permitted(entry).await?);
        }
    }
    Ok(())
}

pub async fn a_capture_by_a_second_operation_is_not_permitted(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;

    assert!(fixture.is_permitted(fixture.capture_of(&held)).await?);
    assert!(!fixture.is_permitted(fixture.capture_of(&held)).await?);
    Ok(())
}

pub async fn a_capture_beyond_what_is_held_is_not_permitted(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    let capture = LedgerMovement {
        amount: Amount::from_minor(1_001)?,
        ..fixture.capture_of(&held)
    };

    assert!(!fixture.is_permitted(capture).await?);
    Ok(())
}

pub async fn a_capture_of_released_money_is_not_permitted(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;

    assert!(fixture.is_permitted(release_of(&held)).await?);
    assert!(!fixture.is_permitted(fixture.capture_of(&held)).await?);
    Ok(())
}

pub async fn a_release_of_captured_money_is_not_permitted(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;

    assert!(fixture.is_permitted(fixture.capture_of(&held)).await?);
    assert!(!fixture.is_permitted(release_of(&held)).await?);
    Ok(())
}

pub async fn a_refund_of_money_that_was_not_captured_is_not_permitted(
    fixture: &Fixture,
) -> Result<()> {
    let (held, released) = (fixture.hold().await?, fixture.hold().await?);
    assert!(fixture.is_permitted(release_of(&released)).await?);

    for authorisation in [held, released] {
        let refund = fixture.refund_of(&authorisation, 1)?;
        assert!(!fixture.is_permitted(refund).await?);
    }
    Ok(())
}

pub async fn refunds_beyond_what_was_captured_are_not_permitted(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    let part = LedgerMovement {
        amount: Amount::from_minor(900)?,
        ..fixture.capture_of(&held)
    };
    assert!(fixture.is_permitted(part).await?);

    for (minor, expected) in [
        (901, false),
        (600, true),
        (301, false),
        (300, true),
        (1, false),
    ] {
        let refund = fixture.refund_of(&held, minor)?;
        assert_eq!(fixture.is_permitted(refund).await?, expected, "{minor}");
    }
    Ok(())
}

pub async fn what_is_not_permitted_is_not_entered(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    let capture = fixture.capture_of(&held);
    fixture.ledger.enter(capture.clone()).await?;
    fixture.ledger.enter(release_of(&held)).await?;
    fixture.ledger.enter(fixture.capture_of(&held)).await?;
    let refund = fixture.refund_of(&held, 1_001)?;
    fixture.ledger.enter(refund).await?;

    let movements = fixture.ledger.movements(&held.order_code).await?;

    assert_eq!(movements, [capture]);
    Ok(())
}

/// Enters all at once, and counts those that were permitted.
async fn permitted_of(fixture: &Fixture, entries: Vec<LedgerMovement>) -> Result<usize> {
    let answers = at_once(entries.into_iter().map(|entry| {
        let ledger = fixture.ledger.clone();
        async move { ledger.enter(entry).await }
    }))
    .await?;
    let mut permitted = 0;
    for answer in answers {
        match answer? {
            Movement::Entered(_) => permitted += 1,
            Movement::NotPermitted => {}
        }
    }
    Ok(permitted)
}

pub async fn of_many_captures_at_once_one_is_entered(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    let captures = (0..50).map(|_| fixture.capture_of(&held)).collect();

    assert_eq!(permitted_of(fixture, captures).await?, 1);
    assert_eq!(fixture.ledger.movements(&held.order_code).await?.len(), 1);
    Ok(())
}

pub async fn of_a_capture_and_a_release_at_once_one_is_entered(fixture: &Fixture) -> Result<()> {
    for _ in 0..10 {
        let held = fixture.hold().await?;
        let both = vec![fixture.capture_of(&held), release_of(&held)];

        assert_eq!(permitted_of(fixture, both).await?, 1);
    }
    Ok(())
}

pub async fn refunds_at_once_never_exceed_what_was_captured(fixture: &Fixture) -> Result<()> {
    let held = fixture.hold().await?;
    assert!(fixture.is_permitted(fixture.capture_of(&held)).await?);
    let mut refunds = Vec::new();
    for _ in 0..50 {
        refunds.push(fixture.refund_of(&held, 30)?);
    }

    assert_eq!(permitted_of(fixture, refunds).await?, 33);
    Ok(())
}
