//! Work and its rows.

use domain::work::{Work, WorkGroup, WorkKind, WorkName};
use domain::{DeliveryId, EmailId, PaymentId, RefundId, Timestamp, WebhookId, WorkId};

use super::{Impossible, count, instant, millis, named, present, stored, word};
use crate::entity::work::Model;

/// What a kind of work is about, as the unique key has it.
pub(crate) struct Key {
    pub(crate) kind: String,
    pub(crate) payment: String,
    pub(crate) subject: String,
}

/// The key of a kind of work.
pub(crate) fn key(kind: &WorkKind) -> Key {
    let subject = match kind {
        WorkKind::SubmitRefund(_, refund) | WorkKind::LapseApproval(_, refund) => refund.as_str(),
        WorkKind::DeliverWebhooks(endpoint, _) => endpoint.as_str(),
        WorkKind::RedeliverWebhook(delivery) => delivery.as_str(),
        WorkKind::SendEmail(email) => email.as_str(),
        WorkKind::Capture(_)
        | WorkKind::Expire(_)
        | WorkKind::AuthoriseStored(_)
        | WorkKind::ResolveAuthorisation(_)
        | WorkKind::Cancel(_)
        | WorkKind::DispatchEvents
        | WorkKind::Housekeep => "",
    };
    Key {
        kind: word(kind.name()),
        payment: kind.payment().map_or("", PaymentId::as_str).to_owned(),
        subject: subject.to_owned(),
    }
}

/// Who does it, as a word.
pub(crate) fn group_word(group: WorkGroup) -> &'static str {
    match group {
        WorkGroup::Payments => "payments",
        WorkGroup::Messages => "messages",
    }
}

pub(crate) fn to_row(work: &Work) -> Model {
    let Key {
        kind,
        payment,
        subject,
    } = key(&work.kind);
    Model {
        id: work.id.as_str().to_owned(),
        kind,
        work_group: group_word(work.kind.name().group()).to_owned(),
        payment,
        subject,
        due_at: work.due_at.as_millis(),
        attempts: stored(work.attempts),
        leased_until: millis(work.leased_until),
        wanted_at: None,
    }
}

pub(crate) fn from_row(row: &Model) -> Result<Work, Impossible> {
    read(row).map_err(|e| e.in_row("work", &row.id))
}

fn read(row: &Model) -> Result<Work, Impossible> {
    Ok(Work {
        id: present("id", WorkId::parse(&row.id))?,
        kind: read_kind(row)?,
        due_at: Timestamp::from_millis(row.due_at),
        attempts: count("attempts", row.attempts)?,
        leased_until: instant(row.leased_until),
    })
}

fn read_kind(row: &Model) -> Result<WorkKind, Impossible> {
    let payment = || present("payment", PaymentId::parse(&row.payment));
    let refund = || present("subject", RefundId::parse(&row.subject));
    let endpoint = || present("subject", WebhookId::parse(&row.subject));
    let delivery = || present("subject", DeliveryId::parse(&row.subject));
    let email = || present("subject", EmailId::parse(&row.subject));
    Ok(match named("kind", &row.kind)? {
        WorkName::Capture => WorkKind::Capture(payment()?),
        WorkName::Expire => WorkKind::Expire(payment()?),
        WorkName::AuthoriseStored => WorkKind::AuthoriseStored(payment()?),
        WorkName::ResolveAuthorisation => WorkKind::ResolveAuthorisation(payment()?),
        WorkName::Cancel => WorkKind::Cancel(payment()?),
        WorkName::SubmitRefund => WorkKind::SubmitRefund(payment()?, refund()?),
        WorkName::LapseApproval => WorkKind::LapseApproval(payment()?, refund()?),
        WorkName::DispatchEvents => WorkKind::DispatchEvents,
        WorkName::DeliverWebhooks => WorkKind::DeliverWebhooks(endpoint()?, payment()?),
        WorkName::RedeliverWebhook => WorkKind::RedeliverWebhook(delivery()?),
        WorkName::SendEmail => WorkKind::SendEmail(email()?),
        WorkName::Housekeep => WorkKind::Housekeep,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator;

    use super::*;

    /// One piece of each kind.
    fn kinds() -> impl Iterator<Item = WorkKind> {
        let payment = PaymentId::from_random([2; 26]);
        let refund = RefundId::from_random([3; 26]);
        let endpoint = WebhookId::from_random([4; 26]);
        let delivery = DeliveryId::from_random([5; 26]);
        let email = EmailId::from_random([6; 26]);
        WorkName::iter().map(move |name| match name {
            WorkName::Capture => WorkKind::Capture(payment.clone()),
            WorkName::Expire => WorkKind::Expire(payment.clone()),
            WorkName::AuthoriseStored => WorkKind::AuthoriseStored(payment.clone()),
            WorkName::ResolveAuthorisation => WorkKind::ResolveAuthorisation(payment.clone()),
            WorkName::Cancel => WorkKind::Cancel(payment.clone()),
            WorkName::SubmitRefund => WorkKind::SubmitRefund(payment.clone(), refund.clone()),
            WorkName::LapseApproval => WorkKind::LapseApproval(payment.clone(), refund.clone()),
            WorkName::DispatchEvents => WorkKind::DispatchEvents,
            WorkName::DeliverWebhooks => {
                WorkKind::DeliverWebhooks(endpoint.clone(), payment.clone())
            }
            WorkName::RedeliverWebhook => WorkKind::RedeliverWebhook(delivery.clone()),
            WorkName::SendEmail => WorkKind::SendEmail(email.clone()),
            WorkName::Housekeep => WorkKind::Housekeep,
        })
    }

    #[test]
    fn every_kind_of_work_reads_back() {
        let id = WorkId::from_random([1; 26]);
        for kind in kinds() {
            let mut work = Work::leased(id.clone(), kind, Timestamp::from_millis(5));
            work.attempts = 3;

            assert_eq!(from_row(&to_row(&work)), Ok(work));
        }
    }

    #[test]
    fn every_kind_is_done_by_the_group_its_row_says() {
        for group in [WorkGroup::Payments, WorkGroup::Messages] {
            let theirs = kinds().filter(|kind| kind.name().group() == group);
            let words: BTreeSet<String> = theirs
                .map(|kind| {
                    Work::due(
                        WorkId::from_random([1; 26]),
                        kind,
                        Timestamp::from_millis(5),
                    )
                })
                .map(|work| to_row(&work).work_group)
                .collect();
            assert_eq!(words, BTreeSet::from([group_word(group).to_owned()]));
        }
    }

    #[test]
    fn work_about_nothing_it_could_be_about_is_impossible() {
        let id = WorkId::from_random([1; 26]);
        let due = |kind| to_row(&Work::due(id.clone(), kind, Timestamp::from_millis(5)));
        let lane = kinds().find(|kind| kind.name() == WorkName::DeliverWebhooks);
        let row = Model {
            subject: String::new(),
            ..due(lane.unwrap())
        };
        assert_eq!(read(&row), Err(Impossible::new("subject")));
    }
}
