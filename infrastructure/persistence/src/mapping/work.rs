//! Work and its rows.

use domain::work::{Work, WorkKind, WorkName};
use domain::{PaymentId, RefundId, Timestamp, WorkId};

use super::{Impossible, count, instant, millis, named, present, stored, word};
use crate::entity::work::Model;

/// What a kind of work is about, as the unique key has it.
pub(crate) struct Subject {
    pub(crate) kind: String,
    pub(crate) payment: String,
    pub(crate) refund: String,
}

pub(crate) fn subject(kind: &WorkKind) -> Subject {
    let refund = match kind {
        WorkKind::SubmitRefund(_, refund) | WorkKind::LapseApproval(_, refund) => refund.as_str(),
        WorkKind::Capture(_)
        | WorkKind::Expire(_)
        | WorkKind::AuthoriseStored(_)
        | WorkKind::ResolveAuthorisation(_)
        | WorkKind::Cancel(_)
        | WorkKind::DispatchEvents
        | WorkKind::Housekeep => "",
    };
    Subject {
        kind: word(kind.name()),
        payment: kind.payment().map_or("", PaymentId::as_str).to_owned(),
        refund: refund.to_owned(),
    }
}

pub(crate) fn to_row(work: &Work) -> Model {
    let Subject {
        kind,
        payment,
        refund,
    } = subject(&work.kind);
    Model {
        id: work.id.as_str().to_owned(),
        kind,
        payment,
        refund,
        due_at: work.due_at.as_millis(),
        attempts: stored(work.attempts),
        leased_until: millis(work.leased_until),
    }
}

pub(crate) fn from_row(row: &Model) -> Result<Work, Impossible> {
    read(row).map_err(|e| e.in_row("work", &row.id))
}

fn read(row: &Model) -> Result<Work, Impossible> {
    let payment = || present("payment", PaymentId::parse(&row.payment));
    let refund = || present("refund", RefundId::parse(&row.refund));
    let kind = match named("kind", &row.kind)? {
        WorkName::Capture => WorkKind::Capture(payment()?),
        WorkName::Expire => WorkKind::Expire(payment()?),
        WorkName::AuthoriseStored => WorkKind::AuthoriseStored(payment()?),
        WorkName::ResolveAuthorisation => WorkKind::ResolveAuthorisation(payment()?),
        WorkName::Cancel => WorkKind::Cancel(payment()?),
        WorkName::SubmitRefund => WorkKind::SubmitRefund(payment()?, refund()?),
        WorkName::LapseApproval => WorkKind::LapseApproval(payment()?, refund()?),
        WorkName::DispatchEvents => WorkKind::DispatchEvents,
        WorkName::Housekeep => WorkKind::Housekeep,
    };
    Ok(Work {
        id: present("id", WorkId::parse(&row.id))?,
        kind,
        due_at: Timestamp::from_millis(row.due_at),
        attempts: count("attempts", row.attempts)?,
        leased_until: instant(row.leased_until),
    })
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_kind_of_work_reads_back() {
        let id = WorkId::from_random([1; 26]);
        let payment = PaymentId::from_random([2; 26]);
        let refund = RefundId::from_random([3; 26]);
        let kinds = WorkName::iter().map(|name| match name {
            WorkName::Capture => WorkKind::Capture(payment.clone()),
            WorkName::Expire => WorkKind::Expire(payment.clone()),
            WorkName::AuthoriseStored => WorkKind::AuthoriseStored(payment.clone()),
            WorkName::ResolveAuthorisation => WorkKind::ResolveAuthorisation(payment.clone()),
            WorkName::Cancel => WorkKind::Cancel(payment.clone()),
            WorkName::SubmitRefund => WorkKind::SubmitRefund(payment.clone(), refund.clone()),
            WorkName::LapseApproval => WorkKind::LapseApproval(payment.clone(), refund.clone()),
            WorkName::DispatchEvents => WorkKind::DispatchEvents,
            WorkName::Housekeep => WorkKind::Housekeep,
        });
        for kind in kinds {
            let mut work = Work::leased(id.clone(), kind, Timestamp::from_millis(5));
            work.attempts = 3;

            assert_eq!(from_row(&to_row(&work)), Ok(work));
        }
    }
}
