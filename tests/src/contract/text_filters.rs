//! What the filters of the payment search match that take a part of a text: a part,
//! whatever its case, and nothing that looks like a pattern.

use anyhow::Result;
use domain::PaymentId;
use domain::card::{CardSummary, Holder};
use domain::ports::queries::PaymentSearch;

use super::Fixture;
use super::filters::{add_with_card, assert_finds};
use super::specimens::{card, email};

fn by_email(email: Option<String>) -> PaymentSearch {
    PaymentSearch {
        email,
        ..PaymentSearch::default()
    }
}

fn by_cardholder_name(cardholder_name: Option<String>) -> PaymentSearch {
    PaymentSearch {
        cardholder_name,
        ..PaymentSearch::default()
    }
}

async fn add_with_email(fixture: &Fixture, text: &str) -> Result<PaymentId> {
    let mut payment = fixture.payment()?;
    payment.enter_email(email(text)?);
    fixture.add(&mut payment).await?;
    Ok(payment.id.clone())
}

async fn add_with_holder(fixture: &Fixture, name: &str) -> Result<PaymentId> {
    let card = CardSummary {
        holder: Some(Holder::parse(name)?),
        ..card()?
    };
    add_with_card(fixture, card).await
}

pub async fn a_part_of_an_email_matches_whatever_its_case(fixture: &Fixture) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    let ada = &add_with_email(fixture, "Ada.Lovelace+tax@Example.ORG").await?;
    let welsh = &add_with_email(fixture, "TŶ@ôl.cymru").await?;

    let rows = [
        ("Ada.Lovelace+tax@Example.ORG", Some(ada)),
        ("ada.lovelace+tax@example.org", Some(ada)),
        ("LOVELACE", Some(ada)),
        ("a.l", Some(ada)),
        ("g", Some(ada)),
        ("tŷ", Some(welsh)),
        ("@ÔL.", Some(welsh)),
        ("ada lovelace", None),
        ("ada.lovelace@", None),
        ("ty@", None),
        ("ada.lovelace+tax@example.org.", None),
    ];
    assert_finds(fixture, by_email, &rows).await
}

pub async fn a_part_of_an_email_has_no_wildcards(fixture: &Fixture) -> Result<()> {
    add_with_email(fixture, "abc@example.org").await?;
    let signs = &add_with_email(fixture, r"a%_\'*?[x]^$.+(z)@example.org").await?;

    let rows = [
        ("%", Some(signs)),
        ("_", Some(signs)),
        (r"\", Some(signs)),
        (r"%_\'", Some(signs)),
        (r"a%_\'*?[X]^$.+(Z)@", Some(signs)),
        ("a%@", None),
        ("a_c", None),
        ("a.c", None),
        (r"\%", None),
        (r"\\", None),
        ("[a-z]", None),
    ];
    assert_finds(fixture, by_email, &rows).await
}

pub async fn a_part_of_the_name_on_the_card_matches_whatever_its_case(
    fixture: &Fixture,
) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    add_with_card(fixture, CardSummary::default()).await?;
    let ada = &add_with_holder(fixture, "Ada LOVELACE").await?;
    let welsh = &add_with_holder(fixture, "Siôn Ŵyn").await?;
    let signs = &add_with_holder(fixture, r"%_\ O'Neil").await?;

    let rows = [
        ("Ada LOVELACE", Some(ada)),
        ("ada lovelace", Some(ada)),
        ("A L", Some(ada)),
        ("SIÔN ŵYN", Some(welsh)),
        ("ŵ", Some(welsh)),
        ("o'neil", Some(signs)),
        ("%", Some(signs)),
        ("_", Some(signs)),
        (r"\", Some(signs)),
        ("ada  lovelace", None),
        ("A%E", None),
        ("w", None),
    ];
    assert_finds(fixture, by_cardholder_name, &rows).await
}
