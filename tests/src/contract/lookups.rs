//! What platform administrators look for, and what lies behind a payment.

use anyhow::Result;
use domain::operation::{Exchange, Operation, OperationKind, OrderCode};
use domain::payment::report::{Report, ReportedCode, ReportedFailure, ReportedOutcome};
use domain::payment::{AuthorisationMode, NewPayment, PaymentState, Reference};
use domain::ports::queries::{FOUND_MAX, PaymentLookup};
use domain::staff::{StaffEmail, StaffMember};
use domain::work::{Work, WorkKind};
use domain::{AccountId, Payment, PaymentId, RefundId, ServiceId, Timestamp};

use super::work::{put_off, schedule, scheduled, seconds};
use super::{Fixture, START};

const MOST: usize = FOUND_MAX as usize;

fn ids(payments: &[Payment]) -> Vec<PaymentId> {
    payments.iter().map(|payment| payment.id.clone()).collect()
}

fn named(name: &str) -> PaymentLookup {
    PaymentLookup {
        name: Some(name.to_owned()),
        service: None,
    }
}

async fn looked_up(fixture: &Fixture, lookup: &PaymentLookup) -> Result<Vec<PaymentId>> {
    Ok(ids(&fixture.queries.find_payments(lookup).await?))
}

/// A payment of this account and reference in the store.
async fn add(
    fixture: &Fixture,
    account: &AccountId,
    reference: &str,
    at: Timestamp,
) -> Result<Payment> {
    let request = NewPayment {
        account: account.clone(),
        reference: Reference::parse(reference)?,
        ..fixture.request()?
    };
    let mut payment = Payment::create(request, at);
    fixture.add(&mut payment).await?;
    Ok(payment)
}

pub async fn a_payment_is_looked_up_by_whatever_it_is_called(fixture: &Fixture) -> Result<()> {
    let account = &fixture.account.id;
    let plain = add(fixture, account, "Trwydded Ŵ 100%", START).await?;
    let mut paid = fixture.payment_in(PaymentState::Captured(
        fixture.authorisation(),
        START.date(),
    ))?;
    fixture.add(&mut paid).await?;
    let failed = Report {
        processor_id: "processor".to_owned(),
        provider_id: "Call/7".to_owned(),
        outcome: ReportedOutcome::Failed(ReportedFailure {
            code: ReportedCode::Declined,
            error_code: None,
            error_message: None,
        }),
        created_at: None,
        authorised_at: None,
        auth_code: None,
        telephone_number: None,
    };
    let request = NewPayment {
        mode: AuthorisationMode::External,
        return_url: None,
        ..fixture.request()?
    };
    let mut reported = Payment::report(request, failed, None, seconds(1));
    fixture.add(&mut reported).await?;

    for (name, expected) in [
        (plain.id.as_str(), Some(&plain)),
        ("Trwydded Ŵ 100%", Some(&plain)),
        ("TRWYDDED ŵ 100%", Some(&plain)),
        ("trwydded ŵ", None),
        ("%", None),
        ("psp reference/1", Some(&paid)),
        ("PSP reference/1", None),
        ("Call/7", Some(&reported)),
        ("call/7", None),
        ("processor", None),
        ("", None),
        ("Call/7\0", None),
        ("\0", None),
    ] {
        let found = fixture.queries.find_payments(&named(name)).await?;
        let found: Vec<_> = found.iter().map(|payment| &**payment).collect();
        let expected: Vec<_> = expected.iter().map(|payment| &***payment).collect();
        assert_eq!(found, expected, "{name:?}");
    }
    Ok(())
}

