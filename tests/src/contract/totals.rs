//! How many match in all: the same whether everything is counted or asked for by a
//! filter, and at once after every change.

use std::time::Duration;

use anyhow::Result;
use domain::dispute::DisputeStatus;
use domain::ports::queries::{AgreementSearch, DisputeSearch, PaymentSearch, RefundSearch, Sheet};
use domain::{Amount, Payment};

use super::{Fixture, START, at_once};

/// The totals of payments, refunds, disputes and agreements.
type Totals = [u64; 4];

const ONE: Sheet = Sheet {
    page: 1,
    display_size: 1,
};

/// The totals without a filter.
async fn totals(fixture: &Fixture) -> Result<Totals> {
    let (queries, account) = (&fixture.queries, &fixture.account.id);
    let payments = PaymentSearch {
        sheet: ONE,
        ..PaymentSearch::default()
    };
    let refunds = RefundSearch {
        sheet: ONE,
        ..RefundSearch::default()
    };
    let disputes = DisputeSearch {
        sheet: ONE,
        ..DisputeSearch::default()
    };
    let agreements = AgreementSearch {
        sheet: ONE,
        ..AgreementSearch::default()
    };
    Ok([
        queries.search(account, &payments).await?.total,
        queries.search_refunds(account, &refunds).await?.total,
        queries.search_disputes(account, &disputes).await?.total,
        queries.search_agreements(account, &agreements).await?.total,
    ])
}

/// The totals with a filter that everything matches.
async fn filtered(fixture: &Fixture) -> Result<Totals> {
    let (queries, account) = (&fixture.queries, &fixture.account.id);
    let from = Some(START.minus(Duration::from_secs(1)));
    let payments = PaymentSearch {
        from,
        ..PaymentSearch::default()
    };
    let refunds = RefundSearch {
        from,
        ..RefundSearch::default()
    };
    let disputes = DisputeSearch {
        from,
        ..DisputeSearch::default()
    };
    let agreements = AgreementSearch {
        reference: Some("AGREEMENT % REFERENCE".to_owned()),
        ..AgreementSearch::default()
    };
    Ok([
        queries.search(account, &payments).await?.total,
        queries.search_refunds(account, &refunds).await?.total,
        queries.search_disputes(account, &disputes).await?.total,
        queries.search_agreements(account, &agreements).await?.total,
    ])
}

async fn assert_totals(fixture: &Fixture, expected: Totals) -> Result<()> {
    assert_eq!(totals(fixture).await?, expected);
    assert_eq!(filtered(fixture).await?, expected);
    Ok(())
}

/// Adds a refund to the payment, not yet saved.
fn refund(fixture: &Fixture, payment: &mut Payment) -> Result<()> {
    Ok(payment.request_refund(fixture.refund_id(), Amount::from_minor(1)?, None, START)?)
}

pub async fn totals_with_and_without_a_filter_are_the_same(fixture: &Fixture) -> Result<()> {
    assert_totals(fixture, [0, 0, 0, 0]).await?;
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    assert_totals(fixture, [1, 0, 0, 0]).await?;
    for expected in 1..=3 {
        refund(fixture, &mut payment)?;
        fixture.save(&mut payment).await?;
        assert_totals(fixture, [1, expected, 0, 0]).await?;
    }
    let dispute = fixture.dispute(DisputeStatus::NeedsResponse, START)?;
    payment.open_dispute(dispute.clone(), START)?;
    fixture.save(&mut payment).await?;
    assert_totals(fixture, [1, 3, 1, 0]).await?;
    payment.move_dispute(&dispute.id, DisputeStatus::Won, START)?;
    payment.redact(START);
    fixture.save(&mut payment).await?;
    assert_totals(fixture, [1, 3, 1, 0]).await?;
    fixture.add_agreement(&mut fixture.agreement()?).await?;
    assert_totals(fixture, [1, 3, 1, 1]).await?;

    let mut whole = fixture.captured()?;
    refund(fixture, &mut whole)?;
    whole.open_dispute(dispute_again(fixture)?, START)?;
    fixture.add(&mut whole).await?;
    assert_totals(fixture, [2, 4, 2, 1]).await?;
    fixture.data.reset().await?;
    assert_totals(fixture, [0, 0, 0, 0]).await
}

fn dispute_again(fixture: &Fixture) -> Result<domain::dispute::Dispute> {
    fixture.dispute(DisputeStatus::NeedsResponse, START)
}

pub async fn what_is_rolled_back_is_not_counted(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.captured()?;
    fixture.add(&mut payment).await?;
    let mut behind = payment.clone();
    fixture.save(&mut payment).await?;

    let mut unit = fixture.unit().await?;
    unit.payments().add(&mut fixture.payment()?).await?;
    unit.agreements().add(&mut fixture.agreement()?).await?;
    refund(fixture, &mut payment)?;
    unit.payments().save(&mut payment).await?;
    drop(unit);
    refund(fixture, &mut behind)?;
    assert!(fixture.save(&mut behind).await.is_err());

    assert_totals(fixture, [1, 0, 0, 0]).await
}

pub async fn totals_are_their_accounts_own(fixture: &Fixture) -> Result<()> {
    fixture.add(&mut fixture.payment()?).await?;
    let other = fixture.other_account().await?;

    let everything = PaymentSearch::default();

    let page = fixture.queries.search(&other.id, &everything).await?;

    assert_eq!(page.total, 0);
    Ok(())
}

pub async fn nothing_is_lost_when_many_add_at_once(fixture: &Fixture) -> Result<()> {
    let mut payments = Vec::new();
    for _ in 0..64 {
        let mut payment = fixture.captured()?;
        refund(fixture, &mut payment)?;
        payments.push(payment);
    }

    let added = at_once(payments.chunks(8).map(|mine| {
        let (store, mut mine) = (fixture.store.clone(), mine.to_vec());
        async move {
            for payment in &mut mine {
                let mut unit = store.begin().await?;
                unit.payments().add(payment).await?;
                unit.commit().await?;
            }
            Ok::<(), anyhow::Error>(())
        }
    }))
    .await?;
    added.into_iter().collect::<Result<Vec<()>>>()?;

    assert_totals(fixture, [64, 64, 0, 0]).await
}

pub async fn a_search_sees_what_was_written_before_it(fixture: &Fixture) -> Result<()> {
    let mut payments = Vec::new();
    for _ in 0..8 {
        payments.push([fixture.payment()?, fixture.payment()?, fixture.payment()?]);
    }
    let account = fixture.account.id.clone();

    let searched = at_once(payments.into_iter().map(|mine| {
        let (store, queries) = (fixture.store.clone(), fixture.queries.clone());
        let account = account.clone();
        async move {
            for (place, mut payment) in (1..).zip(mine) {
                let mut unit = store.begin().await?;
                unit.payments().add(&mut payment).await?;
                unit.commit().await?;
                let page = queries.search(&account, &PaymentSearch::default()).await?;
                assert!(page.items.iter().any(|found| found.id == payment.id));
                assert!(page.total >= place, "{}", page.total);
            }
            Ok::<(), anyhow::Error>(())
        }
    }))
    .await?;

    searched.into_iter().collect::<Result<Vec<()>>>()?;
    Ok(())
}
