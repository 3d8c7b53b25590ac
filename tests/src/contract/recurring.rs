//! A PSP that keeps cards: it names them, and holds money on them again.

use std::sync::Arc;

use anyhow::{Context, Result};
use domain::Amount;
use domain::agreement::StoredCard;
use domain::operation::OrderCode;
use domain::payment::AgreementPaymentType;
use domain::ports::psp::{
    AuthorisationOutcome, CaptureOutcome, Found, Hold, StoredAuthorisationRequest,
};
use domain::ports::sandbox::{LedgerAuthorisation, Verdict};

use super::psp::{BROKEN, DECLINED, GOOD, PspFixture};
use super::{START, at_once};

/// A card that is good once, and declined when it is kept.
const GOOD_ONCE: &str = "5105105105105100";

/// Has the PSP keep a card, and gives its name for it.
async fn keep(fixture: &PspFixture, number: &str) -> Result<StoredCard> {
    let mut request = fixture.authorisation(number)?;
    request.keeps_card = true;
    let outcome = fixture.psp.authorise(&request).await?;
    let AuthorisationOutcome::Authorised(hold) = outcome else {
        anyhow::bail!("{outcome:?}");
    };
    hold.stored_card.context("the card has no name")
}

fn request(fixture: &PspFixture, card: &StoredCard) -> Result<StoredAuthorisationRequest> {
    let fresh = fixture.authorisation(GOOD)?;
    Ok(StoredAuthorisationRequest {
        operation: fresh.operation,
        order_code: fresh.order_code,
        payment: fresh.payment,
        amount: Amount::from_minor(1_000)?,
        reference: fresh.reference,
        description: fresh.description,
        card: card.clone(),
        payment_type: AgreementPaymentType::Recurring,
    })
}

async fn authorise(
    fixture: &PspFixture,
    request: &StoredAuthorisationRequest,
) -> Result<AuthorisationOutcome> {
    let recurring = fixture.psp.recurring().context("it keeps no cards")?;
    Ok(recurring.authorise_stored(request).await?)
}

async fn entry(fixture: &PspFixture, order_code: &OrderCode) -> Result<LedgerAuthorisation> {
    let entry = fixture.books.ledger.authorisation(order_code).await?;
    entry.context("nothing is in the books")
}

pub async fn a_card_is_named_where_it_is_to_be_kept(fixture: &PspFixture) -> Result<()> {
    for keeps_card in [true, false] {
        let mut request = fixture.authorisation(GOOD)?;
        request.keeps_card = keeps_card;

        let outcome = fixture.psp.authorise(&request).await?;

        let AuthorisationOutcome::Authorised(hold) = outcome else {
            anyhow::bail!("{outcome:?}");
        };
        assert_eq!(hold.stored_card.is_some(), keeps_card);
    }
    Ok(())
}

pub async fn a_repetition_names_the_same_card_and_another_card_has_another_name(
    fixture: &PspFixture,
) -> Result<()> {
    let mut request = fixture.authorisation(GOOD)?;
    request.keeps_card = true;

    let first = fixture.psp.authorise(&request).await?;
    let second = fixture.psp.authorise(&request).await?;
    let name = keep(fixture, GOOD).await?;

    assert_eq!(second, first);
    let AuthorisationOutcome::Authorised(hold) = first else {
        anyhow::bail!("{first:?}");
    };
    assert_ne!(hold.stored_card, Some(name));
    Ok(())
}

pub async fn a_card_that_is_not_authorised_is_not_kept(fixture: &PspFixture) -> Result<()> {
    for number in [DECLINED, BROKEN] {
        let mut request = fixture.authorisation(number)?;
        request.keeps_card = true;

        fixture.psp.authorise(&request).await?;

        assert_eq!(entry(fixture, &request.order_code).await?.kept, None);
    }
    Ok(())
}

