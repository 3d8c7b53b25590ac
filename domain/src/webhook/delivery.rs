//! One event for one endpoint, and every try to tell it.

use std::time::Duration;

use strum::IntoStaticStr;

use super::event_type::EventType;
use crate::{DeliveryId, PaymentId, Timestamp, WebhookId};

/// The pauses before the second and later attempts (as in GOV.UK Pay).
pub const RETRY_PAUSES: [Duration; 5] = [
    Duration::from_secs(60),
    Duration::from_secs(5 * 60),
    Duration::from_secs(60 * 60),
    Duration::from_secs(24 * 60 * 60),
    Duration::from_secs(2 * 24 * 60 * 60),
];
/// How long deliveries are kept (as in GOV.UK Pay).
pub const DELIVERIES_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The longest wait that an endpoint can ask for.
pub const RETRY_AFTER_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// How much of an answer is kept, in bytes.
pub const ANSWER_KEPT: usize = 1_024;

/// One event for one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its name, the same in every attempt: receivers tell repetitions by it.
    pub id: DeliveryId,
    /// The endpoint.
    pub endpoint: WebhookId,
    /// The payment.
    pub payment: PaymentId,
    /// What happened.
    pub event: EventType,
    /// Its event's place among the payment's.
    pub position: u32,
    /// When it happened.
    pub happened_at: Timestamp,
    /// What is sent, to the byte.
    pub body: String,
    /// How it stands.
    pub status: DeliveryStatus,
    /// Every attempt so far, oldest first.
    pub attempts: Vec<Attempt>,
    /// When it is tried next, if that does not wait for its turn.
    pub next_at: Option<Timestamp>,
    /// How many attempts there were when somebody last asked for it again: the schedule
    /// begins anew there.
    pub replayed_after: u32,
    /// Whether staff asked for it, to try the endpoint out: it tells of no payment.
    pub is_test: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How a delivery stands (as in GOV.UK Pay).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum DeliveryStatus {
    /// It is yet to be told.
    Pending,
    /// It was told.
    Successful,
    /// It was tried as often as it is.
    Failed,
    /// The endpoint was not active when its turn came.
    WillNotSend,
}

impl DeliveryStatus {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Successful => "Successful",
            Self::Failed => "Failed",
            Self::WillNotSend => "Not sent",
        }
    }
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// How it went.
    pub outcome: AttemptOutcome,
    /// The beginning of the answer, at most [`ANSWER_KEPT`] bytes, what is no text replaced.
    pub answer: String,
}

/// How a try went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// The endpoint answered with this status.
    Answered(u16),
    /// It did not answer in time.
    TimedOut,
    /// It could not be reached.
    Unreachable,
    /// Its address is one that nothing is sent to.
    Forbidden,
}

impl AttemptOutcome {
    /// Whether the endpoint took the message: any status from 200 to 299.
    pub fn succeeded(self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }

    /// Whether the endpoint said that it is gone for good (410).
    pub fn is_gone(self) -> bool {
        self == Self::Answered(410)
    }

    /// The status, where it answered with one.
    pub fn status(self) -> Option<u16> {
        match self {
            Self::Answered(status) => Some(status),
            Self::TimedOut | Self::Unreachable | Self::Forbidden => None,
        }
    }
}

impl Delivery {
    /// Notes a try. `retry_after` is what the endpoint asked for, if it asked; an endpoint
    /// that says it is gone is not tried again.
    pub fn tried(&mut self, attempt: Attempt, retry_after: Option<Duration>) {
        let now = attempt.at;
        let is_gone = attempt.outcome.is_gone();
        let succeeded = attempt.outcome.succeeded();
        self.attempts.push(attempt);
        let pause = RETRY_PAUSES.get(self.attempts_in_turn().saturating_sub(1));
        (self.status, self.next_at) = match pause {
            _ if succeeded => (DeliveryStatus::Successful, None),
            _ if is_gone => (DeliveryStatus::Failed, None),
            Some(pause) => {
                let asked = retry_after.unwrap_or_default().min(RETRY_AFTER_MAX);
                let pause = asked.max(*pause);
                (DeliveryStatus::Pending, Some(now.plus(pause)))
            }
            None => (DeliveryStatus::Failed, None),
        };
    }

    /// Notes that its endpoint was not to be told when its turn came.
    pub fn not_sent(&mut self) {
        self.status = DeliveryStatus::WillNotSend;
        self.next_at = None;
    }

