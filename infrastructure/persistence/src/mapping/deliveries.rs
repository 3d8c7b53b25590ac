//! What endpoints are told, every try to tell them, and their rows.

use domain::webhook::{Attempt, AttemptOutcome, Delivery};
use domain::{DeliveryId, PaymentId, Timestamp, WebhookId};

use super::{Impossible, count, instant, keepable, millis, named, present, stored, word};
use crate::entity::{webhook_attempts, webhook_deliveries};

const ANSWERED: &str = "answered";
const TIMED_OUT: &str = "timed_out";
const UNREACHABLE: &str = "unreachable";
const FORBIDDEN: &str = "forbidden";

pub(crate) fn to_row(delivery: &Delivery) -> webhook_deliveries::Model {
    webhook_deliveries::Model {
        id: delivery.id.as_str().to_owned(),
        endpoint: delivery.endpoint.as_str().to_owned(),
        payment: delivery.payment.as_str().to_owned(),
        event: word(delivery.event),
        position: stored(delivery.position),
        happened_at: delivery.happened_at.as_millis(),
        body: delivery.body.clone(),
        status: word(delivery.status),
        attempts: stored(delivery.attempts.len()),
        next_at: millis(delivery.next_at),
        replayed_after: stored(delivery.replayed_after),
        is_test: delivery.is_test,
        created_at: delivery.created_at.as_millis(),
    }
}

/// The rows of a delivery's attempts but for the first so many.
pub(crate) fn attempt_rows(delivery: &Delivery, but: usize) -> Vec<webhook_attempts::Model> {
    let attempts = delivery.attempts.iter().zip(1..).skip(but);
    attempts
        .map(|(attempt, number)| {
            let (outcome, status) = outcome_columns(attempt.outcome);
            webhook_attempts::Model {
                delivery: delivery.id.as_str().to_owned(),
                number,
                at: attempt.at.as_millis(),
                took_ms: stored(attempt.took_ms),
                outcome: outcome.to_owned(),
                status,
                answer: keepable(&attempt.answer),
            }
        })
        .collect()
}

/// The delivery of a row, with the rows of its attempts, first to last.
pub(crate) fn from_rows(
    row: webhook_deliveries::Model,
    attempts: Vec<webhook_attempts::Model>,
) -> Result<Delivery, Impossible> {
    let id = row.id.clone();
    read(row, attempts).map_err(|e| e.in_row("webhook delivery", &id))
}

fn read(
    row: webhook_deliveries::Model,
    attempts: Vec<webhook_attempts::Model>,
) -> Result<Delivery, Impossible> {
    if stored(attempts.len()) != row.attempts {
        return Err(Impossible::new("attempts"));
    }
    Ok(Delivery {
        id: present("id", DeliveryId::parse(&row.id))?,
        endpoint: present("endpoint", WebhookId::parse(&row.endpoint))?,
        payment: present("payment", PaymentId::parse(&row.payment))?,
        event: named("event", &row.event)?,
        position: count("position", row.position)?,
        happened_at: Timestamp::from_millis(row.happened_at),
        body: row.body,
        status: named("status", &row.status)?,
        attempts: attempts
            .into_iter()
            .map(read_attempt)
            .collect::<Result<_, _>>()?,
        next_at: instant(row.next_at),
        replayed_after: count("replayed_after", row.replayed_after)?,
        is_test: row.is_test,
        created_at: Timestamp::from_millis(row.created_at),
    })
}

fn read_attempt(row: webhook_attempts::Model) -> Result<Attempt, Impossible> {
    let outcome = match (row.outcome.as_str(), row.status) {
        (ANSWERED, Some(status)) => AttemptOutcome::Answered(count("status", status)?),
        (TIMED_OUT, None) => AttemptOutcome::TimedOut,
        (UNREACHABLE, None) => AttemptOutcome::Unreachable,
        (FORBIDDEN, None) => AttemptOutcome::Forbidden,
        _ => return Err(Impossible::new("outcome")),
    };
    Ok(Attempt {
        at: Timestamp::from_millis(row.at),
        took_ms: count("took_ms", row.took_ms)?,
        outcome,
        answer: row.answer,
    })
}

/// How an attempt went, and the status it was answered with.
fn outcome_columns(outcome: AttemptOutcome) -> (&'static str, Option<i64>) {
    match outcome {
        AttemptOutcome::Answered(status) => (ANSWERED, Some(i64::from(status))),
        AttemptOutcome::TimedOut => (TIMED_OUT, None),
        AttemptOutcome::Unreachable => (UNREACHABLE, None),
        AttemptOutcome::Forbidden => (FORBIDDEN, None),
    }
}

#[cfg(test)]
mod tests {
    use domain::webhook::{DeliveryStatus, EventType};
    use strum::IntoEnumIterator;

    use super::*;

    fn untried(event: EventType) -> Delivery {
        Delivery {
            id: DeliveryId::from_random([1; 26]),
            endpoint: WebhookId::from_random([2; 26]),
            payment: PaymentId::from_random([3; 26]),
            event,
            position: 4,
            happened_at: Timestamp::from_millis(5),
            body: "{\"é\":\"\\u0000 '\"}".to_owned(),
            status: DeliveryStatus::Pending,
            attempts: Vec::new(),
            next_at: None,
            replayed_after: 0,
            is_test: false,
            created_at: Timestamp::from_millis(6),
        }
    }

    fn tried(status: DeliveryStatus) -> Delivery {
        let outcomes = [
            AttemptOutcome::Answered(0),
            AttemptOutcome::Answered(u16::MAX),
            AttemptOutcome::TimedOut,
            AttemptOutcome::Unreachable,
            AttemptOutcome::Forbidden,
        ];
        Delivery {
            status,
            attempts: outcomes.map(attempt).to_vec(),
            next_at: Some(Timestamp::from_millis(9)),
            replayed_after: 2,
            is_test: true,
            position: u32::MAX,
            ..untried(EventType::CardPaymentStarted)
        }
    }

    fn attempt(outcome: AttemptOutcome) -> Attempt {
        Attempt {
            at: Timestamp::from_millis(7),
            took_ms: u32::MAX,
            outcome,
            answer: "“no” \u{fffd}\n".to_owned(),
        }
    }

    #[test]
    fn deliveries_read_back_with_their_attempts() {
        let untried = EventType::iter().map(untried);
        for delivery in untried.chain(DeliveryStatus::iter().map(tried)) {
            let read = from_rows(to_row(&delivery), attempt_rows(&delivery, 0));
            assert_eq!(read, Ok(delivery));
        }
    }

    #[test]
    fn attempts_are_numbered_from_one_and_the_first_can_be_left_out() {
        let rows = attempt_rows(&tried(DeliveryStatus::Failed), 3);

        let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [4, 5]);
    }

    #[test]
    fn an_answer_loses_what_no_database_keeps() {
        let mut delivery = tried(DeliveryStatus::Failed);
        delivery.attempts.truncate(1);
        delivery.attempts[0].answer = "a\0b".to_owned();

        let rows = attempt_rows(&delivery, 0);

        assert_eq!(rows[0].answer, "a\u{fffd}b");
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let delivery = tried(DeliveryStatus::Failed);
        let mut silent = attempt_rows(&delivery, 0);
        silent[0].status = None;
        for (column, attempts) in [
            ("outcome", silent),
            ("attempts", attempt_rows(&delivery, 1)),
        ] {
            let read = read(to_row(&delivery), attempts);
            assert_eq!(read, Err(Impossible::new(column)));
        }
    }
}