pub async fn a_kept_card_is_authorised_under_an_order_code_of_its_own(
    fixture: &PspFixture,
) -> Result<()> {
    let card = keep(fixture, GOOD).await?;
    for minor in [1, 2_000] {
        let request = StoredAuthorisationRequest {
            amount: Amount::from_minor(minor)?,
            ..request(fixture, &card)?
        };

        let outcome = authorise(fixture, &request).await?;

        let entry = entry(fixture, &request.order_code).await?;
        let hold = Hold::once(entry.psp_reference);
        assert_eq!(outcome, AuthorisationOutcome::Authorised(hold));
        assert_eq!(entry.payment, request.payment);
        assert_eq!(entry.amount, request.amount);
        assert_eq!(entry.verdict, Verdict::Authorised);
    }
    Ok(())
}

pub async fn money_held_on_a_kept_card_can_be_taken(fixture: &PspFixture) -> Result<()> {
    let request = request(fixture, &keep(fixture, GOOD).await?)?;
    let outcome = authorise(fixture, &request).await?;
    let AuthorisationOutcome::Authorised(hold) = outcome else {
        anyhow::bail!("{outcome:?}");
    };

    let held = (request.order_code, hold.psp_reference);
    let taken = fixture.psp.capture(&fixture.capture(&held)?).await?;

    assert_eq!(taken, CaptureOutcome::Captured(START.date()));
    assert_eq!(fixture.find(&held.0).await?, Found::Captured(held.1));
    Ok(())
}

pub async fn a_kept_card_can_be_declined_later(fixture: &PspFixture) -> Result<()> {
    let card = keep(fixture, GOOD_ONCE).await?;
    for _ in 0..2 {
        let request = request(fixture, &card)?;

        let outcome = authorise(fixture, &request).await?;

        assert!(
            matches!(outcome, AuthorisationOutcome::Declined(_)),
            "{outcome:?}"
        );
        let entry = entry(fixture, &request.order_code).await?;
        assert_eq!(entry.verdict, Verdict::Declined);
    }
    Ok(())
}

pub async fn a_card_that_is_not_kept_is_declined(fixture: &PspFixture) -> Result<()> {
    let mut set_up = fixture.authorisation(GOOD)?;
    set_up.keeps_card = false;
    fixture.psp.authorise(&set_up).await?;
    let name = keep(fixture, GOOD).await?;
    for unknown in [
        String::new(),
        "nonsense".to_owned(),
        set_up.order_code.as_str().to_owned(),
        format!("{}0", name.as_str()),
    ] {
        let request = request(fixture, &StoredCard::given(unknown.clone()))?;

        let outcome = authorise(fixture, &request).await?;

        let declined = matches!(outcome, AuthorisationOutcome::Declined(_));
        assert!(declined, "{unknown}: {outcome:?}");
    }
    Ok(())
}

pub async fn a_payment_on_a_kept_card_repeated_has_one_effect_and_one_answer(
    fixture: &PspFixture,
) -> Result<()> {
    for number in [GOOD, GOOD_ONCE] {
        let card = keep(fixture, number).await?;
        let request = Arc::new(request(fixture, &card)?);
        let first = authorise(fixture, &request).await?;
        let before = entry(fixture, &request.order_code).await?;

        let again = at_once((0..10).map(|_| {
            let (psp, request) = (fixture.psp.clone(), request.clone());
            async move {
                let recurring = psp.recurring().context("it keeps no cards")?;
                anyhow::Ok(recurring.authorise_stored(&request).await?)
            }
        }))
        .await?;

        for outcome in again {
            assert_eq!(outcome?, first);
        }
        assert_eq!(entry(fixture, &request.order_code).await?, before);
    }
    Ok(())
}

pub async fn an_inquiry_says_of_kept_cards_what_the_answer_said(
    fixture: &PspFixture,
) -> Result<()> {
    let mut set_up = fixture.authorisation(GOOD)?;
    set_up.keeps_card = true;
    let good = fixture.psp.authorise(&set_up).await?;
    let declined = request(fixture, &keep(fixture, GOOD_ONCE).await?)?;
    let refused = authorise(fixture, &declined).await?;

    for (order_code, answer) in [(&set_up.order_code, good), (&declined.order_code, refused)] {
        let expected = match answer {
            AuthorisationOutcome::Authorised(hold) => Found::Authorised(hold),
            AuthorisationOutcome::Declined(retry) => Found::Declined(retry),
            AuthorisationOutcome::Failed => Found::Failed,
        };
        assert_eq!(fixture.find(order_code).await?, expected);
    }
    Ok(())
}
