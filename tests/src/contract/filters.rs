//! What the filters of the payment search match that take whole values, and what they
//! do not. Those that take parts of texts have a file of their own.

use anyhow::Result;
use domain::card::{Brand, CardSummary};
use domain::payment::{AgreementPart, AgreementPaymentType, AuthorisationMode, NewPayment};
use domain::ports::queries::{PaymentSearch, Settled};
use domain::{Payment, PaymentId};
use time::Date;
use time::macros::date;

use super::specimens::card;
use super::{Fixture, START};

async fn found(fixture: &Fixture, search: &PaymentSearch) -> Result<Vec<PaymentId>> {
    let page = fixture.queries.search(&fixture.account.id, search).await?;
    assert_eq!(usize::try_from(page.total)?, page.items.len());
    Ok(page
        .items
        .iter()
        .map(|payment| payment.id.clone())
        .collect())
}

/// Searches with the filter set to each of the texts, and compares what is found
/// with the one payment that is expected, if one is.
pub(super) async fn assert_finds(
    fixture: &Fixture,
    filter: fn(Option<String>) -> PaymentSearch,
    rows: &[(&str, Option<&PaymentId>)],
) -> Result<()> {
    for (text, expected) in rows {
        let found = found(fixture, &filter(Some((*text).to_owned()))).await?;
        assert_eq!(
            found.iter().collect::<Vec<_>>(),
            expected.as_slice(),
            "{text}"
        );
    }
    Ok(())
}

fn by_card_brand(card_brand: Option<String>) -> PaymentSearch {
    PaymentSearch {
        card_brand,
        ..PaymentSearch::default()
    }
}

fn by_first_digits(first_digits: Option<String>) -> PaymentSearch {
    PaymentSearch {
        first_digits,
        ..PaymentSearch::default()
    }
}

fn by_last_digits(last_digits: Option<String>) -> PaymentSearch {
    PaymentSearch {
        last_digits,
        ..PaymentSearch::default()
    }
}

fn by_agreement(agreement: Option<String>) -> PaymentSearch {
    PaymentSearch {
        agreement,
        ..PaymentSearch::default()
    }
}

pub(super) async fn add_with_card(fixture: &Fixture, card: CardSummary) -> Result<PaymentId> {
    let mut payment = fixture.payment()?;
    payment.enter_card(card);
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

pub async fn a_brand_matches_by_its_identifier(fixture: &Fixture) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    add_with_card(fixture, CardSummary::default()).await?;
    let of = |brand| {
        card().map(|card| CardSummary {
            brand: Some(brand),
            ..card
        })
    };
    let visa = &add_with_card(fixture, of(Brand::Visa)?).await?;
    let mastercard = &add_with_card(fixture, of(Brand::Mastercard)?).await?;

    let rows = [
        ("visa", Some(visa)),
        ("master-card", Some(mastercard)),
        ("jcb", None),
        ("vis", None),
        ("mastercard", None),
        ("%", None),
        ("no such brand", None),
    ];
    assert_finds(fixture, by_card_brand, &rows).await
}

pub async fn the_first_and_the_last_digits_match_whole(fixture: &Fixture) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    let of = |first: &str, last: &str| {
        card().map(|card| CardSummary {
            first_six: Some(first.to_owned()),
            last_four: Some(last.to_owned()),
            ..card
        })
    };
    let one = &add_with_card(fixture, of("424242", "0042")?).await?;
    let other = &add_with_card(fixture, of("004242", "4242")?).await?;

    let rows = [
        ("424242", Some(one)),
        ("004242", Some(other)),
        ("4242", None),
        ("42424", None),
        ("42424_", None),
        ("4242420", None),
    ];
    assert_finds(fixture, by_first_digits, &rows).await?;
    let rows = [
        ("0042", Some(one)),
        ("4242", Some(other)),
        ("42", None),
        ("%", None),
        ("042", None),
    ];
    assert_finds(fixture, by_last_digits, &rows).await
}

