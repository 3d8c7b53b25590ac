//! Work: when to look at something again.
//!
//! State says what is true; work only says when to look. A handler reads the
//! state anew and does nothing if the world has moved on, so work may run twice.

use std::time::Duration;

use strum::{EnumDiscriminants, IntoStaticStr};

use crate::{DeliveryId, EmailId, PaymentId, RefundId, Timestamp, WebhookId, WorkId};

/// How long one handler keeps a piece of work to itself.
pub const LEASE: Duration = Duration::from_secs(60);
/// How often a capture that the PSP did not take is tried (as in GOV.UK Pay).
pub const CAPTURE_ATTEMPTS_MAX: u32 = 26;
/// The pause between two tries of a capture.
pub const CAPTURE_RETRY_AFTER: Duration = Duration::from_secs(60 * 60);
/// A PSP that knows nothing of an authorisation this long after it was sent will
/// hardly hear of it any more, so the paying user is told that it failed.
pub const LOST_AFTER: Duration = Duration::from_secs(2 * 60);
/// A PSP that knows nothing of it this long after the payment ended has nothing
/// to release.
pub const NOTHING_TO_RELEASE_AFTER: Duration = Duration::from_secs(60 * 60);
/// How long, at least, a PSP is asked to release what it holds for an ended
/// payment; then the hold is left to lapse.
pub const RELEASE_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// How often, at least, it is asked: after an outage of our own the time alone
/// says nothing about the PSP.
pub const RELEASE_ATTEMPTS_MIN: u32 = 6;
/// How long an expiring payment must have been left alone (as in GOV.UK Pay).
pub const UNTOUCHED_FOR: Duration = Duration::from_secs(300);
/// The pause between two rounds of housekeeping.
pub const HOUSEKEEPING_EVERY: Duration = Duration::from_secs(60 * 60);

/// Something to look at, some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its name.
    pub id: WorkId,
    /// What to look at.
    pub kind: WorkKind,
    /// When, at the earliest.
    pub due_at: Timestamp,
    /// How often it was put off because something failed.
    pub attempts: u32,
    /// Until when a handler has it to itself.
    pub leased_until: Option<Timestamp>,
}

/// What to look at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EnumDiscriminants)]
#[strum_discriminants(
    name(WorkName),
    derive(
        Hash,
        PartialOrd,
        Ord,
        IntoStaticStr,
        strum::EnumString,
        strum::EnumIter
    )
)]
#[strum_discriminants(strum(serialize_all = "snake_case"))]
#[strum_discriminants(doc = "The bare name of a [`WorkKind`].")]
pub enum WorkKind {
    /// Capture the payment.
    Capture(PaymentId),
    /// Expire the payment if nobody has finished it.
    Expire(PaymentId),
    /// Authorise the payment on the card its agreement keeps.
    AuthoriseStored(PaymentId),
    /// Find out how an authorisation ended, and release it if the payment has.
    ResolveAuthorisation(PaymentId),
    /// Release what the PSP holds for a cancelled payment.
    Cancel(PaymentId),
    /// Send a refund to the PSP.
    SubmitRefund(PaymentId, RefundId),
    /// Give up waiting for a colleague's approval of a refund.
    LapseApproval(PaymentId, RefundId),
    /// Hand events to those who want to know. Scheduled by whoever notices them.
    DispatchEvents,
    /// Tell a webhook endpoint what it was never told of a payment, in order.
    DeliverWebhooks(WebhookId, PaymentId),
    /// Tell a webhook endpoint something again.
    RedeliverWebhook(DeliveryId),
    /// Send an e-mail.
    SendEmail(EmailId),
    /// Remove what has outlived its use.
    Housekeep,
}

/// Who does a piece of work. Each group has hands of its own, so that messages to slow
/// receivers never hold up money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkGroup {
    /// Payments, and keeping house.
    Payments,
    /// Telling services and people.
    Messages,
}

/// How a handler leaves a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// There is nothing more to do.
    Finished,
    /// Look again then, as planned.
    LookAgain(Timestamp),
    /// It did not work; look again then.
    Retry(Timestamp),
}

impl Work {
    /// Work that any worker may take once it is due.
    pub fn due(id: WorkId, kind: WorkKind, due_at: Timestamp) -> Self {
        Self {
            id,
            kind,
            due_at,
            attempts: 0,
            leased_until: None,
        }
    }