pub async fn payments_are_looked_up_over_all_services_or_in_one(fixture: &Fixture) -> Result<()> {
    let other = fixture.other_account().await?;
    let ours = add(fixture, &fixture.account.id, "Renewal", START).await?;
    let theirs = add(fixture, &other.id, "renewal", seconds(1)).await?;
    let another = add(fixture, &other.id, "another", seconds(2)).await?;
    let (ours, theirs, another) = (ours.id.clone(), theirs.id.clone(), another.id.clone());

    let found = looked_up(fixture, &named("RENEWAL")).await?;
    assert_eq!(found, [theirs.clone(), ours.clone()]);
    let nobodys = ServiceId::from_random(fixture.fresh());
    for (service, name, expected) in [
        (&other.service, Some("renewal"), vec![theirs.clone()]),
        (&other.service, Some(ours.as_str()), vec![]),
        (&other.service, None, vec![another.clone(), theirs.clone()]),
        (fixture.service(), None, vec![ours.clone()]),
        (&nobodys, None, vec![]),
        (&nobodys, Some("renewal"), vec![]),
    ] {
        let lookup = PaymentLookup {
            name: name.map(str::to_owned),
            service: Some(service.clone()),
        };
        assert_eq!(looked_up(fixture, &lookup).await?, expected, "{lookup:?}");
    }
    let all = looked_up(fixture, &PaymentLookup::default()).await?;
    assert_eq!(all, [another, theirs, ours]);
    Ok(())
}

pub async fn no_more_payments_are_looked_up_than_the_newest_few(fixture: &Fixture) -> Result<()> {
    let mut unit = fixture.unit().await?;
    let mut added = Vec::new();
    for second in 0..FOUND_MAX + 5 {
        let mut payment = fixture.payment_at(seconds(second))?;
        unit.payments().add(&mut payment).await?;
        added.insert(0, payment.id.clone());
    }
    unit.commit().await?;
    added.truncate(MOST);

    let of_service = PaymentLookup {
        name: None,
        service: Some(fixture.service().clone()),
    };
    for lookup in [named("REFERENCE"), of_service, PaymentLookup::default()] {
        assert_eq!(looked_up(fixture, &lookup).await?, added, "{lookup:?}");
    }
    Ok(())
}

pub async fn payments_await_approval_longest_first(fixture: &Fixture) -> Result<()> {
    let (queries, account) = (&fixture.queries, &fixture.account.id);
    assert!(queries.awaiting_approval(account).await?.is_empty());
    let mut payments = Vec::new();
    for asked in [vec![5], vec![9, 1], vec![], vec![3], vec![2]] {
        let mut payment = fixture.captured()?;
        for second in asked {
            fixture.ask_approval(&mut payment, seconds(second))?;
        }
        payments.push(payment);
    }
    if let Some(last) = payments.last_mut() {
        let asked: Vec<RefundId> = last
            .approvals
            .iter()
            .map(|one| one.refund.clone())
            .collect();
        for refund in &asked {
            last.decline_refund(refund, fixture.issuer(), seconds(10))?;
        }
    }
    for payment in &mut payments {
        fixture.add(payment).await?;
    }
    let [fifth, first, _, third, _] = payments.as_slice() else {
        anyhow::bail!("there are {} payments", payments.len());
    };

    let found = queries.awaiting_approval(account).await?;
    let found: Vec<_> = found.iter().map(|payment| &**payment).collect();
    assert_eq!(found, [&**first, &**third, &**fifth]);
    let other = fixture.other_account().await?;
    assert!(queries.awaiting_approval(&other.id).await?.is_empty());
    Ok(())
}

pub async fn what_was_asked_of_psps_comes_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let mut begun = Vec::new();
    for (second, kind) in [
        (2, OperationKind::Capture),
        (1, OperationKind::Authorise),
        (3, OperationKind::Cancel),
    ] {
        let id = fixture.operation_id();
        let operation = Operation {
            order_code: OrderCode::of(&id),
            id,
            payment: payment.id.clone(),
            kind,
            begun_at: seconds(second),
            ended: None,
        };
        let mut unit = fixture.unit().await?;
        unit.operations().begin(&operation).await?;
        unit.commit().await?;
        begun.push(operation);
    }

    begun.sort_by_key(|operation| operation.begun_at);
    assert_eq!(fixture.queries.operations(&payment.id).await?, begun);
    let other = fixture.payment_id();
    assert_eq!(fixture.queries.operations(&other).await?, []);
    Ok(())
}

