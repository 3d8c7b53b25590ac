//! How webhooks and deliveries stand, and how attempts went, in words.

use domain::ports::webhooks::ANSWER_WITHIN;
use domain::webhook::endpoint::{DISABLED_AFTER, DISABLED_AFTER_FAILURES};
use domain::webhook::{AttemptOutcome, DeliveryStatus, EndpointStatus, Failing};
use poem::http::StatusCode;

use crate::london;
use crate::transactions::standing::Tag;

/// How a webhook stands.
pub(super) fn of_endpoint(status: EndpointStatus) -> Tag {
    let look = match status {
        EndpointStatus::Active => "good",
        EndpointStatus::Inactive => "wait",
        EndpointStatus::Disabled => "bad",
    };
    Tag {
        label: status.label(),
        look,
    }
}

/// How a delivery stands.
pub(super) fn of_delivery(status: DeliveryStatus) -> Tag {
    let look = match status {
        DeliveryStatus::Pending => "wait",
        DeliveryStatus::Successful => "good",
        DeliveryStatus::Failed => "bad",
        DeliveryStatus::WillNotSend => "plain",
    };
    Tag {
        label: status.label(),
        look,
    }
}

/// That attempts fail, and since when.
pub(super) fn failing(failing: Failing) -> String {
    let since = london::date_time(failing.since);
    match failing.attempts {
        1 => format!("The last attempt failed, on {since}."),
        attempts => format!("{attempts} attempts in a row have failed since {since}."),
    }
}

/// What becomes of a webhook whose attempts go on failing.
pub(super) fn what_failing_leads_to() -> String {
    let days = DISABLED_AFTER.as_secs() / (24 * 60 * 60);
    format!(
        "Each message is tried up to 6 times over three days. Once nothing has succeeded for \
         {days} days and {DISABLED_AFTER_FAILURES} attempts, the webhook is disabled, and \
         everybody who may change it gets an e-mail."
    )
}

/// How an attempt went.
pub(super) fn outcome(outcome: AttemptOutcome) -> String {
    match outcome {
        AttemptOutcome::Answered(code) => {
            let status = StatusCode::from_u16(code).ok();
            match status.and_then(|status| status.canonical_reason()) {
                Some(reason) => format!("{code} {reason}"),
                None => code.to_string(),
            }
        }
        AttemptOutcome::TimedOut => {
            format!("No answer in {} seconds", ANSWER_WITHIN.as_secs())
        }
        AttemptOutcome::Unreachable => "It could not be reached".to_owned(),
        AttemptOutcome::Forbidden => "Its address is one that nothing is sent to".to_owned(),
    }
}

/// How long an attempt took.
pub(super) fn took(milliseconds: u32) -> String {
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    match seconds {
        0 => format!("{rest} ms"),
        _ => format!("{seconds}.{} s", rest / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::webhook::delivery::RETRY_PAUSES;

    #[test]
    fn attempts_are_told_as_they_went() {
        for (how, words) in [
            (AttemptOutcome::Answered(200), "200 OK"),
            (AttemptOutcome::Answered(503), "503 Service Unavailable"),
            (AttemptOutcome::Answered(799), "799"),
            (AttemptOutcome::TimedOut, "No answer in 3 seconds"),
            (AttemptOutcome::Unreachable, "It could not be reached"),
            (
                AttemptOutcome::Forbidden,
                "Its address is one that nothing is sent to",
            ),
        ] {
            assert_eq!(outcome(how), words);
        }
        assert_eq!((took(7), took(3_042)), ("7 ms".into(), "3.0 s".into()));
    }

    #[test]
    fn failing_is_counted_from_its_first_attempt() {
        let since = Timestamp::from_millis(1_782_302_400_000);
        let words = |attempts| failing(Failing { attempts, since });

        assert_eq!(
            words(12),
            "12 attempts in a row have failed since 24 June 2026 at 13:00:00 BST."
        );
        assert_eq!(
            words(1),
            "The last attempt failed, on 24 June 2026 at 13:00:00 BST."
        );
    }

    #[test]
    fn the_schedule_is_what_people_are_told() {
        let hours = RETRY_PAUSES
            .iter()
            .map(std::time::Duration::as_secs)
            .sum::<u64>()
            / 3_600;

        assert_eq!((RETRY_PAUSES.len() + 1, hours / 24), (6, 3));
    }
}