    /// Sends it again from now on, whatever became of it.
    pub fn replay(&mut self, now: Timestamp) {
        self.replayed_after = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        self.status = DeliveryStatus::Pending;
        self.next_at = Some(now);
    }

    /// Takes away what may name a paying user: what is sent, and what was answered.
    pub fn hide_people(&mut self) {
        self.body.clear();
        for attempt in &mut self.attempts {
            attempt.answer.clear();
        }
    }

    /// Whether it waits for its first attempt, in its turn.
    pub fn is_untried(&self) -> bool {
        self.status == DeliveryStatus::Pending && self.attempts.is_empty() && self.next_at.is_none()
    }

    fn attempts_in_turn(&self) -> usize {
        let before = usize::try_from(self.replayed_after).unwrap_or(usize::MAX);
        self.attempts.len().saturating_sub(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ID_LENGTH;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    fn delivery() -> Delivery {
        Delivery {
            id: DeliveryId::from_random([1; ID_LENGTH]),
            endpoint: WebhookId::from_random([2; ID_LENGTH]),
            payment: PaymentId::from_random([3; ID_LENGTH]),
            event: EventType::CardPaymentSucceeded,
            position: 4,
            happened_at: NOW,
            body: "{}".to_owned(),
            status: DeliveryStatus::Pending,
            attempts: Vec::new(),
            next_at: None,
            replayed_after: 0,
            is_test: false,
            created_at: NOW,
        }
    }

    fn answered(status: u16) -> Attempt {
        Attempt {
            at: NOW,
            took_ms: 5,
            outcome: AttemptOutcome::Answered(status),
            answer: String::new(),
        }
    }

    fn pauses(delivery: &mut Delivery, status: u16) -> Vec<u64> {
        let mut pauses = Vec::new();
        loop {
            delivery.tried(answered(status), None);
            match delivery.next_at {
                Some(at) => pauses.push(at.since(NOW).as_secs()),
                None => return pauses,
            }
        }
    }

    #[test]
    fn it_is_tried_six_times_over_three_days() {
        let mut delivery = delivery();

        assert_eq!(
            pauses(&mut delivery, 500),
            [60, 300, 3_600, 86_400, 172_800]
        );
        assert_eq!(delivery.status, DeliveryStatus::Failed);
        assert_eq!(delivery.attempts.len(), 6);
    }

    #[test]
    fn sent_again_it_has_the_whole_schedule_anew() {
        let mut delivery = delivery();
        pauses(&mut delivery, 500);

        delivery.replay(NOW);

        assert_eq!(delivery.status, DeliveryStatus::Pending);
        assert_eq!(pauses(&mut delivery, 500).len(), RETRY_PAUSES.len());
        assert_eq!(delivery.attempts.len(), 12);
    }

    #[test]
    fn any_2xx_ends_it_and_so_does_410() {
        for (status, expected) in [
            (200, DeliveryStatus::Successful),
            (204, DeliveryStatus::Successful),
            (299, DeliveryStatus::Successful),
            (410, DeliveryStatus::Failed),
        ] {
            let mut delivery = delivery();
            delivery.tried(answered(status), None);
            assert_eq!(
                (delivery.status, delivery.next_at),
                (expected, None),
                "{status}"
            );
        }
        for status in [199, 300, 301, 404, 429, 503] {
            let mut delivery = delivery();
            delivery.tried(answered(status), None);
            assert_eq!(delivery.status, DeliveryStatus::Pending, "{status}");
        }
    }

    #[test]
    fn an_endpoint_can_ask_for_a_longer_pause_and_for_no_shorter_one() {
        for (asked, expected) in [(1, 60), (120, 120), (1_000_000, 86_400)] {
            let mut delivery = delivery();
            delivery.tried(answered(429), Some(Duration::from_secs(asked)));
            let pause = delivery.next_at.map(|at| at.since(NOW).as_secs());
            assert_eq!(pause, Some(expected), "{asked}");
        }
    }

    #[test]
    fn only_what_waits_for_its_turn_is_untried() {
        let mut delivery = delivery();
        assert!(delivery.is_untried());

        delivery.tried(answered(500), None);
        assert!(!delivery.is_untried());

        delivery.replay(NOW);
        assert!(!delivery.is_untried());
    }
}