/// Adds a payment of this mode with a part in an agreement of its own.
async fn add_with_agreement(
    fixture: &Fixture,
    mode: AuthorisationMode,
) -> Result<(String, PaymentId)> {
    let mut agreement = fixture.agreement()?;
    fixture.add_agreement(&mut agreement).await?;
    let part = AgreementPart {
        agreement: agreement.id.clone(),
        payment_type: AgreementPaymentType::default(),
    };
    let request = NewPayment {
        mode,
        agreement: Some(part),
        ..fixture.request()?
    };
    let mut payment = Payment::create(request, START);
    fixture.add(&mut payment).await?;
    Ok((agreement.id.as_str().to_owned(), payment.id.clone()))
}

pub async fn an_agreement_finds_what_sets_it_up_and_what_is_taken_on_it(
    fixture: &Fixture,
) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    let (first, sets_up) = add_with_agreement(fixture, AuthorisationMode::Web).await?;
    let (second, taken_on) = add_with_agreement(fixture, AuthorisationMode::Agreement).await?;

    let rows = [
        (&*first, Some(&sets_up)),
        (&*second, Some(&taken_on)),
        ("no such agreement", None),
        ("%", None),
    ];
    assert_finds(fixture, by_agreement, &rows).await
}

pub async fn both_days_of_paying_out_are_included(fixture: &Fixture) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    fixture.add(&mut fixture.captured()?).await?;
    let days = [
        date!(2026 - 06 - 30),
        date!(2026 - 07 - 01),
        date!(2026 - 12 - 31),
    ];
    let mut paid_out = Vec::new();
    for day in days {
        let mut payment = fixture.captured()?;
        payment.settle(day, START);
        fixture.add(&mut payment).await?;
        paid_out.push(payment.id.clone());
    }

    for (from, to, expected) in settled_rows() {
        let search = PaymentSearch {
            settled: Settled { from, to },
            ..PaymentSearch::default()
        };
        let mut found = found(fixture, &search).await?;
        found.sort();
        let mut expected = paid_out.get(expected).unwrap_or_default().to_vec();
        expected.sort();
        assert_eq!(found, expected, "{from:?} {to:?}");
    }
    Ok(())
}

/// Days to search from and to, and which of three things are found then that were
/// paid out on 30 June, 1 July and 31 December 2026.
pub(super) fn settled_rows() -> [(Option<Date>, Option<Date>, std::ops::Range<usize>); 7] {
    let july = Some(date!(2026 - 07 - 01));
    [
        (july, None, 1..3),
        (None, july, 0..2),
        (july, july, 1..2),
        (Some(date!(2026 - 07 - 02)), None, 2..3),
        (None, Some(date!(2026 - 06 - 29)), 0..0),
        (
            Some(date!(2025 - 01 - 01)),
            Some(date!(2027 - 01 - 01)),
            0..3,
        ),
        (
            Some(date!(2026 - 12 - 31)),
            Some(date!(2026 - 06 - 30)),
            0..0,
        ),
    ]
}

pub async fn every_filter_narrows_the_others(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.full_payment().await?;
    fixture.add(&mut payment).await?;
    fixture.add(&mut fixture.payment()?).await?;
    let all = PaymentSearch {
        reference: Some(payment.reference.as_str().to_lowercase()),
        email: Some("ADA@".to_owned()),
        statuses: vec![payment.status()],
        card_brand: Some("visa".to_owned()),
        cardholder_name: Some("lovelace".to_owned()),
        first_digits: Some("424242".to_owned()),
        last_digits: Some("0042".to_owned()),
        agreement: payment
            .agreement
            .as_ref()
            .map(|part| part.agreement.as_str().to_owned()),
        from: Some(START),
        to: Some(domain::Timestamp::from_millis(START.as_millis() + 1)),
        ..PaymentSearch::default()
    };
    assert_eq!(
        found(fixture, &all).await?,
        std::slice::from_ref(&payment.id)
    );

    let other = || Some("other".to_owned());
    let others: [fn(&mut PaymentSearch, Option<String>); 7] = [
        |search, other| search.reference = other,
        |search, other| search.email = other,
        |search, other| search.card_brand = other,
        |search, other| search.cardholder_name = other,
        |search, other| search.first_digits = other,
        |search, other| search.last_digits = other,
        |search, other| search.agreement = other,
    ];
    for (row, change) in others.iter().enumerate() {
        let mut search = all.clone();
        change(&mut search, other());
        assert_eq!(found(fixture, &search).await?, [], "{row}");
    }
    Ok(())
}