    /// Work that the one who schedules it does at once, and that workers take
    /// only if that one disappears.
    pub fn leased(id: WorkId, kind: WorkKind, now: Timestamp) -> Self {
        Self {
            leased_until: Some(now.plus(LEASE)),
            ..Self::due(id, kind, now)
        }
    }
}

impl WorkKind {
    /// The kind's bare name.
    pub fn name(&self) -> WorkName {
        self.into()
    }

    /// The payment it is about, if it is about one.
    pub fn payment(&self) -> Option<&PaymentId> {
        match self {
            Self::Capture(payment)
            | Self::Expire(payment)
            | Self::AuthoriseStored(payment)
            | Self::ResolveAuthorisation(payment)
            | Self::Cancel(payment)
            | Self::SubmitRefund(payment, _)
            | Self::LapseApproval(payment, _)
            | Self::DeliverWebhooks(_, payment) => Some(payment),
            Self::DispatchEvents
            | Self::RedeliverWebhook(_)
            | Self::SendEmail(_)
            | Self::Housekeep => None,
        }
    }
}

impl WorkName {
    /// Who does such work.
    pub fn group(self) -> WorkGroup {
        match self {
            Self::Capture
            | Self::Expire
            | Self::AuthoriseStored
            | Self::ResolveAuthorisation
            | Self::Cancel
            | Self::SubmitRefund
            | Self::LapseApproval
            | Self::Housekeep => WorkGroup::Payments,
            Self::DispatchEvents
            | Self::DeliverWebhooks
            | Self::RedeliverWebhook
            | Self::SendEmail => WorkGroup::Messages,
        }
    }
}

impl WorkGroup {
    /// Both groups.
    pub const ALL: [Self; 2] = [Self::Payments, Self::Messages];

    /// Every kind of work that it does.
    pub fn names(self) -> impl Iterator<Item = WorkName> {
        use strum::IntoEnumIterator;
        WorkName::iter().filter(move |name| name.group() == self)
    }
}

/// The pause before the next question to a PSP whose answer is missing, after
/// so many questions: 5 s, 30 s, 2 min, 10 min, then every hour.
pub fn inquiry_pause(attempts: u32) -> Duration {
    Duration::from_secs(match attempts {
        0 => 5,
        1 => 30,
        2 => 2 * 60,
        3 => 10 * 60,
        _ => 60 * 60,
    })
}

/// The pause before work whose handler failed for reasons of our own, such as a
/// database that did not answer, is looked at again.
pub fn failure_pause(attempts: u32) -> Duration {
    Duration::from_secs(1 << attempts.min(9))
}

/// Whether a PSP has been asked to release money for so long and so often that
/// asking is given up.
pub fn release_is_given_up(waited: Duration, attempts: u32) -> bool {
    waited >= RELEASE_FOR && attempts.saturating_add(1) >= RELEASE_ATTEMPTS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_psp_is_asked_often_at_first_and_hourly_in_the_end() {
        let pauses: Vec<u64> = (0..7)
            .map(|attempts| inquiry_pause(attempts).as_secs())
            .collect();

        assert_eq!(pauses, [5, 30, 120, 600, 3600, 3600, 3600]);
    }

    #[test]
    fn failures_of_our_own_back_off_to_under_nine_minutes() {
        let pauses: Vec<u64> = [0, 1, 2, 9, 10, u32::MAX]
            .map(|attempts| failure_pause(attempts).as_secs())
            .to_vec();

        assert_eq!(pauses, [1, 2, 4, 512, 512, 512]);
    }

    #[test]
    fn releasing_money_is_given_up_after_a_day_and_several_tries() {
        assert!(!release_is_given_up(RELEASE_FOR, 0));
        assert!(!release_is_given_up(RELEASE_FOR / 2, 100));
        assert!(release_is_given_up(RELEASE_FOR, RELEASE_ATTEMPTS_MIN - 1));
    }

    #[test]
    fn captures_are_tried_for_more_than_a_day() {
        assert!(CAPTURE_RETRY_AFTER * CAPTURE_ATTEMPTS_MAX > Duration::from_secs(24 * 60 * 60));
    }
}