pub async fn what_was_said_comes_oldest_first(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let mut said = Vec::new();
    for (second, asked) in [
        (2, "later"),
        (1, "sooner"),
        (2, "later still"),
        (1, "second"),
    ] {
        let exchange = Exchange {
            payment: payment.id.clone(),
            at: seconds(second),
            order_code: OrderCode::stored("code"),
            asked: asked.to_owned(),
            answered: "yes".to_owned(),
        };
        let mut unit = fixture.unit().await?;
        unit.operations().heard(&exchange).await?;
        unit.commit().await?;
        said.push(exchange);
    }

    said.sort_by_key(|exchange| exchange.at);
    assert_eq!(fixture.queries.exchanges(&payment.id).await?, said);
    let other = fixture.payment_id();
    assert_eq!(fixture.queries.exchanges(&other).await?, []);
    Ok(())
}

pub async fn the_work_about_a_payment_comes_soonest_due_first(fixture: &Fixture) -> Result<()> {
    scheduled(fixture, START).await?;
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let id = || payment.id.clone();
    let mut work = Vec::new();
    for (second, kind) in [
        (3, WorkKind::Expire(id())),
        (1, WorkKind::LapseApproval(id(), fixture.refund_id())),
        (2, WorkKind::SubmitRefund(id(), fixture.refund_id())),
    ] {
        let piece = Work::due(fixture.work_id(), kind, seconds(second));
        schedule(fixture, &piece).await?;
        work.push(piece);
    }

    work.sort_by_key(|piece| piece.due_at);
    assert_eq!(fixture.queries.work_of(&payment.id).await?, work);
    let other = fixture.payment_id();
    assert_eq!(fixture.queries.work_of(&other).await?, []);
    Ok(())
}

pub async fn a_piece_of_work_is_found_by_its_name(fixture: &Fixture) -> Result<()> {
    let work = scheduled(fixture, START).await?;
    scheduled(fixture, START).await?;

    let found = fixture.queries.work(&work.id).await?;
    assert_eq!(found.as_ref(), Some(&work));
    assert_eq!(fixture.queries.work(&fixture.work_id()).await?, None);
    Ok(())
}

pub async fn overdue_and_put_off_work_is_stuck(fixture: &Fixture) -> Result<()> {
    let overdue = scheduled(fixture, seconds(1)).await?;
    let failed = scheduled(fixture, seconds(2)).await?;
    scheduled(fixture, seconds(5)).await?;
    scheduled(fixture, seconds(6)).await?;
    let put_off_to = seconds(9);
    put_off(fixture, &failed, put_off_to, 3).await?;
    let failed = Work {
        due_at: put_off_to,
        attempts: 3,
        ..failed
    };

    let stuck = |limit| fixture.queries.stuck_work(seconds(5), limit);
    assert_eq!(stuck(10).await?, [overdue.clone(), failed]);
    assert_eq!(stuck(1).await?, [overdue]);
    assert_eq!(stuck(0).await?, []);
    Ok(())
}

/// Somebody of this address in the store.
async fn person(fixture: &Fixture, email: &str) -> Result<StaffMember> {
    let mut member = StaffMember::new(fixture.staff_id(), StaffEmail::parse(email)?, START);
    fixture.add_member(&mut member).await?;
    Ok(member)
}

pub async fn people_are_found_by_a_part_of_their_address(fixture: &Fixture) -> Result<()> {
    let zoe = person(fixture, "zoe_x@example.org").await?;
    let ada = person(fixture, "Ada.Lovelace@Example.org").await?;
    let dashed = person(fixture, "a-da@example.org").await?;

    for (part, expected) in [
        ("example.org", vec![&dashed, &ada, &zoe]),
        ("EXAMPLE", vec![&dashed, &ada, &zoe]),
        ("", vec![&dashed, &ada, &zoe]),
        ("lovelace@", vec![&ada]),
        ("_", vec![&zoe]),
        ("%", vec![]),
        ("nobody", vec![]),
        ("ada\0", vec![]),
        ("\0", vec![]),
    ] {
        let found = fixture.queries.find_members(part).await?;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{part:?}");
    }
    Ok(())
}

pub async fn no_more_people_are_found_than_a_few(fixture: &Fixture) -> Result<()> {
    let mut expected = Vec::new();
    for number in (0..FOUND_MAX + 3).rev() {
        expected.push(person(fixture, &format!("p{number:03}@example.org")).await?);
    }
    expected.reverse();
    expected.truncate(MOST);

    assert_eq!(fixture.queries.find_members("P").await?, expected);
    Ok(())
}
