//! Refunds that wait, or waited, for a colleague's approval, and their rows.

use domain::payment::Approval;
use domain::payment::approval::Decided;
use domain::refund::Issuer;
use domain::{Payment, RefundId, StaffId, Timestamp};

use super::{Impossible, amount, named, present, stored, word};
use crate::entity::approvals::Model;

/// The row of a payment's approval at this place among its approvals, from 0.
pub(crate) fn to_row(payment: &Payment, place: usize, approval: &Approval) -> Model {
    let decision = approval.decision.as_ref();
    let by = decision.and_then(|decision| decision.by.as_ref());
    let (decided_by, decided_by_email) = issuer_columns(by);
    Model {
        refund: approval.refund.as_str().to_owned(),
        account: payment.account.as_str().to_owned(),
        payment: payment.id.as_str().to_owned(),
        position: stored(place.saturating_add(1)),
        amount: approval.amount.minor(),
        asked_by: approval.asked_by.staff.as_str().to_owned(),
        asked_by_email: approval.asked_by.email.clone(),
        asked_at: approval.asked_at.as_millis(),
        outcome: decision.map(|decision| word(decision.outcome)),
        decided_at: decision.map(|decision| decision.at.as_millis()),
        decided_by,
        decided_by_email,
    }
}

pub(crate) fn from_row(row: Model) -> Result<Approval, Impossible> {
    let id = row.refund.clone();
    read(row).map_err(|e| e.in_row("refund approval", &id))
}

fn read(row: Model) -> Result<Approval, Impossible> {
    let asked_by = issuer("asked_by", Some(&row.asked_by), Some(row.asked_by_email))?;
    let by = issuer(
        "decided_by",
        row.decided_by.as_deref(),
        row.decided_by_email,
    )?;
    let decision = match (&row.outcome, row.decided_at, by) {
        (None, None, None) => None,
        (Some(outcome), Some(at), by) => Some(Decided {
            outcome: named("outcome", outcome)?,
            at: Timestamp::from_millis(at),
            by,
        }),
        _ => return Err(Impossible::new("outcome")),
    };
    Ok(Approval {
        refund: present("refund", RefundId::parse(&row.refund))?,
        amount: amount(row.amount)?,
        asked_by: present("asked_by", asked_by)?,
        asked_at: Timestamp::from_millis(row.asked_at),
        decision,
    })
}

/// A member of staff, in two columns.
pub(crate) fn issuer_columns(issuer: Option<&Issuer>) -> (Option<String>, Option<String>) {
    let staff = issuer.map(|issuer| issuer.staff.as_str().to_owned());
    (staff, issuer.map(|issuer| issuer.email.clone()))
}

/// A member of staff, from both columns: all of them, or nobody.
pub(crate) fn issuer(
    column: &'static str,
    staff: Option<&str>,
    email: Option<String>,
) -> Result<Option<Issuer>, Impossible> {
    match (staff, email) {
        (None, None) => Ok(None),
        (Some(staff), Some(email)) => Ok(Some(Issuer {
            staff: present(column, StaffId::parse(staff))?,
            email,
        })),
        _ => Err(Impossible::new(column)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mapping::samples::{approvals, sample};

    proptest! {
        #[test]
        fn every_approval_reads_back(approval in approvals()) {
            prop_assert_eq!(from_row(to_row(&sample(), 3, &approval)), Ok(approval));
        }

        #[test]
        fn half_a_decision_is_impossible(approval in approvals()) {
            let row = to_row(&sample(), 0, &approval);
            let other = Model {
                decided_at: row.decided_at.xor(Some(1)),
                ..row
            };
            prop_assert_eq!(read(other), Err(Impossible::new("outcome")));
        }
    }
}
