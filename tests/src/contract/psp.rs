//! A PSP: a repetition has no second effect, and a refusal is an answer.
//!
//! The PSP under test takes the sandbox's test cards and keeps the sandbox's books.

mod fixture;

use std::sync::Arc;

use anyhow::{Context, Result};
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::ports::psp::{
    AuthorisationOutcome, CancelOutcome, CaptureOutcome, Found, Hold, RefundOutcome,
};
use domain::ports::sandbox::MovementKind;

pub use self::fixture::PspFixture;
pub(super) use self::fixture::{BROKEN, DECLINED, GOOD};
use self::fixture::{CODE, cancel};
use super::{START, at_once};

pub async fn an_authorised_card_has_a_reference(fixture: &PspFixture) -> Result<()> {
    let (first, second) = (fixture.hold().await?, fixture.hold().await?);

    assert_ne!(first.1, second.1);
    assert!(!first.1.as_str().is_empty());
    Ok(())
}

pub async fn a_declined_card_is_an_answer(fixture: &PspFixture) -> Result<()> {
    let request = fixture.authorisation(DECLINED)?;

    let outcome = fixture.psp.authorise(&request).await?;

    let declined = matches!(outcome, AuthorisationOutcome::Declined(_));
    assert!(declined, "{outcome:?}");
    Ok(())
}

pub async fn a_card_the_psp_fails_on_is_an_answer(fixture: &PspFixture) -> Result<()> {
    let request = fixture.authorisation(BROKEN)?;

    let outcome = fixture.psp.authorise(&request).await?;

    assert_eq!(outcome, AuthorisationOutcome::Failed);
    Ok(())
}

pub async fn an_authorisation_repeated_has_one_effect_and_one_answer(
    fixture: &PspFixture,
) -> Result<()> {
    for number in [GOOD, DECLINED, BROKEN] {
        let request = fixture.authorisation(number)?;

        let first = fixture.psp.authorise(&request).await?;
        let entry = fixture.books.ledger.authorisation(&request.order_code);
        let entry = entry.await?.context("nothing is in the books")?;
        let second = fixture.psp.authorise(&request).await?;

        assert_eq!(second, first);
        let after = fixture.books.ledger.authorisation(&request.order_code);
        assert_eq!(after.await?.as_ref(), Some(&entry));
        assert_eq!(entry.payment, request.payment);
        assert_eq!(entry.amount, request.amount);
    }
    Ok(())
}

pub async fn an_authorisation_sent_many_times_at_once_has_one_effect(
    fixture: &PspFixture,
) -> Result<()> {
    let request = Arc::new(fixture.authorisation(GOOD)?);

    let outcomes = at_once((0..20).map(|_| {
        let (psp, request) = (fixture.psp.clone(), request.clone());
        async move { psp.authorise(&request).await }
    }))
    .await?;

    let entry = fixture.books.ledger.authorisation(&request.order_code);
    let entry = entry.await?.context("nothing is in the books")?;
    let hold = Hold::once(entry.psp_reference);
    let expected = AuthorisationOutcome::Authorised(hold);
    for outcome in outcomes {
        assert_eq!(outcome?, expected);
    }
    Ok(())
}

pub async fn a_capture_says_the_day(fixture: &PspFixture) -> Result<()> {
    let held = fixture.take().await?;

    let movements = fixture.movements(&held.0).await?;

    let [captured] = movements.as_slice() else {
        anyhow::bail!("{movements:?}");
    };
    assert!(matches!(captured.kind, MovementKind::Captured(_)));
    assert_eq!(captured.amount, Amount::from_minor(1_000)?);
    Ok(())
}

pub async fn a_capture_repeated_has_one_effect_and_one_answer(fixture: &PspFixture) -> Result<()> {
    let held = fixture.hold().await?;
    let request = fixture.capture(&held)?;

    let first = fixture.psp.capture(&request).await?;
    let second = fixture.psp.capture(&request).await?;

    assert_eq!(first, CaptureOutcome::Captured(START.date()));
    assert_eq!(second, first);
    assert_eq!(fixture.movements(&held.0).await?.len(), 1);
    Ok(())
}

pub async fn a_capture_of_what_is_not_held_is_refused(fixture: &PspFixture) -> Result<()> {
    let (taken, released) = (fixture.take().await?, fixture.hold().await?);
    fixture.psp.cancel(&cancel(&released)).await?;
    let unknown = (
        OrderCode::of(&fixture.books.operation_id()),
        PspReference::given("unknown"),
    );

    for held in [taken, released, unknown] {
        let outcome = fixture.psp.capture(&fixture.capture(&held)?).await?;
        assert_eq!(outcome, CaptureOutcome::Refused);
    }
    Ok(())
}

