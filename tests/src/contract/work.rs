//! The work queue: one piece per kind, and nobody gets another's.

use std::time::Duration;

use anyhow::Result;
use domain::Timestamp;
use domain::work::{LEASE, Work, WorkGroup, WorkKind};
use domain::{DeliveryId, EmailId, WebhookId};

use super::{Fixture, START, at_once};

pub(super) fn seconds(after_start: u64) -> Timestamp {
    START.plus(Duration::from_secs(after_start))
}

/// Work about a payment of its own, due at this instant and in the store.
pub(super) async fn scheduled(fixture: &Fixture, due_at: Timestamp) -> Result<Work> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let kind = WorkKind::Expire(payment.id.clone());
    let work = Work::due(fixture.work_id(), kind, due_at);
    schedule(fixture, &work).await?;
    Ok(work)
}

pub(super) async fn schedule(fixture: &Fixture, work: &Work) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.work().schedule(work).await?;
    Ok(unit.commit().await?)
}

pub(super) async fn find(fixture: &Fixture, kind: &WorkKind) -> Result<Option<Work>> {
    Ok(fixture.unit().await?.work().find(kind).await?)
}

/// Claims work of the first group.
pub(super) async fn claim(fixture: &Fixture, now: Timestamp, limit: u64) -> Result<Vec<Work>> {
    claim_of(fixture, WorkGroup::Payments, now, limit).await
}

pub(super) async fn claim_of(
    fixture: &Fixture,
    group: WorkGroup,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<Work>> {
    let mut unit = fixture.unit().await?;
    let until = now.plus(LEASE);
    let claimed = unit.work().claim(group, now, until, limit).await?;
    unit.commit().await?;
    Ok(claimed)
}

/// Claims the one piece that can be claimed.
pub(super) async fn claim_one(fixture: &Fixture, now: Timestamp) -> Result<Work> {
    let claimed = claim(fixture, now, 10).await?;
    let [work] = claimed.as_slice() else {
        anyhow::bail!("claimed {claimed:?}");
    };
    Ok(work.clone())
}

pub(super) async fn finish(fixture: &Fixture, work: &Work) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.work().finish(work).await?;
    Ok(unit.commit().await?)
}

pub(super) async fn put_off(
    fixture: &Fixture,
    work: &Work,
    due_at: Timestamp,
    attempts: u32,
) -> Result<()> {
    let mut unit = fixture.unit().await?;
    unit.work().put_off(work, due_at, attempts).await?;
    Ok(unit.commit().await?)
}

pub async fn every_kind_of_work_comes_back_as_it_was_scheduled(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let id = payment.id.clone();
    for kind in [
        WorkKind::Capture(id.clone()),
        WorkKind::Expire(id.clone()),
        WorkKind::AuthoriseStored(id.clone()),
        WorkKind::ResolveAuthorisation(id.clone()),
        WorkKind::Cancel(id.clone()),
        WorkKind::SubmitRefund(id.clone(), fixture.refund_id()),
        WorkKind::SubmitRefund(id.clone(), fixture.refund_id()),
        WorkKind::LapseApproval(id.clone(), fixture.refund_id()),
        WorkKind::LapseApproval(id.clone(), fixture.refund_id()),
        WorkKind::DispatchEvents,
        WorkKind::DeliverWebhooks(WebhookId::from_random(fixture.fresh()), id.clone()),
        WorkKind::DeliverWebhooks(WebhookId::from_random(fixture.fresh()), id),
        WorkKind::RedeliverWebhook(DeliveryId::from_random(fixture.fresh())),
        WorkKind::RedeliverWebhook(DeliveryId::from_random(fixture.fresh())),
        WorkKind::SendEmail(EmailId::from_random(fixture.fresh())),
        WorkKind::SendEmail(EmailId::from_random(fixture.fresh())),
        WorkKind::Housekeep,
    ] {
        let work = Work {
            attempts: 3,
            ..Work::leased(fixture.work_id(), kind.clone(), START)
        };

        schedule(fixture, &work).await?;

        assert_eq!(find(fixture, &kind).await?, Some(work));
    }
    Ok(())
}

pub async fn work_nobody_scheduled_is_not_found(fixture: &Fixture) -> Result<()> {
    assert_eq!(find(fixture, &WorkKind::DispatchEvents).await?, None);
    Ok(())
}

pub async fn work_of_one_kind_exists_once_and_is_due_at_the_earlier_time(
    fixture: &Fixture,
) -> Result<()> {
    let first = scheduled(fixture, seconds(20)).await?;

    for (due_at, expected) in [(30, 20), (10, 10), (20, 10)] {
        let again = Work {
            attempts: 9,
            ..Work::leased(fixture.work_id(), first.kind.clone(), seconds(due_at))
        };
        schedule(fixture, &again).await?;

        let expected = Work {
            due_at: seconds(expected),
            ..first.clone()
        };
        assert_eq!(find(fixture, &first.kind).await?, Some(expected));
    }
    assert_eq!(claim(fixture, seconds(100), 10).await?.len(), 1);
    Ok(())
}

