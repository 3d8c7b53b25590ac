//! Searching an account's agreements.

use std::time::Duration;

use anyhow::Result;
use domain::agreement::{AgreementStatus, NewAgreement, PaymentInstrument, StoredCard};
use domain::payment::Reference;
use domain::ports::queries::{AgreementSearch, Page, Sheet};
use domain::{Agreement, AgreementId, Timestamp};
use strum::IntoEnumIterator as _;

use super::specimens::card;
use super::{Fixture, START};

fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

async fn add(fixture: &Fixture, reference: &str, at: Timestamp) -> Result<Agreement> {
    let new = NewAgreement {
        reference: Reference::parse(reference)?,
        ..fixture.new_agreement()?
    };
    let mut agreement = Agreement::create(new, at);
    fixture.add_agreement(&mut agreement).await?;
    Ok(agreement)
}

async fn page(fixture: &Fixture, search: &AgreementSearch) -> Result<Page<Agreement>> {
    let account = &fixture.account.id;
    Ok(fixture.queries.search_agreements(account, search).await?)
}

async fn found(fixture: &Fixture, search: &AgreementSearch) -> Result<Vec<AgreementId>> {
    let page = page(fixture, search).await?;
    assert_eq!(usize::try_from(page.total)?, page.items.len());
    Ok(page.items.into_iter().map(|found| found.id).collect())
}

pub async fn agreements_are_found_newest_first_with_their_cards(fixture: &Fixture) -> Result<()> {
    let mut expected = vec![add(fixture, "first", seconds(1)).await?];
    let mut second = add(fixture, "second", seconds(2)).await?;
    second.activate(PaymentInstrument {
        created_at: seconds(3),
        card: card()?,
        stored: StoredCard::given("name"),
    })?;
    fixture.save_agreement(&mut second).await?;
    expected.insert(0, second);

    let page = page(fixture, &AgreementSearch::default()).await?;

    assert_eq!(page.total, 2);
    assert_eq!(page.items, expected);
    Ok(())
}

pub async fn another_accounts_agreements_are_not_found(fixture: &Fixture) -> Result<()> {
    add(fixture, "mine", START).await?;
    let other = fixture.other_account().await?;

    let everything = AgreementSearch::default();

    let page = fixture
        .queries
        .search_agreements(&other.id, &everything)
        .await?;

    assert_eq!((page.items, page.total), (Vec::new(), 0));
    Ok(())
}

pub async fn an_agreements_reference_matches_whole_and_whatever_its_case(
    fixture: &Fixture,
) -> Result<()> {
    let plain = add(fixture, "Ref-12 / A", START).await?.id;
    let welsh = add(fixture, "Tŷ Ôl", START).await?.id;
    let signs = add(fixture, r"a%_\'*?", START).await?.id;

    for (reference, expected) in [
        ("Ref-12 / A", Some(&plain)),
        ("rEF-12 / a", Some(&plain)),
        ("TŶ ÔL", Some(&welsh)),
        (r"A%_\'*?", Some(&signs)),
        ("Ref-12", None),
        ("%", None),
        ("a%", None),
        ("_______", None),
        ("", None),
    ] {
        let search = AgreementSearch {
            reference: Some(reference.to_owned()),
            ..AgreementSearch::default()
        };
        let found = found(fixture, &search).await?;
        assert_eq!(found.first(), expected, "{reference}");
    }
    Ok(())
}

pub async fn agreements_are_found_by_their_present_status(fixture: &Fixture) -> Result<()> {
    let mut agreement = add(fixture, "reference", START).await?;

    for present in AgreementStatus::iter() {
        agreement.status = present;
        fixture.save_agreement(&mut agreement).await?;
        for status in AgreementStatus::iter() {
            let search = AgreementSearch {
                reference: Some("REFERENCE".to_owned()),
                status: Some(status),
                ..AgreementSearch::default()
            };
            let found = found(fixture, &search).await?;
            assert_eq!(!found.is_empty(), status == present, "{status:?}");
        }
    }
    Ok(())
}

pub async fn pages_of_agreements_follow_one_another(fixture: &Fixture) -> Result<()> {
    for second in [1, 2, 3, 3, 3] {
        add(fixture, "same", seconds(second)).await?;
    }
    let whole = found(fixture, &AgreementSearch::default()).await?;

    let mut paged = Vec::new();
    for number in 1..=4 {
        let sheet = Sheet {
            page: number,
            display_size: 2,
        };
        for reference in [None, Some("same".to_owned())] {
            let search = AgreementSearch {
                reference: reference.clone(),
                sheet,
                ..AgreementSearch::default()
            };
            let page = page(fixture, &search).await?;
            assert_eq!(page.total, 5);
            assert_eq!(page.is_past_the_end(), number == 4);
            if reference.is_none() {
                paged.extend(page.items.into_iter().map(|found| found.id));
            }
        }
    }

    assert_eq!(whole.len(), 5);
    assert_eq!(paged, whole);
    Ok(())
}