pub async fn a_release_repeated_is_done_once(fixture: &PspFixture) -> Result<()> {
    let held = fixture.hold().await?;

    for _ in 0..2 {
        let outcome = fixture.psp.cancel(&cancel(&held)).await?;
        assert_eq!(outcome, CancelOutcome::Cancelled);
    }

    assert_eq!(fixture.movements(&held.0).await?.len(), 1);
    Ok(())
}

pub async fn releasing_what_is_no_longer_held_is_done(fixture: &PspFixture) -> Result<()> {
    let request = fixture.authorisation(DECLINED)?;
    fixture.psp.authorise(&request).await?;
    let declined = (request.order_code, PspReference::given("none"));
    let unknown = (
        OrderCode::of(&fixture.books.operation_id()),
        PspReference::given("none"),
    );

    for held in [declined, unknown] {
        let outcome = fixture.psp.cancel(&cancel(&held)).await?;
        assert_eq!(outcome, CancelOutcome::Cancelled);
        assert_eq!(fixture.movements(&held.0).await?, []);
    }

    // Money that was taken is not money that is no longer held.
    let taken = fixture.take().await?;
    let outcome = fixture.psp.cancel(&cancel(&taken)).await?;
    assert_eq!(outcome, CancelOutcome::Refused);
    Ok(())
}

pub async fn a_refund_gives_back_part_of_the_money(fixture: &PspFixture) -> Result<()> {
    let taken = fixture.take().await?;
    let request = fixture.refund(&taken, 400)?;

    let outcome = fixture.psp.refund(&request).await?;

    assert!(matches!(outcome, RefundOutcome::Refunded(_)), "{outcome:?}");
    let movements = fixture.movements(&taken.0).await?;
    let last = movements.last().context("nothing is in the books")?;
    assert_eq!(last.kind, MovementKind::Refunded(request.refund));
    assert_eq!(last.amount, request.amount);
    Ok(())
}

pub async fn a_refund_repeated_has_one_effect_and_one_answer(fixture: &PspFixture) -> Result<()> {
    let taken = fixture.take().await?;
    let request = fixture.refund(&taken, 1_000)?;

    let first = fixture.psp.refund(&request).await?;
    let second = fixture.psp.refund(&request).await?;

    assert_eq!(second, first);
    assert_eq!(fixture.movements(&taken.0).await?.len(), 2);
    Ok(())
}

pub async fn refunds_beyond_what_was_captured_are_refused(fixture: &PspFixture) -> Result<()> {
    let (held, taken) = (fixture.hold().await?, fixture.take().await?);

    let outcome = fixture.psp.refund(&fixture.refund(&held, 1)?).await?;
    assert_eq!(outcome, RefundOutcome::Refused);
    fixture.psp.refund(&fixture.refund(&taken, 700)?).await?;
    let outcome = fixture.psp.refund(&fixture.refund(&taken, 301)?).await?;
    assert_eq!(outcome, RefundOutcome::Refused);
    Ok(())
}

pub async fn an_inquiry_knows_what_became_of_an_authorisation(fixture: &PspFixture) -> Result<()> {
    let unknown = OrderCode::of(&fixture.books.operation_id());
    assert_eq!(fixture.find(&unknown).await?, Found::Nothing);

    for number in [DECLINED, BROKEN] {
        let request = fixture.authorisation(number)?;
        let expected = match fixture.psp.authorise(&request).await? {
            AuthorisationOutcome::Declined(retry) => Found::Declined(retry),
            AuthorisationOutcome::Failed => Found::Failed,
            AuthorisationOutcome::Authorised(hold) => anyhow::bail!("{hold:?}"),
        };
        assert_eq!(fixture.find(&request.order_code).await?, expected);
    }

    let (code, reference) = fixture.hold().await?;
    assert_eq!(
        fixture.find(&code).await?,
        Found::Authorised(Hold::once(reference.clone()))
    );
    let held = (code, reference);
    fixture.psp.cancel(&cancel(&held)).await?;
    assert_eq!(fixture.find(&held.0).await?, Found::Cancelled(held.1));

    let taken = fixture.take().await?;
    let captured = Found::Captured(taken.1.clone());
    assert_eq!(fixture.find(&taken.0).await?, captured);
    fixture.psp.refund(&fixture.refund(&taken, 1_000)?).await?;
    assert_eq!(fixture.find(&taken.0).await?, captured);
    Ok(())
}

pub async fn nothing_of_a_card_is_in_the_books(fixture: &PspFixture) -> Result<()> {
    let (code, _) = fixture.take().await?;

    let entry = fixture.books.ledger.authorisation(&code).await?;
    let entry = entry.context("nothing is in the books")?;
    let movements = fixture.movements(&code).await?;

    // The order code and the reference are random, and could hold any short run of digits.
    let reference = entry.psp_reference.as_str();
    let books = format!("{entry:?} {movements:?}");
    assert!(!books.contains(GOOD));
    assert!(!books.contains("Lovelace"));
    assert!(!reference.contains(GOOD) && reference != CODE);
    Ok(())
}