pub async fn only_what_is_due_is_claimed_longest_due_first(fixture: &Fixture) -> Result<()> {
    let mut expected = Vec::new();
    for due_at in [3, 1, 2] {
        expected.push((due_at, scheduled(fixture, seconds(due_at)).await?.id));
    }
    scheduled(fixture, seconds(4)).await?;
    expected.sort();

    let claimed = claim(fixture, seconds(3), 10).await?;

    let claimed: Vec<_> = claimed.into_iter().map(|work| work.id).collect();
    let expected: Vec<_> = expected.into_iter().map(|(_, id)| id).collect();
    assert_eq!(claimed, expected);
    Ok(())
}

pub async fn no_more_work_is_claimed_than_was_asked_for(fixture: &Fixture) -> Result<()> {
    for _ in 0..5 {
        scheduled(fixture, START).await?;
    }

    let mut numbers = Vec::new();
    for _ in 0..4 {
        numbers.push(claim(fixture, START, 2).await?.len());
    }

    assert_eq!(numbers, [2, 2, 1, 0]);
    Ok(())
}

pub async fn each_group_claims_its_own_work_alone(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let webhook = WebhookId::from_random(fixture.fresh());
    let of_messages = [
        WorkKind::DispatchEvents,
        WorkKind::DeliverWebhooks(webhook, payment.id.clone()),
        WorkKind::RedeliverWebhook(DeliveryId::from_random(fixture.fresh())),
        WorkKind::SendEmail(EmailId::from_random(fixture.fresh())),
    ];
    let of_payments = [
        WorkKind::Housekeep,
        WorkKind::Capture(payment.id.clone()),
        WorkKind::SubmitRefund(payment.id.clone(), fixture.refund_id()),
    ];
    for (kind, second) in of_messages.iter().chain(&of_payments).zip(0..) {
        let work = Work::due(fixture.work_id(), kind.clone(), seconds(second));
        schedule(fixture, &work).await?;
    }

    for (group, expected) in [
        (WorkGroup::Messages, of_messages.as_slice()),
        (WorkGroup::Payments, of_payments.as_slice()),
        (WorkGroup::Messages, &[]),
    ] {
        let claimed = claim_of(fixture, group, seconds(10), 10).await?;
        let kinds: Vec<_> = claimed.into_iter().map(|work| work.kind).collect();
        assert_eq!(kinds, expected, "{group:?}");
    }
    Ok(())
}

pub async fn finished_work_is_gone_and_can_be_scheduled_again(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    finish(fixture, &work).await?;

    assert_eq!(find(fixture, &work.kind).await?, None);
    assert_eq!(claim(fixture, START, 10).await?, []);

    let again = Work::due(fixture.work_id(), work.kind.clone(), seconds(9));
    schedule(fixture, &again).await?;
    assert_eq!(find(fixture, &work.kind).await?, Some(again));
    Ok(())
}

pub async fn finishing_what_is_gone_changes_nothing(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;

    let gone = Work {
        id: fixture.work_id(),
        ..work.clone()
    };
    finish(fixture, &gone).await?;

    assert_eq!(find(fixture, &work.kind).await?, Some(work));
    Ok(())
}

pub async fn work_that_is_put_off_is_due_then_and_not_leased(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    let claimed = claim_one(fixture, START).await?;

    put_off(fixture, &claimed, seconds(5), 7).await?;

    let later = Work {
        due_at: seconds(5),
        attempts: 7,
        leased_until: None,
        ..work.clone()
    };
    assert_eq!(find(fixture, &work.kind).await?, Some(later));
    assert_eq!(claim(fixture, seconds(4), 10).await?, []);
    assert_eq!(claim(fixture, seconds(5), 10).await?.len(), 1);
    Ok(())
}

pub async fn putting_off_what_is_gone_changes_nothing(fixture: &Fixture) -> Result<()> {
    let gone = Work::due(fixture.work_id(), WorkKind::Housekeep, START);

    put_off(fixture, &gone, START, 1).await?;

    assert_eq!(claim(fixture, seconds(1), 10).await?, []);
    Ok(())
}

pub async fn schedulers_at_once_leave_one_piece_of_a_kind(fixture: &Fixture) -> Result<()> {
    let scheduled = at_once((1..=20).map(|second| {
        let store = fixture.store.clone();
        let work = Work::due(fixture.work_id(), WorkKind::Housekeep, seconds(second));
        async move {
            let mut unit = store.begin().await?;
            unit.work().schedule(&work).await?;
            tokio::task::yield_now().await;
            unit.commit().await
        }
    }))
    .await?;
    for scheduled in scheduled {
        scheduled?;
    }

    let only = claim_one(fixture, seconds(100)).await?;
    assert_eq!(only.due_at, seconds(1));
    Ok(())
}
